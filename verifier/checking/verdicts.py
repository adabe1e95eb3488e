"""A verdict alone, without anything that explains it."""

from __future__ import annotations

from policy_dsl.model import HoldsRight, IsMember, IsSuspended, Property
from policy_dsl.state import Interval, after_events, intervals_of
from policy_dsl.supposing import chooses
from verifier.checking.supposing import RANK
from verifier.checking.vacuity import about_nothing
from verifier.claims.dispatch import inquire
from verifier.claims.states import state_claim_holds
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched


def verdict_of(encodings: Encodings, prop: Property, limits: Limits) -> Verdict:
    """The verdict of a property, without anything that explains it."""
    budget = Budget(limits)
    specification = encodings.specification
    worst = Verdict.HOLDS
    try:
        with watched(limits.deadline):
            for interval in intervals_of(specification, prop):
                found = _verdict_in(encodings, prop, interval, budget)
                worst = min(worst, found, key=RANK.index)
                if worst is Verdict.FAILS:
                    break
    except OutOfTime:
        return Verdict.UNDETERMINED
    return worst


def _verdict_in(
    encodings: Encodings, prop: Property, interval: Interval, budget: Budget
) -> Verdict:
    if chooses(prop):
        worst: Verdict | None = None
        for made, each in encodings.choices(prop, interval):
            found = _verdict_in(made, each.prop, each.interval, budget)
            if found is Verdict.FAILS:
                return found
            worst = found if worst is None else min(worst, found, key=RANK.index)
        return Verdict.VACUOUS if worst is None else worst
    specification = encodings.specification
    state = after_events(interval.state, prop.supposing)
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        holds = state_claim_holds(specification, state, prop.claim)
        return Verdict.HOLDS if holds else Verdict.FAILS
    if prop.even_after_amendments:
        from verifier.checking.enduring import decide_enduring

        return decide_enduring(encodings, prop, interval, budget).verdict
    inquiries = inquire(encodings.of(prop, state), prop)
    unknown = False
    for inquiry in inquiries:
        try:
            if there_is(inquiry.question.ask(budget)):
                return Verdict.FAILS
        except LimitReached:
            unknown = True
    if unknown:
        return Verdict.UNDETERMINED
    if not inquiries:
        return Verdict.VACUOUS
    try:
        nothing = [about_nothing(inquiry, budget) for inquiry in inquiries]
    except LimitReached:
        return Verdict.UNDETERMINED
    return Verdict.HOLDS if all(each is None for each in nothing) else Verdict.VACUOUS
