"""Among all that answers a question, something plain: as many preferences kept as can be, in their order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import assert_never

import z3

from policy_dsl.records import dataclass
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
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
    return smallest_in_order(question, budget, found, [number], given)


def smallest_in_order(
    question: Question,
    budget: Budget,
    found: Found,
    numbers: Sequence[z3.ArithRef],
    given: Sequence[z3.BoolRef],
) -> tuple[Found, list[z3.BoolRef]]:
    """As `smallest` for each, one after the other; which of them can be smaller at all is found by halving."""
    best = found
    if any(number_in(found.model, each) > 0 for each in numbers):
        with asked_incrementally(question, given) as ask:
            descent = _Descent(ask, budget, numbers, found)
            descent.descend()
        best = descent.best
    return best, [*given, *(each <= number_in(best.model, each) for each in numbers)]


@dataclass
class _Descent:
    """The smallest numbers in their order, from those of an answer: `best` has the first ones as small as can be."""

    ask: Asking
    budget: Budget
    numbers: Sequence[z3.ArithRef]
    best: Found
    _names: int = 0

    def descend(self) -> None:
        """To the end, or to a limit."""
        at = 0
        while at < len(self.numbers):
            values = self._values(self.best)
            first = self._first([i for i in range(at, len(values)) if values[i] > 0], values)
            if first is None:
                return
            self._keep(range(at, first), values)
            if not self._lower(first, values[first]):
                return
            self._keep([first], self._values(self.best))
            at = first + 1

    def _first(self, among: Sequence[int], values: Sequence[int]) -> int | None:
        """One of these, before which none can be smaller; None where none can, or a limit is reached."""
        certain = False
        while len(among) > 1 or not certain:
            part = among[: (len(among) + 1) // 2] if certain else among
            smaller = z3.Or([self.numbers[i] < values[i] for i in part], CONTEXT)
            answer = self._under(smaller)
            match answer:
                case Found():
                    now = self._values(answer)
                    fewer = next(n for n, i in enumerate(part) if now[i] < values[i])
                    # It can be smaller, at least if one before it may be larger; so there is no need to look behind it.
                    among, certain = part[: fewer + 1], True
                    if len(part) == 1:
                        break
                case NoneFound():
                    if not certain:
                        return None
                    self._keep(part, values)
                    among = among[len(part) :]
                case Unknown():
                    return None
                case _:
                    assert_never(answer)
        return among[0]

    def _lower(self, index: int, high: int) -> bool:
        """Make one as small as can be; whether no limit was reached."""
        low, number = 0, self.numbers[index]
        while low < high:
            middle = (low + high) // 2
            answer = self._under(number <= middle)
            match answer:
                case Found():
                    self.best = answer
                    high = number_in(answer.model, number)
                case NoneFound():
                    low = middle + 1
                case Unknown():
                    return False
                case _:
                    assert_never(answer)
        return True

    def _under(self, term: z3.BoolRef) -> Answer:
        """An answer of which this is true, as an assumption: what is learnt under one is kept for the next."""
        self._names += 1
        name = z3.Bool(f"descent {self._names}", CONTEXT)
        self.ask.add(z3.Implies(name, term))
        return self.ask(self.budget, [name])

    def _keep(self, indices: Iterable[int], values: Sequence[int]) -> None:
        for index in indices:
            self.ask.add(self.numbers[index] <= values[index])

    def _values(self, found: Found) -> list[int]:
        return [number_in(found.model, each) for each in self.numbers]


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
