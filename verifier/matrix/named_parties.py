"""What a condition says of whom decisions name, apart from all else that it says of them."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import And, Condition, Includes, IncludesCount, Or
from policy_dsl.model.traverse import condition_atoms
from verifier.describing.prime_covers import Described

Naming = frozenset[frozenset[Condition]]


def naming_of(described: Described) -> Naming | None:
    """Whom such decisions can name: what is so of that in any one of several cases. None where it is not known.

    Attributes are independent of one another, and in each case in which a description says that a decision is meant
    there are such decisions. So what a case says of other attributes says nothing about whom its decisions can name.
    """
    if not described.exact:
        return None
    cases = {frozenset(filter(_about_parties, case)) for case in _cases(described.condition)}
    # A case that asks for more than another adds nothing to it.
    return frozenset(case for case in cases if not any(other < case for other in cases))


def _cases(it: Condition) -> Iterator[tuple[Condition, ...]]:
    """The condition as alternatives of which each is several conditions that all have to be met."""
    match it:
        case Or(parts):
            for part in parts:
                yield from _cases(part)
        case And(parts):
            choices = [part for part in parts if isinstance(part, Or) and _about_parties(part)]
            rest = tuple(part for part in parts if part not in choices)
            if len(choices) != 1:
                yield parts
                return
            for case in _cases(choices[0]):
                yield (*rest, *case)
        case _:
            yield (it,)


def _about_parties(it: Condition) -> bool:
    return any(isinstance(atom, Includes | IncludesCount) for atom in condition_atoms(it))
