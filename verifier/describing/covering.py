"""The shortest words for a set of decisions: prime implicants that cover it, none of which can be spared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from policy_dsl import wording
from policy_dsl.model import (
    ALWAYS,
    And,
    Compare,
    Comparison,
    Condition,
    Is,
    Not,
    OneOf,
    Or,
    Specification,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass
from verifier.describing.literals import Alphabet, Literals, conjunction
from verifier.encoding.terms import both, either, named_terms, negation
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Exists
from verifier.solving.values import Values

Term = Any  # a truth value of the solver; only encoding and solving know what that is
MOST_PARTS = 24


@dataclass(frozen=True)
class Described:
    """A condition that says which decisions are meant; `exact` unless there was more to say than is readable."""

    condition: Condition
    exact: bool = True


def describe(
    alphabet: Alphabet,
    inside: Term,
    budget: Budget,
    among: Sequence[Term] = (),
) -> Described | Unknown | None:
    """The decisions `inside`, of those `among`; None where there are none.

    Both are terms over the decision, which the alphabet's conditions must be able to tell apart. Unknown also where a
    limit kept the words from being the shortest: under another limit they would be others.
    """
    before = len(budget.unanswered)
    described = _described(alphabet, inside, budget, among)
    longer = budget.unanswered_since(before)
    return described if longer is None else Unknown(longer)


def _described(
    alphabet: Alphabet, inside: Term, budget: Budget, among: Sequence[Term]
) -> Described | Unknown | None:
    encoding = alphabet.encoding
    limits = [*encoding.decision.limits, *encoding.electorate.limits, *among]
    outside = Exists([*limits, negation(inside)])
    left = Exists([*limits, inside])
    parts: list[tuple[Literals, Term]] = []
    while len(parts) < MOST_PARTS:
        found = left.ask(budget, extra=[negation(term) for _, term in parts])
        match found:
            case Unknown():
                return found
            case NoneFound():
                break
            case Found():
                wanted = [negation(term) for _, term in parts]
                plain, _ = prefer(left, budget, found, alphabet.preferences(), wanted)
            case _:
                assert_never(found)
        kept = _prime(alphabet, outside, alphabet.literals(Values(plain.model)), budget)
        parts.append((kept, both(_terms(alphabet, kept))))
    else:
        return Described(_factored(encoding.specification, [p for p, _ in parts]), exact=False)
    if not parts:
        return None
    needed = _without_idle(parts, left, budget)
    return Described(_factored(encoding.specification, [kept for kept, _ in needed]))


def _terms(alphabet: Alphabet, literals: Literals) -> list[Term]:
    return [alphabet.encoding.condition(each, True) for each in literals]


def _prime(alphabet: Alphabet, outside: Exists, literals: Literals, budget: Budget) -> Literals:
    """As few of the literals as still keep every decision inside.

    They are left out many at once where that can be, so that long lists of bounds that do not matter cost little.
    """
    names = [f"literal {index}" for index in range(len(literals))]
    named, means = named_terms(dict(zip(names, _terms(alphabet, literals), strict=True)))
    kept = list(range(len(literals)))
    left = [list(kept)]
    with outside.asked_often(means) as ask:
        while left:
            some = left.pop()
            rest = [index for index in kept if index not in some]
            answer = ask(budget, [named[names[index]] for index in rest], read=False)
            match answer:
                case NoneFound():
                    kept = rest
                case Found() if len(some) > 1:
                    middle = len(some) // 2
                    left += [some[middle:], some[:middle]]
                case Found() | Unknown():
                    pass
                case _:
                    assert_never(answer)
    return tuple(literals[index] for index in kept)


def _without_idle(
    parts: list[tuple[Literals, Term]], left: Exists, budget: Budget
) -> list[tuple[Literals, Term]]:
    """The parts without those that the others cover, the longest looked at first."""
    needed = list(parts)
    for part in sorted(parts, key=lambda p: -len(p[0])):
        others = [each for each in needed if each is not part]
        answer = left.ask(budget, extra=[negation(either(term for _, term in others))])
        match answer:
            case NoneFound():
                needed = others
            case Found() | Unknown():
                pass
            case _:
                assert_never(answer)
    return needed


# --- into words ----------------------------------------------------------------------------------


def _factored(specification: Specification, parts: Sequence[Literals]) -> Condition:
    """The parts as one condition: what all of them say is said once."""
    written = [_values_joined(specification, part) for part in parts]
    written.sort(key=lambda part: [_rank(specification, each) for each in part])
    if any(not part for part in written):
        return ALWAYS
    if len(written) == 1:
        return conjunction(written[0])
    common = [each for each in written[0] if all(each in part for part in written)]
    rests = [tuple(each for each in part if each not in common) for part in written]
    alternatives = Or(tuple(dict.fromkeys(conjunction(rest) for rest in rests)))
    return conjunction((*common, _one_attribute(alternatives)))


def _one_attribute(it: Or) -> Condition:
    """`kind is a or kind is b` stays; nested alternatives of values become one list."""
    flat: list[Condition] = []
    for part in it.parts:
        flat += part.parts if isinstance(part, Or) else (part,)
    return Or(tuple(dict.fromkeys(flat)))


def _values_joined(specification: Specification, part: Literals) -> Literals:
    """What an attribute is, instead of all that it is not; positive things first, in the order of declaration."""
    found: list[Condition] = []
    rest = list(part)
    for attribute in specification.attributes:
        own = [each for each in rest if _about(each) == attribute.name]
        rest = [each for each in rest if _about(each) != attribute.name]
        if isinstance(attribute.type, OneOf) and own:
            excluded = [e.part.value for e in own if isinstance(e, Not) and isinstance(e.part, Is)]
            allowed = [v for v in attribute.type.values if v not in excluded]
            if len(allowed) <= len(excluded):
                named: list[Condition] = [Is(attribute.name, value) for value in allowed]
                own = [named[0] if len(named) == 1 else Or(tuple(named))]
        found += _as_written(specification, _between(own))
    return (*found, *rest)


def _between(own: list[Condition]) -> list[Condition]:
    """A number that is at least N and below N + 1 is N."""
    match own:
        case [
            Compare(name, Comparison.AT_LEAST, low),
            Compare(_, Comparison.BELOW, high),
        ] if high == low + 1:
            return [Compare(name, Comparison.EXACTLY, low)]
        case [Compare(name, Comparison.BELOW, 1)]:
            return [Compare(name, Comparison.EXACTLY, 0)]
        case _:
            return own


def _as_written(specification: Specification, own: list[Condition]) -> list[Condition]:
    """Comparisons in the words that the clauses use."""
    if not any(isinstance(each, Compare) for each in own):
        return own
    atoms = [a for each in all_conditions(specification) for a in condition_atoms(each)]
    return [wording.as_compared(atoms, each) if isinstance(each, Compare) else each for each in own]


def _rank(specification: Specification, it: Condition) -> tuple[int, int, str]:
    """Where a condition comes in a list of alternatives: as its attribute is declared, positive ones first."""
    order = [attribute.name for attribute in specification.attributes]
    first = it.parts[0] if isinstance(it, Or) else it
    place = order.index(_about(first)) if _about(first) in order else len(order)
    return place, int(isinstance(it, Not)), str(it)


def _about(it: Condition) -> str:
    if isinstance(it, Not):
        return _about(it.part)
    return "" if isinstance(it, And | Or) else getattr(it, "attribute", "")
