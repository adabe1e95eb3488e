"""What `entrenchment` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import entrenchment as results
from verifier.results.entrenchment import Hold, LockOut, Route

Readings = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Stop:
    """Those each of whom alone can stop changes of it by voting against."""

    parties: tuple[str, ...]
    how: Annotated[
        Hold,
        Note(
            "Every change at every state that decisions can reach; every change as the rules stand, but not once the"
            " steps are taken; or some changes only."
        ),
    ]
    readings: Annotated[
        Readings,
        Note("Clause to reading: under which it is so; empty where however the rules are read."),
    ]
    meetings: Annotated[
        int, Note("The decisions of the steps, and the change that they cannot stop then.")
    ]
    steps: Annotated[tuple[str, ...], Note("What comes before a change that they cannot stop.")]


@dataclass(frozen=True)
class ChangeableRow:
    """A rule or a seat, who can change it, and what keeps it."""

    schema_name = "row"

    kind: str
    name: str
    text: str
    fixed: Annotated[str | None, Note("Why nothing can change it; null where something may.")]
    changed_by: Annotated[
        tuple[Route, ...], Note("The powers that can change it as the rules stand.")
    ]
    changed_by_open: Annotated[
        tuple[str, ...], Note("Powers of which a limit kept open whether they can change it.")
    ]
    meetings_before_any_change: Annotated[
        int | None,
        Note(
            "Where nobody can change it at once: after how many meetings somebody can, the fewest that were found;"
            " else null."
        ),
    ]
    ever_open: Annotated[
        bool, Note("Whether a limit kept open if and when it can ever be changed.")
    ]
    stopped_by: tuple[Stop, ...]
    stopped_for_good_by: Annotated[
        tuple[str, ...],
        Note(
            "Each of these alone can stop every change of it at every state that decisions can reach, however the"
            " rules are read."
        ),
    ]
    protects_itself_for: tuple[str, ...]
    stopped_open: Annotated[
        tuple[str, ...],
        Note(
            "Parties of which a limit kept open what they can stop, or whether it protects itself for them."
        ),
    ]
    file: str
    line: int


@dataclass(frozen=True)
class Entrenchment:
    """Who can change which rule or seat of one specification, by those asked about."""

    schema_name = "specification"

    file: str
    title: str
    parties: Annotated[tuple[str, ...], Note("Those asked about.")]
    rows: tuple[ChangeableRow, ...]
    lock_outs: tuple[LockOut, ...]
    lock_outs_open: Annotated[
        bool,
        Note("Whether a limit kept open if the rules can lock themselves (in yet another way)."),
    ]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Who can change which rule or seat, and what protects that."""

    specifications: tuple[Entrenchment, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.Entrenchment], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.Entrenchment) -> Entrenchment:
    """One specification's table."""
    return Entrenchment(
        it.file,
        it.title,
        it.parties,
        tuple(map(_row, it.rows)),
        it.lock_outs,
        it.lock_outs_open,
        it.undetermined,
    )


def _row(it: results.ChangeableRow) -> ChangeableRow:
    return ChangeableRow(
        it.kind,
        it.name,
        it.text,
        it.fixed,
        it.routes,
        it.routes_open,
        None if it.later is None else it.later - 1,
        it.later_open,
        tuple(Stop(s.parties, s.hold, s.readings, s.meetings, s.steps) for s in it.stops),
        it.stopped(Hold.FOR_GOOD),
        it.protects_itself,
        it.stopped_open,
        it.file,
        it.line,
    )
