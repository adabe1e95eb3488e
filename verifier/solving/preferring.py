"""Among all that answers a question, something plain: as many preferences kept as can be, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

import z3

from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_often


def prefer(
    question: Question,
    budget: Budget,
    found: Found,
    preferences: Sequence[z3.BoolRef],
    given: Sequence[z3.BoolRef] = (),
) -> tuple[Found, list[z3.BoolRef]]:
    """An answer that keeps preferences as far as can be, earlier ones before later, and those that it keeps.

    `found` answers the question with `given`. Whenever not all preferences can be kept together, the last of those
    that clash is given up, so the number of calls is that of the preferences given up, and one. Where a limit is
    reached (the budget says so) what is known by then is given.
    """
    wishes = [z3.Bool(f"wish {index}") for index in range(len(preferences))]
    means = [z3.Implies(*pair) for pair in zip(wishes, preferences, strict=True)]
    index_of = {wish.get_id(): index for index, wish in enumerate(wishes)}
    left = dict(enumerate(preferences))
    best = found
    if not _all_in(best, left.values()):
        with asked_often(question, [*given, *means]) as ask:
            while not _all_in(best, left.values()):
                answer = ask(budget, [wishes[index] for index in left])
                match answer:
                    case Found():
                        best = answer
                        break
                    case NoneFound(clash) if clash:
                        del left[max(index_of[each.get_id()] for each in clash)]
                    case NoneFound() | Unknown():
                        break
                    case _:
                        assert_never(answer)
    return best, [*given, *(each for each in left.values() if _true_in(best, each))]


def _all_in(found: Found, those: Iterable[z3.BoolRef]) -> bool:
    return all(_true_in(found, each) for each in those)


def _true_in(found: Found, it: z3.BoolRef) -> bool:
    return bool(z3.is_true(found.model.eval(it, model_completion=True)))


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
    high = int(best.model.eval(number, model_completion=True).as_long())
    low = 0
    if low == high:
        return best, [*given, number <= high]
    with asked_often(question, given) as ask:
        while low < high:
            middle = (low + high) // 2
            small = z3.Bool(f"at most {middle}")
            ask.add(z3.Implies(small, number <= middle))
            answer = ask(budget, [small])
            match answer:
                case Found():
                    best = answer
                    high = int(best.model.eval(number, model_completion=True).as_long())
                case NoneFound():
                    low = middle + 1
                case Unknown():
                    break
                case _:
                    assert_never(answer)
    return best, [*given, number <= high]
