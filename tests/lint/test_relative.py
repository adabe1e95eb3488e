"""What lint says is said with what it is relative to: the seats as they are, a reading, the votes that decide it."""

from __future__ import annotations

from datetime import date

import pytest

from policy_dsl import load_text
from verifier.checking.specifications import check
from verifier.linting.every_check import LintOptions, lint
from verifier.results import Verdict
from verifier.results.lint import LintFinding
from verifier.words import lint as words

SEATS = """governance "Seats"
party Ann
party Bob
party Cy
body Board
  members Ann, Bob
  seats 3
  quorum none
decision
  form law : yes or no
power alt
  requires majority of votes cast in Board
  may admit members to Board, remove members of Board
prohibition full limits alt
  when {condition}
"""

JUDGE = """governance "Judge"
party A
party B
party J
body Floor
  members A, B, J
  quorum none
body Whole
  members A, B, J
  quorum none
decision
  substance big : yes or no judged by J
power spend
  requires majority of votes cast in Floor
rule dear limits spend
  when big
  requires
    reading heads "by heads": at least 2/3 of members in Whole
    reading floor "by floor": at least 2/3 of members in Floor
"""


def found(text: str, code: str) -> LintFinding:
    options = LintOptions(date(2026, 1, 1), (code,))
    (finding,) = lint(load_text(text), options).findings
    return finding


@pytest.mark.parametrize(
    ("condition", "of_seats"),
    [("Board has no vacant seats and law", True), ("law and not law", False)],
)
def test_a_clause_that_never_applies_while_a_seat_is_vacant_may_later(
    condition: str, of_seats: bool
) -> None:
    finding = found(SEATS.format(condition=condition), words.DEAD)
    assert ("as the seats are" in finding.why) is of_seats
    assert ("as the seats are" in finding.brief) is of_seats
    assert ("take full out" in finding.instead) is not of_seats


@pytest.mark.parametrize(
    ("condition", "of_seats"), [("Board has at least 1 vacant seats", True), ("law", False)]
)
def test_an_exception_that_leaves_nothing_while_a_seat_is_vacant_may_leave_something_later(
    condition: str, of_seats: bool
) -> None:
    rule = "rule all_members limits alt when law requires unanimity of members in Board\n"
    before = SEATS.partition("prohibition")[0]
    finding = found(f"{before}{rule}exception gaps to all_members when {condition}\n", words.WIDE)
    assert ("as the seats are" in finding.why) is of_seats
    assert ("as the seats are" in finding.brief) is of_seats


RESTORED = """governance "Suspended and restored"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
power out
  when suspends any member of Board
  requires majority of votes cast in Board
  may suspend members of Board
power back
  when restores any member of Board
  requires majority of votes cast in Board
  may restore members of Board
property can_come_back some decision when restores Ann to Board can pass
property stops_it Ann can block every decision when restores Bob to Board
property once_out
  some decision when restores Ann to Board can pass supposing Ann is suspended from Board
"""


def test_a_clause_on_the_return_of_suspended_members_never_applies_as_the_seats_are() -> None:
    finding = found(RESTORED, words.DEAD)
    assert finding.subject == "back"
    assert "as the seats are" in finding.why
    assert "take back out" not in finding.instead


def test_where_nobody_is_suspended_it_is_said_why_nobody_can_be_restored() -> None:
    fails, vacuous, holds = check(load_text(RESTORED)).properties
    assert (fails.verdict, vacuous.verdict) == (Verdict.FAILS, Verdict.VACUOUS)
    assert fails.reason == vacuous.reason == "there is no such decision, as the seats are"
    assert (holds.verdict, holds.reason) == (Verdict.HOLDS, "")


@pytest.mark.parametrize(("of_seats", "subject"), [(True, "changes nothing"), (False, "kind is y")])
def test_a_gap_among_decisions_that_change_nothing_says_so(of_seats: bool, subject: str) -> None:
    """Where what changes something is covered: else the condition alone is as true."""
    kinds = RESTORED.replace("power out", "decision\n  form kind : one of x, y\npower out")
    other = "power x when kind is x requires majority of votes cast in Board\n"
    gap = found(RESTORED if of_seats else kinds.partition("power")[0] + other, "VL01")
    assert gap.subject == subject
    assert subject in gap.why


def test_that_a_true_ruling_changes_the_outcome_is_told_with_reading_and_votes() -> None:
    """Under the other reading, or by other votes in the body that is asked then, it would not."""
    *_, before, reading, whole, applies, not_met, end = found(JUDGE, words.JUDGE).story
    assert before.startswith("Were big ruled as it is, the decision would not be adopted")
    assert reading.startswith("Read so: heads of dear")
    assert whole.startswith("In Whole: ")
    assert applies.startswith("Rule dear applies")
    assert "not met" in not_met
    assert end == "So the decision is not adopted."


def test_of_changes_that_nothing_tells_apart_one_is_told() -> None:
    """A power for every change of the rules: the example of what one vote can pass makes one."""
    amending = RESTORED.partition("power")[0] + (
        "power a when amends any clause requires majority of votes cast in Board\n"
        "  may amend any clause\n"
    )
    decision = next(line for line in found(amending, "VL15").story if line.startswith("Decision"))
    assert decision == "Decision: it amends a."
