"""What can change at all: points are freed as long as some decision can free one.

Everything reached is an over-approximation: what is reached for one item is combined with all that is reached
for any other. So a claim that survives it holds in every state that decisions can bring about. What was never
reached is an inductive invariant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import assert_never

from policy_dsl.model import Effect, EffectKind
from policy_dsl.records import dataclass, field
from verifier.changing.problem import Problem, Term, either_of
from verifier.encoding.points import Point, produced
from verifier.encoding.terms import identity
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.questions import asked_incrementally
from verifier.solving.reasons import Reason
from verifier.solving.values import Values

# What must be so for an effect to be possible: one of these statuses of what it changes.
NEEDS: dict[EffectKind, tuple[str, ...]] = {
    EffectKind.AMEND: ("written", "reworded"),
    EffectKind.LAPSE: ("written", "reworded"),
    EffectKind.ENACT: ("absent",),
    EffectKind.SUSPEND: ("votes",),
    EffectKind.RESTORE: ("suspended",),
    EffectKind.REMOVE: ("votes", "suspended"),
    EffectKind.ADMIT: ("out",),
}


@dataclass
class Saturated:
    """The points reached, each with its layer: the fewest decisions after which it can be so (0: none needed).

    `unknown` says which limit kept the search from an end: of what is not reached by then nothing is known.
    """

    reached: dict[Point, int] = field(default_factory=dict)
    unknown: Reason | None = None

    def never(self, problem: Problem) -> tuple[Point, ...]:
        """The points that no decision reaches."""
        return tuple(p for p in problem.points if p not in self.reached)


def saturate(
    problem: Problem,
    freed: Collection[Point] = (),
    within: Collection[Point] | None = None,
    fresh: Collection[Point] | None = None,
) -> Saturated:
    """All points that decisions reach, with those in `freed` reached from the start; only points `within`, if given.

    `fresh`: if `freed` is all that is reached without these points, and the effects that only they allow.
    """
    *_, made = layers(problem, freed, within, fresh)
    return made


def layers(
    problem: Problem,
    freed: Collection[Point] = (),
    within: Collection[Point] | None = None,
    fresh: Collection[Point] | None = None,
) -> Iterator[Saturated]:
    """As `saturate`, the same given again after each layer that reaches something; at its end it is whole."""
    made = Saturated(dict.fromkeys((*problem.beginning, *freed), 0))
    before = len(made.reached)
    _by_themselves(problem, made, 0, within)
    # What was not reached before is so by one of the fresh points first, if not by whoever goes by itself.
    first = None if fresh is None or len(made.reached) > before else set(fresh)
    layer = 0
    yield made
    while banned := made.never(problem):
        found = _round(problem, made, banned, within, first)
        first = None
        match found:
            case Unknown(reason):
                made.unknown = reason
                return
            case []:
                return
            case list():
                layer += 1
            case _:
                assert_never(found)
        for point in found:
            made.reached.setdefault(point, layer)
        _by_themselves(problem, made, layer, within)
        yield made


def _by_themselves(
    problem: Problem, made: Saturated, layer: int, within: Collection[Point] | None
) -> None:
    """Whoever has a seat may suspend itself or leave."""
    for point in problem.points:
        if within is not None and point not in within:
            continue
        if point in problem.spontaneous and point not in made.reached:
            seated = any(
                Point(point.item, status) in made.reached for status in ("votes", "suspended")
            )
            if seated and (point.status == "out" or Point(point.item, "votes") in made.reached):
                made.reached[point] = layer


def _round(
    problem: Problem,
    made: Saturated,
    banned: Collection[Point],
    within: Collection[Point] | None,
    by: Collection[Point] | None,
) -> list[Point] | Unknown:
    """The points that one decision can bring about in a state of those reached so far; if need be, with one of those
    that it does it `by`.
    """
    wanted = set(banned) if within is None else set(banned) & set(within)
    moves = (
        v
        for v, effects in problem.moves.items()
        if by is None or any(point in by for _, points in effects for point in points)
    )
    news = {
        variable: points
        for variable, points in ((v, list(_new(problem, made, v, wanted))) for v in moves)
        if points
    }
    found: list[Point] = []
    if not news:
        return found
    with asked_incrementally(problem.step, [*problem.bans(banned), *problem.fixed]) as ask:
        # Most of it one decision can do at once, so that is asked for first, without what keeps the rest from it.
        # What is left out of `together` is not lost: in the end any one of what is new is asked for.
        together = list(news)
        while news:
            if not together:
                ask.add(either_of(news))
            answer = ask(problem.budget, together)
            match answer:
                case Unknown():
                    return answer
                case NoneFound(core):
                    if not core:
                        break
                    clash = {identity(variable) for variable in core}
                    together = [v for v in together if identity(v) not in clash]
                case Found(model):
                    values = Values(model)
                    for variable in [v for v in news if values.truth(v)]:
                        found += news.pop(variable)
                    together = []
                case _:
                    assert_never(answer)
    return found


def _new(
    problem: Problem, made: Saturated, variable: Term, wanted: Collection[Point]
) -> Iterator[Point]:
    for effect, points in problem.moves[variable]:
        if problem.allows(effect) and is_possible(made, effect):
            yield from (point for point in points if point in wanted)


def is_possible(made: Saturated, effect: Effect) -> bool:
    """Whether some state reached has something for the effect to change."""
    needs = NEEDS.get(effect.kind)
    item = produced(effect).item
    return needs is None or any(Point(item, status) in made.reached for status in needs)
