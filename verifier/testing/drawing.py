"""Drawing a decision: one that a condition holds of, often one that a chosen clause applies to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from hypothesis import strategies as st

from policy_dsl.decisions import Cell, Decision, Value, ruled
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    NOT_IN_FORCE,
    AnyClause,
    Attribute,
    Compare,
    Composition,
    Condition,
    Effect,
    ExceptionTo,
    NumberIn,
    OneOf,
    Or,
    PartySet,
    Provision,
    Recusal,
    Specification,
    condition_of,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms, conditions_of
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.testing.fitting import (
    FixedChoices,
    Formula,
    NumberInterval,
    Question,
    Voter,
    everything,
)
from verifier.words.conforming import NO_SUCH_DECISION

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

T = TypeVar("T")


@dataclass(frozen=True)
class Drawer:
    """Draws, and reads what Hypothesis needs to know of a specification once. First choices are the simplest."""

    draw: DrawFn
    specification: Specification

    def pick(self, number: int) -> int:
        """An index below a number."""
        return self.draw(st.integers(0, number - 1)) if number > 1 else 0

    def one(self, items: Sequence[T]) -> T:
        """One of some items."""
        return items[self.pick(len(items))]

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """The attributes whose value is a set of parties."""
        return tuple(a.name for a in self.specification.attributes if isinstance(a.type, PartySet))

    # --- a decision ------------------------------------------------------------------------------

    def decision(
        self,
        state: State,
        readings: Mapping[str, str],
        condition: Condition,
        focus: AnyClause | None = None,
        effects: bool = False,
        rulings: bool = False,
    ) -> Decision:
        """A decision of which the condition holds; one that `focus` applies to, if there is such a one.

        ValueError if the condition holds of no decision in this state.
        """
        judged = [a.name for a in self.specification.attributes if a.judge]
        apart = [name for name in judged if rulings and self.pick(2)]
        sizes = self._blocks()
        question = Question(
            self.specification,
            state,
            tuple((party, index) for party, them in sizes.items() for index in range(len(them))),
            possible_effects(self.specification, state),
            lambda name: ruled(name) if name in apart else name,
        )
        nothing = everything(
            self.specification, lambda name: (name, ruled(name)) if name in apart else (name,)
        )
        wanted = question.formula(condition, True, True)
        chosen = None
        if focus is not None:
            aim = self._aim(question, focus, readings)
            chosen = question.satisfy((wanted, *aim), nothing, self.pick)
        if chosen is None:
            chosen = question.satisfy((wanted,), nothing, self.pick)
        if chosen is None:
            raise ValueError(NO_SUCH_DECISION)
        return self._filled(question, chosen, sizes, apart, effects)

    def _blocks(self) -> dict[str, tuple[int, ...]]:
        """For each party the sizes of its blocks: three at most, whose members are named together."""
        if not self.sets:
            return {}
        found: dict[str, tuple[int, ...]] = {}
        for party in self.specification.parties:
            if party.size < 3:
                found[party.name] = (1,) * party.size
            else:
                second = 1 + self.pick(party.size - 2)
                found[party.name] = (1, second, party.size - 1 - second)
        return found

    def _aim(
        self, question: Question, focus: AnyClause, readings: Mapping[str, str]
    ) -> tuple[Formula, ...]:
        """What has to be so for a clause to apply; for an exception also one of its targets."""
        reading = readings.get(focus.name)
        condition: Condition = Or(conditions_of(focus))
        if reading is not None:
            condition = condition_of(focus, reading)
        found = [question.formula(condition, True, False)]
        if self.pick(4):  # mostly without the exceptions to it
            for exception in self.specification.exceptions_to.get(focus.name, ()):
                found.append(question.formula(Or(conditions_of(exception)), False, False))
        if isinstance(focus, ExceptionTo):
            target = self.specification.clause[self.one(focus.targets)]
            found.append(question.formula(Or(conditions_of(target)), True, False))
        if isinstance(focus, Recusal):
            found.append(self._recused(question, focus))
        return tuple(found)

    def _recused(self, question: Question, focus: Recusal) -> Formula:
        """That the chair is among those excluded, or some member."""
        seats = [party for body, party in question.state.seats if body == focus.body]
        chair = self.specification.body[focus.body].chair
        order = sorted(seats)
        if chair is not None and self.pick(2) == 0:
            order = [chair.party]
        return question.somebody(focus.excluded, order)

    # --- what is left open -------------------------------------------------------------------------

    def _filled(
        self,
        question: Question,
        chosen: FixedChoices,
        sizes: Mapping[str, tuple[int, ...]],
        apart: Sequence[str],
        effects: bool,
    ) -> Decision:
        named = self._named(question, chosen, apart)
        facts: dict[str, Value] = {}
        rulings: dict[str, Value] = {}
        for attribute in self.specification.attributes:
            facts[attribute.name] = self._value(attribute.name, attribute.name, chosen, named)
            if attribute.name in apart:
                mark = ruled(attribute.name)
                rulings[attribute.name] = self._value(attribute.name, mark, chosen, named)
        return Decision(
            facts,
            self._cells(sizes, named),
            rulings,
            self._effects(question, chosen, effects),
        )

    def _value(
        self, name: str, mark: str, chosen: FixedChoices, named: Mapping[str, frozenset[Voter]]
    ) -> Value:
        kind = self.specification.attribute[name].type
        match kind:
            case PartySet():
                party = self.specification.party
                return frozenset(p for p, _ in named[mark] if not party[p].cohort)
            case NumberIn():
                return self._number(name, chosen.numbers.get(mark, NumberInterval()))
            case _:
                declared: tuple[bool | str, ...] = getattr(kind, "values", (False, True))
                allowed = chosen.values[mark]
                return self.one([value for value in declared if value in allowed])

    def _number(self, name: str, within: NumberInterval) -> int:
        """A number at an edge that the specification names, or anything."""
        smallest = within.smallest
        assert smallest is not None
        edges = [n for n in numbers_near(self.specification, name) if within.holds(n)]
        edges = list(dict.fromkeys([smallest, *edges]))
        place = self.pick(len(edges) + 1)
        if place < len(edges):
            return edges[place]
        high = within.high if within.high is not None else max(*edges, 10) * 2
        value = self.draw(st.integers(smallest, high))
        return value if within.holds(value) else smallest

    def _named(
        self, question: Question, chosen: FixedChoices, apart: Sequence[str]
    ) -> dict[str, frozenset[Voter]]:
        """For each parties attribute (and ruling) the voters that it names."""
        found: dict[str, frozenset[Voter]] = {}
        for mark in (*self.sets, *(ruled(name) for name in self.sets if name in apart)):
            fixed = {v: so for (m, v), so in chosen.named.items() if m == mark}
            free = [voter for voter in question.voters if voter not in fixed]
            more: Iterable[Voter] = ()
            how_many = self.pick(4) if free else 0
            if how_many:
                more = (self.one(free),)  # drawn in any case: fewer draws would count as simpler
            if how_many == 2:
                more = (*more, *(self.one(free) for _ in range(2)))
            elif how_many == 3:
                more = free
            found[mark] = frozenset((*(v for v, so in fixed.items() if so), *more))
        return found

    def _cells(
        self, sizes: Mapping[str, tuple[int, ...]], named: Mapping[str, frozenset[Voter]]
    ) -> dict[str, dict[Cell, int]]:
        found: dict[str, dict[Cell, int]] = {}
        for party, blocks in sizes.items():
            if not self.specification.party[party].cohort:
                continue
            for index, size in enumerate(blocks):
                cell = frozenset(mark for mark, them in named.items() if (party, index) in them)
                if cell:
                    cells = found.setdefault(party, {})
                    cells[cell] = cells.get(cell, 0) + size
        return found

    def _effects(
        self, question: Question, chosen: FixedChoices, effects: bool
    ) -> frozenset[Effect]:
        open_ones = [
            effect
            for effect in question.possible
            if not any(pattern.matches(effect) for pattern in chosen.barred)
        ]
        if not effects or not open_ones:
            return chosen.effects
        more = {self.one(open_ones) for _ in range(self.pick(3))}
        return chosen.effects | more


def simplest_decision(specification: Specification, state: State, condition: Condition) -> Decision:
    """The decision that comes of always taking the first choice; ValueError if the condition holds of none."""

    def first(strategy: object) -> int:
        return 0

    return Drawer(cast("DrawFn", first), specification).decision(state, {}, condition)


def focuses(
    specification: Specification, state: State, readings: Mapping[str, str]
) -> Iterator[AnyClause]:
    """The clauses in force whose condition a decision can be drawn to meet."""
    for clause in specification.clauses:
        in_force = clause.name in state.in_force and readings.get(clause.name) != NOT_IN_FORCE
        if in_force and not isinstance(clause, Composition | Provision):
            yield clause


def numbers_near(specification: Specification, attribute: str) -> tuple[int, ...]:
    """The numbers that the specification compares an attribute with, and their neighbours."""
    near = {
        limit
        for condition in all_conditions(specification)
        for atom in condition_atoms(condition)
        if isinstance(atom, Compare) and atom.attribute == attribute
        for limit in (atom.value, atom.value - 1, atom.value + 1)
        if limit >= 0
    }
    return tuple(sorted(near))


def first_value(attribute: Attribute) -> Value:
    """The simplest value of an attribute: no, the first of some names, 0, nobody."""
    match attribute.type:
        case OneOf(values):
            return values[0]
        case NumberIn():
            return 0
        case PartySet():
            return frozenset()
        case _:
            return False
