"""Who is meant where parties are named, worked out party by party for the tests that judge by brute force."""

from __future__ import annotations

from collections.abc import Collection

from policy_dsl.model import Who


def is_meant(who: Who, party: str, seats: Collection[tuple[str, str]]) -> bool:
    """Whether a party is among some whom no attribute names."""
    assert who.attribute is None
    named = party in who.parties or not {(body, party) for body in who.bodies}.isdisjoint(seats)
    named = named or any(is_meant(part, party, seats) for part in who.also)
    for part in who.but:
        named = named and not is_meant(part, party, seats)
    return named
