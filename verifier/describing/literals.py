"""What a decision says, as literals that can be left out one by one: of each dimension, which cells it is not in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policy_dsl.model import Condition, Specification
from policy_dsl.model.traverse import all_conditions
from policy_dsl.records import dataclass
from verifier.describing.dimensions import (
    Dimension,
    Term,
    atoms_of,
    attribute_dimensions,
    two_cells,
)
from verifier.describing.effects import EffectWords
from verifier.describing.saying import Box, Sayer
from verifier.encoding.adoption import Encoding
from verifier.encoding.terms import either, negation
from verifier.encoding.treatment import EffectGroups
from verifier.solving.values import Values


@dataclass(frozen=True)
class Literal:
    """A decision is not in one cell of a dimension."""

    dimension: Dimension
    cell: int

    @property
    def term(self) -> Term:
        """The same as a term."""
        return negation(self.dimension.cells[self.cell].term)

    @property
    def positive(self) -> bool:
        """Whether it says something rather than denying it."""
        its = self.dimension
        if its.said is not None or its.group:
            return self.cell == 1
        return its.numbers or bool(its.reading)


def literals(dimensions: Sequence[Dimension], values: Values) -> tuple[Literal, ...]:
    """All that the decision in `values` says, what can best be spared first; last, which of several values."""
    every = [
        Literal(dimension, index)
        for dimension in dimensions
        for index, cell in enumerate(dimension.cells)
        if not values.truth(cell.term)
    ]
    return tuple(sorted(every, key=lambda each: (each.dimension.values, each.positive)))


def box(kept: Sequence[Literal]) -> Box:
    """The decisions of which some literals are true, dimension by dimension."""
    found: dict[Dimension, frozenset[int]] = {}
    for each in kept:
        found[each.dimension] = found.get(each.dimension, each.dimension.whole) - {each.cell}
    return found


@dataclass(frozen=True)
class Alphabet:
    """What tells decisions apart, and whose words it is said in.

    `limits` are what makes the terms of the dimensions stand for a decision. Comparisons are worded as `atoms` word
    them.
    """

    specification: Specification
    dimensions: tuple[Dimension, ...]
    effect_words: EffectWords
    limits: tuple[Term, ...]
    atoms: tuple[Condition, ...]

    @cached_property
    def sayer(self) -> Sayer:
        """What puts sets into words."""
        return Sayer(self.specification, self.effect_words, self.atoms)

    def preferences(self) -> list[Term]:
        """Terms by which one decision is chosen among several: little said in it, first values first."""
        return list(self._preferences())

    def _preferences(self) -> Iterator[Term]:
        for dimension in self.dimensions:
            cells = dimension.cells
            if dimension.said is not None or dimension.group:
                yield cells[1].term
                continue
            # One of the first so many; that two are not true at once need not be found out.
            first = [cells[0].term]
            for cell in cells[1:-1]:
                first.append(either((first[-1], cell.term)))
            yield from reversed(first)


def alphabet(encoding: Encoding, atoms: Sequence[Condition], effects: EffectGroups) -> Alphabet:
    """What decisions can differ in, as far as some conditions ask about it: effects first, in groups."""
    specification = encoding.specification
    groups = [two_cells("", None, g.variable, g.effects) for g in effects.groups]
    attributes = attribute_dimensions(
        specification.attributes, atoms, lambda condition: encoding.condition(condition, True)
    )
    return Alphabet(
        specification,
        (*groups, *attributes),
        EffectWords(
            specification,
            frozenset(e for group in effects.groups for e in group.effects),
            frozenset(effects.never),
        ),
        (*encoding.decision.limits, *encoding.electorate.limits),
        atoms_of(all_conditions(specification)),
    )
