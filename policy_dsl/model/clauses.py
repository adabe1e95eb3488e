"""The clauses that a specification declares: how each kind reads, under each of its readings."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Generic, TypeVar

from policy_dsl.model.effects import EffectPattern
from policy_dsl.model.expressions import ALWAYS, AtMeeting, Condition, Requirement
from policy_dsl.model.places import NO_NOTES, Notes, Place
from policy_dsl.model.who import Who
from policy_dsl.records import dataclass, field

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """One way to read an ambiguous clause."""

    name: str
    title: str
    intended: bool
    place: Place
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Versions(Generic[T]):
    """What a part of a clause says: `plain`, or under each reading of the clause what it says there."""

    plain: T | None = None
    by_reading: Mapping[str, T] = field(default_factory=dict)

    def under(self, reading: str | None) -> T:
        """What it says under `reading`; `plain` where readings do not differ in this part."""
        if reading is not None and reading in self.by_reading:
            return self.by_reading[reading]
        assert self.plain is not None
        return self.plain

    def all(self) -> tuple[T, ...]:
        """All that it may say, in order."""
        return tuple(self.by_reading.values()) if self.by_reading else (self.under(None),)


@dataclass(frozen=True)
class Clause:
    """What every clause has.

    `readings` are all readings to choose from, exactly one of which holds; empty where the clause is
    unambiguous. A disputed clause has besides its own readings (or `in_force`) the reading `not_in_force`,
    under which it is as if it were not there.
    """

    name: str
    title: str
    place: Place
    notes: Notes
    readings: tuple[Reading, ...]

    @property
    def fixed(self) -> bool:
        """No decision can amend it."""
        return self.notes.fixed is not None


NOT_IN_FORCE = "not_in_force"
IN_FORCE = "in_force"


@dataclass(frozen=True)
class PowersOf:
    """Every power that itself counts something in `body`: in its own requirement, under any reading."""

    body: str


Scope = tuple[str, ...] | PowersOf | None
"""The powers that a clause limits: those named, those of a body, or (None) every power."""


@dataclass(frozen=True)
class Power(Clause):
    """One way in which a decision can be validly taken. Its decisions have only effects that `grants` match."""

    when: Versions[Condition]
    requires: Versions[Requirement]
    grants: tuple[EffectPattern, ...]


@dataclass(frozen=True)
class Rule(Clause):
    """A further requirement on the decisions of some powers.

    `at` says at which of the meetings of such a power it has to be met; None where that is not said, since each of
    these powers is used at one meeting, or since it asks for no votes.
    """

    limits: Scope
    when: Versions[Condition]
    requires: Versions[Requirement]
    at: AtMeeting | None = None


@dataclass(frozen=True)
class Prohibition(Clause):
    """Those powers cannot be used for this at all."""

    limits: Scope
    when: Versions[Condition]


@dataclass(frozen=True)
class ExceptionTo(Clause):
    """Where it applies its `targets` (rules, prohibitions, recusals or exceptions) do not.

    `requires` stands in for the targets' requirements; None for an exception to a recusal or exception. `at` is as for
    rules.
    """

    targets: tuple[str, ...]
    when: Versions[Condition]
    requires: Versions[Requirement] | None
    at: AtMeeting | None = None


@dataclass(frozen=True)
class Recusal(Clause):
    """`excluded` may not vote in `body`; with `and_counting` they leave the denominators and the quorum too.

    Where it limits powers, that is so only when one of these is judged, and rules and exceptions as limits on it: they
    give their votes, and there their votes do not count. Without `limits` they have no vote at all.
    """

    body: str
    when: Versions[Condition]
    excluded: Who
    and_counting: bool
    limits: tuple[str, ...] | PowersOf | None = None


@dataclass(frozen=True)
class Composition(Clause):
    """At most so many seats of the body are held by `who`: `most`, or with `share` that part of all that are held.

    Who is suspended holds a seat. A decision after which it is more, and by more than before, is not adopted; whoever
    leaves may leave. Those meant are all named: neither a body nor a decision says who they are.
    """

    body: str
    most: Fraction
    share: bool
    who: Who


@dataclass(frozen=True)
class Provision(Clause):
    """A text without formal effect."""

    text: str


AnyClause = Power | Rule | Prohibition | ExceptionTo | Recusal | Composition | Provision


def condition_of(clause: AnyClause, reading: str | None) -> Condition:
    """The `when` of a clause under a reading; always, for one that has none."""
    return ALWAYS if isinstance(clause, Composition | Provision) else clause.when.under(reading)
