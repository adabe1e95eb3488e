"""What `decide` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.motions import Decisive, Fault, decided_by, fault
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.records import faults
from verifier.records.judging import Decided
from verifier.records.occasion import Occasion
from verifier.records.occasion_lines import reasons, situation
from verifier.results import Note
from verifier.results.open_votes import FurtherAct, OpenVote, RollCall, Standing


@dataclass(frozen=True)
class FewestFurtherActs:
    """The fewest further acts that bring about an outcome."""

    schema_name = "fewest"

    adopted: bool
    certain: Annotated[bool, Note("Whatever all others still do; false: if they do nothing more.")]
    number: Annotated[int | None, Note("Null where a limit kept it open.")]
    ways: Annotated[
        tuple[tuple[FurtherAct, ...], ...],
        Note("Smallest sets of such acts: of some of those who are alike, so many do this."),
    ]
    more: Annotated[bool, Note("Whether there are more such sets.")]
    open: Annotated[str | None, Note("Why it is not known.")]


@dataclass(frozen=True)
class VoteToBeCompleted:
    """How a vote stands of which some is still to come."""

    schema_name = "open_vote"

    standing: Literal["carried", "lost", "open", "unknown"]
    adopted_now: Annotated[bool, Note("What comes of it if nothing more comes.")]
    to_come: tuple[FurtherAct, ...]
    fewest: tuple[FewestFurtherActs, ...]
    because: Annotated[str | None, Note("Why it is not known how it stands.")]


@dataclass(frozen=True)
class OutcomeUnderReading:
    """What the rules say if clauses are read so."""

    schema_name = "reading"

    readings: Annotated[Mapping[str, str], Note("The reading of each ambiguous clause.")]
    adopted: bool
    powers: Annotated[tuple[str, ...], Note("The powers by which it is adopted.")]
    decided_by: Annotated[tuple[Decisive, ...], Note("The most telling first.")]
    situation: Annotated[tuple[str, ...], Note("The decision and the votes, a sentence each.")]
    text: Annotated[
        tuple[str, ...],
        Note("What the rules make of it, clause by clause, a sentence each."),
    ]
    open_vote: Annotated[
        VoteToBeCompleted | None,
        Note("Where some is still to come: all else is as if nothing more came."),
    ]


@dataclass(frozen=True)
class Motion:
    """A recorded motion before the rules of its day."""

    file: Annotated[str, Note("The record.")]
    line: int
    motion: Annotated[str, Note("What the record calls it; may be empty.")]
    date: date | None
    adopted: Annotated[
        bool | None,
        Note(
            "By the rules; null where that depends on how a clause is read, or on what is still to come."
        ),
    ]
    recorded: Annotated[bool | None, Note("By the record; null where it does not say.")]
    agrees: Annotated[
        bool | None,
        Note("Whether the record has the outcome of the rules; null where either is null."),
    ]
    roll_call: Annotated[
        RollCall | None, Note("Where it is a roll call of one body alone: what came of it there.")
    ]
    depends_on_who_voted: Annotated[
        bool,
        Note(
            "Votes are told in numbers alone, and it depends on whose they were: there are answers for two cases."
        ),
    ]
    not_known: Annotated[
        str | None, Note("Why it is not known whether that depends on whose they were.")
    ]
    notes: Annotated[tuple[str, ...], Note("Vacant seats, and totals that differ from the roll.")]
    not_counted: Annotated[
        tuple[str, ...], Note("Votes that were recorded and do not count, and why.")
    ]
    answers: Annotated[
        tuple[OutcomeUnderReading, ...],
        Note("One for each way to read the clauses that the record leaves open."),
    ]


@dataclass(frozen=True)
class Answer:
    """Recorded motions before the rules of their day."""

    file: Annotated[str, Note("The specification.")]
    motions: tuple[Motion, ...]
    faults: Annotated[
        tuple[Fault, ...],
        Note("What is wrong with records; what they are about was not decided."),
    ]
    notes: Annotated[
        tuple[Fault, ...], Note("What of the records was not read, and by which mapping they were.")
    ]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    file: str,
    them: Sequence[Decided] = (),
    wrong: Sequence[faults.Fault] = (),
    errors: Sequence[Error] = (),
    notes: Sequence[faults.Fault] = (),
) -> Printable:
    """The answer as JSON."""
    answer = Answer(
        file,
        tuple(map(_motion, them)),
        tuple(map(fault, wrong)),
        tuple(map(fault, notes)),
        tuple(errors),
        tool(),
    )
    return json_text(written(answer))


def _motion(it: Decided) -> Motion:
    return Motion(
        it.recorded.file,
        it.recorded.spot.line,
        it.recorded.label,
        it.recorded.occasion.day,
        it.adopted,
        it.recorded.outcome,
        it.agrees,
        it.roll_call,
        it.on_who_voted,
        it.not_known,
        it.recorded.notes,
        it.remarks,
        tuple(_reading(*each) for each in it.with_open_votes),
    )


def _open(it: OpenVote) -> VoteToBeCompleted:
    fewest = tuple(
        FewestFurtherActs(each.adopted, each.certain, each.number, each.ways, each.more, each.open)
        for each in it.fewest
    )
    return VoteToBeCompleted(_STANDING[it.standing], it.now, it.to_come, fewest, it.because)


_STANDING: Mapping[Standing, Literal["carried", "lost", "open", "unknown"]] = {
    Standing.CARRIED: "carried",
    Standing.LOST: "lost",
    Standing.OPEN: "open",
    Standing.UNKNOWN: "unknown",
}


def _reading(it: Occasion, still_open: OpenVote | None) -> OutcomeUnderReading:
    return OutcomeUnderReading(
        it.readings,
        it.adopted,
        it.adopted_by,
        decided_by(it),
        tuple(situation(it, in_short=True)),
        tuple(reasons(it)),
        None if still_open is None else _open(still_open),
    )
