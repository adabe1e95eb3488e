"""What each assumption and silent point could be instead: the same specification with one thing otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from policy_dsl import wording
from policy_dsl.model import (
    NOT_IN_FORCE,
    NOWHERE,
    AllOf,
    AnyClause,
    AnyOf,
    AttendanceTally,
    Attribute,
    Base,
    Body,
    CanBlock,
    Event,
    EventKind,
    Manner,
    NoneCanPass,
    Party,
    Place,
    Power,
    Property,
    Provision,
    Requirement,
    Requires,
    Rule,
    Seat,
    Share,
    Specification,
    Status,
    Successive,
    Tally,
    Throughout,
    Versions,
)
from policy_dsl.records import dataclass, replace
from verifier.encoding.activity import kind_of
from verifier.words import alternatives as words

MOST_MEMBERS = 12
_NEWCOMER = "AnotherMember"
_Changing = Callable[[Property], Property]


@dataclass(frozen=True)
class TriedAlternative:
    """One alternative, as a specification whose properties stand in the places of the original ones."""

    text: str
    specification: Specification


@dataclass(frozen=True)
class Issue:
    """A point, and what is tried instead. `fact` is the guard of a proof that it corresponds to, if any."""

    kind: str
    subject: str
    text: str
    tried: tuple[TriedAlternative, ...]
    fact: str | None
    place: Place


def issues(specification: Specification) -> tuple[Issue, ...]:
    """All points of a specification: those written in it in source order, then those of every answer."""
    found = [*_bodies(specification), *_attributes(specification), *_clauses(specification)]
    found += _events(specification)
    found.sort(key=lambda issue: (issue.place.file != specification.file, issue.place.line))
    return (*found, *_standing(specification))


# --- bodies --------------------------------------------------------------------------------------


def _bodies(specification: Specification) -> Iterator[Issue]:
    for body in specification.bodies:
        if body.quorum_notes.assumed is not None:
            tried = tuple(_quorums(specification, body))
            yield Issue(
                "assumed",
                words.quorum_of(body.name),
                body.quorum_notes.assumed,
                tried,
                f"quorum:{body.name}",
                body.quorum_place,
            )
        if body.notes.assumed is not None:
            yield Issue(
                "assumed",
                f"{body.name}",
                body.notes.assumed,
                tuple(_chairs(specification, body)),
                None,
                body.place,
            )
        groups: dict[tuple[str, int], list[Seat]] = {}
        for seat in body.members:
            if seat.notes.assumed is not None:
                groups.setdefault((seat.notes.assumed, seat.place.line), []).append(seat)
        for (text, _), seats in groups.items():
            subject = words.members_of(body.name, [s.party for s in seats])
            tried = tuple(_members(specification, body, seats))
            yield Issue("assumed", subject, text, tried, None, seats[0].place)


def _with_body(specification: Specification, body: Body) -> Specification:
    bodies = tuple(body if b.name == body.name else b for b in specification.bodies)
    return replace(specification, bodies=bodies)


def _quorums(specification: Specification, body: Body) -> Iterator[TriedAlternative]:
    everybody = AttendanceTally(Tally(Share(Fraction(1), False), Base.MEMBERS, body.name))
    half = AttendanceTally(Tally(Share(Fraction(1, 2), False), Base.MEMBERS, body.name))
    for quorum, text in (
        (None, words.NO_QUORUM),
        (half, words.HALF_QUORUM),
        (everybody, words.FULL_QUORUM),
    ):
        if quorum != body.quorum:
            yield TriedAlternative(text, _with_body(specification, replace(body, quorum=quorum)))


def _chairs(specification: Specification, body: Body) -> Iterator[TriedAlternative]:
    if body.chair is None:
        return
    text = words.NO_CASTING_VOTE if body.chair.casting_vote else words.CASTING_VOTE
    chair = replace(body.chair, casting_vote=not body.chair.casting_vote)
    yield TriedAlternative(text, _with_body(specification, replace(body, chair=chair)))


def _members(
    specification: Specification, body: Body, seats: list[Seat]
) -> Iterator[TriedAlternative]:
    for seat in seats[:MOST_MEMBERS]:
        members = tuple(s for s in body.members if s != seat)
        other = _with_body(specification, replace(body, members=members))
        events = tuple(
            e for e in other.events if not (e.body == body.name and e.subject == seat.party)
        )
        yield TriedAlternative(
            words.without(specification, seat.party), replace(other, events=events)
        )
    taken = {p.name for p in specification.parties} | {g.name for g in specification.groups}
    if _NEWCOMER in taken:
        return
    newcomer = Party(_NEWCOMER, "", 1, False, _weights(specification), NOWHERE)
    members = (*body.members, Seat(_NEWCOMER, NOWHERE))
    other = _with_body(specification, replace(body, members=members))
    yield TriedAlternative(
        words.ANOTHER_MEMBER, replace(other, parties=(*specification.parties, newcomer))
    )


def _weights(specification: Specification) -> dict[str, int]:
    return {weight: 1 for party in specification.parties for weight in party.weights}


# --- attributes, clauses, events -----------------------------------------------------------------


def _attributes(specification: Specification) -> Iterator[Issue]:
    """Those with the same assumption and judge are one point."""
    groups: dict[tuple[str, str | None], list[Attribute]] = {}
    for attribute in specification.attributes:
        if attribute.notes.assumed is not None:
            groups.setdefault((attribute.notes.assumed, attribute.judge), []).append(attribute)
    for (text, judge), them in groups.items():
        tried: tuple[TriedAlternative, ...] = ()
        if judge is not None:
            other = _with_properties(specification, _judging(judge))
            tried = (TriedAlternative(words.rules_otherwise(specification, judge), other),)
        subject = wording.listed([attribute.name for attribute in them])
        yield Issue("assumed", subject, text, tried, None, them[0].place)


def _clauses(specification: Specification) -> Iterator[Issue]:
    for clause in specification.clauses:
        if isinstance(clause, Provision):
            continue
        fact = f"{kind_of(clause)}:{clause.name}"
        subject = f"{kind_of(clause)} {clause.name}"
        status = clause.notes.status
        if clause.notes.assumed is not None:
            tried = (*_thresholds(specification, clause), *_grants(specification, clause))
            if not isinstance(clause, Power):
                tried = (*tried, _left_out(specification, clause))
            yield Issue("assumed", subject, clause.notes.assumed, tried, fact, clause.place)
        elif status in (Status.REPORTED, Status.EXPECTED, Status.DISPUTED, Status.ASSUMED):
            kind = "assumed" if status is Status.ASSUMED else status.value
            tried = (_left_out(specification, clause),)
            yield Issue(kind, subject, clause.title, tried, fact, clause.place)
        elif status is Status.PROPOSED and not _takes_effect(specification, clause):
            tried = (TriedAlternative(words.in_force(), _enacted(specification, clause)),)
            yield Issue("proposed", subject, clause.title, tried, None, clause.place)
        own = [r for r in clause.readings if r.name != NOT_IN_FORCE]
        if len(own) > 1:
            readings = tuple(
                TriedAlternative(
                    words.read_as(reading.name, reading.title),
                    _with_properties(specification, _reader(clause.name, reading.name)),
                )
                for reading in own
            )
            yield Issue("reading", subject, clause.title, readings, None, clause.place)


def _with_clause(specification: Specification, clause: AnyClause) -> Specification:
    clauses = tuple(clause if c.name == clause.name else c for c in specification.clauses)
    return replace(specification, clauses=clauses)


def _left_out(specification: Specification, clause: AnyClause) -> TriedAlternative:
    """The clause never in force: only proposed, and taking effect at no time."""
    notes = replace(clause.notes, status=Status.PROPOSED)
    other = _with_clause(specification, replace(clause, notes=notes))
    events = tuple(e for e in other.events if not _concerns(e, clause))
    return TriedAlternative(words.NOT_IN_FORCE, replace(other, events=events))


def _concerns(event: Event, clause: AnyClause) -> bool:
    kinds = (EventKind.TAKES_EFFECT, EventKind.LAPSES)
    return event.kind in kinds and event.subject == clause.name


def _takes_effect(specification: Specification, clause: AnyClause) -> bool:
    return any(_concerns(event, clause) for event in specification.events)


def _enacted(specification: Specification, clause: AnyClause) -> Specification:
    notes = replace(clause.notes, status=Status.ENACTED)
    return _with_clause(specification, replace(clause, notes=notes))


def _thresholds(specification: Specification, clause: AnyClause) -> Iterator[TriedAlternative]:
    """Other thresholds in place of the clause's tallies of votes."""
    if not isinstance(clause, Power | Rule) or clause.requires.by_reading:
        return
    asked = clause.requires.under(None)
    for share, base in (
        (Share(Fraction(1, 2), True), Base.MEMBERS),
        (Share(Fraction(2, 3), False), Base.CAST),
        (Share(Fraction(1), False), Base.MEMBERS),
    ):
        other = _replaced(asked, share, base)
        if other != asked:
            changed = replace(clause, requires=Versions(other))
            yield TriedAlternative(
                words.needs(specification, other), _with_clause(specification, changed)
            )


