"""The brute force itself, on claims whose answer is known."""

from __future__ import annotations

from datetime import date

import pytest

from policy_dsl.model import (
    ALWAYS,
    And,
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Compare,
    Comparison,
    Consensus,
    ConsentAct,
    ConsentVote,
    EveryCanPass,
    HoldsRight,
    Includes,
    Is,
    IsMember,
    IsSuspended,
    Manner,
    NoneCanPass,
    Not,
    OnDate,
    Part,
    PassesWith,
    Requires,
    SomeCanPass,
    Specification,
    Throughout,
    VoteCarries,
)
from tests.semantics.asking import each_alone, none_alone, one_board, prop, together
from tests.semantics.brute_force import Verdict, verdict
from tests.semantics.building import (
    Declaration,
    attending,
    body,
    choice,
    event,
    exception,
    flag,
    latest,
    number,
    of,
    one,
    parties,
    party,
    pattern,
    power,
    prohibition,
    recusal,
    right,
    rule,
    sitting,
    some,
    specification,
    those,
    touches,
)
from tests.semantics.enumerating import Domain

HOLDS, FAILS, VACUOUS = Verdict.HOLDS, Verdict.FAILS, Verdict.VACUOUS
MAJORITY = of("majority", "cast", "Board")
UNANIMITY = of("unanimity", "members", "Board")
AGAINST, ABSTAINING, AWAY, ANY = Manner
X = Is("x", True)
A, B, C = one("A"), one("B"), one("C")
EVERYONE = some("G", "A B C")


def board(*them: Declaration, **parts: object) -> Specification:
    return one_board(flag("x"), *them, **parts)


def asked(spec: Specification, claim: Claim, **how: object) -> Verdict:
    return verdict(spec, prop(claim, **how))  # type: ignore[arg-type]


# --- blocking and passing ------------------------------------------------------------------------


def test_block_and_pass() -> None:
    spec = board(power("p", UNANIMITY))
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is HOLDS
    assert asked(spec, CannotBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanPass(together(A), ALWAYS)) is FAILS
    assert asked(spec, CanPass(together(EVERYONE), ALWAYS)) is HOLDS
    assert asked(board(power("p", MAJORITY)), CanBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(board(power("p", MAJORITY)), CannotBlock(together(A), ALWAYS, AGAINST)) is HOLDS


def test_between_every_and_none_lies_some() -> None:
    spec = board(power("p", MAJORITY), rule("r", UNANIMITY, when=X))
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CannotBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanBlock(together(A), X, AGAINST)) is HOLDS
    assert asked(spec, CannotBlock(together(A), Not(X), AGAINST)) is HOLDS


@pytest.mark.parametrize(
    ("requires", "manners"),
    [
        (of("unanimity", "members", "Board"), {AGAINST, ABSTAINING, AWAY, ANY}),
        (of("unanimity", "present", "Board"), {AGAINST, ABSTAINING, ANY}),
        (of("unanimity", "cast", "Board"), {AGAINST, ANY}),
    ],
)
def test_manners(requires: object, manners: set[Manner]) -> None:
    spec = board(power("p", requires))  # type: ignore[arg-type]
    for manner in Manner:
        blocks = asked(spec, CanBlock(together(A), ALWAYS, manner)) is HOLDS
        assert blocks is (manner in manners)


def test_a_quorum_met_only_because_the_objector_came() -> None:
    spec = board(power("p", MAJORITY), quorum=attending(">= 3", "Board"))
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanBlock(together(A), ALWAYS, AWAY)) is HOLDS
    assert asked(spec, CanBlock(together(A), ALWAYS, ANY)) is HOLDS


def test_by_any_means_chooses_before_the_others() -> None:
    # Staying away stops the first way, voting against the second, and nothing stops both.
    spec = board(
        power("p", of(">= 1", "", "Board"), when=X),
        power("q", of("unanimity", "cast", "Board")),
        quorum=attending(">= 3", "Board"),
    )
    assert asked(spec, CanBlock(together(A), X, AWAY)) is HOLDS
    assert asked(spec, CannotBlock(together(A), Not(X), ABSTAINING)) is HOLDS
    assert asked(spec, CannotBlock(together(A), ALWAYS, ANY)) is FAILS


def test_a_recused_holder_may_attend_or_not_unless_it_stays_away() -> None:
    spec = board(
        power("p", Consensus("Board")),
        recusal("r", "Board", A),
        quorum=attending(">= 3", "Board"),
    )
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanBlock(together(A), ALWAYS, AWAY)) is HOLDS


