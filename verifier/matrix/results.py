"""What the matrix answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policy_dsl.model import Condition


@dataclass(frozen=True)
class Limit:
    """A requirement that a rule or an exception adds to a power's own."""

    kind: str
    name: str
    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Way:
    """A power that can take such a decision: what it asks for itself, and what limits it besides."""

    power: str
    title: str
    text: str
    limits: tuple[Limit, ...]
    file: str
    line: int

    @property
    def threshold(self) -> str:
        """All that is asked for, in words."""
        return " and ".join([self.text, *(f"{limit.text} ({limit.name})" for limit in self.limits)])


@dataclass(frozen=True)
class Span:
    """A number, from that of the decision where it is least to that where it is most (None: no number does)."""

    least: int
    most: int | None

    @property
    def exact(self) -> bool:
        """The same for every decision of the class."""
        return self.least == self.most


@dataclass(frozen=True)
class Holder:
    """Somebody who can block alone. `always`: each such decision; else only some of them.

    `parties` are several where nothing tells them apart: each of them can; of a cohort, each of its members.
    """

    parties: tuple[str, ...]
    number: int
    always: bool


@dataclass(frozen=True)
class Cell:
    """Who decides, under some readings of the rules (`readings` empty: however they are read).

    `can_pass`: every, some or none of the class. `block` and `carry` are the fewest distinct parties that suffice
    whatever the others do, to stop a decision by voting against and to carry it; None where nobody can.
    `holders` are those who can block alone, and `holders_text` says who they are together. `undetermined` says
    what a limit left open.
    """

    readings: tuple[Mapping[str, str], ...]
    ways: tuple[Way, ...]
    can_pass: str
    holders: tuple[Holder, ...]
    holders_text: str
    block: Span | None
    carry: Span | None
    undetermined: str | None = None


@dataclass(frozen=True)
class Row:
    """A class of decisions: `condition` says which, `text` in words.

    `exemptions` are the exceptions in play, `prohibitions` and `recusals` the clauses of that kind.
    `because` says why no power can take it, where none can: "no power covers it", or it is prohibited.
    """

    condition: Condition
    text: str
    exact: bool
    cells: tuple[Cell, ...]
    exemptions: tuple[str, ...]
    prohibitions: tuple[str, ...]
    recusals: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Matrix:
    """The classes of decision at one time.

    `never` says in words what no decision can do to the rules and seats; the rows leave such decisions aside.
    `more`: there are classes that are not listed. `undetermined`: why the list may be wrong.
    """

    file: str
    title: str
    start: date | None
    end: date | None
    rows: tuple[Row, ...]
    never: str
    more: bool
    undetermined: str | None
