"""What a property claims, and of which states, readings and rulings."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import ClassVar

from policy_dsl.model.events import Event
from policy_dsl.model.expressions import AtMeeting, Condition, Requirement
from policy_dsl.model.places import Notes, Place
from policy_dsl.model.who import Who
from policy_dsl.records import dataclass

__all__ = [
    "AboutClause",
    "AboutRequirement",
    "Alone",
    "Between",
    "CanBeQuorate",
    "CanBlock",
    "CanPass",
    "CannotBlock",
    "Claim",
    "ClaimForm",
    "Coalition",
    "ComparesReadings",
    "CountsVotes",
    "DecisionClaim",
    "EveryCanPass",
    "HoldsRight",
    "InABody",
    "IsMember",
    "IsSuspended",
    "Latest",
    "MakesNoDifference",
    "Manner",
    "NeverApplies",
    "NeverMatters",
    "NoneCanPass",
    "OnDate",
    "Others",
    "Part",
    "PassesWith",
    "Property",
    "ReadingMakesNoDifference",
    "Requires",
    "SomeCanPass",
    "StateClaim",
    "Throughout",
    "VoteCarries",
    "When",
]


class Manner(Enum):
    """What the holder of a veto does with it. All refuse their consents."""

    AGAINST = "by voting against"
    ABSTAINING = "by abstaining"
    AWAY = "by staying away"
    ANY = "by any means"  # each vote anything but for, as the holder likes best


class Others(Enum):
    """What everybody does who is not of those that a claim is about, in each body; nobody of them consents.

    Only ballots in which they do so count. Who is recused stays away, too, if they do; else it attends or not.
    """

    AWAY = "while the others stay away"
    ABSTAINING = "while the others abstain"
    AGAINST = "while the others vote against"


class Alone(Enum):
    """How a claim speaks of its parties."""

    TOGETHER = "together"
    EVERY = "every one alone"
    NONE = "no one alone"  # or, with a count, no so many together
    SOME = "some together"


@dataclass(frozen=True)
class Part:
    """Some parties of a coalition: all of `who`, or any `count` of them."""

    who: Who
    count: int | None = None


@dataclass(frozen=True)
class Coalition:
    """Who a claim is about: with TOGETHER, every choice of those that parts with a count leave open.

    With EVERY and NONE there is one part; EVERY speaks of each of it alone, NONE denies the claim of each alone or,
    where the part has a count, of any so many of it together. With SOME the claim is true of one choice of those
    that the parts leave open, the same for all decisions; it may be another under another reading and at another time.
    """

    parts: tuple[Part, ...]
    alone: Alone = Alone.TOGETHER

    @property
    def chosen_once(self) -> bool:
        """Whether the claim says of one choice of several, the same for all decisions, that it is so, or of none."""
        counted = any(part.count is not None for part in self.parts)
        return self.alone is Alone.SOME or (self.alone is Alone.NONE and counted)


class ClaimForm:
    """What all that works on claims asks of their form, so that it needs no list of forms.

    A form says here where it differs; what is said here is right of any, if a form could be treated better.
    """

    # A decision may refute it just since fewer powers may have its effects: decisions are told apart by that, too.
    powers_matter: ClassVar[bool] = True
    # No power that takes a decision makes a difference to it.
    whatever_the_power: ClassVar[bool] = False

    @property
    def only_as_rules_stand(self) -> bool:
        """Whether it is made of rules as they stand only, and cannot be of all that decisions make of them."""
        return True


class _OfChangingRules(ClaimForm):
    """A claim that can be made of all that decisions make of the rules, too."""

    powers_matter = False

    @property
    def only_as_rules_stand(self) -> bool:
        return False


class CountsVotes(_OfChangingRules):
    """A claim that counts votes itself, and so sees by which power a recusal keeps somebody from voting."""


class AboutRequirement(CountsVotes):
    """A claim that compares what is adopted with a requirement, which sees facts, not rulings."""

    requirement: Requirement


class InABody(ClaimForm):
    """A claim about what is done in one body."""

    body: str


class _OfACoalition(ClaimForm):
    """A claim about what some can do together.

    Of one choice of several, who might be others once rules change, and of what everybody else does at one meeting, it
    is made as the rules stand.
    """

    powers_matter = False
    who: Coalition
    others: Others | None

    @property
    def only_as_rules_stand(self) -> bool:
        return self.who.chosen_once or self.others is not None


class AboutClause(ClaimForm):
    """A claim that a clause, as it is written, applies or not, could be left out, or read otherwise."""

    clause: str


class ComparesReadings(AboutClause):
    """A claim about a clause read in two ways."""


class _Withholding(_OfACoalition):
    """A claim about those who withhold their help: at every meeting at which a decision is taken, or `at` one of them.

    What they do at the others is then left open. Amended powers may be used at more meetings or at fewer.
    """

    at: AtMeeting | None

    @property
    def only_as_rules_stand(self) -> bool:
        return super().only_as_rules_stand or self.at is not None


@dataclass(frozen=True)
class CanBlock(_Withholding):
    """For every decision, reading and ballot in which the coalition acts in this manner: not adopted."""

    who: Coalition
    when: Condition
    manner: Manner
    others: Others | None = None
    at: AtMeeting | None = None


@dataclass(frozen=True)
class CannotBlock(_Withholding):
    """Each decision that some ballot adopts is adopted by one in which the coalition acts in this manner."""

    who: Coalition
    when: Condition
    manner: Manner
    others: Others | None = None
    at: AtMeeting | None = None


@dataclass(frozen=True)
class CanPass(_OfACoalition):
    """For every decision and every ballot in which the coalition votes for and consents: adopted."""

    who: Coalition
    when: Condition
    others: Others | None = None


@dataclass(frozen=True)
class Requires(AboutRequirement):
    """Adopted implies the requirement (which sees facts, not rulings)."""

    when: Condition
    requirement: Requirement


@dataclass(frozen=True)
class PassesWith(AboutRequirement):
    """The requirement (which sees facts, not rulings) implies adopted."""

    when: Condition
    requirement: Requirement


@dataclass(frozen=True)
class EveryCanPass(_OfChangingRules):
    """For each decision there is a ballot that adopts it."""

    when: Condition


@dataclass(frozen=True)
class SomeCanPass(_OfChangingRules):
    """For some decision there is a ballot that adopts it."""

    when: Condition


@dataclass(frozen=True)
class NoneCanPass(_OfChangingRules):
    """For no decision is there a ballot that adopts it."""

    when: Condition


@dataclass(frozen=True)
class VoteCarries(CountsVotes, InABody):
    """A vote of so many to so many carries every (or, not `carries`: does not carry any) decision.

    Heads of members entitled to vote in `body`; its other members are absent; all other bodies and all
    consents are in favour, a casting vote in `body` is not cast; for every allocation of these votes to members.
    """

    votes_for: int
    votes_against: int
    abstaining: int
    body: str
    when: Condition
    carries: bool


@dataclass(frozen=True)
class NeverMatters(ClaimForm):
    """No two ballots on a decision that differ only in what the voter does differ in whether it is adopted.

    What it does: its vote in each body, whether it attends where it is recused, and its casting vote; not its consents
    by separate act. `who` is one party, or each of several (EVERY).
    """

    who: Coalition
    when: Condition


@dataclass(frozen=True)
class NeverApplies(AboutClause):
    """The clause applies to no decision, however that is ruled on: its `when` does not hold, or it is excepted.

    An exception applies where something that it is made to would.
    """

    powers_matter = False
    whatever_the_power = True

    clause: str
    when: Condition


@dataclass(frozen=True)
class MakesNoDifference(AboutClause):
    """Each decision has the same outcome on each ballot whether the clause is there or does not apply to anything.

    A ballot says what everybody does in each seat: who may vote only without the clause attends both times or neither.
    """

    clause: str
    when: Condition


@dataclass(frozen=True)
class ReadingMakesNoDifference(ComparesReadings):
    """Each decision has the same outcome on each ballot whether the clause is read as `one` or as `other`.

    All other clauses are read alike both times. Who may vote only by one of the two attends both times or neither.
    """

    clause: str
    one: str
    other: str
    when: Condition


@dataclass(frozen=True)
class HoldsRight(_OfChangingRules):
    """The party holds the right (or not)."""

    party: str
    right: str
    positive: bool


@dataclass(frozen=True)
class IsMember(_OfChangingRules):
    """The party has a seat in the body, suspended or not (or has none)."""

    party: str
    body: str
    positive: bool


@dataclass(frozen=True)
class IsSuspended(_OfChangingRules):
    """The party has a seat in the body and is suspended (or not so)."""

    party: str
    body: str
    positive: bool


@dataclass(frozen=True)
class CanBeQuorate(_OfChangingRules, InABody):
    """Some decision and attendance make the body quorate (or none does)."""

    whatever_the_power = True

    body: str
    positive: bool


DecisionClaim = (
    CanBlock
    | CannotBlock
    | CanPass
    | Requires
    | PassesWith
    | EveryCanPass
    | SomeCanPass
    | NoneCanPass
    | VoteCarries
    | NeverMatters
    | NeverApplies
    | MakesNoDifference
    | ReadingMakesNoDifference
)
StateClaim = HoldsRight | IsMember | IsSuspended | CanBeQuorate
Claim = DecisionClaim | StateClaim


@dataclass(frozen=True)
class Latest:
    """The state after the last event."""


@dataclass(frozen=True)
class OnDate:
    """The state on that day, its events included."""

    day: date


@dataclass(frozen=True)
class Between:
    """Every state from one day to another, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Throughout:
    """Every state of the timeline, that before the first event included."""


When = Latest | OnDate | Between | Throughout


@dataclass(frozen=True)
class Property:
    """A claim to prove or refute, and where it is made.

    `supposing` happens after the events of each state asked about. `fixed_readings` are (clause, reading);
    all other readings are asked about at once. Rulings of `free_judges` may differ from the facts. With
    `unless_it_leaves` those whom the claim is about help with no change of the rules, and do not go by themselves.
    """

    name: str
    title: str
    claim: Claim
    under: str | None
    at: When
    supposing: tuple[Event, ...]
    fixed_readings: tuple[tuple[str, str], ...]
    free_judges: tuple[str, ...]
    even_after_amendments: bool
    expected_false: str | None
    place: Place
    notes: Notes
    unless_it_leaves: bool = False
