"""What the verifier answers: plain frozen data, which every output format renders and none computes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Literal

from policy_dsl.decisions import Ballots, Decision
from policy_dsl.interpreter import Outcome
from policy_dsl.records import dataclass, field
from policy_dsl.state import State

Act = Literal[
    "for", "against", "abstain", "absent", "recused, attending", "recused, absent", "suspended"
]


@dataclass(frozen=True)
class Note:
    """What the schema says of a field besides its type."""

    text: str = ""
    least: int | None = None
    most: int | None = None
    pattern: str | None = None


class Verdict(Enum):
    """What is known of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    VACUOUS = "vacuous"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Support:
    """Something that an answer rests on."""

    kind: str
    name: str
    text: str
    file: str
    line: int
    assumed: str | None = None


@dataclass(frozen=True)
class Assumption:
    """Something that is taken for granted; with its place, where the file says it."""

    text: str
    kind: str  # `standing` of what holds for every verdict
    name: str = ""
    file: str | None = None
    line: int | None = None


class SourceStrength(Enum):
    """What stands behind a declaration, from the strongest to the weakest."""

    QUOTED = "quoted"
    REPORTED = "reported"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    DISPUTED = "disputed"
    NONE = "without a source"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Weakest:
    """Of all that something rests on, what has the weakest source."""

    source: SourceStrength
    what: str
    file: str
    line: int


@dataclass(frozen=True)
class VoteLine:
    """What some voters do in a body: parties by name, or so many of a cohort."""

    schema_name = "vote"

    body: str
    who: tuple[str, ...]
    vote: Act
    number: int


@dataclass(frozen=True)
class MeetingLine:
    """What is done at one of the meetings that follow one another, at which a decision is taken."""

    schema_name = "one_meeting"

    votes: tuple[VoteLine, ...]
    consents: tuple[str, ...]
    objections: tuple[str, ...]
    casting_votes: Mapping[str, str]


@dataclass(frozen=True)
class ClauseLine:
    """What a clause did in a scenario: it applied or not, and why.

    `matters`: it can matter to the decision at all, as what limits or excepts other powers than the one used cannot.
    `reading_matters`: so can how it is read.
    """

    kind: str
    name: str
    title: str
    applied: bool
    why: str
    file: str
    line: int
    matters: bool = True
    reading_matters: bool = True


@dataclass(frozen=True)
class Scenario:
    """A decision and everybody's votes, replayed by the interpreter.

    `start` and `end` are the stretch of time it may happen in (None: open). `attributes` are those that
    matter, in the order of the specification. `text` tells it as a story, a sentence a line. `earlier` are the
    meetings that have to come before, where the rules are changed first; `text` then tells them all. `otherwise` is,
    where two ballots are compared, the second one on the same decision; `text` then tells both. Where the decision is
    taken at meetings that follow one another, votes and acts are those of the last, and `meetings` has those before it.
    """

    start: date | None
    end: date | None
    readings: Mapping[str, str]
    attributes: Mapping[str, str]
    rulings: Mapping[str, str]
    effects: tuple[str, ...]
    votes: tuple[VoteLine, ...]
    consents: tuple[str, ...]
    objections: tuple[str, ...]
    casting: Mapping[str, str]
    coalition: tuple[str, ...]
    power: str | None
    clauses: tuple[ClauseLine, ...]
    outcome: str
    text: tuple[str, ...]
    state: State = field(repr=False)
    decision: Decision = field(repr=False)
    ballots: Ballots = field(repr=False)
    replay: Outcome = field(repr=False)
    earlier: tuple[Scenario, ...] = ()
    otherwise: Scenario | None = None
    meetings: tuple[MeetingLine, ...] = ()

    @property
    def readings_that_matter(self) -> Mapping[str, str]:
        """How those clauses are read of which that can matter to the decision, here or otherwise."""
        told = (self,) if self.otherwise is None else (self, self.otherwise)
        them = {each.name for it in told for each in it.clauses if each.reading_matters}
        return {clause: read for clause, read in self.readings.items() if clause in them}


@dataclass(frozen=True)
class ChosenMembers:
    """A choice of whom it is so, with the readings under which it is (empty: all that the property speaks of)."""

    schema_name = "chosen"

    members: tuple[str, ...]
    readings: Mapping[str, str]


