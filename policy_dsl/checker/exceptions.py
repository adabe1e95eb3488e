"""The graph of exceptions, which has no circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policy_dsl import syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.reported import LISTED_AT_MOST, chained
from policy_dsl.diagnostics import Related
from policy_dsl.parsing import DEEPEST_NESTING


def exceptions_by_target(clauses: Iterable[syntax.Clause]) -> dict[str, tuple[str, ...]]:
    """For each name that has some, the exceptions declared to it."""
    found: dict[str, dict[str, None]] = {}
    for node in clauses:
        if isinstance(node, syntax.Exception_):
            for target in node.to:
                found.setdefault(target.text, {})[node.name.text] = None
    return {target: tuple(names) for target, names in found.items()}


def refuse_circles(context: Context, clauses: Iterable[syntax.Clause]) -> None:
    """Report each circle of exceptions, once. The stack is explicit: chains may be long."""
    exceptions: dict[str, syntax.Exception_] = {}
    for clause in clauses:
        if isinstance(clause, syntax.Exception_):
            exceptions.setdefault(clause.name.text, clause)
    done: set[str] = set()
    for start, first in exceptions.items():
        if start in done:
            continue
        path: dict[str, None] = {start: None}
        stack = [(start, iter(first.to))]
        while stack:
            name, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                path.pop(name)
                done.add(name)
            elif target.text in path:
                _report(context, target, [*path], exceptions)
            elif target.text in exceptions and target.text not in done:
                path[target.text] = None
                stack.append((target.text, iter(exceptions[target.text].to)))


def refuse_long_chains(context: Context, clauses: Iterable[syntax.Clause]) -> None:
    """Report where a chain of exceptions to exceptions first is longer than anything may be nested."""
    exceptions: dict[str, syntax.Exception_] = {}
    for clause in clauses:
        if isinstance(clause, syntax.Exception_):
            exceptions.setdefault(clause.name.text, clause)
    made: dict[str, list[str]] = {}
    above: dict[str, int] = {}
    for name, it in exceptions.items():
        beyond = {target.text for target in it.to if target.text in exceptions}
        above[name] = len(beyond)
        for target in beyond:
            made.setdefault(target, []).append(name)
    depth = {name: 1 for name, number in above.items() if not number}
    ready = list(depth)
    while ready:
        name = ready.pop()
        if depth[name] == DEEPEST_NESTING + 1:
            context.report.error(
                "VP009",
                exceptions[name].name.span,
                f"exceptions to exceptions, more than {DEEPEST_NESTING} of them one on the other",
                "say in fewer clauses where the first of them does not apply",
            )
        for each in made.get(name, ()):
            depth[each] = max(depth.get(each, 0), depth[name] + 1)
            above[each] -= 1
            if not above[each]:
                ready.append(each)


def _report(
    context: Context,
    target: syntax.Name,
    path: list[str],
    exceptions: Mapping[str, syntax.Exception_],
) -> None:
    circle = path[path.index(target.text) :]
    if len(circle) == 1:
        message = f"`{target.text}` is an exception to itself"
    else:
        chain = chained([*circle[1:], circle[0]], ", which is an exception to ")
        message = (
            f"`{circle[0]}` is an exception to {chain}: none of them can apply before the others"
        )
    context.report.error(
        "VP062",
        target.span,
        message,
        "decide which of them beats the other, and name it in one `to` only",
        *(
            Related(exceptions[name].name.span, f"`{name}`")
            for name in circle[:-1][:LISTED_AT_MOST]
        ),
    )
