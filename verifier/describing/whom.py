"""Parties as the language names them together: by a body or a group that is just these, or is but for a few; else one
after the other.
"""

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
    listed = Who(", ".join(named), named)
    less = _but_for_a_few(specification, state, them)
    return listed if less is None or len(less.label) >= len(listed.label) else less


def _but_for_a_few(specification: Specification, state: State, them: frozenset[str]) -> Who | None:
    """All of a body or group less those who are not meant, in the fewest words; None where they belong to none."""
    wholes = [Who(body.name, bodies=(body.name,)) for body in specification.bodies]
    wholes += [group.who for group in specification.groups if not group.who.seated_in]
    found: list[Who] = []
    for whole in wholes:
        everybody = parties_of(specification, state, whole)
        out = [party for party in specification.parties if party.name in everybody - them]
        # One of a cohort, or the rest of it, has no name in the language.
        if them <= everybody and not any(" " in party.name for party in out):
            found.append(whole.less([Who(p.name, (p.name,), single=not p.cohort) for p in out]))
    return min(found, key=lambda who: len(who.label), default=None)


def parties_of(specification: Specification, state: State, who: Who) -> frozenset[str]:
    """The parties meant where nobody is named by an attribute."""
    return frozenset(p.name for p in specification.parties if who.means(p.name, state.seats))
