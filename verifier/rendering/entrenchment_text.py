"""`entrenchment` as text and as a document: the same facts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from policy_dsl.visible import visible
from verifier.output.text import Printable, blocks, lines
from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.document.of_parts import of_rows, of_table
from verifier.rendering.wrapping import WIDTH, Line, Spell, british, printed, wrapped
from verifier.results.entrenchment import ChangeableRow, Entrenchment
from verifier.words import entrenchment as say

__all__ = ["document", "render_text"]

_COLUMNS = (34, 36, 26)


def render_text(table: Entrenchment, in_full: bool = False, spell: Spell = british) -> Printable:
    """What is changed and stopped alike together, on one screen, or a table; and what there is to say below it."""
    if in_full:
        return _whole_table(table, spell)
    above = [*wrapped(say.heading(table), 0), *wrapped(say.counts(table), 0)]
    parts = [printed(above, spell)]
    for names, changed, stopped in say.groups(table):
        lines_of = [*wrapped(names, 0), *wrapped(changed, 2), *wrapped(stopped, 2)]
        parts.append(printed(lines_of, spell))
    return blocks([*parts, printed(_below(table), spell)])


def _below(table: Entrenchment) -> list[Line]:
    return [line for sentence in say.below(table) for line in wrapped(sentence, 0)]


def _whole_table(table: Entrenchment, spell: Spell) -> Printable:
    """A row for each rule and seat, with its title, in a table that fits a terminal; and what stands below it."""
    above = list(_cells([spell(text) for text in say.HEADINGS]))
    above.append("  ".join("-" * width for width in _COLUMNS))
    for row in table.rows:
        above += _cells([spell(text) for text in _row(row)])
    heading = printed(wrapped(say.heading(table), 0), spell)
    return blocks([heading, lines(line.rstrip() for line in above), printed(_below(table), spell)])


def _row(row: ChangeableRow) -> tuple[str, str, str]:
    return row.text, say.changed_by(row), say.stopped_by(row)


def _cells(texts: Sequence[str]) -> Iterator[str]:
    columns = [
        textwrap.wrap(visible(text), width, break_long_words=True, break_on_hyphens=False) or [""]
        for text, width in zip(texts, _COLUMNS, strict=True)
    ]
    for index in range(max(len(column) for column in columns)):
        cells = [column[index] if index < len(column) else "" for column in columns]
        yield "  ".join(f"{cell:<{w}}" for cell, w in zip(cells, _COLUMNS, strict=True))[:WIDTH]


def document(table: Entrenchment, spell: Spell = british) -> RenderedDocument:
    """A table, and below it what there is to say besides."""
    rows = of_rows(say.HEADINGS, [_row(row) for row in table.rows], spell)
    return of_table(table.title, rows, say.below(table), spell)
