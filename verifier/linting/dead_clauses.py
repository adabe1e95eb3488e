"""Clauses that never apply, or that make no difference beside all the others; exceptions that swallow their rule."""

from __future__ import annotations

from policy_dsl.model import (
    ALWAYS,
    AnyClause,
    Claim,
    Composition,
    EffectKind,
    ExceptionTo,
    MakesNoDifference,
    NeverApplies,
    Provision,
)
from policy_dsl.model.traverse import turns_on_seats
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.checking.vacuity import about_nothing
from verifier.encoding.activity import kind_of
from verifier.encoding.terms import both, negation
from verifier.encoding.what_if import changed_by
from verifier.linting.lint_context import LintContext
from verifier.linting.several_decisions import in_no_decision, of_no_decision
from verifier.results.lint import LintFinding
from verifier.results.statement import Said, Statement
from verifier.solving.answers import LimitReached
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.words import lint as words
from verifier.words import lint_lines as lines


def idle_clauses(room: LintContext) -> None:
    """VL02, VL03, VL07 and VL18 for every clause that is in force at some time."""
    for clause in room.specification.clauses:
        states = [state for state in room.states if clause.name in state.in_force]
        if isinstance(clause, Composition | Provision) or not states:
            continue
        budget = room.budget()
        if isinstance(clause, ExceptionTo):
            try:
                _swallowing_of(room, clause, states, budget)
            except LimitReached as reached:
                room.not_decided((words.WIDE,), clause.name, reached.reason)
        try:
            _examine(room, clause, states, budget)
        except LimitReached as reached:
            room.not_decided(
                (words.DEAD, words.SEVERAL, words.REDUNDANT), clause.name, reached.reason
            )


def _swallowing_of(room: LintContext, it: ExceptionTo, states: list[State], budget: Budget) -> None:
    for target in it.targets:
        if _swallows(room, it, target, states, budget):
            room.findings.append(_swallowing(room, it, target))


def _examine(room: LintContext, clause: AnyClause, states: list[State], budget: Budget) -> None:
    if not any(_applies(room, clause, state, budget) for state in states):
        if not _swallowed(room, clause, states, budget):
            room.findings.append(_dead(room, clause, states, budget))
    elif entrenches(room, clause):
        return
    elif in_no_decision(room, clause, states, budget):
        finding = of_no_decision(room, clause, states, budget)
        room.findings.append(replace(finding, statements=_no_difference(room, clause, budget)))
    elif not any(_matters(room, clause, state, budget) for state in states):
        room.findings.append(_redundant(room, clause, states, budget))


def _said(
    room: LintContext, clause: AnyClause, said: Said, claim: Claim, budget: Budget
) -> tuple[Statement, ...]:
    """The finding as a claim about the last time at which the clause is in force, unless it would say nothing there.

    `LimitReached` where it is not known whether it does.
    """
    time = next(each for each in reversed(room.intervals) if clause.name in each.state.in_force)
    for vc in room.verification_conditions(claim, time.state):
        if about_nothing(vc, budget) is not None:
            return ()
    return (Statement(said, claim, at=room.day_of(time)),)


# --- never applies -------------------------------------------------------------------------------


def _applies(room: LintContext, clause: AnyClause, state: State, budget: Budget) -> bool:
    """Whether `clause never applies` fails."""
    (vc,) = room.verification_conditions(NeverApplies(clause.name, ALWAYS), state)
    return room.found(vc.question, budget) is not None


def _would(room: LintContext, clause: AnyClause, state: State, budget: Budget) -> bool:
    encoding = room.everything(state)
    goal = encoding.activity.would(clause.name)
    return room.found(Exists([*encoding.limits, goal]), budget) is not None


def _dead(room: LintContext, clause: AnyClause, states: list[State], budget: Budget) -> LintFinding:
    exceptions = [
        exception
        for exception in room.specification.exceptions_to.get(clause.name, ())
        if any(exception.name in state.in_force for state in states)
    ]
    ever = any(_would(room, clause, state, budget) for state in states)
    targets = (
        [room.specification.clause[name] for name in clause.targets]
        if isinstance(clause, ExceptionTo) and not ever
        else []
    )
    others = exceptions if ever else targets
    of_seats = _ask_of_seats(clause, *exceptions, *targets)
    return LintFinding(
        words.DEAD,
        kind_of(clause),
        clause.name,
        clause.place.file,
        clause.place.line,
        words.never_applies(clause, ever, bool(targets), of_seats),
        words.instead_of_dead(clause, ever, of_seats),
        lines.never_applies(clause, of_seats),
        mentions=tuple(room.mention(other) for other in others),
        statements=_said(
            room, clause, Said.NEVER_APPLIES, NeverApplies(clause.name, ALWAYS), budget
        ),
    )


