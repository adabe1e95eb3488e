"""What departures do and what is to suggest is named where a limit kept it open: which decisions, and which claims."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policy_dsl import load_text
from verifier.resilience.fewest_departures import resilience
from verifier.results import Verdict
from verifier.solving.limits import Limits, StepsOfRun
from verifier.suggesting import suggested
from verifier.suggesting.suggested import suggest
from verifier.words.left_open import LeftOpen, told
from verifier.words.matrix import KINDS_IN_WORDS, WHICH_KINDS
from verifier.words.suggest import NOT_FOLLOWED, OF_KINDS, VERDICT_ON

CLUB = """governance "Club"
party A
party B
party C
body Board members A, B, C quorum none
decision substance dear : yes or no form kind : one of motion, bylaw
power ordinary when kind is motion requires majority of members in Board
power bylaws when kind is bylaw requires unanimity of members in Board
rule consent limits every power when dear requires consent of A in Board
"""
STEPS = (1, 300, 2_000, 5_000, 9_000, 14_000, 25_000)


def limits() -> Iterator[Limits]:
    for steps in STEPS:
        yield Limits(seconds=None, run=StepsOfRun(steps))


def test_what_departures_do_to() -> None:
    it = load_text(CLUB)
    whole = {each.text for each in resilience(it, fewest=False).classes}
    named = 0
    for limit in limits():
        found = resilience(it, limit, fewest=False)
        left = whole - {each.text for each in found.classes}
        said = " ".join(found.undetermined)
        assert all(" (the limit of " in each for each in found.undetermined)
        if WHICH_KINDS not in said and KINDS_IN_WORDS not in said:
            assert all(f"“{text}”" in said for text in left)
            named += bool(left)
    assert named


def test_what_can_be_said_of_and_which_claims_are_so() -> None:
    it = load_text(CLUB)
    said = [each for limit in limits() for each in suggest(it, limit).undetermined]
    assert all(" (the limit of " in each for each in said)
    for what in (WHICH_KINDS, OF_KINDS.format("“"), VERDICT_ON.format("“")):
        assert any(each.startswith(what) for each in said), what


def test_a_claim_is_named_that_no_limit_kept_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def undetermined(*_: object) -> Verdict:
        return Verdict.UNDETERMINED

    monkeypatch.setattr(suggested, "verdict_within", undetermined)
    said = suggest(load_text(CLUB)).undetermined
    assert [each for each in said if each.startswith(VERDICT_ON.format("“"))]
    assert all(each.endswith(f" ({NOT_FOLLOWED})") for each in said)


def test_of_many_some_are_named() -> None:
    some = [LeftOpen("what is so of {}", "a limit", name) for name in "abcaed"]
    other = LeftOpen("what is so of {}", "another", "a"), LeftOpen("which there are", "a limit")
    assert told((*some, *other, *other)) == (
        "what is so of “a”, “b”, “c” and 2 others (a limit)",
        "what is so of “a” (another)",
        "which there are (a limit)",
    )
