"""What `readings` answers: plain frozen data."""

from __future__ import annotations

from datetime import date

from policy_dsl.records import dataclass
from verifier.results import Scenario
from verifier.results.statement import Statement


@dataclass(frozen=True)
class Parting:
    """Whether a vote is adopted with a clause read as `adopting`, and is not with it read as `failing`.

    `happens`: None is not known; `open` says why, or why it is not known which vote is the smallest. `scenario` tells
    the smallest such vote, in which as few as can be vote, attend without a vote, consent, or cast a casting vote.
    """

    adopting: str
    failing: str
    happens: bool | None
    scenario: Scenario | None = None
    open: str | None = None


@dataclass(frozen=True)
class ComparedPair:
    """Two readings of a clause. `titles` are those readings in words, as far as they have any.

    `partings` are the votes adopted by the first and not by the second, and the other way round. `statements` say what
    of that the language can say.
    """

    kind: str
    clause: str
    one: str
    other: str
    titles: tuple[str, str]
    partings: tuple[Parting, Parting]
    file: str
    line: int
    statements: tuple[Statement, ...] = ()

    @property
    def parts(self) -> bool | None:
        """Whether some vote is adopted by one reading only; None where that is not known."""
        known = [each.happens for each in self.partings]
        return True if True in known else None if None in known else False


@dataclass(frozen=True)
class ComparedReadings:
    """All pairs of readings of all clauses in force in a stretch of time (None: open).

    `assumptions` are taken for granted by all of it. `undetermined` says why something is open.
    """

    title: str
    file: str
    start: date | None
    end: date | None
    pairs: tuple[ComparedPair, ...]
    assumptions: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is said and is a claim of the language."""
        return tuple(said for pair in self.pairs for said in pair.statements)
