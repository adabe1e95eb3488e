"""Seats that were empty on the day of a motion: they are nobody's, so no members are missing there."""

from __future__ import annotations

from policy_dsl.model import Specification
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.records.building import Builder
from verifier.words import records as say


def _whoever_is_not_mentioned(builder: Builder, state: State, body: str) -> None:
    """The seats of whom nothing is said are vacant."""
    for party in builder.specification.parties:
        seat = body, party.name
        if state.votes_in(*seat) and seat not in builder.coming:
            said = sum(sum(votes.values()) for votes in builder.counted.get(seat, {}).values())
            left = party.size - said - builder.vacant.get(seat, 0)
            if left > 0:
                builder.add_vacant(*seat, left)


def without_vacant_seats(
    builder: Builder, state: State, notes: list[str]
) -> tuple[Specification, State]:
    """The rules and seats as if nobody had the vacant ones; a note for each body."""
    specification = builder.specification
    for body in builder.others_vacant:
        _whoever_is_not_mentioned(builder, state, body)
    sizes: dict[str, int] = {}
    for (body, name), number in builder.vacant.items():
        party = specification.party[name]
        if not state.votes_in(body, name):
            continue
        if number > party.size or ((body, name) in builder.counted and number >= party.size):
            builder.fault(builder.spot, say.too_many_vacant(number, name, body, party.size))
            continue
        # Where the members of a body are those of others, it is their seats that are vacant.
        own = specification.seats_of(body)
        if number == party.size:
            state = replace(state, seats=state.seats - {(each, name) for each in own})
            builder.counted.pop((body, name), None)
        elif number:
            sitting = {b for b, p in state.seats if p == name}
            elsewhere = sitting - {b for b, _ in specification.following} - {*own}
            if any(builder.vacant.get((b, name), 0) != number for b in elsewhere):
                builder.fault(builder.spot, say.vacant_elsewhere(name, body, sorted(elsewhere)))
                continue
            sizes[name] = party.size - number
        if number:
            notes.append(say.vacant(number, name, body, party.cohort))
    if not sizes:
        return specification, state
    parties = (
        replace(each, size=sizes[each.name]) if each.name in sizes else each
        for each in specification.parties
    )
    return replace(specification, parties=tuple(parties)), state
