"""Sets of openings with a change among them: the search finds what trying every set finds."""

from __future__ import annotations

from itertools import combinations

from policy_dsl.state import intervals_of
from tests.loopholes.changing_questions import changing_question
from verifier.loopholes import sets_with_changes
from verifier.loopholes.bounded import Bounded, question_about
from verifier.loopholes.openings import protection
from verifier.loopholes.sets_with_changes import Combinations, Combined
from verifier.solving.limits import Budget, Limits

MOST = 7


def problem(seed: int) -> Bounded | None:
    spec, prop = changing_question(seed)
    if protection(prop) is None:
        return None
    ask = question_about(spec, prop, intervals_of(spec, prop)[-1].state)
    # Which powers are at home is no matter here: any of them will do.
    home = tuple(p.name for p in spec.powers)
    it = Bounded(ask, Budget(Limits(seconds=60)), home=home)
    return it if it.changes and len(it.elements) <= MOST else None


def test_the_minimal_sets_and_what_each_other_set_lacks(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    compared = shrunk = 0
    for seed in range(50):
        it = problem(seed)
        if it is None:
            continue
        search = Combinations(it)
        sets = [
            frozenset(chosen)
            for n in range(len(it.elements) + 1)
            for chosen in combinations(range(len(it.elements)), n)
        ]
        # Every other demand is made small.
        asked = {on: search.asked(on, small=bool(n % 2)) for n, on in enumerate(sets)}
        enough = {on for on, said in asked.items() if isinstance(said, Combined)}
        for on, said in asked.items():
            if isinstance(said, frozenset):
                # A demand: whatever suffices has one of these.
                assert not said & on, seed
                assert all(said & other for other in enough), seed
            else:
                assert all(on | {i} in enough for i in range(len(it.elements))), seed
        first = len(it.opened.switches)
        plain = [on for on in enough if all(i < first for i in on)]
        minimal = {on for on in enough if not any(other < on for other in enough)}
        wanted = {on for on in minimal if any(i >= first for i in on)}
        for patience in (sets_with_changes._PATIENCE, 0):
            monkeypatch.setattr(sets_with_changes, "_PATIENCE", patience)
            again = Combinations(it, [on for on in plain if on in minimal])
            assert {each.on for each in again} == wanted, seed
            assert again.stopped is None
            shrunk += bool(wanted) and not patience
        compared += bool(wanted)
    assert compared > 3
    assert shrunk > 3
