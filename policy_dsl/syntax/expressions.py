"""Conditions and requirements, as written.

They share one type, `Expression`: a parenthesis may hold either, and "no `not` over votes" is a
matter of sense, for the checker.
"""

from __future__ import annotations

from typing import Literal

from policy_dsl.syntax.effects import Effect, SeatVerb
from policy_dsl.syntax.words import Annotations, Name, Node, Number, Text

__all__ = [
    "Adjourned",
    "AllBut",
    "And",
    "AnyOneOf",
    "AtLeast",
    "AtLeastOf",
    "AtMeeting",
    "Attendance",
    "AttendanceTally",
    "AttributeHolds",
    "Base",
    "BaseWord",
    "BodyHas",
    "CastingVote",
    "Comparison",
    "ConditionAtom",
    "Consensus",
    "Consent",
    "EveryOneOf",
    "Expression",
    "HowMany",
    "Includes",
    "IncludesCount",
    "Majority",
    "MeetingWord",
    "MoreThan",
    "NoObjection",
    "NoRejection",
    "Not",
    "One",
    "Or",
    "OwnQuorum",
    "Plain",
    "Quantity",
    "Reading",
    "Readings",
    "RequirementAtom",
    "Rounded",
    "RoundingWord",
    "Ruled",
    "Successive",
    "Tally",
    "Turnout",
    "Unanimity",
    "Voters",
    "VotesInFavour",
    "Waiting",
    "WhomIt",
    "Wording",
]


class AttributeHolds(Node):
    """An attribute that stands alone: `may_outsource`."""

    attribute: Name


HowMany = Literal["at least", "more than", "at most", "fewer than", "exactly"]


class Comparison(Node):
    """`kind is contract`, `value is below £500_000`. `is exactly N` reads as `is N`."""

    attribute: Name
    operator: Literal["is", "is not", "is below", "is at most", "is above", "is at least"]
    value: Name | Number


class Includes(Node):
    """`affects includes Luton`, `… includes any of G`, `… includes every one of G, H except J`, `… no one of G`."""

    attribute: Name
    quantifier: Literal["one", "any of", "every one of", "no one of"]
    who: tuple[Name, ...]
    but: tuple[Name, ...] = ()


class IncludesCount(Node):
    """`affects includes at least 4 of Council`, `… includes fewer than 1/2 of G, H`."""

    attribute: Name
    comparison: HowMany
    number: Number
    who: tuple[Name, ...]
    but: tuple[Name, ...] = ()


class BodyHas(Node):
    """`B has fewer than 2 members [among G]`, `B has at least 1 vacant seat`; `number` None: `no vacant seats`."""

    body: Name
    comparison: HowMany
    number: Number | None
    vacant: bool
    among: Name | None


class Ruled(Node):
    """`kind is ruled to be contract`, `… to be below 5`, `… to include Luton`: the same of the ruling."""

    said: AttributeHolds | Comparison | Includes | IncludesCount


class Majority(Node):
    """`majority`: more than a half."""


class Unanimity(Node):
    """`unanimity`: all."""


class AtLeast(Node):
    """`at least N|p/q|x%`."""

    number: Number


class MoreThan(Node):
    """`more than N|p/q|x%`."""

    number: Number


class AllBut(Node):
    """`all but N`."""

    number: Number


Quantity = Majority | Unanimity | AtLeast | MoreThan | AllBut
BaseWord = Literal["members", "members not abstaining", "those present", "votes cast", "seats"]
RoundingWord = Literal["up", "down", "to nearest"]


class Base(Node):
    """What a quantity is a share of."""

    value: BaseWord


class Rounded(Node):
    """`rounded up`, `rounded down`, `rounded to nearest`."""

    value: RoundingWord


class OwnQuorum(Node):
    """`with quorum Q`, or `with quorum none`: what stands in for the quorum of the body in one requirement."""

    expression: Expression | None


class Tally(Node):
    """`QUANTITY of BASE [among GROUP] in BODY [weighted by WEIGHT] [counting abstentions] [rounded HOW] [QUORUM]`.

    A missing base parses so that the checker can answer with the three readings to choose from;
    a missing body parses because a quorum implies its own.
    """

    quantity: Quantity
    base: Base | None
    among: Name | None
    body: Name | None
    weight: Name | None
    counting_abstentions: bool
    rounded: Rounded | None
    quorum: OwnQuorum | None


