"""Claims about a state alone: `holds`, `is a member of`, `is suspended from`. They are read off, not searched."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import (
    Event,
    EventKind,
    HoldsRight,
    IsMember,
    IsSuspended,
    Right,
    Specification,
)
from policy_dsl.state import State
from policy_dsl.wording import event as event_text
from verifier.results import Support
from verifier.words.verdicts import happened_on, listed_member, right_of


def state_claim_holds(
    specification: Specification, state: State, claim: HoldsRight | IsMember | IsSuspended
) -> bool:
    """Whether the claim is true of the state."""
    match claim:
        case HoldsRight(party, right, positive):
            it = _right(specification, right)
            seats = any(state.votes_in(body, party) for body in it.members_of)
            watches = any(
                seat.party == party
                for body in it.observers_of
                for seat in specification.body[body].observers
            )
            return (it.name in state.in_force and (seats or watches)) is positive
        case IsMember(party, body, positive):
            return ((body, party) in state.seats) is positive
        case IsSuspended(party, body, positive):
            return ((body, party) in state.suspended) is positive


def _right(specification: Specification, name: str) -> Right:
    return next(r for r in specification.rights if r.name == name)


def state_supports(
    specification: Specification,
    state: State,
    claim: HoldsRight | IsMember | IsSuspended,
    happened: tuple[Event, ...],
) -> tuple[Support, ...]:
    """What the truth or falsity of the claim rests on: the right, and how the party got where it is; nothing to spare.

    `happened` are the events so far, those supposed included.
    """
    match claim:
        case HoldsRight(party, right):
            it = _right(specification, right)
            held = Support(
                "right",
                it.name,
                right_of(it.name, it.title),
                it.place.file,
                it.place.line,
                it.notes.assumed,
            )
            return (held, *_held_by(specification, state, it, party, happened))
        case IsMember(party, body):
            moves = (EventKind.JOINS, EventKind.LEAVES)
            return (_standing(specification, state, body, party, happened, moves),)
        case IsSuspended(party, body):
            return (_standing(specification, state, body, party, happened, _MOVES),)


_MOVES = (EventKind.JOINS, EventKind.LEAVES, EventKind.SUSPENDED, EventKind.RESTORED)


def _held_by(
    specification: Specification,
    state: State,
    right: Right,
    party: str,
    happened: tuple[Event, ...],
) -> Iterator[Support]:
    """One seat that gives the right; or, where none does, all seats that could."""
    for body in right.members_of:
        if state.votes_in(body, party):
            yield _standing(specification, state, body, party, happened, _MOVES)
            return
    for body in right.observers_of:
        if any(seat.party == party for seat in specification.body[body].observers):
            yield _listing(specification, body, party, observes=True)
            return
    for body in right.members_of:
        yield _standing(specification, state, body, party, happened, _MOVES)
    for body in right.observers_of:
        yield _listing(specification, body, party, observes=True)


def _standing(
    specification: Specification,
    state: State,
    body: str,
    party: str,
    happened: tuple[Event, ...],
    moves: tuple[EventKind, ...],
) -> Support:
    """The last of such events that brought the party where it is, or the list of members."""
    theirs = specification.seats_of(body)
    # Of several bodies whose members are meant, one in which it votes says enough.
    theirs = tuple(it for it in theirs if state.votes_in(it, party))[:1] or theirs
    for event in reversed(happened):
        if event.kind in moves and event.body in theirs and event.subject == party:
            return Support(
                "event",
                event_text(event),
                happened_on(event_text(event), event.on),
                event.place.file,
                event.place.line,
                event.notes.assumed,
            )
    return _listing(specification, body, party, observes=False)


def _listing(specification: Specification, body: str, party: str, observes: bool) -> Support:
    it = specification.body[body]
    listed = [seat for b in specification.seats_of(body) for seat in specification.body[b].members]
    for seat in it.observers if observes else listed:
        if seat.party == party:
            text = listed_member(party, body, True, observes)
            return Support(
                "seat", party, text, seat.place.file, seat.place.line, seat.notes.assumed
            )
    text = listed_member(party, body, False, observes)
    return Support("body", body, text, it.place.file, it.place.line, it.notes.assumed)
