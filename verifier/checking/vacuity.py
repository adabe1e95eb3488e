"""Whether a claim that cannot be refuted says anything: a decision that it speaks of, and that could pass."""

from __future__ import annotations

from policy_dsl.model import CanPass, NoneCanPass, PassesWith, VoteCarries
from verifier.claims.inquiry import Inquiry, Term
from verifier.encoding.terms import either
from verifier.results import Verdict
from verifier.solving.limits import Budget
from verifier.solving.questions import Found, NoneFound, Unknown
from verifier.solving.values import Values
from verifier.words import verdicts as words


def vacuous(inquiry: Inquiry, budget: Budget) -> tuple[Verdict, str]:
    """`HOLDS` where every reading has such a decision; else `VACUOUS` or `UNDETERMINED`, and why."""
    for goal in inquiry.possible:
        answer = inquiry.frame.reading_without(*goal).ask(budget)
        if isinstance(answer, Unknown):
            return Verdict.UNDETERMINED, words.vacuity_undetermined(answer.reason)
        if isinstance(answer, Found):
            return Verdict.VACUOUS, _why(inquiry, Values(answer.model), budget)
    return Verdict.HOLDS, ""


def _why(inquiry: Inquiry, values: Values, budget: Budget) -> str:
    """The first of the steps to an adopted decision that is impossible under the reading found."""
    frame = inquiry.frame
    choices = frame.encoding.activity.readings.choices
    reading = {
        clause: next(name for name, chosen in each.items() if values.truth(chosen))
        for clause, each in choices.items()
    }
    under = [choices[clause][name] for clause, name in reading.items()]
    said = words.under_readings([reading]) if reading else ""

    def possible(*goal: Term) -> bool:
        return not isinstance(frame.exists(*goal, *under).ask(budget), NoneFound)

    claim = frame.prop.claim
    if not possible(frame.concerned):
        return words.no_such_decision(said)
    if frame.who.limits and not possible():
        return words.no_such_coalition(said)
    if isinstance(claim, VoteCarries) and not possible(*inquiry.possible[0]):
        return words.no_such_vote(said)
    if isinstance(claim, PassesWith) and not possible(*inquiry.possible[0]):
        return words.requirement_never_met(said)
    if isinstance(claim, CanPass):
        return words.no_such_decision(said)
    powers = either(
        covers for name, covers in frame.encoding.covers.items() if frame.prop.under in (None, name)
    )
    if not possible(frame.concerned, powers):
        return words.no_power_covers(said)
    without = frame.encoding.taken_without_prohibitions(frame.prop.under)
    if not isinstance(claim, NoneCanPass) and possible(frame.concerned, without, *frame.in_favour):
        return words.always_prohibited(said)
    return words.nothing_adopts(said)
