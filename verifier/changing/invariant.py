"""What a proof over changing rules needs never to change, made small, and checked again as three questions.

An invariant is a set of points that are never reached. Minimal means by inclusion: without any one of them the
rest proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, assert_never

from policy_dsl.model import Specification
from policy_dsl.records import dataclass
from verifier.changing.problem import Ask, Problem, either_of
from verifier.changing.saturation import Saturated, saturate
from verifier.encoding.changing_rules import ChangingEncoding
from verifier.encoding.points import Item, Point
from verifier.encoding.terms import both, identity, negation, same
from verifier.encoding.transition import Step, step
from verifier.solving.answers import Found, LimitReached, NoneFound, Unknown, there_is
from verifier.solving.cores import minimal_core
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists, Question
from verifier.solving.reasons import Induction, Reason

# More points than this are not tried one by one.
_MOST = 40


@dataclass(frozen=True)
class Invariant:
    """Points that are never reached. `minimal`: none of them can be spared; `open` says which limit kept that open."""

    never: tuple[Point, ...]
    minimal: bool
    open: Reason | None = None


def smallest_invariant(problem: Problem, made: Saturated) -> Invariant:
    """A part of what is never reached that carries the proof alone."""
    kept = made.never(problem)
    try:
        closed = _closed(problem, kept)
        if closed is None or len(closed) > _MOST:
            return Invariant(closed or kept, False)
        kept = closed
        for point in reversed(kept):
            if point not in kept:
                continue
            left = proves(problem, [p for p in kept if p != point])
            if left is not None:
                kept = left
    except LimitReached as reached:
        return Invariant(kept, False, reached.reason)
    return Invariant(kept, True)


def proves(problem: Problem, points: Collection[Point]) -> tuple[Point, ...] | None:
    """Those of the points that are never reached if nothing else is taken for granted, if they prove the claim.

    `LimitReached` where that is not known.
    """
    if there_is(problem.claim(points)):
        return None  # more is reached than these keep out, so all the more
    free = [p for p in problem.points if p not in set(points)]
    again = saturate(problem, free)
    if again.unknown is not None:
        raise LimitReached(again.unknown)
    left = again.never(problem)
    return None if len(left) < len(points) and there_is(problem.claim(left)) else left


def _closed(problem: Problem, never: Sequence[Point]) -> tuple[Point, ...] | None:
    """What the claim needs, and what that needs not to be reached, and so on; None where all of it proves nothing."""
    bans = problem.encoding.change.bans
    point_of = {identity(bans[p]): p for p in never}
    core = _core_of(problem.vc.question, problem, never, problem.fixed)
    if core is None:
        return None
    kept = {point_of[identity(term)] for term in core if identity(term) in point_of}
    while True:
        threats = _threats(problem, kept)
        more = {Point(p.item, "votes") for p in kept if p in problem.spontaneous} & set(never)
        if threats:
            proof = _core_of(problem.step, problem, never, [*problem.fixed, either_of(threats)])
            if proof is None:
                return None
            more |= {point_of[identity(term)] for term in proof if identity(term) in point_of}
        if more <= kept:
            return tuple(p for p in problem.points if p in kept)
        kept |= more


def _core_of(
    question: Question, problem: Problem, never: Sequence[Point], given: Sequence[Any]
) -> tuple[Any, ...] | None:
    """Which of the bans a proof that there is none needs, with what is given; None where there is one."""
    bans, budget = problem.bans(never), problem.budget
    answer = question.ask(budget, extra=given, assuming=bans)
    match answer:
        case Found():
            return None
        case NoneFound(core):
            smallest = minimal_core(question, budget, bans, core, given)
        case Unknown(reason):
            raise LimitReached(reason)
        case _:
            assert_never(answer)
    match smallest:
        case Unknown(reason):
            raise LimitReached(reason)
        case tuple():
            return smallest
        case _:
            assert_never(smallest)


def _threats(problem: Problem, points: Collection[Point]) -> list[Any]:
    """The effects that would reach one of the points."""
    possible = problem.encoding.change.possible
    return [
        both((variable, possible(effect)))
        for variable, moves in problem.moves.items()
        for effect, reached in moves
        if any(p in points for p in reached)
    ]


# --- checked again -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recheck:
    """The three questions: does it begin so, does every step keep it so, and is the claim then safe?"""

    begins: bool
    kept: bool
    implies: bool

    @property
    def good(self) -> bool:
        """All three."""
        return not self.failed

    @property
    def failed(self) -> tuple[str, ...]:
        """Which of them have the wrong answer, by the values of `Induction`."""
        each = {
            Induction.INITIATION: self.begins,
            Induction.CONSECUTION: self.kept,
            Induction.SAFETY: self.implies,
        }
        return tuple(question.value for question, good in each.items() if not good)


def recheck(
    ask: Ask,
    fixed_readings: Any,
    never: Iterable[Point],
    budget: Budget,
    other: Problem | None = None,
) -> Recheck:
    """The invariant proved anew, in an encoding of its own in which every effect stands for itself.

    `other` is the problem of whose terms `fixed_readings` speak, where its cells are others. `LimitReached` where one
    of the questions has no answer.
    """
    problem = SeparateProblem(ask, budget)
    change = problem.encoding.change
    holds = both(negation(change.at(p, problem.held(p.item))) for p in never)
    fixed = [*fixed_readings, *(() if other is None else _same_holder(problem, other))]
    begins = not any(
        there_is(
            Exists(
                [
                    *problem.step_context.limits,
                    *fixed,
                    *(v == value for v, value in change.starting(state)),
                    negation(holds),
                ]
            ).ask(budget)
        )
        for state in ask.starts
    )
    relation = problem.relation
    breaks = relation.next(negation(holds))
    by_decision = problem.step.ask(budget, extra=[*fixed, holds, relation.by_decision, breaks])
    by_itself = Exists(
        [*problem.step_context.limits, *fixed, holds, relation.by_itself, breaks]
    ).ask(budget)
    refuted = problem.vc.question.ask(budget, extra=[*fixed, holds])
    kept = not there_is(by_decision) and not there_is(by_itself)
    return Recheck(begins, kept, not there_is(refuted))


def _same_holder(one: Problem, other: Problem) -> Iterator[Any]:
    """As many of each party belong to the holder in both."""
    for party in one.ask.specification.parties:
        item = Item("seat", "", party.name)
        yield both((same(one.held(item), other.held(item)),))


class SeparateProblem(Problem):
    """A problem in which every effect has its own variable, so that what a step does can be said exactly."""

    @property
    def relation(self) -> Step:
        """One step."""
        seats = self.encoding.change.sits
        held = {seat: self.held(Item("seat", *seat)) for seat in seats}
        return step(self.encoding, held)

    def _encode(
        self, free: frozenset[str], specification: Specification, separate: bool = True
    ) -> ChangingEncoding:
        return super()._encode(free, specification, separate)
