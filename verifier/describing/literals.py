"""What a decision says, as conditions of the language that can be left out one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_dsl.model import (
    And,
    Attribute,
    Compare,
    Comparison,
    Condition,
    EffectPattern,
    Includes,
    Is,
    Not,
    Number,
    OneOf,
    PartySet,
    Touches,
    YesNo,
)
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.treatment import EffectGroup
from verifier.solving.values import Values
from verifier.words.effects import group_text

Literals = tuple[Condition, ...]


@dataclass(frozen=True)
class Alphabet:
    """What decisions can differ in, as far as some conditions ask about it.

    `groups` are the effects that are told apart; a decision has some of a group or not.
    """

    encoding: Encoding
    atoms: tuple[Condition, ...]
    groups: tuple[EffectGroup, ...] = ()

    def literals(self, values: Values) -> Literals:
        """All that the decision in `values` says, what can best be spared first."""
        negative: list[Condition] = []
        positive: list[Condition] = []
        for each in self._each(values):
            (negative if isinstance(each, Not) else positive).append(each)
        return (*negative, *positive)

    def _each(self, values: Values) -> Iterator[Condition]:
        for group in self.groups:
            touches = touching(self.encoding, group)
            yield touches if values.truth(group.variable) else Not(touches)
        for attribute in self.encoding.specification.attributes:
            yield from self._attribute(attribute, values)

    def _attribute(self, attribute: Attribute, values: Values) -> Iterator[Condition]:
        name = attribute.name
        match attribute.type:
            case YesNo():
                if any(isinstance(a, Is) and a.attribute == name for a in self.atoms):
                    so = values.truth(self._term(Is(name, True)))
                    yield Is(name, True) if so else Not(Is(name, True))
            case OneOf(names):
                # As what it is not, so that what does not matter can be left out value by value.
                for value in names:
                    if not values.truth(self._term(Is(name, value))):
                        yield Not(Is(name, value))
            case Number():
                yield from self._bounds(name, values)
            case PartySet():
                for atom in self.atoms:
                    if isinstance(atom, Includes) and atom.attribute == name:
                        yield atom if values.truth(self._term(atom)) else Not(atom)

    def _term(self, condition: Condition) -> object:
        return self.encoding.condition(condition, True)

    def _bounds(self, name: str, values: Values) -> Iterator[Condition]:
        edges = number_edges(self.atoms, name)
        low = [e for e in edges if values.truth(self._term(Compare(name, Comparison.AT_LEAST, e)))]
        for edge in sorted(low, reverse=True):
            yield Compare(name, Comparison.AT_LEAST, edge)
        for edge in sorted(set(edges) - set(low)):
            yield Compare(name, Comparison.BELOW, edge)

    @property
    def touches(self) -> tuple[Touches, ...]:
        """The conditions that a decision has some effect of a group, for all groups."""
        return tuple(touching(self.encoding, group) for group in self.groups)

    def preferences(self) -> list[object]:
        """Terms by which one decision is chosen among several: little said in it, first values first."""
        found: list[object] = []
        for group in self.groups:
            found.append(self._term(Not(touching(self.encoding, group))))
        for attribute in self.encoding.specification.attributes:
            name = attribute.name
            match attribute.type:
                case YesNo():
                    found.append(self._term(Is(name, False)))
                case OneOf(names):
                    found += [self._term(Is(name, value)) for value in names]
                case Number():
                    edges = number_edges(self.atoms, name)
                    found += [self._term(Compare(name, Comparison.BELOW, e)) for e in edges]
                case PartySet():
                    found += [
                        self._term(Not(atom))
                        for atom in self.atoms
                        if isinstance(atom, Includes) and atom.attribute == name
                    ]
        return found


def touching(encoding: Encoding, group: EffectGroup) -> Touches:
    """The condition that a decision has some effect of a group."""
    patterns = tuple(
        EffectPattern(e.kind, (e.target,) if e.target else None, e.party or None)
        for e in group.effects
    )
    return Touches(group_text(encoding.specification, encoding.state, group.effects), patterns)


def atoms_of(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The distinct parts of some conditions that are no `and`, `or`, `not`."""
    return tuple(dict.fromkeys(atom for each in conditions for atom in condition_atoms(each)))


def number_edges(atoms: Sequence[Condition], name: str) -> tuple[int, ...]:
    """The first numbers of the parts into which comparisons cut an attribute's numbers; 0 is not said."""
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
    return tuple(sorted(found - {0}))


def conjunction(parts: Sequence[Condition]) -> Condition:
    """All of them, as one condition."""
    return parts[0] if len(parts) == 1 else And(tuple(parts))
