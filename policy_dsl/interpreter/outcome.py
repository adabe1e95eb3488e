"""What the interpreter answers: adopted or not and, as data, why."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from policy_dsl.decisions import Cell, Value, Vote
from policy_dsl.model import Condition, Effect, Requirement
from policy_dsl.records import dataclass, replace


@dataclass(frozen=True)
class Judged:
    """A condition, whether it holds, and what made it so.

    `value` is what the decision says of the attribute (the ruling, where clauses ask). For a parties
    attribute `named` says how many of each party it names. `effects` are those that a condition on the
    rules themselves found. `parts` are the conditions that this one is made of.
    """

    condition: Condition
    holds: bool
    value: Value | None = None
    named: tuple[tuple[str, int], ...] = ()
    effects: tuple[Effect, ...] = ()
    parts: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """`counted` against what is `needed` (more than that, if `strict`), of a `base` where there is one.

    `counted`, `base` and `needed` are in heads, or in the tally's weight. `heads` are those who are
    counted and did it (voted for, voted against, attended): a tally needs at least one. For `consensus`
    and `no objection`, `counted` are the votes against, of which there must be none.
    """

    counted: int
    base: int | None
    needed: int | Fraction
    strict: bool
    heads: int

    @property
    def enough(self) -> bool:
        """Whether what is counted reaches what is needed."""
        return self.counted > self.needed if self.strict else self.counted >= self.needed

    @property
    def least(self) -> int:
        """The smallest whole number that is enough."""
        return floor(self.needed) + 1 if self.strict else ceil(self.needed)


@dataclass(frozen=True)
class Checked:
    """A requirement, whether it is met, and the numbers that made it so.

    `quorate` is None where no quorum is needed. `tie` says that a tally stood at a tie which its chair
    could break; `casting` is what the chair then did (None: nothing). `judged` belongs to a condition,
    `parts` to `and`, `or`, and a `no rejection` (its one part is the tally of votes against).
    """

    requirement: Requirement
    met: bool
    quorate: bool | None = None
    numbers: Numbers | None = None
    tie: bool = False
    casting: Vote | None = None
    judged: Judged | None = None
    parts: tuple[Checked, ...] = ()


@dataclass(frozen=True)
class ClauseOutcome:
    """What became of a clause before anybody voted.

    `in_force`: in the state, and not read as not in force nor `left_out`, as a call may ask.
    `reading`: how it was read. `condition` is None where the clause is not in force. For an exception
    `reaches` are the targets that would otherwise be active. `switched_off_by` are the active exceptions made to it.
    """

    clause: str
    in_force: bool
    reading: str | None
    condition: Judged | None
    reaches: tuple[str, ...]
    switched_off_by: tuple[str, ...]
    active: bool
    left_out: bool = False


@dataclass(frozen=True)
class Limit:
    """An active rule's or exception's own requirement, as it limits a power."""

    clause: str
    checked: Checked


@dataclass(frozen=True)
class PowerOutcome:
    """Whether a power takes the decision.

    `not_granted` are effects that it may not have. `requirement` is None where the power is not active.
    `limits` and `forbidden_by` are the active clauses that limit it. `meetings` has the bodies as they stand when
    it is judged, at each meeting; none where that is as when no power is.
    """

    power: str
    active: bool
    not_granted: tuple[Effect, ...]
    requirement: Checked | None
    limits: tuple[Limit, ...]
    forbidden_by: tuple[str, ...]
    adopts: bool
    meetings: tuple[tuple[BodyOutcome, ...], ...] = ()


@dataclass(frozen=True)
class Counted:
    """The numbers of a body (or of some of it), in heads or in a weight.

    `present` includes the recused who attend and are not counted out. The heads are those who vote.
    """

    members: int
    present: int
    in_favour: int
    against: int
    abstaining: int
    heads_present: int
    heads_in_favour: int
    heads_against: int

    @property
    def cast(self) -> int:
        """Votes cast: for and against."""
        return self.in_favour + self.against


@dataclass(frozen=True)
class Seated:
    """Interchangeable members of a body: those of one party that the same attributes name.

    `recused_by` are the active recusals that keep them from voting; `counted_out`: one of these keeps
    them out of every count as well.
    """

    party: str
    cell: Cell
    number: int
    suspended: bool
    recused_by: tuple[str, ...]
    counted_out: bool

    @property
    def entitled(self) -> bool:
        """Entitled to vote."""
        return not (self.suspended or self.recused_by)

    @property
    def counts(self) -> bool:
        """Part of the body's counts."""
        return not (self.suspended or self.counted_out)


@dataclass(frozen=True)
class BodyOutcome:
    """Who sits in a body, its numbers in heads, its quorum (None: it has none), its chair's casting vote.

    `casting` is the vote that counts: None where it was not cast, or not by an entitled, present chair.
    """

    body: str
    seated: tuple[Seated, ...]
    counted: Counted
    quorum: Checked | None
    quorate: bool
    casting: Vote | None


@dataclass(frozen=True)
class Obstacle:
    """An effect that the decision can't have, since what it would change is fixed (`fixed` says what).

    The number of a body's seats is fixed, too: nobody is admitted beyond those that are vacant. Or it is barred `by` a
    composition, which it would bring some parties beyond.
    """

    effect: Effect
    fixed: str
    beyond_seats: bool = False
    by: str = ""


@dataclass(frozen=True)
class Outcome:
    """Adopted or not; and why, clause by clause, power by power and body by body, in source order.

    `bodies` are as they are at the last meeting; `earlier` has them at each of those that may come before it.
    """

    adopted: bool
    powers: tuple[PowerOutcome, ...]
    clauses: tuple[ClauseOutcome, ...]
    bodies: tuple[BodyOutcome, ...]
    obstacles: tuple[Obstacle, ...]
    earlier: tuple[tuple[BodyOutcome, ...], ...] = ()

    @property
    def adopted_by(self) -> tuple[str, ...]:
        """The powers that take the decision."""
        return tuple(p.power for p in self.powers if p.adopts) if self.adopted else ()

    def judged_as(self, power: str | None) -> Outcome:
        """The same with the bodies as they stand when a power is judged; None: as long as none is."""
        own = next((each.meetings for each in self.powers if each.power == power), ())
        *earlier, last = own or (*self.earlier, self.bodies)
        return replace(self, earlier=tuple(earlier), bodies=last)

    def bodies_for(self, power: str | None) -> tuple[BodyOutcome, ...]:
        """The bodies as they stand at the last meeting when a power is judged."""
        return self.judged_as(power).bodies
