"""What `chart` answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import chart as results


@dataclass(frozen=True)
class VotesNeeded:
    """The votes for that it takes."""

    schema_name = "needed"

    enough: Annotated[int | None, Note("The fewest, whoever casts them; null: not so many attend.")]
    perhaps: Annotated[int | None, Note("The fewest, if the right ones cast them.")]
    exact: Annotated[
        str | None,
        Note("What is asked for, where that is no such number: 13.6, or > 10."),
    ]


@dataclass(frozen=True)
class TurnoutRow:
    """So many attend, those who do not vote for being against or abstaining."""

    schema_name = "turnout"

    attending: int
    opposed: VotesNeeded
    abstaining: VotesNeeded


@dataclass(frozen=True)
class TurnoutGrid:
    """Outcomes at one turnout: by votes for, and within each by votes against; the others abstain."""

    schema_name = "grid"

    attending: int
    outcomes: tuple[tuple[Literal["adopted", "not adopted", "depends"], ...], ...]


@dataclass(frozen=True)
class BodyChart:
    """The votes of one body."""

    schema_name = "body"

    body: str
    voters: Annotated[int, Note("How many may vote there.")]
    recused: tuple[str, ...]
    held: Annotated[tuple[str, ...], Note("What is taken for granted besides, a sentence each.")]
    rows: tuple[TurnoutRow, ...]
    every: Annotated[bool, Note("Whether each number that may attend has a row.")]
    grid: TurnoutGrid | None
    too_many: Annotated[
        bool,
        Note("Whether there are too many ways to share out the votes: then there are no rows."),
    ]


@dataclass(frozen=True)
class PowerChart:
    """One power, for one decision under one reading."""

    schema_name = "specification"

    file: str
    title: str
    power: str
    start: Annotated[datetime.date | None, Note("The first day of that time; null: always.")]
    decision: Mapping[str, str]
    effects: tuple[str, ...]
    readings: Mapping[str, str]
    clauses: Annotated[tuple[str, ...], Note("What applies besides the power.")]
    bodies: tuple[BodyChart, ...]


@dataclass(frozen=True)
class Answer:
    """Outcomes by votes for and against."""

    specifications: tuple[PowerChart, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.PowerChart], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept it from being given."""
    return json_text(written(Answer(tuple(map(_chart, them)), tuple(errors), tool())))


def _chart(it: results.PowerChart) -> PowerChart:
    return PowerChart(
        it.file,
        it.title,
        it.power,
        it.start,
        it.decision,
        it.effects,
        it.readings,
        it.clauses,
        tuple(map(_body, it.bodies)),
    )


def _body(it: results.BodyChart) -> BodyChart:
    rows = tuple(
        TurnoutRow(r.attending, _needed(r.opposed), _needed(r.abstaining)) for r in it.rows
    )
    grid = None
    if it.grid is not None:
        said = tuple(tuple(_OUTCOMES[each] for each in row) for row in it.grid.outcomes)
        grid = TurnoutGrid(it.grid.attending, said)
    return BodyChart(it.body, it.voters, it.recused, it.held, rows, it.every, grid, it.too_many)


def _needed(it: results.VotesNeeded) -> VotesNeeded:
    return VotesNeeded(it.enough, it.perhaps, it.exact)


_OUTCOMES: Mapping[results.ChartOutcome, Literal["adopted", "not adopted", "depends"]] = {
    results.ChartOutcome.ADOPTED: "adopted",
    results.ChartOutcome.NOT_ADOPTED: "not adopted",
    results.ChartOutcome.DEPENDS: "depends",
}
