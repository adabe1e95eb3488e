"""Meetings that change something are found once for all ways round: nothing that is told depends on it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from policy_dsl import load
from policy_dsl.change import World
from policy_dsl.model import Specification
from verifier import Limits
from verifier.changing.meetings_held import HeldMeeting, MeetingsHeld
from verifier.changing.planning import Words
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.solving.limits import Budget

SPECS = Path(__file__).parents[2] / "specs"
Hold = Callable[[], HeldMeeting | None]


class Counted(MeetingsHeld):
    """Counts how many are asked for, and how many are held."""

    asked = 0
    held = 0

    def once(
        self, asked: Hashable, world: World, words: Words, budget: Budget, hold: Hold
    ) -> HeldMeeting | None:
        self.asked += 1

        def counted() -> HeldMeeting | None:
            self.held += 1
            return hold()

        return super().once(asked, world, words, budget, counted)


def held(specification: Specification, limits: Limits) -> tuple[list[object], Counted]:
    """The ways round all properties, and what was held for them."""
    search = Search(specification, limits, changes=True, held=Counted())
    found: list[object] = [find_loopholes(search, prop) for prop in specification.properties]
    assert isinstance(search.held, Counted)
    return found, search.held


def test_ways_are_the_same_whatever_was_held_before() -> None:
    specification = load(str(SPECS / "gallery" / "company_articles.policy"))
    together, counted = held(specification, Limits())
    assert 0 < counted.held < counted.asked
    alone = [
        find_loopholes(Search(specification, Limits(), changes=True), prop)
        for prop in specification.properties
    ]
    assert together == alone


def test_where_steps_are_limited_every_meeting_is_held_anew() -> None:
    specification = load(str(SPECS / "gallery" / "single_entrenchment.policy"))
    _, counted = held(specification, Limits(steps=10**9))
    assert counted.held == counted.asked > 1
