"""What `conform` answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

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
    from verifier.testing import telling_questions
    from verifier.testing.asking_programs import Compared
    from verifier.testing.breaking import Breakdown
    from verifier.testing.disagreeing import Disagreement
    from verifier.testing.program_sessions import SessionsHeld
    from verifier.testing.telling_questions import Exercised


@dataclass(frozen=True)
class Disagreed:
    """The plainest scenario found that the program decides otherwise."""

    record: RecordedMotion
    rules: Adopted
    system: Annotated[Adopted, Note("What the program answered.")]
    answers: Annotated[
        tuple[Adopted, ...],
        Note(
            "All that it answered, as often as it was asked; those other than `system` are right."
        ),
    ]
    decided_by: Annotated[tuple[Decisive, ...], Note("The most telling first.")]
    text: Annotated[tuple[str, ...], Note("The same in words, a sentence each.")]


@dataclass(frozen=True)
class Changes:
    """Small changes of the rules, which a programmer might have made."""

    changes: int
    noticed: Annotated[int, Note("How many decide a question otherwise that was asked.")]
    no_difference: Annotated[
        int, Note("Of how many it is proved that they decide no such question otherwise.")
    ]
    open: Annotated[int, Note("Of how many neither is known.")]


Reached = Literal["yes", "no", "cannot be"]
_REACHED: Mapping[str, Reached] = {"yes": "yes", "no": "no", "cannot be": "cannot be"}


@dataclass(frozen=True)
class ExercisedPart:
    """A part of a requirement, a condition or a quorum: whether it was met, and not met, where it alone decides."""

    what: str
    file: str
    line: int
    text: str
    met: Annotated[
        Reached, Note("Whether that was so in a question that was asked; `cannot be` is proved.")
    ]
    not_met: Annotated[Reached, Note("The same of its not being met.")]


@dataclass(frozen=True)
class Broke:
    """The plainest question found at which the program ends, hangs, or writes what is no answer."""

    record: RecordedMotion
    rules: Adopted
    why: Annotated[str, Note("What the program did.")]
    alone: Annotated[
        bool,
        Note(
            "Whether it does so started anew and asked nothing else; if not, only after the others."
        ),
    ]
    text: Annotated[tuple[str, ...], Note("The same in words, a sentence each.")]


@dataclass(frozen=True)
class Answer:
    """Whether a program decides as the rules do."""

    file: Annotated[str, Note("The specification.")]
    questions: Annotated[int, Note("How many the program was asked.")]
    conforms: Annotated[
        bool | None,
        Note("Whether nothing was found; null where the program could not be asked."),
    ]
    coverage: Annotated[
        tuple[ClauseCoverage, ...] | None,
        Note(
            "With --coverage: how often each clause applied, did not apply, and decided the outcome."
        ),
    ]
    disagreement: Disagreed | None
    breakdown: Broke | None
    in_session: Annotated[
        tuple[str, ...] | None, Note("With --sessions: what was found, in words, a sentence each.")
    ]
    exhausted: Annotated[bool, Note("Whether all questions that there are were asked.")]
    changes: Annotated[
        Changes | None,
        Note("What would have been noticed; null where it was not asked to the end."),
    ]
    parts: Annotated[
        tuple[ExercisedPart, ...] | None,
        Note("What was exercised; null where it was not asked to the end."),
    ]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    file: str,
    errors: Sequence[Error] = (),
    compared: Compared | None = None,
    held: SessionsHeld | None = None,
    covered: Coverage | None = None,
    rules: Specification | None = None,
    explained: str = "",
) -> Printable:
    """The answer as JSON; `explained` is what was found by questions, in words."""
    counted = None if covered is None or rules is None else covered.clauses(rules)
    found = None if compared is None else compared.disagreement
    broken = None if compared is None else compared.breakdown
    exercised = None if compared is None else compared.exercised
    in_session = None if held is None or held.found is None else held.found.text
    answer = Answer(
        file,
        sum(each for each in (compared and compared.asked, held and held.told) if each),
        False if any((found, broken, in_session)) else None if errors else True,
        counted,
        None if found is None else _disagreed(found, explained),
        None if broken is None else _broke(broken, explained),
        None if in_session is None else tuple(in_session.split("\n")),
        compared is not None and compared.exhausted,
        None if exercised is None else _changes(exercised),
        None if exercised is None else tuple(map(_part, exercised.parts)),
        tuple(errors),
        tool(),
    )
    return json_text(written(answer))


def _changes(it: Exercised) -> Changes:
    return Changes(it.changes, it.noticed, it.no_difference, it.open)


def _part(it: telling_questions.ExercisedPart) -> ExercisedPart:
    met, not_met = (_REACHED[each.value] for each in (it.met, it.not_met))
    return ExercisedPart(it.what, it.place.file, it.place.line, it.text, met, not_met)


def _disagreed(it: Disagreement, explained: str) -> Disagreed:
    return Disagreed(
        record(it.occasion),
        _adopted(it.occasion.adopted),
        _adopted(it.answer),
        tuple(map(_adopted, it.answers)),
        decided_by(it.occasion),
        tuple(explained.split("\n")),
    )


def _broke(it: Breakdown, explained: str) -> Broke:
    told = tuple(explained.split("\n"))
    return Broke(record(it.occasion), _adopted(it.occasion.adopted), it.why, it.alone, told)


def _adopted(it: bool) -> Adopted:
    return "adopted" if it else "not adopted"
