"""What a review holds: plain frozen data, which the HTML page and the Word file both show and neither computes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Literal

from policy_dsl.model import Citation
from policy_dsl.records import dataclass
from verifier.results import PropertyResult, Scenario, SourceStrength, Verdict
from verifier.results.diff import SpecificationComparison
from verifier.results.entrenchment import Entrenchment
from verifier.results.lint import LintResult
from verifier.results.loopholes import Opening, PropertyLoopholes, settled
from verifier.results.matrix import Matrix
from verifier.results.readings import ComparedReadings
from verifier.results.resilience import Resilience
from verifier.results.statement import Statement


class ClauseStanding(Enum):
    """What the review found about a clause. It is cleared only where all was looked for, and nothing found."""

    CLEARED = "cleared"
    ISSUE = "issue"
    NO_OPEN_FINDING = "no open finding"
    AMBIGUOUS = "ambiguous"
    NOT_SETTLED = "not settled"
    NOT_LOOKED_AT = "not looked at"
    NOT_MODELLED = "not modelled"


class Seriousness(Enum):
    """How serious an answer is, from most to least. Each has a rule, stated in the report."""

    SURPRISE = "not as expected"
    OPEN = "not determined"
    CUT = "not all ways round known"
    WEAK = "one step round it"
    GAP = "known gap"
    CHANGEABLE = "changeable"
    GUARDED = "several steps round it"
    ACCEPTED = "accepted"
    FIRM = "none found"
    PLAIN = "for information"


@dataclass(frozen=True)
class CoverPage:
    """What identifies the review. `fingerprint` is the SHA-256 of the specification's text, included files too."""

    title: str
    version: str | None
    on: date
    file: str
    fingerprint: str
    tool: str
    sources: tuple[tuple[str, str, date | None], ...]
    spelling: str | None


@dataclass(frozen=True)
class Person:
    """A party by its short name and what that stands for."""

    name: str
    title: str
    number: int


@dataclass(frozen=True)
class SeatHeld:
    """One seat in a body, or those of a cohort."""

    party: str
    title: str
    number: int
    suspended: bool
    chair: bool


@dataclass(frozen=True)
class BodySeats:
    """Who sits in a body at the review's time. `chair` presides; `chair_sits` says that it also has a seat.

    `places`: how many seats there are, held or vacant, where that is said.
    """

    name: str
    title: str
    seats: tuple[SeatHeld, ...]
    observers: tuple[SeatHeld, ...]
    chair: str | None
    chair_sits: bool
    casting_vote: bool
    quorum: str
    places: int | None = None


@dataclass(frozen=True)
class ReviewPeriod:
    """A stretch of time without events; `events` are those of its first day, in words."""

    start: date | None
    end: date | None
    events: tuple[str, ...]


@dataclass(frozen=True)
class Lane:
    """Whether somebody could block something, in each stretch of the timeline.

    `some`: of several who are each asked about alone, not every one could, but some could. `open`: a limit kept open
    under which other readings somebody could not.
    """

    who: str
    what: str
    verdicts: tuple[Verdict, ...]
    readings: tuple[tuple[Mapping[str, str], ...], ...]
    some: tuple[bool, ...]
    open: bool = False
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class ReviewedClause:
    """One clause of the review, in source order, with its standing and the reasons for it.

    `reading` says in plain English what the formalisation means; `formal` is its text in the file.
    """

    number: int
    kind: str
    name: str
    title: str
    citations: tuple[Citation, ...]
    reading: tuple[str, ...]
    formal: str
    assumed: str | None
    reliance: str
    note: str | None
    standings: tuple[ClauseStanding, ...]
    reasons: tuple[str, ...]
    findings: tuple[int, ...]
    file: str
    line: int


@dataclass(frozen=True)
class EntryName:
    """An entry of the specification by what it is and its line: several events may have one day."""

    kind: str
    name: str
    line: int


@dataclass(frozen=True)
class WaysLookedFor:
    """Round which properties ways were looked for, and round which of them not all: a limit was reached."""

    round_: tuple[str, ...]
    not_all: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """Words of a clause that a change keeps, puts in or takes out."""

    kind: Literal["kept", "in", "out"]
    text: str


