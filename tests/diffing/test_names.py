"""What has another name on the other side is the same; what only one side has is said."""

from __future__ import annotations

import pytest

from policy_dsl.loading import load_text
from policy_dsl.wording import condition as in_words
from tests.diffing.small import (
    RULES_ONLY,
    SMALL,
    edited,
    small,
    words,
)
from verifier.diffing.comparing import compare
from verifier.results.diff import (
    Side,
    WhetherChanged,
)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("clause", "care", "caution"),
        ("clause", "ordinary", "usual"),
        ("party", "Ada", "Adams"),
        ("body", "Board", "Committee"),
        ("attribute", "costly", "dear"),
        ("property", "ada_is_asked", "first_of_all"),
        ("value", "contract", "purchase"),
    ],
)
def test_renamed_things_are_recognised(kind: str, old: str, new: str) -> None:
    result = words((old, new))
    assert [(r.kind, r.old, r.new) for r in result.renamed] == [(kind, old, new)]
    assert result.answer is WhetherChanged.SAME
    assert not result.one_sided


def test_all_renamed_at_once_and_edited() -> None:
    result = words(("care", "caution"), ("Board", "Committee"), ("Ada", "Adams"), ("Bell", "Belle"))
    assert result.answer is WhetherChanged.SAME
    assert len(result.renamed) == 3


def test_a_clause_is_known_by_its_title_though_it_says_something_else() -> None:
    result = small(
        ("rule care", "rule caution"),
        ("when costly\n  requires", "when costly and kind is policy\n  requires"),
        options=RULES_ONLY,
    )
    assert [(r.old, r.new) for r in result.renamed] == [("care", "caution")]
    assert [in_words(c.condition) for c in result.classes] == ["kind is contract and costly"]
    assert not result.one_sided


def test_another_party_in_the_same_seat_is_no_renaming() -> None:
    result = small(("party Ben", "party Bob"), ("B. Bell", "Bob Burr"), ("Ada, Ben,", "Ada, Bob,"))
    assert not result.renamed
    assert result.answer is WhetherChanged.CHANGED
    assert {(o.side, o.name) for o in result.one_sided} == {(Side.OLD, "Ben"), (Side.NEW, "Bob")}
    assert {(s.party, s.now) for s in result.seats if s.kind == "member"} >= set()


def test_values_and_attributes_of_one_side_are_said() -> None:
    result = small(
        ("one of policy, contract", "one of policy, contract, grant"),
        ("costly : yes or no", "costly : yes or no\n  form urgent : yes or no"),
        ("when costly", "when costly and not urgent"),
        options=RULES_ONLY,
    )
    assert {(o.kind, o.name) for o in result.one_sided} == {
        ("attribute", "urgent"),
        ("value", "grant"),
    }
    (only,) = result.classes
    assert in_words(only.condition) == "costly and urgent"


CLUB_OF_TWO = """
governance "Club"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
decision
  substance price : number
power board requires majority of votes cast in Board
  may admit members to Board
"""


STRICTER = """rule stricter when changes membership of Board limits every power
  requires unanimity of members in Board
"""


# Somebody is declared besides, and may be admitted; the other text knows nothing of her.
AND_A_FRIEND = CLUB_OF_TWO.replace(
    "body Board", "party Cem\nbody Friends\n  members Cem\n  quorum none\nbody Board"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [(CLUB_OF_TWO, AND_A_FRIEND + STRICTER), (AND_A_FRIEND, CLUB_OF_TWO + STRICTER)],
)
def test_whoever_only_one_side_declares_is_admitted_by_no_decision_of_the_other(
    old: str, new: str
) -> None:
    result = compare(load_text(old), load_text(new))
    assert result.answer is WhetherChanged.CHANGED
    assert result.classes
    assert "Cem" not in "".join(map(repr, result.classes))


OWNERS = """
governance "Club"
party Ann
party Bob
party Cem
group Owners is Ann, Bob
body Board
  members Ann, Bob, Cem
  quorum none
decision
  substance gains : parties
power board requires majority of votes cast in Board
"""


OWN = "rule own when gains includes {} limits board requires unanimity of members in Board\n"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("any of Owners", "gains includes any of Ann, Bob"),
        ("at least 2 of Owners", "gains includes at least 2 of Ann, Bob"),
        ("more than 1/2 of Owners", "gains includes more than 1/2 of Ann, Bob"),
        ("any of Board", "gains includes any of Board"),
    ],
)
@pytest.mark.parametrize("now", ["group Owners is Bob, Cem\n", ""])
def test_a_group_that_is_of_others_now_is_told_by_names(asked: str, told: str, now: str) -> None:
    new = OWNERS.replace("group Owners is Ann, Bob\n", now)
    result = compare(load_text(OWNERS + OWN.format(asked)), load_text(new))
    assert {in_words(each.condition) for each in result.classes} == {told}


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("number in GBP", "number in EUR", WhetherChanged.CHANGED),
        ("number in days", "number in weeks", WhetherChanged.CHANGED),
        ("number in GBP", "number", WhetherChanged.SAME),
        ("number", "number in GBP", WhetherChanged.SAME),
    ],
)
def test_a_number_of_something_else_is_another_attribute(
    old: str, new: str, answer: WhetherChanged
) -> None:
    """5,000 GBP are not 5,000 EUR; where one side does not say of what, nothing says that it is of something else."""
    asked = ("when costly", "when sum is at least 5")
    text = edited(SMALL, ("costly : yes or no", f"sum : {old}"), asked)
    result = compare(
        load_text(text), load_text(text.replace(f": {old}\n", f": {new}\n")), RULES_ONLY
    )
    assert result.answer is answer


def test_a_reading_of_one_side_is_said_not_to_be_compared_only_if_it_was_not() -> None:
    """Where a reading is on both sides, others are set aside; where none is, each is compared with all of the other."""
    one = "requires\n    reading a: consent of Ada in Board"
    both = ("requires consent of Ada in Board", f"{one}\n    reading b: consent of Ben in Board")
    rest = ("requires consent of Ada in Board", f"{one}\n    reading c: consent of Cleo in Board")
    three = load_text(edited(SMALL, both))
    for old, new, compared in (
        (load_text(SMALL), three, [True, True]),
        (three, load_text(SMALL), [True, True]),
        (three, load_text(edited(SMALL, rest)), [False, False]),
    ):
        result = compare(old, new, RULES_ONLY)
        texts = [it.text for it in result.one_sided if it.kind == "reading"]
        assert ["not compared" not in text for text in texts] == compared
        assert any(it.readings for it in result.classes) or not all(compared)
