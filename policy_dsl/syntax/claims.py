"""Events, and what a property claims about whom, with its modifiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from policy_dsl.syntax.expressions import AtMeeting, Expression
from policy_dsl.syntax.words import Annotations, Date, Name, Node, Number, Text

__all__ = [
    "OF_NAMES",
    "AnyNOf",
    "CanBeQuorate",
    "CanBlock",
    "CanPassEvery",
    "CannotBlock",
    "Claim",
    "ClauseEvent",
    "DatedEvent",
    "DecisionCanPass",
    "EachAlone",
    "EvenAfterAmendments",
    "Event",
    "EveryPassesWith",
    "EveryRequires",
    "ExpectedFalse",
    "FromTo",
    "Holder",
    "HoldsRight",
    "IsMember",
    "IsSuspended",
    "MakesNoDifference",
    "Manner",
    "MannerWord",
    "Modifier",
    "NeverApplies",
    "NeverMatters",
    "NoNTogether",
    "NoneAlone",
    "OnDate",
    "Others",
    "OthersWord",
    "ReadingMakesNoDifference",
    "SeatEvent",
    "SomeNOf",
    "Supposing",
    "Throughout",
    "Together",
    "UnderPower",
    "UnderReading",
    "VoteCarries",
    "WhateverRules",
]


class SeatEvent(Node):
    """`P joins B`, `A, B leave Board`, `P is suspended from B`, `P is restored to B`.

    With `one_of`, `one of G leaves Board`: the one name is that of several.
    """

    verb: Literal["joins", "leaves", "is suspended", "is restored"]
    parties: tuple[Name, ...]
    body: Name
    one_of: bool = False


class ClauseEvent(Node):
    """`C, D take effect`, `C lapses`."""

    verb: Literal["takes effect", "lapses"]
    clauses: tuple[Name, ...]


Event = SeatEvent | ClauseEvent


class DatedEvent(Node):
    """One line of a timeline: `on DATE EVENT, EVENT …`."""

    date: Date
    events: tuple[Event, ...]
    annotations: Annotations


class AnyNOf(Node):
    """`any 7 of GROUP` in a coalition."""

    number: Number
    group: Name


class SomeNOf(Node):
    """`some 7 of GROUP` in a coalition: the same seven whatever is decided."""

    number: Number
    group: Name


class Together(Node):
    """Those who act as one: `City`, `A and B together`, `G and any 4 of H together`, `A and some 3 of G together`.
    A name may be a party or a group.
    """

    members: tuple[Name | AnyNOf | SomeNOf, ...]


class EachAlone(Node):
    """`every one of GROUP alone`: for each of them the claim is true."""

    group: Name


class NoneAlone(Node):
    """`no one of GROUP alone`: for each of them the claim is false."""

    group: Name


class NoNTogether(Node):
    """`no 3 of GROUP together`: for every three of them the claim is false."""

    number: Number
    group: Name


Holder = Together | EachAlone | NoneAlone | NoNTogether
OthersWord = Literal["stay away", "abstain", "vote against"]
MannerWord = Literal["voting against", "abstaining", "staying away", "any means"]


class Manner(Node):
    """`by abstaining` and the like, at every meeting or `at the first meeting`."""

    value: MannerWord
    at: AtMeeting | None = None


class Others(Node):
    """`while the others stay away` and the like: what everybody does who is not of the holders."""

    value: OthersWord


class CanBlock(Node):
    """`WHO can block every decision [when C] [by …] [while the others …]`. A `manner` of None is voting against."""

    holder: Holder
    when: Expression | None
    manner: Manner | None
    others: Others | None = None


class CannotBlock(Node):
    """`WHO cannot block any decision [when C] [by …] [while the others …]`."""

    holder: Holder
    when: Expression | None
    manner: Manner | None
    others: Others | None = None


class CanPassEvery(Node):
    """`WHO can pass every decision [when C] [while the others …]`."""

    holder: Holder
    when: Expression | None
    others: Others | None = None


class EveryRequires(Node):
    """`every decision [when C] requires REQUIREMENT`."""

    when: Expression | None
    requirement: Expression


class EveryPassesWith(Node):
    """`every decision [when C] passes with REQUIREMENT`."""

    when: Expression | None
    requirement: Expression


class DecisionCanPass(Node):
    """`every|some|no decision [when C] can pass`."""

    quantifier: Literal["every", "some", "no"]
    when: Expression | None


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


class NeverMatters(Node):
    """`the vote of P never matters to any decision [when C]`; with `each`, `the vote of every one of G …`."""

    voter: Name
    each: bool
    when: Expression | None


class NeverApplies(Node):
    """`X never applies [when C]`."""

    clause: Name
    when: Expression | None


class MakesNoDifference(Node):
    """`X makes no difference [when C]`."""

    clause: Name
    when: Expression | None


class ReadingMakesNoDifference(Node):
    """`whether X is read as R1 or R2 makes no difference [when C]`."""

    clause: Name
    one: Name
    other: Name
    when: Expression | None


class HoldsRight(Node):
    """`P holds R`, or with `positive` false `P does not hold R`."""

    party: Name
    right: Name
    positive: bool


class IsMember(Node):
    """`P is [not] a member of B`."""

    party: Name
    body: Name
    positive: bool


class IsSuspended(Node):
    """`P is [not] suspended from B`."""

    party: Name
    body: Name
    positive: bool


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
    | NeverMatters
    | NeverApplies
    | MakesNoDifference
    | ReadingMakesNoDifference
    | HoldsRight
    | IsMember
    | IsSuspended
    | CanBeQuorate
)

# Claims that are made of names and a `when`, as the grammar calls them.
OF_NAMES: Mapping[str, Callable[..., Claim]] = {
    "never_applies": NeverApplies,
    "makes_no_difference": MakesNoDifference,
    "reading_makes_no_difference": ReadingMakesNoDifference,
}


class UnderPower(Node):
    """`under POWER`."""

    power: Name


class OnDate(Node):
    """`on DATE`."""

    date: Date


class Throughout(Node):
    """`throughout`."""


class FromTo(Node):
    """`from DATE to DATE`, both included."""

    first: Date
    last: Date


class Supposing(Node):
    """`supposing EVENT, …`."""

    events: tuple[Event, ...]


class UnderReading(Node):
    """`under reading R of C`."""

    reading: Name
    clause: Name


class WhateverRules(Node):
    """`whatever P rules`."""

    judge: Name


class EvenAfterAmendments(Node):
    """`even after amendments`, with or without `unless it leaves`."""

    unless_it_leaves: bool


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
