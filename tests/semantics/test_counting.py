"""Tallies, quorums, consents and casting votes: the traps of counting, and decision 0002, points 1 to 9."""

from __future__ import annotations

import pytest

from policy_dsl.decisions import Counts, Vote, single
from policy_dsl.interpreter import decide, requirement_met
from policy_dsl.model import (
    AllOf,
    AnyOf,
    Consensus,
    ConsentAct,
    ConsentVote,
    Given,
    Is,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Requirement,
    Specification,
)
from tests.semantics.asking import adopted, decision, votes
from tests.semantics.building import (
    attending,
    body,
    cohort,
    event,
    flag,
    latest,
    of,
    one,
    party,
    power,
    rule,
    some,
    specification,
)
from tests.semantics.five_members import FIVE, MAJORITY, board


def test_a_tie_is_no_majority() -> None:
    assert not adopted(board(MAJORITY), votes(Board="A+ B+ C- D-"))
    assert adopted(board(MAJORITY), votes(Board="A+ B+ C-"))


@pytest.mark.parametrize("base", ["members", "present", "cast"])
@pytest.mark.parametrize("threshold", ["majority", "unanimity", ">= 2/3", "all but 5", ">= 0"])
def test_nobody_voting_meets_nothing(base: str, threshold: str) -> None:
    assert not adopted(board(of(threshold, base, "Board")), votes())


@pytest.mark.parametrize("base", ["members", "present", "cast"])
def test_everyone_abstaining_meets_nothing(base: str) -> None:
    spec = board(of(">= 0", base, "Board"))
    assert not adopted(spec, votes(Board="A0 B0 C0 D0 E0"))


def test_who_is_not_mentioned_neither_consents_nor_objects_by_an_act_of_its_own() -> None:
    assert adopted(board(NoObjectionAct(some("both", "A B"))), votes())
    assert not adopted(board(ConsentAct(some("both", "A B"))), votes(consents="A"))
    assert adopted(board(ConsentAct(some("both", "A B"))), votes(consents="A B"))


def test_what_a_call_leaves_out_is_told() -> None:
    rules = (rule("r", ConsentAct(one("A"))), rule("s", ConsentAct(one("B"))))
    spec = specification(*FIVE, body("Board", "A B C"), power("p", MAJORITY), *rules)
    given = votes(Board="A+ B+ C+", consents="B")
    found = decide(spec, latest(spec), {}, decision(), given, left_out={"r"})
    assert found.adopted
    assert [it.clause for it in found.clauses if it.left_out] == ["r"]
    assert [it.clause for it in found.clauses if not it.in_force] == ["r"]


def test_a_body_of_one() -> None:
    spec = board(of("unanimity", "members", "Board"), members="A")
    assert adopted(spec, votes(Board="A+"))
    assert not adopted(spec, votes(Board="A0"))


@pytest.mark.parametrize(
    ("requires", "with_quorum_none"),
    [(MAJORITY, False), (Consensus("Board"), True), (NoRejection(MAJORITY), True)],
)
def test_a_body_without_members_is_quorate_only_without_a_quorum(
    requires: Requirement, with_quorum_none: bool
) -> None:
    assert adopted(board(requires, members=""), votes()) is with_quorum_none
    assert not adopted(board(requires, members="", quorum=attending(">= 0", "Board")), votes())


def test_the_last_member_leaving() -> None:
    spec = specification(
        party("A"),
        body("Board", "A", quorum=attending(">= 1/2", "Board")),
        power("p", Consensus("Board")),
        event(1, "A leaves Board"),
    )
    assert not adopted(spec, votes())


def test_strict_and_weak_thresholds_differ_at_exactly_three_to_one() -> None:
    ballots = votes(Board="A+ B+ C+ D-")
    assert adopted(board(of(">= 3/4", "cast", "Board")), ballots)
    assert not adopted(board(of("> 3/4", "cast", "Board")), ballots)


def test_percentages_that_do_not_divide() -> None:
    # 55% of 5 is 2.75: three are needed, and two are not enough.
    spec = board(of(">= 55%", "members", "Board"))
    assert adopted(spec, votes(Board="A+ B+ C+ D- E-"))
    assert not adopted(spec, votes(Board="A+ B+"))


def test_a_threshold_larger_than_the_body() -> None:
    everybody = votes(Board="A+ B+ C+ D+ E+")
    assert not adopted(board(of(">= 6", "", "Board")), everybody)
    assert adopted(board(of("all but 7", "members", "Board")), votes(Board="A+ B- C- D- E-"))


def test_bases() -> None:
    ballots = votes(Board="A+ B+ C- D0 E.")
    for base, met in (("members", False), ("present", False), ("cast", True)):
        assert adopted(board(of("majority", base, "Board")), ballots) is met


def test_all_but_and_unanimity() -> None:
    ballots = votes(Board="A+ B+ C+ D0 E.")
    assert adopted(board(of("all but 2", "members", "Board")), ballots)
    assert not adopted(board(of("all but 1", "members", "Board")), ballots)
    assert adopted(board(of("unanimity", "cast", "Board")), ballots)
    assert not adopted(board(of("unanimity", "present", "Board")), ballots)


