"""What clauses say about decisions and ballots: parties referred to, conditions, effects, requirements.

Conditions speak about a decision alone; requirements speak about ballots (and may contain conditions).
All of it is resolved: names have been looked up, thresholds are exact, `majority` is "more than 1/2".
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from policy_dsl.model.effects import EffectPattern
from policy_dsl.model.who import Who
from policy_dsl.records import dataclass, field

__all__ = [
    "ALWAYS",
    "ActApart",
    "AllBut",
    "AllOf",
    "And",
    "AnyOf",
    "AtMeeting",
    "AttendanceTally",
    "Attends",
    "Base",
    "BodyHas",
    "CastingVote",
    "Compare",
    "Comparison",
    "Condition",
    "Consensus",
    "ConsentAct",
    "ConsentVote",
    "Count",
    "CountsTally",
    "Given",
    "Includes",
    "IncludesCount",
    "Is",
    "NoObjection",
    "NoObjectionAct",
    "NoRejection",
    "Not",
    "Or",
    "Quantity",
    "Quorate",
    "Requirement",
    "Rounding",
    "Ruled",
    "Share",
    "Successive",
    "Tally",
    "Touches",
    "Turnout",
    "Waiting",
]

# --- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Is:
    """A yes-or-no attribute is so (`value` a bool), or a one-of attribute has that value (a str)."""

    attribute: str
    value: bool | str


class Comparison(Enum):
    """How a number attribute is compared with an integer."""

    BELOW = "is below"
    AT_MOST = "is at most"
    EXACTLY = "is"
    AT_LEAST = "is at least"
    ABOVE = "is above"


@dataclass(frozen=True)
class Compare:
    """A number attribute, compared with an integer."""

    attribute: str
    comparison: Comparison
    value: int


@dataclass(frozen=True)
class Includes:
    """The parties attribute includes every one of `who` (`every`), or at least one of them.

    Of a cohort, "every one" means all its members and "any" at least one. Of nobody, every one is
    included and no one is.
    """

    attribute: str
    who: Who
    every: bool


@dataclass(frozen=True)
class IncludesCount:
    """How many of `who` the parties attribute includes, compared with a number, or a share of all of them.

    Those of a cohort count one by one. `at least` and `more than` (`ABOVE`) a share of nobody are not so; `at most` and
    `fewer than` (`BELOW`) always say the opposite of `more than` and `at least`.
    """

    attribute: str
    who: Who
    comparison: Comparison
    number: Fraction  # whole, unless it is a share
    share: bool = False


@dataclass(frozen=True)
class BodyHas:
    """So many voting members sit in the body (of `among`, if that is said), or so many of its seats are `vacant`.

    Members are those who are not suspended, recused ones included. It is said of the state as it is before the
    decision's effects, so that no two decisions of one state differ in it.
    """

    body: str
    comparison: Comparison
    number: int
    vacant: bool = False
    among: Who | None = None


@dataclass(frozen=True)
class Ruled:
    """The same of what is ruled, where claims see the facts; clauses see rulings anyway."""

    part: Is | Compare | Includes | IncludesCount


@dataclass(frozen=True)
class Touches:
    """The decision has an effect that one of `patterns` matches. `label` is what the text says."""

    label: str
    patterns: tuple[EffectPattern, ...]


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    part: Condition


@dataclass(frozen=True)
class And:
    """All parts hold; `And(())` is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Or:
    """At least one part holds; `Or(())` is false."""

    parts: tuple[Condition, ...]


Condition = Is | Compare | Includes | IncludesCount | BodyHas | Ruled | Touches | Not | And | Or
ALWAYS = And(())

# --- requirements ------------------------------------------------------------------------------


class Base(Enum):
    """The denominator of a tally."""

    MEMBERS = "members"  # voting members, absent ones included
    NOT_ABSTAINING = "members not abstaining"  # the same, less those who abstain
    PRESENT = "those present"  # for + against + abstain (+ recused members who attend)
    CAST = "votes cast"  # for + against
    SEATS = (
        "seats"  # the seats that the body has, vacant ones and those of suspended members included
    )


class Rounding(Enum):
    """What becomes of a share of the base that is no whole number, before it is compared."""

    UP = "up"
    DOWN = "down"
    NEAREST = "to nearest"  # halves up


@dataclass(frozen=True)
class Share:
    """More than (`strict`) or at least `fraction` of the base. Majority: (1/2, True); unanimity: (1, False).

    With `rounding` the share of the base, as a number of votes or of their weight, is rounded first.
    """

    fraction: Fraction
    strict: bool
    rounding: Rounding | None = None


@dataclass(frozen=True)
class Count:
    """More than (`strict`) or at least `number` in favour, whatever the base."""

    number: int
    strict: bool


@dataclass(frozen=True)
class AllBut:
    """At least the base less `number`."""

    number: int


Quantity = Share | Count | AllBut


class ActApart:
    """A requirement that asks for an act of its own beside any vote, of `who` or of some of them."""

    who: Who


