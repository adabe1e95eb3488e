"""Changes as openings: all minimal sets, each with a story; the same as trying every set."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

from policy_dsl import load
from policy_dsl.state import intervals
from tests.changing.small import small_case
from verifier.changing.openings import _Search, change_openings, openings
from verifier.changing.problem import Problem, ask_for
from verifier.solving.limits import Budget, Limits

SPECS = Path(__file__).parents[2] / "specs"


def found(file: str, name: str) -> list[tuple[tuple[str, str], ...]]:
    spec = load(str(SPECS / file))
    prop = next(p for p in spec.properties if p.name == name)
    result = openings(spec, prop, intervals(spec)[-1], Budget(Limits(seconds=60)))
    assert result.stopped is None
    assert all(each.scenario is not None for each in result.found)
    return [tuple((o.kind, o.name) for o in each.openings) for each in result.found]


def test_ways_round_the_veto_of_nottingham() -> None:
    ways = found("nottinghamshire.policy", "policy_veto")
    assert (("amendment", "unanimity"),) in ways
    assert (("amendment", "contracts"),) in ways
    assert (("suspension", "City from Board"),) in ways
    assert (("removal", "City from Board"),) in ways
    assert not found("nottinghamshire_entrenched.policy", "policy_veto")


def test_packing_a_meeting() -> None:
    ways = found("gallery/company_articles.policy", "founder_stops_alteration")
    assert ways == [(("packing", "Meeting"),)]


def test_the_sets_are_exactly_the_minimal_ones() -> None:
    compared = 0
    # Seeds at which a claim holds as the rules stand, and can be got round by changing them.
    for seed in (7137, 7160, 7173, 7240):
        spec, prop = small_case(random.Random(seed))
        for ask in ask_for(spec, prop, intervals(spec)[-1].state):
            problem = Problem(ask, Budget(Limits(seconds=60)))
            # Any openings make a search; six of them make 64 sets to try.
            every = change_openings(problem)
            every = tuple(random.Random(seed).sample(every, k=min(6, len(every))))
            search = _Search(problem, every)
            if search.suffices(frozenset()):
                continue
            enough = [
                frozenset(chosen)
                for n in range(len(every) + 1)
                for chosen in combinations(range(len(every)), n)
                if search.suffices(frozenset(chosen))
            ]
            minimal = {s for s in enough if not any(t < s for t in enough)}
            assert set(search) == minimal
            compared += bool(minimal)
    assert compared == 4
