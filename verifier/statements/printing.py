"""Statements as declarations of the language: a fragment that can be appended to the file and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from policy_dsl.model import Specification
from policy_dsl.records import replace
from verifier.results.statement import Statement
from verifier.words.statements import declaration, found_false, title


def declarations(
    specification: Specification, command: str, statements: Iterable[Statement]
) -> Iterator[str]:
    """Each as a property, once, under a name that the specification has not given to anything."""
    taken = _names(specification)
    numbers = count(1)
    seen: set[str] = set()
    for each in statements:
        prop = replace(each.as_property("", found_false(command)), title=title(each.said))
        said = declaration(specification, prop)
        if said in seen:
            continue
        seen.add(said)
        name = next(made for n in numbers if (made := f"{command}_{n}") not in taken)
        yield declaration(specification, replace(prop, name=name))


def _names(specification: Specification) -> frozenset[str]:
    named = (
        *specification.parties,
        *specification.groups,
        *specification.bodies,
        *specification.attributes,
        *specification.clauses,
        *specification.rights,
        *specification.properties,
    )
    return frozenset(each.name for each in named)
