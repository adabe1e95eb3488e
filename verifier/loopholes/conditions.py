"""The weakest condition: which decisions of the protected substance go the way of a loophole."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.decisions import Decision
from verifier.encoding.literals import Literal, literals
from verifier.encoding.terms import both, negation
from verifier.loopholes.openings import Openings
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.solving.values import Values


def weakest(
    openings: Openings, values: Values, decision: Decision, power: str, budget: Budget
) -> tuple[Literal, ...]:
    """The literals of a decision, less those that can be left out.

    What is left: every decision of the protected substance of which they are true is adopted by `power`, under the
    readings found, the holder acting as found and all others in favour. Where the property has no holder, the
    ballots are those found, and its requirement stays unmet. Where a limit was reached, as the budget says, more may
    be left than need be.
    """
    every = tuple(literals(openings.frame, values, decision))
    for question in _questions(openings, values, power):
        kept = every
        if not _always(question, kept, budget):
            continue
        for literal in every:
            rest = tuple(each for each in kept if each is not literal)
            if _always(question, rest, budget):
                kept = rest
        return kept
    return every


def _always(question: Exists, them: tuple[Literal, ...], budget: Budget) -> bool:
    try:
        return not there_is(question.ask(budget, extra=[each.term for each in them]))
    except LimitReached:
        return False  # it is not known to; a condition that says more is true all the same


def _questions(openings: Openings, values: Values, power: str) -> Iterator[Exists]:
    """Is there a decision of the protected substance that is not adopted so? The first that fits the example counts.

    Those who are recused attend, or stay away; or else everybody does exactly what is found.
    """
    frame, terms = openings.frame, openings.terms
    encoding = frame.encoding
    readings = values.kept([*encoding.activity.readings.variables, *frame.who.variables])
    adopted = encoding.adopted_by[power]
    if terms.holder is not None:
        for recused_attend in (True, False):
            votes = terms.opposed_as_in(values, recused_attend)
            yield frame.exists(*readings, *terms.protected(), *votes, negation(adopted))
    ballots = values.kept(encoding.ballot_variables)
    done = both([*encoding.ballot_limits, adopted, *terms.unmet_requirement()])
    # These ballots may be none at all for another decision, so what makes them ballots is a part of the question.
    yield Exists([*frame.limits, *readings, *terms.protected(), *ballots, negation(done)])
