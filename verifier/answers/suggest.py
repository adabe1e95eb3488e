"""What `suggest` answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import suggest as results


@dataclass(frozen=True)
class Suggestion:
    """A property that can be put into the file."""

    schema_name = "property"

    name: str
    about: str
    source: Annotated[str, Note("The property as it is written in the language.")]
    verdict: Annotated[
        str, Note("What `check` says of it: `holds`, or `fails` where it expects so.")
    ]
    first: Annotated[bool, Note("One of those to begin with.")]


@dataclass(frozen=True)
class Suggestions:
    """What is suggested of one specification, as its rules stand after the last event."""

    schema_name = "specification"

    file: str
    title: str
    start: Annotated[datetime.date | None, Note("The first day of that time; null: always.")]
    properties: tuple[Suggestion, ...]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Properties that can be put into files."""

    specifications: tuple[Suggestions, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.Suggestions], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.Suggestions) -> Suggestions:
    """What is suggested of one specification."""
    properties = tuple(
        Suggestion(
            each.name, each.topic.value, each.source, each.verdict.value, each.name in it.first
        )
        for each in it.suggestions
    )
    return Suggestions(it.file, it.title, it.start, properties, it.undetermined)
