"""What `lint` answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import lint as results
from verifier.results.lint import Mention
from verifier.words.lint import TITLES


@dataclass(frozen=True)
class Time:
    """A stretch of time, from a day to before another; null: open."""

    from_: date | None
    before: date | None


@dataclass(frozen=True)
class Waiver:
    """Why it may stay."""

    schema_name = "waived"

    because: str
    until: date | None
    file: str
    line: int


@dataclass(frozen=True)
class LintFinding:
    """A finding; its code is described in docs/lint."""

    schema_name = "finding"

    code: Annotated[str, Note(pattern="^VL[0-9]{2}$")]
    title: str
    kind: str
    subject: str
    file: str
    line: int
    why: str
    instead: str
    story: tuple[str, ...]
    mentions: tuple[Mention, ...]
    of_some: Annotated[
        bool, Note("Whether it is so of some of the decisions that the subject names only.")
    ]
    at_all_times: Annotated[
        bool | None,
        Note("Whether these are all times asked about; null where it is not known of all."),
    ]
    times: Annotated[
        tuple[Time, ...],
        Note(
            "The stretches of the timeline at which it is known to be so;"
            " none listed of what is said of all of them together."
        ),
    ]
    waived: Waiver | None


@dataclass(frozen=True)
class PropertyCoverage:
    """The clauses that some property depends on."""

    schema_name = "coverage"

    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    open: Annotated[
        tuple[str, ...],
        Note("Clauses of which a limit kept open whether some property depends on them."),
    ]
    percent: int


@dataclass(frozen=True)
class OpenQuestion:
    """A question that a limit kept open."""

    schema_name = "not_decided"

    code: str
    subject: str
    reason: str


@dataclass(frozen=True)
class LintResult:
    """All findings about a specification."""

    schema_name = "specification"

    file: str
    title: str
    findings: tuple[LintFinding, ...]
    coverage: PropertyCoverage | None
    not_decided: tuple[OpenQuestion, ...]


@dataclass(frozen=True)
class Answer:
    """What rules say and perhaps should not."""

    specifications: tuple[LintResult, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.LintResult], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.LintResult) -> LintResult:
    """What is found in one."""
    covers = it.coverage
    return LintResult(
        it.file,
        it.title,
        tuple(map(_finding, it.findings)),
        None
        if covers is None
        else PropertyCoverage(covers.covered, covers.uncovered, covers.open, covers.hundredths),
        tuple(OpenQuestion(each.code, each.subject, each.reason) for each in it.open),
    )


def _finding(it: results.LintFinding) -> LintFinding:
    waived = it.waived
    return LintFinding(
        it.code,
        TITLES[it.code],
        it.kind,
        it.subject,
        it.file,
        it.line,
        it.why,
        it.instead,
        it.story,
        it.mentions,
        it.of_some,
        it.everywhere,
        tuple(Time(start, end) for start, end in it.times),
        None if waived is None else Waiver(waived.because, waived.until, waived.file, waived.line),
    )
