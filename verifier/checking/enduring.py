"""`even after amendments`: what was decided about rules that change; and whether the claim says anything of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from policy_dsl.model import HoldsRight, IsMember, IsSuspended, Property
from policy_dsl.records import dataclass, replace
from policy_dsl.state import Interval, State, after_events
from verifier.changing.answered import Refuted
from verifier.changing.deciding import decide_changing, starts_of
from verifier.changing.invariant import smallest_invariant
from verifier.changing.problem import Ask, Problem, Term, ask_for, says_not_all
from verifier.changing.saturation import Saturated, saturate
from verifier.checking.vacuity import about_nothing
from verifier.claims.dispatch import verification_conditions
from verifier.claims.readings import first_reading
from verifier.encoding.encodings import Encodings
from verifier.encoding.facts import RecusalDetail
from verifier.results import StateResult, Support, Verdict
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why
from verifier.words import reasons
from verifier.words import verdicts as words
from verifier.words.changing_rules import rests_on as supports_of


def decide_enduring(
    encodings: Encodings,
    prop: Property,
    interval: Interval,
    budget: Budget,
    explained: bool = True,
    told: bool = True,
    refuted: Refuted | None = None,
) -> StateResult:
    """The verdict over every state that decisions bring about; what else is asked for as of `decide_changing`."""
    rules = encodings.specification
    result = decide_changing(rules, prop, interval, budget, explained, told, refuted)
    if result.verdict is not Verdict.HOLDS:
        return result
    try:
        nothing = never_about_anything(encodings, prop, interval, budget, explained)
    except LimitReached as reached:
        said = reasons.why(reached.reason)
        return StateResult(interval.start, interval.end, Verdict.UNDETERMINED, said)
    if nothing is None:
        return result
    return StateResult(
        interval.start,
        interval.end,
        Verdict.VACUOUS,
        nothing.why,
        in_the_way=nothing.in_the_way,
        core_minimal=nothing.minimal,
        open=() if nothing.open is None else (reasons.obstacles_open(nothing.open),),
    )


@dataclass(frozen=True)
class NeverAnything:
    """Why a claim says nothing, whatever decisions bring about; what never changes that makes it so, if that does.

    `minimal`: none of it can be spared; `open` says which limit kept that open.
    """

    why: str
    in_the_way: tuple[Support, ...] = ()
    minimal: bool = True
    open: Reason | None = None


def never_about_anything(
    encodings: Encodings,
    prop: Property,
    interval: Interval,
    budget: Budget,
    explained: bool = False,
) -> NeverAnything | None:
    """Why a claim that nothing refutes says nothing under some reading, whatever decisions bring about; None where it
    does under none. `LimitReached` where that is not known. `explained`: with what makes it so.
    """
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        return None
    state = after_events(interval.state, prop.supposing)
    with suppress(LimitReached):
        if _at_once(encodings, prop, state, budget) is None:
            return None
    # Nothing to speak of as the rules stand; a change of rules may bring it about.
    return _ever(encodings, prop, state, budget, explained)


def _at_once(
    encodings: Encodings,
    prop: Property,
    state: State,
    budget: Budget,
    reading: Mapping[str, str] | None = None,
) -> str | None:
    """Why the claim says nothing of the rules as they stand (under one reading, if it is given); None where it does.

    `LimitReached` where that is not known.
    """
    if reading is not None:
        prop = replace(prop, fixed_readings=tuple(reading.items()))
    vcs = verification_conditions(encodings.of(prop, state), prop)
    if not vcs:
        return words.no_such_coalition("")
    each = (about_nothing(vc, budget) for vc in vcs)
    return next((nothing.why for nothing in each if nothing is not None), None)


def _ever(
    encodings: Encodings, prop: Property, state: State, budget: Budget, explained: bool
) -> NeverAnything | None:
    """Why no state has such a decision under some reading, though states are taken too widely; None where some may.

    What cannot be in any combination of all that is reached cannot be in a state that is. `LimitReached` where it is
    not known whether it can.
    """
    starts = starts_of(encodings.specification, prop, state)
    asks = ask_for(encodings.specification, prop, state, starts)
    if not asks:
        return NeverAnything(words.no_such_coalition(""))
    for ask in asks:
        found = _never(encodings, prop, ask, budget, explained)
        if found is not None:
            return found
    return None


def _never(
    encodings: Encodings, prop: Property, ask: Ask, budget: Budget, explained: bool
) -> NeverAnything | None:
    """The same of one question; where it says so, of all that recusals may come to say."""
    problem = Problem(ask, budget)
    made = saturate(problem)
    if made.unknown is not None:
        raise LimitReached(Reason(Why.ABOUT_NOTHING_OPEN, because=made.unknown))
    context = problem.vc.context
    bans = problem.bans(made.never(problem))
    for goal in problem.vc.possible:
        try:
            question = context.reading_failing(context.exists(*goal, *bans))
            found = found_or_none(question.ask(budget))
        except LimitReached as reached:
            open_because = Reason(Why.ABOUT_NOTHING_OPEN, because=reached.reason)
            raise LimitReached(open_because) from None
        if found is None:
            continue
        if says_not_all(problem, made.never(problem)):
            closer = replace(ask, detail=RecusalDetail.EACH_POWER)
            return _never(encodings, prop, closer, budget, explained)
        reading = first_reading(context, question, found, budget)
        try:
            why = _at_once(encodings, prop, ask.state, budget, reading) or ""
        except LimitReached as reached:
            why = reasons.vacuous_somehow(reached.reason)
        why = words.nor_after_changes(why)
        if not explained:
            return NeverAnything(why)
        return _because(problem, made, goal, reading, why)
    return None


def _because(
    problem: Problem,
    made: Saturated,
    goal: Sequence[Term],
    reading: Mapping[str, str],
    why: str,
) -> NeverAnything:
    """With a minimal set of what is never reached that keeps the goal from being met under the reading."""
    choices = problem.encoding.activity.readings.choices
    under = [choices[clause][name] for clause, name in reading.items() if clause in choices]
    met = problem.vc.context.exists(*goal, *under)
    invariant = smallest_invariant(problem.asking(met), made)
    supports = supports_of(problem.ask.specification, problem.ask.state, invariant.never)
    return NeverAnything(why, supports, invariant.minimal, invariant.open)