class VotesInFavour(Node):
    """`at least N votes in favour [among GROUP] in BODY [with quorum Q]`."""

    number: Number
    among: Name | None
    body: Name | None
    quorum: OwnQuorum | None


class Consensus(Node):
    """`consensus in BODY [with quorum Q]`."""

    body: Name | None
    quorum: OwnQuorum | None


class One(Node):
    """One party, or an attribute of type `parties`, by its name, or such an attribute less some parties. The checker
    knows which, and whether it names a group.
    """

    name: Name


class EveryOneOf(Node):
    """`every one of GROUP`."""

    group: Name


class AnyOneOf(Node):
    """`any of GROUP`: in `no objection from any of G`, which means the same as `from G`."""

    group: Name


class AtLeastOf(Node):
    """`at least N of GROUP`."""

    number: Number
    group: Name


Voters = One | EveryOneOf | AnyOneOf | AtLeastOf


class WhomIt(Node):
    """`whom it removes or suspends`: the parties to whom the decision would do so, in any body."""

    verbs: tuple[SeatVerb, ...]


class Consent(Node):
    """`consent of WHO`, with `in BODY` or `by separate act`, or neither."""

    who: One | EveryOneOf | AtLeastOf
    body: Name | None
    by_separate_act: bool


class NoObjection(Node):
    """`no objection from WHO in BODY [with quorum Q]`, or `by separate act`."""

    who: One | EveryOneOf | AnyOneOf
    body: Name | None
    quorum: OwnQuorum | None
    by_separate_act: bool = False


class NoRejection(Node):
    """`no rejection by TALLY`."""

    tally: Tally


class Attendance(Node):
    """`attendance of WHO in BODY`."""

    who: One | EveryOneOf
    body: Name | None


class AttendanceTally(Node):
    """`attendance of TALLY`."""

    tally: Tally


class Turnout(Node):
    """`turnout of TALLY`."""

    tally: Tally


class CastingVote(Node):
    """`casting vote of P [in BODY]` as a requirement."""

    holder: Name
    body: Name | None


class Not(Node):
    """`not OPERAND`."""

    operand: Expression


class And(Node):
    """Two or more operands joined by `and`. Flat: `a and b and c` is one node; a parenthesised
    `and` inside stays a node of its own.
    """

    operands: tuple[Expression, ...]


class Or(Node):
    """Two or more operands joined by `or`; `and` binds tighter."""

    operands: tuple[Expression, ...]


class Waiting(Node):
    """`after at least 14 days`, between two meetings."""

    number: Number
    unit: Name


MeetingWord = Literal["at the first meeting", "at the last meeting", "at every meeting"]


class AtMeeting(Node):
    """`at the first meeting`, `at the last meeting`, `at every meeting`."""

    value: MeetingWord


class Successive(Node):
    """`R1 then R2`: what is needed at meetings that follow one another.

    `waiting` has for each but the first how long after the one before it is, at the least, where that is said.
    """

    stages: tuple[Expression, ...]
    waiting: tuple[Waiting | None, ...]


class Adjourned(Node):
    """`R1 or at an adjourned meeting of B R2`: where B is not quorate at the first meeting, R2 is needed at another.

    `body` may be left out where R1 counts in one body.
    """

    first: Expression
    body: Name | None
    again: Expression


ConditionAtom = AttributeHolds | Comparison | Includes | IncludesCount | BodyHas | Ruled | Effect
RequirementAtom = (
    Tally
    | VotesInFavour
    | Consensus
    | Consent
    | NoObjection
    | NoRejection
    | Attendance
    | AttendanceTally
    | Turnout
    | CastingVote
)
Expression = ConditionAtom | RequirementAtom | Not | And | Or | Successive | Adjourned


class Reading(Node):
    """`reading NAME "title": EXPRESSION [intended]` and its annotations."""

    name: Name
    title: Text | None
    expression: Expression
    intended: bool
    annotations: Annotations


class Plain(Node):
    """A `when` or `requires` with one wording."""

    expression: Expression


class Readings(Node):
    """A `when` or `requires` that can be read in several ways."""

    readings: tuple[Reading, ...]


Wording = Plain | Readings
