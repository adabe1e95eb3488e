"""Boxes of decisions as one condition of the language: each set has one wording, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    And,
    Compare,
    Comparison,
    Condition,
    Includes,
    IncludesCount,
    Is,
    Not,
    Or,
    Specification,
    Touches,
    Who,
)
from policy_dsl.model.traverse import conjunction, conjuncts
from policy_dsl.records import dataclass
from verifier.describing.dimensions import Dimension, DimensionCase
from verifier.describing.effects import Effects, EffectWords

# Of each dimension that is said, the cells that are meant.
Box = Mapping[Dimension, frozenset[int]]
Factors = tuple[Condition, ...]


@dataclass(frozen=True)
class Sayer:
    """Says which decisions are meant; comparisons in the words of `atoms` where these have some."""

    specification: Specification
    effects: EffectWords
    atoms: tuple[Condition, ...]

    def condition(self, boxes: Sequence[Box]) -> Condition:
        """That a decision is in one of the boxes; no text says that it is in none."""
        parts = [self._factors(box, some) for box, some in _joined(boxes)]
        parts.sort(key=lambda part: [self._rank(each) for each in part])
        return factored(list(dict.fromkeys(parts)))

    def _factors(self, box: Box, some: Sequence[Effects]) -> Factors:
        found: list[Condition] = []
        for dimension, allowed in box.items():
            if not dimension.group:
                found += self._one(dimension, allowed)
        found += self._effects(box, some)
        return tuple(sorted(dict.fromkeys(found), key=self._rank))

    def _one(self, dimension: Dimension, allowed: frozenset[int]) -> Sequence[Condition]:
        cells, name = dimension.cells, dimension.about
        if dimension.said is not None:
            return (dimension.said,) if allowed == {0} else (Not(dimension.said),)
        if not name:
            return ()
        if dimension.numbers:
            return self._numbers(dimension, [cells[index] for index in sorted(allowed)])
        named = [Is(name, cells[index].name) for index in sorted(allowed)]
        if len(allowed) <= len(cells) - len(allowed):
            return (named[0],) if len(named) == 1 else (Or(tuple(named)),)
        excluded = sorted(dimension.whole - allowed)
        return [Not(Is(name, cells[index].name)) for index in excluded]

    def _numbers(self, dimension: Dimension, cells: Sequence[DimensionCase]) -> Sequence[Condition]:
        ranges: list[tuple[int, int | None]] = []
        for cell in cells:
            if ranges and ranges[-1][1] == cell.low:
                ranges[-1] = (ranges[-1][0], cell.high)
            else:
                ranges.append((cell.low, cell.high))
        match ranges:
            case [(0, gap), (after, None)] if gap is not None and after == gap + 1:
                return (Not(self._compared(dimension, Comparison.EXACTLY, gap)),)
            case [only]:
                return self._range(dimension, *only)
            case _:
                return (Or(tuple(conjunction(self._range(dimension, *each)) for each in ranges)),)

    def _range(self, dimension: Dimension, low: int, high: int | None) -> Sequence[Condition]:
        if high == low + 1:
            return (self._compared(dimension, Comparison.EXACTLY, low),)
        bounds = [self._compared(dimension, Comparison.AT_LEAST, low)] if low else []
        bounds += [] if high is None else [self._compared(dimension, Comparison.BELOW, high)]
        return bounds

    def included(
        self, name: str, of: Who, ranges: Sequence[tuple[int, int | None]]
    ) -> tuple[Condition, ...]:
        """That an attribute names so many of some parties: from one number to before another (None: any)."""
        cells = [DimensionCase("", None, low, high) for low, high in ranges]
        return tuple(self._numbers(Dimension(name, (), numbers=True, of=of), cells))

    def _compared(self, dimension: Dimension, comparison: Comparison, value: int) -> Condition:
        name, of = dimension.about, dimension.of
        if of is None:
            return wording.as_compared(self.atoms, Compare(name, comparison, value))
        match comparison:
            case Comparison.EXACTLY if value == 0:
                return Not(Includes(name, of, every=False))
            case Comparison.AT_LEAST if value == 1:
                return Includes(name, of, every=False)
            case Comparison.BELOW:
                return IncludesCount(name, of, Comparison.AT_MOST, Fraction(value - 1))
            case _:
                return IncludesCount(name, of, comparison, Fraction(value))

    def _effects(self, box: Box, some: Sequence[Effects]) -> Iterator[Condition]:
        groups = [(dimension, allowed) for dimension, allowed in box.items() if dimension.group]
        spared = frozenset(e for dimension, _ in groups for e in dimension.group)
        for each in some:
            said = self.effects.any_of(each, spared)
            yield said[0] if len(said) == 1 else Or(said)
        if spared:
            yield from (Not(each) for each in self.effects.none_of(spared))

    def _rank(self, it: Condition) -> tuple[int, int, int, str]:
        """Where a condition comes: as its attribute is declared, effects last; positive ones first."""
        order = [attribute.name for attribute in self.specification.attributes]
        first = it.parts[0] if isinstance(it, Or | And) and it.parts else it
        inner = first.part if isinstance(first, Not) else first
        name = getattr(inner, "attribute", "")
        place = order.index(name) if name in order else len(order)
        value = getattr(inner, "value", 0)
        number = value if isinstance(inner, Compare) else 0
        values = self.specification.attribute[name].type if name in order else None
        if isinstance(inner, Is) and isinstance(value, str):
            known = getattr(values, "values", ())
            number = known.index(value) if value in known else len(known)
        if isinstance(inner, Touches):
            number = self.effects.place(inner)
        number = int(inner.number) if isinstance(inner, IncludesCount) else number
        text = inner.who.label if isinstance(inner, Includes | IncludesCount) else ""
        return place, int(isinstance(first, Not)), number, text


def _joined(boxes: Sequence[Box]) -> list[tuple[Box, tuple[Effects, ...]]]:
    """The boxes with the effects that decisions have apart: alternatives in these alone are said as one."""
    parts: list[tuple[Box, tuple[Effects, ...]]] = []
    for each in boxes:
        having = [d for d, allowed in each.items() if d.group and allowed == {0}]
        without = {d: allowed for d, allowed in each.items() if d not in having}
        parts.append((without, tuple(frozenset(d.group) for d in having)))
    changed = True
    while changed:
        changed = False
        for index, (box, some) in enumerate(parts):
            for other, (rest, others) in enumerate(parts[:index]):
                apart = set(some) ^ set(others)
                if rest == box and len(some) == len(others) and len(apart) == 2:
                    both = [each for each in others if each not in apart]
                    parts[other] = (rest, (*both, frozenset().union(*apart)))
                    del parts[index]
                    changed = True
                    break
            if changed:
                break
    return parts


def factored(parts: Sequence[Factors]) -> Condition:
    """Alternatives, each of which is several things at once: what several of them say is said once."""
    if any(not part for part in parts):
        return ALWAYS
    if len(parts) == 1:
        return conjunction(_flat(parts[0]))
    common = [each for each in parts[0] if all(each in part for part in parts)]
    if common:
        rests = [tuple(each for each in part if each not in common) for part in parts]
        rest = factored(rests)
        return conjunction(common) if rest == ALWAYS else conjunction(_flat((*common, rest)))
    product = _as_product(parts)
    if product is not None:
        return conjunction(_flat([factored(each) for each in product]))
    counted = {each: sum(each in part for part in parts) for part in parts for each in part}
    most = max(counted, key=lambda each: (counted[each], len(str(each))))
    if counted[most] == 1:
        return _either([conjunction(_flat(part)) for part in parts])
    having = [part for part in parts if most in part]
    others = [part for part in parts if most not in part]
    first = parts.index(having[0]) < parts.index(others[0])
    said = [factored(having), factored(others)]
    return _either(said if first else said[::-1])


def _as_product(parts: Sequence[Factors]) -> tuple[list[Factors], list[Factors]] | None:
    """Alternatives that are all combinations of some with some others, which speak of other things; None: they are not.

    Of such two each thing that the ones say stands beside each that the others say somewhere, so things that never
    stand beside each other are on one side.
    """
    sides: list[set[Condition]] = []
    for thing in dict.fromkeys(each for part in parts for each in part):
        beside = {each for part in parts if thing in part for each in part}
        apart = [side for side in sides if side - beside]
        sides = [side for side in sides if side not in apart]
        sides.append({thing}.union(*apart))
    if not 1 < len(sides) <= _MOST_SIDES:
        return None
    first, *others = sorted(sides, key=lambda side: min(map(_first_place(parts), side)))
    for size in range(len(others)):
        for chosen in combinations(others, size):
            mine = first.union(*chosen)
            ones = _distinct(tuple(e for e in part if e in mine) for part in parts)
            rest = _distinct(tuple(e for e in part if e not in mine) for part in parts)
            if len(ones) > 1 and len(rest) > 1 and len(ones) * len(rest) == len(parts):
                return ones, rest
    return None


# More sides than these are not tried: each choice of some of them may be one factor.
_MOST_SIDES = 8


def _first_place(parts: Sequence[Factors]) -> Callable[[Condition], tuple[int, int]]:
    """Where a thing is said first."""
    return lambda it: next((i, part.index(it)) for i, part in enumerate(parts) if it in part)


def _distinct(parts: Iterable[Factors]) -> list[Factors]:
    return list(dict.fromkeys(parts))


def _flat(parts: Sequence[Condition]) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for part in parts:
        found += conjuncts(part)
    return tuple(dict.fromkeys(found))


def _either(parts: Sequence[Condition]) -> Condition:
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    return Or(tuple(dict.fromkeys(flat)))
