"""What a specification declares: parties, bodies, attributes, rights, events, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TypeVar

from policy_dsl.model.atoms import adjourning, bodies_in_requirement, meetings_in
from policy_dsl.model.claims import Property
from policy_dsl.model.clauses import (
    AnyClause,
    Composition,
    ExceptionTo,
    Power,
    PowersOf,
    Prohibition,
    Recusal,
    Rule,
    Scope,
)
from policy_dsl.model.events import Event
from policy_dsl.model.expressions import (
    Requirement,
)
from policy_dsl.model.places import NO_NOTES, Notes, Place
from policy_dsl.model.who import Who
from policy_dsl.records import dataclass, field

T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """A source that clauses cite."""

    name: str
    title: str
    dated: date | None
    place: Place
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Party:
    """Somebody who can sit, vote, consent or be affected; or a cohort of `size` interchangeable ones.

    A party has size 1 and `cohort` False. `parties 140 Practice` is one Party of size 140 with `cohort`
    True, whose members have no names. `weights` are those of each single member.
    """

    name: str
    title: str
    size: int
    cohort: bool
    weights: Mapping[str, int]
    place: Place
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Group:
    """A named set of parties."""

    name: str
    title: str
    who: Who
    place: Place
    notes: Notes = NO_NOTES


@dataclass(frozen=True)
class Seat:
    """A party that a body lists as a voting member or as an observer."""

    party: str
    place: Place
    notes: Notes = NO_NOTES


class CastsThough(Enum):
    """Why a chair casts no vote for: it has a seat and is not there, votes against, is recused; or whatever it is."""

    ABSENT = "absent"
    AGAINST = "against"
    RECUSED = "recused"
    ANYTHING = "anything"


@dataclass(frozen=True)
class Chair:
    """Who presides over a body. Votes as a member only where also listed as one.

    No text says `casts_though`: systems do that decide ties by whoever must not.
    """

    party: str
    casting_vote: bool
    place: Place
    casts_though: frozenset[CastsThough] = frozenset()


@dataclass(frozen=True)
class Body:
    """Who votes, who attends, and when it is quorate (`quorum` None: always; its tallies count attendance).

    `seats` says how many there are when all are filled, by those suspended, too; None: it is not said. Where
    `those_of` names bodies, whoever has a seat in one of them has one here, and nobody else: then `members` is empty.
    """

    name: str
    title: str
    members: tuple[Seat, ...]
    observers: tuple[Seat, ...]
    chair: Chair | None
    quorum: Requirement | None
    quorum_place: Place
    quorum_notes: Notes
    fixed_membership: bool
    place: Place
    notes: Notes = NO_NOTES
    seats: int | None = None
    those_of: tuple[str, ...] = ()


class Role(Enum):
    """Whether an attribute says what a decision does, or how it is packaged."""

    SUBSTANCE = "substance"
    FORM = "form"


@dataclass(frozen=True)
class YesNo:
    """Values: True, False."""


@dataclass(frozen=True)
class OneOf:
    """Values: one of these names."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class NumberIn:
    """Values: whole numbers from 0, in `unit` where one is named."""

    unit: str | None = None

    @property
    def is_time(self) -> bool:
        """Whether it says how long something takes: no amount that could be had in parts."""
        return self.unit in ("hours", "days", "weeks", "months", "years")


@dataclass(frozen=True)
class PartySet:
    """Values: any set of the declared parties, and any number of each cohort's members."""


AttributeType = YesNo | OneOf | NumberIn | PartySet


@dataclass(frozen=True)
class Attribute:
    """Something that a decision says or is. `judge` rules on it; clauses see the ruling, properties the fact."""

    name: str
    role: Role
    type: AttributeType
    judge: str | None
    place: Place
    notes: Notes = NO_NOTES
    title: str = ""


@dataclass(frozen=True)
class Right:
    """Something that goes with a seat: with an unsuspended voting seat (`members_of`), or an observer's."""

    name: str
    title: str
    members_of: tuple[str, ...]
    observers_of: tuple[str, ...]
    place: Place
    notes: Notes = NO_NOTES

    @property
    def fixed(self) -> bool:
        """No decision can amend it."""
        return self.notes.fixed is not None


@dataclass(frozen=True)
class Acceptance:
    """A loophole that is known and accepted."""

    kind: str
    name: str | None
    body: str | None
    property: str
    because: str
    until: date | None
    place: Place