def test_among_restricts_numerator_denominator_and_the_one_vote() -> None:
    spec = board(of(">= 0", "members", "Board", among=some("G", "A B")))
    assert not adopted(spec, votes(Board="C+ D+ E+"))
    spec = board(of("majority", "members", "Board", among=some("G", "A B C")))
    assert adopted(spec, votes(Board="A+ B+ C- D- E-"))


# --- weights -------------------------------------------------------------------------------------


def weighted(requires: Requirement, **chair: object) -> Specification:
    return specification(
        party("A", shares=3),
        party("B", shares=2),
        party("C", shares=1),
        party("D", shares=0),
        body("Board", "A B C D", **chair),  # type: ignore[arg-type]
        power("p", requires),
    )


def test_weights() -> None:
    spec = weighted(of("majority", "cast", "Board", weight="shares"))
    assert not adopted(spec, votes(Board="A+ B- C-"))
    assert adopted(spec, votes(Board="A+ B- D+"))


def test_a_member_of_weight_zero_is_a_head_but_adds_nothing() -> None:
    at_least_nothing = of(">= 0", "cast", "Board", weight="shares")
    assert adopted(weighted(at_least_nothing), votes(Board="D+"))
    assert not adopted(
        weighted(of("majority", "cast", "Board", weight="shares")), votes(Board="D+")
    )


def test_a_casting_vote_breaks_a_tie_of_weights() -> None:
    spec = weighted(of("majority", "cast", "Board", weight="shares"), chair="D", casting=True)
    assert adopted(spec, votes({"Board": "+"}, Board="A+ B- C- D0"))
    assert not adopted(spec, votes({"Board": "-"}, Board="A+ B- C- D0"))
    # Two to two in heads, but four to two in shares: no tie.
    assert adopted(spec, votes({"Board": "-"}, Board="A+ C+ B- D-"))
    # Nothing to nothing in shares is no tie of at least one.
    assert not adopted(spec, votes({"Board": "+"}, Board="D+"))


# --- quorum --------------------------------------------------------------------------------------


def test_a_quorum_met_only_because_the_objector_came() -> None:
    spec = board(MAJORITY, quorum=attending(">= 3", "Board"))
    assert not adopted(spec, votes(Board="A+ B+"))
    assert adopted(spec, votes(Board="A+ B+ C-"))


def test_compound_quorum_and_a_quorum_that_counts_some() -> None:
    quorum = AllOf((attending(">= 2", "Board"), attending(">= 1", "Board", some("G", "D E"))))
    spec = board(MAJORITY, quorum=quorum)
    assert not adopted(spec, votes(Board="A+ B+ C+"))
    assert adopted(spec, votes(Board="A+ D0"))
    assert adopted(board(MAJORITY, quorum=AnyOf(quorum.parts)), votes(Board="A+ B+"))


def test_a_quorum_of_nothing_needs_somebody() -> None:
    spec = board(Consensus("Board"), quorum=attending(">= 0", "Board"))
    assert not adopted(spec, votes())
    assert adopted(spec, votes(Board="A0"))


def test_a_plain_tally_in_a_quorum_counts_attendance() -> None:
    spec = board(MAJORITY, quorum=of(">= 3", "members", "Board"))
    assert adopted(spec, votes(Board="A+ B0 C0"))


def test_who_consents_there_needs_no_quorum() -> None:
    spec = board(ConsentVote(one("A"), "Board"), quorum=attending(">= 3", "Board"))
    assert adopted(spec, votes(Board="A+"))
    assert not adopted(
        board(NoObjection(one("A"), "Board"), quorum=attending(">= 3", "Board")),
        votes(Board="A+"),
    )


def test_a_party_with_seats_in_two_bodies_votes_in_each() -> None:
    spec = specification(
        party("A"),
        party("B"),
        body("House", "A B"),
        body("Senate", "A"),
        power("p", AllOf((of("majority", "members", "Senate"), ConsentVote(one("A"), "House")))),
    )
    assert not adopted(spec, votes(House="A-", Senate="A+"))
    assert adopted(spec, votes(House="A+", Senate="A+"))


# --- facts and rulings ---------------------------------------------------------------------------


def test_clauses_see_rulings_and_properties_facts() -> None:
    spec = specification(
        *FIVE,
        flag("urgent", judge="A"),
        body("Board", "A B"),
        power("p", MAJORITY, when=Is("urgent", True)),
    )
    put = decision(urgent=False, rulings={"urgent": True})
    assert adopted(spec, votes(Board="A+"), put)
    urgent = Given(Is("urgent", True))
    for facts in (True, False):
        met = requirement_met(spec, latest(spec), {}, put, votes(), urgent, facts)
        assert met is not facts


def test_ballots_of_a_cohort_are_four_counts() -> None:
    spec = specification(
        cohort(1_000_000, "Holder"),
        body("Meeting", "Holder"),
        power("p", of("> 1/2", "members", "Meeting")),
    )
    assert not adopted(spec, votes(Meeting="Holder:500000,500000,0,0"))
    assert adopted(spec, votes(Meeting="Holder:500001,0,0,499999"))


def test_single_votes() -> None:
    assert single(Vote.FOR) == {frozenset(): Counts(1)}
