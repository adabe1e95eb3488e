"""Votes that a record tells in numbers alone: does it come out the same, whoever they were?"""

from __future__ import annotations

from typing import assert_never

from policy_dsl.decisions import ToCome
from policy_dsl.records import dataclass, replace
from verifier.encoding.completing import Completions, completions
from verifier.records.building import Recorded
from verifier.records.occasion import Occasion
from verifier.results import ReplayError
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget, Limits
from verifier.solving.preferring import settled
from verifier.solving.values import Values
from verifier.words.open_votes import NOT_FOLLOWED
from verifier.words.reasons import why


@dataclass(frozen=True)
class Allotted:
    """The cases that fit the numbers: one where all come out alike, else one of each outcome; none where none fits.

    `because` says why it is not known whether there is one more.
    """

    cases: tuple[Occasion, ...]
    because: str | None = None


def allotted(recorded: Recorded, occasion: Occasion, limits: Limits) -> Allotted:
    """What comes of a motion for every way in which its totals can be given to those of whom nothing is said by name.

    A casting vote of which nothing is said may have been cast either way, or not at all.
    """
    unsaid = frozenset(
        body.name
        for body in occasion.specification.bodies
        if body.chair is not None
        and body.chair.casting_vote
        and body.name not in recorded.casting_said[-1]
    )
    it = completions(
        occasion.specification,
        occasion.state,
        occasion.readings,
        occasion.decision,
        occasion.ballots,
        ToCome(recorded.unallotted, casting=unsaid),
    )
    if not it.whole:
        return Allotted((), NOT_FOLLOWED)
    fitting = [
        term
        for body, said in recorded.totals.items()
        if any(where == body for where, _ in recorded.unallotted)
        for term in it.in_all(body, said)
    ]
    cases: list[Occasion] = []
    because: str | None = None
    for adopted in (True, False):
        question, budget = it.some(adopted), Budget(limits)
        answer = question.ask(budget, extra=fitting)
        match answer:
            case Found():
                # Whoever comes first is taken to have been for, then to have been against.
                first = settled(question, budget, answer, it.choices.variables[::-1], fitting)
                cases.append(_case(occasion, it, Values(first.model), adopted))
            case Unknown(reason):
                because = why(reason)
            case NoneFound():
                pass
            case _:
                assert_never(answer)
    return Allotted(tuple(cases), because)


def _case(occasion: Occasion, it: Completions, values: Values, adopted: bool) -> Occasion:
    """One way, worked out by the interpreter."""
    found = replace(occasion, ballots=it.completed(values))
    if found.adopted is not adopted:
        raise ReplayError(occasion.label)
    return found
