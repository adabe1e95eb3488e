"""Who counts where: abstentions, recusals and suspension; consents, objections and rejections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy_dsl.decisions import Ballots, Counts, Decision
from policy_dsl.interpreter import count_votes, is_quorate, seats_of
from policy_dsl.model import (
    AllOf,
    AttendanceTally,
    Attends,
    Base,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    NoObjection,
    NoRejection,
    Requirement,
    Specification,
    Tally,
)
from tests.semantics.asking import adopted, decision, votes
from tests.semantics.building import (
    attending,
    body,
    cohort,
    event,
    latest,
    of,
    one,
    parties,
    power,
    recusal,
    some,
    specification,
    those,
    turnout,
)
from tests.semantics.five_members import FIVE, MAJORITY, board


def test_counting_abstentions_adds_to_the_numerator_not_to_the_one_vote_for() -> None:
    spec = board(of(">= 3", "members", "Board", abstentions=True))
    assert adopted(spec, votes(Board="A+ B0 C0"))
    assert not adopted(spec, votes(Board="A0 B0 C0"))


def with_recusal(
    requires: Requirement, and_counting: bool = False, **parts: object
) -> Specification:
    return specification(
        *FIVE,
        body("Board", "A B C D E", **parts),  # type: ignore[arg-type]
        power("p", requires),
        recusal("r", "Board", one("A"), and_counting=and_counting),
    )


def test_a_recused_member_casts_no_vote() -> None:
    assert not adopted(with_recusal(of(">= 1", "", "Board")), votes(Board="A+"))
    assert adopted(with_recusal(Consensus("Board")), votes(Board="A-"))
    abstaining = of(">= 2", "members", "Board", abstentions=True)
    assert not adopted(with_recusal(abstaining), votes(Board="A0 B+"))


@pytest.mark.parametrize(("and_counting", "members", "present"), [(False, 5, 3), (True, 4, 2)])
def test_a_recused_member_counts_unless_counted_out(
    and_counting: bool, members: int, present: int
) -> None:
    spec = with_recusal(MAJORITY, and_counting)
    state, ballots = latest(spec), votes(Board="A+ B+ C-")
    counted = count_votes(spec, state, {}, decision(), ballots, "Board")
    assert (counted.members, counted.present, counted.cast) == (members, present, 2)
    quorate = with_recusal(MAJORITY, and_counting, quorum=attending(">= 3", "Board"))
    assert is_quorate(quorate, state, {}, decision(), ballots, "Board") is not and_counting


def test_counted_out_by_one_of_two_recusals() -> None:
    spec = specification(
        *FIVE,
        body("Board", "A B"),
        power("p", of("unanimity", "members", "Board")),
        recusal("r", "Board", one("A")),
        recusal("s", "Board", some("G", "A"), and_counting=True),
    )
    assert adopted(spec, votes(Board="B+"))
    (recused, _) = seats_of(spec, latest(spec), {}, decision(), "Board")[:2]
    assert recused.recused_by == ("r", "s")
    assert recused.counted_out


def test_recusal_by_attribute_follows_the_ruling() -> None:
    spec = specification(
        *FIVE,
        body("Board", "A B"),
        parties("interested", judge="C"),
        power("p", of("unanimity", "members", "Board")),
        recusal("r", "Board", those("interested"), and_counting=True),
    )
    nobody, a = frozenset[str](), frozenset({"A"})
    assert adopted(spec, votes(Board="B+"), decision(interested=a))
    assert not adopted(
        spec, votes(Board="B+"), decision(interested=a, rulings={"interested": nobody})
    )


def test_recused_members_of_a_cohort() -> None:
    spec = specification(
        cohort(5, "Councillor"),
        body("Council", "Councillor"),
        parties("interested"),
        power("p", of("majority", "members", "Council")),
        recusal("r", "Council", those("interested"), and_counting=True),
    )
    cell = frozenset({"interested"})
    put = Decision({"interested": frozenset()}, {"Councillor": {cell: 2}})
    free = {cell: Counts(2, 0, 0, 0), frozenset[str](): Counts(2, 1, 0, 0)}
    assert adopted(spec, Ballots({("Council", "Councillor"): free}), put)
    free = {cell: Counts(2, 0, 0, 0), frozenset[str](): Counts(1, 1, 1, 0)}
    assert not adopted(spec, Ballots({("Council", "Councillor"): free}), put)


def test_suspended_and_left_and_rejoined() -> None:
    def after(*events: str) -> Specification:
        return specification(
            *FIVE,
            body("Board", "A B C"),
            power("p", of("unanimity", "members", "Board")),
            *(event(day, text) for day, text in enumerate(events, 1)),
        )

    two = votes(Board="B+ C+")
    assert not adopted(after(), two)
    assert adopted(after("A suspended Board"), two)
    assert not adopted(after("A suspended Board", "A restored Board"), two)
    assert adopted(after("A leaves Board"), two)
    assert not adopted(after("A suspended Board", "A leaves Board", "A joins Board"), two)


def test_observers_have_no_vote_and_count_nowhere() -> None:
    spec = specification(
        *FIVE,
        body("Board", "A", observers="B C"),
        power("p", of("unanimity", "members", "Board")),
    )
    assert adopted(spec, votes(Board="A+"))
    with pytest.raises(ValueError, match="no vote"):
        adopted(spec, votes(Board="B+"))


# --- consents, objections, rejections ------------------------------------------------------------


def test_consent_in_a_body() -> None:
    single_, group = ConsentVote(one("E"), "Board"), ConsentVote(some("G", "A E"), "Board")
    assert not adopted(board(single_, members="A B"), votes(Board="A+"))
    assert adopted(board(group, members="A B"), votes(Board="A+"))
    assert adopted(board(group, members="B"), votes())
    assert not adopted(board(ConsentVote(some("G", "A E"), "Board", 2)), votes(Board="A+ B+"))
    assert adopted(board(ConsentVote(some("G", "A B E"), "Board", 2)), votes(Board="A+ B+"))


def test_consent_by_separate_act_whatever_the_seats() -> None:
    assert adopted(board(ConsentAct(one("A"))), votes(consents="A", Board="A-"))
    assert not adopted(board(ConsentAct(some("G", "A B"))), votes(consents="A"))
    assert adopted(board(ConsentAct(some("G", "A B"), 1)), votes(consents="A"))


def test_consent_of_those_whom_an_attribute_names() -> None:
    spec = specification(
        *FIVE, parties("affected"), body("Board", "A"), power("p", ConsentAct(those("affected")))
    )
    assert adopted(spec, votes(), decision(affected=frozenset()))
    both = decision(affected=frozenset({"B", "C"}))
    assert not adopted(spec, votes(consents="B"), both)
    assert adopted(spec, votes(consents="B C"), both)


def test_no_objection_ranges_over_those_entitled() -> None:
    veto = AllOf((of(">= 2", "", "Board"), NoObjection(some("P5", "A B"), "Board")))
    assert adopted(board(veto), votes(Board="A+ B0 C+"))
    assert not adopted(board(veto), votes(Board="A+ B- C+"))
    assert adopted(with_recusal(NoObjection(one("A"), "Board")), votes(Board="A- B+"))


def test_consensus_needs_nobody_against_but_no_vote_for() -> None:
    assert adopted(board(Consensus("Board")), votes(Board="A0"))
    assert not adopted(board(Consensus("Board")), votes(Board="A+ B-"))


def test_no_rejection() -> None:
    reverse = NoRejection(of("unanimity", "present", "Board"))
    assert not adopted(board(reverse), votes(Board="A- B-"))
    assert adopted(board(reverse), votes(Board="A- B- C0"))
    assert adopted(board(reverse), votes())
    counting = NoRejection(of(">= 2", "members", "Board", abstentions=True))
    assert not adopted(board(counting), votes(Board="A- B0"))
    assert adopted(board(counting), votes(Board="A0 B0"))


def test_attendance() -> None:
    assert adopted(board(Attends(one("A"), "Board")), votes(Board="A-"))
    assert not adopted(board(Attends(one("A"), "Board")), votes(Board="B+"))
    assert adopted(board(Attends(some("G", "A E"), "Board"), members="A"), votes(Board="A0"))
    assert adopted(board(Attends(some("G", "A B C"), "Board", 2)), votes(Board="A0 B+"))
    half = AttendanceTally(Tally(Count(2, False), Base.MEMBERS, "Board"))
    assert adopted(board(half), votes(Board="A- B0"))
    assert adopted(with_recusal(Attends(one("A"), "Board")), votes(Board="A0"))
    assert not adopted(with_recusal(Attends(one("A"), "Board"), True), votes(Board="A0"))
    assert adopted(with_recusal(Attends(some("G", "A B"), "Board"), True), votes(Board="B0"))


@pytest.mark.parametrize(
    ("ballots", "met"),
    [("A+ B+ C0 D0", True), ("A+ B+ C-", False), ("A+ B+ C0", False), ("A+ B+ C0 D0 E0", True)],
)
def test_who_abstains_is_left_out_of_members_not_abstaining(ballots: str, met: bool) -> None:
    """Two of those who neither abstain: the absent count against them."""
    assert adopted(board(of(">= 2/3", "not abstaining", "Board")), votes(Board=ballots)) is met


def test_members_not_abstaining_and_recusals() -> None:
    two = of(">= 2/3", "not abstaining", "Board")
    assert not adopted(
        with_recusal(two), votes(Board="A0 B+ C+ D0")
    )  # A counts, B and C are two of four
    assert adopted(with_recusal(two), votes(Board="A0 B+ C+ D0 E0"))
    assert adopted(with_recusal(two, True), votes(Board="B+ C+ D0"))


@pytest.mark.parametrize(
    ("base", "ballots", "met"),
    [
        ("members", "A+ B- C0", False),
        ("members", "A+ B- C+", True),
        ("members", "A- B- C-", True),
        ("not abstaining", "A+ B- C0 D0", True),
        ("not abstaining", "A+ B- C0", False),
        ("present", "A+ C0", False),
        ("present", "A- B- C0", True),
        ("members", "", False),
    ],
)
def test_a_turnout_is_the_votes_cast(base: str, ballots: str, met: bool) -> None:
    half = turnout(">= 3/5", base, "Board")
    assert adopted(board(half), votes(Board=ballots)) is met
    quorate = board(of(">= 1", "members", "Board"), quorum=half)
    assert adopted(quorate, votes(Board=ballots)) is (met and "+" in ballots)


@pytest.mark.parametrize(
    ("threshold", "least"),
    [
        (">= 1/2", 3),
        (">= 1/2 rounded down", 2),
        (">= 1/2 rounded to nearest", 3),
        (">= 1/3 rounded to nearest", 2),
        (">= 1/4 rounded to nearest", 1),
        (">= 1/5 rounded down", 1),
        (">= 1/9 rounded down", 1),  # rounded to nothing, it still takes a vote for
        ("> 1/2", 3),
        ("> 1/2 rounded up", 4),
        ("> 1/2 rounded to nearest", 4),
        ("> 1/4 rounded to nearest", 2),
    ],
)
def test_rounding(threshold: str, least: int) -> None:
    for number in range(6):
        met = adopted(
            board(of(threshold, "members", "Board")),
            votes(Board=" ".join(f"{name}+" for name in "ABCDE"[:number])),
        )
        assert met is (number >= least), number


@pytest.mark.parametrize(
    "requires",
    [
        replace(MAJORITY, no_quorum=True),
        Consensus("Board", no_quorum=True),
        NoObjection(some("G", "A B"), "Board", no_quorum=True),
        NoRejection(replace(MAJORITY, no_quorum=True)),
    ],
)
def test_votes_without_a_quorum(requires: Requirement) -> None:
    quorum = of(">= 3", "members", "Board")
    assert adopted(board(requires, quorum=quorum), votes(Board="A+ B+"))
    assert not adopted(board(requires, quorum=quorum), votes(Board="A- B-"))
    with_quorum = (
        NoRejection(replace(requires.tally, no_quorum=False))
        if isinstance(requires, NoRejection)
        else replace(requires, no_quorum=False)
    )
    assert not adopted(board(with_quorum, quorum=quorum), votes(Board="A+ B+"))
    assert adopted(board(with_quorum, quorum=quorum), votes(Board="A+ B+ C+"))
