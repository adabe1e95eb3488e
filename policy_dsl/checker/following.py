"""Bodies whose members are those of others: whom they follow, and what is then said of those others alone."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import BODY
from policy_dsl.checker.reported import chained, quoted
from policy_dsl.checker.who import body
from policy_dsl.diagnostics import Related


def find_followed(context: Context, nodes: Sequence[syntax.Body]) -> None:
    """Whose members are those of which bodies; known to the context from now on, circles left out."""
    named: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        found: dict[str, syntax.Name] = {}
        for line in node.those_of:
            for name in line.bodies:
                if context.names.find(name, BODY) is None:
                    continue
                if name.text in found:
                    context.report.error(
                        "VP037",
                        name.span,
                        f"`{name.text}` is named twice in `{node.name.text}`",
                        "whoever sits in it has one seat here: take one of the two away",
                        Related(found[name.text].span, "the first one"),
                    )
                found.setdefault(name.text, name)
        if node.those_of:
            _refuse_of_its_own(context, node)
            named.setdefault(node.name.text, tuple(found))
    for node in nodes:
        circle = _circle(node.name.text, named)
        if node.those_of and circle:
            context.report.error(
                "VP103",
                node.those_of[0].span,
                f"`{node.name.text}` takes its members from itself: {chained(circle, ' from ')}",
                "list the members of one of these bodies by name",
            )
            named[node.name.text] = ()
    for follower in named:
        context.following[follower] = _followed(follower, named)
        context.seat_numbers.pop(follower, None)
    for follower, bodies in context.following.items():
        if len(bodies) == 1 and bodies[0] in context.seat_numbers:
            context.seat_numbers[follower] = context.seat_numbers[bodies[0]]


def _circle(body: str, named: dict[str, tuple[str, ...]]) -> list[str]:
    """The way from a body back to itself, if there is one."""
    ways = [[body]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for each in named.get(way[-1], ()):
            if each == body:
                return [*way, body]
            if each not in seen:
                seen.add(each)
                ways.append([*way, each])
    return []


def _followed(body: str, named: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if body not in named:
        return (body,)
    return tuple(dict.fromkeys(it for each in named[body] for it in _followed(each, named)))


def _refuse_of_its_own(context: Context, node: syntax.Body) -> None:
    """Report what such a body can't say of its members, since others say it."""
    said = node.those_of[0]
    named = [*dict.fromkeys(name.text for line in node.those_of for name in line.bodies)]
    whose = quoted(named)
    its = "that body" if len(named) == 1 else "those bodies"
    for line in node.members:
        context.report.error(
            "VP103",
            line.span,
            f"the members of `{node.name.text}` are those of {whose}, so it lists none of its own",
            f"list them in a body, and name that here, too: `members those of {', '.join(named)}, Others`",
            Related(said.span, "whose members they are"),
        )
    for number in node.seats:
        context.report.error(
            "VP103",
            number.span,
            f"`{node.name.text}` has the seats of {whose}",
            f"write how many there are in {its}",
            Related(said.span, "whose members they are"),
        )
    for fixed in node.fixed_membership:
        context.report.error(
            "VP103",
            fixed.span,
            f"whether the membership of `{node.name.text}` is fixed is said of {whose}",
            f"write `fixed membership` in {its}",
            Related(said.span, "whose members they are"),
        )


def seats_of(context: Context, name: syntax.Name) -> str:
    """A body, by its name, of whose seats something is said; reported where they are those of others."""
    bodies = context.following.get(body(context, name))
    if bodies:
        symbol = context.symbol_of(name.text)
        context.report.error(
            "VP103",
            name.span,
            f"`{name.text}` has no seats of its own: its members are those of {quoted(bodies)}",
            f"say it of {quoted(bodies, 'or')}",
            *((Related(symbol.span, f"`{name.text}` is declared here"),) if symbol else ()),
        )
    return name.text


def where_to_number(context: Context, where: str) -> str:
    """What to write where a body does not say how many seats it has."""
    bodies = context.following.get(where, (where,))
    if len(bodies) == 1:
        return f"write a line `seats …` in the body `{bodies[0]}`, with how many there are when all are filled"
    return f"count in {quoted(bodies, 'or')}: whoever sits in several of them has one seat here"
