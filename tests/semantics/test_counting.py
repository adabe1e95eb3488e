"""Tallies, quorums, consents and casting votes: the traps of counting, and decision 0002, points 1 to 9."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy_dsl.decisions import Ballots, Counts, Decision, Vote, single
from policy_dsl.interpreter import count_votes, is_quorate, requirement_met, seats_of
from policy_dsl.model import (
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Given,
    Is,
    NoObjection,
    NoRejection,
    Requirement,
    Specification,
    Tally,
)
from tests.semantics.building import (
    adopted,
    attending,
    body,
    cohort,
    decision,
    event,
    flag,
    latest,
    of,
    one,
    outcome,
    parties,
    party,
    power,
    recusal,
    some,
    specification,
    those,
    turnout,
    votes,
)

FIVE = [party(name) for name in "ABCDE"]
MAJORITY = of("majority", "cast", "Board")


def board(requires: Requirement, **body_parts: object) -> Specification:
    members = body_parts.pop("members", "A B C D E")
    return specification(
        *FIVE,
        body("Board", members, **body_parts),  # type: ignore[arg-type]
        power("p", requires),
    )


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


# --- abstentions, recusals, suspension -----------------------------------------------------------


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


# --- casting votes -------------------------------------------------------------------------------

TIE = "A+ B+ D- E-"


def chaired(requires: Requirement = MAJORITY, **parts: object) -> Specification:
    return board(requires, chair="C", casting=True, **parts)


def test_a_casting_vote_decides_a_tie() -> None:
    assert adopted(chaired(), votes({"Board": "+"}, Board=TIE + " C0"))
    assert not adopted(chaired(), votes({"Board": "-"}, Board=TIE + " C0"))
    assert not adopted(chaired(), votes(Board=TIE + " C0"))
    assert adopted(chaired(of("> 50%", "cast", "Board")), votes({"Board": "+"}, Board=TIE + " C0"))


def test_without_a_tie_it_does_nothing() -> None:
    assert not adopted(chaired(), votes({"Board": "+"}, Board="A+ D- E- C0"))
    assert adopted(chaired(), votes({"Board": "-"}, Board="A+ C0"))
    assert not adopted(chaired(), votes({"Board": "+"}, Board="C0"))


@pytest.mark.parametrize(
    "requires",
    [
        of("majority", "present", "Board"),
        of("majority", "members", "Board"),
        of(">= 2/3", "cast", "Board"),
        of("majority", "cast", "Board", among=some("G", "A B D E")),
        of("majority", "cast", "Board", abstentions=True),
    ],
)
def test_it_matters_only_in_a_majority_of_votes_cast_of_the_whole_body(
    requires: Requirement,
) -> None:
    ballots = votes({"Board": "+"}, Board=TIE + " C0")
    with_abstentions = isinstance(requires, Tally) and requires.abstentions
    # With abstentions counted, three of four votes cast: no tie to break, and enough anyway.
    assert adopted(chaired(requires), ballots) is with_abstentions


def test_a_chair_without_a_seat_is_there_if_it_casts() -> None:
    spec = chaired(members="A B D E")
    assert adopted(spec, votes({"Board": "+"}, Board=TIE))
    assert not adopted(spec, votes(Board=TIE))


def test_a_chair_who_stays_away_is_suspended_or_recused_casts_nothing() -> None:
    cast = votes({"Board": "+"}, Board=TIE)
    assert not adopted(chaired(), cast)
    recused = specification(
        *FIVE,
        body("Board", "A B C D E", chair="C", casting=True),
        power("p", MAJORITY),
        recusal("r", "Board", one("C")),
    )
    assert not adopted(recused, votes({"Board": "+"}, Board=TIE + " C0"))
    seatless = specification(
        *FIVE,
        body("Board", "A B D E", chair="C", casting=True),
        power("p", MAJORITY),
        recusal("r", "Board", one("C")),
    )
    assert not adopted(seatless, cast)
    suspended = specification(
        *FIVE,
        body("Board", "A B C D E", chair="C", casting=True),
        power("p", MAJORITY),
        event(1, "C suspended Board"),
    )
    assert not adopted(suspended, cast)


def test_a_chair_who_votes_against_casts_against() -> None:
    ballots = votes({"Board": "+"}, Board="A+ B+ C- D-")
    assert not adopted(chaired(), ballots)
    assert outcome(chaired(), ballots).bodies[0].casting is Vote.AGAINST
    # The other way round the chair may do.
    assert not adopted(chaired(), votes({"Board": "-"}, Board="A+ C+ D- E-"))


def test_a_casting_vote_against_completes_a_rejection() -> None:
    spec = chaired(NoRejection(MAJORITY))
    assert not adopted(spec, votes({"Board": "-"}, Board=TIE + " C0"))
    assert adopted(spec, votes({"Board": "+"}, Board=TIE + " C0"))
    assert adopted(spec, votes(Board=TIE + " C0"))


def test_casting_vote_as_a_requirement() -> None:
    spec = chaired(CastingVote("Board"))
    assert adopted(spec, votes({"Board": "+"}, Board="C0"))
    assert not adopted(spec, votes({"Board": "+"}, Board="A+"))
    assert not adopted(spec, votes({"Board": "-"}, Board="C+"))


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
