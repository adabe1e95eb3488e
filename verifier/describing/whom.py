"""Parties as the language names them together: by a body or a group that is just these, else one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Specification, Who
from policy_dsl.parting import rest_of
from policy_dsl.state import State


def whom(specification: Specification, state: State, parties: Sequence[str]) -> Who:
    """Some parties, in as few words as there are; a body stands for those who hold a seat there."""
    them = frozenset(parties)
    if len(parties) == 1:
        it = specification.party[parties[0]]
        if rest_of(it.name) in specification.party:
            # Its name alone would be all of the cohort.
            one = it.size == 1
            label = f"the {'one' if one else it.size} {it.name}"
            return Who(label, (it.name,), single=one)
        return Who(it.name, (it.name,), single=not it.cohort)
    for body in specification.bodies:
        sitting = frozenset(party for where, party in state.seats if where == body.name)
        if sitting == them:
            return Who(body.name, bodies=(body.name,))
    for group in specification.groups:
        if not group.who.seated_in and frozenset(group.who.parties) == them:
            return group.who
    named = tuple(party.name for party in specification.parties if party.name in them)
    return Who(", ".join(named), named)


def parties_of(specification: Specification, state: State, who: Who) -> frozenset[str]:
    """The parties meant where nobody is named by an attribute."""
    return frozenset(p.name for p in specification.parties if who.means(p.name, state.seats))
