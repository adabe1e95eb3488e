"""A decision put to a state: whom and what its words refer to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policy_dsl.decisions import NO_ATTRIBUTE, Cell, Decision, Value, ruled
from policy_dsl.interpreter.effects import possible_effects, vacant_seats
from policy_dsl.model import (
    AttributeType,
    NumberIn,
    OneOf,
    PartySet,
    Specification,
    Who,
    YesNo,
)
from policy_dsl.state import State


class Situation:
    """A decision put to a state. Clauses see rulings, properties see facts (`facts`)."""

    def __init__(self, specification: Specification, state: State, decision: Decision) -> None:
        self.specification = specification
        self.state = state
        self.decision = decision

    @cached_property
    def cells(self) -> dict[str, tuple[tuple[Cell, int], ...]]:
        """For each party its cells and how many it has in each: a party of its own is the one cell."""
        found: dict[str, tuple[tuple[Cell, int], ...]] = {}
        for party in self.specification.parties:
            if party.cohort:
                found[party.name] = tuple(self.decision.cells_of(party.name, party.size).items())
            else:
                found[party.name] = ((NO_ATTRIBUTE, 1),)
        return found

    def value(self, attribute: str, facts: bool) -> Value:
        """What the decision says of an attribute."""
        if not facts and attribute in self.decision.rulings:
            return self.decision.rulings[attribute]
        if attribute not in self.decision.facts:
            raise ValueError(f"the decision does not say what `{attribute}` is")
        return self.decision.facts[attribute]

    def names(self, attribute: str, party: str, cell: Cell, facts: bool) -> bool:
        """Whether a parties attribute names these members of a party."""
        value = self.value(attribute, facts)
        if self.specification.party[party].cohort:
            by_ruling = not facts and attribute in self.decision.rulings
            return (ruled(attribute) if by_ruling else attribute) in cell
        assert isinstance(value, frozenset)
        return party in value

    def refers(self, who: Who, party: str, cell: Cell, facts: bool) -> bool:
        """Whether these members of a party belong to `who`; a seat counts whether suspended or not."""
        inside = (
            party in who.parties
            or any((body, party) in self.state.seats for body in who.bodies)
            or (who.attribute is not None and self.names(who.attribute, party, cell, facts))
            or any(e.kind in who.effects and e.party == party for e in self.decision.effects)
            or any(self.refers(part, party, cell, facts) for part in who.also)
        )
        return inside and not any(self.refers(part, party, cell, facts) for part in who.but)

    def those(self, who: Who, facts: bool) -> Iterator[tuple[str, Cell, int]]:
        """The parties meant by `who`, with how many of each cell."""
        for party, cells in self.cells.items():
            for cell, number in cells:
                if self.refers(who, party, cell, facts):
                    yield party, cell, number


def _fits(value: Value, kind: AttributeType, specification: Specification) -> bool:
    match kind:
        case YesNo():
            return isinstance(value, bool)
        case OneOf(values):
            return value in values
        case NumberIn():
            return isinstance(value, int) and not isinstance(value, bool) and value >= 0
        case PartySet():
            return isinstance(value, frozenset) and all(
                name in specification.party and not specification.party[name].cohort
                for name in value
            )


def check_decision(specification: Specification, state: State, decision: Decision) -> None:
    """Raise ValueError for a decision that no one could put to this state."""
    for given in (decision.facts, decision.rulings):
        for name, value in given.items():
            attribute = specification.attribute.get(name)
            if attribute is None:
                raise ValueError(f"a decision has no attribute `{name}`")
            if not _fits(value, attribute.type, specification):
                raise ValueError(f"{value!r} is no value of `{name}`")
            if given is decision.rulings and attribute.judge is None:
                raise ValueError(f"nobody rules on `{name}`")
    marks = {
        mark
        for a in specification.attributes
        if isinstance(a.type, PartySet)
        for mark in (a.name, ruled(a.name))
    }
    for name, cells in decision.cells.items():
        party = specification.party.get(name)
        if party is None or not party.cohort:
            raise ValueError(f"`{name}` is no cohort, so it has no cells")
        if any(number < 0 for number in cells.values()) or sum(cells.values()) > party.size:
            raise ValueError(f"the cells of `{name}` do not fit its {party.size} members")
        if not all(cell <= marks for cell in cells):
            raise ValueError(
                f"the cells of `{name}` speak of something else than parties attributes"
            )
    for body in specification.bodies:
        if (vacant_seats(specification, state, body.name) or 0) < 0:
            raise ValueError(f"`{body.name}` has fewer seats than are held in this state")
    if decision.effects and not decision.effects <= set(possible_effects(specification, state)):
        raise ValueError("the decision has an effect where there is nothing to change")