@dataclass(frozen=True)
class Specification:
    """A whole specification, resolved. Tuples are in source order; `events` by date, then source order."""

    title: str
    version: str | None
    file: str
    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    groups: tuple[Group, ...]
    bodies: tuple[Body, ...]
    attributes: tuple[Attribute, ...]
    clauses: tuple[AnyClause, ...]
    rights: tuple[Right, ...]
    events: tuple[Event, ...]
    properties: tuple[Property, ...]
    acceptances: tuple[Acceptance, ...]
    spelling: str | None = None
    root: str = field(default="", compare=False)
    """The folder that its files, and what stands beside them, are read from; nothing for a text without one."""

    @cached_property
    def party(self) -> Mapping[str, Party]:
        """Parties and cohorts by name."""
        return {p.name: p for p in self.parties}

    @cached_property
    def body(self) -> Mapping[str, Body]:
        """Bodies by name."""
        return {b.name: b for b in self.bodies}

    @cached_property
    def seating(self) -> tuple[Body, ...]:
        """The bodies that have seats of their own, in source order: events and effects are about these."""
        return tuple(b for b in self.bodies if not b.those_of)

    @cached_property
    def following(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each body whose members are those of others, with the bodies of `seating` whose members they are."""

        return tuple((b.name, self.seats_of(b.name)) for b in self.bodies if b.those_of)

    def seats_of(self, body: str) -> tuple[str, ...]:
        """The bodies of `seating` whose seats those of a body are: it alone, where it has seats of its own."""
        named = self.body[body].those_of
        return (
            tuple(dict.fromkeys(b for n in named for b in self.seats_of(n))) if named else (body,)
        )

    @cached_property
    def attribute(self) -> Mapping[str, Attribute]:
        """The decision's attributes by name."""
        return {a.name: a for a in self.attributes}

    @cached_property
    def clause(self) -> Mapping[str, AnyClause]:
        """Clauses of all kinds by name."""
        return {c.name: c for c in self.clauses}

    @cached_property
    def right(self) -> Mapping[str, Right]:
        """Rights by name."""
        return {r.name: r for r in self.rights}

    @cached_property
    def meetings(self) -> int:
        """At how many meetings that follow one another a decision is taken, at the most, under any reading."""
        return self.meetings_by(None)

    def meetings_by(self, power: str | None) -> int:
        """At how many it is taken by that power; None: by any."""
        powers = (each for each in self.powers if power in (None, each.name))
        return max((meetings_in(it) for p in powers for it in p.requires.all()), default=1)

    @cached_property
    def adjourning(self) -> frozenset[str]:
        """The bodies for whose want of a quorum some power is used at an adjourned meeting, under any reading.

        To come to its first meeting can defeat a decision: of all that is done there this alone is not monotone.
        """
        every = [it for p in self.powers for it in p.requires.all()]
        return frozenset(body for it in every for body in adjourning(it))

    def amendable(self, name: str) -> AnyClause | Right:
        """The clause or right of a name: what decisions amend, repeal and enact."""
        return self.clause[name] if name in self.clause else self.right[name]

    @cached_property
    def powers(self) -> tuple[Power, ...]:
        """The powers."""
        return tuple(c for c in self.clauses if isinstance(c, Power))

    @cached_property
    def _powers_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for power in self.powers:
            counted = (b for it in power.requires.all() for b in bodies_in_requirement(it))
            for body in dict.fromkeys(counted):
                found.setdefault(body, []).append(power.name)
        return {body: tuple(names) for body, names in found.items()}

    def limited(self, scope: Scope) -> tuple[str, ...] | None:
        """The names of the powers in a scope, as they read now; None: every power, new ones included."""
        return self._powers_of.get(scope.body, ()) if isinstance(scope, PowersOf) else scope

    def limits(self, clause: AnyClause, power: str) -> bool:
        """Whether a rule, prohibition or recusal limits a power; a recusal that names none is about every power."""
        if not isinstance(clause, Rule | Prohibition | Recusal):
            return False
        limited = self.limited(clause.limits)
        return limited is None or power in limited

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules."""
        return tuple(c for c in self.clauses if isinstance(c, Rule))

    @cached_property
    def prohibitions(self) -> tuple[Prohibition, ...]:
        """The prohibitions."""
        return tuple(c for c in self.clauses if isinstance(c, Prohibition))

    @cached_property
    def exceptions(self) -> tuple[ExceptionTo, ...]:
        """The exceptions."""
        return tuple(c for c in self.clauses if isinstance(c, ExceptionTo))

    @cached_property
    def recusals(self) -> tuple[Recusal, ...]:
        """The recusals."""
        return tuple(c for c in self.clauses if isinstance(c, Recusal))

    @cached_property
    def compositions(self) -> tuple[Composition, ...]:
        """What bodies may be composed of."""
        return tuple(c for c in self.clauses if isinstance(c, Composition))

    @cached_property
    def exceptions_to(self) -> Mapping[str, tuple[ExceptionTo, ...]]:
        """For each clause that has some, the exceptions made to it."""
        found: dict[str, list[ExceptionTo]] = {}
        for exception in self.exceptions:
            for target in exception.targets:
                found.setdefault(target, []).append(exception)
        return {name: tuple(them) for name, them in found.items()}
