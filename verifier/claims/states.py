"""Claims about a state alone: `holds`, `is a member of`, `is suspended from`. They are read off, not searched."""

from __future__ import annotations

from policy_dsl.model import (
    Event,
    EventKind,
    HoldsRight,
    IsMember,
    IsSuspended,
    Property,
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
            return (seats or watches) is positive
        case IsMember(party, body, positive):
            return ((body, party) in state.seats) is positive
        case IsSuspended(party, body, positive):
            return ((body, party) in state.suspended) is positive


def _right(specification: Specification, name: str) -> Right:
    return next(r for r in specification.rights if r.name == name)


def state_supports(
    specification: Specification,
    prop: Property,
    claim: HoldsRight | IsMember | IsSuspended,
    happened: tuple[Event, ...],
) -> tuple[Support, ...]:
    """What the truth or falsity of the claim rests on: the right, and how the party got where it is.

    `happened` are the events so far, those supposed included.
    """
    found: list[Support] = []
    bodies: tuple[str, ...]
    if isinstance(claim, HoldsRight):
        right = _right(specification, claim.right)
        found.append(
            Support(
                "right",
                right.name,
                right_of(right.name, right.title),
                right.place.file,
                right.place.line,
                right.notes.assumed,
            )
        )
        bodies = (*right.members_of, *right.observers_of)
    else:
        bodies = (claim.body,)
    for body in bodies:
        found.append(_standing(specification, body, claim.party, happened))
    return tuple(found)


def _standing(
    specification: Specification, body: str, party: str, happened: tuple[Event, ...]
) -> Support:
    clause_events = (EventKind.TAKES_EFFECT, EventKind.LAPSES)
    for event in reversed(happened):
        if event.kind not in clause_events and (event.body, event.subject) == (body, party):
            return Support(
                "event",
                event_text(event),
                happened_on(event_text(event), event.on),
                event.place.file,
                event.place.line,
                event.notes.assumed,
            )
    it = specification.body[body]
    for seat in it.members:
        if seat.party == party:
            text = listed_member(party, body, True)
            return Support(
                "seat", party, text, seat.place.file, seat.place.line, seat.notes.assumed
            )
    text = listed_member(party, body, False)
    return Support("body", body, text, it.place.file, it.place.line, it.notes.assumed)
