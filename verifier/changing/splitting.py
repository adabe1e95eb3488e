"""A cohort of which some belong to the holder, as two cohorts: what happens to the others need not happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from policy_dsl.model import (
    Body,
    EffectPattern,
    Event,
    Party,
    Seat,
    Specification,
    Touches,
    Who,
)
from policy_dsl.records import fields, is_dataclass, replace
from policy_dsl.state import State


def split(
    specification: Specification, state: State, party: str, held: int
) -> tuple[Specification, State] | None:
    """The same with `held` of a cohort under its name and the rest beside it; None where something names the cohort."""
    rest = _rest(party)
    if rest in specification.party or _singled_out(specification, party):
        return None
    made = _with(specification, party, rest)
    cohort = specification.party[party]
    parties: list[Party] = []
    for each in specification.parties:
        if each.name == party:
            parties += [
                replace(each, size=held),
                replace(cohort, name=rest, size=cohort.size - held),
            ]
        else:
            parties.append(each)
    made = replace(made, parties=tuple(parties))
    return made, State(
        state.in_force,
        state.seats | {(b, rest) for b, p in state.seats if p == party},
        state.suspended | {(b, rest) for b, p in state.suspended if p == party},
    )


def _rest(party: str) -> str:
    return f"other {party}"


def split_words(said: Any, party: str) -> Any:
    """What is said of a cohort (a condition, say), once it is two cohorts: it is said of both."""
    return _with(said, party, _rest(party))


def _singled_out(it: Any, party: str) -> bool:
    if isinstance(it, EffectPattern | Event):
        return party in (getattr(it, "party", None), getattr(it, "subject", None))
    return any(_singled_out(part, party) for part in _parts(it))


def _parts(it: Any) -> list[Any]:
    if isinstance(it, Enum):
        return []
    if is_dataclass(it) and not isinstance(it, type):
        return [getattr(it, f.name) for f in fields(it)]
    if isinstance(it, tuple):
        return list(it)
    if isinstance(it, Mapping):
        return list(it.values())
    return []


def _with(it: Any, party: str, rest: str) -> Any:
    """Wherever the cohort is meant by name, both are."""
    if isinstance(it, Enum):
        return it
    if isinstance(it, Who) and party in it.parties:
        return replace(it, parties=(*it.parties, rest))
    if isinstance(it, Touches):
        it = replace(it, patterns=_patterns(it.patterns, party, rest))
    if isinstance(it, Body):
        it = replace(it, members=_seats(it.members, party, rest))
    if isinstance(it, tuple):
        changed = tuple(_with(part, party, rest) for part in it)
        same = all(a is b for a, b in zip(changed, it, strict=True))
        return it if same else changed
    if isinstance(it, Mapping):
        return {key: _with(value, party, rest) for key, value in it.items()}
    if is_dataclass(it) and not isinstance(it, type):
        news: dict[str, Any] = {}
        for f in fields(it):
            value = getattr(it, f.name)
            now = _with(value, party, rest)
            if now is not value:
                news[f.name] = now
        return replace(it, **news) if news else it
    return it


def _patterns(
    patterns: tuple[EffectPattern, ...], party: str, rest: str
) -> tuple[EffectPattern, ...]:
    """What is done to some of the cohort is done to those of either part."""
    found: list[EffectPattern] = []
    for pattern in patterns:
        found += [pattern] if pattern.party != party else [pattern, replace(pattern, party=rest)]
    return tuple(found)


def _seats(members: tuple[Seat, ...], party: str, rest: str) -> tuple[Seat, ...]:
    found: list[Seat] = []
    for seat in members:
        found.append(seat)
        if seat.party == party:
            found.append(replace(seat, party=rest))
    return tuple(found)
