"""Whether a condition holds of a decision."""

from __future__ import annotations

from fractions import Fraction

from policy_dsl.decisions import Decision
from policy_dsl.interpreter.effects import vacant_seats
from policy_dsl.interpreter.outcome import Judged
from policy_dsl.interpreter.situation import Situation
from policy_dsl.model import (
    ALWAYS,
    And,
    BodyHas,
    Compare,
    Comparison,
    Condition,
    Includes,
    IncludesCount,
    Is,
    Not,
    Or,
    Ruled,
    Specification,
    Touches,
)
from policy_dsl.state import State


def judge(situation: Situation, condition: Condition, facts: bool) -> Judged:
    """Whether a condition holds: of the facts (properties), or of the rulings (clauses)."""
    match condition:
        case Is(attribute, value):
            said = situation.value(attribute, facts)
            return Judged(condition, said == value, value=said)
        case Compare(attribute, comparison, value):
            said = situation.value(attribute, facts)
            assert isinstance(said, int)
            return Judged(condition, _compares(said, comparison, value), value=said)
        case IncludesCount():
            return _includes_count(situation, condition, facts)
        case Includes():
            return _includes(situation, condition, facts)
        case BodyHas():
            number = _seated(situation, condition)
            holds = _compares(number, condition.comparison, condition.number)
            return Judged(condition, holds, value=number)
        case Ruled(part):
            inner = judge(situation, part, False)
            return Judged(condition, inner.holds, parts=(inner,))
        case Touches(_, patterns):
            found = tuple(
                effect
                for effect in situation.decision.effects
                if any(pattern.matches(effect) for pattern in patterns)
            )
            return Judged(
                condition,
                bool(found),
                effects=tuple(sorted(found, key=lambda e: (e.kind.value, e.target, e.party))),
            )
        case Not(part):
            inner = judge(situation, part, facts)
            return Judged(condition, not inner.holds, parts=(inner,))
        case And(parts):
            judged = tuple(judge(situation, part, facts) for part in parts)
            return Judged(condition, all(j.holds for j in judged), parts=judged)
        case Or(parts):
            judged = tuple(judge(situation, part, facts) for part in parts)
            return Judged(condition, any(j.holds for j in judged), parts=judged)


def _seated(situation: Situation, condition: BodyHas) -> int:
    """How many sit in the body with a vote, or how many of its seats nobody holds."""
    if condition.vacant:
        vacant = vacant_seats(situation.specification, situation.state, condition.body)
        if vacant is None:
            raise ValueError(f"how many seats has `{condition.body}`? it is not said")
        return vacant
    return sum(
        number
        for party, cells in situation.cells.items()
        if situation.state.votes_in(condition.body, party)
        for cell, number in cells
        if condition.among is None or situation.refers(condition.among, party, cell, False)
    )


def settled(specification: Specification, state: State, condition: Condition) -> Condition:
    """The condition with what it asks of the state answered: what is left differs from decision to decision."""
    match condition:
        case BodyHas():
            situation = Situation(specification, state, Decision({}))
            return ALWAYS if judge(situation, condition, True).holds else Or(())
        case Not(part):
            inner = settled(specification, state, part)
            if inner == ALWAYS:
                return Or(())
            return ALWAYS if inner == Or(()) else Not(inner)
        case And(parts):
            kept = [
                p for p in (settled(specification, state, part) for part in parts) if p != ALWAYS
            ]
            if Or(()) in kept:
                return Or(())
            return kept[0] if len(kept) == 1 else And(tuple(kept))
        case Or(parts):
            some = [
                p for p in (settled(specification, state, part) for part in parts) if p != Or(())
            ]
            if ALWAYS in some:
                return ALWAYS
            return some[0] if len(some) == 1 else Or(tuple(some))
        case _:
            return condition


def _compares(said: int, comparison: Comparison, value: int | Fraction) -> bool:
    match comparison:
        case Comparison.BELOW:
            return said < value
        case Comparison.AT_MOST:
            return said <= value
        case Comparison.EXACTLY:
            return said == value
        case Comparison.AT_LEAST:
            return said >= value
        case Comparison.ABOVE:
            return said > value


def _includes(situation: Situation, condition: Includes, facts: bool) -> Judged:
    """Of nobody, every one is included and no one is."""
    named: dict[str, int] = {}
    for party, cells in situation.cells.items():
        for cell, number in cells:
            if situation.names(condition.attribute, party, cell, facts):
                named[party] = named.get(party, 0) + number
    included = [
        situation.names(condition.attribute, party, cell, facts)
        for party, cell, _ in situation.those(condition.who, facts)
    ]
    return Judged(
        condition,
        all(included) if condition.every else any(included),
        value=situation.value(condition.attribute, facts),
        named=tuple(named.items()),
    )


def count_holds(condition: IncludesCount, counted: int, everybody: int) -> bool:
    """Whether it holds where so many of so many are included. Of nobody, no share is reached, and none exceeded."""
    if condition.share and everybody == 0:
        return condition.comparison in (Comparison.AT_MOST, Comparison.BELOW)
    needed = condition.number * everybody if condition.share else condition.number
    return _compares(counted, condition.comparison, needed)


def _includes_count(situation: Situation, condition: IncludesCount, facts: bool) -> Judged:
    counted = everybody = 0
    for party, cell, number in situation.those(condition.who, facts):
        everybody += number
        if situation.names(condition.attribute, party, cell, facts):
            counted += number
    return Judged(condition, count_holds(condition, counted, everybody), value=counted)
