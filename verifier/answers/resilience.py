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
from verifier.results.resilience import FewestAfter


@dataclass(frozen=True)
class Departing:
    """Any `number` of some parties whom nothing tells apart, who are `of` in all."""

    schema_name = "some"

    number: int
    of: int
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Standstill:
    """The fewest departures of a kind after which nothing of the class can pass."""

    schema_name = "standstill"

    kind: str
    fewest: Annotated[
        int | None, Note("null: there are none, or larger sets are left out, or open.")
    ]
    passes_with: Annotated[int, Note("With any so many departures something can pass.")]
    sets: Annotated[
        tuple[tuple[Departing, ...], ...], Note("Those of `fewest` after which it is so.")
    ]
    left_out: Annotated[bool, Note("Larger sets were not gone through.")]
    least: Annotated[bool, Note("`fewest` is the least; if not, of fewer it was not asked.")]
    open: Annotated[str | None, Note("What a limit kept open, and which.")]


@dataclass(frozen=True)
class EvenSplit:
    """From how many vacant seats on a vote split as evenly as can be carries nothing of the class."""

    schema_name = "even_split"

    vacant: int
    votes: tuple[int, ...]


@dataclass(frozen=True)
class BodyResilience:
    """What departures from one body do."""

    schema_name = "body"

    body: str
    seats: int
    voting: int
    standstills: tuple[Standstill, ...]
    fewest: tuple[FewestAfter, ...]
    fewest_left_out: Annotated[bool, Note("With more vacant it was not asked.")]
    even_split: EvenSplit | None
    open: tuple[str, ...]


@dataclass(frozen=True)
class ResilientClass:
    """A class of decisions that can be taken, under a reading."""

    schema_name = "class"

    condition: str
    under: str | None
    reading: Annotated[Mapping[str, str], Note("Empty where no reading makes a difference.")]
    bodies: tuple[BodyResilience, ...]
    silent: Standstill
    among_silent: Annotated[
        Mapping[str, int],
        Note(
            "Of each body, the fewest who can pass all of the class while everybody else stays away."
        ),
    ]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Resilience:
    """What departures do in one specification, as its rules stand after the last event."""

    schema_name = "specification"

    file: str
    title: str
    start: Annotated[datetime.date | None, Note("The first day of that time; null: always.")]
    classes: tuple[ResilientClass, ...]
    closed: Annotated[int, Note("So many classes more of which nothing can pass as it is.")]
    by_power: Annotated[
        bool, Note("Too many classes to list: all decisions of each power instead.")
    ]
    assumptions: tuple[str, ...]
    undetermined: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """After how few departures nothing can pass, and how few decide all then."""

    specifications: tuple[Resilience, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(them: Sequence[results.Resilience], errors: Sequence[Error] = ()) -> Printable:
    """The answer as JSON, with what kept other files from being looked at."""
    return json_text(written(Answer(tuple(map(specification, them)), tuple(errors), tool())))


def specification(it: results.Resilience) -> Resilience:
    """One specification's classes."""
    return Resilience(
        it.file,
        it.title,
        it.start,
        tuple(map(_class, it.classes)),
        it.closed,
        it.by_power,
        it.assumptions,
        it.undetermined,
    )


def _class(it: results.ResilientClass) -> ResilientClass:
    bodies = tuple(map(_body, it.bodies))
    among = dict(it.among_silent)
    return ResilientClass(it.text, it.under, it.reading, bodies, _stop(it.silent), among, it.open)


def _body(it: results.BodyResilience) -> BodyResilience:
    split = None if it.split is None else EvenSplit(it.split.vacant, it.split.votes)
    stops = tuple(map(_stop, it.standstills))
    return BodyResilience(
        it.body, it.seats, it.voting, stops, it.fewest, it.fewest_left_out, split, it.open
    )


def _stop(it: results.Standstill) -> Standstill:
    sets = tuple(
        tuple(Departing(each.number, each.size, each.parties) for each in them) for them in it.sets
    )
    return Standstill(it.kind.value, it.number, it.clear, sets, it.left_out, it.least, it.open)
