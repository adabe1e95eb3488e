"""The matrix as a table: Markdown, and CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.matrix.results import Matrix
from verifier.output import markdown
from verifier.output.formats import table
from verifier.output.text import Printable, blocks, stacked
from verifier.rendering.wrapping import Spell, british
from verifier.words import matrix as say


def render_markdown(matrix: Matrix, spell: Spell = british) -> Printable:
    """A heading, a table, and what is to be known besides."""
    head = [spell(name) for name in say.COLUMNS]
    body = [[spell(field) for field in fields] for fields in _fields(matrix)]
    notes = [
        *say.notes(matrix),
        say.EXPLANATION,
    ]
    return blocks(
        [
            markdown.heading(spell(say.heading(matrix))),
            stacked(markdown.rows(head, body)),
            *(markdown.paragraph(spell(note)) for note in notes),
        ]
    )


def render_csv(matrix: Matrix, spell: Spell = british) -> Printable:
    """One line for each class, reading that matters and power, with a line of headings."""
    rows = (say.COLUMNS, *_fields(matrix))
    return table([spell(field) for field in fields] for fields in rows)


def _fields(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for row in matrix.rows:
        for cell in row.cells:
            yield say.fields(row, cell)
    for sentence in say.not_settled(matrix):
        yield (sentence, *[""] * (len(say.COLUMNS) - 1))
