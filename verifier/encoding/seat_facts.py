"""The facts that a class of voters has, or has no, voting seats in a body."""

from __future__ import annotations

from policy_dsl.model import Body, Event, Place
from policy_dsl.state import State
from verifier.encoding.classes import VoterClass
from verifier.encoding.facts import FactKind, SeatTruth, TrackedFact, Voters


def seat_fact(
    state: State, body: Body, voters: VoterClass, listed: Place | None, event: Event | None
) -> TrackedFact:
    """The fact that a class has, or has no, voting seats in a body."""
    party = voters.first.name
    seat = (body.name, party)
    # The event that brought the party where it is, if one did, is what a reviewer looks up.
    matters = event is not None and (event.on is None or not _as_listed(state, body, party, listed))
    place = event.place if event is not None and matters else listed or body.place
    return TrackedFact(
        FactKind.SEAT,
        f"{voters.name} in {body.name}",
        place,
        seated=SeatTruth(
            voters_of(voters), body.name, seat in state.seats, seat in state.suspended
        ),
    )


def _as_listed(state: State, body: Body, party: str, listed: Place | None) -> bool:
    return (listed is not None) == ((body.name, party) in state.seats)


def voters_of(voters: VoterClass) -> Voters:
    """Who is in a class."""
    return Voters(tuple(party.name for party in voters.parties), voters.size)
