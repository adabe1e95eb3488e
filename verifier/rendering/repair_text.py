"""Repairs as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.output.text import Printable
from verifier.rendering.wrapping import AsWritten, Line, Spell, british, printed, wrapped
from verifier.repair.results import PropertyRepairs, Repair
from verifier.words import repair as say
from verifier.words.loopholes import protects


def render_text(it: PropertyRepairs, spell: Spell = british) -> Printable:
    """The edits that close a way round a property, with what each of them does."""
    return printed(_property(it), spell)


def _property(it: PropertyRepairs) -> Iterator[Line]:
    title = f": {it.title}" if it.title else ""
    yield f"{it.property}{title} ({it.file}:{it.line})"
    yield from wrapped(protects(it.protected), 2)
    yield from wrapped(say.found(it), 2)
    for reason in it.undetermined:
        yield from wrapped(say.not_all(reason), 2, "! ")
    for number, repair in enumerate(it.repairs, 1):
        yield ""
        yield from _repair(number, repair)
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
    if it.past:
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
