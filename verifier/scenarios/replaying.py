"""Every scenario is replayed by the reference interpreter, which shares no code with the encoding."""

from __future__ import annotations

from collections.abc import Collection

from policy_dsl.interpreter import Outcome, condition_holds, decide, is_quorate, requirement_met
from policy_dsl.model import (
    CanBeQuorate,
    NeverApplies,
    PassesWith,
    Property,
    Requires,
    Specification,
)
from policy_dsl.model.traverse import condition_of_claim
from policy_dsl.state import State
from verifier.results import ReplayError
from verifier.scenarios.concretizing import Lifted


def replay_adopted(
    specification: Specification, state: State, prop: Property, lifted: Lifted, power: str
) -> Outcome:
    """The interpreter's outcome of a decision that this power is to adopt; ReplayError where it does not."""
    try:
        outcome = decide(specification, state, lifted.readings, lifted.decision, lifted.ballots)
    except ValueError as error:
        raise ReplayError(f"{prop.name}: {error}") from error
    if power not in outcome.adopted_by:
        raise ReplayError(f"{prop.name}: a loophole that power {power} does not adopt")
    return outcome


def replay(
    specification: Specification,
    state: State,
    prop: Property,
    lifted: Lifted,
    adopted: bool | None,
    left_out: Collection[str] = frozenset(),
) -> Outcome:
    """The interpreter's outcome, of rules without the clauses left out; ReplayError where the solver said another."""
    given = (specification, state, lifted.readings, lifted.decision, lifted.ballots)
    try:
        outcome = decide(*given, left_out)
    except ValueError as error:
        raise ReplayError(f"{prop.name}: {error}") from error
    passed = outcome.adopted if prop.under is None else prop.under in outcome.adopted_by
    if adopted is not None and passed is not adopted:
        raise ReplayError(f"{prop.name}: adopted is {passed}, expected {adopted}")
    if not condition_holds(
        specification, state, lifted.decision, condition_of_claim(prop.claim), facts=True
    ):
        raise ReplayError(f"{prop.name}: the decision is not one that the claim speaks of")
    match prop.claim:
        case Requires(requirement=requirement):
            if requirement_met(*given, requirement, facts=True):
                raise ReplayError(f"{prop.name}: the requirement is met")
        case PassesWith(requirement=requirement):
            if not requirement_met(*given, requirement, facts=True):
                raise ReplayError(f"{prop.name}: the requirement is not met")
        case CanBeQuorate(body):
            if not is_quorate(*given, body):
                raise ReplayError(f"{prop.name}: {body} is not quorate")
        case NeverApplies(clause):
            if not any(each.active for each in outcome.clauses if each.clause == clause):
                raise ReplayError(f"{prop.name}: {clause} does not apply")
        case _:
            pass
    return outcome
