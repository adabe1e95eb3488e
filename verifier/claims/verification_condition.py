"""What a claim asks: the interface between the families of claims and everything that decides and explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any

from policy_dsl.model import ClaimForm, Manner, Property
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.differing import Copy
from verifier.encoding.holding import Holding
from verifier.solving.questions import Exists, ExistsForAll, NoneUnder, Question

Term = Any  # a truth value of the solver; only encoding and solving know what that is


class Premise(Enum):
    """What has to be possible first of all, for a claim to say anything, besides that there are such decisions."""

    A_VOTE = auto()
    SO_MANY_VOTES = auto()
    REQUIREMENT_MET = auto()


@dataclass(frozen=True)
class VerificationCondition:
    """How one claim is decided in one state.

    `question`: whatever satisfies it refutes the claim.
    `goal`: what a scenario that shows the refutation satisfies, over decision and ballots. For a question about
    all ballots, those ballots that show it best.
    `adopted`: what becomes of the decision in that scenario; None where no scenario can show the refutation,
    since what fails is that something is possible.
    `shows`: of a claim that something is possible, what a scenario of it satisfies; `shown_by` is the question
    whether there is one, and `shown_adopted` what becomes of the decision in it (None: either).
    `possible`: each of these must be possible under every reading, or the claim holds only vacuously.
    `premise`: what the first of them says, if it has a name of its own.
    `manner`: how the coalition acts in the scenario; None where it supports the decision, or there is none.
    `copy`, `voters`: of a claim that compares two ballots, the other one, and whose ballots differ in the two.
    `instead`: of a claim that compares the rules with others, the terms of the latter, over `copy`: those without a
    clause, or the same read otherwise.
    `compared`: of a claim that compares two readings of a clause, that clause.
    `chosen`: of a claim about some choice of parties, the question for which choice, and reading, it is so.
    """

    context: ClaimContext
    question: Question
    goal: tuple[Term, ...] = ()
    adopted: bool | None = True
    shows: tuple[Term, ...] = ()
    shown_by: Exists | ExistsForAll | None = None
    shown_adopted: bool | None = True
    possible: tuple[tuple[Term, ...], ...] = ()
    premise: Premise | None = None
    manner: Manner | None = None
    copy: Copy | None = None
    voters: Holding | None = None
    instead: Encoding | None = None
    compared: str | None = None
    chosen: ExistsForAll | NoneUnder | None = None


# For forms of claims, what a property with such a claim asks in one state.
FormsAsked = Mapping[
    type[ClaimForm], Callable[[Encoding, Property, Any], tuple[VerificationCondition, ...]]
]
