"""What is said of two specifications: the seeds with a line edited, renamed things, things of one side only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policy_dsl.loading import load, load_text
from policy_dsl.wording import condition as in_words
from tests.diffing.small import (
    NOTTINGHAM,
    RULES_ONLY,
    SMALL,
    edited,
    nottingham,
    small,
)
from verifier.diffing.comparing import DiffOptions, compare
from verifier.results import Verdict
from verifier.results.diff import (
    ChangeKind,
    Fate,
    Side,
    SolePower,
    WhetherChanged,
)
from verifier.solving.limits import Limits

# --- no change -----------------------------------------------------------------------------------


def test_the_same_is_proved_to_be_the_same() -> None:
    result = small()
    assert result.answer is WhetherChanged.SAME
    assert not result.undetermined


@pytest.mark.parametrize(
    "edit",
    [
        ("majority of votes cast", "more than 50% of votes cast"),
        (
            "when costly\n  requires",
            "when costly and (kind is policy or kind is contract)\n  requires",
        ),
        ("The board", "The committee"),
        ("members Ada, Ben, Cleo", "members Cleo, Ada, Ben"),
    ],
)
def test_other_words_for_the_same_are_no_change(edit: tuple[str, str]) -> None:
    assert small(edit, options=RULES_ONLY).answer is WhetherChanged.SAME


def test_a_limit_that_was_reached_is_never_no_change() -> None:
    result = compare(
        load(NOTTINGHAM), load(NOTTINGHAM), DiffOptions(Limits(steps=1), False, False, False)
    )
    assert result.answer is WhetherChanged.UNDETERMINED
    assert result.undetermined


# --- fates ---------------------------------------------------------------------------------------


def test_a_rule_that_went_makes_it_easier_and_takes_a_veto() -> None:
    result = small(
        ("when costly\n  requires consent", "when costly and kind is policy\n  requires consent")
    )
    (only,) = result.classes
    assert only.fate is Fate.OTHER_VOTES
    assert in_words(only.condition) == "kind is contract and costly"
    assert only.easier
    assert not only.harder
    assert only.every
    (lost,) = result.standings
    assert (lost.standing, lost.gained, lost.parties) == (SolePower.VETO, False, ("Ada",))
    assert in_words(lost.condition) == "kind is contract and costly"
    assert lost.shown is not None
    assert lost.shown.passes is Side.NEW
    (changed,) = result.properties
    assert changed.kind is ChangeKind.VERDICT
    assert (changed.old_verdict, changed.new_verdict) == (Verdict.HOLDS, Verdict.FAILS)
    assert changed.new_scenario is not None


def test_blocked_and_open() -> None:
    prohibited = ("property", "prohibition never limits ordinary\n  when costly\nproperty")
    (blocked,) = small(prohibited, options=RULES_ONLY).classes
    assert (blocked.fate, in_words(blocked.condition)) == (Fate.NOW_BLOCKED, "costly")
    text = edited(SMALL, prohibited)
    back = compare(load_text(text, "old.policy"), load_text(SMALL, "new.policy"), RULES_ONLY)
    (opened,) = back.classes
    assert (opened.fate, in_words(opened.condition)) == (Fate.NOW_CAN_PASS, "costly")


def test_what_a_power_may_change_is_a_part_of_its_meaning() -> None:
    result = small(
        ("cast in Board\nrule", "cast in Board\n  may amend care\nrule"), options=RULES_ONLY
    )
    assert {(c.fate, in_words(c.condition)) for c in result.classes} >= {
        (Fate.NOW_CAN_PASS, "amends care")
    }


def test_a_sole_power() -> None:
    result = small(
        (
            "rule care",
            'power swift "Alone" when costly requires consent of Ada in Board\nrule care',
        ),
        options=RULES_ONLY,
    )
    gained = [s for s in result.standings if s.standing is SolePower.SOLE_POWER]
    assert [(s.gained, s.parties, in_words(s.condition)) for s in gained] == [
        (True, ("Ada",), "costly")
    ]


def test_counts_are_exact() -> None:
    """Of three members Ada, Ben, Cleo: passes by a majority, and now only with Ada."""
    result = small(
        ("when costly\n  requires consent", "requires consent"),
        options=RULES_ONLY,
    )
    (count,) = result.counts
    assert count.why_not is None
    assert count.situations == 2 * 4**3  # nothing asks about `kind`
    by_majority = sum(
        1
        for a in range(4)
        for b in range(4)
        for c in range(4)
        if [a, b, c].count(0) > [a, b, c].count(1) and a != 0
    )
    assert (count.now_pass, count.now_fail) == (0, by_majority)


def test_numbers_are_not_counted() -> None:
    text = edited(
        SMALL,
        ("costly : yes or no", "value : number in GBP"),
        ("when costly", "when value is at least 5"),
    )
    new = edited(text, ("at least 5", "at least 7"))
    result = compare(load_text(text, "old.policy"), load_text(new, "new.policy"), RULES_ONLY)
    (only,) = result.classes
    assert in_words(only.condition) == "value is at least 5 and value is below 7"
    (count,) = result.counts
    assert count.why_not is not None
    assert "value" in count.why_not


# --- names ---------------------------------------------------------------------------------------


def test_a_reading_that_was_settled() -> None:
    """One of three readings is taken: what only the other two allowed or asked for changes."""
    text = NOTTINGHAM.read_text()
    start = text.index("    reading all_members")
    end = text.index('  cite article "decisions by its board')
    settled = text[:start].rstrip() + " unanimity of members in Board\n" + text[end:]
    cut = settled[: settled.index("property policy_veto")]
    old = text[: text.index("property policy_veto")]
    result = compare(load_text(old, "old.policy"), load_text(cut, "new.policy"), RULES_ONLY)
    assert result.answer is WhetherChanged.CHANGED
    assert {c.fate for c in result.classes} == {Fate.OTHER_VOTES}
    assert all([clause for clause, _ in c.readings] == ["unanimity"] for c in result.classes)
    assert all(c.harder and not c.easier for c in result.classes)


# --- time ----------------------------------------------------------------------------------------


def test_seats_and_dates() -> None:
    result = nottingham(("on 2019-04-16  City", "on 2019-04-20  City"))
    (seat,) = result.seats
    assert (seat.kind, seat.party, seat.before, seat.now) == ("suspended", "City", False, True)
    (stretch,) = seat.stretches
    assert (str(stretch.from_), str(stretch.before)) == ("2019-04-16", "2019-04-20")
    assert all(c.stretches == seat.stretches for c in result.classes)
    assert any(not s.gained and s.parties == ("City",) for s in result.standings)


# --- the command ---------------------------------------------------------------------------------


Golden = Callable[[str, str], None]


def test_the_order_of_classes_is_that_of_the_specification() -> None:
    """Not that in which the solver comes upon them, which anything could change."""
    old = NOTTINGHAM.read_text(encoding="utf-8")
    new = old.replace(
        "requires majority of votes cast in Board",
        "requires majority of votes cast in Board and consent of City in Board",
    )
    assert old != new
    found = compare(load_text(old), load_text(new), DiffOptions(properties=False, counts=False))
    unread = [not each.readings for each in found.classes]
    assert unread == sorted(unread, reverse=True)
    assert len(set(unread)) == 2


MIXED = """
governance "How many are recused decides"
party Ann
party Ben
party Cleo
party Dov
body Board
  members Ann, Ben, Cleo, Dov
  quorum none
