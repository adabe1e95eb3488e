"""Where the quick way ends without an answer: bounded search for a story, and a search for a proof."""

from __future__ import annotations

from typing import Any, assert_never

from policy_dsl.records import dataclass
from verifier.changing.invariant import SeparateProblem
from verifier.changing.planning import Plan, Planned, Planner
from verifier.changing.problem import Ask
from verifier.changing.saturation import Saturated
from verifier.changing.story import Story, carry_out
from verifier.encoding.points import Point
from verifier.encoding.unrolling import Path, System, bounded, by_spacer, steps_of, system
from verifier.solving.answers import Unknown
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why

# No more steps than this are gone through one by one; where a story is known already, only to shorten it.
STEPS = 6
NO_STORY = Reason(Why.NO_STORY)


@dataclass(frozen=True)
class FallbackResult:
    """A story, a proof, or why neither was found."""

    story: Story | None = None
    proved: bool = False
    reason: Reason = NO_STORY


def search_further(
    ask: Ask, period: tuple[Any, Any], budget: Budget, story: Story | None, before: int
) -> FallbackResult:
    """A shorter story than the one known, or any where none is known, or a proof.

    `before`: how many questions within the budget had no answer when a story was first looked for. A limit that was
    reached since then may be why none was found.
    """
    problem = SeparateProblem(ask, budget)
    it = as_system(problem)
    if it is None:
        return FallbackResult(story, reason=budget.unanswered_since(before) or NO_STORY)
    most = STEPS if story is None else len(story.meetings) + len(story.themselves) - 1
    path = bounded(it, min(most, STEPS), budget)
    match path:
        case Path():
            found = carry_out(ask, _plan(problem, path), period, budget)
            if found is not None:
                return FallbackResult(found)
        case None | Unknown():
            pass
        case _:
            assert_never(path)
    if story is not None:
        return FallbackResult(story)
    proved = by_spacer(it, budget)
    match proved:
        case True:
            return FallbackResult(proved=True)
        case False:
            # It can be reached.
            return FallbackResult(reason=budget.unanswered_since(before) or NO_STORY)
        case Unknown(reason):
            return FallbackResult(reason=reason)
        case _:
            assert_never(proved)


def as_system(problem: SeparateProblem) -> System | None:
    """The problem's rules as a transition system, for a holder that leaves no choice but the cells of its members.

    Which cells these are goes with the decision, so it may be another from step to step.
    """
    change = problem.encoding.change
    return system(
        problem.encoding,
        [change.starting(state) for state in problem.ask.starts],
        problem.relation,
        problem.step,
        problem.vc.question,
        problem.step_context.limits,
    )


def _plan(problem: SeparateProblem, path: Path) -> Plan:
    """A path as a plan: what each decision does, who goes by itself, and how what is amended reads."""
    planner = Planner(problem, Saturated())
    themselves: list[Point] = []
    meetings: list[Planned] = []
    *steps, end = steps_of(path)
    every = [*steps, end]
    for now, then in zip(steps, every[1:], strict=True):
        effects = tuple(
            effect
            for effect, variable in problem.encoding.decision.effects.items()
            if now.truth(variable)
        )
        changed = any(
            now.truth(change_of) != then.truth(change_of)
            for change_of in problem.encoding.change.in_force.values()
        )
        gone = [
            p
            for p in problem.spontaneous
            if then.truth(problem.encoding.change.at(p))
            and not now.truth(problem.encoding.change.at(p))
        ]
        by_decision = {(e.target, e.party) for e in effects}
        if (
            gone
            and not changed
            and all((p.item.name, p.item.party) not in by_decision for p in gone)
        ):
            themselves += [p for p in gone if not _and_out(p, gone)]
        elif effects:
            meetings.append(Planned(effects, planner.words(now)))
    return Plan(tuple(themselves), tuple(meetings), planner.words(end), len(meetings))


def _and_out(point: Point, gone: list[Point]) -> bool:
    return point.status == "suspended" and Point(point.item, "out") in gone
