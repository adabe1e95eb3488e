"""Solver terms as a plain Python function: quick to evaluate for many values, and no solver has a say in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import z3

Values = Mapping[str, bool | int]

_INFIX = {
    z3.Z3_OP_AND: " and ",
    z3.Z3_OP_OR: " or ",
    z3.Z3_OP_ADD: " + ",
    z3.Z3_OP_SUB: " - ",
    z3.Z3_OP_MUL: " * ",
    z3.Z3_OP_EQ: " == ",
    z3.Z3_OP_XOR: " != ",
    z3.Z3_OP_LE: " <= ",
    z3.Z3_OP_GE: " >= ",
    z3.Z3_OP_LT: " < ",
    z3.Z3_OP_GT: " > ",
}


def compiled(
    terms: Sequence[z3.ExprRef | bool | int],
) -> Callable[[Values], tuple[bool | int, ...]]:
    """A function from the values of all variables, by name, to the values of the terms."""
    lines: list[str] = []
    names: dict[int, str] = {}

    def text(it: z3.ExprRef) -> str:
        kind = it.decl().kind()
        if kind == z3.Z3_OP_TRUE:
            return "True"
        if kind == z3.Z3_OP_FALSE:
            return "False"
        if z3.is_int_value(it):
            return str(it.as_long())
        if kind == z3.Z3_OP_UNINTERPRETED:
            return f"values[{it.decl().name()!r}]"
        parts = [name(child) for child in it.children()]
        if kind in _INFIX:
            return _INFIX[kind].join(parts)
        if kind == z3.Z3_OP_NOT:
            return f"not {parts[0]}"
        if kind == z3.Z3_OP_UMINUS:
            return f"-{parts[0]}"
        if kind == z3.Z3_OP_IMPLIES:
            return f"not {parts[0]} or {parts[1]}"
        if kind == z3.Z3_OP_ITE:
            return f"{parts[1]} if {parts[0]} else {parts[2]}"
        raise NotImplementedError(str(it.decl()))

    def name(it: z3.ExprRef) -> str:
        key = it.get_id()
        if key not in names:
            line = text(it)
            names[key] = f"t{len(names)}"
            lines.append(f"    {names[key]} = {line}")
        return names[key]

    results = [repr(it) if isinstance(it, bool | int) else name(it) for it in terms]
    source = "\n".join(
        ["def function(values):", *lines, f"    return ({', '.join([*results, ''])})"]
    )
    space: dict[str, Callable[[Values], tuple[bool | int, ...]]] = {}
    exec(source, space)
    return space["function"]
