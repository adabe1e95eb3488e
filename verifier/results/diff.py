"""What a comparison answers: plain frozen data, which every output format renders and none computes."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Literal

from policy_dsl.model import Condition
from policy_dsl.records import dataclass
from verifier.results import Scenario, Verdict
from verifier.results.loopholes import Conditions

SeatKind = Literal["member", "suspended", "right"]

# Ambiguous clauses, each with those of its readings that are meant.
Readings = tuple[tuple[str, tuple[str, ...]], ...]


class WhetherChanged(Enum):
    """What is known of the two as a whole."""

    SAME = "no change in meaning"  # proved
    CHANGED = "changed"
    UNDETERMINED = "undetermined"


class Fate(Enum):
    """What became of a class of decisions."""

    NOW_CAN_PASS = "now can pass"
    NOW_BLOCKED = "now blocked"
    OTHER_VOTES = "passes with other votes"


class Side(Enum):
    """One of the two."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Stretch:
    """A stretch of time; null where it is open."""

    from_: date | None
    before: date | None

    def meets(self, other: Stretch) -> bool:
        """Whether some day is in both."""
        return (self.before is None or other.from_ is None or other.from_ < self.before) and (
            other.before is None or self.from_ is None or self.from_ < other.before
        )


@dataclass(frozen=True)
class Renamed:
    """The same thing under another name."""

    kind: str
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class OneSided:
    """Something that only one side declares."""

    side: Side
    kind: str
    name: str
    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Redeclared:
    """Something declared differently, in a way that no single decision shows."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True)
class ComparedDecision:
    """One decision with everybody's ballots under both: replayed by the interpreter, `passes` says under which."""

    passes: Side
    old: Scenario
    new: Scenario

    @property
    def said_of_both(self) -> tuple[str, ...]:
        """The lines that both stories have, each once: what a rule requires is said with every power that it limits."""
        old = set(self.old.text)
        return tuple(line for line in dict.fromkeys(self.new.text) if line in old)


@dataclass(frozen=True)
class ChangedClass:
    """A class of decisions that changed its fate.

    `condition` is the weakest that was found, and goes where clauses are read as `readings` say; unless `every`, only
    some decisions of which it is true are meant. `shown` are replayed: for decisions that need other votes, an
    example in each direction in which there is one.
    """

    fate: Fate
    condition: Condition
    readings: Readings
    every: bool
    shown: tuple[ComparedDecision, ...]
    stretches: tuple[Stretch, ...]

    @property
    def easier(self) -> bool:
        """Whether some votes suffice now that did not."""
        return any(each.passes is Side.NEW for each in self.shown)

    @property
    def harder(self) -> bool:
        """Whether some votes suffice no longer."""
        return any(each.passes is Side.OLD for each in self.shown)


class SolePower(Enum):
    """What single parties can have over decisions."""

    VETO = "veto"  # by voting against, and refusing its consent
    SOLE_POWER = "sole power"  # to pass them, whatever the others do


@dataclass(frozen=True)
class StandingChange:
    """Parties each of whom alone gained or lost a veto or a sole power, over one class of decisions."""

    standing: SolePower
    gained: bool
    parties: tuple[str, ...]
    condition: Condition
    readings: Readings
    every: bool
    shown: ComparedDecision | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class SeatChange:
    """A seat, a suspension or a right that one side gives and the other does not."""

    schema_name = "seat"

    kind: SeatKind
    party: str
    where: str
    before: bool
    now: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class SituationCount:
    """How many situations change: a decision, a reading of both, and a ballot of everybody. All are exact.

    `decisions`, `readings` and `ballots` multiply to `situations`; `now_pass` and `now_fail` are those that
    change. `what` names what is counted; or `why_not` says why nothing is.
    """

    stretch: Stretch
    why_not: str | None = None
    decisions: int = 0
    readings: int = 0
    ballots: int = 0
    now_pass: int = 0
    now_fail: int = 0
    what: str = ""

    @property
    def situations(self) -> int:
        """All situations."""
        return self.decisions * self.readings * self.ballots

    @property
    def changed(self) -> int:
        """Situations in which the outcome is another."""
        return self.now_pass + self.now_fail


class ChangeKind(Enum):
    """What became of a property or a loophole."""

    APPEARED = "appeared"
    WENT = "went"
    VERDICT = "changed verdict"
    WORDING = "asks something else"


@dataclass(frozen=True)
class PropertyChange:
    """A property that appeared, went, changed its verdict or claim; with the scenarios of its verdicts."""

    kind: ChangeKind
    name: str
    old_name: str
    title: str
    claim: str
    old_claim: str
    old_verdict: Verdict | None
    new_verdict: Verdict | None
    old_scenario: Scenario | None
    new_scenario: Scenario | None
    file: str
    line: int


@dataclass(frozen=True)
class LoopholeChange:
    """A way round what a property protects, that appeared or went; with its replayed scenario."""

    kind: ChangeKind
    property: str
    openings: tuple[str, ...]
    under: Conditions
    power: str
    scenario: Scenario
    file: str
    line: int


@dataclass(frozen=True)
class SpecificationComparison:
    """Two specifications compared. `stretches` is the time over which; `undetermined`, what a limit kept open.

    `cut`: which lists of decisions go on, though what they list is known.
    """

    old_file: str
    new_file: str
    old_title: str
    new_title: str
    answer: WhetherChanged
    classes: tuple[ChangedClass, ...]
    standings: tuple[StandingChange, ...]
    seats: tuple[SeatChange, ...]
    quorums: tuple[str, ...]
    counts: tuple[SituationCount, ...]
    properties: tuple[PropertyChange, ...]
    loopholes: tuple[LoopholeChange, ...]
    renamed: tuple[Renamed, ...]
    one_sided: tuple[OneSided, ...]
    redeclared: tuple[Redeclared, ...]
    stretches: tuple[Stretch, ...]
    undetermined: tuple[str, ...]
    cut: tuple[str, ...] = ()
