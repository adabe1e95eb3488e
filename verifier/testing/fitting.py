"""Decisions that make conditions true, found without trial and error.

A condition is a formula over what a decision may say: an attribute has a value, a number lies below a
limit, a voter is named, the decision has an effect. `satisfy` walks it, fixing what each part needs and
going back where parts contradict each other; what is left open afterwards is free to be anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from policy_dsl.interpreter import count_holds, settled
from policy_dsl.model import (
    ALWAYS,
    And,
    BodyHas,
    Compare,
    Comparison,
    Condition,
    Effect,
    EffectPattern,
    Includes,
    IncludesCount,
    Is,
    Not,
    OneOf,
    Or,
    Ruled,
    Specification,
    Touches,
    Who,
    YesNo,
)
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import State

T = TypeVar("T")

Pick = Callable[[int], int]
"""Picks one of so many ways, by its index."""

Voter = tuple[str, int]
"""A party, and for a cohort which of its blocks: members that are named together or not at all."""


@dataclass(frozen=True)
class NumberInterval:
    """Whole numbers from `low` to `high` (None: no end) but for `without`."""

    low: int = 0
    high: int | None = None
    without: frozenset[int] = frozenset()

    def holds(self, value: int) -> bool:
        """Whether a number belongs to it."""
        inside = value >= self.low and (self.high is None or value <= self.high)
        return inside and value not in self.without

    @property
    def smallest(self) -> int | None:
        """Its smallest number."""
        value = self.low
        while value in self.without:
            value += 1
        return value if self.high is None or value <= self.high else None


@dataclass(frozen=True)
class FixedChoices:
    """What is fixed so far. A mark is an attribute's name, or its name as ruled."""

    values: Mapping[str, frozenset[bool | str]]
    numbers: Mapping[str, NumberInterval] = field(default_factory=dict)
    named: Mapping[tuple[str, Voter], bool] = field(default_factory=dict)
    effects: frozenset[Effect] = frozenset()
    barred: tuple[EffectPattern, ...] = ()


# A formula in which `not` stands before literals only.
@dataclass(frozen=True)
class _All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class _Some:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class _Value:
    name: str
    value: bool | str
    so: bool


@dataclass(frozen=True)
class _Number:
    name: str
    comparison: Comparison
    value: int
    so: bool


@dataclass(frozen=True)
class _Named:
    mark: str
    voter: Voter
    so: bool


@dataclass(frozen=True)
class _Effect:
    patterns: tuple[EffectPattern, ...]
    so: bool


Formula = _All | _Some | _Value | _Number | _Named | _Effect
TRUE, FALSE = _All(()), _Some(())


