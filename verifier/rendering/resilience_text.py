"""`resilience` as text and as a document: the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.output.text import Printable, blocks
from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.document.of_parts import of_rows, of_table
from verifier.rendering.wrapping import SCREEN, Line, Spell, british, printed, wrapped
from verifier.results.resilience import Resilience, ResilientClass
from verifier.words import resilience as say

__all__ = ["document", "render_text"]


def render_text(found: Resilience, every: bool = False, spell: Spell = british) -> Printable:
    """Classes of which the same is so together, those first of whom the fewest departures stop all.

    As many as fit on a screen, or `every` one; and what is said of all of it.
    """
    above = printed([*wrapped(say.heading(found), 0), *wrapped(say.counts(found), 0)], spell)
    groups = sorted(_alike(found), key=lambda it: _fewest(it[0]))
    parts = [_part(classes, sentences, spell) for classes, sentences in groups]
    below = printed([line for it in say.below(found) for line in wrapped(it, 0)], spell)
    shown = len(parts)
    if not every:
        room = SCREEN - _height(above) - _height(below) - 2
        shown = next(
            (n for n in range(len(parts), 1, -1) if sum(map(_height, parts[:n])) <= room), 1
        )
    left = sum(len(classes) for classes, _ in groups[shown:])
    more = [printed([*wrapped(say.left_out(left), 0)], spell)] if left else []
    return blocks([above, *parts[:shown], *more, below])


def _part(classes: Sequence[ResilientClass], sentences: Sequence[str], spell: Spell) -> Printable:
    lines: list[Line] = [line for each in classes for line in wrapped(say.which(each), 0)]
    lines += [line for sentence in sentences for line in wrapped(sentence, 2)]
    return printed(lines, spell)


def _height(part: Printable) -> int:
    """How many lines it takes, with the empty one below it."""
    return part.count("\n") + 2


def _alike(found: Resilience) -> Iterator[tuple[list[ResilientClass], tuple[str, ...]]]:
    """The classes of which the same is said; and that."""
    together: dict[tuple[str, ...], list[ResilientClass]] = {}
    for each in found.classes:
        together.setdefault(tuple(say.sentences(each)), []).append(each)
    for sentences, classes in together.items():
        yield classes, sentences


def _fewest(classes: Sequence[ResilientClass]) -> int:
    """The fewest departures of a kind after which nothing of them can pass; those of which none is known come last."""
    stops = [stop for body in classes[0].bodies for stop in body.standstills]
    numbers = [stop.number for stop in (classes[0].silent, *stops) if stop.number is not None]
    return min(numbers, default=10**9)


def document(found: Resilience, spell: Spell = british) -> RenderedDocument:
    """A row for each class and sentence, and what is said of all of it."""
    rows = [
        (say.which(each), sentence) for each in found.classes for sentence in say.sentences(each)
    ]
    sentences = (say.counts(found), *say.below(found))
    table = of_rows(say.COLUMNS, rows, spell) if rows else None
    return of_table(found.title, table, sentences, spell)
