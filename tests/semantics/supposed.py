"""What `supposing one of S …` comes to, for each person by name: members of cohorts have names here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policy_dsl.model import (
    Event,
    EventKind,
    HoldsRight,
    IsMember,
    IsSuspended,
    Property,
    Specification,
    Who,
)
from policy_dsl.state import State, after_event, after_events
from tests.changing.parting import apart, claim_apart, members_of, state_apart

Members = Mapping[str, tuple[str, ...]]


def supposed(
    events: Sequence[Event], state: State, members: Members
) -> Iterator[tuple[tuple[Event, ...], State]]:
    """Each choice of people to whom all these events can happen, as events that name them; and the state then."""
    if not events:
        yield (), state
        return
    event, rest = events[0], events[1:]
    for happens in _named(event, state, members):
        after = state
        for each in happens:
            after = after_event(after, each)
        for others, end in supposed(rest, after, members):
            yield (*happens, *others), end


def _named(event: Event, state: State, members: Members) -> Iterator[tuple[Event, ...]]:
    if event.one_of is None:
        names = members[event.subject] if event.body else (event.subject,)
        yield tuple(replace(event, subject=name) for name in names)
        return
    for name in sorted(_meant(event.one_of, state, members)):
        if _can_happen(event.kind, (event.body, name), state):
            yield (replace(event, subject=name, one_of=None),)


def _meant(who: Who, state: State, members: Members) -> set[str]:
    found = {name for party in who.parties for name in members[party]}
    found |= {name for body, name in state.seats if body in who.bodies}
    for part in who.also:
        found |= _meant(part, state, members)
    for part in who.but:
        found -= _meant(part, state, members)
    return found


def _can_happen(kind: EventKind, seat: tuple[str, str], state: State) -> bool:
    """Who has a seat can leave it, and be suspended unless it is; who has none, join; who is suspended, be restored."""
    match kind:
        case EventKind.JOINS:
            return seat not in state.seats
        case EventKind.LEAVES:
            return seat in state.seats
        case EventKind.SUSPENDED:
            return seat in state.seats and seat not in state.suspended
        case _:
            return seat in state.suspended


def asked_of(
    specification: Specification, prop: Property, state: State
) -> list[tuple[Specification, State, Property]]:
    """What a property asks of a state, before what it supposes: of one state, or of one for each choice by name."""
    if not any(event.one_of for event in prop.supposing):
        return [(specification, after_events(state, prop.supposing), prop)]
    members = members_of(specification)
    people = apart(specification)
    return [
        (people, after, asked)
        for _, after in supposed(prop.supposing, state_apart(state, members), members)
        for asked in of_each(prop, members)
    ]


def of_each(prop: Property, members: Members) -> Iterator[Property]:
    """The property about people: what it claims of the seats of a cohort, of each of its members."""
    claim = claim_apart(prop.claim, members)
    if isinstance(claim, HoldsRight | IsMember | IsSuspended):
        for name in members[claim.party]:
            yield replace(prop, claim=replace(claim, party=name))
    else:
        yield replace(prop, claim=claim)
