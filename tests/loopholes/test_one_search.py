"""Rules as they stand are rules that change with nothing open: two searches, and what either finds the other does.

Why there are two all the same: decision 0031.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_dsl import load
from policy_dsl.model import Property, Specification
from policy_dsl.state import intervals_of
from tests.loopholes.changing_questions import changing_question
from tests.testing.specifications import ROOT
from verifier.loopholes.bounded import Bounded, question_about
from verifier.loopholes.openings import protection
from verifier.loopholes.searching import Search, SetSearch, what_ways_depend_on
from verifier.loopholes.sets_with_changes import Combinations
from verifier.solving.limits import Budget, Limits

SPECIFICATIONS = ("apache", "osgeo_gdal", "us_legislation", "jupyter")
Sets = set[frozenset[tuple[str, str, str]]]


def questions(name: str) -> Iterator[tuple[Specification, Property]]:
    if name == "random":
        yield from (changing_question(seed) for seed in range(12))
    else:
        spec = load(ROOT / f"specs/gallery/{name}.policy")
        yield from ((spec, prop) for prop in spec.properties if not prop.supposing)


def both(spec: Specification, prop: Property) -> tuple[Sets, Sets]:
    """The minimal sets of the last stretch of time, by either search."""
    limits = Limits(seconds=60)
    plain = SetSearch(Search(spec, limits, explained=False), prop, Budget(limits))
    interval = intervals_of(spec, prop)[-1]
    (stretch,) = plain.search.stretches(prop, interval)
    one: Sets = {
        frozenset((switch.kind, switch.name, switch.detail) for switch in found.on)
        for found in plain._of(stretch, None, plain.known)
    }
    ask = question_about(spec, prop, interval.state)
    nothing_open = Bounded(ask, Budget(limits), home=plain.home or (), given=())
    search = Combinations(nothing_open)
    switches = nothing_open.opened.switches
    other: Sets = {
        frozenset((switches[i].kind, switches[i].name, switches[i].detail) for i in found.on)
        for found in search
    }
    assert plain.stopped is None
    assert search.stopped is None
    return one, other


@pytest.mark.parametrize("name", [*SPECIFICATIONS, "random"])
def test_both_searches_find_the_same(name: str) -> None:
    found = 0
    for spec, asked in questions(name):
        prop = what_ways_depend_on(asked)
        if protection(prop) is not None:
            one, other = both(spec, prop)
            assert one == other, asked.name
            found += len(one)
    assert found > 1
