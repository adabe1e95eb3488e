"""Small helpers over z3 terms that keep what is already decided out of the terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import z3

TRUE = z3.BoolVal(True)
FALSE = z3.BoolVal(False)
Bool: TypeAlias = z3.BoolRef | bool
Int: TypeAlias = z3.ArithRef | int


def name_of(variable: z3.ExprRef) -> str:
    """A variable's name; much quicker than printing it."""
    return str(variable.decl().name())


def is_true(value: Bool) -> bool:
    """Whether it is surely true."""
    return value is True or (not isinstance(value, bool) and z3.is_true(value))


def is_false(value: Bool) -> bool:
    """Whether it is surely false."""
    return value is False or (not isinstance(value, bool) and z3.is_false(value))


def term(value: Bool) -> z3.BoolRef:
    """A truth value as a term."""
    return (TRUE if value else FALSE) if isinstance(value, bool) else value


def both(parts: Iterable[Bool]) -> z3.BoolRef:
    """All of them, simplified where some are decided."""
    kept: list[z3.BoolRef] = []
    for part in parts:
        if is_false(part):
            return FALSE
        if not is_true(part):
            kept.append(term(part))
    return TRUE if not kept else kept[0] if len(kept) == 1 else z3.And(kept)


def either(parts: Iterable[Bool]) -> z3.BoolRef:
    """At least one of them, simplified where some are decided."""
    kept: list[z3.BoolRef] = []
    for part in parts:
        if is_true(part):
            return TRUE
        if not is_false(part):
            kept.append(term(part))
    return FALSE if not kept else kept[0] if len(kept) == 1 else z3.Or(kept)


def negation(value: Bool) -> z3.BoolRef:
    """Not so."""
    if is_true(value):
        return FALSE
    if is_false(value):
        return TRUE
    return z3.Not(value)


def implies(condition: Bool, then: Bool) -> z3.BoolRef:
    """The one only with the other."""
    if is_true(condition):
        return term(then)
    if is_false(condition) or is_true(then):
        return TRUE
    return z3.Implies(term(condition), term(then))


def where(condition: Bool, value: Int, otherwise: Int = 0) -> Int:
    """`value` where the condition holds."""
    if is_true(condition):
        return value
    if is_false(condition):
        return otherwise
    return z3.If(term(condition), _int(value), _int(otherwise))


def _int(value: Int) -> z3.ArithRef:
    return z3.IntVal(value) if isinstance(value, int) else value


def total(parts: Sequence[Int]) -> Int:
    """Their sum; a plain number where all are."""
    known = sum(part for part in parts if isinstance(part, int))
    open_parts = [part for part in parts if not isinstance(part, int)]
    if not open_parts:
        return known
    if known:
        open_parts.append(z3.IntVal(known))
    return open_parts[0] if len(open_parts) == 1 else z3.Sum(open_parts)


def named_terms(
    terms: Mapping[str, z3.BoolRef],
) -> tuple[dict[str, z3.BoolRef], list[z3.BoolRef]]:
    """A literal for each term, to assume it by, and what the literals mean."""
    named = {name: z3.Bool(f"that {name}") for name in terms}
    return named, [z3.Implies(named[name], term) for name, term in terms.items()]
