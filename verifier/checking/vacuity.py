"""Whether a claim that cannot be refuted says anything: a decision that it speaks of, and that could pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from policy_dsl.model import AboutClause, CanPass
from policy_dsl.model.traverse import condition_of_claim, turns_on_seats
from policy_dsl.records import dataclass
from verifier.claims.readings import first_reading
from verifier.claims.verification_condition import Premise, Term, VerificationCondition
from verifier.encoding.activity import kind_of
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.terms import either
from verifier.solving.answers import LimitReached, found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why
from verifier.words import reasons
from verifier.words import verdicts as words

# So many combinations of readings are gone through one by one, over terms that are there already.
FEW = 8

_WANTING = {
    Premise.A_VOTE: words.no_vote,
    Premise.SO_MANY_VOTES: words.no_such_vote,
    Premise.REQUIREMENT_MET: words.requirement_never_met,
}


@dataclass(frozen=True)
class Nothing:
    """Why a claim says nothing, and which of its `possible` goals (by its place) nothing meets under which reading."""

    why: str
    place: int
    reading: Mapping[str, str]


def about_nothing(vc: VerificationCondition, budget: Budget) -> Nothing | None:
    """Why a claim that nothing refutes says nothing under some reading; None where it does under none.

    `LimitReached` where that is not known.
    """
    for place, goal in enumerate(vc.possible):
        try:
            reading = _reading_without(vc.context, goal, budget)
        except LimitReached as reached:
            open_because = Reason(Why.ABOUT_NOTHING_OPEN, because=reached.reason)
            raise LimitReached(open_because) from None
        if reading is not None:
            return Nothing(_why(vc, goal, reading, budget), place, reading)
    return None


def _reading_without(
    context: ClaimContext, goal: Sequence[Term], budget: Budget
) -> Mapping[str, str] | None:
    """The first reading under which nothing meets the goal; None where there is none."""
    choices = context.encoding.activity.readings.choices
    if prod(len(each) for each in choices.values()) > FEW:
        question = context.reading_without(*goal)
        found = found_or_none(question.ask(budget))
        return None if found is None else first_reading(context, question, found, budget)
    fixed = dict(context.prop.fixed_readings)
    with context.exists(*goal).asked_incrementally() as ask:
        for names in product(*choices.values()):
            reading = dict(zip(choices, names, strict=True))
            if any(fixed.get(clause, name) != name for clause, name in reading.items()):
                continue
            under = [choices[clause][name] for clause, name in reading.items()]
            if not there_is(ask(budget, under, read=False)):
                return reading
    return None


def _why(
    vc: VerificationCondition, goal: Sequence[Term], reading: Mapping[str, str], budget: Budget
) -> str:
    """The first of the steps to an adopted decision that is impossible under the reading found."""
    try:
        return _first_impossible(vc, goal, reading, budget)
    except LimitReached as reached:
        return reasons.vacuous_somehow(reached.reason)


def no_such_decision(context: ClaimContext, said: str) -> str:
    """That there is no decision of which a claim speaks."""
    of_seats = turns_on_seats(condition_of_claim(context.prop.claim))
    return words.no_such_decision(said, of_seats)


def _first_impossible(
    vc: VerificationCondition, goal: Sequence[Term], reading: Mapping[str, str], budget: Budget
) -> str:
    context = vc.context
    choices = context.encoding.activity.readings.choices

    def possible(*them: Term, read: Mapping[str, str] = reading) -> bool:
        under = [choices[clause][name] for clause, name in read.items()]
        return there_is(context.exists(*them, *under).ask(budget))

    def said(*them: Term) -> str:
        """The reading, without those clauses of which no reading meets the goal either."""
        kept = reading
        for clause in [*reading]:
            fewer = {name: read for name, read in kept.items() if name != clause}
            if not possible(*them, read=fewer):
                kept = fewer
        return words.under_readings([kept]) if kept else ""

    claim = context.prop.claim
    if context.who.limits and not possible():
        return words.no_such_coalition(said())
    if isinstance(claim, AboutClause):
        clause = context.encoding.specification.clause[claim.clause]
        if clause.name not in context.encoding.state.in_force:
            return words.not_in_force(kind_of(clause), clause.name)
    if not possible(context.concerned):
        return no_such_decision(context, said(context.concerned))
    if vc.premise is not None and not possible(*vc.possible[0]):
        return _WANTING[vc.premise](said(*vc.possible[0]))
    if isinstance(claim, CanPass):
        return no_such_decision(context, said(*goal))
    powers = either(
        covers
        for name, covers in context.encoding.covers.items()
        if context.prop.under in (None, name)
    )
    if not possible(context.concerned, powers):
        return words.no_power_covers(said(context.concerned, powers))
    if context.others is not None and possible(
        context.concerned, context.adopted, *context.in_favour
    ):
        return words.never_with_these_others(context.others, said(*goal))
    without = context.encoding.taken_without_prohibitions(context.prop.under)
    if possible(context.concerned, without, *context.in_favour):
        # That it is prohibitions which stand against it may be so by this reading alone.
        return words.always_prohibited(words.under_readings([reading]) if reading else "")
    return words.nothing_adopts(said(*goal))