def test_a_chair_in_the_coalition_casts_with_it() -> None:
    spec = specification(
        party("A"),
        party("B"),
        party("K"),
        body("Board", "A B", chair="K", casting=True),
        power("p", MAJORITY),
    )
    pair = together(A, one("K"))
    assert asked(spec, CanBlock(pair, ALWAYS, AGAINST)) is HOLDS
    assert asked(spec, CanPass(pair, ALWAYS)) is HOLDS
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanBlock(together(one("K")), ALWAYS, AGAINST)) is FAILS


def test_coalitions() -> None:
    spec = board(power("p", MAJORITY))
    any_two = together(Part(EVERYONE, 2))
    assert asked(spec, CanBlock(any_two, ALWAYS, AGAINST)) is HOLDS
    assert asked(spec, CanPass(any_two, ALWAYS)) is HOLDS
    assert asked(spec, CanBlock(each_alone(EVERYONE), ALWAYS, AGAINST)) is FAILS
    assert asked(spec, CanBlock(none_alone(EVERYONE), ALWAYS, AGAINST)) is HOLDS
    assert (
        asked(board(power("p", UNANIMITY)), CanBlock(each_alone(EVERYONE), ALWAYS, AGAINST))
        is HOLDS
    )
    mixed = board(power("p", ConsentVote(A, "Board")))
    assert asked(mixed, CanBlock(none_alone(EVERYONE), ALWAYS, AGAINST)) is FAILS
    assert asked(mixed, CanBlock(each_alone(EVERYONE), ALWAYS, AGAINST)) is FAILS
    assert asked(mixed, CanBlock(together(A, Part(EVERYONE, 1)), ALWAYS, AGAINST)) is HOLDS


def test_fewer_seats_filled_than_a_coalition_needs_is_vacuous_there() -> None:
    spec = board(power("p", MAJORITY), event(1, "C leaves Board"))
    two = CanBlock(together(Part(sitting("Board"), 2)), ALWAYS, AGAINST)
    three = CanBlock(together(Part(sitting("Board"), 3)), ALWAYS, AGAINST)
    assert asked(spec, two) is HOLDS
    assert asked(spec, three) is VACUOUS
    assert asked(spec, three, at=OnDate(date(2019, 12, 31))) is HOLDS


# --- vacuity -------------------------------------------------------------------------------------


def test_vacuous_claims() -> None:
    never = And((X, Not(X)))
    spec = board(power("p", MAJORITY), prohibition("f", X))
    for when in (never, X):
        assert asked(spec, CanBlock(together(A), when, AGAINST)) is VACUOUS
        assert asked(spec, CannotBlock(together(A), when, AGAINST)) is VACUOUS
        assert asked(spec, Requires(when, UNANIMITY)) is VACUOUS
    assert asked(spec, EveryCanPass(never)) is VACUOUS
    assert asked(spec, CanPass(together(EVERYONE), never)) is VACUOUS
    assert asked(spec, SomeCanPass(never)) is FAILS
    assert asked(spec, NoneCanPass(never)) is VACUOUS
    assert asked(spec, NoneCanPass(X)) is HOLDS
    assert asked(board(power("p", MAJORITY, when=Not(X))), NoneCanPass(X)) is HOLDS


def test_vacuous_under_one_reading_is_vacuous() -> None:
    spec = board(power("p", UNANIMITY), prohibition("f", disputed=True))
    claim = CanBlock(together(A), ALWAYS, AGAINST)
    assert asked(spec, claim) is VACUOUS
    assert asked(spec, claim, readings=[("f", "not_in_force")]) is HOLDS


# --- what is required, what suffices -------------------------------------------------------------


def test_requires_and_passes_with() -> None:
    spec = board(power("p", MAJORITY), rule("r", ConsentAct(B), when=X))
    assert asked(spec, Requires(X, ConsentAct(B))) is HOLDS
    assert asked(spec, Requires(ALWAYS, ConsentAct(B))) is FAILS
    assert asked(spec, PassesWith(Not(X), of(">= 2", "", "Board"))) is HOLDS
    assert asked(spec, PassesWith(X, of(">= 2", "", "Board"))) is FAILS
    assert asked(spec, PassesWith(Not(X), of(">= 1", "", "Board"))) is FAILS


