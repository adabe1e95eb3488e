"""Motions with their votes, as minutes have them, and what decided them: in the answers of several commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from policy_dsl.records import dataclass
from verifier.answers.declared import ABSENT, Absence, read
from verifier.records import decisive, faults, plain
from verifier.records.occasion import Occasion
from verifier.results import Note

Value = bool | int | str | tuple[str, ...]
Vote = Literal["for", "against", "abstain", "absent"]
Adopted = Literal["adopted", "not adopted"]
Count = Annotated[int, Note(least=0)]


@dataclass(frozen=True)
class StateOfRules:
    """Which clauses are in force and who sits where."""

    schema_name = "state"

    in_force: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    suspended: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class VotersOfCohort:
    """So many of a cohort, and the attributes that name them."""

    schema_name = "named"

    by: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class CohortBallots:
    """How many of a cohort voted how."""

    schema_name = "numbers"

    named_by: Annotated[
        tuple[str, ...] | Absence, Note("The attributes that name these members of a cohort.")
    ] = ABSENT
    for_: Count | Absence = ABSENT
    against: Count | Absence = ABSENT
    abstain: Count | Absence = ABSENT
    absent: Count | Absence = ABSENT


@dataclass(frozen=True)
class Consenting:
    """How many of a cohort consented, of those that attributes name."""

    named_by: tuple[str, ...]
    number: Count


@dataclass(frozen=True)
class EarlierMeeting:
    """What was done at a meeting before the last."""

    schema_name = "earlier_meeting"

    date: date | Absence
    votes: Mapping[str, Mapping[str, Vote | CohortBallots | tuple[CohortBallots, ...]]]
    consents: Mapping[str, bool | Count | tuple[Consenting, ...]] | Absence
    objections: Mapping[str, bool | Count | tuple[Consenting, ...]] | Absence
    casting: Mapping[str, Vote] | Absence


@dataclass(frozen=True)
class RecordedMotion:
    """A motion with its votes, as `vetoproof decide` reads minutes; `outcome` is what the rules make of it."""

    schema_name = "record"

    motion: str | Absence
    date: date | Absence
    state: Annotated[StateOfRules | Absence, Note("Only where the date does not say it.")]
    readings: Annotated[
        Mapping[str, str] | Absence, Note("How ambiguous clauses are read: a reading for each.")
    ]
    decision: Annotated[Mapping[str, Value], Note("What it is: a value for each attribute.")]
    rulings: Annotated[
        Mapping[str, Value] | Absence, Note("What its judge ruled an attribute to be.")
    ]
    named: Annotated[
        Mapping[str, tuple[VotersOfCohort, ...]] | Absence,
        Note("How many of a cohort which attributes name."),
    ]
    effects: Annotated[tuple[str, ...] | Absence, Note("What it does to the rules and seats.")]
    earlier: Annotated[
        tuple[EarlierMeeting, ...] | Absence,
        Note(
            "What was done at the meetings before the last, in order, where a decision takes several."
        ),
    ]
    votes: Annotated[
        Mapping[str, Mapping[str, Vote | CohortBallots | tuple[CohortBallots, ...]]],
        Note("For each body, who voted how."),
    ]
    consents: Annotated[
        Mapping[str, bool | Count | tuple[Consenting, ...]] | Absence,
        Note("Who consented by separate act."),
    ]
    objections: Annotated[
        Mapping[str, bool | Count | tuple[Consenting, ...]] | Absence,
        Note("Who objected by separate act."),
    ]
    casting: Annotated[Mapping[str, Vote] | Absence, Note("For each body, the casting vote.")]
    outcome: Adopted


@dataclass(frozen=True)
class Decisive:
    """What decided the outcome."""

    clause: Annotated[
        str, Note("Its name; empty for what is no clause, such as that no power covers it.")
    ]
    text: str


@dataclass(frozen=True)
class Fault:
    """Something wrong with a record."""

    file: str
    line: Annotated[int, Note("The line, of a table the row; 0 where there is none to name.")]
    where: Annotated[str, Note("The motion or the entry, in words; may be empty.")]
    message: str


def record(it: Occasion) -> RecordedMotion:
    """An occasion as minutes have it."""
    return read(RecordedMotion, plain.record(it))


def decided_by(it: Occasion) -> tuple[Decisive, ...]:
    """What decided the outcome, the most telling first."""
    return tuple(Decisive(each.name, each.text) for each in decisive.decisive(it))


def fault(it: faults.Fault) -> Fault:
    """What is wrong with a record."""
    return Fault(it.file, it.line, it.where, it.message)
