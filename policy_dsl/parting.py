"""A cohort as two: what happens to some of it need not happen to the rest."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from policy_dsl.model import EffectPattern, Event, Party, Seat, Specification, Who
from policy_dsl.records import fields, is_dataclass, replace
from policy_dsl.state import State

T = TypeVar("T")


_OTHERS = "other "


def rest_of(cohort: str) -> str:
    """What the rest of a cohort is called, once some of it are apart under its name."""
    return f"{_OTHERS}{cohort}"


def whole_cohort(party: str) -> str:
    """The name of a party, or of the cohort whose other part it is."""
    return party.removeprefix(_OTHERS)


def parted(specification: Specification, cohort: str, some: Party) -> Specification:
    """The same with as many of a cohort as `some` has apart from it: whatever is said of the cohort is said of both."""
    parties: list[Party] = []
    for each in specification.parties:
        if each.name == cohort:
            parties += [replace(each, size=each.size - some.size), some]
        else:
            parties.append(each)
    return replace(said_of_both(specification, cohort, some.name), parties=tuple(parties))


def seated(state: State, cohort: str, some: str) -> State:
    """A state once some of a cohort are apart from it: they sit where it does."""
    return replace(
        state,
        seats=state.seats | {(body, some) for body, party in state.seats if party == cohort},
        suspended=state.suspended
        | {(body, some) for body, party in state.suspended if party == cohort},
    )


def said_of_both(said: T, cohort: str, some: str) -> T:
    """What is said of a cohort (a condition, say), once some of it are apart: it is said of both."""
    both: T = _with(said, cohort, some)
    return both


def _with(it: Any, cohort: str, some: str) -> Any:
    """Wherever the cohort is meant by name, both are."""
    if isinstance(it, Enum):
        return it
    if isinstance(it, Who):
        parties = (*it.parties, some) if cohort in it.parties else it.parties
        also, but = _with(it.also, cohort, some), _with(it.but, cohort, some)
        same = parties is it.parties and also is it.also and but is it.but
        return it if same else replace(it, parties=parties, also=also, but=but)
    if isinstance(it, tuple):
        changed: list[Any] = []
        for part in it:
            now = _with(part, cohort, some)
            changed += [now, _same_of(now, some)] if _names(now, cohort) else [now]
        same = len(changed) == len(it) and all(a is b for a, b in zip(changed, it, strict=True))
        return it if same else tuple(changed)
    if isinstance(it, Mapping):
        return {key: _with(value, cohort, some) for key, value in it.items()}
    if is_dataclass(it) and not isinstance(it, type):
        news: dict[str, Any] = {}
        for f in fields(it):
            value = getattr(it, f.name)
            now = _with(value, cohort, some)
            if now is not value:
                news[f.name] = now
        return replace(it, **news) if news else it
    return it


def _names(it: Any, cohort: str) -> bool:
    """Whether this is an event, a seat, or a kind of effect, of the cohort."""
    match it:
        case Seat(party=party) | EffectPattern(party=party):
            return bool(party == cohort)
        case Event(subject=subject, body=body):
            return bool(body and subject == cohort)
        case _:
            return False


def _same_of(it: Any, some: str) -> Any:
    return replace(it, **{"subject" if isinstance(it, Event) else "party": some})
