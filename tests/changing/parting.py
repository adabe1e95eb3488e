"""Cohorts as members who go one by one: for going through states in which some have left and others have not."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from policy_dsl.model import EffectPattern, Event, Seat, Specification, Who
from policy_dsl.records import fields, is_dataclass, replace
from policy_dsl.state import State


def members_of(specification: Specification) -> dict[str, tuple[str, ...]]:
    """For each cohort the names of its members, made up; every other party is itself."""
    return {
        p.name: tuple(f"{p.name} {n}" for n in range(1, p.size + 1)) if p.cohort else (p.name,)
        for p in specification.parties
    }


def apart(specification: Specification) -> Specification:
    """The same with a cohort of one for each member of a cohort. Nothing tells them apart but who has left."""
    members = members_of(specification)
    made = _with(replace(specification, properties=()), members)
    parties = tuple(
        replace(p, name=name, size=1) for p in specification.parties for name in members[p.name]
    )
    return replace(made, parties=parties)


def state_apart(state: State, members: Mapping[str, tuple[str, ...]]) -> State:
    """A state in which whole cohorts sit, as one of their members."""

    def seats(them: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        return frozenset((body, name) for body, party in them for name in members[party])

    return replace(state, seats=seats(state.seats), suspended=seats(state.suspended))


def claim_apart(claim: Any, members: Mapping[str, tuple[str, ...]]) -> Any:
    """A claim about cohorts as one about their members."""
    return _with(claim, members)


def _with(it: Any, members: Mapping[str, tuple[str, ...]]) -> Any:
    if isinstance(it, Enum):
        return it
    if isinstance(it, Who):
        also, but = _with(it.also, members), _with(it.but, members)
        return replace(
            it, parties=tuple(n for p in it.parties for n in members[p]), also=also, but=but
        )
    if isinstance(it, tuple):
        found: list[Any] = []
        for part in it:
            found += _each(part, members)
        return tuple(found)
    if isinstance(it, Mapping):
        return {key: _with(value, members) for key, value in it.items()}
    if is_dataclass(it) and not isinstance(it, type):
        return replace(it, **{f.name: _with(getattr(it, f.name), members) for f in fields(it)})
    return it


def _each(part: Any, members: Mapping[str, tuple[str, ...]]) -> list[Any]:
    """What names a cohort becomes one for each member."""
    if isinstance(part, EffectPattern) and part.party is not None:
        return [replace(part, party=name) for name in members[part.party]]
    if isinstance(part, Seat):
        return [replace(part, party=name) for name in members[part.party]]
    if isinstance(part, Event) and part.body:
        return [replace(part, subject=name) for name in members[part.subject]]
    return [_with(part, members)]
