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
from verifier.solving.preferring import settled, smallest
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
    """Of those that are the fewest, as many of the first as can be."""
    question, before = support.question, len(budget.unanswered)
    found = found_or_none(question.ask(budget))
    if found is None:
        return None
    found, kept = smallest(question, budget, found, support.number, [])
    open_because = budget.unanswered_since(before)
    if open_because is not None:
        raise LimitReached(open_because)
    found = settled(question, budget, found, list(support.chosen.values())[::-1], kept)
    best = Values(found.model)
    numbers = ((cell, best.number(count)) for cell, count in support.chosen.items())
    names = tuple(support.called(cell, number) for cell, number in numbers if number)
    return Supporters(best.number(support.number), names)


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
