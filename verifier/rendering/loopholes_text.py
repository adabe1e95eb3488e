"""Loopholes as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.loopholes.results import Loophole, PropertyLoopholes
from verifier.output.text import Printable, blocks, one_line
from verifier.rendering.wrapping import Line, Spell, british, located, printed, wrapped
from verifier.words import loopholes as say


def render_text(
    results: Sequence[PropertyLoopholes], brief: bool, spell: Spell = british
) -> Printable:
    """All results, a property after the other."""
    if not results:
        return one_line(spell(say.NOTHING_PROTECTED))
    return blocks(printed(_property(result, brief), spell) for result in results)


def _property(result: PropertyLoopholes, brief: bool) -> Iterator[Line]:
    title = f": {result.title}" if result.title not in ("", result.property) else ""
    yield f"{result.property}{title} ({result.file}:{result.line})"
    yield from wrapped(say.protects(result.protected), 2)
    open_ones = [each for each in result.loopholes if each.accepted is None]
    accepted = [each for each in result.loopholes if each.accepted is not None]
    yield from wrapped(say.counted(result), 2)
    for loophole in open_ones:
        yield from _loophole(loophole, brief)
    if accepted:
        yield f"  {say.ACCEPTED}"
        for loophole in accepted:
            yield from _loophole(loophole, brief)
    for stale in result.stale:
        text = say.stale(stale.kind, stale.name or "", stale.reason)
        yield from wrapped(located(text, stale.file, stale.line), 2, "! ")
    if not brief:
        yield f"  {say.ASSUMING}"
        for assumption in result.assumptions:
            yield from wrapped(assumption, 4, "- ")


def _loophole(loophole: Loophole, brief: bool) -> Iterator[Line]:
    if not brief:
        yield ""
    sets = [[located(o.text, o.file, o.line) for o in each.openings] for each in loophole.sets]
    yield from wrapped(f"{loophole.name}  {say.finding(sets)}", 2)
    if brief:
        return
    yield from wrapped(say.mechanism(loophole), 5)
    if loophole.weakest is not None:
        weakest = loophole.weakest
        yield from wrapped(located(say.rests_on(weakest), weakest.file, weakest.line), 5)
    for each in loophole.sets:
        if each.accepted is not None:
            text = say.accepted(each.accepted)
            yield from wrapped(located(text, each.accepted.file, each.accepted.line), 5)
    for sentence in loophole.scenario.text:
        yield from wrapped(sentence, 7)
