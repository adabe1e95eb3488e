"""Who did what: a decision put to the vote and everybody's ballots, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from policy_dsl import wording
from policy_dsl.decisions import Ballots, ToCome, Value, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import NumberIn, Specification
from policy_dsl.records import dataclass, replace
from verifier.words import occasions as say
from verifier.words.verdicts import yes_or_no

_NAMED = 12  # more than so many names are counted instead


@dataclass(frozen=True)
class Scene:
    """What there is to tell. `uncounted` are votes of those who have none; `to_come` what is not there yet; `days` are
    those of meetings before the last.

    `told_of` are the clauses of which it is told how they are read; None: all that can be read in several ways.
    `matter` are the bodies in which it matters what is done, of which alone it is told; None: it is told of all.
    """

    meeting: Meeting
    ballots: Ballots
    day: date | None
    uncounted: Mapping[tuple[str, str], Vote]
    to_come: ToCome = ToCome()
    days: tuple[date | None, ...] = ()
    told_of: frozenset[str] | None = None
    matter: frozenset[str] | None = None

    def lines(self) -> tuple[str, ...]:
        """A sentence a line; nothing of what the rules say."""
        return tuple(_situation(self))


def value_text(scene: Scene, attribute: str, value: Value) -> str:
    """A value in words: yes or no, a name, a number with its unit, or parties."""
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, int):
        kind = scene.meeting.specification.attribute[attribute].type
        return f"{value:,}{f' {kind.unit}' if isinstance(kind, NumberIn) and kind.unit else ''}"
    if isinstance(value, frozenset):
        names = [p.name for p in scene.meeting.specification.parties if p.name in value]
        for party, cells in scene.meeting.decision.cells.items():
            number = sum(n for marks, n in cells.items() if attribute in marks)
            if number:
                names.append(f"{number:,} {party}")
        return wording.listed(names) or say.NOBODY
    return value


def _situation(scene: Scene) -> Iterator[str]:
    if scene.day is not None:
        yield say.on(scene.day)
    readings = scene.meeting.rules.readings
    if scene.told_of is not None:
        readings = {name: readings[name] for name in readings if name in scene.told_of}
    if readings:
        yield say.read_so(readings)
    yield _decision(scene)
    for name, ruling in scene.meeting.decision.rulings.items():
        if ruling != scene.meeting.decision.facts.get(name):
            yield say.ruling(name, value_text(scene, name, ruling))
    meetings = scene.ballots.meetings
    days = (*scene.days, *(None for _ in meetings))
    for index, ballots in enumerate(meetings):
        there = replace(
            scene,
            ballots=ballots,
            uncounted=scene.uncounted if index + 1 == len(meetings) else {},
            to_come=scene.to_come if index + 1 == len(meetings) else ToCome(),
        )
        lines = list(_done(there))
        if len(meetings) > 1:
            yield say.at_meeting(index, days[index] if index + 1 < len(meetings) else scene.day)
        yield from lines


def _done(scene: Scene) -> Iterator[str]:
    """What everybody does at a meeting."""
    specification = scene.meeting.specification
    left = [each.name for each in specification.bodies if not _matters(scene, each.name)]
    for body in specification.bodies:
        if body.name not in left:
            yield from _votes(scene, body.name)
    if left:
        yield say.does_not_matter(left)
    yield from _consents(scene)
    yield from _objections(scene)
    for name, vote in scene.ballots.casting.items():
        if name in left:
            continue
        chair = specification.body[name].chair
        yield say.casting_vote(chair.party if chair else "", name, vote.value)


def _matters(scene: Scene, body: str) -> bool:
    """Whether it is told what is done there: it matters, or some of it is still to come."""
    if scene.matter is None or body in scene.matter:
        return True
    coming = (where for (where, _), cells in scene.to_come.votes.items() if any(cells.values()))
    return body in coming or body in scene.to_come.casting


def _decision(scene: Scene) -> str:
    facts = scene.meeting.decision.facts
    values = [
        (attribute.name, value_text(scene, attribute.name, facts[attribute.name]))
        for attribute in scene.meeting.specification.attributes
        if attribute.name in facts
    ]
    effects = [wording.effect(effect) for effect in scene.meeting.effects]
    return say.decision(values, effects)


def _votes(scene: Scene, body: str) -> Iterator[str]:
    """Who did what in a body, those who did the same together."""
    doing: dict[str, list[tuple[str, int]]] = {what: [] for what in say.DOING}
    votes = scene.ballots.votes
    for seated in scene.meeting.rules.seated[body]:
        counts = votes.get((body, seated.party), {}).get(seated.cell)
        if seated.suspended:
            doing[say.SUSPENDED].append((seated.party, seated.number))
            continue
        if counts is None:
            doing[say.ABSENT].append((seated.party, seated.number))
            continue
        if seated.recused_by:
            doing[say.RECUSED].append((seated.party, counts.attending))
        else:
            doing[say.FOR].append((seated.party, counts.in_favour))
            doing[say.AGAINST].append((seated.party, counts.against))
            doing[say.ABSTAINING].append((seated.party, counts.abstain))
        coming = scene.to_come.votes.get((body, seated.party), {}).get(seated.cell, 0)
        away = say.RECUSED_AWAY if seated.recused_by else say.ABSENT
        doing[away].append((seated.party, counts.absent - coming))
        doing[say.TO_COME].append((seated.party, coming))
    for (where, party), vote in scene.uncounted.items():
        if where == body:
            size = scene.meeting.specification.party[party].size
            doing[say.UNCOUNTED].append((f"{party} {vote.value}", size))
    said = [
        (what, _names(scene.meeting.specification, who))
        for what, who in doing.items()
        if any(number for _, number in who)
    ]
    yield say.ballots(body, said)


def _names(specification: Specification, who: list[tuple[str, int]]) -> str:
    totals: dict[str, int] = {}
    for party, number in who:
        totals[party] = totals.get(party, 0) + number
    named = [
        f"{number:,} {party}"
        if party in specification.party and specification.party[party].cohort
        else party
        for party, number in totals.items()
        if number
    ]
    return say.some_names(named, _NAMED, sum(totals.values()))


def _consents(scene: Scene) -> Iterator[str]:
    given: Mapping[str, int] = {
        party: sum(cells.values()) for party, cells in scene.ballots.consents.items()
    }
    if not given:
        return
    said = [(party, number) for party, number in given.items() if number]
    yield say.consents(_names(scene.meeting.specification, said))


def _objections(scene: Scene) -> Iterator[str]:
    given = {party: sum(cells.values()) for party, cells in scene.ballots.objections.items()}
    said = [(party, number) for party, number in given.items() if number]
    if said:
        yield say.objections(_names(scene.meeting.specification, said))
