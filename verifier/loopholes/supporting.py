"""How many others suffice to adopt a decision against the holder, whatever the rest of them do."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Manner
from verifier.encoding.coalitions import Holding
from verifier.encoding.frame import Frame
from verifier.encoding.supporting import Support, support_question
from verifier.loopholes.results import Meeting, Supporters
from verifier.solving.answers import Found, NoneFound
from verifier.solving.limits import Budget
from verifier.solving.values import Values


def supporters(
    frame: Frame,
    holder: Holding | None,
    values: Values,
    power: str,
    manner: Manner | None,
    budget: Budget,
) -> Supporters | None:
    """The fewest distinct parties that suffice; None where even all together do not, or a limit was reached."""
    support = support_question(frame, holder, values, power, manner)
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
    answer = support.question.ask(budget, extra=extra)
    if isinstance(answer, Found):
        return Values(answer.model)
    assert isinstance(answer, NoneFound) or answer.reason
    return None


def most_needed(meetings: Sequence[Meeting]) -> Supporters | None:
    """The supporters of the meeting that needs most; None where some meeting cannot be made sure of."""
    counted = [each.supporters for each in meetings]
    found = [each for each in counted if each is not None]
    if not found or len(found) < len(counted):
        return None
    return max(found, key=lambda each: each.number)
