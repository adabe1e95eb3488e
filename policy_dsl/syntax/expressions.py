"""Conditions and requirements, as written.

They share one type, `Expression`: a parenthesis may hold either, and "no `not` over votes" is a
matter of sense, for the checker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy_dsl.syntax.words import Annotations, Name, Node, Number, Text


@dataclass(frozen=True, slots=True)
class AttributeHolds(Node):
    """An attribute that stands alone: `may_outsource`."""

    attribute: Name


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`kind is contract`, `value is below £500_000`. `is exactly N` reads as `is N`."""

    attribute: Name
    operator: Literal["is", "is not", "is below", "is at most", "is above", "is at least"]
    value: Name | Number


@dataclass(frozen=True, slots=True)
class Includes(Node):
    """`affects includes Luton`, `… includes any of G`, `… includes every one of G`."""

    attribute: Name
    quantifier: Literal["one", "any of", "every one of"]
    who: Name


@dataclass(frozen=True, slots=True)
class AmendsClause(Node):
    """`amends C`."""

    clause: Name


@dataclass(frozen=True, slots=True)
class AmendsQuorum(Node):
    """`amends quorum of B`."""

    body: Name


@dataclass(frozen=True, slots=True)
class AmendsAny(Node):
    """`amends any clause`."""


@dataclass(frozen=True, slots=True)
class AmendsNone(Node):
    """`amends no clause`."""


@dataclass(frozen=True, slots=True)
class EnactsClause(Node):
    """`enacts C`."""

    clause: Name


@dataclass(frozen=True, slots=True)
class EnactsAnyPower(Node):
    """`enacts any power`."""


SeatVerb = Literal["remove", "suspend", "restore", "admit"]


@dataclass(frozen=True, slots=True)
class MovesSeat(Node):
    """`removes P from B`, `suspends any member of B`, `restores P to B`, `admits anyone to B`;
    `who` is None for any member, or anyone.
    """

    verb: SeatVerb
    who: Name | None
    body: Name


@dataclass(frozen=True, slots=True)
class ChangesMembership(Node):
    """`changes membership of B`: any of the moves of a seat there."""

    body: Name


Effect = (
    AmendsClause
    | AmendsQuorum
    | AmendsAny
    | AmendsNone
    | EnactsClause
    | EnactsAnyPower
    | MovesSeat
    | ChangesMembership
)


@dataclass(frozen=True, slots=True)
class Majority(Node):
    """`majority`: more than a half."""


@dataclass(frozen=True, slots=True)
class Unanimity(Node):
    """`unanimity`: all."""


@dataclass(frozen=True, slots=True)
class AtLeast(Node):
    """`at least N|p/q|x%`."""

    number: Number


@dataclass(frozen=True, slots=True)
class MoreThan(Node):
    """`more than N|p/q|x%`."""

    number: Number


@dataclass(frozen=True, slots=True)
class AllBut(Node):
    """`all but N`."""

    number: Number


Quantity = Majority | Unanimity | AtLeast | MoreThan | AllBut
BaseWord = Literal["members", "those present", "votes cast"]


@dataclass(frozen=True, slots=True)
class Base(Node):
    """What a quantity is a share of."""

    value: BaseWord


@dataclass(frozen=True, slots=True)
class Tally(Node):
    """`QUANTITY of BASE [among GROUP] in BODY [weighted by WEIGHT] [counting abstentions]`.

    A missing base parses so that the checker can answer with the three readings to choose from;
    a missing body parses because a quorum implies its own.
    """

    quantity: Quantity
    base: Base | None
    among: Name | None
    body: Name | None
    weight: Name | None
    counting_abstentions: bool


@dataclass(frozen=True, slots=True)
class VotesInFavour(Node):
    """`at least N votes in favour [among GROUP] in BODY`."""

    number: Number
    among: Name | None
    body: Name | None


@dataclass(frozen=True, slots=True)
class Consensus(Node):
    """`consensus in BODY`."""

    body: Name | None


@dataclass(frozen=True, slots=True)
class One(Node):
    """One party, or an attribute of type `parties`, by its name. The checker knows which, and
    whether it names a group.
    """

    name: Name


@dataclass(frozen=True, slots=True)
class EveryOneOf(Node):
    """`every one of GROUP`."""

    group: Name


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """`any of GROUP`: in `no objection from any of G`, which means the same as `from G`."""

    group: Name


@dataclass(frozen=True, slots=True)
class AtLeastOf(Node):
    """`at least N of GROUP`."""

    number: Number
    group: Name


Voters = One | EveryOneOf | AnyOf | AtLeastOf


@dataclass(frozen=True, slots=True)
class Consent(Node):
    """`consent of WHO`, with `in BODY` or `by separate act`, or neither."""

    who: One | EveryOneOf | AtLeastOf
    body: Name | None
    by_separate_act: bool


@dataclass(frozen=True, slots=True)
class NoObjection(Node):
    """`no objection from WHO in BODY`."""

    who: One | EveryOneOf | AnyOf
    body: Name | None


@dataclass(frozen=True, slots=True)
class NoRejection(Node):
    """`no rejection by TALLY`."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class Attendance(Node):
    """`attendance of WHO in BODY`."""

    who: One | EveryOneOf
    body: Name | None


@dataclass(frozen=True, slots=True)
class AttendanceTally(Node):
    """`attendance of TALLY`."""

    tally: Tally


@dataclass(frozen=True, slots=True)
class CastingVote(Node):
    """`casting vote of P [in BODY]` as a requirement."""

    holder: Name
    body: Name | None


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not OPERAND`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And(Node):
    """Two or more operands joined by `and`. Flat: `a and b and c` is one node; a parenthesised
    `and` inside stays a node of its own.
    """

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Two or more operands joined by `or`; `and` binds tighter."""

    operands: tuple[Expression, ...]


ConditionAtom = AttributeHolds | Comparison | Includes | Effect
RequirementAtom = (
    Tally
    | VotesInFavour
    | Consensus
    | Consent
    | NoObjection
    | NoRejection
    | Attendance
    | AttendanceTally
    | CastingVote
)
Expression = ConditionAtom | RequirementAtom | Not | And | Or


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """`reading NAME "title": EXPRESSION [intended]` and its annotations."""

    name: Name
    title: Text | None
    expression: Expression
    intended: bool
    annotations: Annotations


@dataclass(frozen=True, slots=True)
class Plain(Node):
    """A `when` or `requires` with one wording."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Readings(Node):
    """A `when` or `requires` that can be read in several ways."""

    readings: tuple[Reading, ...]


Wording = Plain | Readings
