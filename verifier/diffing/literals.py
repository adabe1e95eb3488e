"""What a decision and its readings say, as conditions and terms that can be left out one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policy_dsl import wording
from policy_dsl.model import (
    Compare,
    Comparison,
    Condition,
    Includes,
    Is,
    Not,
    Number,
    OneOf,
    Specification,
    YesNo,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass
from verifier.encoding.joint import Joint
from verifier.encoding.terms import negation
from verifier.solving.values import Values

Term = Any  # a truth value of the solver; only encoding and solving know what that is


@dataclass(frozen=True)
class Literal:
    """One thing that is so: a condition on the decision, or how a clause is read; as a term."""

    term: Term
    condition: Condition | None = None
    reading: tuple[str, str] | None = None

    @property
    def positive(self) -> bool:
        """Whether it says something rather than denying it."""
        return not isinstance(self.condition, Not)


def literals(joint: Joint, values: Values) -> list[Literal]:
    """All that the decision in `values` says, as far as a clause of either side asks; best left out first."""
    found = [*_attributes(joint, values), *_readings(joint, values)]
    return sorted(found, key=lambda each: (each.positive, each.reading is None))


def _attributes(joint: Joint, values: Values) -> Iterator[Literal]:
    atoms = [(joint.old, atom) for atom in _atoms(joint.old.specification)] + [
        (joint.new, atom) for atom in _atoms(joint.new.specification)
    ]
    asked = {getattr(atom, "attribute", "") for _, atom in atoms}
    for attribute in joint.new.specification.attributes:
        name = attribute.name
        if name not in asked:
            continue
        match attribute.type:
            case YesNo():
                yield _so(joint, values, Is(name, True))
            case OneOf(names):
                # As what it is not, so that what does not matter can be left out value by value.
                for value in names:
                    each = _so(joint, values, Is(name, value))
                    if not each.positive and (name, value) not in joint.foreign_values:
                        yield each
            case Number():
                compared = [atom for _, atom in atoms]
                for edge in _edges(compared, name):
                    if values.truth(_term(joint, Compare(name, Comparison.AT_LEAST, edge))):
                        at_least = Compare(name, Comparison.AT_LEAST, edge)
                        worded = wording.as_compared(compared, at_least)
                        yield Literal(_term(joint, at_least), worded)
                    else:
                        below = Compare(name, Comparison.BELOW, edge)
                        worded = wording.as_compared(compared, below)
                        yield Literal(_term(joint, below), worded)
            case _:
                for encoding, atom in atoms:
                    if isinstance(atom, Includes) and atom.attribute == name:
                        term = encoding.condition(atom, True)
                        if values.truth(term):
                            yield Literal(term, atom)
                        else:
                            yield Literal(negation(term), Not(atom))


def _readings(joint: Joint, values: Values) -> Iterator[Literal]:
    seen: set[str] = set()
    for encoding in (joint.new, joint.old):
        for clause, choices in encoding.activity.readings.choices.items():
            if clause in seen:
                continue
            seen.add(clause)
            for reading, term in choices.items():
                if values.truth(term):
                    yield Literal(term, reading=(clause, reading))


def _term(joint: Joint, condition: Condition) -> Term:
    return joint.new.condition(condition, True)


def _so(joint: Joint, values: Values, condition: Condition) -> Literal:
    term = _term(joint, condition)
    if values.truth(term):
        return Literal(term, condition)
    return Literal(negation(term), Not(condition))


def _atoms(specification: Specification) -> tuple[Condition, ...]:
    return tuple(
        dict.fromkeys(
            atom for each in all_conditions(specification) for atom in condition_atoms(each)
        )
    )


def _edges(atoms: Sequence[Condition], name: str) -> list[int]:
    """The first numbers of the parts into which comparisons cut an attribute's numbers; the widest last."""
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
    return sorted(found - {0})


def conditions(specification: Specification, kept: Sequence[Literal]) -> tuple[Condition, ...]:
    """The conditions of some literals, in the order of declaration; a value instead of all others excluded."""
    own = [each.condition for each in kept if each.condition is not None]
    found: list[Condition] = []
    for attribute in specification.attributes:
        mine = [each for each in own if _about(each) == attribute.name]
        if isinstance(attribute.type, OneOf):
            excluded = [e.part.value for e in mine if isinstance(e, Not) and isinstance(e.part, Is)]
            left = [value for value in attribute.type.values if value not in excluded]
            if mine and len(left) == 1:
                mine = [Is(attribute.name, left[0])]
        found += mine
    return tuple(found)


def _about(it: Condition) -> str:
    return _about(it.part) if isinstance(it, Not) else getattr(it, "attribute", "")
