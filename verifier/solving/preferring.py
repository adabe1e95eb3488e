"""Among all that answers a question, something plain: as many preferences kept as can be, in their order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import assert_never

import z3

from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.asking import Asking
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_incrementally, standing
from verifier.solving.solvers import all_of
from verifier.solving.values import as_in, is_true_in, number_in


def prefer(
    question: Question,
    budget: Budget,
    found: Found,
    preferences: Sequence[z3.BoolRef],
    given: Sequence[z3.BoolRef] = (),
    means: Sequence[z3.BoolRef] = (),
) -> tuple[Found, list[z3.BoolRef]]:
    """An answer that keeps preferences as far as can be, and `given` with those that it keeps.

    Of preferences that are literals for something else, `means` says for what: an answer in which that is so keeps the
    preference, whatever it says of the literal, as the same answer with the literal is one as well.

    A preference is kept if and only if it can be together with all that are kept before it; so which are kept does not
    depend on the answer that was `found` (with `given`), nor on any other that is met on the way. Where a limit is
    reached (the budget says so) what is known by then is given.
    """
    wishes = [z3.Bool(f"wish {index}", CONTEXT) for index in range(len(preferences))]
    index_of = {wish.get_id(): index for index, wish in enumerate(wishes)}
    best, left = found, list(range(len(preferences)))
    told = means or preferences
    if not all(is_true_in(best.model, each) for each in told):
        clashes = _Clashes()
        means = [z3.Implies(*pair) for pair in zip(wishes, preferences, strict=True)]
        with asked_incrementally(question, [*given, *means]) as ask:
            while not all(is_true_in(best.model, told[index]) for index in left):
                if clashes.many(len(preferences)):
                    best, left = _one_by_one(ask, budget, best, told, wishes, clashes)
                    break
                answer = ask(budget, [wishes[index] for index in left])
                match answer:
                    case Found():
                        best = answer
                        break
                    case NoneFound(clash) if clash:
                        clashes.add(frozenset(index_of[each.get_id()] for each in clash))
                        # A core of wishes is a set that cannot be kept together. With fewer of them known no less seems
                        # possible, so a choice that avoids those known, and can be kept, is the one that is sought.
                        left = clashes.kept(len(preferences))
                    case NoneFound() | Unknown():
                        break
                    case _:
                        assert_never(answer)
    kept = [preferences[index] for index in left if is_true_in(best.model, told[index])]
    return best, [*given, *kept]


def _one_by_one(
    ask: Asking,
    budget: Budget,
    found: Found,
    preferences: Sequence[z3.BoolRef],
    wishes: Sequence[z3.BoolRef],
    clashes: _Clashes,
) -> tuple[Found, list[int]]:
    """An answer that keeps preferences as far as can be, and which: at most one question for each that is not known to
    clash with some that are kept.
    """
    best, kept = found, list[int]()
    # What the answer that is at hand keeps can be kept; so each is asked about only where that answer does not.
    for index, preference in enumerate(preferences):
        if not is_true_in(best.model, preference):
            if clashes.with_some(index, kept):
                continue
            answer = ask(budget, [wishes[each] for each in (*kept, index)])
            match answer:
                case Found():
                    best = answer
                case NoneFound():
                    continue
                case Unknown():
                    break
                case _:
                    assert_never(answer)
        kept.append(index)
    return best, kept


class _Clashes:
    """Sets of preferences that cannot be kept together, as far as they are known."""

    def __init__(self) -> None:
        self.others: dict[int, list[frozenset[int]]] = {}
        self.known = 0

    def many(self, preferences: int) -> bool:
        """So many that to go on finding them costs more than to ask about one preference after the other."""
        return self.known > preferences // 4

    def add(self, clash: frozenset[int]) -> None:
        """These cannot be kept together."""
        self.known += 1
        last = max(clash)
        self.others.setdefault(last, []).append(clash - {last})

    def with_some(self, index: int, kept: Collection[int]) -> bool:
        """Whether a preference is known to clash with some of these, all of which come before it."""
        return any(before.issubset(kept) for before in self.others.get(index, ()))

    def kept(self, count: int) -> list[int]:
        """Each but those that clash with some that are kept before. If these go together, they are what can be kept."""
        found: set[int] = set()
        for index in range(count):
            if not self.with_some(index, found):
                found.add(index)
        return sorted(found)


def smallest(
    question: Question,
    budget: Budget,
    found: Found,
    number: z3.ArithRef,
    given: Sequence[z3.BoolRef],
) -> tuple[Found, list[z3.BoolRef]]:
    """An answer in which `number` (at least 0) is as small as can be, and `given` with that.

    Where a limit is reached (the budget says so), as small as was known by then.
    """
    best = found
    high = number_in(best.model, number)
    low = 0
    if low == high:
        return best, [*given, number <= high]
    with asked_incrementally(question, given) as ask:
        while low < high:
            middle = (low + high) // 2
            # A bound under an assumption goes with it, so the solver keeps what it has learnt for the next one.
            small = z3.Bool(f"at most {middle}", CONTEXT)
            ask.add(z3.Implies(small, number <= middle))
            answer = ask(budget, [small])
            match answer:
                case Found():
                    best = answer
                    high = number_in(best.model, number)
                case NoneFound():
                    low = middle + 1
                case Unknown():
                    break
                case _:
                    assert_never(answer)
    return best, [*given, number <= high]


def smallest_in_order(
    question: Question,
    budget: Budget,
    found: Found,
    numbers: Sequence[z3.ArithRef],
    given: Sequence[z3.BoolRef],
) -> tuple[Found, list[z3.BoolRef]]:
    """As `smallest` for each, one after the other; mostly one question tells that none of them can be smaller."""
    best, kept = found, list(given)
    for index, number in enumerate(numbers):
        high = number_in(best.model, number)
        if high > 0:
            left = [(each, number_in(best.model, each)) for each in numbers[index:]]
            smaller = z3.Or([each < value for each, value in left if value > 0], CONTEXT)
            answer = question.ask(budget, extra=[*kept, smaller])
            match answer:
                case NoneFound() | Unknown():
                    return best, [*kept, *(each <= value for each, value in left)]
                case Found():
                    pass
                case _:
                    assert_never(answer)
        best, kept = smallest(question, budget, best, number, kept)
    return best, kept


def settled(
    question: Question,
    budget: Budget,
    found: Found,
    variables: Sequence[z3.ExprRef],
    given: Sequence[z3.BoolRef] = (),
) -> Found:
    """The one answer, as far as `variables` go, that is first of all that there are with what is `given`.

    First are those in which the first truth value is false if it can be, of these those in which the second is, and so
    on; then those in which the first number (at least 0) is as small as can be, and so on. Where a limit is reached
    (the budget says so), what was known by then.
    """
    truths = [z3.Not(each) for each in variables if z3.is_bool(each)]
    numbers = [each for each in variables if not z3.is_bool(each)]
    same = all_of([as_in(found.model, variable) for variable in variables])
    with standing(question) as asked:
        answer = asked.ask(budget, extra=[*given, z3.Not(same)])
        match answer:
            case NoneFound():
                return found
            case Found() | Unknown():
                pass
            case _:
                assert_never(answer)
        best, kept = prefer(asked, budget, found, truths, given)
        best, _ = smallest_in_order(asked, budget, best, numbers, kept)
        return best
