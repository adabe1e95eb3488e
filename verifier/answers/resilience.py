"""What `resilience` answers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Annotated

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note
from verifier.results import resilience as results


@dataclass(frozen=True)
class SomeOf:
    """Any `number` of some parties whom nothing tells apart, who are `of` in all."""

    schema_name = "some"

    number: int
    of: int
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Stop:
    """The fewest departures of a kind after which nothing of the class can pass."""

    schema_name = "standstill"

    kind: str
    fewest: Annotated[
        int | None, Note("null: there are none, or larger sets are left out, or open.")
    ]
    passes_with: Annotated[int, Note("With any so many departures something can pass.")]
    sets: Annotated[tuple[tuple[SomeOf, ...], ...], Note("Those of `fewest` after which it is so.")]
    left_out: Annotated[bool, Note("Larger sets were not gone through.")]
    least: Annotated[bool, Note("`fewest` is the least; if not, of fewer it was not asked.")]
    open: Annotated[str | None, Note("What a limit kept open, and which.")]


@dataclass(frozen=True)
class Fewest:
    """So many members, 1 at least, can pass all of the class with so many seats vacant, and not with fewer."""

    schema_name = "fewest"

    vacant: int
    number: int


@dataclass(frozen=True)
class Split:
    """From how many vacant seats on a vote split as evenly as can be carries nothing of the class."""

    schema_name = "even_split"

    vacant: int
    votes: tuple[int, ...]


@dataclass(frozen=True)
class OfBody:
    """What departures from one body do."""

    schema_name = "body"

    body: str
    seats: int
    voting: int
    standstills: tuple[Stop, ...]
    fewest: tuple[Fewest, ...]
    fewest_left_out: Annotated[bool, Note("With more vacant it was not asked.")]
    even_split: Split | None
    open: tuple[str, ...]


@dataclass(frozen=True)
class OfClass:
    """A class of decisions that can be taken, under a reading."""

    schema_name = "class"

    condition: str
    under: str | None
    reading: Annotated[Mapping[str, str], Note("Empty where no reading makes a difference.")]
    bodies: tuple[OfBody, ...]
    silent: Stop
    among_silent: Annotated[
        Mapping[str, int],
        Note(
            "Of each body, the fewest who can pass all of the class while everybody else stays away."
        ),
    ]
    open: tuple[str, ...]


@dataclass(frozen=True)
class ResilienceOfSpecification:
    """What departures do in one specification, as its rules stand after the last event."""

    schema_name = "specification"

    file: str
    title: str
    start: Annotated[datetime.date | None, Note("The first day of that time; null: always.")]
    classes: tuple[OfClass, ...]
    closed: Annotated[int, Note("So many classes more of which nothing can pass as it is.")]
    by_power: Annotated[
        bool, Note("Too many classes to list: all decisions of each power instead.")
    ]
    assumptions: tuple[str, ...]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """After how few departures nothing can pass, and how few decide all then."""

    specifications: tuple[ResilienceOfSpecification, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.Resilience], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.Resilience) -> ResilienceOfSpecification:
    """One specification's classes."""
    return ResilienceOfSpecification(
        it.file,
        it.title,
        it.start,
        tuple(map(_class, it.classes)),
        it.closed,
        it.by_power,
        it.assumptions,
        it.undetermined,
    )


def _class(it: results.ResilientClass) -> OfClass:
    bodies = tuple(map(_body, it.bodies))
    among = dict(it.among_silent)
    return OfClass(it.text, it.under, it.reading, bodies, _stop(it.silent), among, it.open)


def _body(it: results.BodyResilience) -> OfBody:
    split = None if it.split is None else Split(it.split.vacant, it.split.votes)
    few = tuple(Fewest(each.vacant, each.number) for each in it.fewest)
    stops = tuple(map(_stop, it.standstills))
    return OfBody(it.body, it.seats, it.voting, stops, few, it.fewest_left_out, split, it.open)


def _stop(it: results.Standstill) -> Stop:
    sets = tuple(
        tuple(SomeOf(each.number, each.size, each.parties) for each in them) for them in it.sets
    )
    return Stop(it.kind.value, it.number, it.clear, sets, it.left_out, it.least, it.open)
