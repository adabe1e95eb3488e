"""`even after amendments`: what was decided about rules that change; and whether the claim says anything of them."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model import HoldsRight, IsMember, IsSuspended, Property
from policy_dsl.records import replace
from policy_dsl.state import Interval, State, after_events
from verifier.changing.deciding import decide_changing, starts_of
from verifier.changing.problem import Problem, ask_for
from verifier.changing.saturation import saturate
from verifier.checking.vacuity import vacuous
from verifier.claims.dispatch import inquire
from verifier.claims.readings import first_reading
from verifier.encoding.encodings import Encodings
from verifier.results import StateResult, Verdict
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.words import verdicts as words


def decide_enduring(
    encodings: Encodings, prop: Property, interval: Interval, budget: Budget
) -> StateResult:
    """The verdict over every state that decisions bring about."""
    specification = encodings.specification
    result = decide_changing(specification, prop, interval, budget)
    if result.verdict is not Verdict.HOLDS:
        return result
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        return result
    state = after_events(interval.state, prop.supposing)
    if _at_once(encodings, prop, state, budget)[0] is Verdict.HOLDS:
        return result
    # Nothing to speak of as the rules stand; a change of rules may bring it about.
    verdict, reason = _ever(encodings, prop, state, budget)
    if verdict is Verdict.HOLDS:
        return result
    return StateResult(interval.start, interval.end, verdict, reason)


def _at_once(
    encodings: Encodings,
    prop: Property,
    state: State,
    budget: Budget,
    reading: Mapping[str, str] | None = None,
) -> tuple[Verdict, str]:
    """Whether the claim says anything of the rules as they stand (under one reading, if it is given)."""
    if reading is not None:
        prop = replace(prop, fixed_readings=tuple(reading.items()))
    inquiries = inquire(encodings.of(prop, state), prop)
    if not inquiries:
        return Verdict.VACUOUS, words.no_such_coalition("")
    for inquiry in inquiries:
        verdict, reason = vacuous(inquiry, budget)
        if verdict is not Verdict.HOLDS:
            return verdict, reason
    return Verdict.HOLDS, ""


def _ever(
    encodings: Encodings, prop: Property, state: State, budget: Budget
) -> tuple[Verdict, str]:
    """`VACUOUS` where no state has such a decision under some reading, though states are taken too widely.

    What cannot be in any combination of all that is reached cannot be in a state that is.
    """
    starts = starts_of(encodings.specification, prop, state)
    asks = ask_for(encodings.specification, prop, state, starts)
    if not asks:
        return Verdict.VACUOUS, words.no_such_coalition("")
    for ask in asks:
        problem = Problem(ask, budget)
        made = saturate(problem)
        if made.unknown is not None:
            return Verdict.UNDETERMINED, words.vacuity_undetermined(made.unknown)
        frame = problem.inquiry.frame
        bans = problem.bans(made.never(problem))
        for goal in problem.inquiry.possible:
            try:
                question = frame.reading_failing(frame.exists(*goal, *bans))
                found = found_or_none(question.ask(budget))
            except LimitReached as reached:
                return Verdict.UNDETERMINED, words.vacuity_undetermined(str(reached))
            if found is not None:
                reading = first_reading(frame, question, found, budget)
                known, why = _at_once(encodings, prop, state, budget, reading)
                if known is Verdict.UNDETERMINED:
                    why = words.vacuous_somehow(why)
                return Verdict.VACUOUS, words.nor_after_changes(why)
    return Verdict.HOLDS, ""
