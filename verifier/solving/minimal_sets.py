"""All minimal sets of switches that let a question be answered, smallest first.

Switches only ever add answers. Every proof that some switches are not enough says which of the others one of
must be on; so the next candidate is a smallest set that meets all these demands (implicit hitting sets, after
Reiter 1987 and Liffiton et al., "Fast, flexible MUS enumeration", 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from typing import assert_never

import z3

from policy_dsl.records import dataclass, field
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.asking import Asking
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_often, unanswered
from verifier.solving.reasons import Reason


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
    `alone`: nobody asks the same solver anything else until the last set is given or the search is closed.
    """

    question: Question
    switches: Sequence[z3.BoolRef]
    budget: Budget
    known: Sequence[frozenset[int]] = ()
    demands: list[frozenset[int]] = field(default_factory=list)
    alone: bool = False
    stopped: Reason | None = None

    def __iter__(self) -> Iterator[MinimalSet]:
        literals = [_off(switch) for switch in self.switches]
        names = {literal.get_id(): index for index, literal in enumerate(literals)}
        candidates = Candidates(len(self.switches))
        for one in self.known:
            candidates.exclude(one)
        with ExitStack() as whole:
            standing = whole.enter_context(asked_often(self.question)) if self.alone else None
            while True:
                # Whoever is given a set may ask the same solver about it, so nothing stands there then.
                with nullcontext(standing) if standing else asked_often(self.question) as ask:
                    found = self._next(ask, candidates, literals, names)
                if found is None:
                    return
                yield found
                candidates.exclude(found.on)

    def _next(
        self,
        ask: Asking,
        candidates: Candidates,
        literals: Sequence[z3.BoolRef],
        names: Mapping[int, int],
    ) -> MinimalSet | None:
        while True:
            on = candidates.smallest(self.budget)
            match on:
                case None:
                    return None
                case Unknown(reason):
                    self.stopped = reason
                    return None
                case frozenset():
                    pass
                case _:
                    assert_never(on)
            off = [each for index, each in enumerate(literals) if index not in on]
            answer = ask(self.budget, off)
            match answer:
                case Found():
                    return MinimalSet(on, answer)
                case Unknown(reason):
                    self.stopped = reason
                    return None
                case NoneFound(core):
                    demand = frozenset(names[each.get_id()] for each in core)
                case _:
                    assert_never(answer)
            self.demands.append(demand)
            candidates.demand(demand)
            if not demand:
                return None


def _off(switch: z3.BoolRef) -> z3.BoolRef:
    """The literal that says that a switch, itself a literal, is off."""
    return switch.arg(0) if z3.is_not(switch) else z3.Not(switch)


class Candidates:
    """Sets of the numbers below `count` that meet all demands and hold no excluded set, smallest first.

    Of those of one size first comes the one with the smallest number of all, of those with the same the one with the
    smallest number besides, and so on; so which comes next does not depend on the demands that are known, as long as
    they rule out all that come before.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.size = 0
        self.demands: list[frozenset[int]] = []
        self.excluded: list[frozenset[int]] = []

    def demand(self, one_of: frozenset[int]) -> None:
        """One of these must be in it."""
        self.demands.append(one_of)

    def exclude(self, together: frozenset[int]) -> None:
        """Not all of these may be in it."""
        self.excluded.append(together)

    def smallest(self, budget: Budget) -> frozenset[int] | Unknown | None:
        """The next candidate; None where there is none left."""
        while self.size <= self.count:
            search = _Deepening(self.demands, self.excluded, budget)
            found = search.within(frozenset(), frozenset(), self.size)
            if found is not None:
                found = self._first(search, found)
            if search.spent is not None:
                return unanswered(search.spent, budget)
            if found is not None:
                return found
            if not search.cut:
                return None
            self.size += 1
        return None

    def _first(self, search: _Deepening, found: frozenset[int]) -> frozenset[int] | None:
        """The first of the candidates of the size of `found`, of which there are no smaller ones."""
        chosen: frozenset[int] = frozenset()
        left_out: frozenset[int] = frozenset()
        for number in sorted(frozenset[int]().union(*self.demands)):
            if len(chosen) == len(found):
                break
            if number not in found:
                left = len(found) - len(chosen) - 1
                other = search.within(chosen | {number}, left_out, left)
                if search.spent is not None:
                    return None
                if other is None:
                    left_out |= {number}
                    continue
                found = other
            chosen |= {number}
        return found


@dataclass
class _Deepening:
    """Searches for a set of at most so many. `cut` says that a larger one might do."""

    demands: Sequence[frozenset[int]]
    excluded: Sequence[frozenset[int]]
    budget: Budget
    cut: bool = False
    spent: Reason | None = None
    steps: int = 0

    def within(
        self, on: frozenset[int], left_out: frozenset[int], left: int
    ) -> frozenset[int] | None:
        """One that has all of `on`, none of `left_out`, and at most `left` besides."""
        self.steps += 1
        if self.steps % 5000 == 1:
            self.spent = self.budget.spent
        if self.spent is not None or any(each <= on for each in self.excluded):
            return None
        unmet = next((each for each in self.demands if not each & on), None)
        if unmet is None:
            return on
        if left == 0:
            self.cut = True
            return None
        for one in sorted(unmet - left_out):
            found = self.within(on | {one}, left_out, left - 1)
            if found is not None:
                return found
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
        match candidate:
            case None:
                return tuple(found), True
            case Unknown():
                return tuple(found), False
            case frozenset():
                found.append(candidate)
                candidates.exclude(candidate)
            case _:
                assert_never(candidate)
    return tuple(found), candidates.smallest(budget) is None
