"""All minimal sets of switches that let a question be answered, smallest first.

Switches only ever add answers. Every proof that some switches are not enough says which of the others one of
must be on; so the next candidate is a smallest set that meets all these demands (implicit hitting sets, after
Reiter 1987 and Liffiton et al., "Fast, flexible MUS enumeration", 2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from typing import assert_never

import z3

from policy_dsl.records import dataclass, field
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.asking import Asking
from verifier.solving.limits import Budget
from verifier.solving.questions import Question, asked_incrementally
from verifier.solving.reasons import Reason
from verifier.solving.solver_runs import unanswered


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
            standing = (
                whole.enter_context(asked_incrementally(self.question)) if self.alone else None
            )
            while True:
                # Whoever is given a set may ask the same solver about it, so nothing stands there then.
                with (
                    nullcontext(standing) if standing else asked_incrementally(self.question) as ask
                ):
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
                    # Switches only add answers, so whatever leaves all of this core off has none either: one of it must
                    # be on.
                    demand = frozenset(names[each.get_id()] for each in core)
                case _:
                    assert_never(answer)
            self.demands.append(demand)
            candidates.demand(demand)
            # Nothing that is off was needed for there to be none: there is none whatever is on.
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
        # Sets of numbers as bits: there may be hundreds of demands, and each is looked at in each step.
        self._demanded: list[int] = []
        self._excluded: list[int] = []
        # Of this size there is none before it.
        self._least: tuple[int, ...] = ()

    def demand(self, one_of: frozenset[int]) -> None:
        """One of these must be in it."""
        self.demands.append(one_of)
        self._demanded.append(_bits(one_of))

    def exclude(self, together: frozenset[int]) -> None:
        """Not all of these may be in it."""
        self._excluded.append(_bits(together))

    def smallest(self, budget: Budget) -> frozenset[int] | Unknown | None:
        """The next candidate; None where there is none left."""
        while self.size <= self.count:
            search = _Deepening(self._excluded, budget)
            found = search.first(0, 0, self._demanded, self.size, self._least)
            if search.spent is not None:
                return unanswered(search.spent, budget)
            if found is not None:
                numbers = _numbers(found)
                self._least = tuple(numbers)
                return frozenset(numbers)
            # Only a search from the first of them on shows whether a larger one might do.
            if not search.cut and not self._least:
                return None
            self.size += 1
            self._least = ()
        return None


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _numbers(bits: int) -> list[int]:
    return [number for number in range(bits.bit_length()) if bits >> number & 1]


@dataclass
class _Deepening:
    """Searches for the first set of so many, where there are no smaller ones. `cut` says that a larger one might do."""

    excluded: Sequence[int]
    budget: Budget
    cut: bool = False
    spent: Reason | None = None
    steps: int = 0

    def first(
        self, on: int, below: int, unmet: Sequence[int], left: int, least: Sequence[int]
    ) -> int | None:
        """The first with `on`, of which these demands are not met, and at most `left` numbers from `below` on besides;
        these are none that come before `least`.
        """
        self.steps += 1
        if self.steps % 1000 == 1:
            self.spent = self.budget.spent
        if self.spent is not None or any(each & on == each for each in self.excluded):
            return None
        if not unmet:
            return on
        if _at_least(unmet, left + 1):
            self.cut = True
            return None
        if least:
            below = max(below, least[0])
        # A number of which no demand is unmet would make a set larger for nothing.
        useful = 0
        highest = min(each.bit_length() for each in unmet)
        for each in unmet:
            useful |= each
        for number in range(below, highest):
            bit = 1 << number
            if not useful & bit:
                continue
            over = -bit
            rest = [each & over for each in unmet if not each & bit]
            rest_least = least[1:] if least and number == least[0] else ()
            found = self.first(on | bit, number + 1, rest, left - 1, rest_least)
            if found is not None or self.spent is not None:
                return found
        return None


def _at_least(demands: Sequence[int], number: int) -> bool:
    """Whether so many of the demands are found of which no two can be met by the same."""
    met = count = 0
    for each in demands:
        # No two of these can be met by one number, so each takes a number of its own: a bound from below.
        if not each & met:
            met |= each
            count += 1
            if count >= number:
                return True
    return False


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
