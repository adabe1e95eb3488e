"""Questions next to others, across an edge: with one act otherwise the rules decide otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.records import replace
from verifier.encoding.classes import voter_classes
from verifier.records.occasion import Occasion
from verifier.testing.edges import FIELD
from verifier.testing.voting import VOTES


def across_the_edge(occasion: Occasion) -> Iterator[Occasion]:
    """The same with one act of somebody otherwise, where the rules decide otherwise then.

    Of those whom nothing tells apart and who did the same, one.
    """
    for other in _neighbours(occasion):
        near = replace(occasion, ballots=other)
        if near.adopted is not occasion.adopted:
            yield near


def _neighbours(occasion: Occasion) -> Iterator[Ballots]:
    given = occasion.ballots
    alike = {
        party.name: each.name
        for each in voter_classes(occasion.specification)
        for party in each.parties
    }
    seen: set[object] = set()
    for where, cells in given.votes.items():
        for cell, counts in cells.items():
            for before, after in ((a, b) for a in VOTES for b in VOTES if a is not b):
                who = (where[0], alike[where[1]], cell, before, after)
                if getattr(counts, FIELD[before]) and who not in seen:
                    seen.add(who)
                    yield replace(given, votes=_turned(given, where, cell, before, after))
    for party, consents in given.consents.items():
        for cell, number in consents.items():
            if number:
                fewer = {**given.consents, party: {**consents, cell: number - 1}}
                yield replace(given, consents=fewer)
    for party, objecting in given.objections.items():
        for cell, number in objecting.items():
            if number:
                none = {**given.objections, party: {**objecting, cell: number - 1}}
                yield replace(given, objections=none)
    for body, vote in given.casting.items():
        rest = {name: it for name, it in given.casting.items() if name != body}
        yield replace(given, casting=rest)
        other = Vote.AGAINST if vote is Vote.FOR else Vote.FOR
        yield replace(given, casting={**rest, body: other})


def _turned(
    given: Ballots, where: tuple[str, str], cell: Cell, before: Vote, after: Vote
) -> Mapping[tuple[str, str], Mapping[Cell, Counts]]:
    """The votes with one of a cell doing something else."""
    counts = given.votes[where][cell]
    fewer = replace(counts, **{FIELD[before]: getattr(counts, FIELD[before]) - 1})
    other = replace(fewer, **{FIELD[after]: getattr(fewer, FIELD[after]) + 1})
    return {**given.votes, where: {**given.votes[where], cell: other}}
