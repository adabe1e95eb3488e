"""What a declaration says, without its name, title, notes and place: equal where two say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from policy_dsl.model import AnyClause, Notes, Place, Specification, Status
from policy_dsl.records import fields, is_dataclass
from verifier.diffing.renaming import NewNames, renamed

UNKNOWN = "?"  # in place of names that have no counterpart yet
ITSELF = "*"

_WORDS = frozenset({"label", "title"})


def content(it: Any) -> Any:
    """Nested tuples: of parts of a model all but words and places."""
    if isinstance(it, Place):
        return ()
    if isinstance(it, Notes):
        # Whether it can be amended, and whether it is in force.
        formal = it.status if it.status in (Status.DISPUTED, Status.PROPOSED) else None
        return (it.fixed is not None, str(formal))
    if isinstance(it, Enum):
        return str(it)
    if is_dataclass(it) and not isinstance(it, type):
        parts = [
            (each.name, content(getattr(it, each.name)))
            for each in fields(it)
            if each.name not in _WORDS
        ]
        return (type(it).__name__, *parts)
    if isinstance(it, Mapping):
        return tuple(sorted((str(key), repr(content(value))) for key, value in it.items()))
    if isinstance(it, tuple):
        return tuple(content(part) for part in it)
    return it


class CounterpartNames:
    """One side's names, those with a counterpart under the names of the new side, all others unknown."""

    def __init__(self, specification: Specification, matched: Mapping[str, Mapping[str, str]]):
        self.specification = specification
        self.matched = matched
        self._all = all_names(specification)

    def names(self, *itself: tuple[str, str]) -> NewNames:
        """The renaming; what is to be recognised is `*`."""
        by_kind = {
            kind: {
                name: ITSELF
                if (kind, name) in itself
                else self.matched.get(kind, {}).get(name, UNKNOWN)
                for name in them
            }
            for kind, them in self._all.items()
        }
        return NewNames(by_kind)

    def said(self, it: Any, *itself: tuple[str, str]) -> str:
        """The content of a declaration, for comparing."""
        return repr(content(renamed(it, self.names(*itself))))

    def used(self, kind: str, name: str) -> tuple[str, ...]:
        """What is said wherever a name is used."""
        plain = self.names()
        marked = self.names((kind, name))
        found = []
        for part in self._parts():
            with_it = repr(content(renamed(part, marked)))
            if with_it != repr(content(renamed(part, plain))):
                found.append(with_it)
        return tuple(sorted(found))

    def _parts(self) -> Iterator[Any]:
        it = self.specification
        yield from it.bodies
        yield from it.attributes
        yield from it.clauses
        yield from it.rights
        yield from it.events


def all_names(specification: Specification) -> dict[str, tuple[str, ...]]:
    """The names that a specification declares, by kind."""
    return {
        "party": _names(specification.parties),
        "group": _names(specification.groups),
        "body": _names(specification.bodies),
        "attribute": _names(specification.attributes),
        "clause": _names(specification.clauses),
        "right": _names(specification.rights),
        "property": _names(specification.properties),
    }


def _names(them: Iterable[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in them)


def same_kind(one: AnyClause, other: AnyClause) -> bool:
    """Whether two clauses are of one kind."""
    return type(one) is type(other)
