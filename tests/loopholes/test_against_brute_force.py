"""The loopholes found are exactly those of the definition, and what is said of each is true.

On small random specifications every decision, reading and ballot is tried with the interpreter (see
`brute_openings.py` and `explained_by_hand.py`).
"""

from __future__ import annotations

from collections import Counter

import pytest

from policy_dsl.model import Property, Specification
from tests.loopholes.brute_openings import Opened, TooLarge, minimal_sets
from tests.loopholes.explained_by_hand import condition_faults, fewest_supporters, suffice_faults
from tests.loopholes.heading_by_hand import heading_faults
from tests.loopholes.random_questions import protecting
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import Loophole, PropertyLoopholes
from verifier.solving.limits import Limits

CHUNK = 50
# Between them they have ways round by every kind of opening; splitting is rare.
TELLING = (
    112,
    148,
    156,
    170,
    181,
    243,
    262,
    300,
    326,
    337,
    338,
    346,
    383,
    398,
    401,
    468,
    469,
    547,
    582,
    2986,
    # Who comes and goes together, where conditions ask about some of them; one who objects and has no vote.
    10_465,
    11_232,
    22_846,
    24_212,
)
COUNTED: Counter[str] = Counter()


def searched(spec: Specification, prop: Property) -> PropertyLoopholes:
    found = find_loopholes(Search(spec, Limits(120), most=10**6), prop)
    assert found is not None
    assert found.undetermined is None
    return found


def openings(loophole: Loophole) -> Opened:
    return frozenset((each.kind, each.name) for each in loophole.openings)


def compare(seed: int, explained: bool) -> None:
    spec, prop = protecting(seed)
    try:
        wanted = minimal_sets(spec, prop, limit=300)
    except TooLarge:
        COUNTED["too large"] += 1
        return
    found = searched(spec, prop)
    assert wanted is not None
    assert {openings(each) for each in found.sets} == wanted, seed
    assert len(found.sets) == len(wanted), seed
    COUNTED["compared"] += 1
    COUNTED["loopholes"] += len(wanted)
    COUNTED.update({kind for them in wanted for kind, _ in them})
    for loophole in found.sets:
        assert heading_faults(spec, prop, loophole) == [], (seed, openings(loophole))
    for loophole in found.sets if explained else ():
        try:
            assert condition_faults(spec, prop, loophole, 300) == [], (seed, openings(loophole))
            COUNTED["conditions"] += 1
        except TooLarge:
            pass
        try:
            fewest = fewest_supporters(spec, prop, loophole, 1000)
            quiet = fewest_supporters(spec, prop, loophole, 1000, quiet=True)
        except TooLarge:
            continue
        said = (loophole.enough.silent, loophole.enough.opposed)
        told = tuple(None if each is None else each.number for each in said)
        assert told == (quiet, fewest), (seed, openings(loophole))
        COUNTED["supporters"] += 1
        try:
            assert suffice_faults(spec, prop, loophole, 300) == [], (seed, openings(loophole))
        except TooLarge:
            continue
        COUNTED["suffice for all"] += 1


@pytest.mark.parametrize("first", range(0, 100, CHUNK))
def test_exactly_those_of_the_definition(first: int) -> None:
    for seed in range(first, first + CHUNK):
        compare(seed, explained=True)


def test_every_kind_of_opening_was_among_them() -> None:
    kinds = {"exemption", "form", "route", "classification", "absence", "abstention", "reading"}
    wanted = {*kinds, "splitting", "timing"}
    COUNTED.clear()
    for seed in TELLING:
        compare(seed, explained=True)
    assert all(COUNTED[kind] for kind in wanted), COUNTED
    assert COUNTED["conditions"] > 12, COUNTED
    assert COUNTED["supporters"] > 10, COUNTED


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(10_000, 30_000, 500))
def test_a_long_campaign(first: int) -> None:
    for seed in range(first, first + 500):
        compare(seed, explained=True)
