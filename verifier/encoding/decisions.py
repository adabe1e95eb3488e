"""Decisions as z3 terms: attributes, rulings, effects; and what conditions say of them.

A one-of attribute is a binary code, so that conditions on it stay propositional. A parties attribute is one
truth value for each single voter that something mentions; how many of a cohort it names is said by the sizes of
the cohort's cells (see `ballots`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import (
    And,
    Attribute,
    BodyHas,
    Compare,
    Comparison,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    Includes,
    IncludesCount,
    Is,
    Not,
    NumberIn,
    OneOf,
    Or,
    PartySet,
    Ruled,
    Specification,
    Touches,
    YesNo,
)
from policy_dsl.model.traverse import told_apart_effects
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.points import new_clause_effects
from verifier.encoding.terms import (
    FALSE,
    Bool,
    at_least,
    both,
    either,
    equal,
    negation,
    term,
    truth,
)
from verifier.solving.library import CONTEXT


@dataclass(frozen=True)
class AttributeTerms:
    """The terms of one attribute: a truth value, a code of several, a number, or none (parties)."""

    attribute: Attribute
    bits: tuple[z3.BoolRef, ...] = ()
    number: z3.ArithRef | None = None

    def says(self, value: bool | str) -> z3.BoolRef:
        """It has that value."""
        if isinstance(value, bool):
            return self.bits[0] if value else negation(self.bits[0])
        assert isinstance(self.attribute.type, OneOf)
        return self.code(self.attribute.type.values.index(value))

    def code(self, index: int) -> z3.BoolRef:
        """Its bits are those of `index`."""
        return both(
            bit if index >> place & 1 else negation(bit) for place, bit in enumerate(self.bits)
        )

    @property
    def variables(self) -> tuple[z3.ExprRef, ...]:
        """All its variables."""
        return (*self.bits, *(() if self.number is None else (self.number,)))

    def same_as(self, other: AttributeTerms) -> z3.BoolRef:
        """Both have the same value."""
        pairs = zip(self.variables, other.variables, strict=True)
        return both(equal(mine, theirs) for mine, theirs in pairs)

    @property
    def limits(self) -> tuple[z3.BoolRef, ...]:
        """What makes the variables stand for a value."""
        if self.number is not None:
            return (term(at_least(self.number, 0)),)
        if isinstance(self.attribute.type, OneOf):
            # A number of values that is no power of two leaves codes over, which stand for nothing.
            unused = range(len(self.attribute.type.values), 1 << len(self.bits))
            return tuple(negation(self.code(index)) for index in unused)
        return ()


def attribute_terms(attribute: Attribute, name: str) -> AttributeTerms:
    """Fresh terms for an attribute."""
    match attribute.type:
        case YesNo():
            return AttributeTerms(attribute, (truth(name),))
        case OneOf(values):
            # One of n values takes log n truth values, and a condition on it stays propositional.
            width = max(1, (len(values) - 1).bit_length()) if len(values) > 1 else 0
            return AttributeTerms(
                attribute, tuple(truth(f"{name} bit {place}") for place in range(width))
            )
        case NumberIn():
            return AttributeTerms(attribute, number=z3.Int(name, CONTEXT))
        case PartySet():
            return AttributeTerms(attribute)


@dataclass
class DecisionTerms:
    """All that a decision says, as terms.

    `free` are the attributes whose ruling may differ from the fact. `watched` gives the effects to speak of,
    each with its variable; None: those that conditions ask about.
    """

    specification: Specification
    state: State
    free: frozenset[str]
    watched: Mapping[Effect, z3.BoolRef] | None = None
    facts: dict[str, AttributeTerms] = field(init=False)
    rulings: dict[str, AttributeTerms] = field(init=False)
    effects: dict[Effect, z3.BoolRef] = field(init=False)
    named: dict[tuple[str, str], z3.BoolRef] = field(init=False)

    def __post_init__(self) -> None:
        attributes = self.specification.attributes
        self.facts = {a.name: attribute_terms(a, f"fact {a.name}") for a in attributes}
        self.rulings = {
            a.name: attribute_terms(a, f"ruling {a.name}")
            if a.name in self.free
            # A ruling that cannot differ is the fact: one term, so that nothing has to be proved equal.
            else self.facts[a.name]
            for a in attributes
        }
        self.effects = (
            {
                effect: truth(f"effect {effect.kind.name} {effect.target} {effect.party}")
                for effect in watched_effects(self.specification, self.state)
            }
            if self.watched is None
            else dict(self.watched)
        )
        self.named = {}

    def mark(self, attribute: str, facts: bool) -> str:
        """The name under which an attribute of type parties is meant: as it is, or as it is ruled."""
        return attribute if facts or attribute not in self.free else ruled(attribute)

    def names(self, mark: str, party: str) -> z3.BoolRef:
        """The parties attribute meant by `mark` names this single voter."""
        if (mark, party) not in self.named:
            self.named[mark, party] = z3.Bool(f"{mark} names {party}", CONTEXT)
        return self.named[mark, party]

    @property
    def limits(self) -> list[z3.BoolRef]:
        """What makes the variables stand for a decision."""
        found = [limit for terms in self.facts.values() for limit in terms.limits]
        found += [limit for name in sorted(self.free) for limit in self.rulings[name].limits]
        return found

    @property
    def variables(self) -> list[z3.ExprRef]:
        """All variables that make up the decision."""
        found = [v for terms in self.facts.values() for v in terms.variables]
        found += [v for name in sorted(self.free) for v in self.rulings[name].variables]
        found += dict.fromkeys(self.effects.values())
        found += [variable for _, variable in sorted(self.named.items())]
        return found

    @property
    def ruling_variables(self) -> list[z3.ExprRef]:
        """The variables of rulings that may differ from the facts, but for how many of a class they name."""
        found = [v for name in sorted(self.free) for v in self.rulings[name].variables]
        ruled_marks = {ruled(name) for name in self.free}
        found += [v for (mark, _), v in self.named.items() if mark in ruled_marks]
        return found

    def touches(self, patterns: Iterable[EffectPattern]) -> z3.BoolRef:
        """The decision has an effect that one of the patterns matches."""
        wanted = tuple(patterns)
        found = (
            variable
            for effect, variable in self.effects.items()
            if any(pattern.matches(effect) for pattern in wanted)
        )
        return either(dict.fromkeys(found))


def possible_effects(specification: Specification, state: State) -> list[Effect]:
    """What a decision in this state could do to the rules and the seats, in a fixed order."""
    found: list[Effect] = []
    for clause in (*specification.clauses, *specification.rights):
        if clause.name in state.in_force:
            found += [Effect(EffectKind.AMEND, clause.name), Effect(EffectKind.LAPSE, clause.name)]
        else:
            found.append(Effect(EffectKind.ENACT, clause.name))
    found += new_clause_effects(specification)
    found.append(Effect(EffectKind.ENACT_POWER, ""))
    for body in specification.bodies:
        found.append(Effect(EffectKind.AMEND_QUORUM, body.name))
        if body.those_of:
            continue
        found.append(Effect(EffectKind.ADMIT_NEW, body.name))
        for party in specification.parties:
            seat = (body.name, party.name)
            if seat not in state.seats:
                found.append(Effect(EffectKind.ADMIT, *seat))
                continue
            found.append(Effect(EffectKind.REMOVE, *seat))
            kind = EffectKind.RESTORE if seat in state.suspended else EffectKind.SUSPEND
            found.append(Effect(kind, *seat))
    return found


def watched_effects(specification: Specification, state: State) -> list[Effect]:
    """The possible effects that some condition asks about, or that keep somebody from voting.

    Any other effect only makes a decision harder to adopt (a power must grant it, something fixed may forbid
    it) and is seen by no clause, so a decision without it stands for those with it. But where a composition counts
    who sits in a body, somebody who goes makes room for somebody who comes.
    """
    patterns = tuple(p for each in told_apart_effects(specification) for p in each)
    if not patterns:
        return []
    kinds = {pattern.kind for pattern in patterns}
    possible = possible_effects(specification, state)
    watched = [
        effect
        for effect in possible
        if effect.kind in kinds and any(pattern.matches(effect) for pattern in patterns)
    ]
    composed = {body for body in _composed(specification, state) if _moved(watched, body)}
    if not composed:
        return watched
    known = set(watched)
    return [e for e in possible if e in known or (e.kind in MOVING and e.target in composed)]


# Who comes and goes: where a composition counts them, one makes room for another.
MOVING = frozenset({EffectKind.ADMIT, EffectKind.REMOVE, EffectKind.ADMIT_NEW})


def _composed(specification: Specification, state: State) -> list[str]:
    """The bodies of which a composition in force says who may sit there."""
    return [c.body for c in specification.compositions if c.name in state.in_force]


def _moved(effects: Iterable[Effect], body: str) -> bool:
    moves = (EffectKind.ADMIT, EffectKind.REMOVE)
    return any(effect.target == body and effect.kind in moves for effect in effects)


def counted_apart(specification: Specification, state: State, effect: Effect) -> bool:
    """Whether it matters beside other effects who comes or goes: seats are numbered, or a composition counts."""
    if effect.kind not in MOVING:
        return False
    numbered = specification.body[effect.target].seats is not None
    admits = effect.kind is not EffectKind.REMOVE
    return (numbered and admits) or effect.target in _composed(specification, state)


_COMPARE: Mapping[Comparison, Callable[[z3.ArithRef, int], Bool]] = {
    Comparison.BELOW: lambda number, value: number < value,
    Comparison.AT_MOST: lambda number, value: number <= value,
    Comparison.EXACTLY: lambda number, value: number == value,
    Comparison.AT_LEAST: lambda number, value: number >= value,
    Comparison.ABOVE: lambda number, value: number > value,
}

IncludesTerm = Callable[[Includes | IncludesCount | BodyHas, bool], z3.BoolRef]


def condition_term(
    decision: DecisionTerms, condition: Condition, facts: bool, includes: IncludesTerm
) -> z3.BoolRef:
    """The condition holds of the decision: of the facts, or of the rulings."""
    values = decision.facts if facts else decision.rulings
    match condition:
        case Is(attribute, value):
            return values[attribute].says(value)
        case Compare(attribute, comparison, value):
            number = values[attribute].number
            assert number is not None
            result = _COMPARE[comparison](number, value)
            return FALSE if isinstance(result, bool) else result
        case Includes() | IncludesCount() | BodyHas():
            return includes(condition, facts)
        case Ruled(part):
            return condition_term(decision, part, False, includes)
        case Touches(patterns=patterns):
            return decision.touches(patterns)
        case Not(part):
            return negation(condition_term(decision, part, facts, includes))
        case And(parts):
            return both(condition_term(decision, part, facts, includes) for part in parts)
        case Or(parts):
            return either(condition_term(decision, part, facts, includes) for part in parts)
