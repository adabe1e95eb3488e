"""Which clauses are in force and who sits where, and how events change that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policy_dsl.model import (
    Between,
    Event,
    EventKind,
    Latest,
    OnDate,
    Property,
    Specification,
    Status,
    Throughout,
)
from policy_dsl.records import dataclass, replace


@dataclass(frozen=True)
class State:
    """The clauses and rights in force, and the seats as (body, party); `suspended` is a part of `seats`.

    In each body of `following` those have a seat who have one in the bodies beside it, whatever is said of it; who is
    suspended wherever it has one of these is so there.
    """

    in_force: frozenset[str]
    seats: frozenset[tuple[str, str]]
    suspended: frozenset[tuple[str, str]] = frozenset()
    following: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        if self.following:
            seats, suspended = _followed(self.seats, self.suspended, self.following)
            object.__setattr__(self, "seats", seats)
            object.__setattr__(self, "suspended", suspended)

    def votes_in(self, body: str, party: str) -> bool:
        """Whether the party has a seat there and is not suspended from it."""
        return (body, party) in self.seats and (body, party) not in self.suspended


Seats = frozenset[tuple[str, str]]


def _followed(
    seats: Seats, suspended: Seats, following: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Seats, Seats]:
    """The seats and suspensions with those of bodies whose members are the members of others."""
    derived = {body for body, _ in following}
    own = {seat for seat in seats if seat[0] not in derived}
    out = {seat for seat in suspended if seat[0] not in derived}
    voting = own - out
    sits = {(f, who) for f, bodies in following for body, who in own if body in bodies}
    votes = {(f, who) for f, bodies in following for body, who in voting if body in bodies}
    return frozenset(own | sits), frozenset(out | (sits - votes))


@dataclass(frozen=True)
class Interval:
    """A stretch of the timeline without events: from `start` (None: the beginning) to before `end` (None: open)."""

    start: date | None
    end: date | None
    state: State


def initial_state(specification: Specification) -> State:
    """The state before the first event.

    A clause whose first event is taking effect is not in force yet, nor is a proposed one; a party whose
    first event in a body is joining has no seat there yet.
    """
    later_clauses: set[str] = set()
    later_seats: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for event in specification.events:
        key = (event.body, event.subject)
        if key in seen:
            continue
        seen.add(key)
        if event.kind is EventKind.TAKES_EFFECT:
            later_clauses.add(event.subject)
        elif event.kind is EventKind.JOINS:
            later_seats.add(key)
    return State(
        in_force=frozenset(
            clause.name
            for clause in specification.clauses
            if clause.name not in later_clauses and clause.notes.status is not Status.PROPOSED
        )
        | {right.name for right in specification.rights},
        seats=frozenset(
            (body.name, seat.party) for body in specification.bodies for seat in body.members
        )
        - later_seats,
        following=specification.following,
    )


def after_event(state: State, event: Event) -> State:
    """The state once `event` has happened. Who leaves keeps no suspension.

    Raises TypeError where it is not said to whom: see `policy_dsl.supposing`.
    """
    if event.one_of is not None:
        raise TypeError(f"to which one of {event.one_of.label} is not said")
    seat = (event.body, event.subject)
    match event.kind:
        case EventKind.JOINS:
            return replace(state, seats=state.seats | {seat})
        case EventKind.LEAVES:
            return replace(state, seats=state.seats - {seat}, suspended=state.suspended - {seat})
        case EventKind.SUSPENDED:
            return replace(state, suspended=state.suspended | ({seat} & state.seats))
        case EventKind.RESTORED:
            return replace(state, suspended=state.suspended - {seat})
        case EventKind.TAKES_EFFECT:
            return replace(state, in_force=state.in_force | {event.subject})
        case EventKind.LAPSES:
            return replace(state, in_force=state.in_force - {event.subject})


def after_events(state: State, events: Iterable[Event]) -> State:
    """The state once all `events` have happened, in that order."""
    for event in events:
        state = after_event(state, event)
    return state


def intervals(specification: Specification) -> tuple[Interval, ...]:
    """The whole timeline as stretches without events, the first from the beginning, the last open."""
    state = initial_state(specification)
    start: date | None = None
    found: list[Interval] = []
    by_day: dict[date, list[Event]] = {}
    for event in specification.events:
        assert event.on is not None
        by_day.setdefault(event.on, []).append(event)
    for day in sorted(by_day):
        found.append(Interval(start, day, state))
        state = after_events(state, by_day[day])
        start = day
    found.append(Interval(start, None, state))
    return tuple(found)


def interval_on(specification: Specification, day: date) -> Interval:
    """The stretch that a day belongs to; events of the day have happened."""
    for interval in intervals(specification):
        if interval.end is None or day < interval.end:
            return interval
    raise AssertionError("the last interval is open")


def intervals_of(specification: Specification, prop: Property) -> tuple[Interval, ...]:
    """The stretches of the timeline that a property speaks of, before what it supposes."""
    every = intervals(specification)
    match prop.at:
        case Latest():
            return every[-1:]
        case OnDate(day):
            return (interval_on(specification, day),)
        case Throughout():
            return every
        case Between(first, last):
            return tuple(
                interval
                for interval in every
                if (interval.end is None or first < interval.end)
                and (interval.start is None or interval.start <= last)
            )


def holds_right(specification: Specification, state: State, party: str, right: str) -> bool:
    """Whether a party holds a right: in force, and by an unsuspended seat, or by being listed as an observer."""
    it = specification.right[right]
    if it.name not in state.in_force:
        return False
    if any(state.votes_in(body, party) for body in it.members_of):
        return True
    return any(
        seat.party == party
        for body in it.observers_of
        for seat in specification.body[body].observers
    )