def _replaced(it: Requirement, share: Share, base: Base) -> Requirement:
    match it:
        case Tally(quantity=Share(), weight=None, among=None):
            return replace(it, quantity=share, base=base, abstentions=False)
        case AllOf(parts) | AnyOf(parts):
            return replace(it, parts=tuple(_replaced(part, share, base) for part in parts))
        case Successive(stages):
            return replace(it, stages=tuple(_replaced(each, share, base) for each in stages))
        case _:
            return it


def _grants(specification: Specification, clause: AnyClause) -> Iterator[TriedAlternative]:
    if isinstance(clause, Power) and clause.grants:
        changed = replace(clause, grants=())
        yield TriedAlternative(words.NO_CHANGE, _with_clause(specification, changed))


def _events(specification: Specification) -> Iterator[Issue]:
    for event in specification.events:
        if event.notes.assumed is None or event.on is None:
            continue
        events = tuple(e for e in specification.events if e is not event)
        tried = (TriedAlternative(words.NOT_HAPPENED, replace(specification, events=events)),)
        subject = words.happened(event, event.on)
        yield Issue("assumed", subject, event.notes.assumed, tried, None, event.place)


# --- what every answer takes for granted ---------------------------------------------------------


def _with_properties(specification: Specification, change: _Changing) -> Specification:
    return replace(specification, properties=tuple(change(p) for p in specification.properties))


