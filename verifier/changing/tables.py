"""What `entrenchment` answers: plain frozen data."""

from __future__ import annotations

from policy_dsl.records import dataclass
from verifier.results import Support


@dataclass(frozen=True)
class Route:
    """A power that can change something: what it requires, and the clauses that limit it every time.

    `limits_open`: clauses of which it is not known whether they do.
    """

    power: str
    requirement: str
    limits: tuple[str, ...]
    limits_open: tuple[str, ...] = ()


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

    Of all that, a limit may have kept open: by which powers it can be changed (`routes_open`), whether and when it
    ever can (`later_open`), and of which parties what they can stop, or whether it protects itself for them
    (`stopped_open`). Nothing is then said of these.
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
    routes_open: tuple[str, ...] = ()
    later_open: bool = False
    stopped_open: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """A limit kept some of it open."""
        parts = (self.routes_open, self.stopped_open, *(r.limits_open for r in self.routes))
        return self.later_open or any(parts)


@dataclass(frozen=True)
class LockOut:
    """A state that declared effects can bring about and from which something is never decided again.

    `kind`: decisions (nothing can pass any more) or change (no rule or seat can). `steps` lead there, in words.
    """

    kind: str
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
    rows: tuple[Row, ...]
    lock_outs: tuple[LockOut, ...]
    rests_on: tuple[Support, ...] = ()
    lock_outs_open: bool = False
    undetermined: tuple[str, ...] = ()
    held_fixed: str = ""
