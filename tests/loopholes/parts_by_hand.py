"""The parts of the condition of a way round, one by one, and of which decisions each is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policy_dsl.decisions import Decision, ruled
from policy_dsl.interpreter import condition_holds
from policy_dsl.model import ALWAYS, And, Condition, Not, Specification, Touches
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.state import State
from policy_dsl.wording import condition as in_words
from verifier.results.loopholes import Loophole


@dataclass(frozen=True)
class Stated:
    """One part of a condition, of the facts or of the rulings; without `condition`, that it is ruled as it is."""

    condition: Condition | None
    attribute: str = ""
    ruled: bool = False

    @property
    def text(self) -> str:
        """The part in words."""
        return self.attribute if self.condition is None else in_words(self.condition)


def parts_of(spec: Specification, it: Loophole) -> Iterator[Stated]:
    """What has to be so, one thing after the other; of what is ruled wrongly, and not said, any ruling will do."""
    under = it.under
    for condition, of_rulings in ((under.of_facts, False), (under.of_rulings or ALWAYS, True)):
        for each in condition.parts if isinstance(condition, And) else (condition,):
            yield Stated(each, ruled=of_rulings)
    otherwise = {getattr(a, "attribute", "") for a in condition_atoms(under.of_rulings or ALWAYS)}
    otherwise |= {each.name for each in it.openings if each.kind == "classification"}
    for attribute in spec.attributes:
        if attribute.judge is not None and attribute.name not in otherwise:
            yield Stated(None, attribute.name)


def true_of(spec: Specification, state: State, put: Decision, it: Stated) -> bool:
    """Whether a part of a condition is true of a decision."""
    if it.condition is not None:
        return condition_holds(spec, state, put, it.condition, not it.ruled)
    cells = (c for them in put.cells.values() for c, n in them.items() if n)
    name = it.attribute
    as_it_is = put.rulings.get(name, put.facts[name]) == put.facts[name] and not any(
        (name in c) != (ruled(name) in c) for c in cells
    )
    return as_it_is if name in put.rulings else True


def group_of(spec: Specification, it: Stated) -> str:
    """What is left out together: whom seats or a composition bar from coming or going at once, or else the part."""
    negated = it.condition.part if isinstance(it.condition, Not) else None
    counting = {body.name for body in spec.bodies if body.seats is not None}
    counting |= {clause.body for clause in spec.compositions}
    if isinstance(negated, Touches) and not it.ruled:
        bodies = {body for pattern in negated.patterns for body in pattern.targets or ()}
        if bodies & counting:
            return f"who comes and goes in {' and '.join(sorted(bodies))}"
    return it.text
