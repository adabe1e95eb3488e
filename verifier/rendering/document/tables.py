"""The matrix of reserved matters."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.matrix.results import Cell, Row
from verifier.rendering.document.blocks import Block, Paragraph, Runs, Table
from verifier.review.results import Review
from verifier.words import matrix as matrix_words
from verifier.words import report as say


def matrix(review: Review) -> Iterator[Block]:
    """A line for each class of decision, and each reading that matters."""
    it = review.matrix
    if it is None:
        yield Paragraph((say.NO_POWERS,))
        return
    header = tuple(column[:1].upper() + column[1:] for column in matrix_words.COLUMNS)
    rows = tuple(_cell(row, cell) for row in it.rows for cell in row.cells)
    yield Table(say.MATRIX, header, rows, tuple(100 // len(header) for _ in header))
    if it.more:
        yield Paragraph((matrix_words.MORE,))
    if it.undetermined:
        yield Paragraph((matrix_words.undetermined(it.undetermined),))
    if it.never:
        yield Paragraph((matrix_words.never_sentence(it.never),))
    yield Paragraph((matrix_words.EXPLANATION,), "small")


def _cell(row: Row, cell: Cell) -> tuple[Runs, ...]:
    decided = cell.can_pass in ("every", "some")
    outcome = matrix_words.outcome(row, cell)
    besides = [matrix_words.besides(row), outcome if decided else ""]
    fields = (
        row.text,
        matrix_words.readings(cell.readings).removeprefix("reading "),
        " or ".join(way.power for way in cell.ways),
        "; or ".join(matrix_words.needs(way) for way in cell.ways) if decided else outcome,
        cell.holders_text if decided else "",
        matrix_words.span(cell.block) if decided else "",
        matrix_words.span(cell.carry) if decided else "",
        "; ".join(each for each in besides if each),
    )
    return tuple((field,) for field in fields)
