"""`chart` as text and as a document: the same facts."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.visible import visible
from verifier.output.text import Printable, blocks
from verifier.rendering.document.blocks import (
    Block,
    Chapter,
    Picture,
    RenderedDocument,
)
from verifier.rendering.document.of_parts import of_rows, of_sentences, plain_document
from verifier.rendering.wrapping import Columns, Line, Spell, british, printed, wrapped
from verifier.results.chart import BodyChart, PowerChart
from verifier.words import chart as say

__all__ = ["document", "render_text"]


def render_text(found: PowerChart, _: bool = True, spell: Spell = british) -> Printable:
    """The decision, and a table for each body."""
    above = [line for text in (say.heading(found), *say.given(found)) for line in wrapped(text, 0)]
    return blocks(
        [printed(above, spell), *(printed(list(_body(each)), spell) for each in found.bodies)]
    )


def _body(it: BodyChart) -> Iterator[Line]:
    yield from wrapped(say.body(it), 0)
    for sentence in it.held:
        yield from wrapped(sentence, 2)
    if it.too_many:
        yield from wrapped(say.too_many(it), 2)
        return
    if it.grid is None:
        yield Columns((say.COLUMNS, *map(say.cells, it.rows)), wide=2, right=(0,))
        if not it.every:
            yield from wrapped(say.some_rows(), 0)
        return
    yield from wrapped(say.grid_heading(it), 0)
    columns = say.grid_columns(it)
    last = len(columns) - 1
    yield Columns((columns, *_grid(it)), wide=last, right=tuple(range(last)))


def _grid(it: BodyChart) -> Iterator[tuple[str, ...]]:
    assert it.grid is not None
    for votes, row in enumerate(it.grid.outcomes):
        marks = [say.GRID[outcome] for outcome in row]
        yield (f"{votes}", *marks, *[""] * (it.grid.attending + 1 - len(marks)))


def document(found: PowerChart, spell: Spell = british, drawn: bool = False) -> RenderedDocument:
    """The decision, and a table for each body; also a picture of it, if it is to be `drawn`."""
    chapters = [Chapter("", "", (of_sentences(say.given(found), spell),))]
    for index, it in enumerate(found.bodies):
        inside: list[Block] = [of_sentences(it.held, spell)] if it.held else []
        if it.too_many:
            inside.append(of_sentences([say.too_many(it)], spell))
        elif it.grid is not None:
            inside.append(of_sentences([say.grid_heading(it)], spell))
            inside.append(of_rows(say.grid_columns(it), list(_grid(it)), spell))
        else:
            if drawn:
                inside.append(_picture(it, index))
            inside.append(of_rows(say.COLUMNS, [say.cells(row) for row in it.rows], spell))
            inside += [] if it.every else [of_sentences([say.some_rows()], spell)]
        chapters.append(Chapter("", visible(spell(say.body(it))), tuple(inside)))
    return plain_document(spell(say.heading(found)), chapters, spell is not british)


def _picture(it: BodyChart, index: int) -> Picture:
    from verifier.rendering.pictures.thresholds import thresholds

    return Picture(thresholds(it, f"chart-{index}"), say.picture_title(it), say.picture_text(it))
