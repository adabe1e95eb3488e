"""What rules can be asked about as things that change: a clause, a quorum, a seat; and when a change can first come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policy_dsl.records import dataclass
from verifier.changing.problem import Problem, either_of
from verifier.changing.saturation import Saturated
from verifier.encoding.points import Point, produced
from verifier.solving.answers import Answer, LimitReached, there_is


@dataclass(frozen=True)
class Asset:
    """What a row is about: one or several points that count as its change."""

    kind: str
    name: str
    text: str
    changes: tuple[Point, ...]
    file: str
    line: int
    fixed: str | None = None


def touching(problem: Problem, asset: Asset) -> list[Any]:
    """What says that a decision has an effect which changes it."""
    wanted = set(asset.changes)
    return [
        variable
        for variable, effects in problem.encoding.groups.items()
        if any(produced(effect) in wanted for effect in effects)
    ]


def first_change(problem: Problem, made: Saturated, asset: Asset) -> int | None:
    """The fewest decisions after which one changes it; None: none ever does. Leaving by oneself does not count.

    `LimitReached` where that is not known.
    """
    touched = touching(problem, asset)
    if not touched:
        return None
    layers = [made.reached[p] for p in asset.changes if made.reached.get(p, 0)]
    first = min(layers, default=None) if asset.kind != "seat" else None
    for decisions, points in _before(problem, made, asset):
        if first is not None and decisions >= first:
            break
        bans = problem.bans(p for p in problem.points if p not in points)
        if there_is(change_against(problem, bans, touched)):
            return decisions
    if first is None and made.unknown is not None:
        raise LimitReached(made.unknown)
    return first


def _before(
    problem: Problem, made: Saturated, asset: Asset
) -> Iterator[tuple[int, frozenset[Point]]]:
    """What can be so before the change, as which decision it then comes; of a seat only whether at once or later.

    Nothing where what saturation reached tells it already.
    """
    if asset.kind == "seat":
        yield from ((1, problem.beginning), (2, frozenset(made.reached)))
    elif problem.attendance_matters:
        for layer in sorted(set(made.reached.values())):
            yield layer + 1, frozenset(p for p, at in made.reached.items() if at <= layer)


def change_against(problem: Problem, bans: Sequence[Any], touched: Sequence[Any]) -> Answer:
    """A decision that touches one of these, adopted against the holder.

    It refutes that the holder can block if it is adopted whether or not its recused members attend, or in one of these
    cases: a step from one state to the next has to be adopted in both.
    """
    extra = [*bans, *problem.fixed, either_of(touched)]
    question = problem.step if problem.ask.holder is None else problem.inquiry.question
    return question.ask(problem.budget, extra=extra)
