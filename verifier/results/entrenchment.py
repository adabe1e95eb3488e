"""What `entrenchment` answers: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Literal

from policy_dsl.model import Event
from policy_dsl.records import dataclass
from verifier.results import Note, Support
from verifier.results.statement import Statement

Reading = Mapping[str, str]
LockOutKind = Literal["decisions", "change"]


@dataclass(frozen=True)
class Route:
    """A power that can change it."""

    power: str
    requirement: str
    limits: Annotated[tuple[str, ...], Note("The clauses that limit the power every time.")]
    limits_open: Annotated[
        tuple[str, ...], Note("Clauses of which a limit kept open whether they do.")
    ] = ()
    readings: Annotated[
        tuple[Mapping[str, str], ...],
        Note("Clause to reading: under which it can; empty where however the rules are read."),
    ] = ()


class Hold(Enum):
    """How somebody alone can stop the changes of something by voting against."""

    FOR_GOOD = "for good"  # every change, at every state that decisions can bring about
    AT_FIRST = "at first"  # every change as the rules stand, but not once others are made
    SOMETIMES = "in some cases"  # as the rules stand some changes, not all


@dataclass(frozen=True)
class Stop:
    """Parties each of whom alone can stop changes of something, and how.

    `who` are they in words. `readings`: under which it is so (empty: however the rules are read). `steps` come before a
    change that they cannot stop, where they can only at first; `meetings` are these decisions and the change.
    """

    parties: tuple[str, ...]
    who: str
    hold: Hold
    readings: tuple[Reading, ...] = ()
    meetings: int = 1
    steps: tuple[str, ...] = ()
    # These steps as events, where the language has such.
    happens: tuple[Event, ...] = ()


@dataclass(frozen=True)
class ChangeableRow:
    """A rule or a seat, who can change it, and what keeps it. `short` is `text` without a title.

    `fixed` says why nothing can change it; `routes` is empty where no decision may, as the rules stand. `stops` are
    those who alone can stop its change. `later`, where nobody can at once, are the decisions by which somebody does, in
    a story of as few as were found. `protects_itself` are those for whom it does so, so that they stop its change as it
    stands. `statements` say what of that the language can say.

    Of all that, a limit may have kept open: by which powers it can be changed (`routes_open`), whether and when it
    ever can (`later_open`), and of which parties what they can stop, or whether it protects itself for them
    (`stopped_open`). Nothing is then said of these.
    """

    kind: str
    name: str
    text: str
    routes: tuple[Route, ...]
    stops: tuple[Stop, ...]
    protects_itself: tuple[str, ...]
    file: str
    line: int
    fixed: str | None = None
    later: int | None = None
    routes_open: tuple[str, ...] = ()
    later_open: bool = False
    stopped_open: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    short: str = ""

    @property
    def open(self) -> bool:
        """A limit kept some of it open."""
        parts = (self.routes_open, self.stopped_open, *(r.limits_open for r in self.routes))
        return self.later_open or any(parts)

    def stopped(self, hold: Hold) -> tuple[str, ...]:
        """Who stops changes of it so, however the rules are read."""
        return tuple(
            dict.fromkeys(
                name
                for stop in self.stops
                if stop.hold is hold and not stop.readings
                for name in stop.parties
            )
        )


@dataclass(frozen=True)
class LockOut:
    """Steps after which nothing can be decided, or nothing changed, any more."""

    kind: LockOutKind
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Entrenchment:
    """Who can change which rule or seat. `parties` are those asked about; `undetermined` says why something is open.

    `lock_outs_open`: whether the rules can lock themselves (or in yet another way) is open. `held_fixed` says what all
    of it takes for granted.
    """

    title: str
    file: str
    parties: tuple[str, ...]
    rows: tuple[ChangeableRow, ...]
    lock_outs: tuple[LockOut, ...]
    rests_on: tuple[Support, ...] = ()
    lock_outs_open: bool = False
    undetermined: tuple[str, ...] = ()
    held_fixed: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is said of rules and seats and is a claim of the language."""
        return tuple(said for row in self.rows for said in row.statements)
