"""What the comparison says of random pairs is what trying everything finds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from policy_dsl import load_text
from policy_dsl.interpreter import condition_holds
from policy_dsl.model import ALWAYS, Effect, Specification
from policy_dsl.records import replace
from policy_dsl.state import State, intervals
from policy_dsl.wording import condition as in_words
from tests.describing.parsed import read_again
from tests.diffing.pairs import One, TooLarge, Tried, random_pair, regrouped_pair, tried
from tests.semantics.printing import to_text
from verifier.diffing.aligning import align, effect_pairs
from verifier.diffing.comparing import DiffOptions, compare
from verifier.results.diff import (
    Fate,
    Side,
    SolePower,
    SpecificationComparison,
    Stretch,
    WhetherChanged,
)
from verifier.solving.limits import Limits

Pair = tuple[Specification, Specification]
OPTIONS = DiffOptions(Limits(seconds=20), properties=False)


@dataclass(frozen=True)
class At:
    """One stretch of time, and what trying everything finds in it; `never` are effects that nothing is said about.

    `seated`: who has a seat then, on either side.
    """

    stretch: Stretch
    state: State
    seated: frozenset[str]
    tried: Tried
    never: frozenset[Effect]

    def listed(self, them: Sequence[Any]) -> list[Any]:
        """Those of some classes or standings that are of this time."""
        return [
            each
            for each in them
            if any(
                (
                    s.from_ is None
                    or (self.stretch.from_ is not None and s.from_ <= self.stretch.from_)
                )
                and (
                    s.before is None
                    or (self.stretch.before is not None and self.stretch.before <= s.before)
                )
                for s in each.stretches
            )
        ]


def tried_at(old: Specification, new: Specification) -> Iterator[At]:
    """Each stretch of time; TooLarge where there is too much to try."""
    known: dict[object, Tried] = {}
    alignment = align(old, new)
    for moment in alignment.moments():
        states = tuple(
            next(
                i.state
                for i in reversed(intervals(each))
                if i.start is None or (moment.stretch.from_ and i.start <= moment.stretch.from_)
            )
            for each in (old, new)
        )
        if states not in known:
            known[states] = tried((old, new), states)
        never = frozenset(effect_pairs(alignment, moment).never)
        seated = frozenset(party for state in states for _, party in state.seats)
        yield At(moment.stretch, states[1], seated, known[states], never)


def assert_right(seed: int, pair: Callable[..., Pair] = random_pair) -> bool | None:
    """Whether something changes; None where there is too much to try."""
    old, new = pair(random.Random(seed))
    try:
        times = list(tried_at(old, new))
    except TooLarge:
        return None
    result = compare(old, new, OPTIONS)
    assert not [u for u in result.undetermined if "fault" in u], (seed, result.undetermined)
    if not any(p.cohort for p in old.parties):
        # Brute force goes through a cohort's ballots by numbers, and weighs none of them.
        shares = {each.tried.shares for each in times}
        for count in result.counts:
            if count.why_not is None:
                counted = (
                    Fraction(count.now_pass, count.situations),
                    Fraction(count.now_fail, count.situations),
                )
                assert counted in shares, (seed, count, shares)
    fates = {fate for each in times for fate in each.tried.fates}
    if fates:
        assert result.answer is WhetherChanged.CHANGED, seed
    text = to_text(replace(new, properties=(), acceptances=()))
    for each in times:
        assert_classes(seed, old, new, text, each, result)
    for each in result.classes:
        assert each.shown, (seed, each)
        for shown in each.shown:
            passes = shown.new if shown.passes is Side.NEW else shown.old
            fails = shown.old if shown.passes is Side.NEW else shown.new
            assert passes.replay.adopted
            assert not fails.replay.adopted
        if each.fate is Fate.NOW_CAN_PASS:
            assert each.easier
            assert not each.harder
    return bool(fates)


def assert_classes(
    seed: int,
    old: Specification,
    new: Specification,
    text: str,
    at: At,
    result: SpecificationComparison,
) -> None:
    """Every decision is of the classes that are listed of its fate, as these are printed, and of no others."""
    again = {
        condition: read_again(text, "" if condition == ALWAYS else in_words(condition))[1]
        for each in (*result.classes, *result.standings)
        for condition in (each.condition,)
    }

    def meant(one: One, them: Sequence[Any]) -> list[Any]:
        return [
            each
            for each in them
            if all(one.reading.get(c) in (None, *names) for c, names in each.readings)
            and condition_holds(new, at.state, one.decision, again[each.condition], True)
        ]

    singles = {p.name for p in old.parties if not p.cohort}
    classes, standings = at.listed(result.classes), at.listed(result.standings)
    for one in at.tried.each:
        if not at.never.isdisjoint(one.decision.effects):
            continue
        its = meant(one, classes)
        where = (seed, at.stretch, one, its)
        assert {c.fate.value for c in its if c.every} <= {one.fate}, where
        if one.fate is not None and not result.cut:
            assert one.fate in {c.fate.value for c in its}, where
        for every in (True, False):
            told = {
                (s.standing.value, s.gained, name)
                for s in meant(one, standings)
                for name in s.parties
                if name in singles
                and (s.every or not every)
                and (s.standing is SolePower.VETO or name in at.seated)
            }
            # Where anything passes, whoever has no seat could be said to decide alone; that is left aside.
            there = {s for s in one.standings if s[0] == "veto" or s[2] in at.seated}
            if every:
                assert told <= there, where
            elif not result.cut:
                assert there <= told, where


@pytest.mark.parametrize(
    ("pair", "seeds"), [(random_pair, (1, 8, 9)), (regrouped_pair, (3, 4, 7, 8, 11, 12, 13))]
)
def test_random_pairs(pair: Callable[..., Pair], seeds: Sequence[int]) -> None:
    """Some that can be gone through in a second; the campaign goes through all that can be gone through."""
    outcomes = Counter(assert_right(seed, pair) for seed in seeds)
    assert outcomes[True], outcomes
    assert outcomes[False], outcomes
    assert not outcomes[None], outcomes


CHAIR_WHO_SITS_LATER = """governance "A chair who has a seat later"
party A "A"
party B "B"
body Board "Board"
  members A, B
  chair A with casting vote
  quorum none
power deciding "Decisions"
  requires {}
timeline
  on 2020-01-04 A joins Board
"""


def test_who_has_no_seat_yet_decides_nothing_alone() -> None:
    """Whatever passes then passes by itself."""
    texts = ("no rejection by at least 2 of votes cast in Board", "majority of votes cast in Board")
    old, new = (load_text(CHAIR_WHO_SITS_LATER.format(text)) for text in texts)
    assert assert_right(0, lambda _: (old, new))
    told = {(s.standing, s.gained, s.parties) for s in compare(old, new, OPTIONS).standings}
    assert (SolePower.SOLE_POWER, False, ("B",)) in told
    assert (SolePower.SOLE_POWER, False, ("A",)) not in told


@pytest.mark.campaign
@pytest.mark.parametrize("pair", [random_pair, regrouped_pair])
def test_random_pairs_campaign(pair: Callable[..., Pair]) -> None:
    for seed in range(3000):
        assert_right(seed, pair)
