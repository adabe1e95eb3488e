"""The model in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    And,
    AnyOf,
    Attends,
    CanBlock,
    CastingVote,
    Claim,
    Compare,
    Comparison,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Given,
    Includes,
    Is,
    Manner,
    NoObjection,
    NoRejection,
    Not,
    Or,
    Part,
    Requirement,
    Requires,
    Successive,
    VoteCarries,
)
from policy_dsl.model.atoms import Adjournment, adjourned
from tests.semantics.asking import each_alone, prop, together
from tests.semantics.building import (
    attending,
    body,
    effect,
    event,
    of,
    one,
    party,
    some,
    specification,
    those,
    touches,
    turnout,
)

X, POLICY = Is("x", True), Is("kind", "policy")
P5 = some("P5", "A B")
SPEC = specification(party("A"), party("B"), body("Board", "A B", chair="B", casting=True))


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (X, "x"),
        (Is("x", False), "not x"),
        (Not(X), "not x"),
        (POLICY, "kind is policy"),
        (Not(POLICY), "kind is not policy"),
        (Compare("value", Comparison.BELOW, 500), "value is below 500"),
        (Not(Compare("value", Comparison.EXACTLY, 5)), "value is not 5"),
        (Includes("affects", one("A"), True), "affects includes A"),
        (Includes("affects", P5, False), "affects includes any of P5"),
        (Includes("affects", P5, True), "affects includes every one of P5"),
        (And((X, Or((POLICY, X)))), "x and (kind is policy or x)"),
        (Or((And((X, POLICY)), X)), "x and kind is policy or x"),
        (Not(And((X, POLICY))), "not (x and kind is policy)"),
        (Not(touches("amends any clause")), "amends no clause"),
        (ALWAYS, "always"),
    ],
)
def test_conditions(condition: Condition, text: str) -> None:
    assert wording.condition(condition) == text


@pytest.mark.parametrize(
    ("requirement", "text"),
    [
        (of("majority", "cast", "Board"), "majority of votes cast in Board"),
        (of("unanimity", "present", "Board"), "unanimity of those present in Board"),
        (of(">= 55%", "members", "Board"), "at least 55% of members in Board"),
        (of("> 3/4", "cast", "Board"), "more than 3/4 of votes cast in Board"),
        (of("all but 3", "members", "Board"), "all but 3 of members in Board"),
        (of(">= 9", "", "Board"), "at least 9 votes in favour in Board"),
        (
            of(">= 2/3", "not abstaining", "Board"),
            "at least 2/3 of members not abstaining in Board",
        ),
        (
            of(">= 4% rounded down", "members", "Board", P5, "shares"),
            "at least 4% of members among P5 in Board weighted by shares rounded down",
        ),
        (
            of("> 1/2 rounded to nearest", "cast", "Board"),
            "more than 1/2 of votes cast in Board rounded to nearest",
        ),
        (
            turnout(">= 1/2", "present", "Board"),
            "turnout of at least 1/2 of those present in Board",
        ),
        (Consensus("Board", no_quorum=True), "consensus in Board with quorum none"),
        (
            NoRejection(replace(of("majority", "cast", "Board"), no_quorum=True)),
            "no rejection by majority of votes cast in Board with quorum none",
        ),
        (of("> 8", "", "Board", among=P5), "at least 9 votes in favour among P5 in Board"),
        (
            of(">= 4%", "members", "Board", P5, "shares", True),
            "at least 4% of members among P5 in Board weighted by shares counting abstentions",
        ),
        (ConsentVote(one("A"), "Board"), "consent of A in Board"),
        (ConsentVote(P5, "Board"), "consent of every one of P5 in Board"),
        (ConsentVote(P5, "Board", 2), "consent of at least 2 of P5 in Board"),
        (ConsentAct(one("A")), "consent of A by separate act"),
        (ConsentAct(those("affected")), "consent of affected by separate act"),
        (NoObjection(P5, "Board"), "no objection from P5 in Board"),
        (Consensus("Board"), "consensus in Board"),
        (
            NoRejection(of("unanimity", "present", "Board")),
            "no rejection by unanimity of those present in Board",
        ),
        (Attends(one("A"), "Board"), "attendance of A in Board"),
        (attending(">= 3", "Board"), "attendance of at least 3 of members in Board"),
        (CastingVote("Board"), "casting vote of B in Board"),
        (
            AllOf((Consensus("Board"), AnyOf((Given(X), Given(POLICY))))),
            "consensus in Board and (x or kind is policy)",
        ),
        (AllOf((Given(Or((X, POLICY))), Given(X))), "(x or kind is policy) and x"),
    ],
)
def test_requirements(requirement: Requirement, text: str) -> None:
    assert wording.requirement(SPEC, requirement) == text


def test_spoken() -> None:
    majority = of("majority", "cast", "Board")
    assert wording.tally(majority, spoken=True) == "a majority of votes cast in Board"
    refused = wording.requirement(SPEC, NoRejection(majority), spoken=True)
    assert refused == "no rejection by a majority of votes cast in Board"
    # What is the same at a first and at an adjourned meeting is said once.
    either = AllOf((majority, Given(X)))
    twice = wording.requirement(SPEC, adjourned(Adjournment("Board", either, either)), spoken=True)
    said = "(a majority of votes cast in Board and x)"
    assert twice == f"{said} at a first or an adjourned meeting of Board"
    # So is what is asked at every meeting of such a power.
    first = Successive((either, AllOf(())))
    every = AllOf((first, adjourned(Adjournment("Board", AllOf(()), either))))
    assert wording.requirement(SPEC, every, spoken=True) == f"{said} at every meeting"
    other = adjourned(Adjournment("Board", majority, either))
    assert "or at an adjourned meeting of Board a majority" in wording.requirement(
        SPEC, other, spoken=True
    )


def test_quorums() -> None:
    half = attending(">= 1/2", "Board")
    assert wording.quorum(SPEC, None) == "none"
    assert wording.quorum(SPEC, half) == "at least 1/2 of members in Board"
    both = wording.quorum(SPEC, AllOf((half, Attends(one("A"), "Board"))))
    assert both == "at least 1/2 of members in Board and attendance of A in Board"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (CanBlock(together(one("A")), ALWAYS, Manner.AGAINST), "A can block every decision"),
        (
            CanBlock(together(one("A"), Part(P5, 1)), X, Manner.AWAY),
            "A and any 1 of P5 together can block every decision when x by staying away",
        ),
        (
            CanBlock(each_alone(P5), ALWAYS, Manner.ANY),
            "every one of P5 alone can block every decision by any means",
        ),
        (Requires(X, Consensus("Board")), "every decision when x requires consensus in Board"),
        (
            VoteCarries(6, 2, 1, "Board", ALWAYS, False),
            "a vote of 6 to 2 with 1 abstaining in Board does not carry any decision",
        ),
    ],
)
def test_claims(claim: Claim, text: str) -> None:
    assert claim_wording.claim(SPEC, claim) == text


def test_effects_events_and_modifiers() -> None:
    assert wording.effect(effect("remove", "Board", "A")) == "removes A from Board"
    assert wording.event(event(None, "A suspended Board")) == "A is suspended from Board"
    it = prop(
        CanBlock(together(one("A")), ALWAYS, Manner.AGAINST),
        under="p",
        supposing=["A leaves Board"],
        readings=[("r", "literal")],
        free=["B"],
    )
    assert claim_wording.modifiers(it) == (
        "under p",
        "supposing A leaves Board",
        "under reading literal of r",
        "whatever B rules",
    )


def test_comparisons_as_others_word_them() -> None:
    def said(*atoms: Compare) -> tuple[str, str]:
        low, high = Compare("n", Comparison.AT_LEAST, 6), Compare("n", Comparison.BELOW, 6)
        return tuple(wording.condition(wording.as_compared(atoms, each)) for each in (low, high))  # type: ignore[return-value]

    as_is = ("n is at least 6", "n is below 6")
    otherwise = ("n is above 5", "n is at most 5")
    assert said() == as_is
    assert said(Compare("n", Comparison.BELOW, 6)) == as_is
    assert said(Compare("n", Comparison.ABOVE, 5), Compare("n", Comparison.AT_LEAST, 6)) == as_is
    assert said(Compare("m", Comparison.ABOVE, 5), Compare("n", Comparison.ABOVE, 6)) == as_is
    for comparison in (Comparison.ABOVE, Comparison.AT_MOST, Comparison.EXACTLY):
        assert said(Compare("n", comparison, 5)) == otherwise


@pytest.mark.parametrize("comparison", [c for c in Comparison if c is not Comparison.EXACTLY])
def test_a_comparison_denied_is_the_opposite_one(comparison: Comparison) -> None:
    it = Compare("n", comparison, 5)
    other = wording.condition(Not(it))
    assert not other.startswith("not ")
    assert wording.condition(Not(Not(it))) == f"not {other}"
    (opposite,) = [c for c in Comparison if other == f"n {c.value} 5"]
    true = {
        Comparison.BELOW: lambda n: n < 5,
        Comparison.AT_MOST: lambda n: n <= 5,
        Comparison.AT_LEAST: lambda n: n >= 5,
        Comparison.ABOVE: lambda n: n > 5,
    }
    assert all(true[comparison](n) is not true[opposite](n) for n in (4, 5, 6))
