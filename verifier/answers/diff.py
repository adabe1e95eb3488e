"""What `diff` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, cast

from policy_dsl import wording
from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.stories import Scenario, scenario, scenario_or_none
from verifier.answers.tool import Tool, tool
from verifier.answers.which_decisions import as_condition
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note, Verdict
from verifier.results import diff as results
from verifier.results.diff import (
    ChangeKind,
    Fate,
    OneSided,
    Readings,
    Redeclared,
    Renamed,
    SeatChange,
    Stretch,
)
from verifier.results.diff import Side as Which
from verifier.results.diff import SolePower as What
from verifier.results.diff import SpecificationComparison as Compared
from verifier.words import diffing as say

Came = Literal["appeared", "went"]
When = Annotated[
    str | None,
    Note("The weakest condition that was found, as `when` takes it; null for every decision."),
]
ReadSo = Annotated[
    Mapping[str, tuple[str, ...]],
    Note("The readings that are meant, of clauses of which not all are."),
]
Every = Annotated[
    bool, Note("False: only some decisions of which the condition is true are meant.")
]


@dataclass(frozen=True)
class ComparedFile:
    """One of the two specifications."""

    schema_name = "side"

    file: str
    title: str


@dataclass(frozen=True)
class ComparedDecision:
    """One decision with everybody's ballots, replayed under both."""

    schema_name = "example"

    passes: Which
    old: Scenario
    new: Scenario


@dataclass(frozen=True)
class ChangedClass:
    """A class of decisions that changed its fate."""

    schema_name = "class"

    fate: Fate
    text: str
    condition: When
    readings: ReadSo
    every: Every
    easier: Annotated[bool, Note("Some votes suffice now that did not.")]
    harder: Annotated[bool, Note("Some votes suffice no longer.")]
    stretches: tuple[Stretch, ...]
    examples: tuple[ComparedDecision, ...]


@dataclass(frozen=True)
class StandingChange:
    """Parties each of whom alone gained or lost a veto or the power to decide alone."""

    schema_name = "standing"

    standing: What
    gained: bool
    parties: tuple[str, ...]
    text: str
    condition: When
    readings: ReadSo
    every: Every
    stretches: tuple[Stretch, ...]
    example: ComparedDecision | None


@dataclass(frozen=True)
class SituationCount:
    """Exactly how many situations change; all null but `not_counted` where nothing was counted."""

    schema_name = "count"

    stretch: Stretch
    text: str
    not_counted: str | None
    decisions: int | None
    readings: int | None
    ballots: int | None
    situations: int | None
    now_pass: int | None
    now_fail: int | None


@dataclass(frozen=True)
class PropertyChange:
    """A property that appeared, went, changed its verdict or claim."""

    schema_name = "property"

    change: ChangeKind
    name: str
    old_name: str | None
    title: str
    text: str
    claim: str | None
    old_claim: str | None
    old_verdict: Verdict | None
    new_verdict: Verdict | None
    old_scenario: Scenario | None
    new_scenario: Scenario | None
    file: str
    line: int


@dataclass(frozen=True)
class LoopholeChange:
    """A way round what a property protects, that appeared or went."""

    schema_name = "loophole"

    change: Came
    property: str
    text: str
    openings: tuple[str, ...]
    condition: When
    ruled: Annotated[
        str | None,
        Note(
            "What it is ruled that such decisions are, as a condition; null where judges rule as things are."
        ),
    ]
    every: Every
    power: str
    scenario: Scenario
    file: str | None
    line: int | None


@dataclass(frozen=True)
class SpecificationComparison:
    """What changes in meaning."""

    schema_name = "comparison"

    old: ComparedFile
    new: ComparedFile
    answer: Annotated[
        results.WhetherChanged, Note("`no change in meaning` is said only where it was proved.")
    ]
    text: str
    stretches: tuple[Stretch, ...]
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
    undetermined: Annotated[tuple[str, ...], Note("What a limit kept open.")]
    cut: Annotated[tuple[str, ...], Note("Which lists go on; what they list is known.")]


@dataclass(frozen=True)
class Answer:
    """What changes in meaning from one specification to another."""

    comparison: SpecificationComparison | None
    errors: tuple[Error, ...]
    tool: Tool


def render_json(it: Compared | None, errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON; where nothing could be compared, why."""
    compared = None if it is None else comparison(it)
    return json_text(written(Answer(compared, tuple(errors), tool())))


def comparison(it: Compared) -> SpecificationComparison:
    """A comparison."""
    return SpecificationComparison(
        ComparedFile(it.old_file, it.old_title),
        ComparedFile(it.new_file, it.new_title),
        it.answer,
        say.answer(it),
        it.stretches,
        tuple(map(_class, it.classes)),
        tuple(map(_standing, it.standings)),
        it.seats,
        it.quorums,
        tuple(map(_count, it.counts)),
        tuple(map(_property, it.properties)),
        tuple(map(_loophole, it.loopholes)),
        it.renamed,
        it.one_sided,
        it.redeclared,
        it.undetermined,
        it.cut,
    )


def _example(it: results.ComparedDecision) -> ComparedDecision:
    return ComparedDecision(it.passes, scenario(it.old), scenario(it.new))


def _readings(them: Readings) -> Mapping[str, tuple[str, ...]]:
    return dict(them)


def _class(it: results.ChangedClass) -> ChangedClass:
    return ChangedClass(
        it.fate,
        say.fate(it),
        as_condition(it.condition),
        _readings(it.readings),
        it.every,
        it.easier,
        it.harder,
        it.stretches,
        tuple(map(_example, it.shown)),
    )


def _standing(it: results.StandingChange) -> StandingChange:
    return StandingChange(
        it.standing,
        it.gained,
        it.parties,
        say.standing(it),
        as_condition(it.condition),
        _readings(it.readings),
        it.every,
        it.stretches,
        None if it.shown is None else _example(it.shown),
    )


def _count(it: results.SituationCount) -> SituationCount:
    stretch, text = it.stretch, say.counted(it)
    if it.why_not is not None:
        return SituationCount(stretch, text, it.why_not, None, None, None, None, None, None)
    return SituationCount(
        stretch,
        text,
        None,
        it.decisions,
        it.readings,
        it.ballots,
        it.situations,
        it.now_pass,
        it.now_fail,
    )


def _property(it: results.PropertyChange) -> PropertyChange:
    return PropertyChange(
        it.kind,
        it.name,
        it.old_name or None,
        it.title,
        say.prop(it),
        it.claim or None,
        it.old_claim or None,
        it.old_verdict,
        it.new_verdict,
        scenario_or_none(it.old_scenario),
        scenario_or_none(it.new_scenario),
        it.file,
        it.line,
    )


def _loophole(it: results.LoopholeChange) -> LoopholeChange:
    under = it.under
    return LoopholeChange(
        cast("Came", it.kind.value),
        it.property,
        say.loophole(it),
        it.openings,
        as_condition(under.of_facts),
        None if under.of_rulings is None else wording.condition(under.of_rulings),
        under.every,
        it.power,
        scenario(it.scenario),
        it.file or None,
        it.line or None,
    )
