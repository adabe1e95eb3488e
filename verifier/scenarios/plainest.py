"""From a refuted claim to the plainest scenario that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass, replace
from verifier.claims.verification_condition import Term, VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.plainness import (
    attribute_variables,
    ballots_stand_alone,
    deviations,
    everybody_votes,
    everything_variable,
    intended_readings,
    numbers_of,
    plain_ballots,
    plain_decision,
    taking_part,
    true_rulings,
)
from verifier.encoding.terms import both, named_terms, negation
from verifier.scenarios.concretizing import Lifted, lift
from verifier.solving.answers import Found, NoneFound, Unknown, found_or_none
from verifier.solving.cores import minimal_core
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer, settled, smallest_in_order
from verifier.solving.questions import Exists, NoneUnder, Question, standing
from verifier.solving.reasons import Reason
from verifier.solving.values import Values


@dataclass(frozen=True)
class Shown:
    """A scenario before it is told, and the attributes whose values matter in it.

    `open` says which limit kept open whether there is a plainer one.
    """

    lifted: Lifted
    matters: frozenset[str]
    values: Values
    open: Reason | None


def plainest(
    vc: VerificationCondition,
    found: Found,
    goal: Sequence[Term],
    adopted: bool,
    budget: Budget,
    fewest: bool = False,
) -> Shown:
    """The plainest scenario of `goal`, whatever answer to the vc's question (or to the goal itself) was `found`.

    `fewest`: of those in which as few as can be do anything at all.

    Where nothing makes one of two plainer than the other, it is the one that `settled` puts first. `LimitReached` where
    none is known, though there is one.
    """
    before = len(budget.unanswered)
    question = vc.question if vc.goal else vc.shown_by
    assert question is not None
    with standing(question) as asked:
        best = _plainest(vc, asked, found, goal, adopted, budget, fewest)
    values = Values(best.model)
    goal = goal if vc.copy is None else vc.copy.as_in(values, goal)
    matters = _matters(vc, values, goal, budget) & _asked_about(vc.context)
    lifted = lift(vc.context, values, vc.manner)
    return Shown(lifted, matters, values, budget.unanswered_since(before))


def shown(
    vc: VerificationCondition,
    found: Found,
    goal: Sequence[Term],
    adopted: bool,
    budget: Budget,
    plain: bool,
) -> Shown:
    """The plainest scenario; for whoever tells nothing of it (not `plain`) the one that was found, if all ballots are a
    part of that.
    """
    if plain or not isinstance(vc.question, Exists):
        return plainest(vc, found, goal, adopted, budget)
    values = Values(found.model)
    return Shown(lift(vc.context, values, vc.manner), frozenset(), values, None)


def _plainest(
    vc: VerificationCondition,
    question: Question,
    found: Found,
    goal: Sequence[Term],
    adopted: bool,
    budget: Budget,
    fewest: bool,
) -> Found:
    context = vc.context
    assert not isinstance(question, NoneUnder)
    base = [*context.limits, *context.encoding.ballot_limits, *goal]
    wanted = [*intended_readings(context), *plain_decision(context)]
    if isinstance(question, Exists):
        least: list[Term] = []
        if fewest:
            found, least = smallest_in_order(question, budget, found, [taking_part(context)], [])
        wanted += plain_ballots(context, adopted)
        best, kept = prefer(question, budget, found, wanted, least)
    else:
        # The question is about all ballots; those that are shown are chosen once the decision is.
        best, kept = prefer(question, budget, found, wanted)
        best, kept = smallest_in_order(question, budget, best, numbers_of(context), kept)
        outer = [*question.outer_variables()]
        best = settled(question, budget, best, _told(context, outer), kept)
        question = Exists([*base, *Values(best.model).kept(outer)])
        first = found_or_none(question.ask(budget))
        if first is None:
            raise AssertionError("a decision that no ballot saves is lost by this one too")
        best, kept = prefer(question, budget, first, plain_ballots(context, adopted))
    numbers = [*numbers_of(context), *deviations(context, adopted)]
    best, kept = smallest_in_order(question, budget, best, numbers, kept)
    best, kept = prefer(question, budget, best, everybody_votes(context), kept)
    best = settled(question, budget, best, everything_variable(context), kept)
    if vc.copy is not None:
        same = [*kept, *Values(best.model).kept(everything_variable(context))]
        best = settled(question, budget, best, vc.copy.variables, same)
    return best


def _matters(
    vc: VerificationCondition, values: Values, goal: Sequence[Term], budget: Budget
) -> frozenset[str]:
    """The attributes that cannot all be left out: with any values of the others the scenario stays the same."""
    context = vc.context
    attributes = attribute_variables(context)
    own = {variable.get_id() for each in attributes.values() for variable in each}
    others = [v for v in everything_variable(context) if v.get_id() not in own]
    encoding = context.encoding
    fixed = {name: both(values.kept(variables)) for name, variables in attributes.items()}
    named, means = named_terms(fixed)
    # Where a judge rules as things are, the ruling goes with the fact.
    given = [*values.kept(others), *true_rulings(context, values)]
    if ballots_stand_alone(context):
        # Ballots that are well-formed here are so whatever the attributes are.
        question = Exists(
            [*given, *means, negation(both(goal)), *context.own_limits], encoding.ground
        )
    else:
        same = both([*encoding.ballot_limits, *goal])
        question = Exists([*context.limits, *given, *means, negation(same)])
    facts = list(named.values())
    answer = question.ask(budget, assuming=facts)
    match answer:
        case NoneFound(whole):
            # Attributes are given up from the last one on, so that the first ones of the specification stay.
            core = minimal_core(question, budget, facts, whole)
        case Found() | Unknown():
            return frozenset(attributes)
        case _:
            assert_never(answer)
    match core:
        case tuple():
            needed = core
        case Unknown():
            needed = whole
        case _:
            assert_never(core)
    names = {each.get_id() for each in needed}
    return frozenset(name for name, term in named.items() if term.get_id() in names)


def _asked_about(context: ClaimContext) -> frozenset[str]:
    """The attributes about which some condition asks: no other matters, even where the substance is kept the same."""
    asked = all_conditions(replace(context.encoding.specification, properties=(context.prop,)))
    return frozenset(
        getattr(atom, "attribute", "") for each in asked for atom in condition_atoms(each)
    )


def _told(context: ClaimContext, variables: Sequence[Term]) -> list[Term]:
    """Those of the variables that a story tells of, in the order in which they are settled."""
    there = {variable.get_id() for variable in variables}
    return [variable for variable in everything_variable(context) if variable.get_id() in there]
