"""What decisions can differ in: dimensions, of whose cells exactly one is true of each decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from policy_dsl.model import (
    Attribute,
    Compare,
    Comparison,
    Condition,
    Effect,
    Includes,
    IncludesCount,
    Is,
    NumberIn,
    OneOf,
    PartySet,
    Who,
    YesNo,
)
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.records import dataclass
from verifier.encoding.terms import both, negation

Term = Any  # a truth value of the solver; only encoding and solving know what that is
TermOf = Callable[[Condition], Term]


@dataclass(frozen=True)
class DimensionCase:
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
    `numbers`: the cells are parts of an attribute's numbers; or of how many `of` some parties the attribute names.
    """

    about: str
    cells: tuple[DimensionCase, ...]
    said: Condition | None = None
    group: tuple[Effect, ...] = ()
    reading: str = ""
    numbers: bool = False
    of: Who | None = None

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
    return Dimension(
        about, (DimensionCase("yes", term), DimensionCase("no", negation(term))), said, group
    )


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
                yield Dimension(name, tuple(DimensionCase(v, term(Is(name, v))) for v in values))
            case NumberIn():
                yield _numbers(name, [e for e in asked if isinstance(e, Compare)], term)
            case PartySet():
                for each in dict.fromkeys(asked):
                    if isinstance(each, Includes) or (
                        isinstance(each, IncludesCount) and each.share
                    ):
                        yield two_cells(name, each, term(each))
                counts = [e for e in asked if isinstance(e, IncludesCount) and not e.share]
                for who in dict.fromkeys(each.who for each in counts):
                    limits = [(e.comparison, int(e.number)) for e in counts if e.who == who]
                    yield counted(name, who, edges(limits), term)


def counted(name: str, who: Who, starts: Sequence[int], term: TermOf) -> Dimension:
    """How many of some parties an attribute names, in parts that begin at `starts`."""

    def at_least(number: int) -> Term:
        return term(IncludesCount(name, who, Comparison.AT_LEAST, Fraction(number)))

    return Dimension(name, tuple(_segments(starts, at_least)), numbers=True, of=who)


def _numbers(name: str, asked: Sequence[Compare], term: TermOf) -> Dimension:
    def at_least(number: int) -> Term:
        return term(Compare(name, Comparison.AT_LEAST, number))

    starts = edges([(each.comparison, each.value) for each in asked])
    return Dimension(name, tuple(_segments(starts, at_least)), numbers=True)


def _segments(starts: Sequence[int], at_least: Callable[[int], Term]) -> Iterator[DimensionCase]:
    terms = {start: at_least(start) for start in starts}
    for low, high in zip((0, *starts), (*starts, None), strict=True):
        parts = [terms[low]] if low else []
        if high is not None:
            parts.append(negation(terms[high]))
        yield DimensionCase(f"from {low}", both(parts), low, high)


def edges(limits: Iterable[tuple[Comparison, int]]) -> tuple[int, ...]:
    """The first numbers of the parts into which comparisons with some limits cut the numbers; 0 is not said."""
    found: set[int] = set()
    for comparison, value in limits:
        match comparison:
            case Comparison.BELOW | Comparison.AT_LEAST:
                found.add(value)
            case Comparison.AT_MOST | Comparison.ABOVE:
                found.add(value + 1)
            case Comparison.EXACTLY:
                found |= {value, value + 1}
    return tuple(sorted(found - {0}))


def atoms_of(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The distinct parts of some conditions that are no `and`, `or`, `not`."""
    return tuple(dict.fromkeys(atom for each in conditions for atom in condition_atoms(each)))
