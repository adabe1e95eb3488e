"""A property over all states that it speaks of: the worst verdict counts, and what differs is listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from policy_dsl.change.wordings import NEVER
from policy_dsl.interpreter import settled
from policy_dsl.model import Property, Specification
from policy_dsl.model.traverse import condition_of_claim, speaks_of_state
from policy_dsl.records import replace
from policy_dsl.state import State, after_events, intervals_of
from policy_dsl.supposing import chooses
from verifier.checking.supposing import RANK, decide_supposing
from verifier.encoding.activity import kind_of
from verifier.encoding.encodings import Encodings
from verifier.results import (
    Assumption,
    ClauseLine,
    PropertyResult,
    ReplayError,
    StateResult,
    Support,
    Verdict,
)
from verifier.scenarios.sources import noted
from verifier.solving.answers import LimitReached
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import assumptions as said
from verifier.words.check import claim_text, shown_by_example, used_text
from verifier.words.reasons import limit_reached
from verifier.words.verdicts import ways_apart


def check_property(
    encodings: Encodings,
    prop: Property,
    limits: Limits,
    every_basis: bool = False,
    explained: bool = True,
    told: bool = True,
) -> PropertyResult:
    """The verdict of one property, with everything that belongs to it; `explained`, `told` as of `PropertyInState`."""
    specification = encodings.specification
    budget = Budget(limits)
    known: dict[State, StateResult] = {}
    states: list[StateResult] = []
    for interval in intervals_of(specification, prop):
        # What is supposed of one of several goes with who sits where before it.
        state = interval.state if chooses(prop) else after_events(interval.state, prop.supposing)
        if state in known and known[state].verdict is Verdict.HOLDS and not known[state].scenario:
            # The same state again: the same proof.
            earlier = known[state]
            states.append(replace(earlier, start=interval.start, end=interval.end))
            continue
        try:
            with watched(limits.deadline):
                known[state] = decide_supposing(
                    encodings, prop, interval, budget, every_basis, explained, told
                )
        except OutOfTime as over:
            known[state] = _not_reached(interval.start, interval.end, over)
        states.append(known[state])
    return _combined(specification, prop, states, explained and told)


def not_reached(
    specification: Specification, prop: Property, over: OutOfTime | LimitReached
) -> PropertyResult:
    """What is said of a property that nothing was found out about before a limit was reached."""
    return _combined(specification, prop, [_not_reached(None, None, over)])


def disagreeing(specification: Specification, prop: Property, error: ReplayError) -> PropertyResult:
    """What is said of a property about which two evaluations of the rules disagree: no verdict."""
    reason = ways_apart(str(error))
    return _combined(
        specification,
        prop,
        [StateResult(None, None, Verdict.UNDETERMINED, reason, internal=True)],
    )


def _not_reached(
    start: date | None, end: date | None, over: OutOfTime | LimitReached
) -> StateResult:
    return StateResult(start, end, Verdict.UNDETERMINED, limit_reached(over.reason))


def _combined(
    specification: Specification,
    prop: Property,
    states: Sequence[StateResult],
    in_full: bool = True,
) -> PropertyResult:
    every, states = states, _spoken_of(specification, prop, states)
    worst = min(states, key=lambda s: RANK.index(s.verdict))
    return PropertyResult(
        name=prop.name,
        title=prop.title,
        claim=claim_text(specification, prop),
        verdict=worst.verdict,
        expected=Verdict.HOLDS if prop.expected_false is None else Verdict.FAILS,
        reason=worst.reason,
        expected_because=prop.expected_false,
        rests_on=rests_on(worst, states),
        in_the_way=worst.in_the_way,
        assumptions=assumptions(specification, prop, states, in_full),
        readings=_all_readings(states),
        readings_complete=all(
            s.readings_complete and s.verdict is not Verdict.UNDETERMINED for s in states
        ),
        every_reading=worst.every_reading,
        scenario=worst.scenario,
        loopholes=None,
        states=tuple(every),
        clauses=clause_lines(specification, prop, worst, states) if in_full else (),
        file=prop.place.file,
        line=prop.place.line,
        shown=shown_by_example(prop.claim),
    )


def _spoken_of(
    specification: Specification, prop: Property, states: Sequence[StateResult]
) -> Sequence[StateResult]:
    """The states that a claim speaks of: of some it says nothing, where it asks how many sit in a body."""
    when = condition_of_claim(prop.claim)
    if not speaks_of_state(when) or prop.even_after_amendments:
        return states
    at = {(i.start, i.end): i.state for i in intervals_of(specification, prop)}

    def spoken_of(it: StateResult) -> bool:
        state = at.get((it.start, it.end))
        if state is None or chooses(prop):
            return True
        return bool(settled(specification, after_events(state, prop.supposing), when) != NEVER)

    return [it for it in states if spoken_of(it)] or states


def _all_readings(states: Sequence[StateResult]) -> tuple[Mapping[str, str], ...]:
    found: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
    for state in states:
        for reading in state.readings:
            found.setdefault(tuple(reading.items()), reading)
    return tuple(found.values())


def assumptions(
    specification: Specification,
    prop: Property,
    states: Sequence[StateResult],
    in_full: bool,
) -> tuple[Assumption, ...]:
    """What the verdict takes for granted: the standing assumptions, and those written in what it rests on.

    Where that was not asked (not `in_full`) it may rest on anything, so all that are written count.
    """
    found = [Assumption(text, "standing") for text in said.standing(specification, prop)]
    relevant = {
        support.name for state in states for support in (*state.rests_on, *state.in_the_way)
    }
    for state in states:
        if state.scenario is not None:
            for told in (*state.scenario.earlier, state.scenario):
                relevant.update(line.name for line in told.clauses if line.matters)
                relevant.update(vote.body for vote in told.votes)
    for it in noted(specification, prop):
        rests_on_it = not in_full or it.name in relevant or it.name == prop.name
        if it.notes.assumed is not None and rests_on_it:
            found.append(
                Assumption(it.notes.assumed, it.kind, it.name, it.place.file, it.place.line)
            )
    return tuple(found)


def rests_on(worst: StateResult, states: Sequence[StateResult]) -> tuple[Support, ...]:
    """What the answer rests on: where it holds, it does so in every state, each with a proof of its own."""
    if worst.verdict is not Verdict.HOLDS:
        return worst.rests_on
    return tuple(dict.fromkeys(support for state in states for support in state.rests_on))


def clause_lines(
    specification: Specification,
    prop: Property,
    worst: StateResult,
    states: Sequence[StateResult],
) -> tuple[ClauseLine, ...]:
    """What each clause did in the scenario; or else whether the answer rests on it, where that is known."""
    if worst.scenario is not None:
        return worst.scenario.clauses
    if not all(_core_known(prop, it) for it in _decisive(worst, states)):
        return ()
    supports = (*rests_on(worst, states), *worst.in_the_way)
    used = {(s.kind, s.name) for s in supports}
    return tuple(
        ClauseLine(
            kind_of(clause),
            clause.name,
            clause.title,
            (kind_of(clause), clause.name) in used,
            used_text(
                (kind_of(clause), clause.name) in used,
                all(it.core_minimal for it in _decisive(worst, states)),
                worst.verdict is Verdict.HOLDS,
                prop.even_after_amendments,
            ),
            clause.place.file,
            clause.place.line,
        )
        for clause in specification.clauses
    )


def _decisive(worst: StateResult, states: Sequence[StateResult]) -> Sequence[StateResult]:
    """The states on which the verdict depends: one that fails is enough, and all have to hold."""
    return states if worst.verdict is Verdict.HOLDS else (worst,)


def _core_known(prop: Property, result: StateResult) -> bool:
    """Whether it was worked out which facts the answer rests on, if perhaps not the fewest."""
    match result.verdict:
        case Verdict.HOLDS:
            return result.scenario is None and (result.core_minimal or bool(result.rests_on))
        case Verdict.FAILS:
            known = result.core_minimal or bool(result.in_the_way)
            return known and not prop.even_after_amendments
        case Verdict.VACUOUS | Verdict.UNDETERMINED:
            return False
        case _:
            assert_never(result.verdict)