def test_some_none_every() -> None:
    spec = board(power("p", MAJORITY), prohibition("f", X))
    assert asked(spec, SomeCanPass(ALWAYS)) is HOLDS
    assert asked(spec, EveryCanPass(ALWAYS)) is FAILS
    assert asked(spec, EveryCanPass(Not(X))) is HOLDS
    assert asked(spec, NoneCanPass(ALWAYS)) is FAILS


def test_a_vote_carries() -> None:
    spec = board(power("p", of(">= 2/3", "cast", "Board")))
    assert asked(spec, VoteCarries(2, 1, 0, "Board", ALWAYS, True)) is HOLDS
    assert asked(spec, VoteCarries(1, 1, 0, "Board", ALWAYS, False)) is HOLDS
    assert asked(spec, VoteCarries(1, 0, 2, "Board", ALWAYS, True)) is HOLDS
    assert asked(spec, VoteCarries(3, 1, 0, "Board", ALWAYS, True)) is VACUOUS
    veto = board(power("p", MAJORITY), rule("r", ConsentVote(A, "Board")))
    # It depends on who votes how.
    assert asked(veto, VoteCarries(2, 1, 0, "Board", ALWAYS, True)) is FAILS
    assert asked(veto, VoteCarries(2, 1, 0, "Board", ALWAYS, False)) is FAILS
    assert asked(veto, VoteCarries(3, 0, 0, "Board", ALWAYS, True)) is HOLDS


def test_a_vote_in_one_body_with_all_others_in_favour() -> None:
    spec = specification(
        party("A"),
        party("B"),
        party("P"),
        body("House", "A B"),
        body("Senate", "A P", quorum=attending(">= 2", "Senate")),
        power("p", of("majority", "cast", "House")),
        rule("r", of("majority", "members", "Senate")),
        rule("s", ConsentAct(one("P"))),
        recusal("x", "Senate", one("P"), and_counting=False, when=Is("x", True)),
        flag("x"),
    )
    assert asked(spec, VoteCarries(2, 0, 0, "House", Not(X), True)) is HOLDS
    # Recused, P attends, but cannot vote: one of two is no majority.
    assert asked(spec, VoteCarries(2, 0, 0, "House", X, True)) is FAILS


# --- modifiers -----------------------------------------------------------------------------------


def test_under_a_power() -> None:
    spec = board(power("p", MAJORITY), power("q", UNANIMITY))
    claim = CanBlock(together(A), ALWAYS, AGAINST)
    assert asked(spec, claim) is FAILS
    assert asked(spec, claim, under="q") is HOLDS


def test_dates_supposing_and_readings() -> None:
    spec = board(
        power("p", UNANIMITY, when=X),
        power("q", {"two": of(">= 2", "", "Board"), "all": UNANIMITY}, when=Not(X)),
        event(2, "A suspended Board"),
        event(4, "A restored Board"),
    )
    claim = CanBlock(together(A), X, AGAINST)
    assert asked(spec, claim) is HOLDS
    assert asked(spec, claim, at=OnDate(date(2020, 1, 3))) is FAILS
    assert asked(spec, claim, at=OnDate(date(2020, 1, 4))) is HOLDS
    assert asked(spec, claim, at=Throughout()) is FAILS
    assert asked(spec, claim, supposing=["A leaves Board"]) is FAILS
    claim = CanBlock(together(A), Not(X), AGAINST)
    assert asked(spec, claim) is FAILS
    assert asked(spec, claim, readings=[("q", "all")]) is HOLDS


def test_whatever_a_judge_rules_but_the_holder_rules_truly() -> None:
    spec = specification(
        party("A"),
        party("B"),
        flag("x", judge="B"),
        body("Board", "A B"),
        power("p", of(">= 1", "", "Board")),
        rule("r", UNANIMITY, when=X),
    )
    assert asked(spec, CanBlock(together(A), X, AGAINST)) is HOLDS
    assert asked(spec, CanBlock(together(A), X, AGAINST), free=["B"]) is FAILS
    assert asked(spec, CanBlock(together(B), X, AGAINST), free=["B"]) is HOLDS
    assert asked(spec, CanBlock(none_alone(some("G", "A B")), X, AGAINST), free=["B"]) is FAILS


