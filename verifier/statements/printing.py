"""Statements as declarations of the language: a fragment that can be appended to the file and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from policy_dsl.interpreter import settled
from policy_dsl.model import Latest, OnDate, Property, Specification
from policy_dsl.model.traverse import condition_of_claim, speaks_of_state
from policy_dsl.records import replace
from policy_dsl.state import after_events, intervals_of
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
        prop = at_that_time(specification, prop)
        said = declaration(specification, prop)
        if said in seen:
            continue
        seen.add(said)
        name = next(made for n in numbers if (made := f"{command}_{n}") not in taken)
        yield declaration(specification, replace(prop, name=name))


def at_that_time(specification: Specification, prop: Property) -> Property:
    """A property of one time, without what its `when` asks of that time: the answer is known."""
    claim: Any = prop.claim
    when = condition_of_claim(claim)
    several = prop.even_after_amendments or not isinstance(prop.at, Latest | OnDate)
    if several or not speaks_of_state(when) or any(event.one_of for event in prop.supposing):
        return prop
    (interval,) = intervals_of(specification, prop)
    then = settled(specification, after_events(interval.state, prop.supposing), when)
    return replace(prop, claim=replace(claim, when=then))


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