@dataclass(frozen=True)
class ChangedWords:
    """A clause in plain English with what a change does to it; `new`: it was not there before."""

    clause: str
    new: bool
    words: tuple[Marked, ...]


@dataclass(frozen=True)
class SuggestedWording:
    """A change of wording that closes a finding: in the language, in plain English (`changed`), and shorter (`brief`).

    `rechecked` is what checking everything again with it said, `others` how many more changes close it, too;
    `warned`, for a table, that more can be blocked or less can pass with it, or that not all of that is known; "" where
    it is known that neither is so.
    """

    text: str
    wording: tuple[str, ...]
    rechecked: tuple[str, ...]
    changed: tuple[ChangedWords, ...] = ()
    brief: tuple[ChangedWords, ...] = ()
    others: int = 0
    warned: str = ""


@dataclass(frozen=True)
class LeadSentence:
    """A sentence of the first page, and what of it the language can say; nothing of what is noted of a source."""

    text: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class SourceLink:
    """Something that a finding or an answer rests on, by its title; `why` is what is noted of its source."""

    source: SourceStrength
    what: str
    why: str


@dataclass(frozen=True)
class ClauseWords:
    """A clause that lets a finding through, by its title: words of a source, or what is assumed in their place."""

    clause: str
    quoted: str
    source: SourceStrength


