"""Whom a record means where it calls a party by its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from policy_dsl.model import Specification
from verifier.words.records import TOTAL

_OURS = ("others", "file", TOTAL)  # words of a record


def titles(specification: Specification) -> Mapping[str, str]:
    """Of each title that one party alone has, and that is no name, the name of the party."""
    times = Counter(party.title for party in specification.parties)
    return {
        party.title: party.name
        for party in specification.parties
        if party.title and times[party.title] == 1
        if party.title not in specification.party and party.title not in _OURS
    }
