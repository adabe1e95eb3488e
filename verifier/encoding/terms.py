"""Small helpers over z3 terms that keep what is already decided out of the terms.

They call the solver's C interface without the Python layer's conversions, which took longer than building the
terms: all that comes in here is a term of the right kind already, in the one context that is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import z3
from z3 import z3core

from verifier.solving.library import CONTEXT

TRUE = z3.BoolVal(True, CONTEXT)
FALSE = z3.BoolVal(False, CONTEXT)
Bool: TypeAlias = z3.BoolRef | bool
Int: TypeAlias = z3.ArithRef | int

_CONTEXT = CONTEXT
_REF = _CONTEXT.ref()
# Equal terms are one term to the solver, so the two constants are known by where they are.
_TRUE_IS = TRUE.ast.value
_FALSE_IS = FALSE.ast.value
REMEMBERED = 1 << 14


def name_of(variable: z3.ExprRef) -> str:
    """A variable's name; much quicker than printing it."""
    return str(variable.decl().name())


def identity(variable: z3.ExprRef) -> int:
    """The same for two variables if and only if they are one, as long as somebody holds them; no call to the solver."""
    return int(variable.ast.value)


@lru_cache(REMEMBERED)
def truth(name: str) -> z3.BoolRef:
    """The truth value of that name."""
    return z3.Bool(name, CONTEXT)


@lru_cache(REMEMBERED)
def number(value: int) -> z3.ArithRef:
    """A whole number as a term."""
    return z3.IntVal(value, CONTEXT)


def is_variable(it: z3.ExprRef) -> bool:
    """Whether it is a variable, and no value."""
    return bool(z3.is_const(it)) and it.decl().kind() == z3.Z3_OP_UNINTERPRETED


def is_true(value: Bool) -> bool:
    """Whether it is surely true."""
    return value is True or (value is not False and value.ast.value == _TRUE_IS)


def is_false(value: Bool) -> bool:
    """Whether it is surely false."""
    return value is False or (value is not True and value.ast.value == _FALSE_IS)


def term(value: Bool) -> z3.BoolRef:
    """A truth value as a term."""
    return TRUE if value is True else FALSE if value is False else value


def _array(parts: Sequence[z3.ExprRef]) -> object:
    return (z3.Ast * len(parts))(*[part.ast for part in parts])


def both(parts: Iterable[Bool]) -> z3.BoolRef:
    """All of them, simplified where some are decided."""
    kept: list[z3.BoolRef] = []
    for part in parts:
        if part is True:
            continue
        if part is False:
            return FALSE
        where = part.ast.value
        if where == _FALSE_IS:
            return FALSE
        if where != _TRUE_IS:
            kept.append(part)
    if len(kept) < 2:
        return kept[0] if kept else TRUE
    return z3.BoolRef(z3core.Z3_mk_and(_REF, len(kept), _array(kept)), _CONTEXT)


def either(parts: Iterable[Bool]) -> z3.BoolRef:
    """At least one of them, simplified where some are decided."""
    kept: list[z3.BoolRef] = []
    for part in parts:
        if part is False:
            continue
        if part is True:
            return TRUE
        where = part.ast.value
        if where == _TRUE_IS:
            return TRUE
        if where != _FALSE_IS:
            kept.append(part)
    if len(kept) < 2:
        return kept[0] if kept else FALSE
    return z3.BoolRef(z3core.Z3_mk_or(_REF, len(kept), _array(kept)), _CONTEXT)


def at_most_one(parts: Sequence[z3.BoolRef]) -> Iterator[z3.BoolRef]:
    """Conditions, about as many as there are parts, that together say that no two are true.

    Two by two they are joined to "one of these", and no two that are joined may be true.
    """
    # A tree in place of all pairs: as many conditions as parts, and not the square of that.
    left = list(parts)
    while len(left) > 1:
        pairs = [left[index : index + 2] for index in range(0, len(left), 2)]
        yield from (negation(both(pair)) for pair in pairs if len(pair) == 2)
        left = [either(pair) for pair in pairs]


def negation(value: Bool) -> z3.BoolRef:
    """Not so."""
    if is_true(value):
        return FALSE
    if is_false(value):
        return TRUE
    return z3.BoolRef(z3core.Z3_mk_not(_REF, term(value).ast), _CONTEXT)


def implies(condition: Bool, then: Bool) -> z3.BoolRef:
    """The one only with the other."""
    if is_true(condition):
        return term(then)
    if is_false(condition) or is_true(then):
        return TRUE
    return z3.BoolRef(z3core.Z3_mk_implies(_REF, term(condition).ast, term(then).ast), _CONTEXT)


def where(condition: Bool, value: Int, otherwise: Int = 0) -> Int:
    """`value` where the condition holds."""
    if is_true(condition):
        return value
    if is_false(condition):
        return otherwise
    parts = term(condition).ast, number_term(value).ast, number_term(otherwise).ast
    return z3.ArithRef(z3core.Z3_mk_ite(_REF, *parts), _CONTEXT)


def number_term(value: Int) -> z3.ArithRef:
    """A number as a term."""
    return number(value) if isinstance(value, int) else value


def equal(one: z3.ExprRef, other: z3.ExprRef) -> z3.BoolRef:
    """Two terms of one kind have the same value."""
    return z3.BoolRef(z3core.Z3_mk_eq(_REF, one.ast, other.ast), _CONTEXT)


def same(one: Int, other: Int) -> Bool:
    """Two numbers are the same."""
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    return equal(number_term(one), number_term(other))


def is_same(one: Int, other: Int) -> bool:
    """Whether they are one number, or one term; other terms may still be equal."""
    if isinstance(one, int) or isinstance(other, int):
        return isinstance(one, int) and isinstance(other, int) and one == other
    return bool(one.eq(other))


def at_least(one: Int, other: Int) -> Bool:
    """The one number is no smaller than the other."""
    if isinstance(one, int) and isinstance(other, int):
        return one >= other
    return z3.BoolRef(z3core.Z3_mk_ge(_REF, number_term(one).ast, number_term(other).ast), _CONTEXT)


def less(one: Int, other: Int) -> Int:
    """The one number less the other."""
    if isinstance(other, int):
        if isinstance(one, int):
            return one - other
        if other == 0:
            return one
    parts = _array([number_term(one), number_term(other)])
    return z3.ArithRef(z3core.Z3_mk_sub(_REF, 2, parts), _CONTEXT)


def total(parts: Sequence[Int]) -> Int:
    """Their sum; a plain number where all are."""
    known = sum(part for part in parts if isinstance(part, int))
    open_parts = [part for part in parts if not isinstance(part, int)]
    if not open_parts:
        return known
    if known:
        open_parts.append(number(known))
    if len(open_parts) == 1:
        return open_parts[0]
    return z3.ArithRef(z3core.Z3_mk_add(_REF, len(open_parts), _array(open_parts)), _CONTEXT)


def named_terms(
    terms: Mapping[str, z3.BoolRef],
) -> tuple[dict[str, z3.BoolRef], list[z3.BoolRef]]:
    """A literal for each term, to assume it by, and what the literals mean."""
    named = {name: truth(f"that {name}") for name in terms}
    return named, [implies(named[name], term) for name, term in terms.items()]
