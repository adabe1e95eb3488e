"""Other wordings of clauses, scope included: the extremes of each kind, written apart from the verifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyClause,
    ConsentAct,
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Given,
    Or,
    Power,
    Prohibition,
    Recusal,
    Requirement,
    Rule,
    Specification,
    Status,
    Versions,
    Who,
)

NEVER = Or(())
NOTHING: Requirement = AllOf(())
IMPOSSIBLE: Requirement = Given(NEVER)
ANYTHING = tuple(EffectPattern(kind) for kind in EffectKind)


def reworded(specification: Specification, wordings: Mapping[str, AnyClause]) -> Specification:
    """The specification with these clauses worded otherwise; what fixed a reading of them fixes nothing any more."""
    return replace(
        specification,
        clauses=tuple(wordings.get(clause.name, clause) for clause in specification.clauses),
        properties=tuple(
            replace(
                prop,
                fixed_readings=tuple(f for f in prop.fixed_readings if f[0] not in wordings),
            )
            for prop in specification.properties
        ),
    )


def extremes(specification: Specification, clause: AnyClause) -> Iterator[AnyClause]:
    """Wordings of a clause that ask nothing and everything, of any powers, in any body, as an exception to anything."""
    status = None if clause.notes.status is Status.DISPUTED else clause.notes.status
    it = replace(clause, readings=(), notes=replace(clause.notes, status=status))
    whoever = [Who(p.name, parties=(p.name,), single=not p.cohort) for p in specification.parties]
    demands = (NOTHING, IMPOSSIBLE, *(ConsentAct(who) for who in whoever))
    match it:
        case Power():
            yield replace(it, when=Versions(NEVER), requires=Versions(NOTHING))
            for demanded in demands:
                yield replace(
                    it, when=Versions(ALWAYS), requires=Versions(demanded), grants=ANYTHING
                )
        case Rule():
            for limits, demanded in product(_limits(specification), demands):
                requires = Versions(demanded)
                yield replace(it, limits=limits, when=Versions(ALWAYS), requires=requires)
        case Prohibition():
            yield replace(it, when=Versions(NEVER))
            for limits in _limits(specification):
                yield replace(it, limits=limits, when=Versions(ALWAYS))
        case ExceptionTo():
            yield replace(it, when=Versions(NEVER), requires=None)
            for targets in _targets(specification, it):
                kinds = {type(specification.clause[name]) for name in targets}
                for demanded in (None, *(demands if kinds <= {Rule, Prohibition} else ())):
                    requires = None if demanded is None else Versions(demanded)
                    now = replace(it, targets=targets, when=Versions(ALWAYS), requires=requires)
                    if not in_circle(reworded(specification, {it.name: now})):
                        yield now
        case Recusal():
            yield replace(it, when=Versions(NEVER))
            several = [Who(f"{len(them)} of them", them) for them in _together(specification)]
            every = (None, *_some_of([power.name for power in specification.powers]))
            for body, who, counting, limits in product(
                specification.bodies, (*whoever, *several), (True, False), every
            ):
                yield replace(
                    it,
                    body=body.name,
                    when=Versions(ALWAYS),
                    excluded=who,
                    and_counting=counting,
                    limits=limits,
                )


def _together(specification: Specification) -> Iterator[tuple[str, ...]]:
    return (them for them in _some_of([p.name for p in specification.parties]) if len(them) > 1)


def _some_of(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for count in range(1, len(names) + 1):
        yield from combinations(names, count)


def _limits(specification: Specification) -> Iterator[tuple[str, ...] | None]:
    names = [power.name for power in specification.powers]
    yield None
    for count in range(1, len(names)):
        yield from combinations(names, count)


def _targets(specification: Specification, clause: ExceptionTo) -> Iterator[tuple[str, ...]]:
    names = [
        each.name
        for each in specification.clauses
        if isinstance(each, Rule | Prohibition | Recusal | ExceptionTo) and each.name != clause.name
    ]
    for count in (1, 2, len(names)):
        if 0 < count <= len(names):
            yield from combinations(names, count)


def in_circle(specification: Specification) -> bool:
    """Whether some exception is, by way of others, an exception to itself."""
    for start in specification.exceptions:
        seen: set[str] = set()
        left = list(start.targets)
        while left:
            name = left.pop()
            if name == start.name:
                return True
            it = specification.clause[name]
            if isinstance(it, ExceptionTo) and name not in seen:
                seen.add(name)
                left += it.targets
    return False
