"""Declarations and their lines, and the file that holds them."""

from __future__ import annotations

from typing import Literal

from policy_dsl.syntax.claims import Claim, DatedEvent, Modifier
from policy_dsl.syntax.expressions import (
    AtMeeting,
    EveryOneOf,
    Expression,
    One,
    WhomIt,
    Wording,
)
from policy_dsl.syntax.grants import Grant
from policy_dsl.syntax.words import Annotations, Comment, Date, Name, Node, Number, Text


class Governance(Node):
    """`governance "T" [version "V"] [language N] [spelling British|American]`."""

    title: Text
    version: Text | None
    language: Number | None
    spelling: Literal["British", "American"] | None
    annotations: Annotations


class Document(Node):
    """`document D "T" [dated DATE]`."""

    name: Name
    title: Text | None
    dated: Date | None
    annotations: Annotations


class Weight(Node):
    """`population 83_000_000` after `with`."""

    name: Name
    number: Number


class Fact(Node):
    """`employer Acme` after `with`."""

    name: Name
    value: Name


class Party(Node):
    """`party P "name" [with WEIGHT N, FACT VALUE, …]`."""

    name: Name
    title: Text | None
    weights: tuple[Weight, ...]
    facts: tuple[Fact, ...]
    annotations: Annotations


class Parties(Node):
    """`parties 140 Practice "GP practice" [with WEIGHT N, FACT VALUE, …]`: of each of them it is so."""

    count: Number
    name: Name
    title: Text | None
    weights: tuple[Weight, ...]
    facts: tuple[Fact, ...]
    annotations: Annotations


class Group(Node):
    """`group G ["title"] is P, Q, OtherGroup [except R]`, or `is those [of G] with FACT VALUE`: then `fact` is that,
    and the members are G, if anybody is said.
    """

    name: Name
    title: Text | None
    members: tuple[Name, ...]
    but: tuple[Name, ...]
    fact: Fact | None
    annotations: Annotations


class Members(Node):
    """One `members A, B` line of a body; `observers` lines are of the same kind."""

    names: tuple[Name, ...]
    annotations: Annotations


class MembersThoseOf(Node):
    """`members those of B, C`: whoever is a member of one of these bodies is one here."""

    bodies: tuple[Name, ...]
    annotations: Annotations


class Chair(Node):
    """`chair P [with casting vote]`."""

    party: Name
    casting_vote: bool
    annotations: Annotations


class Quorum(Node):
    """`quorum REQUIREMENT`, or with `requirement` None, `quorum none`."""

    requirement: Expression | None
    annotations: Annotations


class SeatNumber(Node):
    """`seats N`: how many seats a body has when all are filled."""

    number: Number
    annotations: Annotations


class FixedMembership(Node):
    """`fixed membership ["why"]`."""

    why: Text | None
    annotations: Annotations


class Body(Node):
    """`body B ["title"]` and its lines. Lines that may stand once are kept as often as they
    were written, for the checker to show both places.
    """

    name: Name
    title: Text | None
    members: tuple[Members, ...]
    observers: tuple[Members, ...]
    chairs: tuple[Chair, ...]
    quorums: tuple[Quorum, ...]
    fixed_membership: tuple[FixedMembership, ...]
    seats: tuple[SeatNumber, ...]
    those_of: tuple[MembersThoseOf, ...]
    annotations: Annotations


class YesNo(Node):
    """`yes or no`."""


class OneOf(Node):
    """`one of x, y`."""

    values: tuple[Name, ...]


class NumberIn(Node):
    """`number [in UNIT]`."""

    unit: Name | None


class PartySet(Node):
    """`parties`."""


AttributeType = YesNo | OneOf | NumberIn | PartySet


class Attribute(Node):
    """`substance|form NAME ["title"] : TYPE [judged by P]`."""

    side: Literal["substance", "form"]
    name: Name
    title: Text | None
    type: AttributeType
    judge: Name | None
    annotations: Annotations


class DecisionAttributes(Node):
    """`decision` and its attributes."""

    attributes: tuple[Attribute, ...]
    annotations: Annotations


