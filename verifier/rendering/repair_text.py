"""Repairs as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.wrapping import (
    SCREEN,
    AsWritten,
    Head,
    Line,
    Spell,
    TextPart,
    british,
    in_text,
    part,
    wrapped,
)
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.repair import PropertyRepairs, Repair
from verifier.words import repair as say
from verifier.words.loopholes import protects


def told(it: PropertyRepairs, full: bool = True, spell: Spell = british) -> tuple[TextPart, ...]:
    """The edits that close a way round a property, with what each of them does.

    If not in `full`, what fits a screen: all in full, or the first in full and the others a line each, or a line for
    each of them or of as many as there is room for; the number of the rest is told.
    """
    most = len(it.repairs)
    if full:
        return (part(_property(it, most, most), spell),)
    for in_full, listed in ((most, most), (1, most), *((0, n) for n in range(most, 1, -1))):
        lines = part(_property(it, in_full, listed), spell)
        if in_text([lines]).count("\n") < SCREEN:
            return (lines,)
    return (part(_property(it, 0, 1), spell),)


def told_of_all(
    results: Sequence[PropertyLoopholes], spell: Spell = british
) -> tuple[TextPart, ...]:
    """Which properties have ways round them."""
    lines = [*say.can_be_got_round(results)]
    if not lines:
        return (part(wrapped(say.NOTHING_TO_REPAIR, 0), spell),)
    return (part([each for line in (*lines, say.WHICH) for each in wrapped(line, 0)], spell),)


def _property(it: PropertyRepairs, in_full: int, listed: int) -> Iterator[Line]:
    """The first edits `in_full`, of the others those that are `listed` in a line."""
    title = f": {it.title}" if it.title else ""
    yield Head(f"{it.property}{title} ({it.file}:{it.line})")
    yield from wrapped(protects(it.protected), 2)
    yield from wrapped(say.found(it), 2)
    for reason in it.undetermined:
        yield from wrapped(say.not_all(reason), 2, "! ")
    kinds: dict[object, list[tuple[int, Repair]]] = {}
    for number, repair in enumerate(it.repairs, 1):
        kinds.setdefault(repair.does, []).append((number, repair))
    for shown, ((number, repair), *others) in enumerate([*kinds.values()][:listed]):
        alike = (
            [*wrapped(say.alike([n for n, _ in others], [each for _, each in others]), 5)]
            if others
            else []
        )
        if shown < in_full:
            yield ""
            yield from _repair(number, repair)
        else:
            yield from wrapped(say.in_a_line(repair), 2, f"{number}. ")
        yield from alike
    if in_full < len(kinds):
        rest = [each for them in [*kinds.values()][listed:] for each in them]
        yield from wrapped(say.in_full(in_full, len(rest)), 2)
    if it.closed_by_none and it.ways:
        yield ""
        yield f"  {say.UNCLOSED}"
        for way in it.closed_by_none:
            yield from wrapped(say.way(way), 4, "- ")
    if it.unsettled:
        yield ""
        yield f"  {say.UNSETTLED}"
        for each in it.unsettled:
            yield from wrapped(say.unsettled(each), 4, "- ")
    if it.perhaps_closed:
        yield ""
        yield f"  {say.PERHAPS_CLOSED}"
        for way in it.perhaps_closed:
            yield from wrapped(say.way(way), 4, "- ")
    # Where there is only room for lines, their number above is all.
    if it.past and (in_full or not kinds):
        yield ""
        yield f"  {say.PAST}"
        for way in it.past:
            yield from wrapped(say.way(way), 4, "- ")


def _repair(number: int, it: Repair) -> Iterator[Line]:
    yield from wrapped(f"{it.text} ({it.file}:{it.line})", 2, f"{number}. ")
    for line in it.diff:
        yield AsWritten(f"       {line}".rstrip())
    if it.closes:
        yield f"     {say.CLOSES}"
        for way in it.closes:
            yield from wrapped(say.way(way), 7, "- ")
    if it.opens:
        yield f"     {say.OPENS}"
        for way in it.opens:
            yield from wrapped(say.way(way), 7, "- ")
    yield from wrapped(say.left(it), 5)
    if it.changes:
        yield f"     {say.PROPERTIES}"
        for change in it.changes:
            yield from wrapped(say.verdict_change(change), 7, "- ")
    if it.costs:
        yield f"     {say.COSTS}"
        for cost in it.costs:
            yield from wrapped(say.cost(cost), 7, "- ")
    elif not (it.open or it.cut):
        yield f"     {say.NO_COSTS}"
    for more in it.cut:
        yield from wrapped(say.not_all_listed(more), 5, "! ")
    for reason in it.open:
        yield from wrapped(say.not_all(reason), 5, "! ")
