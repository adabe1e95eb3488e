"""What `mutate` answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.motions import Fault, RecordedMotion, fault, record
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.records import faults
from verifier.results import Note

if TYPE_CHECKING:
    from verifier.mutation import scoring


@dataclass(frozen=True)
class Score:
    """How many changes were noticed."""

    noticed: int
    unnoticed: int
    no_difference_found: Annotated[
        int, Note("Changes of which it is proved that they decide no decision otherwise.")
    ]
    percent: Annotated[
        int,
        Note("Of the changes that do something, those noticed; rounded down.", least=0, most=100),
    ]
    open: Annotated[
        int,
        Note(
            "Changes of which a limit kept open whether they are noticed, or do anything; they count as if not noticed."
        ),
    ]


@dataclass(frozen=True)
class NoticedBy:
    """Who notices a change."""

    kind: Literal["property", "record"]
    name: str


@dataclass(frozen=True)
class TriedMutant:
    """One small change of the rules."""

    schema_name = "change"

    kind: str
    name: Annotated[str, Note("The clause or body.")]
    file: str
    line: int
    before: str
    after: str
    noticed_by: NoticedBy | None
    example: Annotated[
        RecordedMotion | None,
        Note(
            "A motion that it decides otherwise: the smallest, where nobody notices; null where none is, or is known."
        ),
    ]
    makes_no_difference: Annotated[
        bool, Note("Nobody notices, and it is proved that it decides no decision otherwise.")
    ]
    undetermined: Annotated[
        tuple[str, ...],
        Note("The properties whose verdict on the changed rules is not known."),
    ]


@dataclass(frozen=True)
class Answer:
    """Small changes of the rules, and who notices them."""

    file: Annotated[str, Note("The specification.")]
    score: Score | None
    changes: tuple[TriedMutant, ...]
    faults: Annotated[tuple[Fault, ...], Note("What is wrong with records; nothing was tried.")]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    file: str,
    found: scoring.Score | None = None,
    wrong: Sequence[faults.Fault] = (),
    errors: Sequence[Error] = (),
) -> Printable:
    """The answer as JSON."""
    answer = Answer(
        file,
        None if found is None else _score(found),
        () if found is None else tuple(map(_change, found.each)),
        tuple(map(fault, wrong)),
        tuple(errors),
        tool(),
    )
    return json_text(written(answer))


def _score(it: scoring.Score) -> Score:
    return Score(
        len(it.noticed),
        len(it.unnoticed),
        len(it.without_effect),
        int(it.percent),
        len(it.open),
    )


def _change(it: scoring.Noticed) -> TriedMutant:
    mutant = it.mutant
    return TriedMutant(
        mutant.kind,
        mutant.name,
        mutant.place.file,
        mutant.place.line,
        mutant.before,
        mutant.after,
        NoticedBy(it.by, it.name) if it.by else None,
        None if it.example is None else record(it.example),
        it.makes_no_difference,
        it.undetermined,
    )
