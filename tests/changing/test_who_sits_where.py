"""Newcomers whom a decision names, or who sit in two bodies; cohorts of which some leave a body counted elsewhere."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from verifier import check
from verifier.changing import symmetry


def verdict(text: str, claim: str) -> str:
    text = f"{text}property claim {claim}\n  even after amendments\n"
    return check(load_text(text, "board.policy")).properties[0].verdict.value


NAMED = """
governance "Newcomers named"
party Ann
party Ben
body Board
  members Ann, Ben
  quorum none
decision
  substance gains : parties
power ordinary
  requires majority of votes cast in Board
  may admit members to Board
recusal own in Board
  excludes gains from voting
"""


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        # Three of Board can be named once somebody is admitted; who is named has no vote, newcomers among them.
        ("no decision when gains includes at least 3 of Board can pass", "fails"),
        ("no decision when gains includes every one of Board can pass", "holds"),
        # Everybody may leave.
        ("some decision when not gains includes any of Board can pass", "fails"),
        ("Ann can block every decision when not gains includes Ann", "fails"),
    ],
)
def test_a_decision_may_name_newcomers(claim: str, right: str) -> None:
    assert verdict(NAMED, claim) == right


TWO = """
governance "Newcomers in two bodies"
party Ann
party Ben
body Council
  members Ann
  quorum none
body Board
  members Ann, Ben
  quorum none
decision
  substance big : yes or no
power ordinary
  when big
  requires consent of at least 1 of Council in Board
power staffing
  when not big
  requires consent of Ben in Board
  may admit members to Council, admit members to Board
prohibition not_ben limits every power
  when admits Ben to Council
"""


def test_a_newcomer_may_sit_in_two_bodies() -> None:
    """One who sits in both consents without Ann: that she can block it must not be called proved."""
    assert verdict(TWO, "Ann can block every decision when big") in ("fails", "undetermined")


PARTED = """
governance "Two bodies"
{parties}
body Council
  members {members}
  quorum none
body Board
  members {members}
  quorum none
decision
  substance gains : parties
power ordinary
  requires majority of votes cast in Board and consent of every one of Council in Board
"""


@pytest.mark.parametrize(
    "claim",
    [
        "every decision requires at least 4 votes in favour in Board",
        "every decision requires majority of votes cast in Board",
        "no decision when gains includes at least 5 of Council can pass",
        "some decision when gains includes at least 3 of Council can pass",
    ],
)
def test_some_of_a_cohort_may_leave_where_others_count_it(claim: str) -> None:
    cohort = PARTED.format(parties="parties 4 Member", members="Member")
    named = PARTED.format(parties="party A party B party C party D", members="A, B, C, D")
    found = verdict(cohort, claim)
    assert found == verdict(named, claim)
    assert found != "undetermined"


ALIKE = """
governance "Five"
party A
party B
party C
party D
party E
body Board
  members A, B, C, D, E
  quorum none
decision
  substance whom : parties
power p
  requires {requirement}
  {grants}
recusal own in Board
  when {when}
  excludes whom from voting and counting
"""


@pytest.mark.parametrize("requirement", ["majority of members in Board", "consent of A in Board"])
@pytest.mark.parametrize("grants", ["", "may remove members of Board"])
@pytest.mark.parametrize("when", ["whom includes B", "whom includes any of Board"])
@pytest.mark.parametrize("claim", ["any 3 of Board together", "any 2 of Board together"])
def test_one_choice_of_members_answers_for_all_alike(
    requirement: str, grants: str, when: str, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answer as where every choice is asked about by itself."""
    text = ALIKE.format(requirement=requirement, grants=grants, when=when)
    found = verdict(text, f"{claim} can block every decision")
    monkeypatch.setattr(
        symmetry,
        "interchangeable",
        lambda problem: [[p.name] for p in problem.ask.specification.parties],
    )
    assert found == verdict(text, f"{claim} can block every decision")
