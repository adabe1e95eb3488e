"""Pairs of clauses that demand different things of one kind of decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

from policy_dsl.interpreter import decide
from policy_dsl.model import (
    AtMeeting,
    AttendanceTally,
    Consensus,
    NoRejection,
    Power,
    Rule,
    Tally,
    Turnout,
)
from policy_dsl.model.atoms import bodies_in_requirement, requirement_atoms
from policy_dsl.records import replace
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.other_form import Differing, forms, met_by_one, passes_by_one
from verifier.linting.lint_context import LintContext, any_decision
from verifier.results import ReplayError
from verifier.results.lint import LintFinding
from verifier.scenarios.attributes_told import value_text
from verifier.scenarios.concretizing import lift
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import plainest
from verifier.solving.answers import Found, LimitReached
from verifier.solving.limits import Budget
from verifier.words import lint as words
from verifier.words import lint_demands as say
from verifier.words import lint_lines as lines


def different_demands(room: LintContext) -> None:
    """VL17, of two powers, or of two rules on one power, that only count votes in one and the same body.

    What else is asked for beside a number of votes is mostly meant to be: a veto, a second body, a signature.
    """
    specification, in_force = room.specification, room.now.state.in_force
    powers = [power for power in specification.powers if power.name in in_force]
    rules = [rule for rule in specification.rules if rule.name in in_force]
    _of_pairs(room, powers, _of_powers)
    _of_pairs(room, rules, _of_rules)


Clause = TypeVar("Clause", Power, Rule)


def _of_pairs(
    room: LintContext,
    clauses: Sequence[Clause],
    of: Callable[[LintContext, Clause, Clause, Budget], LintFinding | None],
) -> None:
    for one, other in combinations(clauses, 2):
        if _counted_in(one) is None or _counted_in(one) != _counted_in(other):
            continue
        # At another meeting another thing is asked on purpose.
        if _at(one) is not _at(other):
            continue
        try:
            finding = of(room, one, other, room.budget())
        except LimitReached as reached:
            room.not_decided((words.DIFFERENT,), f"{one.name} and {other.name}", reached.reason)
            continue
        if finding is not None:
            room.findings.append(finding)


def _at(clause: Power | Rule) -> AtMeeting | None:
    return clause.at if isinstance(clause, Rule) else None


_COUNTING = (Tally, Turnout, NoRejection, AttendanceTally, Consensus)


def _counted_in(clause: Power | Rule) -> str | None:
    """The one body in which votes are all that it asks for, under every reading; else None."""
    bodies: set[str] = set()
    for requirement in clause.requires.all():
        if not all(isinstance(atom, _COUNTING) for atom in requirement_atoms(requirement)):
            return None
        bodies.update(bodies_in_requirement(requirement))
    return bodies.pop() if len(bodies) == 1 else None


# --- powers --------------------------------------------------------------------------------------


def _of_powers(room: LintContext, one: Power, other: Power, budget: Budget) -> LintFinding | None:
    for first, second in ((one, other), (other, one)):
        found = _differs(room, first, second, budget)
        if found is not None:
            return _power_finding(room, first, second, *found, budget)
    return None


def _differs(
    room: LintContext, one: Power, other: Power, budget: Budget
) -> tuple[VerificationCondition, Found] | None:
    """In the same form where that is so, else where only one attribute of form is otherwise, if there is one such."""
    every = forms(room.specification)
    whole = _ask(room, one, other, every, budget)
    if whole is None or not every:
        return whole
    for differing in ((), *((name,) for name in every)):
        found = _ask(room, one, other, differing, budget)
        if found is not None:
            return found
    return whole


def _ask(
    room: LintContext, one: Power, other: Power, differing: tuple[str, ...], budget: Budget
) -> tuple[VerificationCondition, Found] | None:
    encoding = room.ground(room.now.state).encoding
    context = ClaimContext(encoding, replace(any_decision(), under=one.name), positive=False)
    it: Differing = passes_by_one(encoding, one.name, other.name, differing)
    vc = VerificationCondition(context, context.exists(*it.goal), it.goal, True, copy=it.copy)
    found = room.found(vc.question, budget)
    return None if found is None else (vc, found)


def _power_finding(
    room: LintContext,
    one: Power,
    other: Power,
    vc: VerificationCondition,
    found: Found,
    budget: Budget,
) -> LintFinding:
    specification, state = room.specification, room.now.state
    assert vc.copy is not None
    shown = room.shown(plainest(vc, found, vc.goal, True, budget))
    first = shown.lifted
    second = lift(vc.context, vc.copy.values(shown.values), None)
    outcome = decide(specification, state, first.readings, first.decision, first.ballots)
    again = decide(specification, state, first.readings, second.decision, first.ballots)
    if one.name not in outcome.adopted_by or other.name in again.adopted_by:
        raise ReplayError(f"lint {words.DIFFERENT} {one.name} {other.name}")
    period = (room.now.start, room.now.end)
    its, changed = shown.matters, []
    for name, value in second.decision.facts.items():
        if value != first.decision.facts[name]:
            its |= {name}
            changed.append(f"{name}: {value_text(specification, name, value, {})}")
    prop = replace(any_decision(), under=one.name)
    scenario = told(specification, state, prop, period, first, its, outcome, one.name)
    prop = replace(any_decision(), under=other.name)
    instead = replace(first, decision=second.decision)
    otherwise = told(specification, state, prop, period, instead, its, again)
    more = [line for line in otherwise.text if line not in scenario.text]
    return LintFinding(
        words.DIFFERENT,
        "power",
        f"{one.name} and {other.name}",
        other.place.file,
        other.place.line,
        say.demand_differs(one, other, changed, False),
        say.instead_of_different(one, other, False),
        lines.demand_differs(one, other),
        story=(*scenario.text, *more),
        mentions=(room.mention(one), room.mention(other)),
    )


# --- rules ---------------------------------------------------------------------------------------


def _of_rules(room: LintContext, one: Rule, other: Rule, budget: Budget) -> LintFinding | None:
    """Both limit a decision of one power, and neither is met wherever the other is."""
    specification = room.specification
    powers = [
        power.name
        for power in specification.powers
        if power.name in room.now.state.in_force
        and all(specification.limits(each, power.name) for each in (one, other))
    ]
    if not powers:
        return None
    for first, second in ((one, other), (other, one)):
        if not _met_apart(room, first, second, powers, budget):
            return None
    return LintFinding(
        words.DIFFERENT,
        "rule",
        f"{one.name} and {other.name}",
        other.place.file,
        other.place.line,
        say.demand_differs(one, other, (), True),
        say.instead_of_different(one, other, True),
        lines.demand_differs(one, other),
        mentions=(room.mention(one), room.mention(other)),
    )


def _met_apart(
    room: LintContext, one: Rule, other: Rule, powers: list[str], budget: Budget
) -> bool:
    """Some votes on a decision that both limit meet `one` and not `other`, by the interpreter, too."""
    encoding = room.ground(room.now.state).encoding
    context = ClaimContext(encoding, any_decision(), positive=False)
    goal = (met_by_one(encoding, one.name, other.name, powers),)
    vc = VerificationCondition(context, context.exists(*goal), goal, False)
    found = room.found(vc.question, budget)
    if found is None:
        return False
    shown = room.shown(plainest(vc, found, goal, False, budget))
    it = shown.lifted
    outcome = decide(room.specification, room.now.state, it.readings, it.decision, it.ballots)
    met = [{limit.clause: limit.checked.met for limit in power.limits} for power in outcome.powers]
    if not any(each.get(one.name) is True and each.get(other.name) is False for each in met):
        raise ReplayError(f"lint {words.DIFFERENT} {one.name} {other.name}")
    return True
