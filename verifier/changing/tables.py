"""What `entrenchment` answers: plain frozen data."""

from __future__ import annotations

from policy_dsl.records import dataclass
from verifier.results import Support


@dataclass(frozen=True)
class Route:
    """A power that can change something: what it requires, and the clauses that limit it every time."""

    power: str
    requirement: str
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Bypass:
    """Parties who can stop a change only at first: the decisions that come before it, in words."""

    parties: tuple[str, ...]
    meetings: int
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A rule or a seat, who can change it, and what keeps it.

    `fixed` says why nothing can change it; `routes` is empty where no decision may, as the rules stand. `kept_by`
    are parties each of whom alone can stop every change of it for good, `at_first` those who can only as the
    rules stand. `later` are the fewest decisions after which somebody can change it, where none can at once.
    `protects_itself` are those for whom it does so, so that they keep it because it stands.
    """

    kind: str
    name: str
    text: str
    routes: tuple[Route, ...]
    kept_by: tuple[str, ...]
    at_first: tuple[Bypass, ...]
    protects_itself: tuple[str, ...]
    file: str
    line: int
    fixed: str | None = None
    later: int | None = None


@dataclass(frozen=True)
class LockOut:
    """A state that declared effects can bring about and from which something is never decided again.

    `kind`: decisions (nothing can pass any more) or change (no rule or seat can). `steps` lead there, in words.
    """

    kind: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Entrenchment:
    """Who can change which rule or seat. `parties` are those asked about; `undetermined` says what stayed open."""

    title: str
    file: str
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    lock_outs: tuple[LockOut, ...]
    rests_on: tuple[Support, ...] = ()
    undetermined: tuple[str, ...] = ()
