"""Whether a claim that cannot be refuted says anything: a decision that it speaks of, and that could pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from policy_dsl.model import CanPass, NoneCanPass, PassesWith, VoteCarries
from verifier.claims.inquiry import Inquiry, Term
from verifier.encoding.frame import Frame
from verifier.encoding.terms import either
from verifier.results import Verdict
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.values import Values
from verifier.words import verdicts as words

# So many combinations of readings are gone through one by one, over terms that are there already.
FEW = 8


def vacuous(inquiry: Inquiry, budget: Budget) -> tuple[Verdict, str]:
    """`HOLDS` where every reading has such a decision; else `VACUOUS` or `UNDETERMINED`, and why."""
    for goal in inquiry.possible:
        reading = _reading_without(inquiry.frame, goal, budget)
        if isinstance(reading, Unknown):
            return Verdict.UNDETERMINED, words.vacuity_undetermined(reading.reason)
        if reading is not None:
            return Verdict.VACUOUS, _why(inquiry, reading, budget)
    return Verdict.HOLDS, ""


def _reading_without(
    frame: Frame, goal: Sequence[Term], budget: Budget
) -> Mapping[str, str] | Unknown | None:
    """A reading under which nothing meets the goal; None where there is none."""
    choices = frame.encoding.activity.readings.choices
    if prod(len(each) for each in choices.values()) > FEW:
        answer = frame.reading_without(*goal).ask(budget)
        if not isinstance(answer, Found):
            return answer if isinstance(answer, Unknown) else None
        return frame.encoding.activity.readings.read_in(Values(answer.model))
    fixed = dict(frame.prop.fixed_readings)
    with frame.exists(*goal).asked_often() as ask:
        for names in product(*choices.values()):
            reading = dict(zip(choices, names, strict=True))
            if any(fixed.get(clause, name) != name for clause, name in reading.items()):
                continue
            under = [choices[clause][name] for clause, name in reading.items()]
            answer = ask(budget, under, read=False)
            if isinstance(answer, Unknown):
                return answer
            if isinstance(answer, NoneFound):
                return reading
    return None


def _why(inquiry: Inquiry, reading: Mapping[str, str], budget: Budget) -> str:
    """The first of the steps to an adopted decision that is impossible under the reading found."""
    frame = inquiry.frame
    choices = frame.encoding.activity.readings.choices
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
