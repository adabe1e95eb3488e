"""Whom a clause or a quorum leaves out, left out no longer: `Council except Mayor` as `Council`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from policy_dsl.model import AnyClause, Body, Specification, Who, united
from policy_dsl.records import fields, is_dataclass, replace
from verifier.words import mutating as say

T = TypeVar("T", bound=AnyClause | Body)


def with_whom_it_leaves_out(
    specification: Specification, it: T
) -> Iterator[tuple[T, tuple[str, str, str]]]:
    """It with all of those less some of whom it speaks, wherever it speaks of them so."""
    for who in dict.fromkeys(_whos(it)):
        whole = _whole(specification, who)
        if whole is not None:
            yield _with(it, who, whole), (say.WHOM_IT_LEAVES_OUT, who.label, whole.label)


def _whole(specification: Specification, who: Who) -> Who | None:
    """All of those less some of whom a text speaks; None where it takes out nobody itself."""
    said, out, _ = who.label.partition(" except ")
    if not out:
        return None
    groups = {group.name: group.who for group in specification.groups}
    if said in specification.attribute and said == who.attribute:
        return Who(said, attribute=said)
    each = [
        groups.get(name)
        or (Who(name, bodies=(name,)) if name in specification.body else Who(name, (name,)))
        for name in said.split(", ")
    ]
    return each[0] if len(each) == 1 else united(said, each)


def _whos(it: Any) -> Iterator[Who]:
    if isinstance(it, Who):
        yield it
    elif isinstance(it, tuple):
        for part in it:
            yield from _whos(part)
    elif isinstance(it, Mapping):
        for part in it.values():
            yield from _whos(part)
    elif is_dataclass(it) and not isinstance(it, Enum):
        for each in fields(it):
            yield from _whos(getattr(it, each.name))


def _with(it: Any, who: Who, other: Who) -> Any:
    if it == who:
        return other
    if isinstance(it, Who | Enum):
        return it
    if isinstance(it, tuple):
        return tuple(_with(part, who, other) for part in it)
    if isinstance(it, Mapping):
        return {key: _with(part, who, other) for key, part in it.items()}
    if is_dataclass(it) and not isinstance(it, type):
        return replace(
            it, **{each.name: _with(getattr(it, each.name), who, other) for each in fields(it)}
        )
    return it
