"""Who there is, who sits where, and who could block what at which time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl import claim_wording, wording
from policy_dsl.model import (
    Alone,
    CanBlock,
    Manner,
    Property,
    Specification,
    Throughout,
)
from policy_dsl.records import replace
from policy_dsl.state import Interval, State, intervals
from verifier.checking.combining import check_property
from verifier.encoding.encodings import Encodings
from verifier.results import PropertyResult, Verdict
from verifier.results.review import BodySeats, Lane, Person, ReviewPeriod, SeatHeld
from verifier.results.statement import Said, Statement, about
from verifier.review.statements import day_of
from verifier.solving.limits import Limits
from verifier.words import plain_names, plain_requirements
from verifier.words.review import topic

MOST_LANES = 12


def people(specification: Specification) -> tuple[Person, ...]:
    """The parties, with what their short names stand for."""
    return tuple(Person(p.name, p.title or p.name, p.size) for p in specification.parties)


def groups(specification: Specification) -> tuple[tuple[str, str], ...]:
    """The groups, with whom they are made of."""
    return tuple((g.name, wording.made_of(g.who, wording.listed)) for g in specification.groups)


def rooms(specification: Specification) -> tuple[BodySeats, ...]:
    """The bodies as they sit after the last event."""
    state = intervals(specification)[-1].state
    return tuple(_room(specification, state, name) for name in specification.body)


def _room(specification: Specification, state: State, name: str) -> BodySeats:
    body = specification.body[name]
    chair = None if body.chair is None else body.chair.party
    seats = tuple(
        SeatHeld(
            p.name, p.title or p.name, p.size, (name, p.name) in state.suspended, p.name == chair
        )
        for p in specification.parties
        if (name, p.name) in state.seats
    )
    observers = tuple(
        SeatHeld(s.party, plain_names.party(specification, s.party), 1, False, False)
        for s in body.observers
    )
    return BodySeats(
        name,
        body.title or name,
        seats,
        observers,
        chair,
        any(seat.chair for seat in seats),
        body.chair is not None and body.chair.casting_vote,
        plain_requirements.deciding(specification, body.name),
        body.seats,
    )


def stretches(specification: Specification) -> tuple[ReviewPeriod, ...]:
    """The timeline as stretches without events."""
    return tuple(
        ReviewPeriod(each.start, each.end, _events(specification, each))
        for each in intervals(specification)
    )


def _events(specification: Specification, interval: Interval) -> tuple[str, ...]:
    return tuple(
        wording.event(event)
        for event in specification.events
        if event.on == interval.start and interval.start is not None
    )


def lanes(specification: Specification, limits: Limits) -> tuple[Lane, ...]:
    """For each "can block" that the properties speak of: could they, in each stretch of the timeline?

    One lane for each coalition and kind of decision; how a property narrows its claim otherwise (a date, a reading,
    a manner, a judge) is left out.
    """
    wanted: dict[tuple[str, str], Property] = {}
    for prop in specification.properties:
        claim = prop.claim
        if not isinstance(claim, CanBlock) or prop.under is not None:
            continue
        who = claim.who
        if who.chosen_once:
            # "No two of G together" asks about the same as "some two of G together", the other way round.
            who = replace(who, alone=Alone.SOME)
        elif who.alone is not Alone.TOGETHER:
            # "No one of G alone" asks about the same as "every one of G alone", the other way round.
            who = replace(who, alone=Alone.EVERY)
        key = (claim_wording.coalition(who), wording.when(claim.when))
        if key not in wanted:
            wanted[key] = replace(
                prop,
                claim=CanBlock(who, claim.when, Manner.AGAINST),
                at=Throughout(),
                supposing=(),
                fixed_readings=(),
                free_judges=(),
                even_after_amendments=False,
            )
    encodings = Encodings(specification)
    found: list[Lane] = []
    for prop in list(wanted.values())[:MOST_LANES]:
        assert isinstance(prop.claim, CanBlock)
        result = check_property(encodings, prop, limits)
        failing: Sequence[Sequence[Mapping[str, str]]] = [
            () if state.every_reading else state.readings for state in result.states
        ]
        some = _some(encodings, prop, prop.claim, result, limits)
        found.append(
            Lane(
                claim_wording.coalition(prop.claim.who),
                topic(specification, prop.claim.when),
                tuple(
                    Verdict.UNDETERMINED if one is None else state.verdict
                    for state, one in zip(result.states, some, strict=True)
                ),
                tuple(tuple(each) for each in failing),
                tuple(bool(one) for one in some),
                open=any(not state.readings_complete for state in result.states),
                statements=tuple(_said(specification, prop, result, some)),
            )
        )
    return tuple(found)


def _said(
    specification: Specification,
    prop: Property,
    it: PropertyResult,
    some: Sequence[bool | None],
) -> Iterator[Statement]:
    """What a lane says of each stretch of time, as claims of one of its days."""
    claim = prop.claim
    assert isinstance(claim, CanBlock)
    for state, one in zip(it.states, some, strict=True):
        then = replace(prop, at=day_of(state))
        if state.verdict is Verdict.HOLDS:
            yield about(then, Said.AS_REVIEWED, claim, True)
        if state.verdict is not Verdict.FAILS or one is None:
            continue
        said = about(then, Said.AS_REVIEWED, claim, False)
        yield said
        if not state.every_reading:
            yield from (replace(said, readings=dict(each)) for each in state.readings)
        if one:
            nobody = replace(claim, who=replace(claim.who, alone=Alone.NONE))
            yield about(then, Said.AS_REVIEWED, nobody, False)


def _some(
    encodings: Encodings,
    prop: Property,
    claim: CanBlock,
    every: PropertyResult,
    limits: Limits,
) -> tuple[bool | None, ...]:
    """Where not every one of several could, whether some could; None where that is not known."""
    if claim.who.alone is Alone.TOGETHER or claim.who.chosen_once:
        return tuple(False for _ in every.states)
    nobody = replace(prop, claim=replace(claim, who=replace(claim.who, alone=Alone.NONE)))
    none = check_property(encodings, nobody, limits)
    found: list[bool | None] = []
    for one, other in zip(every.states, none.states, strict=True):
        if one.verdict is not Verdict.FAILS:
            found.append(False)
        elif other.verdict is Verdict.UNDETERMINED:
            found.append(None)
        else:
            found.append(other.verdict is Verdict.FAILS)
    return tuple(found)