@dataclass(frozen=True)
class StateResult:
    """The verdict of a property in one state. `reason` says why it is vacuous or undetermined.

    `bases`, where asked for, are all minimal sets of facts each of which alone carries the proof, and
    `in_every_basis` the facts without any one of which nothing carries it: single points of failure. `open` says
    what of all that stands beside a verdict that is known a limit kept from being worked out. `internal`: it is
    undetermined since two evaluations of the rules disagree, a fault of the tool. `chosen`: of a claim about some
    choice of several, or about none, a choice for which it is so.
    """

    start: date | None
    end: date | None
    verdict: Verdict
    reason: str = ""
    readings: tuple[Mapping[str, str], ...] = ()
    readings_complete: bool = True
    every_reading: bool = False
    scenario: Scenario | None = None
    rests_on: tuple[Support, ...] = ()
    in_the_way: tuple[Support, ...] = ()
    core_minimal: bool = True
    bases: tuple[tuple[Support, ...], ...] = ()
    in_every_basis: tuple[Support, ...] = ()
    bases_complete: bool = True
    open: tuple[str, ...] = ()
    internal: bool = False
    chosen: tuple[ChosenMembers, ...] = ()


@dataclass(frozen=True)
class LoopholeCount:
    """How many minimal ways there are round what a property protects, and the first of the smallest."""

    number: int
    names: Annotated[tuple[str, ...], Note("What all commands call them.")]
    more: bool  # `number` is the least that there are
    open: Annotated[
        str | None,
        Note(
            "Why ways, or smaller ones, may lack; null where all were looked for, or there are more than are counted."
        ),
    ]
    smallest: tuple[str, ...]
    may_change: Annotated[
        bool,
        Note(
            "These are the ways round the rules as they stand, and decisions may change the rules first."
        ),
    ]


@dataclass(frozen=True)
class SecondOpinion:
    """How many questions a solver answered about something, and how many of these answers a second one gives, too.

    It gives no other answer to any: the rest it did not answer within the limit.
    """

    questions: int
    confirmed: int

    @property
    def open(self) -> int:
        """How many it did not answer."""
        return self.questions - self.confirmed


@dataclass(frozen=True)
class PropertyResult:
    """The verdict of a property over all states that it speaks of, with what it rests on.

    `shown` says what is so where the verdict is that it holds and `scenario` is an example of that.
    """

    name: str
    title: str
    claim: str
    verdict: Verdict
    expected: Verdict
    reason: str
    expected_because: str | None
    rests_on: tuple[Support, ...]
    in_the_way: tuple[Support, ...]
    assumptions: tuple[Assumption, ...]
    readings: tuple[Mapping[str, str], ...]
    readings_complete: bool
    every_reading: bool
    scenario: Scenario | None
    loopholes: LoopholeCount | None
    states: tuple[StateResult, ...]
    clauses: tuple[ClauseLine, ...]
    file: str
    line: int
    shown: str = ""
    second_opinion: SecondOpinion | None = None  # None where none was asked for

    @property
    def open(self) -> tuple[str, ...]:
        """What a limit kept open beside the verdict."""
        return tuple(dict.fromkeys(said for state in self.states for said in state.open))

    @property
    def settled(self) -> bool:
        """No limit kept anything of it open."""
        undetermined = any(state.verdict is Verdict.UNDETERMINED for state in self.states)
        counted = self.loopholes is None or self.loopholes.open is None
        confirmed = self.second_opinion is None or not self.second_opinion.open
        return (
            counted
            and confirmed
            and not (self.open or undetermined or self.verdict is Verdict.UNDETERMINED)
        )

    @property
    def internal(self) -> bool:
        """Whether there is no verdict for a fault of the tool: two evaluations of the rules disagree."""
        return any(state.internal for state in self.states)

    def relied_on(self) -> PropertyResult:
        """The same, for what builds on it; ReplayError where there is no verdict for a fault of the tool."""
        if self.internal:
            raise ReplayError(self.name)
        return self

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one that the specification expects."""
        return self.verdict is self.expected


def second_opinions(properties: Iterable[PropertyResult]) -> SecondOpinion | None:
    """Those about some properties, together; None where none was asked for."""
    asked = [p.second_opinion for p in properties if p.second_opinion is not None]
    if not asked:
        return None
    return SecondOpinion(sum(o.questions for o in asked), sum(o.confirmed for o in asked))


@dataclass(frozen=True)
class SpecificationResult:
    """The verdicts of a specification's properties, in source order."""

    file: str
    title: str
    properties: tuple[PropertyResult, ...]


class ReplayError(Exception):
    """Solver and interpreter disagree about a scenario: a fault of the tool, never of the specification."""


class SolversDisagree(Exception):
    """Two solvers answer a question differently: a fault of one of them, or of what was asked of it.

    `first` and `second` are their answers, and `question` is what each was asked, in SMT-LIB.
    """

    def __init__(self, first: str, second: str, question: str) -> None:
        super().__init__(first, second, question)  # as pickle wants it, where work is shared
        self.first, self.second, self.question = first, second, question
