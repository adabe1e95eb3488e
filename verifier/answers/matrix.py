"""What `matrix` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.answers.which_decisions import as_condition
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import matrix as results
from verifier.results.matrix import CanPass, DecidingPower, Holder, ScaleStep, UnlistedClauses
from verifier.words import matrix as words


@dataclass(frozen=True)
class NumberRange:
    """The fewest parties that suffice, for the decision where it is least and where it is most.

    Null: no number does.
    """

    schema_name = "span"

    least: int
    most: int | None
    decided: bool


@dataclass(frozen=True)
class Scale:
    """The numbers by how many of some parties an attribute names, where nothing else makes a difference.

    `left_out`: numbers between the last two steps are not worked out.
    """

    attribute: str
    of: tuple[str, ...]
    steps: tuple[ScaleStep, ...]
    left_out: bool


@dataclass(frozen=True)
class MatrixCell:
    """What is so under some readings; none listed: however the rules are read."""

    schema_name = "cell"

    readings: tuple[Mapping[str, str], ...]
    powers: tuple[DecidingPower, ...]
    can_pass: CanPass
    can_block_alone: tuple[Holder, ...]
    block: NumberRange | None
    carry: NumberRange | None
    undetermined: str | None
    because: Annotated[str | None, Note("Why no power can take such decisions, where none can.")]
    scale: Scale | None


@dataclass(frozen=True)
class MatrixRow:
    """A class of decisions: `decision` in words, `when` as the language writes it (null: every decision)."""

    schema_name = "row"

    decision: str
    when: str | None
    exact: bool
    cells: tuple[MatrixCell, ...]
    exceptions: tuple[str, ...]
    recusals: tuple[str, ...]
    prohibitions: tuple[str, ...]
    because: Annotated[str | None, Note("Why no power can take it.")]
    power: Annotated[
        str | None,
        Note(
            "The power that alone is spoken of; null where the row is about a class of decisions."
        ),
    ]
    applying: Annotated[
        tuple[str, ...],
        Note(
            "Where one power alone is spoken of: the row is about decisions to which, of the clauses that bear on"
            " them, just these apply."
        ),
    ]


@dataclass(frozen=True)
class Matrix:
    """A specification's classes of decision at one time; `before` is the first day after it."""

    file: str
    title: str
    from_: date | None
    before: date | None
    rows: tuple[MatrixRow, ...]
    no_power_may: str | None
    decided: bool
    more: Annotated[
        bool,
        Note(
            "There are more classes than can be listed, so each row is about decisions by one power alone."
        ),
    ]
    left_out: Annotated[tuple[UnlistedClauses, ...], Note("What there is no room for.")]
    undetermined: str | None
    undescribed: Annotated[
        tuple[str, ...],
        Note("For each class of which a limit kept open which decisions it has: which limit."),
    ]


@dataclass(frozen=True)
class Answer:
    """Who decides what: the classes of decision that the rules distinguish."""

    matrices: tuple[Matrix, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.Matrix], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other matrices from being made."""
    return json_text(written(Answer(tuple(map(matrix, them)), tuple(errors), tool())))


def matrix(it: results.Matrix) -> Matrix:
    """The matrix at one time."""
    return Matrix(
        it.file,
        it.title,
        it.start,
        it.end,
        tuple(map(_row, it.rows)),
        words.never(it.never) or None,
        it.decided,
        it.more,
        it.left_out,
        it.undetermined,
        it.undescribed,
    )


def _row(it: results.MatrixRow) -> MatrixRow:
    return MatrixRow(
        it.text,
        as_condition(it.condition),
        it.exact,
        tuple(map(_cell, it.cells)),
        it.exemptions,
        it.recusals,
        it.prohibitions,
        it.because or None,
        it.power or None,
        it.applying,
    )


def _cell(it: results.MatrixCell) -> MatrixCell:
    return MatrixCell(
        it.readings,
        it.powers,
        it.can_pass,
        it.holders,
        _span(it.block),
        _span(it.carry),
        it.undetermined,
        it.because or None,
        None if it.scale is None else _scale(it.scale),
    )


def _scale(it: results.Scale) -> Scale:
    return Scale(it.attribute, it.parties, it.steps, it.left_out)


def _span(it: results.NumberRange | None) -> NumberRange | None:
    return None if it is None else NumberRange(it.least, it.most, not it.open)
