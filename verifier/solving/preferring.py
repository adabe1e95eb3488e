"""Among all that answers a question, something plain: as many preferences kept as can be, in their order."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from verifier.solving.limits import Budget
from verifier.solving.questions import Found, Question


def prefer(
    question: Question,
    budget: Budget,
    found: Found,
    preferences: Sequence[z3.BoolRef],
    given: Sequence[z3.BoolRef] = (),
) -> tuple[Found, list[z3.BoolRef]]:
    """An answer that keeps as many preferences as can be, earlier ones first, and those that it keeps.

    `found` answers the question with `given`. Halving keeps the number of calls near the number of
    preferences that have to be given up times the logarithm of their number.
    """
    kept = list(given)

    def settle(wanted: Sequence[z3.BoolRef], best: Found) -> Found:
        if not wanted:
            return best
        if all(z3.is_true(best.model.eval(w, model_completion=True)) for w in wanted):
            kept.extend(wanted)
            return best
        answer = question.ask(budget, extra=[*kept, *wanted])
        if isinstance(answer, Found):
            kept.extend(wanted)
            return answer
        if len(wanted) == 1:
            return best
        middle = len(wanted) // 2
        return settle(wanted[middle:], settle(wanted[:middle], best))

    return settle(preferences, found), kept


def smallest(
    question: Question,
    budget: Budget,
    found: Found,
    number: z3.ArithRef,
    given: Sequence[z3.BoolRef],
) -> tuple[Found, list[z3.BoolRef]]:
    """An answer in which `number` (at least 0) is as small as can be, and `given` with that."""
    best = found
    high = int(best.model.eval(number, model_completion=True).as_long())
    low = 0
    while low < high:
        middle = (low + high) // 2
        answer = question.ask(budget, extra=[*given, number <= middle])
        if isinstance(answer, Found):
            best = answer
            high = int(best.model.eval(number, model_completion=True).as_long())
        else:
            low = middle + 1
    return best, [*given, number <= high]
