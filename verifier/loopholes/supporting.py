"""How many others suffice to adopt a decision against the holder, whatever the rest of them do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.model import Manner
from verifier.encoding.coalitions import Holding
from verifier.encoding.frame import Frame
from verifier.encoding.supporting import Support, support_question
from verifier.loopholes.results import Meeting, NotSettled, Supporters
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.values import Values


def supporters(
    frame: Frame,
    holder: Holding | None,
    values: Values,
    power: str,
    manner: Manner | None,
    budget: Budget,
) -> Supporters | NotSettled | None:
    """The fewest distinct parties that suffice; None where even all together do not."""
    try:
        return _fewest(support_question(frame, holder, values, power, manner), budget)
    except LimitReached as reached:
        return NotSettled(str(reached))


def _fewest(support: Support, budget: Budget) -> Supporters | None:
    best = _with(support, None, budget)
    if best is None:
        return None
    low, high = 0, best.number(support.number)
    while low < high:
        middle = (low + high) // 2
        found = _with(support, middle, budget)
        if found is None:
            low = middle + 1
        else:
            best = found
            high = best.number(support.number)
    names = []
    for cell, count in support.chosen.items():
        number = best.number(count)
        if number:
            names.append(support.called(cell, number))
    return Supporters(high, tuple(names))


def _with(support: Support, at_most: int | None, budget: Budget) -> Values | None:
    extra = [] if at_most is None else [support.number <= at_most]
    found = found_or_none(support.question.ask(budget, extra=extra))
    return None if found is None else Values(found.model)


def most_needed(meetings: Sequence[Meeting]) -> Supporters | NotSettled | None:
    """The supporters of the meeting that needs most; None where some meeting cannot be made sure of."""
    found: list[Supporters] = []
    unsettled: list[NotSettled] = []
    for each in meetings:
        match each.supporters:
            case None:
                return None
            case NotSettled():
                unsettled.append(each.supporters)
            case Supporters():
                found.append(each.supporters)
            case _:
                assert_never(each.supporters)
    if unsettled:
        return unsettled[0]
    return max(found, key=lambda each: each.number, default=None)
