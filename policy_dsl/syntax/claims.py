"""Events, and what a property claims about whom, with its modifiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy_dsl.syntax.expressions import Expression
from policy_dsl.syntax.words import Annotations, Date, Name, Node, Number, Text


@dataclass(frozen=True, slots=True)
class SeatEvent(Node):
    """`P joins B`, `A, B leave Board`, `P is suspended from B`, `P is restored to B`."""

    verb: Literal["joins", "leaves", "is suspended", "is restored"]
    parties: tuple[Name, ...]
    body: Name


@dataclass(frozen=True, slots=True)
class ClauseEvent(Node):
    """`C, D take effect`, `C lapses`."""

    verb: Literal["takes effect", "lapses"]
    clauses: tuple[Name, ...]


Event = SeatEvent | ClauseEvent


@dataclass(frozen=True, slots=True)
class DatedEvent(Node):
    """One line of a timeline: `on DATE EVENT, EVENT …`."""

    date: Date
    events: tuple[Event, ...]
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class AnyNOf(Node):
    """`any 7 of GROUP` in a coalition."""

    number: Number
    group: Name


@dataclass(frozen=True, slots=True)
class Together(Node):
    """Those who act as one: `City`, `A and B together`, `G and any 4 of H together`. A name
    may be a party or a group.
    """

    members: tuple[Name | AnyNOf, ...]


@dataclass(frozen=True, slots=True)
class EachAlone(Node):
    """`every one of GROUP alone`: for each of them the claim is true."""

    group: Name


@dataclass(frozen=True, slots=True)
class NoneAlone(Node):
    """`no one of GROUP alone`: for each of them the claim is false."""

    group: Name


Holder = Together | EachAlone | NoneAlone
MannerWord = Literal["voting against", "abstaining", "staying away", "any means"]


@dataclass(frozen=True, slots=True)
class Manner(Node):
    """`by abstaining` and the like."""

    value: MannerWord


@dataclass(frozen=True, slots=True)
class CanBlock(Node):
    """`WHO can block every decision [when C] [by …]`. A `manner` of None is voting against."""

    holder: Holder
    when: Expression | None
    manner: Manner | None


@dataclass(frozen=True, slots=True)
class CannotBlock(Node):
    """`WHO cannot block any decision [when C] [by …]`."""

    holder: Holder
    when: Expression | None
    manner: Manner | None


@dataclass(frozen=True, slots=True)
class CanPassEvery(Node):
    """`WHO can pass every decision [when C]`."""

    holder: Holder
    when: Expression | None


@dataclass(frozen=True, slots=True)
class EveryRequires(Node):
    """`every decision [when C] requires REQUIREMENT`."""

    when: Expression | None
    requirement: Expression


@dataclass(frozen=True, slots=True)
class EveryPassesWith(Node):
    """`every decision [when C] passes with REQUIREMENT`."""

    when: Expression | None
    requirement: Expression


@dataclass(frozen=True, slots=True)
class DecisionCanPass(Node):
    """`every|some|no decision [when C] can pass`."""

    quantifier: Literal["every", "some", "no"]
    when: Expression | None


@dataclass(frozen=True, slots=True)
class VoteCarries(Node):
    """`a vote of 6 to 2 [with 2 abstaining] in B carries every decision [when C]`; with
    `carries` false, `does not carry any decision`.
    """

    in_favour: Number
    against: Number
    abstaining: Number | None
    body: Name
    carries: bool
    when: Expression | None


@dataclass(frozen=True, slots=True)
class HoldsRight(Node):
    """`P holds R`, or with `positive` false `P does not hold R`."""

    party: Name
    right: Name
    positive: bool


@dataclass(frozen=True, slots=True)
class IsMember(Node):
    """`P is [not] a member of B`."""

    party: Name
    body: Name
    positive: bool


@dataclass(frozen=True, slots=True)
class IsSuspended(Node):
    """`P is [not] suspended from B`."""

    party: Name
    body: Name
    positive: bool


@dataclass(frozen=True, slots=True)
class CanBeQuorate(Node):
    """`B can be quorate`, or with `positive` false `B cannot be quorate`."""

    body: Name
    positive: bool


Claim = (
    CanBlock
    | CannotBlock
    | CanPassEvery
    | EveryRequires
    | EveryPassesWith
    | DecisionCanPass
    | VoteCarries
    | HoldsRight
    | IsMember
    | IsSuspended
    | CanBeQuorate
)


@dataclass(frozen=True, slots=True)
class UnderPower(Node):
    """`under POWER`."""

    power: Name


@dataclass(frozen=True, slots=True)
class OnDate(Node):
    """`on DATE`."""

    date: Date


@dataclass(frozen=True, slots=True)
class Throughout(Node):
    """`throughout`."""


@dataclass(frozen=True, slots=True)
class FromTo(Node):
    """`from DATE to DATE`, both included."""

    first: Date
    last: Date


@dataclass(frozen=True, slots=True)
class Supposing(Node):
    """`supposing EVENT, …`."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class UnderReading(Node):
    """`under reading R of C`."""

    reading: Name
    clause: Name


@dataclass(frozen=True, slots=True)
class WhateverRules(Node):
    """`whatever P rules`."""

    judge: Name


@dataclass(frozen=True, slots=True)
class EvenAfterAmendments(Node):
    """`even after amendments`."""


@dataclass(frozen=True, slots=True)
class ExpectedFalse(Node):
    """`expected to be false because "…"`."""

    because: Text


Modifier = (
    UnderPower
    | OnDate
    | Throughout
    | FromTo
    | Supposing
    | UnderReading
    | WhateverRules
    | EvenAfterAmendments
    | ExpectedFalse
)
