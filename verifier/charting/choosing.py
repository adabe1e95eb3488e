"""Which decision a chart is of: what the call says of it, and else the plainest that the power may take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from policy_dsl.decisions import Decision, Value
from policy_dsl.interpreter import Meeting, possible_effects
from policy_dsl.model import (
    Compare,
    Effect,
    NumberIn,
    OneOf,
    PartySet,
    Power,
    Specification,
    Touches,
    YesNo,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass
from policy_dsl.state import State

MOST = 2_000  # decisions that are tried


@dataclass(frozen=True)
class NoneChosen:
    """No decision was found; `at_all`: there is none, however clauses are read."""

    at_all: bool


def chosen(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    power: Power,
    said: Mapping[str, Value],
    effects: frozenset[Effect] | None,
) -> Meeting | NoneChosen:
    """The first decision that the power could take, of the first `MOST`."""
    for number, decision in enumerate(_decisions(specification, state, power, said, effects)):
        if number == MOST:
            return NoneChosen(False)
        meeting = Meeting(specification, state, readings, decision)
        if power.name in meeting.ways:
            return meeting
    return NoneChosen(not readings and _stand_for_all(specification, said, effects))


def _stand_for_all(
    specification: Specification, said: Mapping[str, Value], effects: frozenset[Effect] | None
) -> bool:
    """Whether each decision of which all that is said can be taken by the same powers as one that is tried.

    Of numbers those around what they are compared with are tried, which is enough. Of parties nobody is, of effects one
    at a time, and rulings are as things are: enough where no condition asks about these.
    """
    asked = [atom for it in all_conditions(specification) for atom in condition_atoms(it)]
    about = {getattr(atom, "attribute", None) for atom in asked}
    left = [each for each in specification.attributes if each.name in about]
    return not (
        any(isinstance(each.type, PartySet) and each.name not in said for each in left)
        or any(each.judge is not None for each in left)
        or (effects is None and any(isinstance(atom, Touches) for atom in asked))
    )


def _decisions(
    specification: Specification,
    state: State,
    power: Power,
    said: Mapping[str, Value],
    effects: frozenset[Effect] | None,
) -> Iterator[Decision]:
    """Plain ones first: no effect, and of each attribute its first value."""
    names = [attribute.name for attribute in specification.attributes]
    values = [
        [said[attribute.name]] if attribute.name in said else _values(specification, attribute.name)
        for attribute in specification.attributes
    ]
    every: list[frozenset[Effect]] = [frozenset()] if effects is None else [effects]
    if effects is None:
        granted = (e for e in possible_effects(specification, state) if _grants(power, e))
        every += [frozenset({effect}) for effect in granted]
    for its in every:
        # The last attribute changes first, so that those before it keep their plainest values the longest.
        for facts in product(*values):
            yield Decision(dict(zip(names, facts, strict=True)), effects=its)


def _grants(power: Power, effect: Effect) -> bool:
    return any(pattern.matches(effect) for pattern in power.grants)


def _values(specification: Specification, name: str) -> Sequence[Value]:
    match specification.attribute[name].type:
        case YesNo():
            return (False, True)
        case OneOf(values):
            return values
        case PartySet():
            return (frozenset[str](),)
        case NumberIn():
            about = {
                atom.value
                for condition in all_conditions(specification)
                for atom in condition_atoms(condition)
                if isinstance(atom, Compare) and atom.attribute == name
            }
            return sorted({0, *(max(0, n + d) for n in about for d in (-1, 0, 1))})
