"""A verdict alone, without anything that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_dsl.model import HoldsRight, IsMember, IsSuspended, Property
from policy_dsl.state import Interval, State, after_events, intervals_of
from policy_dsl.supposing import chooses
from verifier.checking.supposing import RANK
from verifier.checking.vacuity import about_nothing
from verifier.claims.dispatch import verification_conditions
from verifier.claims.states import state_claim_holds
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.reasons import Reason
from verifier.solving.watching import watched

if TYPE_CHECKING:
    from verifier.changing.answered import Refuted


def verdict_of(
    encodings: Encodings, prop: Property, limits: Limits, refuted: Refuted | None = None
) -> Verdict:
    """The verdict of a property, without anything that explains it."""
    try:
        with watched(limits.deadline):
            return verdict_within(encodings, prop, Budget(limits), refuted)
    except OutOfTime:
        return Verdict.UNDETERMINED


def verdict_within(
    encodings: Encodings, prop: Property, budget: Budget, refuted: Refuted | None = None
) -> Verdict:
    """The same within a budget, which says why it is undetermined; `OutOfTime` where the run has to end."""
    worst = Verdict.HOLDS
    for interval in intervals_of(encodings.specification, prop):
        budget.limits.go_on()
        found = _verdict_in(encodings, prop, interval, budget, refuted)
        worst = min(worst, found, key=RANK.index)
        if worst is Verdict.FAILS:
            break
    return worst


def says_nothing(encodings: Encodings, prop: Property, limits: Limits) -> bool:
    """Whether a claim that nothing refutes is known to be about nothing at some time that it speaks of."""
    budget = Budget(limits)
    try:
        with watched(limits.deadline):
            return any(
                _says_nothing_in(encodings, prop, interval, budget)
                for interval in intervals_of(encodings.specification, prop)
            )
    except OutOfTime:
        return False


def _says_nothing_in(
    encodings: Encodings, prop: Property, interval: Interval, budget: Budget
) -> bool:
    if chooses(prop):
        choices = list(encodings.choices(prop, interval))
        return not choices or any(
            _says_nothing_in(made, each.prop, each.interval, budget) for made, each in choices
        )
    try:
        if prop.even_after_amendments:
            from verifier.checking.enduring import never_about_anything

            return never_about_anything(encodings, prop, interval, budget) is not None
        state = after_events(interval.state, prop.supposing)
        vcs = verification_conditions(encodings.of(prop, state), prop)
        return not vcs or any(about_nothing(each, budget) is not None for each in vcs)
    except LimitReached:
        return False


def _verdict_in(
    encodings: Encodings,
    prop: Property,
    interval: Interval,
    budget: Budget,
    refuted: Refuted | None = None,
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
    if prop.even_after_amendments:
        from verifier.checking.enduring import decide_enduring

        return decide_enduring(
            encodings, prop, interval, budget, explained=False, told=False, refuted=refuted
        ).verdict
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        holds = state_claim_holds(specification, state, prop.claim)
        return Verdict.HOLDS if holds else Verdict.FAILS
    before = len(budget.unanswered)
    verdict = _asked(encodings, prop, state, budget)
    if isinstance(verdict, Verdict):
        return verdict
    if budget.unanswered_since(before) is None:
        budget.unanswered.append(verdict)  # it was no question that ended, but work on one
    return Verdict.UNDETERMINED


def _asked(encodings: Encodings, prop: Property, state: State, budget: Budget) -> Verdict | Reason:
    """The verdict on a claim about decisions in a state; or the limit that kept it open."""
    vcs = verification_conditions(encodings.of(prop, state), prop)
    unknown: Reason | None = None
    for vc in vcs:
        try:
            if there_is(vc.question.ask(budget)):
                return Verdict.FAILS
        except LimitReached as reached:
            unknown = unknown or reached.reason
    if unknown is not None:
        return unknown
    if not vcs:
        return Verdict.VACUOUS
    try:
        nothing = [about_nothing(vc, budget) for vc in vcs]
    except LimitReached as reached:
        return reached.reason
    return Verdict.HOLDS if all(each is None for each in nothing) else Verdict.VACUOUS
