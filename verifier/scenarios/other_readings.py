"""Whether the same votes on the same decision have the same outcome however clauses are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product

from policy_dsl.interpreter import decide
from policy_dsl.model import Specification
from verifier.results import Scenario


def however_read(specification: Specification, it: Scenario) -> frozenset[str]:
    """The clauses that are read in a story in one way, and might be in any other, all of them at once.

    Of stories that change the rules first it is not asked: they are decided by other rules than the file's.
    """
    if it.earlier or it.otherwise is not None:
        return frozenset()
    read = it.readings_that_matter
    free = [name for name in read if _same_outcome(specification, it, (name,))]
    return frozenset(free) if _same_outcome(specification, it, free) else frozenset()


def _same_outcome(specification: Specification, it: Scenario, clauses: Collection[str]) -> bool:
    choices = [[each.name for each in specification.clause[name].readings] for name in clauses]
    return all(
        _adopted(specification, it, {**it.readings, **dict(zip(clauses, chosen, strict=True))})
        is it.replay.adopted
        for chosen in product(*choices)
    )


def _adopted(
    specification: Specification, it: Scenario, readings: Mapping[str, str]
) -> bool | None:
    """By the power that takes it in the story, if one does; None where the votes are none by these readings."""
    try:
        outcome = decide(specification, it.state, readings, it.decision, it.ballots)
    except ValueError:
        return None
    return outcome.adopted if it.power is None else it.power in outcome.adopted_by
