"""What `readings` answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.stories import Scenario, scenario_or_none
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import readings as results


@dataclass(frozen=True)
class Parting:
    """A vote adopted with the clause read as `adopting` and not with it read as `failing`."""

    schema_name = "parting"

    adopting: str
    failing: str
    happens: Annotated[
        bool | None, Note("Whether there is one; null where a limit kept that open.")
    ]
    smallest: Annotated[
        Scenario | None,
        Note(
            "One in which as few as can be vote, attend without a vote, consent or cast a casting vote; `otherwise`"
            " is the same with the other reading."
        ),
    ]
    open: Annotated[str | None, Note("What a limit kept open, and which.")]


@dataclass(frozen=True)
class ComparedPair:
    """Two readings of a clause in force."""

    schema_name = "pair"

    kind: str
    clause: str
    one: str
    other: str
    parts: Annotated[
        bool | None,
        Note("Whether any decision has another outcome on any ballot; null where that is open."),
    ]
    partings: tuple[Parting, ...]
    file: str
    line: int


@dataclass(frozen=True)
class ComparedReadings:
    """Where the readings of one specification part, as its rules stand after the last event."""

    schema_name = "specification"

    file: str
    title: str
    start: Annotated[datetime.date | None, Note("The first day of that time; null: always.")]
    pairs: tuple[ComparedPair, ...]
    assumptions: tuple[str, ...]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Where the readings of clauses part."""

    specifications: tuple[ComparedReadings, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    them: Sequence[results.ComparedReadings], errors: Sequence[Error] = ()
) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.ComparedReadings) -> ComparedReadings:
    """One specification's pairs."""
    return ComparedReadings(
        it.file, it.title, it.start, tuple(map(_pair, it.pairs)), it.assumptions, it.undetermined
    )


def _pair(it: results.ComparedPair) -> ComparedPair:
    partings = tuple(
        Parting(p.adopting, p.failing, p.happens, scenario_or_none(p.scenario), p.open)
        for p in it.partings
    )
    return ComparedPair(it.kind, it.clause, it.one, it.other, it.parts, partings, it.file, it.line)