@dataclass(frozen=True)
class Question:
    """What formulas are made over: the parties as voters, who sits where, what effects are possible.

    `mark` says how an attribute is called where clauses see rulings that may differ from the facts.
    """

    specification: Specification
    state: State
    voters: tuple[Voter, ...]
    possible: tuple[Effect, ...]
    mark: Callable[[str], str]

    def formula(self, condition: Condition, so: bool, facts: bool) -> Formula:
        """The condition (or, not `so`, its opposite) as a formula; of facts, or of rulings."""
        match condition:
            case And(parts) | Or(parts):
                them = tuple(self.formula(part, so, facts) for part in parts)
                return _All(them) if isinstance(condition, And) is so else _Some(them)
            case Not(part):
                return self.formula(part, not so, facts)
            case Is(attribute, value):
                return _Value(self._mark(attribute, facts), value, so)
            case Compare(attribute, comparison, number):
                return _Number(self._mark(attribute, facts), comparison, number, so)
            case Ruled(part):
                return self.formula(part, so, False)
            case Touches(_, patterns):
                return _Effect(patterns, so)
            case BodyHas():
                # Nothing about the decision makes it so, or not.
                now = settled(self.specification, self.state, condition)
                return TRUE if (now == ALWAYS) is so else FALSE
            case IncludesCount():
                return self._includes_count(condition, so, facts)
            case Includes(attribute, who, every):
                return self._includes(self._mark(attribute, facts), who, every, so, facts)

    def names(self, who: Who, voter: Voter, facts: bool, so: bool = True) -> Formula:
        """That a voter belongs to `who`, or, not `so`, does not."""
        party, seats = voter[0], self.state.seats
        if not who.may_mean(party, seats):
            return FALSE if so else TRUE
        if who.means(party, seats):
            return TRUE if so else FALSE
        ways = [self.names(part, voter, facts, so) for part in who.also]
        if party in who.parties or any((body, party) in seats for body in who.bodies):
            ways.append(TRUE if so else FALSE)
        if who.attribute is not None:
            ways.append(_Named(self._mark(who.attribute, facts), voter, so))
        if who.effects:
            ways.append(_Effect(who.doing(party), so))
        out = tuple(self.names(part, voter, facts, not so) for part in who.but)
        if so:
            return _All((_Some(tuple(ways)), *out)) if out or len(ways) > 1 else ways[0]
        return _Some((_All(tuple(ways)), *out)) if out or len(ways) > 1 else ways[0]

    def somebody(self, who: Who, parties: Sequence[str]) -> Formula:
        """That one of some parties belongs to `who`, by the rulings."""
        return _Some(tuple(self.names(who, voter, False) for voter in self._voters_of(parties)))

    def _voters_of(self, parties: Sequence[str]) -> list[Voter]:
        """Their voters; a party is one voter even where no attribute can name it."""
        found: list[Voter] = []
        for party in parties:
            found += [voter for voter in self.voters if voter[0] == party] or [(party, 0)]
        return found

    def _mark(self, attribute: str, facts: bool) -> str:
        return attribute if facts else self.mark(attribute)

    def _includes(self, mark: str, who: Who, every: bool, so: bool, facts: bool) -> Formula:
        """Every, so: each voter is not meant, or included. Every, not so: some voter is meant and not included.

        Any, so: some voter is meant and included. Any, not so: each voter is not meant, or not included.
        """
        each = every is so
        parts: list[Formula] = []
        for voter in self.voters:
            belongs = self.names(who, voter, facts)
            there = _Named(mark, voter, so)
            if belongs == TRUE:
                parts.append(there)
            elif belongs != FALSE:
                outside = self.names(who, voter, facts, so=False)
                parts.append(_Some((outside, there)) if each else _All((belongs, there)))
        return _All(tuple(parts)) if each else _Some(tuple(parts))

    def _includes_count(self, condition: IncludesCount, so: bool, facts: bool) -> Formula:
        """Some number of them is included, and which: one after the other is, or is not."""
        mark = self._mark(condition.attribute, facts)
        them = [v for v in self.voters if self.names(condition.who, v, facts) == TRUE]
        everybody = len(them)
        fitting = frozenset(
            n for n in range(everybody + 1) if count_holds(condition, n, everybody) is so
        )
        known: dict[tuple[int, int], Formula] = {}
        # From the last voter back: what has to be so of those from there on, if so many before are included.
        for index in range(len(them), -1, -1):
            for before in range(index + 1):
                reachable = range(before, before + len(them) - index + 1)
                if fitting.isdisjoint(reachable):
                    known[index, before] = FALSE
                elif fitting.issuperset(reachable):
                    known[index, before] = TRUE
                else:
                    named, rest = _Named(mark, them[index], True), _Named(mark, them[index], False)
                    ways = (
                        (rest, known[index + 1, before]),
                        (named, known[index + 1, before + 1]),
                    )
                    known[index, before] = _Some(
                        tuple(_All(way) for way in ways if way[1] != FALSE)
                    )
        return known[0, 0]

    def satisfy(
        self, wanted: tuple[Formula, ...], chosen: FixedChoices, pick: Pick
    ) -> FixedChoices | None:
        """What has to be fixed for all formulas to be true; None if they cannot be true together."""
        while wanted:
            first, wanted = wanted[0], wanted[1:]
            match first:
                case _All(parts):
                    wanted = (*parts, *wanted)
                case _Some((part,)):
                    wanted = (part, *wanted)
                case _Some(parts):
                    ways = [((part, *wanted), chosen) for part in _rotated(parts, pick)]
                    return self._first(ways, pick)
                case _Effect(patterns, True):
                    if any(p.matches(e) for e in chosen.effects for p in patterns):
                        continue
                    effects = [e for e in self.possible if _matches(e, patterns)]
                    effects = [e for e in effects if not _matches(e, chosen.barred)]
                    return self._first(
                        [
                            (wanted, replace(chosen, effects=chosen.effects | {effect}))
                            for effect in _rotated(effects, pick)
                        ],
                        pick,
                    )
                case _:
                    fixed = _fixed(first, chosen)
                    if fixed is None:
                        return None
                    chosen = fixed
        return chosen

    def _first(
        self, ways: list[tuple[tuple[Formula, ...], FixedChoices]], pick: Pick
    ) -> FixedChoices | None:
        for wanted, chosen in ways:
            found = self.satisfy(wanted, chosen, pick)
            if found is not None:
                return found
        return None


