"""What the comparison says of random pairs is what trying everything finds."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from tests.diffing.pairs import TooLarge, moments, random_pair, tried
from verifier.diffing.comparing import Options, compare
from verifier.diffing.results import Answer, Fate, Side
from verifier.solving.limits import Limits

OPTIONS = Options(Limits(seconds=20), properties=False)


def assert_right(seed: int) -> bool | None:
    """Whether something changes; None where there is too much to try."""
    old, new = random_pair(random.Random(seed))
    try:
        found = [tried((old, new), states) for states in moments(old, new)]
    except TooLarge:
        return None
    result = compare(old, new, OPTIONS)
    assert not [u for u in result.undetermined if "fault" in u], (seed, result.undetermined)
    if not any(p.cohort for p in old.parties):
        # Brute force goes through a cohort's ballots by numbers, and weighs none of them.
        shares = {each.shares for each in found}
        for count in result.counts:
            if count.why_not is None:
                counted = (
                    Fraction(count.now_pass, count.situations),
                    Fraction(count.now_fail, count.situations),
                )
                assert counted in shares, (seed, count, shares)
    fates = {fate for each in found for fate in each.fates}
    if fates:
        assert result.answer is Answer.CHANGED, seed
    elif result.answer is Answer.CHANGED:
        # No single effect shows it, or it is no matter of decisions.
        told = [c for c in result.classes if len(c.effects) < 2]
        assert not told, (seed, told)
    assert fates <= {c.fate.value for c in result.classes}, seed
    singles = {p.name for p in old.parties if not p.cohort}
    told = {
        (s.standing.value, s.gained, name)
        for s in result.standings
        for name in s.parties
        if name in singles and not s.effects
    }
    # Where anything passes, whoever has no seat could be said to decide alone; the comparison leaves it aside.
    seated = {p for pair in moments(old, new) for state in pair for _, p in state.seats}
    tried_ = {each for one in found for each in one.standings}
    assert {s for s in told if s[0] == "veto" or s[2] in seated} == {
        s for s in tried_ if s[0] == "veto" or s[2] in seated
    }, seed
    for each in result.classes:
        if len(each.effects) < 2:
            assert each.fate.value in fates, (seed, each)
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


def test_random_pairs() -> None:
    outcomes = [assert_right(seed) for seed in range(20)]
    assert outcomes.count(True) >= 5
    assert outcomes.count(False) >= 5


@pytest.mark.campaign
def test_random_pairs_campaign() -> None:
    for seed in range(20, 3000):
        assert_right(seed)
