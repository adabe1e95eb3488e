"""What `chart` answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import chart as results
from verifier.results.chart import BodyChart


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
        it.bodies,
    )
