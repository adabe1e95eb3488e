"""With what a question over rules that change is answered: a proof, a story, or why there is neither."""

from __future__ import annotations

from collections.abc import Callable

from policy_dsl.records import dataclass
from verifier.changing.invariant import Invariant
from verifier.changing.planning import Plan
from verifier.changing.problem import Ask, Problem
from verifier.changing.story import Story
from verifier.solving.reasons import Reason


@dataclass(frozen=True)
class Proof:
    """One question answered with "cannot happen", and what that rests on."""

    problem: Problem
    invariant: Invariant
    others: tuple[Proof, ...] = ()  # those for single readings or choices of the holder's members


@dataclass(frozen=True)
class Refutation:
    """One question answered with "can happen"; `chosen` is the question with its cohorts whole."""

    ask: Ask
    story: Story
    plan: Plan | None = None
    chosen: Ask | None = None


@dataclass(frozen=True)
class Unanswered:
    """One question not answered, and why."""

    reason: Reason


@dataclass(frozen=True)
class Closer:
    """No answer before all is looked at that recusals may come to say: without that it would be proved."""


Answered = Proof | Refutation | Unanswered

Refuted = Callable[[Ask, Refutation], None]
"""Who is told what refutes a claim, with what was asked before readings and the holder's members were chosen for it."""
