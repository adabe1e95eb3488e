"""A decision that is known, and how the rules are read: the values of all that stands for it in an encoding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import z3

from policy_dsl.decisions import NO_ATTRIBUTE, Decision, ruled
from policy_dsl.decisions import Cell as Marks
from policy_dsl.model import OneOf
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import Pairs
from verifier.encoding.decisions import AttributeTerms
from verifier.encoding.terms import is_variable
from verifier.solving.library import CONTEXT, substituted

Seat = tuple[str, Marks, int]  # a party, a cell of its members, how many


@dataclass
class KnownDecision:
    """One decision under one reading in an encoding, all terms of which have been built."""

    encoding: Encoding
    decision: Decision
    readings: Mapping[str, str]

    @cached_property
    def pairs(self) -> Pairs:
        """The values of all that makes up the decision, and of how the rules are read."""
        found = dict[int, tuple[z3.ExprRef, z3.ExprRef]]()

        def say(variable: z3.ExprRef, value: bool | int) -> None:
            if is_variable(variable):
                term = (
                    z3.BoolVal(value, CONTEXT)
                    if z3.is_bool(variable)
                    else z3.IntVal(value, CONTEXT)
                )
                found[variable.get_id()] = (variable, term)

        terms = self.encoding.decision
        for name, each in terms.facts.items():
            self._attribute(say, each, self.decision.facts[name])
        for name in terms.free:
            self._attribute(say, terms.rulings[name], self.decision.rulings[name])
        for effect, variable in terms.effects.items():
            say(variable, effect in self.decision.effects)
        for (mark, party), variable in terms.named.items():
            cells = self.decision.cells_of(party, 1) or {NO_ATTRIBUTE: 1}
            say(variable, self._names(mark, party, next(iter(cells))))
        for clause, choices in self.encoding.activity.readings.choices.items():
            for reading, variable in choices.items():
                say(variable, self.readings[clause] == reading)
        for cell in self.encoding.electorate.cells:
            if not isinstance(cell.size, int):
                say(cell.size, sum(number for _, _, number in self.members[cell.name]))
        for seat in self.encoding.ballots.all_seats:
            if seat.staying is not None:
                say(seat.staying, 0)
        return list(found.values())

    def _attribute(
        self,
        say: Callable[[z3.ExprRef, bool | int], None],
        terms: AttributeTerms,
        value: object,
    ) -> None:
        kind = terms.attribute.type
        if terms.number is not None:
            assert isinstance(value, int)
            say(terms.number, value)
        elif terms.bits:
            code = kind.values.index(str(value)) if isinstance(kind, OneOf) else int(bool(value))
            for place, bit in enumerate(terms.bits):
                say(bit, bool(code >> place & 1))

    def _names(self, mark: str, party: str, cell: Marks) -> bool:
        """Whether an attribute, as it is or as it is ruled, names these members of a party."""
        attribute = next(name for name in self.decision.facts if mark in (name, ruled(name)))
        by_ruling = mark != attribute and attribute in self.decision.rulings
        if self.encoding.specification.party[party].cohort:
            return (mark if by_ruling else attribute) in cell
        said = (self.decision.rulings if by_ruling else self.decision.facts)[attribute]
        assert isinstance(said, frozenset)
        return party in said

    @cached_property
    def members(self) -> Mapping[str, tuple[Seat, ...]]:
        """Who is in each cell: a party, the cell of its members, and how many."""
        marks = self.encoding.electorate.attributes
        found: dict[str, list[Seat]] = {cell.name: [] for cell in self.encoding.electorate.cells}
        for cell in self.encoding.electorate.cells:
            for party in cell.voters.parties:
                own = self.decision.cells_of(party.name, party.size) if party.cohort else None
                for each, number in (own or {NO_ATTRIBUTE: 1}).items():
                    named = frozenset(m for m in marks if self._names(m, party.name, each))
                    if cell.voters.single or named == cell.marks:
                        found[cell.name].append((party.name, each, number))
        return {name: tuple(them) for name, them in found.items()}

    def value(self, term: z3.ExprRef) -> z3.ExprRef:
        """A term with the decision put in."""
        return z3.simplify(substituted(term, self.pairs))

    def number(self, term: int | z3.ArithRef) -> int:
        """A number that the decision settles."""
        if isinstance(term, int):
            return term
        value = self.value(term)
        assert isinstance(value, z3.IntNumRef)
        return int(value.as_long())
