"""Walks over conditions, requirements and claims: what they mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.model.atoms import counted, requirement_atoms
from policy_dsl.model.claims import (
    AboutRequirement,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    HoldsRight,
    IsMember,
    IsSuspended,
    Part,
    StateClaim,
)
from policy_dsl.model.clauses import (
    AnyClause,
    Composition,
    ExceptionTo,
    Power,
    Provision,
    Recusal,
    Rule,
)
from policy_dsl.model.declarations import Specification
from policy_dsl.model.effects import OF_SEATS, EffectPattern
from policy_dsl.model.expressions import (
    ALWAYS,
    And,
    BodyHas,
    Condition,
    Given,
    Includes,
    IncludesCount,
    Is,
    Not,
    Or,
    Requirement,
    Ruled,
    Touches,
)
from policy_dsl.model.who import Who
from policy_dsl.records import fields


def condition_atoms(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that are no `and`, `or`, `not`; of what is ruled, the same said of the fact."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from condition_atoms(part)
        case Not(part) | Ruled(part):
            yield from condition_atoms(part)
        case _:
            yield condition


def speaks_of_rulings(condition: Condition) -> bool:
    """Whether a claim's condition asks how something is ruled."""
    match condition:
        case And(parts) | Or(parts):
            return any(map(speaks_of_rulings, parts))
        case Not(part):
            return speaks_of_rulings(part)
        case _:
            return isinstance(condition, Ruled)


def speaks_of_state(condition: Condition) -> bool:
    """Whether a condition asks who sits where, so that at one time it is so of all decisions or of none."""
    return any(isinstance(atom, BodyHas) for atom in condition_atoms(condition))


def turns_on_seats(condition: Condition) -> bool:
    """Whether it depends on who sits where which decisions meet it: nobody is restored who is not suspended."""
    return any(
        isinstance(atom, BodyHas)
        or (isinstance(atom, Touches) and all(each.kind in OF_SEATS for each in atom.patterns))
        for atom in condition_atoms(condition)
    )


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that all have to hold, for it to hold; itself, if it is no `and`."""
    return condition.parts if isinstance(condition, And) else (condition,)


def conjunction(parts: Sequence[Condition]) -> Condition:
    """That all of them hold, as one condition; what always holds is no part of it."""
    said = [part for part in parts if part != ALWAYS]
    return said[0] if len(said) == 1 else And(tuple(said))


def exclude_each_other(first: Condition, second: Condition) -> bool:
    """Whether no decision can meet both, as far as the values say that they name of one attribute."""
    if isinstance(first, Or) or isinstance(second, Or):
        parts, other = (first.parts, second) if isinstance(first, Or) else (second.parts, first)  # type: ignore[union-attr]
        return bool(parts) and all(exclude_each_other(part, other) for part in parts)
    return any(
        isinstance(one, Is)
        and isinstance(other, Is)
        and one.attribute == other.attribute
        and one.value != other.value
        for one in conjuncts(first)
        for other in conjuncts(second)
    )


def conditions_of(clause: AnyClause) -> tuple[Condition, ...]:
    """All that a clause's `when` may say, under any reading."""
    return () if isinstance(clause, Composition | Provision) else clause.when.all()


def requirements_of(clause: AnyClause) -> tuple[Requirement, ...]:
    """All that a clause may require, under any reading."""
    if isinstance(clause, (Power, Rule)):
        return clause.requires.all()
    if isinstance(clause, ExceptionTo) and clause.requires is not None:
        return clause.requires.all()
    return ()


def condition_of_claim(claim: Claim) -> Condition:
    """The `when` of a claim about decisions; always, for one about a state."""
    return ALWAYS if isinstance(claim, StateClaim) else claim.when


def coalition_of_claim(claim: Claim) -> Coalition | None:
    """Who a claim about decisions is about, if anybody."""
    return claim.who if isinstance(claim, (CanBlock, CannotBlock, CanPass)) else None


def parties_of_claim(claim: Claim) -> Coalition | None:
    """Those whom a claim is about: who blocks or passes decisions, or has a seat or a right. None: no parties."""
    if isinstance(claim, HoldsRight | IsMember | IsSuspended):
        return Coalition((Part(Who(claim.party, parties=(claim.party,), single=True)),))
    return coalition_of_claim(claim)


def requirement_of_claim(claim: Claim) -> Requirement | None:
    """The requirement that a claim compares adoption with, if any."""
    return claim.requirement if isinstance(claim, AboutRequirement) else None


def whos_in_condition(condition: Condition) -> Iterator[Who]:
    """The parties that a condition refers to."""
    for atom in condition_atoms(condition):
        match atom:
            case Includes(who=who) | IncludesCount(who=who):
                yield who
            case BodyHas(among=Who() as who):
                yield who
            case _:
                pass


def whos_in_requirement(requirement: Requirement) -> Iterator[Who]:
    """The parties that a requirement refers to."""
    for atom in requirement_atoms(requirement):
        if isinstance(atom, Given):
            yield from whos_in_condition(atom.condition)
            continue
        within = counted(atom)
        for each in fields(within):
            who = getattr(within, each.name)
            if isinstance(who, Who):
                yield who


def all_conditions(specification: Specification) -> Iterator[Condition]:
    """Every condition of every clause and property, those inside requirements included."""
    for clause in specification.clauses:
        yield from conditions_of(clause)
    for prop in specification.properties:
        yield condition_of_claim(prop.claim)
    for requirement in all_requirements(specification):
        for atom in requirement_atoms(requirement):
            if isinstance(atom, Given):
                yield atom.condition


def all_requirements(specification: Specification) -> Iterator[Requirement]:
    """Every requirement of every clause, quorum and property."""
    for clause in specification.clauses:
        yield from requirements_of(clause)
    for body in specification.bodies:
        if body.quorum is not None:
            yield body.quorum
    for prop in specification.properties:
        requirement = requirement_of_claim(prop.claim)
        if requirement is not None:
            yield requirement


def all_whos(specification: Specification) -> Iterator[Who]:
    """Every reference to parties in clauses, quorums and properties."""
    for condition in all_conditions(specification):
        yield from whos_in_condition(condition)
    for requirement in all_requirements(specification):
        for atom in requirement_atoms(requirement):
            if not isinstance(atom, Given):
                yield from whos_in_requirement(atom)
    for clause in specification.clauses:
        if isinstance(clause, Recusal):
            yield clause.excluded
        elif isinstance(clause, Composition):
            yield clause.who
    for prop in specification.properties:
        for each in fields(prop.claim):
            coalition = getattr(prop.claim, each.name)
            for part in coalition.parts if isinstance(coalition, Coalition) else ():
                yield part.who
        for event in prop.supposing:
            if event.one_of is not None:
                yield event.one_of


def told_apart_effects(specification: Specification) -> Iterator[tuple[EffectPattern, ...]]:
    """What tells effects of decisions apart: each condition's patterns, and for each party what may name it where a
    clause means those to whom a decision does something.
    """
    for condition in all_conditions(specification):
        for atom in condition_atoms(condition):
            if isinstance(atom, Touches):
                yield atom.patterns
    for who in dict.fromkeys(all_whos(specification)):
        for part in who.nodes():
            for party in specification.parties if part.effects else ():
                yield part.doing(party.name)
