"""A body with another number of members: as if some had left, or as if there were more of those without names."""

from __future__ import annotations

from policy_dsl.model import Specification
from policy_dsl.records import replace
from policy_dsl.state import State


def resized(
    specification: Specification, state: State, body: str, size: int
) -> tuple[Specification, State] | None:
    """The rules with so many who have a vote in the body; None where these cannot be so many.

    Parties without names become more or fewer, those that are listed last first; then those with names leave, the last
    one first.
    """
    voting = [p for p in specification.parties if state.votes_in(body, p.name)]
    change = size - sum(party.size for party in voting)
    sizes: dict[str, int] = {}
    for party in reversed([p for p in voting if p.cohort]):
        sizes[party.name] = max(1 if change < 0 else 0, party.size + change)
        change -= sizes[party.name] - party.size
    gone: set[tuple[str, str]] = set()
    for party in reversed(voting):
        if change < 0 and sizes.get(party.name, party.size) <= -change:
            gone.add((body, party.name))
            change += sizes.get(party.name, party.size)
    if change:
        return None
    parties = tuple(
        replace(party, size=sizes.get(party.name, party.size)) for party in specification.parties
    )
    return replace(specification, parties=parties), replace(state, seats=state.seats - gone)
