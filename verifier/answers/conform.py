"""What `conform` answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.motions import Adopted, Decisive, RecordedMotion, decided_by, record
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.records.coverage import ClauseCoverage, Coverage
from verifier.results import Note

if TYPE_CHECKING:
    from verifier.testing.disagreeing import Disagreement


@dataclass(frozen=True)
class Disagreed:
    """The plainest scenario found that the program decides otherwise."""

    record: RecordedMotion
    rules: Adopted
    system: Annotated[Adopted, Note("What the program answered.")]
    decided_by: Annotated[tuple[Decisive, ...], Note("The most telling first.")]
    text: Annotated[tuple[str, ...], Note("The same in words, a sentence each.")]


@dataclass(frozen=True)
class Answer:
    """Whether a program decides as the rules do."""

    file: Annotated[str, Note("The specification.")]
    questions: Annotated[int, Note("How many the program was asked.")]
    conforms: Annotated[
        bool | None,
        Note("Whether no disagreement was found; null where the program could not be asked."),
    ]
    coverage: Annotated[
        tuple[ClauseCoverage, ...] | None,
        Note(
            "With --coverage: how often each clause applied, did not apply, and decided the outcome."
        ),
    ]
    disagreement: Disagreed | None
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    file: str,
    errors: Sequence[Error] = (),
    asked: int = 0,
    covered: Coverage | None = None,
    found: Disagreement | None = None,
    rules: Specification | None = None,
    explained: str = "",
) -> Printable:
    """The answer as JSON; `explained` is the disagreement in words."""
    counted = None if covered is None or rules is None else covered.clauses(rules)
    answer = Answer(
        file,
        asked,
        False if found is not None else None if errors else True,
        counted,
        None if found is None else _disagreed(found, explained),
        tuple(errors),
        tool(),
    )
    return json_text(written(answer))


def _disagreed(it: Disagreement, explained: str) -> Disagreed:
    return Disagreed(
        record(it.occasion),
        _adopted(it.occasion.adopted),
        _adopted(it.answer),
        decided_by(it.occasion),
        tuple(explained.split("\n")),
    )


def _adopted(it: bool) -> Adopted:
    return "adopted" if it else "not adopted"
