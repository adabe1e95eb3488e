"""`supposing one of S …` is so with each of them: against brute force that asks of each by name."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from policy_dsl import load_text
from policy_dsl.model import Property, Specification
from policy_dsl.state import State, intervals_of
from tests.changing.parting import apart, members_of, state_apart
from tests.semantics.brute_force import Case, TooLarge, Verdict, worst
from tests.semantics.enumerating import all_readings
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from tests.semantics.printing import to_text
from tests.semantics.supposed import of_each, supposed
from verifier import Limits, Options, check

SHAPE = replace(TINY, cohort=0.7)
LIMITS = Options(limits=Limits(seconds=20))
MOST_READINGS = 12


def question(seed: int) -> tuple[Specification, Property]:
    """A model and a property that supposes something of one of several."""
    maker = Maker(random.Random(f"one of {seed}"), SHAPE)
    specification = maker.specification()
    asker = Asker(maker, specification)
    prop = replace(asker.property(), supposing=asker.supposing_of_one())
    return replace(specification, properties=(prop,)), prop


def brute_force(specification: Specification, prop: Property) -> list[Verdict]:
    """The verdict at each time: the worst of all choices and readings; vacuous where nobody can be chosen."""
    members = members_of(specification)
    people = apart(specification)
    found = []
    for interval in intervals_of(specification, prop):
        begins = state_apart(interval.state, members)
        verdicts = [
            Case(people, state, reading, replace(asked, supposing=()), 120, 20_000).verdict()
            for _, state in supposed(prop.supposing, begins, members)
            for asked in of_each(prop, members)
            for reading in _readings(people, state, prop)
        ]
        found.append(worst(verdicts) if verdicts else Verdict.VACUOUS)
    return found


def _readings(specification: Specification, state: State, prop: Property) -> list[dict[str, str]]:
    found = list(all_readings(specification, state, dict(prop.fixed_readings)))
    if len(found) > MOST_READINGS:
        raise TooLarge(f"{len(found)} readings")
    return found


def by_name(specification: Specification) -> Specification:
    """The same with every cohort as a group of parties who have names, and whom nothing tells apart."""
    members = members_of(specification)
    people = apart(specification)
    parties = tuple(replace(p, cohort=False) for p in people.parties)
    claims = []
    for prop in specification.properties:
        events = tuple(
            replace(e, one_of=replace(e.one_of, parties=_all(e.one_of.parties, members)))
            for e in prop.supposing
            if e.one_of is not None
        )
        claims += [replace(each, supposing=events) for each in of_each(prop, members)]
    return replace(people, parties=parties, properties=tuple(claims))


def _all(parties: Iterable[str], members: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for party in parties for name in members[party])


def judged(seeds: Iterable[int]) -> Counter[str]:
    """The verdicts on the questions small enough for brute force, which says the same of each, at each time."""
    found: Counter[str] = Counter()
    for seed in seeds:
        specification, prop = question(seed)
        try:
            known = brute_force(specification, prop)
        except TooLarge:
            found["too large"] += 1
            continue
        (result,) = check(specification, LIMITS).properties
        said = [state.verdict.value for state in result.states]
        assert said == [each.value for each in known], (seed, result.claim)
        assert result.verdict.value == worst(known).value, (seed, result.claim)
        found[result.verdict.value] += 1
        if all(event.one_of is not None for event in prop.supposing):
            named = check(by_name(specification), LIMITS).properties
            assert worst(Verdict(each.verdict.value) for each in named) is worst(known), seed
            found["by name"] += 1
        cohorts = {party.name for party in specification.parties if party.size > 1}
        them = [e.one_of.label for e in prop.supposing if e.one_of is not None]
        found["of a cohort"] += not cohorts.isdisjoint(them)
    return found


def test_it_is_so_with_each_of_them_by_name() -> None:
    """Of cohorts, and of groups in which one stands for all whom nothing tells apart."""
    found = judged(range(80))
    print(found)
    assert min(found[each] for each in ("holds", "fails", "of a cohort", "by name")) > 3, found


def test_it_is_printed_as_it_is_read() -> None:
    for seed in range(40):
        specification, prop = question(seed)
        (read,) = load_text(to_text(specification), "printed.policy").properties
        assert [replace(e, place=prop.place) for e in read.supposing] == list(prop.supposing), seed
