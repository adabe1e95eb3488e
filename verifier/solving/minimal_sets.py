"""All minimal sets of switches that let a question be answered, smallest first.

Switches only ever add answers. Every proof that some switches are not enough says which of the others one of
must be on; so the next candidate is a smallest set that meets all these demands (implicit hitting sets, after
Reiter 1987 and Liffiton et al., "Fast, flexible MUS enumeration", 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import z3

from verifier.solving.limits import Budget
from verifier.solving.questions import Found, NoneFound, Question, Unknown, check, new_solver


@dataclass(frozen=True)
class MinimalSet:
    """Switches by index, and an answer with just these on."""

    on: frozenset[int]
    answer: Found


@dataclass
class MinimalSets:
    """The minimal sets of `switches` that let `question` be answered.

    `known` are sets to leave out, with all larger ones.
    `demands` collects what the proofs demanded: of each of these sets of switches one must be on.
    """

    question: Question
    switches: Sequence[z3.BoolRef]
    budget: Budget
    known: Sequence[frozenset[int]] = ()
    demands: list[frozenset[int]] = field(default_factory=list)
    stopped: str | None = None

    def __iter__(self) -> Iterator[MinimalSet]:
        names = {str(_off(switch)): index for index, switch in enumerate(self.switches)}
        candidates = Candidates(len(self.switches))
        for one in self.known:
            candidates.exclude(one)
        while True:
            on = candidates.smallest(self.budget)
            if isinstance(on, Unknown):
                self.stopped = on.reason
                return
            if on is None:
                return
            off = [_off(s) for index, s in enumerate(self.switches) if index not in on]
            answer = self.question.ask(self.budget, assuming=off)
            if isinstance(answer, Unknown):
                self.stopped = answer.reason
                return
            if isinstance(answer, NoneFound):
                demand = frozenset(names[str(each)] for each in answer.core)
                self.demands.append(demand)
                candidates.demand(demand)
                if not demand:
                    return
                continue
            yield MinimalSet(on, answer)
            candidates.exclude(on)


def _off(switch: z3.BoolRef) -> z3.BoolRef:
    """The literal that says that a switch, itself a literal, is off."""
    return switch.arg(0) if z3.is_not(switch) else z3.Not(switch)


class Candidates:
    """Sets of switches that meet all demands and hold no excluded set, smallest first."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.size = 0
        self.on = [z3.Bool(f"on {index}") for index in range(count)]
        self.number = z3.Int("how many")
        self.solver = new_solver()
        parts = [z3.If(each, z3.IntVal(1), z3.IntVal(0)) for each in self.on]
        self.solver.add(self.number == (z3.Sum(parts) if parts else z3.IntVal(0)))

    def demand(self, one_of: frozenset[int]) -> None:
        """One of these must be on."""
        self.solver.add(z3.Or([self.on[index] for index in sorted(one_of)]))

    def exclude(self, together: frozenset[int]) -> None:
        """Not all of these may be on."""
        self.solver.add(z3.Not(z3.And([self.on[index] for index in sorted(together)])))

    def smallest(self, budget: Budget) -> frozenset[int] | Unknown | None:
        """The next candidate; None where there is none left."""
        while self.size <= self.count:
            self.solver.push()
            self.solver.add(self.number <= self.size)
            answer = check(self.solver, budget)
            self.solver.pop()
            if isinstance(answer, Unknown):
                return answer
            if isinstance(answer, Found):
                model = answer.model
                return frozenset(
                    index
                    for index, each in enumerate(self.on)
                    if z3.is_true(model.eval(each, model_completion=True))
                )
            if isinstance(check(self.solver, budget), NoneFound):
                return None
            self.size += 1
        return None


def minimal_hitting_sets(
    families: Sequence[frozenset[int]], count: int, most: int, budget: Budget
) -> tuple[tuple[frozenset[int], ...], bool]:
    """The minimal sets of the numbers below `count` that meet each of `families`, at most `most`, and whether all."""
    candidates = Candidates(count)
    for one in families:
        candidates.demand(one)
    found: list[frozenset[int]] = []
    while len(found) < most:
        candidate = candidates.smallest(budget)
        if candidate is None:
            return tuple(found), True
        if isinstance(candidate, Unknown):
            return tuple(found), False
        found.append(candidate)
        candidates.exclude(candidate)
    return tuple(found), candidates.smallest(budget) is None
