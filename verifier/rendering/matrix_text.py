"""The matrix as text for people: a class of decisions after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.output.text import Printable, blocks, one_line
from verifier.rendering.wrapping import Line, Spell, british, printed, wrapped
from verifier.results.matrix import DecidingPower, Matrix, MatrixCell, MatrixRow
from verifier.results.matrix_ways import ways_by_readings
from verifier.words import matrix as say


def heading(matrix: Matrix, spell: Spell = british) -> Printable:
    """What it is a matrix of."""
    said = one_line(spell(say.heading(matrix)))
    return blocks([said, printed(wrapped(say.BY_POWER, 0), spell)]) if matrix.more else said


def row_of(row: MatrixRow, spell: Spell = british, above: MatrixRow | None = None) -> Printable:
    """One class of decisions; how it is decided only where that differs from the class that stands `above`."""
    alike = above is not None and list(_decided(row)) == list(_decided(above))
    return printed(_like(row, above) if above is not None and alike else _row(row), spell)


def rest(matrix: Matrix, spell: Spell = british) -> Printable:
    """What stands below the rows."""
    found = [printed(wrapped(sentence, 0), spell) for sentence in say.not_settled(matrix)]
    if not matrix.rows and matrix.decided:
        found.append(one_line(spell(say.NO_CLASSES)))
    return blocks([*found, printed(_below(matrix), spell)])


def _row(row: MatrixRow) -> Iterator[Line]:
    yield from wrapped(row.text, 0)
    yield from _decided(row)
    besides = say.besides(row)
    if besides:
        yield from wrapped(say.in_play(besides), 2)
    if not row.exact:
        yield from wrapped(say.OTHERS, 2)


def _like(row: MatrixRow, above: MatrixRow) -> Iterator[Line]:
    yield from wrapped(row.text, 0)
    yield from wrapped(say.like(say.besides(row), say.besides(above)), 2)
    if not row.exact:
        yield from wrapped(say.OTHERS, 2)


def _decided(row: MatrixRow) -> Iterator[Line]:
    if row.same_numbers:
        for way, readings in ways_by_readings(row):
            yield from _ways([way], say.readings(readings))
        yield from _numbers(row, row.cells[0], 2)
    else:
        for cell in row.cells:
            yield from wrapped(f"{say.readings(cell.readings)}:", 2)
            yield from _ways(cell.powers, "", 4)
            yield from _numbers(row, cell, 4)


def _ways(ways: Sequence[DecidingPower], under: str, indent: int = 2) -> Iterator[Line]:
    for way in ways:
        said = f"{way.power}, {under}: " if under else f"{way.power}: "
        yield from wrapped(said + say.needs(way), indent)


def _numbers(row: MatrixRow, cell: MatrixCell, indent: int) -> Iterator[Line]:
    outcome = say.outcome(cell)
    if outcome:
        yield from wrapped(outcome, indent)
    if cell.can_pass in ("every", "some"):
        yield from wrapped(say.votes(cell), indent)
    if cell.scale is not None:
        yield from wrapped(say.scale(cell.scale), indent)


def _below(matrix: Matrix) -> Iterator[Line]:
    for note in say.notes_below(matrix):
        yield from wrapped(note, 0)
    yield from wrapped(say.EXPLANATION, 0)
