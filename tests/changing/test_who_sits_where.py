"""Newcomers whom a decision names, or who sit in two bodies; cohorts of which some leave a body counted elsewhere."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest

from policy_dsl import PolicyErrors, load_text
from tests.changing.comparing import wrong
from tests.changing.explicit import TooLarge, known
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
    """One who sits in both consents without Ann."""
    assert verdict(TWO, "Ann can block every decision when big") == "fails"


RANDOM = """
governance "Two bodies, of which one counts those who sit in the other"
party Ann
party Ben
body Council
  members {council}
  quorum none
{council_fixed}
body Board
  members {board}
  quorum {quorum}
decision
  substance big : yes or no
power ordinary
  when big
  requires {ordinary}
power staffing
  when not big
  requires {staffing}
  may {grants}
property claim {claim}
  even after amendments
"""
COUNTED = (
    "consent of at least {n} of {other} in {body}",
    "consent of every one of {other} in {body}",
    "no objection from {other} in {body}",
    "at least {n} votes in favour among {other} in {body}",
    "majority of members among {other} in {body}",
)
CLAIMS = (
    "Ann can block every decision when big",
    "Ann can block every decision when big by staying away",
    "Ben can pass every decision when big",
    "no one of Council alone can block every decision when big",
    "every decision when big requires consent of Ann in Board",
    "every decision when big requires at least 1 votes in favour among Council in Board",
    "some decision when big can pass",
    "no decision when big can pass",
)


def staffed(seed: int) -> str:
    """Two bodies to which decisions may admit others, and what is counted in one of those who sit in the other."""
    rng = random.Random(f"staffed {seed}")

    def counted() -> str:
        body, other = rng.sample(("Council", "Board"), 2)
        return rng.choice(COUNTED).format(n=rng.choice((1, 1, 2)), body=body, other=other)

    ordinary = counted()
    if rng.random() < 0.5:
        ordinary += f" {rng.choice(('and', 'or'))} {rng.choice((counted(), 'majority of votes cast in Board'))}"
    admits = ["admit members to Council", "admit members to Board"]
    return RANDOM.format(
        council=rng.choice(("Ann", "Ann, Ben")),
        board=rng.choice(("Ann", "Ben", "Ann, Ben")),
        council_fixed="  fixed membership" if rng.random() < 0.1 else "",
        quorum=rng.choice(("none", "none", "at least 2 of members")),
        ordinary=ordinary,
        staffing=rng.choice(("consent of Ben in Board", "not big", counted())),
        grants=", ".join(admits if rng.random() < 0.8 else rng.sample(admits, 1)),
        claim=rng.choice(CLAIMS),
    )


def told_of(seeds: Iterable[int]) -> Counter[str]:
    """The verdicts on these, of which going through all states shows none to be wrong."""
    found: Counter[str] = Counter()
    for seed in seeds:
        try:
            specification = load_text(staffed(seed), "staffed.policy")
        except PolicyErrors:
            found["refused"] += 1
            continue
        (prop,) = specification.properties
        try:
            true = known(specification, prop)
        except TooLarge:
            found["too large"] += 1
            continue
        result = check(specification).properties[0]
        assert not wrong(result.verdict, true), (seed, result, true)
        found[result.verdict.value] += 1
        same = result.scenario is not None and any(
            line.startswith(("The newcomers to", "Some of the newcomers to"))
            for line in result.scenario.text
        )
        found["of the same newcomers"] += same
    return found


def test_newcomers_to_two_bodies_against_all_states() -> None:
    found = told_of(range(26))
    assert found["undetermined"] == 0, found
    assert min(found["holds"], found["fails"], found["of the same newcomers"]) > 0, found


@pytest.mark.campaign
def test_campaign() -> None:
    """Some ten minutes."""
    told_of(range(1_000, 3_000))


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


WEIGHTS = """
governance "Newcomers weigh what they may"
party Ann with shares 2
party Ben with shares 1
body Board
  members Ann, Ben
  quorum none
decision
  substance big : yes or no
power grow
  requires at least 1 votes in favour in Board
  may admit members to Board
  fixed "law"
power ordinary
  when big
  requires consent of Ann in Board
      and no rejection by {needed} of members in Board weighted by shares
  fixed "law"
"""


@pytest.mark.parametrize(("needed", "right"), [("unanimity", "holds"), ("at least 1/2", "fails")])
def test_newcomers_reject_with_no_more_than_they_weigh(needed: str, right: str) -> None:
    claim = (
        "Ann can pass every decision when big under ordinary even after amendments unless it leaves"
    )
    text = f"{WEIGHTS.format(needed=needed)}property claim {claim}\n"
    assert check(load_text(text, "board.policy")).properties[0].verdict.value == right