class CountsTally:
    """A requirement that counts otherwise what a tally counts: other votes, or who attends."""

    tally: Tally


@dataclass(frozen=True)
class Tally:
    """A count of votes for (with `abstentions` also of abstentions) in a body against a threshold.

    `among` restricts numerator, denominator and the one vote in favour alike; `weight` names the weight
    (None: heads). `base` is None only for `at least N votes in favour`, which needs no denominator.
    Votes ask for the quorum of the body, unless `no_quorum` says that they count without it. (What is written `with
    quorum Q` is the same without quorum, and Q.)
    """

    quantity: Quantity
    base: Base | None
    body: str
    among: Who | None = None
    weight: str | None = None
    abstentions: bool = False
    no_quorum: bool = False


@dataclass(frozen=True)
class NoRejection(CountsTally):
    """The body is quorate (unless the tally has `no_quorum`), and `tally`, counting votes against instead of votes for,
    is not met.
    """

    tally: Tally


@dataclass(frozen=True)
class Consensus:
    """The body is quorate (unless `no_quorum`), and nobody present votes against."""

    body: str
    no_quorum: bool = False


@dataclass(frozen=True)
class NoObjection:
    """The body is quorate (unless `no_quorum`), and none of `who` who are entitled to vote there votes against."""

    who: Who
    body: str
    no_quorum: bool = False


@dataclass(frozen=True)
class ConsentVote:
    """`who` vote for in `body`.

    `need` None: for a single party, it votes for there (so without a vote there it is not met); for a
    group, every one of those who are entitled to vote there does (of nobody: met). A number: at least
    that many of them do.
    """

    who: Who
    body: str
    need: int | None = None


@dataclass(frozen=True)
class ConsentAct(ActApart):
    """`who` give their consent, an act of its own: every one of them (`need` None), or at least `need`."""

    who: Who
    need: int | None = None


@dataclass(frozen=True)
class NoObjectionAct(ActApart):
    """None of `who` objects by an act of its own, which is neither a consent nor silence."""

    who: Who


@dataclass(frozen=True)
class Attends:
    """`who` attend the body: as `ConsentVote`, with attending instead of voting for.

    A member who holds a seat, is not suspended and not counted out by a recusal attends by voting for,
    against or abstaining, or, recused, by being there. "Every one of G" ranges over those of G who could.
    """

    who: Who
    body: str
    need: int | None = None


@dataclass(frozen=True)
class AttendanceTally(CountsTally):
    """`tally`, counting those who attend instead of votes for. It needs no quorum, but somebody attending."""

    tally: Tally


@dataclass(frozen=True)
class Turnout(CountsTally):
    """`tally`, counting votes for and against alike instead of votes for. It needs no quorum, but one such vote."""

    tally: Tally


@dataclass(frozen=True)
class CastingVote:
    """The casting vote in `body` is cast for, by a chair who is present and entitled."""

    body: str


@dataclass(frozen=True)
class Quorate:
    """The body is quorate (or, not `so`: it is not), by its own quorum.

    That it is not, somebody who comes can undo, even if in favour: of all requirements this one alone is not monotone.
    """

    body: str
    so: bool = True


@dataclass(frozen=True)
class Given:
    """A condition on the decision, as a part of a requirement."""

    condition: Condition


@dataclass(frozen=True)
class AllOf:
    """Every part is met; `AllOf(())` is met.

    `own_quorum`: the last part was written as `with quorum`, which means the same.
    """

    parts: tuple[Requirement, ...]
    own_quorum: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class AnyOf:
    """At least one part is met.

    `adjourned`: it was written as `R or at an adjourned meeting of B S`, which means the same: at the first meeting B
    is quorate and R is met, or it is not quorate there, and S is met at the last.
    """

    parts: tuple[Requirement, ...]
    adjourned: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Waiting:
    """How long after the meeting before it a meeting is at the least: a number of `days`, `weeks` or `months`."""

    number: int
    unit: str


@dataclass(frozen=True)
class Successive:
    """Every stage is met, each at a meeting of its own: the last at the last meeting, the one before it at the one
    before that, and so on.

    `waiting` has for each stage but the first how long after the meeting before it its own is, at the least, where that
    is said; whether a stage is met does not depend on it.
    """

    stages: tuple[Requirement, ...]
    waiting: tuple[Waiting | None, ...] = ()


class AtMeeting(Enum):
    """At which of a power's meetings something is demanded of its decisions besides what the power demands itself."""

    FIRST = "at the first meeting"
    LAST = "at the last meeting"
    EVERY = "at every meeting"


Requirement = (
    Tally
    | NoRejection
    | Consensus
    | NoObjection
    | ConsentVote
    | ConsentAct
    | NoObjectionAct
    | Attends
    | AttendanceTally
    | Turnout
    | CastingVote
    | Quorate
    | Given
    | AllOf
    | AnyOf
    | Successive
)
