"""What `supposing one of S …` comes to, for each person by name: members of cohorts have names here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policy_dsl.model import Event, EventKind, HoldsRight, IsMember, IsSuspended, Property
from policy_dsl.state import State, after_event
from tests.changing.parting import claim_apart

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
    meant = {name for party in event.one_of.parties for name in members[party]}
    meant |= {name for body, name in state.seats if body in event.one_of.bodies}
    for name in sorted(meant):
        if _can_happen(event.kind, (event.body, name), state):
            yield (replace(event, subject=name, one_of=None),)


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


def of_each(prop: Property, members: Members) -> Iterator[Property]:
    """The property about people: what it claims of the seats of a cohort, of each of its members."""
    claim = claim_apart(prop.claim, members)
    if isinstance(claim, HoldsRight | IsMember | IsSuspended):
        for name in members[claim.party]:
            yield replace(prop, claim=replace(claim, party=name))
    else:
        yield replace(prop, claim=claim)