@dataclass(frozen=True)
class ReviewFinding:
    """A way round what some properties protect. `defeats` are those meant to hold, `also` those expected not to.
    `elsewhere` are those of both that speak of another time, or suppose something else, than the one it is told of.

    It is one cause with its `variants`, the other ways of which it is the cause, too: `defeats`, `also`, `names` and
    `clauses` are those of all. `headline` says in a sentence what can happen, `in_brief` the same for a table, `cause`
    why in a few words, `telling` how; `votes` are how many suffice if the others are silent and whatever they do (""
    where that was not counted), which are not votes alone where there are `consents` by acts of their own, `steps` at
    how many meetings. `links` are all that it rests on and that no source vouches for, the weakest first;
    `statements` what the language can say of votes that were counted for it alone.
    `openings` say what stands open, `mechanism` where, by which power and with how many. `clauses` are all entries of
    the specification that it leads through, in the order of the text. `past`: it was open only at
    times that are over on the review's date. `accepted` says why it is accepted, where it is. `suggestion` is a
    change of wording that closes it; `not_closed` says that edits were tried and none does, or that it is not known
    whether one does. `open`: a limit kept open which, or something else of it. `names` are what all commands call it,
    round each of the properties; one that no other command finds has none.
    """

    number: int
    title: str
    openings: tuple[Opening, ...]
    mechanism: tuple[str, ...]
    scenario: Scenario
    power: str | None
    clauses: tuple[EntryName, ...]
    defeats: tuple[str, ...]
    also: tuple[str, ...]
    past: bool
    accepted: str | None
    changes_rules: bool = False
    suggestion: SuggestedWording | None = None
    not_closed: str = ""
    open: bool = False
    names: tuple[str, ...] = ()
    headline: str = ""
    in_brief: str = ""
    cause: str = ""
    telling: tuple[str, ...] = ()
    votes: tuple[str, str] = ("", "")
    consents: bool = False
    steps: int = 1
    links: tuple[SourceLink, ...] = ()
    words: tuple[ClauseWords, ...] = ()
    variants: tuple[ReviewFinding, ...] = ()
    statements: tuple[Statement, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question, its answer in a line, and how serious it is. `findings` are the ways round it.

    `reason` says in a line, with titles, why the answer is as it is.
    """

    number: int
    question: str
    result: PropertyResult
    short: str
    seriousness: Seriousness
    findings: tuple[int, ...]
    ways: PropertyLoopholes | None
    reason: str = ""
    reading_fixed: bool = False
    telling: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerChange:
    """An answer that changes."""

    property: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Alternative:
    """What if it were otherwise: so many questions `asked` again, of all those that it can be asked with.

    `open` are those whose answer stayed undetermined.
    """

    text: str
    changes: tuple[AnswerChange, ...]
    asked: int
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenPoint:
    """An assumption, or something on which the text is silent or unclear, and whether it matters.

    `subject` is what the file calls it, `called` says the same with titles.

    `proved` are the questions whose claim was proved never to be false, whatever this says; all were asked again under
    each of the `alternatives`. `proved_open` are those of which a limit kept open whether that can be proved.
    """

    number: int
    kind: str
    subject: str
    text: str
    alternatives: tuple[Alternative, ...]
    proved: tuple[str, ...]
    file: str
    line: int
    proved_open: tuple[str, ...] = ()
    called: str = ""

    @property
    def open(self) -> bool:
        """Whether a limit kept something of it open."""
        return bool(self.proved_open) or any(each.open for each in self.alternatives)

    @property
    def changes(self) -> tuple[str, ...]:
        """The questions whose answer some alternative changes, in their order."""
        return tuple(dict.fromkeys(c.property for a in self.alternatives for c in a.changes))


@dataclass(frozen=True)
class Since:
    """What changed since an earlier version: on the review's day (`when`), with the clauses that read otherwise, are
    new or gone in `clauses`, and what else is new or gone in `causes`; `more` says how much is otherwise at other times
    only, and `past` what.
    """

    when: str
    causes: tuple[str, ...]
    clauses: tuple[ChangedWords, ...]
    now: tuple[str, ...]
    more: str
    past: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """The whole review.

    `quick`: wording was not looked for, and the questions were not asked again with things otherwise. `comparison` is
    with an earlier version, where one was named. `lead` is the answer in a few sentences. `sources` are all
    declarations for which nothing quoted vouches, `not_modelled` the texts without formal effect, `judged` who rules on
    what, `readings` how the file calls each reading, and what that is. `undecided` are the properties of which it was
    not determined whether a change of the rules gets round them, and why. `assumptions` are those of every finding.
    `resilience` is what absences and vacancies do, `parting` where two readings of a clause part; None: not looked at.
    `cut` is the run's limit, if that was reached. `aside` are the claims that somebody can block round which no ways
    are looked for, `looked_for` those round which they were.
    """

    cover: CoverPage
    people: tuple[Person, ...]
    groups: tuple[tuple[str, str], ...]
    rooms: tuple[BodySeats, ...]
    stretches: tuple[ReviewPeriod, ...]
    lanes: tuple[Lane, ...]
    answers: tuple[AnsweredQuestion, ...]
    entries: tuple[ReviewedClause, ...]
    findings: tuple[ReviewFinding, ...]
    points: tuple[OpenPoint, ...]
    matrix: Matrix | None
    entrenchment: Entrenchment | None
    lint: LintResult | None
    comparison: SpecificationComparison | None
    quick: bool
    assumptions: tuple[str, ...]
    undecided: tuple[tuple[str, str], ...]
    looked_for: WaysLookedFor
    cut: str | None = None
    aside: tuple[str, ...] = ()
    lead: tuple[LeadSentence, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    not_modelled: tuple[str, ...] = ()
    judged: tuple[tuple[str, str], ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    since: Since | None = None
    resilience: Resilience | None = None
    parting: ComparedReadings | None = None

    @property
    def undetermined(self) -> bool:
        """Whether a limit kept some question open."""
        return (
            not all(each.result.settled for each in self.answers)
            or not all(each.ways is None or settled(each.ways) for each in self.answers)
            or bool(self.undecided)
            or any(each.open for each in self.findings)
            or any(each.open for each in self.points)
            or any(Verdict.UNDETERMINED in each.verdicts or each.open for each in self.lanes)
            or (self.entrenchment is not None and bool(self.entrenchment.undetermined))
            or (self.lint is not None and bool(self.lint.open))
            or (self.matrix is not None and not self.matrix.decided)
            or (self.comparison is not None and bool(self.comparison.undetermined))
            or (self.parting is not None and bool(self.parting.undetermined))
        )
