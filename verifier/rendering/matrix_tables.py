"""The matrix as a table: Markdown, and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from verifier.matrix.results import Matrix
from verifier.rendering.wrapping import Spell, british
from verifier.words import matrix as say


def render_markdown(matrix: Matrix, spell: Spell = british) -> str:
    """A heading, a table, and what is to be known besides."""
    columns = [spell(name) for name in say.COLUMNS]
    lines = [f"# {spell(say.heading(matrix))}", "", _line(columns), _line(["---"] * len(columns))]
    lines += [_line([_escaped(spell(field)) for field in fields]) for fields in _fields(matrix)]
    notes = [
        *([say.MORE] if matrix.more else []),
        *([say.undetermined(matrix.undetermined)] if matrix.undetermined else []),
        *([say.never_sentence(matrix.never)] if matrix.never else []),
        say.EXPLANATION,
    ]
    return "\n".join([*lines, *(line for note in notes for line in ("", spell(note)))])


def _line(fields: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(fields)} |"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("_", "\\_").replace("<", "\\<")


def render_csv(matrix: Matrix, spell: Spell = british) -> str:
    """One line for each class, reading that matters and power, with a line of headings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(spell(name) for name in say.COLUMNS)
    writer.writerows([spell(field) for field in fields] for fields in _fields(matrix))
    return out.getvalue().rstrip("\n")


def _fields(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    for row in matrix.rows:
        for cell in row.cells:
            yield say.fields(row, cell)
