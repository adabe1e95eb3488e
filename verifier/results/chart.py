"""What `chart` answers: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from policy_dsl.records import dataclass


class ChartOutcome(Enum):
    """What comes of so many votes for, against and abstaining."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not adopted"
    DEPENDS = "depends"


@dataclass(frozen=True)
class VotesNeeded:
    """The fewest votes for with which it is adopted, whoever casts them (`enough`), or at least if some do (`perhaps`).

    None: however many. `exact` is what is asked for before it is a whole number of votes, where that is another
    number: "13.6", or "more than 10".
    """

    enough: int | None
    perhaps: int | None
    exact: str | None = None


@dataclass(frozen=True)
class TurnoutRow:
    """At so many who attend: the votes for that it takes if all others there are against, and if they abstain."""

    attending: int
    opposed: VotesNeeded
    abstaining: VotesNeeded


@dataclass(frozen=True)
class TurnoutGrid:
    """At so many who attend: for so many votes for, and so many against, the outcome; the others there abstain."""

    attending: int
    outcomes: tuple[tuple[ChartOutcome, ...], ...]


@dataclass(frozen=True)
class BodyChart:
    """The votes of one body; those of others, and acts apart, are held as `held` says.

    `voters` have a vote there, `recused` have a seat and no vote. `rows` are of every number that may attend, or of
    some (`every` false). `too_many`: there are more ways to share out the votes than are gone through.
    """

    body: str
    voters: int
    recused: tuple[str, ...]
    held: tuple[str, ...]
    rows: tuple[TurnoutRow, ...]
    every: bool = True
    grid: TurnoutGrid | None = None
    too_many: bool = False


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
