"""How the rules can lock themselves: steps after which nothing, or no rule and no seat, can be decided again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, assert_never

from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Condition,
    EffectKind,
    EffectPattern,
    Latest,
    Manner,
    Not,
    Or,
    Property,
    SomeCanPass,
    Specification,
    Touches,
)
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.changing.limits import who_sits_in_several
from verifier.changing.planning import Plan, Planner
from verifier.changing.problem import Ask, Problem
from verifier.changing.saturation import saturate
from verifier.changing.story import carry_out
from verifier.encoding.points import NEW, Point
from verifier.results.entrenchment import LockOut, LockOutKind
from verifier.solving.answers import LimitReached, Unknown, found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.reasons import Reason, Why
from verifier.words import changing_rules as words


def about_change(claim: Any) -> Property:
    """A claim over changing rules that no property makes."""
    return Property("change", "", claim, None, Latest(), (), (), (), True, None, NOWHERE, NO_NOTES)


def lock_outs(specification: Specification, state: State, budget: Budget) -> Iterator[LockOut]:
    """How the rules can lock themselves, as they stand or by steps that were replayed: all ways, or `LimitReached`."""
    every = Touches("changes anything", tuple(EffectPattern(kind) for kind in EffectKind))
    kinds: tuple[tuple[LockOutKind, Condition], ...] = (
        ("decisions", Or((every, Not(every)))),
        ("change", every),
    )
    for kind, when in kinds:
        claim = SomeCanPass(when)
        ask = Ask(
            specification,
            about_change(claim),
            state,
            (state,),
            None,
            Manner.AGAINST,
        )
        problem = DeclaredOnly(ask, budget)
        answer = problem.claim(p for p in problem.points if p not in problem.beginning)
        if there_is(answer):
            yield LockOut(kind, ())
            continue
        found = _locked(problem)
        if found is not None:
            yield LockOut(kind, found)
            return


def _locked(problem: Problem) -> tuple[str, ...] | None:
    made = saturate(problem)
    if made.unknown is not None:
        raise LimitReached(made.unknown)
    answer = found_or_none(problem.claim(made.never(problem)))
    if answer is None:
        unclear = who_sits_in_several(problem, made)
        if unclear is not None:
            raise LimitReached(unclear)
        return None
    before = len(problem.budget.unanswered)
    plan = Planner(problem, made).plan(answer)
    readings = tuple(
        (c.name, next((r.name for r in c.readings if r.intended), c.readings[0].name))
        for c in problem.ask.specification.clauses
        if c.readings
    )
    ask = replace(problem.ask, prop=replace(problem.ask.prop, fixed_readings=readings))
    match plan:
        case Plan():
            story = carry_out(ask, plan, (None, None), problem.budget)
        case None | Unknown():
            story = None
        case _:
            assert_never(plan)
    reached = problem.budget.unanswered_since(before)
    if reached is not None or story is None:
        raise LimitReached(reached or Reason(Why.LOCK_OUT_WITHOUT_STORY))
    return words.steps(story)


class DeclaredOnly(Problem):
    """Only what decisions say they do: nobody leaves by itself, and nothing is reworded or newly invented."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.fixed = [
            *self.fixed,
            *self.bans(
                p
                for p in self.points
                if p.status == "reworded" or (p.item.kind in NEW and p.status == "some")
            ),
        ]

    @cached_property
    def spontaneous(self) -> frozenset[Point]:
        """Nothing."""
        return frozenset()

    @cached_property
    def moves(self) -> Any:
        """Effects other than rewording and enacting what is new."""
        barred = (
            EffectKind.AMEND,
            EffectKind.AMEND_QUORUM,
            EffectKind.ENACT_NEW,
            EffectKind.ENACT_EXCEPTION,
            EffectKind.ENACT_POWER,
        )
        whole: Mapping[Any, Any] = super().moves
        kept = {
            variable: tuple((e, points) for e, points in moves if e.kind not in barred)
            for variable, moves in whole.items()
        }
        return {variable: moves for variable, moves in kept.items() if moves}
