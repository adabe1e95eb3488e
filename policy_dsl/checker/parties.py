"""Documents, parties, cohorts and groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import PARTIES, Kind
from policy_dsl.checker.notes import notes_of, title_of
from policy_dsl.checker.reported import LISTED_AT_MOST, chained, place_of
from policy_dsl.checker.who import group_of
from policy_dsl.diagnostics import Related


def document(context: Context, node: syntax.Document) -> model.Document:
    """A source to cite."""
    return model.Document(
        node.name.text,
        title_of(node.title, node.name),
        None if node.dated is None else node.dated.value,
        place_of(node.span),
        notes_of(context, node.annotations),
    )


def party(context: Context, node: syntax.Party | syntax.Parties) -> model.Party:
    """A party, or a cohort; known to the context from now on."""
    size = 1
    if isinstance(node, syntax.Parties):
        size = whole(context, node.count)
        if size == 0:
            context.report.error(
                "VP036",
                node.count.span,
                f"`{node.name.text}` is declared as no parties at all",
                "write how many there are, at least 1, or leave the declaration out",
            )
    found = model.Party(
        node.name.text,
        title_of(node.title, node.name),
        size,
        isinstance(node, syntax.Parties),
        _weights(context, (*node.weights, *node.facts)),
        place_of(node.span),
        notes_of(context, node.annotations),
    )
    context.parties.setdefault(found.name, found)
    context.facts.setdefault(found.name, {f.name.text: f.value.text for f in node.facts})
    return found


def _weights(context: Context, nodes: Sequence[syntax.Weight | syntax.Fact]) -> Mapping[str, int]:
    """The weights; of weights and facts each has a name of its own."""
    found: dict[str, int] = {}
    first: dict[str, syntax.Weight | syntax.Fact] = {}
    for node in nodes:
        name = node.name.text
        if name in first:
            what = "the weight " if isinstance(node, syntax.Weight) else ""
            context.report.error(
                "VP013",
                node.span,
                f"{what}`{name}` is given twice",
                "keep one of the two",
                Related(first[name].span, "the first one"),
            )
            continue
        first[name] = node
        if isinstance(node, syntax.Weight):
            found[name] = whole(context, node.number)
    return found


def whole(context: Context, number: syntax.Number, what: str = "a whole number") -> int:
    """A number that counts something; anything but a plain whole number is reported."""
    if (
        number.kind != "integer"
        or number.value.denominator != 1
        or not number.written[:1].isdigit()
    ):
        context.report.error(
            "VP040",
            number.span,
            f"`{number.written}` can't stand here: {what} is needed, without a currency, fraction or percentage",
        )
    return int(number.value)


def groups(context: Context, nodes: Sequence[syntax.Group]) -> tuple[model.Group, ...]:
    """All groups, flattened. A group that is part of itself is reported, once for each circle."""
    by_name: dict[str, syntax.Group] = {}
    for node in nodes:
        by_name.setdefault(node.name.text, node)
    for name in by_name:
        if name not in context.everybody:
            _flatten(context, by_name, name)
    return tuple(
        model.Group(
            node.name.text,
            title_of(node.title, node.name),
            context.everybody.get(node.name.text, model.Who(node.name.text)),
            place_of(node.span),
            notes_of(context, node.annotations),
        )
        for node in nodes
    )


def _flatten(context: Context, by_name: Mapping[str, syntax.Group], start: str) -> None:
    """Fill in who `start` and the groups in it name; with a stack of its own, since groups may be nested
    as deep as an author likes.
    """
    stack = [(start, _named_in(by_name[start]))]
    on_path = {start: None}
    while stack:
        name, members = stack[-1]
        member = next(members, None)
        if member is None:
            stack.pop()
            on_path.pop(name)
            context.everybody[name] = group_of(context, by_name[name])
            continue
        symbol = context.names.find(member, PARTIES)
        if symbol is None or symbol.kind is not Kind.GROUP:
            continue
        if symbol.name in on_path:
            _report_circle(context, member, [*on_path], by_name)
        elif symbol.name not in context.everybody:
            on_path[symbol.name] = None
            stack.append((symbol.name, _named_in(by_name[symbol.name])))


def _named_in(node: syntax.Group) -> Iterator[syntax.Name]:
    return iter((*node.members, *node.but))


def _report_circle(
    context: Context, member: syntax.Name, path: list[str], by_name: Mapping[str, syntax.Group]
) -> None:
    circle = path[path.index(member.text) :]
    inside = chained([*reversed(circle[1:]), circle[0]], ", which is in ")
    context.report.error(
        "VP035",
        member.span,
        f"the group `{member.text}` is a part of itself"
        + (f": it is in {inside}" if len(circle) > 1 else ""),
        "a group names parties, bodies and other groups: take one of the names out",
        *(Related(by_name[name].name.span, f"`{name}`") for name in circle[:-1][:LISTED_AT_MOST]),
    )
