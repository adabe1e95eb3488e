"""What `repair` answers: of a property, the edits that close ways round it; of none, which can be got round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, cast

from policy_dsl.records import dataclass
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.tool import Tool, tool
from verifier.answers.which_decisions import as_condition
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note, Verdict
from verifier.results import repair as results
from verifier.results.loopholes import Opening as Opened
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.repair import UnsettledEdit
from verifier.words import repair as words

CostKind = Literal["stuck", "harder", "easier", "passable", "veto", "veto lost"]


@dataclass(frozen=True)
class OpeningUsed:
    """What a way round makes use of."""

    schema_name = "opening"

    kind: str
    name: str
    text: str
    file: str | None
    line: int | None


@dataclass(frozen=True)
class OpenWay:
    """A way round, by the name that all commands give it; null for one of the rules as they would be."""

    schema_name = "way"

    name: str | None
    openings: tuple[OpeningUsed, ...]
    variants: tuple[tuple[OpeningUsed, ...], ...]


@dataclass(frozen=True)
class VerdictChange:
    """A property whose verdict the edit changes."""

    schema_name = "change"

    property: str
    before: Verdict
    after: Verdict
    breaks: bool
    unexpected: bool


@dataclass(frozen=True)
class Cost:
    """What an edit does to decisions: those of which the condition is true (null: all), clauses read so."""

    kind: CostKind
    text: str
    condition: str | None
    readings: Mapping[str, tuple[str, ...]]
    every: bool
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Repair:
    """An edit, with what it closes, what it changes, and what it costs."""

    number: Annotated[int, Note("what --apply takes", least=1)]
    kind: str
    text: str
    file: str
    line: Annotated[int, Note(least=1)]
    diff: tuple[str, ...]
    size: Annotated[int, Note("words taken out and put in", least=1)]
    closes: tuple[OpenWay, ...]
    opens: tuple[OpenWay, ...]
    left: Annotated[int, Note("ways that stay open", least=0)]
    left_open: Annotated[bool, Note("more ways may be left")]
    need_more: Annotated[
        int,
        Note(
            "of those left, how many are one of the earlier ones with something else beside it",
            least=0,
        ),
    ]
    verdict: Verdict
    breaks: Annotated[bool, Note("some property that held does not any more")]
    changes: tuple[VerdictChange, ...]
    costs: tuple[Cost, ...]
    undetermined: tuple[str, ...]
    cut: Annotated[tuple[str, ...], Note("of which costs there are more than are listed")]


@dataclass(frozen=True)
class PropertyRepairs:
    """The ways round what a property protects, and the edits that close some of them."""

    schema_name = "of_property"

    property: str
    title: str
    claim: str
    protected: Annotated[str, Note("what the property protects, in words")]
    verdict: Verdict
    file: str
    line: Annotated[int, Note(least=1)]
    ways: tuple[OpenWay, ...]
    repairs: tuple[Repair, ...]
    closed_by_none: tuple[OpenWay, ...]
    perhaps_closed: Annotated[
        tuple[OpenWay, ...], Note("ways that an unsettled edit may close, and no other")
    ]
    unsettled: tuple[UnsettledEdit, ...]
    past: Annotated[tuple[OpenWay, ...], Note("ways open at an earlier time only")]
    tried: Annotated[int, Note(least=0)]
    more: Annotated[bool, Note("there are more ways than were looked at")]
    undetermined: tuple[str, ...]
    errors: tuple[Error, ...]
    tool: Tool


@dataclass(frozen=True)
class GotRound:
    """A property that protects something, and the ways round that."""

    name: str
    title: str
    file: str
    line: Annotated[int, Note(least=1)]
    ways: tuple[str, ...]
    more: bool
    undetermined: str | None


@dataclass(frozen=True)
class OfAll:
    """Where no property was asked for: those that protect something, with the ways round them."""

    properties: tuple[GotRound, ...]
    errors: tuple[Error, ...]
    tool: Tool


@dataclass(frozen=True)
class Refused:
    """Where nothing could be asked: why."""

    errors: tuple[Error, ...]
    tool: Tool


Answer = PropertyRepairs | OfAll | Refused


def render_json(it: results.PropertyRepairs | None, errors: Sequence[Error] = ()) -> Printable:
    """The answer about a property as JSON; None: only what is wrong."""
    wrong = tuple(errors)
    return json_text(written(Refused(wrong, tool()) if it is None else of_property(it, wrong)))


def render_list(them: Sequence[PropertyLoopholes], errors: Sequence[Error] = ()) -> Printable:
    """The answer about all properties as JSON."""
    return json_text(written(OfAll(tuple(map(_got_round, them)), tuple(errors), tool())))


def _got_round(it: PropertyLoopholes) -> GotRound:
    ways = tuple(way.name for way in it.loopholes if way.accepted is None)
    return GotRound(it.property, it.title, it.file, it.line, ways, it.more, it.undetermined)


def of_property(it: results.PropertyRepairs, wrong: tuple[Error, ...]) -> PropertyRepairs:
    """What is found of a property."""
    return PropertyRepairs(
        it.property,
        it.title,
        it.claim,
        it.protected,
        it.verdict,
        it.file,
        it.line,
        _ways(it.ways),
        tuple(_repair(number, each) for number, each in enumerate(it.repairs, 1)),
        _ways(it.closed_by_none),
        _ways(it.perhaps_closed),
        it.unsettled,
        _ways(it.past),
        it.tried,
        it.more,
        it.undetermined,
        wrong,
        tool(),
    )


def _ways(them: Sequence[results.OpenWay]) -> tuple[OpenWay, ...]:
    return tuple(
        OpenWay(it.name or None, _openings(it.openings), tuple(map(_openings, it.variants)))
        for it in them
    )


def _openings(them: Sequence[Opened]) -> tuple[OpeningUsed, ...]:
    return tuple(OpeningUsed(o.kind, o.name, o.text, o.file or None, o.line or None) for o in them)


def _repair(number: int, it: results.Repair) -> Repair:
    return Repair(
        number,
        it.kind,
        it.text,
        it.file,
        it.line,
        it.diff,
        it.size,
        _ways(it.closes),
        _ways(it.opens),
        it.left,
        it.left_open,
        it.need_more,
        it.verdict,
        it.breaks,
        tuple(VerdictChange(c.name, c.before, c.after, c.breaks, c.unexpected) for c in it.changes),
        tuple(map(_cost, it.costs)),
        it.open,
        it.cut,
    )


def _cost(it: results.Cost) -> Cost:
    return Cost(
        cast("CostKind", it.kind),
        words.cost(it),
        as_condition(it.condition),
        {clause: tuple(names) for clause, names in it.readings},
        it.every,
        it.parties,
    )
