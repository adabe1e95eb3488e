"""Ways round with a change among their openings are exactly those of the definition, and so are their supporters.

On small random specifications every world that decisions can bring about is gone through with the interpreter (see
`brute_changes.py`).
"""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from policy_dsl.change import after_decision, begin
from policy_dsl.model import Property, Specification
from policy_dsl.state import after_events, intervals_of
from tests.changing.explicit import TooLarge as TooManyWorlds
from tests.loopholes.brute_changes import TooLarge, minimal_sets_with_changes
from tests.loopholes.brute_openings import Opened
from tests.loopholes.changing_questions import changing_question
from tests.loopholes.explained_by_hand import fewest_supporters
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import Loophole
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched

CHANGES = {"suspension", "removal", "packing", "amendment"}
CHUNK = 20
# Specifications that brute force can go through and in which much is found: every kind of change, mixtures, supporters.
TELLING = (4, 24, 26, 75, 207, 290, 326, 362, 404, 425)
COUNTED: Counter[str] = Counter()


def openings(loophole: Loophole) -> Opened:
    return frozenset((each.kind, each.name) for each in loophole.openings)


def compare(seed: int, seconds: float = 1) -> None:
    spec, prop = changing_question(seed)
    try:
        with watched(Deadline.after(seconds)):
            wanted = minimal_sets_with_changes(spec, prop)
    except (TooLarge, TooManyWorlds, OutOfTime):
        COUNTED["too large"] += 1
        return
    assert wanted is not None
    found = find_loopholes(Search(spec, Limits(60), most=10**6, changes=True), prop)
    assert found is not None
    sets = [openings(each) for each in found.sets]
    assert len(set(sets)) == len(sets), seed
    if found.undetermined is None:
        assert set(sets) == wanted, seed
        COUNTED["compared"] += 1
    else:
        # What is listed is so; that something may be missing is said.
        assert set(sets) <= wanted, seed
        COUNTED["undetermined"] += 1
    for each in found.sets:
        kinds = {kind for kind, _ in openings(each)}
        COUNTED.update(kinds)
        if kinds & CHANGES:
            COUNTED["with changes"] += 1
            COUNTED["mixed"] += bool(kinds - CHANGES)
            told_well(spec, prop, each)
            supporters_of_meetings(spec, prop, each, seed)


def told_well(spec: Specification, prop: Property, it: Loophole) -> None:
    """A story whose meetings change something, and no more than is listed."""
    assert it.steps
    assert len(it.meetings) == len(it.scenario.earlier) + 1
    for meeting in it.scenario.earlier:
        assert meeting.outcome == "adopted"
        assert meeting.decision.effects
    assert it.scenario.outcome == "adopted"


def supporters_of_meetings(spec: Specification, prop: Property, it: Loophole, seed: int) -> None:
    """At each meeting before which nothing was reworded, those who suffice are the fewest."""
    world = begin(spec, after_events(intervals_of(spec, prop)[-1].state, prop.supposing))
    scenarios = (*it.scenario.earlier, it.scenario)
    for scenario, meeting in zip(scenarios, it.meetings, strict=True):
        if world.amended or world.quorums or any(p.cohort for p in world.specification.parties):
            return
        asked: Any = SimpleNamespace(scenario=scenario, power=meeting.power, openings=it.openings)
        try:
            fewest = fewest_supporters(world.specification, prop, asked, 2000)
        except TooLarge:
            return
        told = None if meeting.supporters is None else meeting.supporters.number
        assert told == fewest, (seed, openings(it), meeting.text)
        COUNTED["supporters"] += 1
        try:
            world = after_decision(world, scenario.decision.effects)
        except ValueError:
            return  # somebody left by itself in between


@pytest.mark.parametrize("first", range(0, 20, CHUNK))
def test_exactly_those_of_the_definition(first: int) -> None:
    for seed in range(first, first + CHUNK):
        compare(seed)


def test_the_comparison_was_worth_something() -> None:
    COUNTED.clear()
    for seed in TELLING:
        compare(seed, seconds=30)
    assert COUNTED["compared"] == len(TELLING), COUNTED
    assert all(COUNTED[kind] for kind in CHANGES), COUNTED
    assert COUNTED["with changes"] > 8, COUNTED
    assert COUNTED["mixed"] > 3, COUNTED
    assert COUNTED["supporters"] > 8, COUNTED


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(10_000, 20_000, 500))
def test_a_long_campaign(first: int) -> None:
    for seed in range(first, first + 500):
        compare(seed)
