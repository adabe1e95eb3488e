"""The inverse of `verifier/scenarios/concretizing.py`: a decision and ballots as values of the variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import z3

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.model import OneOf, PartySet
from tests.semantics.compiling import compiled
from verifier.encoding.adoption import Encoding
from verifier.encoding.cells import Cell as CellTerms
from verifier.encoding.decisions import AttributeTerms


def representable(encoding: Encoding, decision: Decision) -> Decision:
    """The decision without what the encoding does not speak of: effects nobody watches, rulings that are not free."""
    free = encoding.decision.free
    rulings = {name: value for name, value in decision.rulings.items() if name in free}
    marks = {ruled(name) for name in decision.rulings if name not in rulings}
    cells: dict[str, dict[Cell, int]] = {}
    for party, given in decision.cells.items():
        for cell, number in given.items():
            kept = cells.setdefault(party, {})
            kept[cell - marks] = kept.get(cell - marks, 0) + number
    effects = frozenset(
        effect for effect in decision.effects if effect in encoding.decision.effects
    )
    return replace(decision, rulings=rulings, cells=cells, effects=effects)


class Fixing:
    """Turns decisions and ballots into values, for one encoding. Make it once all terms have been built."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self.specification = encoding.specification
        self.seats = encoding.ballots.all_seats
        self._names: dict[int, str] = {}
        self._excluded = compiled([seat.excluded for seat in self.seats])

    def values(
        self, readings: Mapping[str, str], decision: Decision, ballots: Ballots
    ) -> dict[str, bool | int]:
        """The value of every variable, by name. The decision must be representable."""
        found = self.without_ballots(readings, decision)
        self._ballots(found, self.members(decision), ballots)
        return found

    def without_ballots(
        self, readings: Mapping[str, str], decision: Decision
    ) -> dict[str, bool | int]:
        """The value of every variable that stands for the decision and how the rules are read."""
        found: dict[str, bool | int] = {}
        self._decision(found, decision)
        for clause, choices in self.encoding.activity.readings.choices.items():
            for reading, variable in choices.items():
                found[self._name(variable)] = readings[clause] == reading
        members = self.members(decision)
        for cell in self.encoding.electorate.cells:
            if not isinstance(cell.size, int):
                found[self._name(cell.size)] = sum(number for _, _, number in members[cell.name])
        return found

    # --- the decision ------------------------------------------------------------------------------

    def _decision(self, found: dict[str, bool | int], decision: Decision) -> None:
        terms = self.encoding.decision
        for name, each in terms.facts.items():
            self.attribute(found, each, decision.facts[name])
        for name in terms.free:
            said = decision.rulings.get(name, decision.facts[name])
            self.attribute(found, terms.rulings[name], said)
        for effect, variable in terms.effects.items():
            found[self._name(variable)] = effect in decision.effects
        for (mark, party), variable in terms.named.items():
            # A cohort of one has its one member in one cell.
            (cell,) = decision.cells_of(party, 1) or (frozenset(),)
            found[self._name(variable)] = self._named(mark, decision, party, cell)

    def attribute(self, found: dict[str, bool | int], terms: AttributeTerms, value: Value) -> None:
        """That the terms of an attribute have this value."""
        kind = terms.attribute.type
        if isinstance(kind, PartySet):
            return
        if terms.number is not None:
            assert isinstance(value, int)
            found[self._name(terms.number)] = value
            return
        code = kind.values.index(str(value)) if isinstance(kind, OneOf) else int(bool(value))
        for place, bit in enumerate(terms.bits):
            found[self._name(bit)] = bool(code >> place & 1)

    def _name(self, variable: object) -> str:
        """A variable's name, asked for once: z3 is slow to tell. The encoding keeps its variables alive."""
        key = id(variable)
        if key not in self._names:
            assert isinstance(variable, z3.ExprRef)
            self._names[key] = variable.decl().name()
        return self._names[key]

    def _named(self, mark: str, decision: Decision, party: str, cell: Cell) -> bool:
        """Whether the attribute meant by `mark` names these members of a party."""
        attribute = next(a for a in decision.facts if mark in (a, ruled(a)))
        by_ruling = mark == ruled(attribute) and attribute in decision.rulings
        if self.specification.party[party].cohort:
            return (mark if by_ruling else attribute) in cell
        said = decision.rulings[attribute] if by_ruling else decision.facts[attribute]
        assert isinstance(said, frozenset)
        return party in said

    def members(self, decision: Decision) -> dict[str, list[tuple[str, Cell, int]]]:
        """For each of the encoding's cells, who of which party's cells is in it."""
        found: dict[str, list[tuple[str, Cell, int]]] = {}
        classes: dict[str, list[CellTerms]] = {}
        for cell in self.encoding.electorate.cells:
            classes.setdefault(cell.voters.name, []).append(cell)
            found[cell.name] = []
        for cells in classes.values():
            marks = frozenset[str]().union(*(cell.marks for cell in cells))
            for party, own, number in _of(cells[0], decision):
                named = frozenset(m for m in marks if self._named(m, decision, party, own))
                cell = next(c for c in cells if c.marks == named)
                found[cell.name].append((party, own, number))
        return found

    # --- ballots -----------------------------------------------------------------------------------

    def _ballots(
        self,
        found: dict[str, bool | int],
        members: Mapping[str, list[tuple[str, Cell, int]]],
        ballots: Ballots,
    ) -> None:
        excluded = self._excluded(found)
        for seat, out in zip(self.seats, excluded, strict=True):
            there = ballots.before_the_last(seat.back)
            given = [
                there.votes.get((seat.body, party), {}).get(cell, Counts(absent=number))
                for party, cell, number in members[seat.cell.name]
            ]
            found[self._name(seat.in_favour)] = 0 if out else sum(c.in_favour for c in given)
            found[self._name(seat.against)] = 0 if out else sum(c.against for c in given)
            found[self._name(seat.abstaining)] = 0 if out else sum(c.abstain for c in given)
            if seat.staying is not None:
                found[self._name(seat.staying)] = 0
            if not isinstance(seat.attending, int):
                found[self._name(seat.attending)] = sum(c.attending for c in given) if out else 0
        for terms in self.encoding.ballots.meetings:
            there = ballots.before_the_last(terms.back)
            for cell in self.encoding.electorate.cells:
                if cell.name in terms.consents:
                    found[self._name(terms.consents[cell.name])] = sum(
                        there.consents.get(party, {}).get(own, 0)
                        for party, own, _ in members[cell.name]
                    )
                # Of every cell, since terms of other rules about the same ballots may ask for more.
                found[f"objections of {cell.name}{terms.when}"] = sum(
                    there.objections.get(party, {}).get(own, 0)
                    for party, own, _ in members[cell.name]
                )
            for body, variable in terms.cast_for.items():
                found[self._name(variable)] = there.casting.get(body) is Vote.FOR
                against = terms.cast_against[body]
                found[self._name(against)] = there.casting.get(body) is Vote.AGAINST


def _of(cell: CellTerms, decision: Decision) -> Iterator[tuple[str, Cell, int]]:
    for party in cell.voters.parties:
        if not party.cohort:
            yield party.name, frozenset(), 1
            continue
        for own, number in decision.cells_of(party.name, party.size).items():
            yield party.name, own, number


def as_terms(variables: list[z3.ExprRef], values: Mapping[str, bool | int]) -> list[z3.BoolRef]:
    """That those variables which have values have these."""
    return [v == values[str(v)] for v in variables if str(v) in values]
