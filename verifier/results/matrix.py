"""What the matrix answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Literal

from policy_dsl.model import Condition, Touches
from policy_dsl.records import dataclass
from verifier.results import Note

CanPass = Literal["every", "some", "none", "unknown"]


@dataclass(frozen=True)
class AddedRequirement:
    """A rule or exception that asks for more."""

    schema_name = "limit"

    kind: str
    name: str
    requires: str
    file: str
    line: int


@dataclass(frozen=True)
class DecidingPower:
    """A power that can take such decisions."""

    schema_name = "power"

    power: str
    title: str
    requires: str  # by itself
    limits: tuple[AddedRequirement, ...]
    file: str
    line: int


@dataclass(frozen=True)
class NumberRange:
    """A number, from that of the decision where it is least to that where it is most (None: no number does).

    `open` says that a limit kept the most from being worked out.
    """

    least: int
    most: int | None
    open: bool = False

    @property
    def exact(self) -> bool:
        """The same for every decision of the class."""
        return self.least == self.most


@dataclass(frozen=True)
class Holder:
    """Each of these parties, of a cohort each of its members; `always` or for some decisions of the class."""

    parties: tuple[str, ...]
    each_of: int
    always: bool


@dataclass(frozen=True)
class ScaleStep:
    """Where it names `from` to `to` of them: whether such decisions can pass, and the fewest who can block and carry.

    Null: nobody can.
    """

    schema_name = "step"

    from_: Annotated[int, Note(least=0)]
    to: Annotated[int, Note(least=0)]
    can_pass: bool
    block: Annotated[int, Note(least=1)] | None
    carry: Annotated[int, Note(least=1)] | None


@dataclass(frozen=True)
class Scale:
    """A class's numbers by how many of `parties` an attribute names, from few to many.

    `of` are the parties in words; `left_out` says that numbers between the last two steps are not worked out.
    """

    attribute: str
    parties: tuple[str, ...]
    of: str
    steps: tuple[ScaleStep, ...]
    left_out: bool


@dataclass(frozen=True)
class MatrixCell:
    """Who decides, under some readings of the rules (`readings` empty: however they are read).

    `can_pass`: every, some or none of the class. `block` and `carry` are the fewest distinct parties that suffice
    whatever the others do, to stop a decision by voting against and to carry it; None where nobody can.
    `holders` are those who can block alone, and `holders_text` says who they are together. `undetermined` says
    what a limit left open. `because` says why no power can take it, where none can. `scale` gives the numbers by
    how many the decision names, where nothing else about the decision makes a difference to them.
    """

    readings: tuple[Mapping[str, str], ...]
    powers: tuple[DecidingPower, ...]
    can_pass: CanPass
    holders: tuple[Holder, ...]
    holders_text: str
    block: NumberRange | None
    carry: NumberRange | None
    undetermined: str | None = None
    because: str = ""
    scale: Scale | None = None

    @property
    def settled(self) -> bool:
        """No limit kept anything open."""
        spans = (self.block, self.carry)
        return self.undetermined is None and not any(s.open for s in spans if s is not None)


@dataclass(frozen=True)
class Lost:
    """Decisions of a class that no votes can pass: `every` one of it, or some.

    Of some: `example` is one that names as few as can be, as attribute, party and how many of it; `scale` says which
    they are, where only how many are named makes a difference.
    """

    every: bool
    example: tuple[tuple[str, str, int], ...] = ()
    scale: Scale | None = None


@dataclass(frozen=True)
class MatrixRow:
    """A class of decisions: `condition` says which, `text` in words.

    `exemptions` are the exceptions in play, `prohibitions` and `recusals` the clauses of that kind. Where there is a
    `power` it is about decisions by that power alone, and only about such to which, of all clauses that bear on them,
    just those that are `applying` apply.
    """

    condition: Condition
    text: str
    exact: bool
    cells: tuple[MatrixCell, ...]
    exemptions: tuple[str, ...]
    prohibitions: tuple[str, ...]
    recusals: tuple[str, ...]
    power: str = ""
    applying: tuple[str, ...] = ()

    @property
    def because(self) -> str:
        """Why no power can take it, where none can under any reading; empty where one can."""
        reasons = dict.fromkeys(cell.because for cell in self.cells)
        return "" if "" in reasons else "; or ".join(reasons)

    @property
    def same_numbers(self) -> bool:
        """Readings change what is needed at most, not who can block or carry."""
        said = {(c.can_pass, c.holders, c.block, c.carry, c.undetermined) for c in self.cells}
        return len(said) == 1


@dataclass(frozen=True)
class UnlistedClauses:
    """Of a power, so many clauses and conditions that may bear on it (null: anything)."""

    schema_name = "left_out"

    power: str
    number: int | None


class Barred(Enum):
    """Why no decision can have an effect."""

    NOT_GRANTED = "not granted"
    FIXED = "fixed"
    SEATS = "seats"


@dataclass(frozen=True)
class NeverBecause:
    """What no decision can do for one reason; `cohorts`: some seats are vacant, but too few for a cohort."""

    because: Barred
    what: tuple[Touches, ...]
    cohorts: bool


@dataclass(frozen=True)
class Matrix:
    """The classes of decision at one time; where there are too many, what there is to each power by itself.

    `never`: what no decision can do to the rules and seats, as conditions; the rows leave aside what any of them meets.
    `never_because`: the same, for each reason by itself.
    `more`: there are too many classes; `left_out` says what of a power there is no room for.
    `undetermined`: why none is listed, as the classes are not known.
    `undescribed`: for each class of which it is not known how to say which decisions it has, the reason.
    `several_meetings`: some power is used at meetings that follow one another.
    """

    file: str
    title: str
    start: date | None
    end: date | None
    rows: tuple[MatrixRow, ...]
    never: tuple[Touches, ...]
    more: bool
    left_out: tuple[UnlistedClauses, ...]
    undetermined: str | None
    undescribed: tuple[str, ...] = ()
    several_meetings: bool = False
    never_because: tuple[NeverBecause, ...] = ()

    @property
    def decided(self) -> bool:
        """No limit kept anything open."""
        cells = [cell for row in self.rows for cell in row.cells]
        return not (
            self.undetermined is not None
            or self.undescribed
            or not all(cell.settled for cell in cells)
        )
