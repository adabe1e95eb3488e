"""One property in one state: decided, and explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.model import (
    HoldsRight,
    IsMember,
    IsSuspended,
    NoneCanPass,
    Property,
    Specification,
)
from policy_dsl.records import dataclass, replace
from policy_dsl.state import Interval, State, after_events
from verifier.checking.mattering import by_other_rules, compared
from verifier.checking.proof import (
    Loosened,
    all_bases,
    in_the_way,
    rests_on,
    says_nothing_by,
    support,
)
from verifier.checking.some_together import any_of_them, choice_in, choices_for_all, rest_on
from verifier.checking.vacuity import Nothing, about_nothing, no_such_decision
from verifier.claims.dispatch import verification_conditions
from verifier.claims.readings import Reading, first_reading, refuting_readings
from verifier.claims.states import state_claim_holds, state_supports
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.encodings import Encodings
from verifier.encoding.facts import FactKind
from verifier.results import ReplayError, Scenario, StateResult, Support, Verdict
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import shown
from verifier.scenarios.replaying import replay
from verifier.solving.answers import (
    Found,
    LimitReached,
    NoneFound,
    Unknown,
    found_or_none,
    there_is,
)
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason
from verifier.solving.solver_runs import ENDED_EARLY, ended_early
from verifier.words import reasons
from verifier.words import verdicts as words


@dataclass(frozen=True)
class PropertyInState:
    """What is asked: one property about one stretch of time, in the state that holds then.

    Not `explained`: what a proof rests on is not asked, nor is an example made of what can happen as claimed. Not
    `told`: of a decision that refutes it, which is replayed all the same, no story is told, nor what stands in the way.
    """

    specification: Specification
    prop: Property
    interval: Interval
    state: State
    explained: bool = True
    told: bool = True


def decide_in(
    encodings: Encodings,
    prop: Property,
    interval: Interval,
    budget: Budget,
    every_basis: bool = False,
    explained: bool = True,
    told: bool = True,
) -> StateResult:
    """The verdict of a property in the state of an interval, after what it supposes.

    `every_basis`: of a proof, find all minimal sets of facts that carry it. `explained`, `told`: as of
    `PropertyInState`.
    """
    specification = encodings.specification
    state = after_events(interval.state, prop.supposing)
    asked = PropertyInState(specification, prop, interval, state, explained, told)
    if prop.even_after_amendments:
        from verifier.checking.enduring import decide_enduring

        return decide_enduring(encodings, prop, interval, budget, explained)
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        return _of_state(asked, prop.claim)
    try:
        result = _by_solver(encodings, asked, budget)
        return _with_bases(encodings, asked, result, budget) if every_basis else result
    except ENDED_EARLY as error:
        return _result(
            asked, Verdict.UNDETERMINED, reasons.limit_reached(ended_early(error, budget))
        )


def _result(asked: PropertyInState, verdict: Verdict, reason: str = "") -> StateResult:
    return StateResult(asked.interval.start, asked.interval.end, verdict, reason)


def _of_state(asked: PropertyInState, claim: HoldsRight | IsMember | IsSuspended) -> StateResult:
    specification, interval = asked.specification, asked.interval
    holds = state_claim_holds(specification, asked.state, claim)
    so_far = tuple(
        e
        for e in specification.events
        if interval.end is None or (e.on is not None and e.on < interval.end)
    )
    happened = (*so_far, *asked.prop.supposing)
    supports = state_supports(specification, asked.state, claim, happened)
    return StateResult(
        interval.start,
        interval.end,
        Verdict.HOLDS if holds else Verdict.FAILS,
        rests_on=supports if holds else (),
        in_the_way=() if holds else supports,
    )


def _by_solver(encodings: Encodings, asked: PropertyInState, budget: Budget) -> StateResult:
    encoding = encodings.of(asked.prop, asked.state)
    vcs = verification_conditions(encoding, asked.prop)
    unknown: list[Reason] = []
    for index, vc in enumerate(vcs):
        answer = vc.question.ask(budget)
        match answer:
            case Found():
                return _refuted(encodings, asked, vcs, index, answer, budget)
            case Unknown(reason):
                unknown.append(reason)
            case NoneFound():
                pass
            case _:
                assert_never(answer)
    if unknown:
        return _result(asked, Verdict.UNDETERMINED, reasons.limit_reached(unknown[0]))
    return _not_refuted(encodings, asked, vcs, budget)


def _with_bases(
    encodings: Encodings, asked: PropertyInState, result: StateResult, budget: Budget
) -> StateResult:
    """The result of a proof with all minimal sets of facts that carry it."""
    if result.verdict is not Verdict.HOLDS or not result.rests_on:
        return result
    if result.chosen:
        return replace(result, open=(*result.open, reasons.bases_of_other_choices()))
    before = len(budget.unanswered)
    bases = all_bases(Loosened(encodings, asked.prop, asked.state), budget)
    more = budget.unanswered_since(before)
    return replace(
        result,
        bases=tuple(tuple(support(fact) for fact in one) for one in bases.sets),
        in_every_basis=tuple(support(fact) for fact in bases.in_every),
        bases_complete=bases.complete,
        open=(*result.open, *([] if more is None else [reasons.bases_open(more)])),
    )


# --- refuted -----------------------------------------------------------------------------------


def _refuted(
    encodings: Encodings,
    asked: PropertyInState,
    vcs: tuple[VerificationCondition, ...],
    index: int,
    found: Found,
    budget: Budget,
) -> StateResult:
    vc = vcs[index]
    if vc.chosen is not None:
        return _choice_refuted(encodings, asked, vc, found, budget)
    before = len(budget.unanswered)
    own = refuting_readings((vc,), budget, found)
    refuting = own if len(vcs) == 1 else refuting_readings(vcs, budget, found)
    interval = asked.interval
    others = budget.unanswered_since(before)
    still_open = [] if others is None else [reasons.readings_open(others)]
    before = len(budget.unanswered)
    fails = StateResult(
        interval.start,
        interval.end,
        Verdict.FAILS,
        readings=refuting.readings,
        readings_complete=refuting.complete,
        every_reading=refuting.every,
    )
    if vc.goal:
        scenario, plainer = _scenario(asked, vc, found, vc.goal, vc.adopted, budget)
        return replace(fails, scenario=scenario, open=(*still_open, *plainer))
    if not asked.told:
        return replace(fails, core_minimal=False, open=tuple(still_open))
    obstacles, minimal = _obstacles(encodings, asked, index, own.readings, budget)
    less = budget.unanswered_since(before)
    still_open += [] if less is None else [reasons.obstacles_open(less)]
    why = _of_nothing(vc, budget) if minimal and not obstacles else ""
    return replace(
        fails, reason=why, in_the_way=obstacles, core_minimal=minimal, open=tuple(still_open)
    )


def _of_nothing(vc: VerificationCondition, budget: Budget) -> str:
    """That something is called possible of decisions that do not exist; "" where they do, or it is not known."""
    try:
        exist = there_is(vc.context.exists(vc.context.concerned).ask(budget))
    except LimitReached:
        return ""
    return "" if exist else no_such_decision(vc.context, "")


def _scenario(
    asked: PropertyInState,
    vc: VerificationCondition,
    found: Found,
    goal: Sequence[object],
    adopted: bool | None,
    budget: Budget,
) -> tuple[Scenario | None, tuple[str, ...]]:
    """A story of what was found, and what a limit kept open about it."""
    favour = adopted is not False
    period = (asked.interval.start, asked.interval.end)
    try:
        if vc.copy is not None:
            tell = compared if vc.instead is None else by_other_rules
            both, plainer = tell(
                asked.specification, asked.state, asked.prop, period, vc, found, budget
            )
            return both, () if plainer is None else (reasons.story_open(plainer),)
        it = shown(vc, found, goal, favour, budget, asked.told)
    except LimitReached as reached:
        return None, (reasons.no_story(reached.reason),)
    outcome = replay(asked.specification, asked.state, asked.prop, it.lifted, adopted)
    if not asked.told:
        return None, ()
    scenario = told(
        asked.specification, asked.state, asked.prop, period, it.lifted, it.matters, outcome
    )
    return scenario, () if it.open is None else (reasons.story_open(it.open),)


def _obstacles(
    encodings: Encodings,
    asked: PropertyInState,
    index: int,
    readings: Sequence[Reading],
    budget: Budget,
) -> tuple[tuple[Support, ...], bool]:
    """What stands in the way of something that the claim calls possible."""
    loosened = Loosened(encodings, asked.prop, asked.state)
    try:
        facts, minimal = in_the_way(loosened, index, readings[0] if readings else {}, budget)
    except LimitReached:
        return (), False
    return tuple(support(fact) for fact in facts), minimal


# --- claims about some choice ------------------------------------------------------------------


def _choice_refuted(
    encodings: Encodings,
    asked: PropertyInState,
    vc: VerificationCondition,
    found: Found,
    budget: Budget,
) -> StateResult:
    """A choice of whom it is so although it is denied; or that it is so of none, shown for one of them."""
    before = len(budget.unanswered)
    refuting = refuting_readings((vc,), budget, found)
    others = budget.unanswered_since(before)
    still_open = [] if others is None else [reasons.readings_open(others)]
    result = replace(
        _result(asked, Verdict.FAILS),
        readings=refuting.readings,
        readings_complete=refuting.complete,
        every_reading=refuting.every,
        core_minimal=False,
    )
    try:
        if vc.shows:
            before = len(budget.unanswered)
            choice = choice_in(vc, found, budget)
            result = replace(result, chosen=(choice.told,))
            facts = rest_on(encodings, asked.prop, asked.state, (choice,), budget)
            less = budget.unanswered_since(before)
            still_open += [] if less is None else [reasons.obstacles_open(less)]
            result = replace(result, in_the_way=tuple(support(fact) for fact in facts))
        else:
            reading = first_reading(vc.context, vc.question, found, budget)
            each = replace(asked, prop=any_of_them(asked.prop, reading))
            (one,) = verification_conditions(encodings.of(each.prop, asked.state), each.prop)
            refuted = found_or_none(one.question.ask(budget))
            if refuted is None:
                return replace(result, reason=words.no_such_coalition(""), open=tuple(still_open))
            scenario, plainer = _scenario(each, one, refuted, one.goal, one.adopted, budget)
            still_open += plainer
            result = replace(result, reason=words.whoever_is_chosen(), scenario=scenario)
    except LimitReached as reached:
        still_open.append(reasons.choice_open(reached.reason))
    return replace(result, open=tuple(still_open))


def _choice_stands(
    encodings: Encodings, asked: PropertyInState, vc: VerificationCondition, budget: Budget
) -> StateResult:
    """Who can be chosen, and what it rests on that they do."""
    result = replace(_result(asked, Verdict.HOLDS), core_minimal=False)
    before = len(budget.unanswered)
    try:
        choices = choices_for_all(encodings, asked.state, vc, budget)
        if not choices:
            return replace(result, open=(reasons.too_many_readings(),))
        result = replace(result, chosen=tuple(choice.told for choice in choices))
        facts = rest_on(encodings, asked.prop, asked.state, choices, budget)
    except LimitReached as reached:
        return replace(result, open=(reasons.choice_open(reached.reason),))
    less = budget.unanswered_since(before)
    return replace(
        result,
        rests_on=tuple(support(fact) for fact in facts),
        open=() if less is None else (reasons.core_open(less),),
    )


# --- not refuted -------------------------------------------------------------------------------


def _not_refuted(
    encodings: Encodings,
    asked: PropertyInState,
    vcs: tuple[VerificationCondition, ...],
    budget: Budget,
) -> StateResult:
    interval = asked.interval
    for index, vc in enumerate(vcs):
        before = len(budget.unanswered)
        try:
            nothing = about_nothing(vc, budget)
        except LimitReached as reached:
            return _result(asked, Verdict.UNDETERMINED, reasons.limit_reached(reached.reason))
        if nothing is not None:
            if not asked.explained:
                return _result(asked, Verdict.VACUOUS, nothing.why)
            why = budget.unanswered_since(before)
            still_open: tuple[str, ...] = () if why is None else (reasons.vacuity_open(why),)
            before = len(budget.unanswered)
            culprits, minimal = _culprits(encodings, asked, index, nothing, budget)
            less = budget.unanswered_since(before)
            still_open += () if less is None else (reasons.obstacles_open(less),)
            return replace(
                _result(asked, Verdict.VACUOUS, nothing.why),
                in_the_way=culprits,
                core_minimal=minimal,
                open=still_open,
            )
    if vcs and vcs[0].chosen is not None and not vcs[0].shows:
        return _choice_stands(encodings, asked, vcs[0], budget)
    if vcs and vcs[0].shows and asked.explained:
        return _shown(asked, vcs, budget)
    if not vcs:
        return _result(asked, Verdict.VACUOUS, words.no_such_coalition(""))
    if not asked.explained:
        return _result(asked, Verdict.HOLDS)
    before = len(budget.unanswered)
    try:
        facts, minimal = rests_on(Loosened(encodings, asked.prop, asked.state), budget)
    except LimitReached as reached:
        return StateResult(
            interval.start,
            interval.end,
            Verdict.HOLDS,
            core_minimal=False,
            open=(reasons.core_unknown(reached.reason),),
        )
    less = budget.unanswered_since(before)
    reason = ""
    prohibitions = [fact.name for fact in facts if fact.kind is FactKind.PROHIBITION]
    if (
        isinstance(asked.prop.claim, NoneCanPass)
        and prohibitions
        and not any(fact.kind is FactKind.RULE for fact in facts)
    ):
        reason = words.prohibited_by(prohibitions)
    return StateResult(
        interval.start,
        interval.end,
        Verdict.HOLDS,
        reason=reason,
        rests_on=tuple(support(fact) for fact in facts),
        core_minimal=minimal,
        open=() if less is None else (reasons.core_open(less),),
    )


def _culprits(
    encodings: Encodings, asked: PropertyInState, index: int, nothing: Nothing, budget: Budget
) -> tuple[tuple[Support, ...], bool]:
    """A minimal set of the parts of the rules that leave a claim nothing to speak of."""
    loosened = Loosened(encodings, asked.prop, asked.state)
    try:
        facts, minimal = says_nothing_by(loosened, index, nothing.place, nothing.reading, budget)
    except LimitReached:
        return (), False
    return tuple(support(fact) for fact in facts), minimal


def _shown(
    asked: PropertyInState, vcs: tuple[VerificationCondition, ...], budget: Budget
) -> StateResult:
    """A claim of possibility that holds: something that shows it."""
    vc = vcs[0]
    interval = asked.interval
    assert vc.shown_by is not None
    try:
        found = found_or_none(vc.shown_by.ask(budget))
    except LimitReached as reached:
        return _result(asked, Verdict.UNDETERMINED, reasons.limit_reached(reached.reason))
    if found is None:
        raise ReplayError(f"{asked.prop.name}: nothing shows it under any reading")
    scenario, plainer = _scenario(asked, vc, found, vc.shows, vc.shown_adopted, budget)
    if scenario is None:
        return _result(asked, Verdict.UNDETERMINED, reasons.limit_reached(budget.unanswered[-1]))
    reason = "" if vc.chosen is None else words.whoever_is_chosen()
    return StateResult(
        interval.start, interval.end, Verdict.HOLDS, reason, scenario=scenario, open=plainer
    )
