"""What lint answers."""

from __future__ import annotations

from datetime import date

from policy_dsl.records import dataclass
from verifier.results.statement import Statement


@dataclass(frozen=True)
class Mention:
    """Something that it involves besides."""

    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Waiver:
    """A finding that is known and accepted, with the reason; written in a file beside the specification."""

    code: str
    subject: str
    because: str
    until: date | None
    file: str
    line: int


@dataclass(frozen=True)
class LintFinding:
    """Something that the rules say and perhaps should not.

    `subject` names the clause, body, member or attribute that it is about, as a waiver does. `why` says what was
    found, `brief` the same in a line, `story` shows it where a decision and votes do, `instead` what to write.
    `of_some` says that it is so of some of the decisions that the subject names only. `times` are the stretches of the
    timeline, as first day and first day after, at which it is known to be so (none are listed of what is said of all
    of them together), and `everywhere` says whether these are all that were asked about; None where it is not known
    of all. `statements` say of it, at the last of these times, what the language can say.
    """

    code: str
    kind: str
    subject: str
    file: str
    line: int
    why: str
    instead: str
    brief: str
    story: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    waived: Waiver | None = None
    of_some: bool = False
    times: tuple[tuple[date | None, date | None], ...] = ()
    everywhere: bool | None = True
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class PropertyCoverage:
    """Which of the clauses that can have an effect some property depends on; `open`: those of which it is not known."""

    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    open: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All clauses but provisions."""
        return len(self.covered) + len(self.uncovered) + len(self.open)

    @property
    def hundredths(self) -> int:
        """The share that is known to be covered, in whole hundredths, rounded down; all of nothing is covered."""
        return 100 * len(self.covered) // self.total if self.total else 100


@dataclass(frozen=True)
class OpenQuestion:
    """A question that was not decided, and why; `internal`: for a fault of the tool."""

    code: str
    subject: str
    reason: str
    internal: bool = False


@dataclass(frozen=True)
class LintResult:
    """All findings about a specification, in the order of its lines; `coverage` None without properties."""

    file: str
    title: str
    findings: tuple[LintFinding, ...]
    coverage: PropertyCoverage | None
    open: tuple[OpenQuestion, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What each finding is called: its code, and the how manieth of that code it is."""
        codes = [finding.code for finding in self.findings]
        return tuple(f"{code}/{codes[: at + 1].count(code)}" for at, code in enumerate(codes))

    def called(self, name: str) -> tuple[LintFinding, ...]:
        """The findings of that name, or of that code and subject, as a waiver names them."""
        return tuple(
            finding
            for own, finding in zip(self.names, self.findings, strict=True)
            if name in (own, f"{finding.code} {finding.subject}")
        )

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is found and is a claim of the language."""
        return tuple(said for finding in self.findings for said in finding.statements)

    @property
    def standing(self) -> tuple[LintFinding, ...]:
        """Those that are not waived."""
        return tuple(finding for finding in self.findings if finding.waived is None)
