"""What `check` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, cast

from policy_dsl.records import dataclass
from verifier import results
from verifier.answers.declared import ABSENT, Absence, written
from verifier.answers.errors import Error
from verifier.answers.stories import Scenario, scenario_or_none
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import (
    Assumption,
    ChosenMembers,
    LoopholeCount,
    Note,
    Support,
    Verdict,
)

Expected = Literal["holds", "fails"]


@dataclass(frozen=True)
class StateResult:
    """The verdict in a stretch of time; `before` is the first day after it."""

    schema_name = "state"

    from_: date | None
    before: date | None
    verdict: Verdict
    reason: str | None
    readings: tuple[Mapping[str, str], ...]
    bases: Annotated[
        tuple[tuple[Support, ...], ...],
        Note("With --all-bases: every minimal set of facts that carries the proof."),
    ]
    single_points_of_failure: tuple[Support, ...]
    bases_complete: bool
    open: Annotated[tuple[str, ...], Note("What a limit kept open beside the verdict, in words.")]
    chosen: Annotated[
        tuple[ChosenMembers, ...] | Absence,
        Note(
            "Only of a claim that `some 3 of G together`, or `no 3 of G together`, can do something."
        ),
    ]


@dataclass(frozen=True)
class SecondOpinion:
    """Whether a second solver gives the same answer to every question that was asked about the property.

    And how many it did not answer within its limit. It gives another answer to none.
    """

    confirmed: bool
    unanswered: int


@dataclass(frozen=True)
class PropertyResult:
    """A claim and its verdict over all dates and readings that it speaks of."""

    schema_name = "property"

    name: str
    title: str
    file: str
    line: int
    claim: str
    verdict: Verdict
    expected: Expected
    expected_because: str | None
    as_expected: bool
    reason: Annotated[
        str | None, Note("Why it is vacuous or undetermined, or holds only by prohibition.")
    ]
    rests_on: Annotated[
        tuple[Support, ...],
        Note("Where it holds: one minimal set of facts that the proof needs."),
    ]
    in_the_way: Annotated[
        tuple[Support, ...],
        Note("Where something cannot happen that should: a minimal set of facts that prevent it."),
    ]
    assumptions: Annotated[tuple[Assumption, ...], Note("What the verdict takes for granted.")]
    readings: Annotated[
        tuple[Mapping[str, str], ...],
        Note(
            "The readings under which it fails; clauses whose reading makes no difference are left out."
        ),
    ]
    readings_complete: Annotated[bool, Note("Whether these are all.")]
    open: Annotated[tuple[str, ...], Note("What a limit kept open beside the verdict, in words.")]
    scenario: Annotated[
        Scenario | None,
        Note(
            "What can happen: for a failing property the way round it, for a claim of possibility an example."
        ),
    ]
    loopholes: Annotated[LoopholeCount | None, Note("Null for a claim that protects nothing.")]
    states: Annotated[
        tuple[StateResult, ...], Note("The verdict in each stretch of time that it speaks of.")
    ]
    second_solver: SecondOpinion | Absence


@dataclass(frozen=True)
class SpecificationResult:
    """A specification that was checked."""

    schema_name = "specification"

    file: str
    title: str
    properties: tuple[PropertyResult, ...]


@dataclass(frozen=True)
class Answer:
    """Which claims hold, and why, or how not."""

    specifications: tuple[SpecificationResult, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    them: Sequence[results.SpecificationResult],
    errors: Sequence[Error] = (),
) -> Printable:
    """The answer as JSON, with what kept other files from being checked."""
    specifications = tuple(
        SpecificationResult(it.file, it.title, tuple(map(of_property, it.properties)))
        for it in them
    )
    return json_text(written(Answer(specifications, tuple(errors), tool())))


def of_property(it: results.PropertyResult) -> PropertyResult:
    """A property's verdict."""
    opinion = it.second_opinion
    return PropertyResult(
        it.name,
        it.title,
        it.file,
        it.line,
        it.claim,
        it.verdict,
        cast("Expected", it.expected.value),
        it.expected_because,
        it.as_expected,
        it.reason or None,
        it.rests_on,
        it.in_the_way,
        it.assumptions,
        it.readings,
        it.readings_complete,
        it.open,
        scenario_or_none(it.scenario),
        it.loopholes,
        tuple(map(_state, it.states)),
        ABSENT if opinion is None else SecondOpinion(not opinion.open, opinion.open),
    )


def _state(it: results.StateResult) -> StateResult:
    return StateResult(
        it.start,
        it.end,
        it.verdict,
        it.reason or None,
        it.readings,
        it.bases,
        it.in_every_basis,
        it.bases_complete,
        it.open,
        it.chosen or ABSENT,
    )