def _ask_of_seats(*clauses: AnyClause) -> bool:
    """Whether which decisions meet a condition of theirs depends on who sits where."""
    return any(
        turns_on_seats(when)
        for clause in clauses
        if not isinstance(clause, Composition | Provision)
        for when in clause.when.all()
    )


# --- makes no difference -------------------------------------------------------------------------


def _matters(
    room: LintContext, clause: AnyClause, state: State, budget: Budget, gone: str | None = None
) -> bool:
    """Whether `clause makes no difference` fails; as if another clause were `gone`, if one is named."""
    if gone is None:
        (vc,) = room.verification_conditions(MakesNoDifference(clause.name, ALWAYS), state)
        return room.found(vc.question, budget) is not None
    encoding = room.apart(state)
    changed = changed_by(encoding, clause.name, gone=gone)
    return room.found(Exists([*changed.goal], encoding.ground), budget) is not None


def entrenches(room: LintContext, clause: AnyClause) -> bool:
    """What is fixed may be there for the day on which what others say has been amended."""
    return clause.fixed and can_change(room, clause.name)


def can_change(room: LintContext, clause: str) -> bool:
    """Some power may amend or repeal a clause but this one, or enact a new one."""
    changes = (
        EffectKind.AMEND,
        EffectKind.LAPSE,
        EffectKind.ENACT_NEW,
        EffectKind.ENACT_EXCEPTION,
    )
    return any(
        effect.kind in changes and effect.target != clause
        for group in room.ground(room.now.state).effects.groups
        for effect in group.effects
    )


def _redundant(
    room: LintContext, clause: AnyClause, states: list[State], budget: Budget
) -> LintFinding:
    instead_of_it = [
        other
        for other in room.specification.clauses
        if other.name != clause.name
        and not isinstance(other, Composition | Provision)
        and any(
            _matters(room, clause, state, budget, other.name)
            for state in states
            if other.name in state.in_force
        )
    ]
    return LintFinding(
        words.REDUNDANT,
        kind_of(clause),
        clause.name,
        clause.place.file,
        clause.place.line,
        words.makes_no_difference(clause, bool(instead_of_it), can_change(room, clause.name)),
        words.instead_of_redundant(clause, [other.name for other in instead_of_it]),
        lines.makes_no_difference(clause),
        mentions=tuple(room.mention(other) for other in instead_of_it),
        statements=_no_difference(room, clause, budget),
    )


def _no_difference(room: LintContext, clause: AnyClause, budget: Budget) -> tuple[Statement, ...]:
    """Also of what no decision that can be taken meets: it makes none."""
    claim = MakesNoDifference(clause.name, ALWAYS)
    return _said(room, clause, Said.MAKES_NO_DIFFERENCE, claim, budget)


# --- exceptions that swallow ---------------------------------------------------------------------


def _swallows(
    room: LintContext, exception: ExceptionTo, target: str, states: list[State], budget: Budget
) -> bool:
    """Wherever the target would apply the exception takes it away, at all times at which both are in force."""
    both_in_force = [state for state in states if {exception.name, target} <= state.in_force]
    ever = False
    for state in both_in_force:
        encoding = room.everything(state)
        would = encoding.activity.would(target)
        left = negation(encoding.activity.active(exception.name))
        if room.found(Exists([*encoding.limits, both((would, left))]), budget) is not None:
            return False
        ever = ever or room.found(Exists([*encoding.limits, would]), budget) is not None
    return ever


def _swallowed(room: LintContext, clause: AnyClause, states: list[State], budget: Budget) -> bool:
    """One exception alone keeps the clause from ever applying, which is said of that exception."""
    return any(
        _swallows(
            room,
            exception,
            clause.name,
            [state for state in states if exception.name in state.in_force],
            budget,
        )
        and all(exception.name in state.in_force for state in states)
        for exception in room.specification.exceptions_to.get(clause.name, ())
    )


def _swallowing(room: LintContext, exception: ExceptionTo, target: str) -> LintFinding:
    it = room.specification.clause[target]
    of_seats = _ask_of_seats(exception, it)
    return LintFinding(
        words.WIDE,
        kind_of(exception),
        exception.name,
        exception.place.file,
        exception.place.line,
        words.swallows(exception, it, of_seats),
        words.instead_of_wide(exception, it),
        lines.swallows(exception, it, of_seats),
        mentions=(room.mention(it),),
    )
