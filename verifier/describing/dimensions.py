"""What decisions can differ in: dimensions, of whose cells exactly one is true of each decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from policy_dsl.model import (
    Attribute,
    Compare,
    Comparison,
    Condition,
    Effect,
    Includes,
    Is,
    Number,
    OneOf,
    PartySet,
    YesNo,
)
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.records import dataclass
from verifier.encoding.terms import both, negation

Term = Any  # a truth value of the solver; only encoding and solving know what that is
TermOf = Callable[[Condition], Term]


@dataclass(frozen=True)
class Cell:
    """One case of a dimension, as a term. `low` and `high` bound numbers: from `low` to before `high` (None: any)."""

    name: str
    term: Term
    low: int = 0
    high: int | None = None


@dataclass(frozen=True)
class Dimension:
    """Exactly one of its cells is true of each decision.

    `about` is an attribute, or "" where it is none; `said` is true of the first of two cells. `group` are effects of
    which the first cell says that the decision has some. `reading` is the clause whose readings the cells are.
    """

    about: str
    cells: tuple[Cell, ...]
    said: Condition | None = None
    group: tuple[Effect, ...] = ()
    reading: str = ""
    numbers: bool = False

    @property
    def values(self) -> bool:
        """Whether the cells are the values of an attribute, of which it has one."""
        return bool(self.about) and self.said is None and not self.numbers

    @property
    def whole(self) -> frozenset[int]:
        """All cells."""
        return frozenset(range(len(self.cells)))


def two_cells(
    about: str, said: Condition | None, term: Term, group: tuple[Effect, ...] = ()
) -> Dimension:
    """A dimension of what is so, or is not."""
    return Dimension(about, (Cell("yes", term), Cell("no", negation(term))), said, group)


def attribute_dimensions(
    attributes: Iterable[Attribute], atoms: Sequence[Condition], term: TermOf
) -> Iterator[Dimension]:
    """What attributes can be, as far as `atoms` ask about it."""
    for attribute in attributes:
        name = attribute.name
        asked = [each for each in atoms if getattr(each, "attribute", "") == name]
        if not asked:
            continue
        match attribute.type:
            case YesNo():
                said = Is(name, True)
                yield two_cells(name, said, term(said))
            case OneOf(values):
                yield Dimension(name, tuple(Cell(v, term(Is(name, v))) for v in values))
            case Number():
                yield Dimension(
                    name, tuple(_segments(name, number_edges(asked, name), term)), numbers=True
                )
            case PartySet():
                for each in dict.fromkeys(asked):
                    if isinstance(each, Includes):
                        yield two_cells(name, each, term(each))


def _segments(name: str, edges: Sequence[int], term: TermOf) -> Iterator[Cell]:
    at_least = {edge: term(Compare(name, Comparison.AT_LEAST, edge)) for edge in edges}
    for low, high in zip((0, *edges), (*edges, None), strict=True):
        parts = [at_least[low]] if low else []
        if high is not None:
            parts.append(negation(at_least[high]))
        yield Cell(f"from {low}", both(parts), low, high)


def number_edges(atoms: Sequence[Condition], name: str) -> tuple[int, ...]:
    """The first numbers of the parts into which comparisons cut an attribute's numbers; 0 is not said."""
    found: set[int] = set()
    for atom in atoms:
        if isinstance(atom, Compare) and atom.attribute == name:
            match atom.comparison:
                case Comparison.BELOW | Comparison.AT_LEAST:
                    found.add(atom.value)
                case Comparison.AT_MOST | Comparison.ABOVE:
                    found.add(atom.value + 1)
                case Comparison.EXACTLY:
                    found |= {atom.value, atom.value + 1}
    return tuple(sorted(found - {0}))


def atoms_of(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The distinct parts of some conditions that are no `and`, `or`, `not`."""
    return tuple(dict.fromkeys(atom for each in conditions for atom in condition_atoms(each)))