def _free(prop: Property, judge: str) -> Property:
    judges = tuple(dict.fromkeys((*prop.free_judges, judge)))
    return replace(prop, free_judges=judges)


def _reader(clause: str, reading: str) -> _Changing:
    def change(prop: Property) -> Property:
        if any(name == clause for name, _ in prop.fixed_readings):
            return prop
        return replace(prop, fixed_readings=(*prop.fixed_readings, (clause, reading)))

    return change


def _everywhere_against(claim: CanBlock) -> bool:
    return claim.manner is Manner.AGAINST and claim.at is None


def _manner(manner: Manner) -> _Changing:
    def change(prop: Property) -> Property:
        if isinstance(prop.claim, CanBlock) and _everywhere_against(prop.claim):
            return replace(prop, claim=replace(prop.claim, manner=manner))
        return prop

    return change


def _amended(prop: Property) -> Property:
    protects = isinstance(prop.claim, CanBlock | Requires | NoneCanPass)
    protects = protects and not prop.claim.only_as_rules_stand
    return replace(prop, even_after_amendments=True) if protects else prop


def _throughout(prop: Property) -> Property:
    return prop if prop.supposing else replace(prop, at=Throughout())


def _standing(specification: Specification) -> Iterator[Issue]:
    def issue(text: str, *tried: tuple[str, _Changing]) -> Issue:
        every = tuple(
            TriedAlternative(said, _with_properties(specification, how)) for said, how in tried
        )
        return Issue("standing", "", text, every, None, NOWHERE)

    claims = [p.claim for p in specification.properties]
    if any(isinstance(c, CanBlock) and _everywhere_against(c) for c in claims):
        yield issue(
            words.STANDING_MANNER,
            (words.ABSTAINING, _manner(Manner.ABSTAINING)),
            (words.AWAY, _manner(Manner.AWAY)),
        )
    judges = dict.fromkeys(
        a.judge for a in specification.attributes if a.judge is not None and a.notes.assumed is None
    )
    if judges:
        yield issue(
            words.STANDING_JUDGE,
            *((words.rules_otherwise(specification, j), _judging(j)) for j in judges),
        )
    if any(isinstance(c, CanBlock | Requires | NoneCanPass) for c in claims):
        yield issue(words.STANDING_RULES, (words.AMENDED, _amended))
    if specification.events:
        yield issue(words.STANDING_TIME, (words.ALL_DATES, _throughout))


def _judging(judge: str) -> _Changing:
    return lambda prop: _free(prop, judge)
