"""The shortest words for a set of decisions: prime implicants that cover it, none of which can be spared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, assert_never

from policy_dsl.model import Condition
from policy_dsl.records import dataclass
from verifier.describing.literals import Alphabet, Literal, box, literals
from verifier.encoding.terms import both, either, named_terms, negation
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Exists, Question
from verifier.solving.values import Values

Term = Any  # a truth value of the solver; only encoding and solving know what that is
MOST_PARTS = 64
Literals = tuple[Literal, ...]
T = TypeVar("T")


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
    said = alphabet.sayer
    limits = [*alphabet.limits, *among]
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
        kept = _prime(outside, literals(alphabet.dimensions, Values(plain.model)), budget)
        parts.append((kept, both(each.term for each in kept)))
    else:
        return Described(said.condition([box(kept) for kept, _ in parts]), exact=False)
    if not parts:
        return None
    needed = _without_covered_values(without_idle(parts, left, budget), left, budget)
    return Described(said.condition([box(kept) for kept, _ in needed]))


def _prime(outside: Exists, every: Literals, budget: Budget) -> Literals:
    """As few of the literals as still keep every decision inside."""
    names = [f"literal {index}" for index in range(len(every))]
    named, means = named_terms({name: each.term for name, each in zip(names, every, strict=True)})
    with outside.asked_incrementally(means) as ask:
        return prime(
            every,
            lambda kept: ask(budget, [named[names[index]] for index in kept], read=False),
        )


def prime(every: Sequence[T], leaves: Callable[[Sequence[int]], Answer]) -> tuple[T, ...]:
    """As few of the literals as nothing `leaves`: of some of them, by their places, that says whether a decision of
    which they are true is none of those meant.

    They are left out many at once where that can be, so that long lists of bounds that do not matter cost little.
    What is not known is kept.
    """
    kept = list(range(len(every)))
    left = [list(kept)]
    while left:
        some = left.pop()
        rest = [index for index in kept if index not in some]
        answer = leaves(rest)
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
    return tuple(every[index] for index in kept)


def without_idle(
    parts: list[tuple[Literals, Term]], left: Question, budget: Budget
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


def _without_covered_values(
    parts: list[tuple[Literals, Term]], left: Exists, budget: Budget
) -> list[tuple[Literals, Term]]:
    """The parts without the values of attributes that the others cover, where that takes no more words."""
    if len(parts) == 1:
        return parts
    for dimension in dict.fromkeys(it.dimension for kept, _ in parts for it in kept):
        if not dimension.values:
            continue
        for index, (kept, inside) in enumerate(parts):
            excluded = {it.cell for it in kept if it.dimension == dimension}
            allowed = [cell for cell in sorted(dimension.whole) if cell not in excluded]
            if not excluded or len(allowed) == 1:
                continue
            others = [negation(term) for part, (_, term) in enumerate(parts) if part != index]
            spared = [
                cell
                for cell in allowed
                if _nothing(left, budget, [*others, inside, dimension.cells[cell].term])
            ]
            before = min(len(allowed), len(excluded))
            after = min(len(allowed) - len(spared), len(excluded) + len(spared))
            if spared and after <= before:
                fewer = (*kept, *(Literal(dimension, cell) for cell in spared))
                parts[index] = (fewer, both(each.term for each in fewer))
    return parts


def _nothing(question: Exists, budget: Budget, given: Sequence[Term]) -> bool:
    """Whether it is known that no decision meets all of this."""
    answer = question.ask(budget, extra=given)
    match answer:
        case NoneFound():
            return True
        case Found() | Unknown():
            return False
        case _:
            assert_never(answer)