def _rotated(items: Sequence[T], pick: Pick) -> list[T]:
    start = pick(len(items)) if len(items) > 1 else 0
    return [*items[start:], *items[:start]]


def _matches(effect: Effect, patterns: tuple[EffectPattern, ...]) -> bool:
    return any(pattern.matches(effect) for pattern in patterns)


def _fixed(literal: Formula, chosen: FixedChoices) -> FixedChoices | None:
    """What is chosen with one literal more; None where that contradicts it."""
    match literal:
        case _Value(name, value, so):
            allowed = chosen.values[name]
            left = allowed & {value} if so else allowed - {value}
            return replace(chosen, values={**chosen.values, name: left}) if left else None
        case _Number(name, comparison, number, so):
            after = _narrowed(chosen.numbers.get(name, NumberInterval()), comparison, number, so)
            if after.smallest is None:
                return None
            return replace(chosen, numbers={**chosen.numbers, name: after})
        case _Named(mark, voter, so):
            if chosen.named.get((mark, voter), so) is not so:
                return None
            return replace(chosen, named={**chosen.named, (mark, voter): so})
        case _Effect(patterns):
            if any(_matches(effect, patterns) for effect in chosen.effects):
                return None
            return replace(chosen, barred=(*chosen.barred, *patterns))
        case _:
            raise AssertionError("no literal")


def _narrowed(it: NumberInterval, comparison: Comparison, value: int, so: bool) -> NumberInterval:
    if not so:
        match comparison:
            case Comparison.BELOW:
                comparison = Comparison.AT_LEAST
            case Comparison.AT_MOST:
                comparison = Comparison.ABOVE
            case Comparison.AT_LEAST:
                comparison = Comparison.BELOW
            case Comparison.ABOVE:
                comparison = Comparison.AT_MOST
            case Comparison.EXACTLY:
                return replace(it, without=it.without | {value})
    low, high = it.low, it.high
    if comparison in (Comparison.AT_LEAST, Comparison.EXACTLY):
        low = max(low, value)
    if comparison is Comparison.ABOVE:
        low = max(low, value + 1)
    if comparison in (Comparison.AT_MOST, Comparison.EXACTLY):
        high = value if high is None else min(high, value)
    if comparison is Comparison.BELOW:
        high = value - 1 if high is None else min(high, value - 1)
    return NumberInterval(low, high, it.without)


def everything(
    specification: Specification, marks: Callable[[str], tuple[str, ...]]
) -> FixedChoices:
    """Nothing fixed yet. `marks` gives the names under which an attribute's value is asked for."""
    values: dict[str, frozenset[bool | str]] = {}
    for attribute in specification.attributes:
        if isinstance(attribute.type, YesNo):
            allowed: frozenset[bool | str] = frozenset((False, True))
        elif isinstance(attribute.type, OneOf):
            allowed = frozenset(attribute.type.values)
        else:
            continue
        for mark in marks(attribute.name):
            values[mark] = allowed
    return FixedChoices(values)
