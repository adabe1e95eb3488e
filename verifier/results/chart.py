"""What `chart` answers: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.results import Note


class ChartOutcome(Enum):
    """What comes of so many votes for, against and abstaining."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not adopted"
    DEPENDS = "depends"


@dataclass(frozen=True)
class VotesNeeded:
    """The votes for that it takes."""

    schema_name = "needed"

    enough: Annotated[int | None, Note("The fewest, whoever casts them; null: not so many attend.")]
    perhaps: Annotated[int | None, Note("The fewest, if the right ones cast them.")]
    exact: Annotated[
        str | None,
        Note("What is asked for, where that is no such number: 13.6, or > 10."),
    ] = None


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
    outcomes: tuple[tuple[ChartOutcome, ...], ...]


@dataclass(frozen=True)
class BodyChart:
    """The votes of one body."""

    schema_name = "body"

    body: str
    voters: Annotated[int, Note("How many may vote there.")]
    recused: tuple[str, ...]
    held: Annotated[tuple[str, ...], Note("What is taken for granted besides, a sentence each.")]
    rows: tuple[TurnoutRow, ...]
    every: Annotated[bool, Note("Whether each number that may attend has a row.")] = True
    grid: TurnoutGrid | None = None
    too_many: Annotated[
        bool,
        Note("Whether there are too many ways to share out the votes: then there are no rows."),
    ] = False


@dataclass(frozen=True)
class PowerChart:
    """One power, for one decision under one reading. `clauses` are the rules and exceptions that apply to it."""

    title: str
    file: str
    power: str
    start: date | None
    end: date | None
    decision: Mapping[str, str]
    effects: tuple[str, ...]
    readings: Mapping[str, str]
    clauses: tuple[str, ...]
    bodies: tuple[BodyChart, ...]
    statements: tuple[()] = ()

    @property
    def undetermined(self) -> tuple[str, ...]:
        """The bodies that are not charted."""
        return tuple(each.body for each in self.bodies if each.too_many)
