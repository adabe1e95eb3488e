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
    for number, loophole in enumerate(open_ones, 1):
        yield from _loophole(number, loophole, brief)
    if accepted:
        yield f"  {say.ACCEPTED}"
        for number, loophole in enumerate(accepted, len(open_ones) + 1):
            yield from _loophole(number, loophole, brief)
    for stale in result.stale:
        text = say.stale(stale.kind, stale.name or "", stale.reason)
        yield from wrapped(located(text, stale.file, stale.line), 2, "! ")
    if not brief:
        yield f"  {say.ASSUMING}"
        for assumption in result.assumptions:
            yield from wrapped(assumption, 4, "- ")


def _loophole(number: int, loophole: Loophole, brief: bool) -> Iterator[Line]:
    if not brief:
        yield ""
    what = say.smallest([located(o.text, o.file, o.line) for o in loophole.openings])
    yield from wrapped(what, 2, f"{number}. ")
    if brief:
        return
    yield from wrapped(say.mechanism(loophole), 5)
    if loophole.accepted is not None:
        text = say.accepted(loophole.accepted)
        yield from wrapped(located(text, loophole.accepted.file, loophole.accepted.line), 5)
    for sentence in loophole.scenario.text:
        yield from wrapped(sentence, 7)
