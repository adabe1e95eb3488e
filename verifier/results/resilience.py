"""What `resilience` answers: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from policy_dsl.model import Condition
from policy_dsl.records import dataclass
from verifier.results.statement import Statement


class Departure(Enum):
    """How somebody departs: a seat falls vacant, or its holder is suspended, or stays away and consents to nothing."""

    VACANT = "vacant"
    SUSPENDED = "suspended"
    SILENT = "silent"


@dataclass(frozen=True)
class Departing:
    """Any `number` of some parties, who are `size` in all: it is so of whichever they are; `text` says who they are."""

    parties: tuple[str, ...]
    number: int
    size: int
    text: str


@dataclass(frozen=True)
class Standstill:
    """After how few departures of a kind no decision can pass any more, whatever anybody votes.

    `number`: None where there is no such number, or none was found. Fewer than that, and in any case up to `clear` of
    them, whoever they are, do not keep every such decision from passing. `sets` are those that do, each of `number`.
    `left_out`: larger sets were not gone through. `gone`: some smaller departures leave no such decision to take.
    Not `least`: of fewer it was not asked.
    """

    kind: Departure
    number: int | None
    clear: int
    sets: tuple[tuple[Departing, ...], ...] = ()
    left_out: bool = False
    gone: bool = False
    least: bool = True
    open: str | None = None


@dataclass(frozen=True)
class FewestAfter:
    """So many members, 1 at least, can pass all of the class with so many seats vacant, and not with fewer."""

    schema_name = "fewest"

    vacant: int
    number: int


@dataclass(frozen=True)
class EvenSplit:
    """From how many vacant seats on a vote split as evenly as can be carries none of the decisions.

    `votes` is that vote. With none vacant `before` carries all of them; None where `vacant` is 0. `casting`: there is a
    casting vote, which is not cast.
    """

    vacant: int
    votes: tuple[int, int]
    before: tuple[int, int] | None = None
    casting: bool = False


@dataclass(frozen=True)
class BodyResilience:
    """What departures from a body do to a class of decisions; `fewest` begins with no seat vacant.

    `fewest_left_out`: with more vacant it was not asked. What a limit kept open about `fewest` and `split` `open` says.
    """

    body: str
    seats: int
    voting: int
    standstills: tuple[Standstill, ...]
    fewest: tuple[FewestAfter, ...] = ()
    fewest_left_out: bool = False
    split: EvenSplit | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResilientClass:
    """A class of decisions that can be taken, under a reading; `under`: of those that this power takes."""

    condition: Condition
    text: str
    under: str | None
    reading: Mapping[str, str]
    bodies: tuple[BodyResilience, ...]
    silent: Standstill
    # The fewest of each body who pass all such decisions while everybody else stays away.
    among_silent: tuple[tuple[str, int], ...] = ()
    open: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Resilience:
    """All classes of decision that can be taken in a stretch of time (None: open).

    `closed` is how many classes nothing can pass of as it is. `assumptions` are taken for granted by all of it;
    `undetermined` says why something is open.
    """

    title: str
    file: str
    start: date | None
    end: date | None
    classes: tuple[ResilientClass, ...]
    closed: int = 0
    by_power: bool = False
    assumptions: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is said and is a claim of the language."""
        return tuple(said for each in self.classes for said in each.statements)
