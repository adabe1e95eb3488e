"""`supposing one of S …` even after amendments: against going through all states with each of them by name."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from policy_dsl.model import NOWHERE, Event, EventKind, Latest, Property, Specification, Who
from policy_dsl.state import intervals_of
from tests.changing.comparing import verdict, wrong
from tests.changing.explicit import Known, TooLarge, known
from tests.changing.parting import apart, members_of, state_apart
from tests.changing.wide import wide_case
from tests.semantics.supposed import of_each, supposed

KINDS = (EventKind.LEAVES,) * 3 + (EventKind.SUSPENDED, EventKind.RESTORED, EventKind.JOINS)

# Answered only after seconds.
LONG = {11, 20}


def question(seed: int) -> tuple[Specification, Property]:
    """A small model that can change, and a claim about it once something has happened to one of several."""
    rng = random.Random(f"one of, then after {seed}")
    specification, prop = wide_case(rng)
    several = [Who(p.name, (p.name,)) for p in specification.parties if p.cohort] * 2
    several += [Who(body.name, bodies=(body.name,)) for body in specification.bodies]
    where = rng.choice(specification.seating).name
    event = Event(rng.choice(KINDS), "", where, None, NOWHERE, one_of=rng.choice(several))
    prop = replace(prop, at=Latest(), supposing=(event,))
    return replace(specification, properties=(prop,)), prop


def by_name(specification: Specification, prop: Property) -> Known:
    """What is so with each of them: refuted with one, or else so with all. Nothing is said where there is nobody."""
    members = members_of(specification)
    people = apart(specification)
    people = replace(people, parties=tuple(replace(p, cohort=False) for p in people.parties))
    begins = state_apart(intervals_of(specification, prop)[-1].state, members)
    found = [
        known(people, replace(asked, supposing=events))
        for events, _ in supposed(prop.supposing, begins, members)
        for asked in of_each(prop, members)
    ]
    may_say = [each.may_say for each in found]
    return Known(
        any(each.refuted for each in found),
        bool(found) and all(each.says for each in found),
        False if False in may_say or not found else None if None in may_say else True,
    )


def judged(seeds: Iterable[int]) -> Counter[str]:
    """The verdicts on the questions that can be gone through, which show none of them to be wrong."""
    found: Counter[str] = Counter()
    for seed in seeds:
        specification, prop = question(seed)
        try:
            true = by_name(specification, prop)
        except TooLarge:
            found["too large"] += 1
            continue
        said = verdict(specification, prop)
        assert not wrong(said, true), (seed, said, true)
        found[said.value] += 1
    return found


def test_it_is_so_with_each_of_them_whatever_is_decided_then() -> None:
    found = judged(seed for seed in range(9, 21) if seed not in LONG)
    assert min(found["holds"], found["fails"]) > 0, found
    assert found["undetermined"] < 2, found


@pytest.mark.campaign
def test_campaign() -> None:
    """Some ten minutes."""
    judged(range(10_000, 11_000))
