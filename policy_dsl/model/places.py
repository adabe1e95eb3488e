"""Where something stands in the text, and what is said about it besides its meaning."""

from __future__ import annotations

from enum import Enum

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands: a file as it was named, a line and a column (both from 1), and the text's extent."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


NOWHERE = Place("", 0)


class Status(Enum):
    """How far a declaration can be relied on."""

    ENACTED = "enacted"
    REPORTED = "reported"
    EXPECTED = "expected"  # foretold, and not known to have come about
    DISPUTED = "disputed"  # in force under one reading, not under the other
    PROPOSED = "proposed"  # not in force until it takes effect or is enacted
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Citation:
    """Words of a document that a declaration rests on."""

    document: str
    quotation: str = ""
    location: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class Notes:
    """What belongs to a declaration besides its meaning. `fixed` says why it cannot be amended."""

    citations: tuple[Citation, ...] = ()
    status: Status | None = None
    assumed: str | None = None
    note: str | None = None
    fixed: str | None = None


NO_NOTES = Notes()
