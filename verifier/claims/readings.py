"""Under which readings a claim is refuted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import assert_never

from policy_dsl.records import dataclass
from verifier.claims.verification_condition import Term, VerificationCondition
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.plainness import readings_in_order
from verifier.encoding.terms import both, negation
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer
from verifier.solving.questions import Question, asked_incrementally
from verifier.solving.values import Values

# As many combinations are tried one by one; beyond, as many refuting ones are looked for.
MOST = 64

Reading = Mapping[str, str]


@dataclass(frozen=True)
class Refuting:
    """The readings under which a claim is refuted; clauses whose reading makes no difference are left out.

    `complete`: there are no others. `every`: these are all that there are.
    """

    readings: tuple[Reading, ...] = ()
    complete: bool = True
    every: bool = True


def refuting_readings(
    vcs: Sequence[VerificationCondition], budget: Budget, known: Found | None = None
) -> Refuting:
    """The readings under which one of the vcs' questions is answered; all are about the same encoding.

    `known` is an answer that was found before.
    """
    context = vcs[0].context
    # A clause of which two readings are compared is read in both ways, whatever is said of the others.
    choices = {
        clause: each
        for clause, each in context.encoding.activity.readings.choices.items()
        if clause != vcs[0].compared
    }
    fixed = dict(context.prop.fixed_readings)
    open_choices = {
        clause: [name for name in each if fixed.get(clause, name) == name]
        for clause, each in choices.items()
    }
    if not open_choices:
        return Refuting()
    tried = prod(len(names) for names in open_choices.values())
    if tried > MOST:
        return _some(vcs[0], len(vcs) == 1, budget)
    every_reading = [
        dict(zip(open_choices, names, strict=True)) for names in product(*open_choices.values())
    ]
    read_in = context.encoding.activity.readings.read_in
    refuting: list[Reading] = []
    if known is not None:
        refuting.append(_less(read_in(Values(known.model)), vcs[0].compared))
    unknown: list[Reading] = []
    for vc in vcs:
        with asked_incrementally(vc.question) as ask:
            for reading in every_reading:
                if reading not in refuting:
                    under = [choices[clause][name] for clause, name in reading.items()]
                    answer = ask(budget, under, read=False)
                    match answer:
                        case Found():
                            refuting.append(reading)
                        case Unknown():
                            unknown.append(reading)
                        case NoneFound():
                            pass
                        case _:
                            assert_never(answer)
    found = [reading for reading in every_reading if reading in refuting]
    complete = all(reading in refuting for reading in unknown)
    every = len(found) == tried and not any(len(choices[c]) > 1 for c in fixed if c in choices)
    return Refuting(without_idle(found, open_choices), complete, every)


def first_reading(
    context: ClaimContext,
    question: Question,
    found: Found,
    budget: Budget,
    given: Sequence[Term] = (),
) -> Reading:
    """Of the readings under which a question has an answer, with what is `given`, the first; `found` is any answer."""
    best, _ = prefer(question, budget, found, readings_in_order(context), given)
    return context.encoding.activity.readings.read_in(Values(best.model))


def _some(vc: VerificationCondition, alone: bool, budget: Budget) -> Refuting:
    choices = vc.context.encoding.activity.readings.choices
    found: list[Reading] = []
    excluded: list[Term] = []
    while len(found) < MOST:
        answer = vc.question.ask(budget, extra=excluded)
        match answer:
            case Found():
                first = first_reading(vc.context, vc.question, answer, budget, excluded)
                reading = _less(first, vc.compared)
            case NoneFound():
                return Refuting(tuple(found), alone, every=False)
            case Unknown():
                return Refuting(tuple(found), False, every=False)
            case _:
                assert_never(answer)
        found.append(reading)
        excluded.append(negation(both(choices[c][name] for c, name in reading.items())))
    return Refuting(tuple(found), complete=False, every=False)


def _less(reading: Reading, clause: str | None) -> Reading:
    """A reading of all clauses but one."""
    return {name: read for name, read in reading.items() if name != clause}


def without_idle(
    found: Sequence[Reading], choices: Mapping[str, Sequence[str]]
) -> tuple[Reading, ...]:
    """The same set of readings without the clauses whose reading does not matter."""
    left = [dict(reading) for reading in found]
    for clause, names in choices.items():
        rest: dict[tuple[tuple[str, str], ...], set[str]] = {}
        for reading in left:
            others = tuple((c, n) for c, n in reading.items() if c != clause)
            rest.setdefault(others, set()).add(reading[clause])
        # A clause with a single reading left to choose (the property fixes it) says nothing either.
        if (
            all(seen == set(names) for seen in rest.values())
            and len(names) > 1
            and len(choices) > 1
        ):
            left = [dict(others) for others in rest]
    return tuple(left)
