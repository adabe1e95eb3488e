"""The matrix as a table: in a document, and CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.visible import visible
from verifier.output.formats import table
from verifier.output.text import Printable
from verifier.rendering.document.blocks import Chapter, Paragraph, RenderedDocument
from verifier.rendering.document.of_parts import of_rows, plain_document
from verifier.rendering.wrapping import Spell, british
from verifier.results.matrix import Matrix
from verifier.words import matrix as say


def document(matrix: Matrix, spell: Spell = british) -> RenderedDocument:
    """A heading, a table, and what is to be known besides."""
    notes = [*say.notes(matrix), say.EXPLANATION]
    below = (Paragraph((visible(spell(note)),)) for note in notes)
    table = of_rows(say.COLUMNS, list(_fields(matrix)), spell)
    title = spell(say.heading(matrix))
    return plain_document(title, [Chapter("", "", (table, *below))], spell is not british)


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
