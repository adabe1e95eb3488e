"""Meetings that follow one another: what each of them has of its own, and what is the same at all."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyClause,
    AtMeeting,
    CanBlock,
    CanPass,
    ConsentAct,
    ExceptionTo,
    Manner,
    PassesWith,
    Requires,
    Rule,
    Specification,
    Successive,
    VoteCarries,
)
from tests.semantics.asking import (
    adopted,
    one_board,
    outcome,
    prop,
    then,
    together,
    votes,
    with_properties,
)
from tests.semantics.brute_force import verdict
from tests.semantics.building import (
    attending,
    body,
    exception,
    of,
    one,
    party,
    power,
    prohibition,
    recusal,
    rule,
    specification,
)
from tests.semantics.generator import ORDINARY, Maker
from tests.semantics.judging import compare, known_verdicts
from tests.semantics.test_plain_forms import in_all
from verifier import Options
from verifier import check as checked

MAJORITY = of("majority", "cast", "Board")
MOST = of(">= 3/4", "cast", "Board")
TWICE = Successive((MAJORITY, MOST))
LOST, CARRIED, NARROW = votes(Board="A- B- C+"), votes(Board="A+ B+ C+"), votes(Board="A+ B0 C0")


def test_each_stage_is_met_at_its_own_meeting() -> None:
    spec = one_board(power("p", TWICE))
    assert adopted(spec, then(CARRIED, CARRIED))
    assert not adopted(spec, then(LOST, CARRIED))
    assert not adopted(spec, then(CARRIED, LOST))
    # 2 of 3 is enough at the first, and not at the last.
    assert adopted(spec, then(votes(Board="A+ B+ C-"), NARROW))
    assert not adopted(spec, then(NARROW, votes(Board="A+ B+ C-")))
    # Where nothing is said of a meeting nobody was there.
    assert not adopted(spec, CARRIED)


def test_stages_are_aligned_at_the_last_meeting() -> None:
    spec = one_board(power("p", TWICE), power("q", MAJORITY))
    assert outcome(spec, then(LOST, CARRIED)).adopted_by == ("q",)
    assert outcome(spec, then(CARRIED, LOST)).adopted_by == ()
    assert outcome(spec, then(CARRIED, CARRIED)).adopted_by == ("p", "q")


def test_quorums_casting_votes_and_acts_apart_are_those_of_each_meeting() -> None:
    quorate = one_board(power("p", TWICE), quorum=attending(">= 2", "Board"))
    assert adopted(quorate, then(CARRIED, CARRIED))
    assert not adopted(quorate, then(votes(Board="A+"), CARRIED))
    assert not adopted(quorate, then(CARRIED, votes(Board="A+")))
    tie = votes(Board="A+ B- C0")
    cast = votes({"Board": "+"}, Board="A+ B- C0")
    chaired = one_board(power("p", Successive((MAJORITY, MAJORITY))), chair="C", casting=True)
    assert adopted(chaired, then(cast, cast))
    assert not adopted(chaired, then(tie, cast))
    assert not adopted(chaired, then(cast, tie))
    consent = one_board(power("p", Successive((ConsentAct(one("A")), MAJORITY))))
    assert adopted(consent, then(votes(consents="A"), CARRIED))
    assert not adopted(consent, then(votes(), replace(CARRIED, consents={"A": {frozenset(): 1}})))


def test_a_recusal_goes_for_every_meeting() -> None:
    spec = one_board(power("p", TWICE), recusal("r", "Board", one("A")))
    first, last = outcome(spec, then(NARROW, CARRIED)).earlier[0], outcome(spec, CARRIED).bodies
    assert [s.recused_by for s in first[0].seated] == [s.recused_by for s in last[0].seated]
    assert not adopted(spec, then(NARROW, CARRIED))
    assert adopted(spec, then(votes(Board="B+"), CARRIED))


@pytest.mark.parametrize("by_exception", [False, True])
def test_what_limits_a_power_is_asked_at_the_meetings_that_it_says(by_exception: bool) -> None:
    agreed = votes(Board="A+ B+ C+", consents="A")

    def at(which: AtMeeting) -> Specification:
        asked = ConsentAct(one("A"))
        clauses = (
            [prohibition("f", ALWAYS), replace(exception("e", "f", requires=asked), at=which)]
            if by_exception
            else [replace(rule("r", asked), at=which)]
        )
        return one_board(power("p", TWICE), power("q", MAJORITY), *clauses)

    found = {
        which: tuple(
            outcome(at(which), then(first, last)).adopted_by
            for first, last in ((agreed, CARRIED), (CARRIED, agreed), (agreed, agreed))
        )
        for which in AtMeeting
    }
    both = ("p", "q")
    # Of a power that is used at one meeting the first is the last.
    assert found[AtMeeting.FIRST] == (("p",), ("q",), both)
    assert found[AtMeeting.LAST] == ((), both, both)
    assert found[AtMeeting.EVERY] == ((), ("q",), both)


def test_what_is_done_at_meetings_that_no_decision_takes_counts_nowhere() -> None:
    once = one_board(power("p", MAJORITY))
    assert outcome(once, then(LOST, CARRIED)) == outcome(once, CARRIED)


def test_each_meeting_has_ballots_that_somebody_could_have_given() -> None:
    with pytest.raises(ValueError, match="has no vote in"):
        outcome(one_board(power("p", TWICE), party("D")), then(votes(Board="D+"), CARRIED))


# --- the shortcuts, each where one meeting would not do --------------------------------------------


def said(spec: Specification, *claims: Any) -> list[str]:
    """The verdicts, which are those of brute force."""
    properties = [replace(prop(claim), name=f"c{i}") for i, claim in enumerate(claims)]
    asked = with_properties(spec, *properties)
    results = checked(asked, Options()).properties
    for result, it in zip(results, asked.properties, strict=True):
        assert result.verdict.value == verdict(asked, it).value, result.claim
        assert not compare(it, result, known_verdicts(asked, it, 2_000)), result.claim
    return [result.verdict.value for result in results]


def test_the_others_may_stay_away_from_one_meeting_and_vote_against_at_the_other() -> None:
    """Two carry the first meeting only if it is quorate, and the second only if few vote against."""
    first = of("unanimity", "cast", "Board")
    spec = specification(
        *(party(name) for name in "ABCD"),
        body("Board", "A B C D", quorum=attending(">= 3", "Board")),
        power("p", Successive((first, replace(MAJORITY, no_quorum=True)))),
        power("q", Successive((MAJORITY, replace(of(">= 3", "", "Board"), no_quorum=True)))),
    )
    three = together(one("A"), one("B"), one("C"))
    two = together(one("A"), one("B"))
    assert said(
        spec,
        CanPass(two, ALWAYS),
        CanPass(three, ALWAYS),
        CanBlock(two, ALWAYS, Manner.AWAY),
        CanBlock(together(one("A")), ALWAYS, Manner.AGAINST),
        CanBlock(together(one("A")), ALWAYS, Manner.ANY),
    ) == ["fails", "holds", "holds", "fails", "fails"]


def test_claims_about_votes_speak_of_the_last_meeting_or_of_as_many_as_they_say() -> None:
    spec = one_board(power("p", TWICE))
    assert said(
        spec,
        Requires(ALWAYS, MOST),
        Requires(ALWAYS, Successive((MAJORITY, MOST))),
        Requires(ALWAYS, Successive((MOST, MAJORITY))),
        PassesWith(ALWAYS, MOST),
        PassesWith(ALWAYS, TWICE),
        VoteCarries(2, 0, 1, "Board", ALWAYS, True),
        VoteCarries(2, 1, 0, "Board", ALWAYS, False),
    ) == ["holds", "holds", "fails", "fails", "holds", "holds", "holds"]


# --- at random -------------------------------------------------------------------------------------


def as_and(it: Any) -> Any:
    """All of it at one meeting."""
    return AllOf(it.stages) if isinstance(it, Successive) else it


def at_the_last(it: Any) -> Any:
    return replace(it, at=AtMeeting.LAST) if isinstance(it, Rule | ExceptionTo) else it


def _demanded(specification: Specification, it: Any) -> list[bool]:
    meeting = Meeting(specification, it.state, it.readings, it.decision)
    ballots = it.ballots if specification.meetings > 1 else replace(it.ballots, earlier=())
    return [
        check(Floor(meeting.rules, ballots, power), asked, False).met
        for power, way in meeting.ways.items()
        for asked in way
    ]


def test_meetings_matter() -> None:
    """In how many cases what is demanded is met at meetings of their own and not at one, or the other way round."""
    cases: Counter[str] = Counter()
    otherwise: Counter[str] = Counter()
    for seed in range(1_200):
        maker = Maker(random.Random(seed), ORDINARY)
        spec = maker.specification()
        if spec.meetings == 1:
            continue
        it = maker.case(spec)
        met = _demanded(spec, it)
        changes: tuple[Callable[[Any], Any], ...] = (as_and, at_the_last)
        for change in changes:
            clauses: tuple[AnyClause, ...] = in_all(spec.clauses, change)
            if clauses != spec.clauses and met:
                plain = replace(spec, clauses=clauses)
                cases[change.__name__] += 1
                otherwise[change.__name__] += _demanded(plain, it) != met
    for name, number in cases.items():
        assert number > 50
        assert otherwise[name] * 100 >= number, (name, otherwise[name], number)


def compared() -> tuple[Counter[str], Counter[str]]:
    """In how many cases a decision is adopted as written and not at one meeting, or not as written and so."""
    cases: Counter[str] = Counter()
    otherwise: Counter[str] = Counter()
    for seed in range(160):
        maker = Maker(random.Random(seed), replace(ORDINARY, meetings=1.0))
        spec = maker.specification()
        if spec.meetings == 1:
            continue
        for it in [maker.case(spec) for _ in range(6)]:
            for change in (as_and, at_the_last):
                clauses: tuple[AnyClause, ...] = in_all(spec.clauses, change)
                if clauses == spec.clauses:
                    continue
                plain = replace(spec, clauses=clauses)
                cases[change.__name__] += 1
                otherwise[change.__name__] += _adopted(plain, it) != _adopted(spec, it)
    return cases, otherwise


def test_at_which_meeting_matters_to_outcomes() -> None:
    cases, otherwise = compared()
    for name, number in cases.items():
        assert number > 500
        assert otherwise[name] * 100 >= number, (name, otherwise[name], number)


def _adopted(specification: Specification, it: Any) -> bool:
    ballots = it.ballots if specification.meetings > 1 else replace(it.ballots, earlier=())
    return Meeting(specification, it.state, it.readings, it.decision).adopted(ballots)
