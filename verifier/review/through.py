"""Which entries of the specification a finding leads through: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_dsl.model import EffectKind, Specification
from policy_dsl.records import dataclass
from verifier.encoding.activity import kind_of
from verifier.results import Scenario
from verifier.results.loopholes import Opening
from verifier.results.review import EntryName
from verifier.words.verdicts import day


def leads_through(
    specification: Specification, openings: Iterable[Opening], stories: Iterable[Scenario]
) -> tuple[EntryName, ...]:
    """What stands open, what takes and shapes the decisions of the stories, and what these change; in the text's order.

    Not the bodies whose members vote as the rules say, nor what a decision says of itself.
    """
    found = {named for story in stories for named in _of_story(specification, story)}
    places = [(each.file, each.line) for each in openings if each.file]
    return tuple(
        each.entry
        for each in _declared(specification)
        if (each.entry.kind, each.entry.name) in found
        or any(each.file == file and each.line <= line <= each.last for file, line in places)
    )


def _of_story(specification: Specification, story: Scenario) -> Iterator[tuple[str, str]]:
    for meeting in (
        *story.earlier,
        story,
        *(() if story.otherwise is None else (story.otherwise,)),
    ):
        names = [line.name for line in meeting.clauses if line.applied and line.matters]
        names += [] if meeting.power is None else [meeting.power]
        names += meeting.readings
        for effect in meeting.decision.effects:
            match effect.kind:
                case (
                    EffectKind.AMEND
                    | EffectKind.LAPSE
                    | EffectKind.ENACT
                    | EffectKind.ENACT_EXCEPTION
                ):
                    names.append(effect.target)
                case (
                    EffectKind.AMEND_QUORUM
                    | EffectKind.SUSPEND
                    | EffectKind.RESTORE
                    | EffectKind.REMOVE
                    | EffectKind.ADMIT
                    | EffectKind.ADMIT_NEW
                ):
                    yield "body", effect.target
                case EffectKind.ENACT_NEW | EffectKind.ENACT_POWER:
                    pass
        for name in names:
            clause = specification.clause.get(name)
            if clause is not None:
                yield kind_of(clause), name


@dataclass(frozen=True)
class _Declared:
    entry: EntryName
    file: str
    line: int
    last: int


def _declared(specification: Specification) -> tuple[_Declared, ...]:
    """All entries with the lines that they take, in the order of the text."""
    found = [
        *((("body", each.name), each.place) for each in specification.bodies),
        *((("attribute", each.name), each.place) for each in specification.attributes),
        *(((kind_of(each), each.name), each.place) for each in specification.clauses),
        *((("right", each.name), each.place) for each in specification.rights),
        *(
            (("event", day(each.on)), each.place)
            for each in specification.events
            if each.on is not None
        ),
    ]
    files = {
        file: index for index, file in enumerate(dict.fromkeys(place.file for _, place in found))
    }
    files[specification.file] = -1
    found.sort(key=lambda each: (files[each[1].file], each[1].line, each[1].column))
    return tuple(
        dict.fromkeys(
            _Declared(
                EntryName(kind, name, place.line),
                place.file,
                place.line,
                max(place.line, place.end_line),
            )
            for (kind, name), place in found
        )
    )