class Power(Node):
    """`power P ["title"] [when …] requires … [may …]`."""

    name: Name
    title: Text | None
    when: Wording | None
    requires: Wording | None
    may: tuple[Grant, ...]
    annotations: Annotations


class EveryPower(Node):
    """`limits every power [of B] [at … meeting]`."""

    body: Name | None
    at: AtMeeting | None


class SomePowers(Node):
    """`limits P, Q [at … meeting]`."""

    powers: tuple[Name, ...]
    at: AtMeeting | None


Scope = EveryPower | SomePowers


class Rule(Node):
    """`rule R ["title"] limits … [when …] requires …`; a missing part is None, and the
    checker's to refuse.
    """

    name: Name
    title: Text | None
    limits: Scope | None
    when: Wording | None
    requires: Wording | None
    annotations: Annotations


class Prohibition(Node):
    """`prohibition F ["title"] limits … [when …]`."""

    name: Name
    title: Text | None
    limits: Scope | None
    when: Wording | None
    annotations: Annotations


class Exception_(Node):
    """`exception E ["title"] to C, D [at … meeting] [when …] [requires …]`. The underscore keeps
    Python's own `Exception` visible.
    """

    name: Name
    title: Text | None
    to: tuple[Name, ...]
    at: AtMeeting | None
    when: Wording | None
    requires: Wording | None
    annotations: Annotations


class Excludes(Node):
    """`excludes WHO from voting [and counting]`."""

    who: One | EveryOneOf | WhomIt
    and_counting: bool


class Recusal(Node):
    """`recusal X ["title"] in B [limits …] [when …] excludes WHO from voting [and counting]`."""

    name: Name
    title: Text | None
    body: Name | None
    limits: Scope | None
    when: Wording | None
    excludes: Excludes | None
    annotations: Annotations


class Allows(Node):
    """`allows at most 2 of G`, `allows at most 1/3 of members of G`."""

    most: Number
    who: Name


class Composition(Node):
    """`composition C ["title"] in B allows at most 2 of G`."""

    name: Name
    title: Text | None
    body: Name
    allows: Allows | None
    annotations: Annotations


class Provision(Node):
    """`provision W "text"`."""

    name: Name
    text: Text | None
    annotations: Annotations


class Right(Node):
    """`right T ["title"] held by members of B`."""

    name: Name
    title: Text | None
    body: Name
    annotations: Annotations


class Timeline(Node):
    """`timeline` and what happened."""

    events: tuple[DatedEvent, ...]
    annotations: Annotations


class Property(Node):
    """`property N ["title"] CLAIM` and its modifiers, in the order written. That two modifiers
    clash is the checker's to say.
    """

    name: Name
    title: Text | None
    claim: Claim
    modifiers: tuple[Modifier, ...]
    annotations: Annotations


# The kinds of what can stand open beside a property: those that are changes of rules or seats, and all.
ChangeOpeningKind = Literal["suspension", "removal", "packing", "amendment"]
OpeningKind = Literal[
    "form",
    "exemption",
    "route",
    "splitting",
    "waiting",
    "classification",
    "absence",
    "abstention",
    "opposition",
    "mixture",
    "reading",
    "timing",
    ChangeOpeningKind,
]


class Accepts(Node):
    """`accepts KIND [NAME [of NAME] [in BODY]] in PROPERTY because "…" [until DATE]`.

    `of` names the clause of a reading (`accepts reading cast of unanimity in …`); kinds that
    have but one instance, such as `absence`, need no name.
    """

    kind: OpeningKind
    name: Name | None
    of: Name | None
    body: Name | None
    property: Name
    because: Text
    until: Date | None
    annotations: Annotations


class Include(Node):
    """`include "other.policy"`."""

    path: Text
    annotations: Annotations


Clause = Power | Rule | Prohibition | Exception_ | Recusal | Composition | Provision
Declaration = (
    Governance
    | Document
    | Party
    | Parties
    | Group
    | Body
    | DecisionAttributes
    | Clause
    | Right
    | Timeline
    | Property
    | Accepts
    | Include
)


class File(Node):
    """A file: its declarations in order, and its comments, which belong to no declaration."""

    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
