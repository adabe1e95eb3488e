"""What `loopholes` answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, assert_never

from policy_dsl import wording
from policy_dsl.records import dataclass
from policy_dsl.syntax import OpeningKind
from verifier.answers.declared import written
from verifier.answers.errors import Error
from verifier.answers.stories import Scenario, scenario
from verifier.answers.tool import Tool, tool
from verifier.answers.which_decisions import as_condition
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.results import Note, Weakest
from verifier.results import loopholes as results
from verifier.results.loopholes import Accepted, Undetermined


@dataclass(frozen=True)
class Supporters:
    """How many distinct parties suffice, and who."""

    number: int
    who: tuple[str, ...]


Fewest = Annotated[
    Supporters | Undetermined | None,
    Note(
        "How many distinct parties suffice whatever the others do; null where no number does. Over several meetings: of"
        " the one that needs most."
    ),
]
FewestIfSilent = Annotated[
    Supporters | Undetermined | None, Note("The same where nobody else votes or consents.")
]
While = Annotated[str | None, Note("How the holder acts meanwhile, as in the story.")]
ForEveryDecision = Annotated[
    bool | Undetermined,
    Note("They suffice for every decision of the condition; otherwise they do for the one shown."),
]


@dataclass(frozen=True)
class Opening:
    """What a way round makes use of, and where that stands."""

    kind: OpeningKind
    name: str
    text: str
    file: str | None
    line: int | None
    opened_by: Annotated[
        tuple[str, ...], Note("The recusals without which a power would be no way round.")
    ]


@dataclass(frozen=True)
class WayMeeting:
    """A meeting at which votes decide."""

    schema_name = "meeting"

    text: Annotated[str, Note("What its decision does to rules or seats.")]
    power: str
    supporters: Fewest
    supporters_if_others_are_silent: FewestIfSilent
    supporters_while: While
    supporters_for_every_decision: ForEveryDecision


@dataclass(frozen=True)
class Way:
    """A minimal set of openings through which what a property protects is lost."""

    openings: tuple[Opening, ...]
    power: str
    clauses: Annotated[tuple[str, ...], Note("The clauses that applied.")]
    condition: Annotated[
        str | None,
        Note(
            "The weakest condition found under which every such decision can be adopted, as `when` takes it; null for"
            " all."
        ),
    ]
    ruled: Annotated[
        str | None,
        Note(
            "What it is ruled that such decisions are, as a condition; null where judges rule as things are."
        ),
    ]
    every: Annotated[
        bool, Note("False: only some decisions of which the condition is true are meant.")
    ]
    supporters: Fewest
    supporters_if_others_are_silent: FewestIfSilent
    supporters_while: While
    supporters_for_every_decision: ForEveryDecision
    accepted: Accepted | None
    before_protection: bool
    steps: Annotated[
        tuple[str, ...],
        Note("What changes rules or seats first; empty where nothing has to."),
    ]
    meetings: Annotated[
        tuple[WayMeeting, ...],
        Note(
            "Where something has to change first: every meeting at which votes decide, the last one included."
        ),
    ]
    open: Annotated[tuple[str, ...], Note("What of this way a limit kept from being worked out.")]
    scenario: Scenario
    weakest: Weakest | None


@dataclass(frozen=True)
class FindingName:
    """What a finding is called."""

    name: Annotated[
        str,
        Note(
            "What all commands call it: its property and a number; or a part of `content` where not all ways round are"
            " known."
        ),
    ]
    content: Annotated[
        str,
        Note("The same for the same way round another property.", pattern="^[0-9a-f]{64}$"),
    ]
    property: str


# Fields of the last are written first.
@dataclass(frozen=True)
class Loophole(Way, FindingName):
    """A finding: the way that is told of it, and those that differ from it in detail.

    That is, only in how clauses are read, in which power is amended first, or in whom it concerns of those who are
    protected one by one.
    """

    variants: tuple[Way, ...]


@dataclass(frozen=True)
class StaleAcceptance:
    """An accepted loophole that has gone, or whose date has passed."""

    kind: str
    name: str | None
    reason: str
    file: str
    line: int


@dataclass(frozen=True)
class PropertyLoopholes:
    """A property, what it protects, and how many ways there are round that."""

    schema_name = "property"

    name: str
    title: str
    claim: str
    protected: str
    count: int
    more: bool
    undetermined: str | None
    opened: Annotated[tuple[str, ...], Note("The kinds of opening that were open in the search.")]
    shut: Annotated[
        tuple[str, ...],
        Note("What the claim itself leaves no choice of, and what was not looked for."),
    ]
    stale_acceptances: tuple[StaleAcceptance, ...]
    assumptions: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True)
class Answer:
    """Every way round what each property protects, in the order of their names."""

    loopholes: tuple[Loophole, ...]
    properties: tuple[PropertyLoopholes, ...]
    errors: tuple[Error, ...]
    tool: Tool


def render_json(
    them: Sequence[results.PropertyLoopholes],
    errors: Sequence[Error] = (),
) -> Printable:
    """The answer as JSON: ways round all properties, properties with their totals, and what is wrong."""
    ways = tuple(loophole(each) for it in them for each in it.loopholes)
    answer = Answer(ways, tuple(map(_property, them)), tuple(errors), tool())
    return json_text(written(answer))


def loophole(it: results.Loophole) -> Loophole:
    """One finding."""
    told, variants = way(it), tuple(map(way, it.variants))
    taken = {name: getattr(told, name) for name in Way.__match_args__}
    return Loophole(
        name=it.name, content=it.content, property=it.property, variants=variants, **taken
    )


def way(it: results.Loophole) -> Way:
    """A way round, apart from what the finding is called."""
    under, enough = it.under, it.enough
    return Way(
        tuple(
            Opening(
                o.kind,
                o.name,
                o.text,
                o.file or None,
                o.line or None,
                o.opened_by,
            )
            for o in it.openings
        ),
        it.power,
        it.clauses,
        as_condition(under.of_facts),
        None if under.of_rulings is None else wording.condition(under.of_rulings),
        under.every,
        _supporters(enough.opposed),
        _supporters(enough.silent),
        enough.acting or None,
        enough.every,
        it.accepted,
        it.before_protection,
        it.steps,
        tuple(map(_meeting, it.meetings)),
        it.open,
        scenario(it.scenario),
        it.weakest,
    )


def _meeting(it: results.WayMeeting) -> WayMeeting:
    enough = it.enough
    return WayMeeting(
        it.text,
        it.power,
        _supporters(enough.opposed),
        _supporters(enough.silent),
        enough.acting or None,
        enough.every,
    )


def _supporters(
    it: results.Supporters | Undetermined | None,
) -> Supporters | Undetermined | None:
    match it:
        case None:
            return None
        case results.Supporters(number, who):
            return Supporters(number, who)
        case Undetermined():
            return it
        case _:
            assert_never(it)


def _property(it: results.PropertyLoopholes) -> PropertyLoopholes:
    return PropertyLoopholes(
        it.property,
        it.title,
        it.claim,
        it.protected,
        len(it.loopholes),
        it.more,
        it.undetermined,
        it.opened,
        it.shut,
        tuple(
            StaleAcceptance(each.kind, each.name, each.reason, each.file, each.line)
            for each in it.stale
        ),
        it.assumptions,
        it.file,
        it.line,
    )