decision
  form conflicted : parties
  form kind : one of policy, contract, loan
  form urgent : yes or no
  form public : yes or no
  form costly : yes or no
power ordinary
  when costly
  requires majority of votes cast in Board
rule first limits ordinary
  when kind is policy and urgent
  requires at least 2 votes in favour in Board
rule second limits ordinary
  when kind is contract and public
  requires at least 1 votes in favour in Board
recusal conflict in Board excludes conflicted from voting
"""


def test_what_no_condition_tells_apart_is_told_by_what_its_decisions_have_in_common() -> None:
    old, new = (
        load_text(edited(MIXED, ("majority of votes cast", f"majority of {base}")), "mixed.policy")
        for base in ("votes cast", "members")
    )
    result = compare(old, new, RULES_ONLY)
    assert not result.cut
    assert {in_words(each.condition) for each in result.classes} == {"costly"}
    assert not any(each.every for each in result.classes)
    assert {in_words(each.condition) for each in result.standings} == {"costly"}


def test_nobody_consents_on_one_side_and_objects_on_the_other() -> None:
    """Each side asks for one of these acts alone; adopted by both it would take both acts of Ada at once."""
    asks = "consent of Ada in Board"
    old, new = (
        load_text(edited(SMALL, (asks, act)), "small.policy")
        for act in ("no objection from Ada by separate act", "consent of Ada by separate act")
    )
    for before, now in ((old, new), (new, old)):
        result = compare(before, now, RULES_ONLY)
        assert result.classes
        for each in result.classes:
            for shown in each.shown:
                for it in (shown.old, shown.new):
                    consents = it.ballots.consents.get("Ada", {})
                    objections = it.ballots.objections.get("Ada", {})
                    assert sum(consents.values()) + sum(objections.values()) <= 1
