"""The verdict of `even after amendments`: proved by what never changes, or refuted by meetings that were replayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, assert_never

from policy_dsl.model import (
    Alone,
    CanBlock,
    CannotBlock,
    CanPass,
    Coalition,
    Part,
    Property,
    Specification,
    Throughout,
    Who,
)
from policy_dsl.records import replace
from policy_dsl.state import Interval, State, after_events, intervals_of
from verifier.changing.answered import Answered, Closer, Proof, Refutation, Refuted, Unanswered
from verifier.changing.cohorts import fewest_gone, some_of_cohort, some_told_apart, split_cohorts
from verifier.changing.invariant import Invariant, recheck, smallest_invariant
from verifier.changing.limits import blind_spots
from verifier.changing.planning import Plan, Planner
from verifier.changing.problem import Ask, Problem, ask_for, says_not_all
from verifier.changing.saturation import Saturated, saturate
from verifier.changing.story import carry_out, happens_again
from verifier.changing.symmetry import held_of_each
from verifier.claims.readings import without_idle
from verifier.encoding.facts import RecusalDetail
from verifier.encoding.plainness import intended_readings
from verifier.encoding.terms import both, negation, same, total
from verifier.results import StateResult, Support, Verdict
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer, settled
from verifier.solving.questions import NoneUnder
from verifier.solving.reasons import Reason, Why
from verifier.solving.values import Values
from verifier.words import changing_rules as words
from verifier.words.reasons import core_open, limit_reached, readings_open, story_open, why

# As many combinations of readings are gone through to say under which it fails.
MOST = 64

Reading = Mapping[str, str]


def decide_changing(
    specification: Specification,
    prop: Property,
    interval: Interval,
    budget: Budget,
    explained: bool = True,
    told: bool = True,
    refuted: Refuted | None = None,
) -> StateResult:
    """The verdict of a property over every state that decisions bring about from an interval's.

    `explained`: of a proof also on how little it rests. Not `told`: of a refutation, which is replayed all the same,
    nothing else is said; whoever wants it is told by `refuted`.
    """
    state = after_events(interval.state, prop.supposing)
    starts = starts_of(specification, prop, state)
    period = (interval.start, interval.end)
    proofs: list[Proof] = []
    open_ones: list[Unanswered] = []
    before = len(budget.unanswered)
    for ask in ask_for(specification, prop, state, starts):
        answered = answer(replace(ask, explained=explained, told=told), period, budget)
        if isinstance(answered, Refutation) and refuted is not None:
            refuted(ask, answered)
        if isinstance(answered, Refutation) and not told:
            return StateResult(interval.start, interval.end, Verdict.FAILS)
        if isinstance(answered, Refutation):
            return _refuted(interval, answered, budget, before)
        if isinstance(answered, Unanswered):
            open_ones.append(answered)
        else:
            proofs += [answered, *answered.others]
    if open_ones:
        return StateResult(
            interval.start, interval.end, Verdict.UNDETERMINED, _said(open_ones[0].reason)
        )
    return _proved(interval, proofs)


def _said(open_because: Reason) -> str:
    """Why a claim is undetermined: what to raise is said of limits, not of what is not followed or not found."""
    return limit_reached(open_because) if open_because.is_limit else why(open_because)


def starts_of(specification: Specification, prop: Property, state: State) -> tuple[State, ...]:
    """The states from which decisions are asked about: `state`, and where time goes on, those of all other times."""
    if not isinstance(prop.at, Throughout):
        return (state,)
    # Whatever is so at some time may be so, together with any change.
    every = [after_events(i.state, prop.supposing) for i in intervals_of(specification, prop)]
    return tuple(dict.fromkeys((state, *every)))


# --- one question --------------------------------------------------------------------------------


def answer(ask: Ask, period: tuple[Any, Any], budget: Budget) -> Answered:
    """First for all readings and choices at once; where that fails, for those in which it does, one by one."""
    answered = _at_once(ask, period, budget)
    if isinstance(answered, Closer):
        answered = _at_once(replace(ask, detail=RecusalDetail.EACH_POWER), period, budget)
        assert not isinstance(answered, Closer)
    return answered


def _at_once(ask: Ask, period: tuple[Any, Any], budget: Budget) -> Answered | Closer:
    problem = Problem(ask, budget)
    if isinstance(problem.vc.question, NoneUnder):
        return Unanswered(Reason(Why.FORM_NOT_DECIDED))
    made = saturate(problem)
    if made.unknown is not None:
        return Unanswered(made.unknown)
    blocked: list[Any] = []
    others: list[Proof] = []
    never = made.never(problem)
    while True:
        found = problem.claim(never, blocked)
        match found:
            case Unknown(reason):
                return Unanswered(reason)
            case NoneFound():
                # For all that was not gone through by itself, what holds for all of it at once.
                problem.fixed = tuple(blocked)
                rest = _proof(problem, made, budget)
                return replace(rest, others=tuple(others)) if isinstance(rest, Proof) else rest
            case Found():
                pass
            case _:
                assert_never(found)
        chosen, term = exactly(problem, never, blocked, found, budget)
        exact = split_cohorts(chosen)
        answered = (
            tell(problem, made, found, period, budget)
            if exact is problem.ask
            else decide_exactly(exact, period, budget, problem, term, within=made)
        )
        if isinstance(answered, Refutation):
            return replace(answered, chosen=chosen)
        if term is None or not isinstance(answered, Proof):
            return answered
        blocked.append(negation(term))
        others.append(answered)


def _proof(problem: Problem, made: Saturated, budget: Budget) -> Answered | Closer:
    blind = blind_spots(problem, made)
    if blind is not None:
        return Unanswered(blind)
    invariant = _invariant(problem, made)
    closer = says_not_all(problem, invariant.never)
    ask = replace(problem.ask, detail=RecusalDetail.EACH_POWER) if closer else problem.ask
    other = problem if closer and problem.fixed else None
    try:
        again = recheck(ask, problem.fixed, invariant.never, budget, other)
    except LimitReached as reached:
        return Closer() if closer else Unanswered(reached.reason)
    if closer and not again.good:
        return Closer()
    if not again.good:
        return Unanswered(Reason(Why.RECHECK_FAILED, names=again.failed))
    return Proof(problem, invariant)


def _invariant(problem: Problem, made: Saturated) -> Invariant:
    """What is never reached, as far as the proof needs it."""
    if not problem.ask.explained:
        return Invariant(made.never(problem), False)
    # The proof is there; that it takes long to say on how little it rests must not cost the verdict.
    whole, problem.budget = problem.budget, problem.budget.half()
    try:
        return smallest_invariant(problem, made)
    finally:
        whole.steps_used += problem.budget.steps_used
        problem.budget = whole


def exactly(
    problem: Problem, never: Sequence[Any], blocked: Sequence[Any], found: Found, budget: Budget
) -> tuple[Ask, Any]:
    """The same question, its cohorts whole, for the first readings and holder for which there is an answer (one is
    `found`), and the term that says "these, or others of whom the same is true"; None where there is no choice.
    """
    question = problem.vc.question
    assert not isinstance(question, NoneUnder)
    given = [*problem.bans(never), *problem.fixed, *blocked]
    best, kept = prefer(question, budget, found, intended_readings(problem.vc.context), given)
    choices = problem.encoding.activity.readings.choices
    holder, claim = problem.ask.holder, problem.ask.prop.claim
    # "No one of them alone" denies it of each, and stays denied of the one who withholds its help here. That is one of
    # a party already, and which of a cohort's cells it is in goes with the decision: nothing of it is to be chosen.
    denied = isinstance(claim, CanBlock | CanPass) and claim.who.alone is Alone.NONE
    variables = [] if denied else problem.holding.variables
    if variables:
        # The first of its group, wherever these will do.
        best = settled(question, budget, best, variables[::-1], kept)
    values = Values(best.model)
    reading = problem.encoding.activity.readings.read_in(values)
    terms: list[Any] = [choices[c][n] for c, n in reading.items()]
    if variables:
        terms += [same(total(held), number) for held, number in held_of_each(problem, values)]
    if not terms:
        return problem.ask, None
    prop = replace(problem.ask.prop, fixed_readings=tuple(reading.items()))
    if variables and holder is not None:
        holder = _these(problem, values)
        if isinstance(claim, CanBlock | CannotBlock | CanPass):
            prop = replace(prop, claim=replace(claim, who=holder))
    return replace(problem.ask, prop=prop, holder=holder), both(terms)


def _these(problem: Problem, values: Values) -> Coalition:
    """The holder as chosen: parties by name, cohorts with a number."""
    counts: dict[str, int] = {}
    for cell in problem.encoding.electorate.cells:
        party = cell.voters.first.name
        counts[party] = counts.get(party, 0) + values.number(problem.holding.of(cell))
    sizes = {p.name: p.size for p in problem.ask.specification.parties}
    whole = tuple(p for p, n in counts.items() if n == sizes[p])
    parts = [Part(Who(", ".join(whole), parties=whole, single=len(whole) == 1))] if whole else []
    parts += [Part(Who(p, parties=(p,)), n) for p, n in counts.items() if 0 < n < sizes[p]]
    return Coalition(tuple(parts))


def decide_exactly(
    ask: Ask,
    period: tuple[Any, Any],
    budget: Budget,
    wider: Problem | None = None,
    narrowing: Any = None,
    made: Saturated | None = None,
    within: Saturated | None = None,
) -> Answered:
    """For one reading and one holder: a proof, or a story. `wider` has the terms already, and `narrowing` tells them
    apart, where that is all that tells them apart; `made` is what is reached, where that is known, `within` what is
    reached with any reading and holder of the same specification.
    """
    answered = _exactly(ask, period, budget, wider, narrowing, made, within)
    return _closely(ask, answered, period, budget)


def _closely(
    ask: Ask, answered: Answered | Closer, period: tuple[Any, Any], budget: Budget
) -> Answered:
    """What was answered, or where that was none, the answer once all is looked at."""
    if isinstance(answered, Closer):
        answered = _exactly(replace(ask, detail=RecusalDetail.EACH_POWER), period, budget)
        assert not isinstance(answered, Closer)
    return answered


def _exactly(
    ask: Ask,
    period: tuple[Any, Any],
    budget: Budget,
    wider: Problem | None = None,
    narrowing: Any = None,
    made: Saturated | None = None,
    within: Saturated | None = None,
) -> Answered | Closer:
    problem = None if wider is None else wider.narrowed(ask, narrowing)
    problem = problem or Problem(ask, budget)
    if within is not None and wider is not None and ask.specification is wider.ask.specification:
        made = made or saturate(problem, within=within.reached)
    made = made or saturate(problem)
    if made.unknown is not None:
        return Unanswered(made.unknown)
    found = problem.claim(made.never(problem))
    match found:
        case Unknown(reason):
            return Unanswered(reason)
        case NoneFound():
            return _proof(problem, made, budget)
        case Found():
            return _told(problem, made, found, period, budget)
        case _:
            assert_never(found)


def tell(
    problem: Problem, made: Saturated, found: Found, period: tuple[Any, Any], budget: Budget
) -> Answered:
    """A story, or what else can be found out, for one reading and one holder."""
    return _closely(problem.ask, _told(problem, made, found, period, budget), period, budget)


def _told(
    problem: Problem, made: Saturated, found: Found, period: tuple[Any, Any], budget: Budget
) -> Answered | Closer:
    ask = problem.ask
    before = len(budget.unanswered)
    plan = Planner(problem, made).plan(found)
    match plan:
        case Unknown(reason):
            return Unanswered(reason)
        case Plan():
            story = carry_out(ask, plan, period, budget)
        case None:
            story = None
        case _:
            assert_never(plan)
    if story is not None and len(story.meetings) <= story.least:
        return Refutation(ask, story, plan)
    # Where some of a cohort go and others stay, they are two cohorts from the beginning.
    apart = () if story is not None else some_told_apart(problem, fewest_gone(problem, made, found))
    for party, number in apart:
        parted = some_of_cohort(ask, party, number)
        if parted is not None:
            answered = decide_exactly(parted, period, budget)
            if isinstance(answered, Refutation):
                return answered
    if story is None and says_not_all(problem, made.never(problem)):
        return Closer()
    # Only here, since it takes encodings of its own that few questions need.
    from verifier.changing.fallback import search_further

    further = search_further(ask, period, budget, story, before)
    if further.story is not None:
        return Refutation(ask, further.story, plan)
    if further.proved:
        blind = blind_spots(problem, made)
        if blind is not None:
            return Unanswered(blind)
        return Proof(problem, Invariant((), False))
    return Unanswered(further.reason)


# --- results -------------------------------------------------------------------------------------


def _refuted(
    interval: Interval, refutation: Refutation, budget: Budget, before: int
) -> StateResult:
    story = refutation.story
    told = budget.unanswered_since(before)
    told_by = len(budget.unanswered)
    readings, complete, every = _failing_readings(
        refutation, (interval.start, interval.end), budget
    )
    others = budget.unanswered_since(told_by)
    scenario = words.story(refutation.ask.specification, refutation.ask.prop, story)
    steps = words.steps(story)
    in_the_way = () if scenario is not None else tuple(Support("step", s, s, "", 0) for s in steps)
    return StateResult(
        interval.start,
        interval.end,
        Verdict.FAILS,
        readings=readings,
        readings_complete=complete,
        every_reading=every,
        scenario=scenario,
        in_the_way=in_the_way,
        open=(
            *([] if told is None else [story_open(told)]),
            *([] if complete or others is None else [readings_open(others)]),
        ),
    )


def _failing_readings(
    refutation: Refutation, period: tuple[Any, Any], budget: Budget
) -> tuple[tuple[Reading, ...], bool, bool]:
    """The readings under which it fails: the same meetings are tried under each, and a proof where they do not do."""
    ask = refutation.ask
    mine = dict(ask.prop.fixed_readings)
    open_choices = {
        c.name: [r.name for r in c.readings]
        for c in ask.specification.clauses
        if c.readings and c.name in mine
    }
    if not open_choices:
        return (), True, True
    tried = prod(len(names) for names in open_choices.values())
    if tried > MOST:
        return (mine,), False, False
    found: list[Reading] = []
    complete = True
    for names in product(*open_choices.values()):
        reading = dict(zip(open_choices, names, strict=True))
        here = replace(ask, prop=replace(ask.prop, fixed_readings=tuple(reading.items())))
        if reading == mine:
            found.append(reading)
            continue
        same = happens_again(here, refutation.story) or (
            refutation.plan is not None
            and carry_out(here, refutation.plan, period, budget) is not None
        )
        answered = None if same else decide_exactly(here, period, budget)
        if same or isinstance(answered, Refutation):
            found.append(reading)
        elif isinstance(answered, Unanswered):
            complete = False
    return without_idle(found, open_choices), complete, len(found) == tried


def _proved(interval: Interval, proofs: Sequence[Proof]) -> StateResult:
    supports = (
        support
        for proof in proofs
        for support in words.rests_on(
            proof.problem.ask.specification, proof.problem.ask.state, proof.invariant.never
        )
    )
    return StateResult(
        interval.start,
        interval.end,
        Verdict.HOLDS,
        reason=words.PROVED,
        rests_on=tuple(dict.fromkeys(supports)),
        core_minimal=all(proof.invariant.minimal for proof in proofs),
        open=tuple(dict.fromkeys(core_open(p.invariant.open) for p in proofs if p.invariant.open)),
    )