def test_positive_claims_leave_effects_aside_unless_their_when_names_them() -> None:
    amends = touches("amends p", pattern("amend", "p"), pattern("lapse", "p"))
    spec = board(power("p", MAJORITY, grants=amends.patterns), rule("r", UNANIMITY, when=amends))
    assert asked(spec, CanPass(together(A, B), ALWAYS)) is HOLDS
    assert asked(spec, CanPass(together(A, B), amends)) is FAILS
    assert asked(spec, SomeCanPass(amends)) is HOLDS
    assert asked(spec, Requires(ALWAYS, UNANIMITY)) is FAILS
    assert asked(spec, Requires(amends, UNANIMITY)) is HOLDS
    assert asked(spec, NoneCanPass(touches("amends r", pattern("amend", "r")))) is HOLDS


# --- states --------------------------------------------------------------------------------------


def test_claims_about_seats() -> None:
    spec = board(
        power("p", MAJORITY),
        right("papers", "Board"),
        event(2, "A suspended Board"),
        event(3, "B leaves Board"),
    )
    assert asked(spec, HoldsRight("C", "papers", True)) is HOLDS
    assert asked(spec, HoldsRight("A", "papers", False)) is HOLDS
    assert asked(spec, HoldsRight("A", "papers", True)) is FAILS
    assert asked(spec, IsMember("A", "Board", True)) is HOLDS
    assert asked(spec, IsMember("B", "Board", False)) is HOLDS
    assert asked(spec, IsSuspended("A", "Board", True)) is HOLDS
    assert asked(spec, IsSuspended("B", "Board", False)) is HOLDS
    assert asked(spec, HoldsRight("A", "papers", True), at=OnDate(date(2020, 1, 1))) is HOLDS


def test_quorate() -> None:
    spec = board(power("p", MAJORITY), quorum=attending(">= 3", "Board"))
    assert asked(spec, CanBeQuorate("Board", True)) is HOLDS
    assert asked(spec, CanBeQuorate("Board", True), supposing=["A leaves Board"]) is FAILS
    assert asked(spec, CanBeQuorate("Board", False), supposing=["A suspended Board"]) is HOLDS


# --- decisions -----------------------------------------------------------------------------------


def test_decisions_are_tried_around_the_constants_of_the_text() -> None:
    spec = specification(
        party("A"),
        party("B"),
        number("value"),
        body("Board", "A B"),
        power("p", UNANIMITY),
        power("q", ConsentVote(A, "Board"), when=Compare("value", Comparison.BELOW, 500)),
    )
    for bound, expected in ((499, FAILS), (500, HOLDS)):
        when = Compare("value", Comparison.AT_LEAST, bound)
        assert asked(spec, CanBlock(together(B), when, AGAINST)) is expected


def test_parties_attributes() -> None:
    spec = specification(
        party("A"),
        party("B"),
        party("C"),
        parties("affected"),
        body("Board", "A B C"),
        power("p", MAJORITY),
        rule("r", ConsentAct(those("affected"))),
    )
    includes_a = Includes("affected", A, True)
    assert asked(spec, CanBlock(together(A), includes_a, AGAINST)) is HOLDS
    assert asked(spec, Requires(ALWAYS, ConsentAct(those("affected")))) is HOLDS
    assert asked(spec, CanBlock(together(A), ALWAYS, AGAINST)) is FAILS


def test_the_shape_of_the_first_case() -> None:
    spec = specification(
        party("City"),
        party("County"),
        party("Chair"),
        choice("kind", "policy contract"),
        flag("outsource"),
        body("Board", "City County Chair", quorum=attending(">= 1/2", "Board")),
        power("decision", MAJORITY),
        rule(
            "unanimity",
            {name: of("unanimity", name, "Board") for name in ("members", "present", "cast")},
            when=Is("outsource", True),
        ),
        exception("contracts", "unanimity", Is("kind", "contract")),
    )
    city = together(one("City"))
    policies = And((Is("kind", "policy"), Is("outsource", True)))
    assert asked(spec, CanBlock(city, policies, AGAINST)) is HOLDS
    assert asked(spec, CanBlock(city, Is("outsource", True), AGAINST)) is FAILS
    consent = ConsentVote(one("City"), "Board")
    for reading, expected in (("members", HOLDS), ("present", FAILS), ("cast", FAILS)):
        found = asked(spec, Requires(policies, consent), readings=[("unanimity", reading)])
        assert found is expected


def test_domain_counts() -> None:
    spec = board(power("p", MAJORITY, when=X))
    for when, count in ((ALWAYS, 2), (X, 1)):
        domain = Domain(spec, latest(spec), when, (), True, None)
        assert len(domain.decisions()) == count
