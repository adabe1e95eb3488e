"""All minimal sets of openings, of which some may change rules or seats first, smallest first.

Whether a set suffices is asked of all that its changes can reach (`changing.saturation`). Where it does not, that is
a proof: some points are never reached, since the steps to them are barred or cannot be taken, and without them the
last decision cannot be. What the proof needs closed is a demand: every set that suffices has one of these openings.
So the next candidate is a smallest set that meets all demands, as in `solving.minimal_sets`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import assert_never

from policy_dsl.records import dataclass, field
from verifier.changing.cohorts import split_cohorts
from verifier.changing.deciding import exactly
from verifier.changing.problem import Ask, Term
from verifier.changing.saturation import Saturated
from verifier.encoding.terms import negation
from verifier.loopholes.bounded import Bounded
from verifier.loopholes.demands import ClosureDemand, ask_last, smallest_demand
from verifier.loopholes.exchanges import Exchange, Exchanges
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.minimal_sets import Candidates
from verifier.solving.reasons import Reason

# Candidates that failed in a row, after which proofs are made small.
_PATIENCE = 8


@dataclass(frozen=True)
class Combined:
    """A set that suffices as far as is seen by looking at each change by itself.

    `problem` has one reading and one choice of the holder's members, and these openings open; `ask` is the same as a
    question of its own.
    """

    on: frozenset[int]
    problem: Bounded
    ask: Ask
    answer: Found


@dataclass(frozen=True)
class Exchanged:
    """A set that suffices as `first` did before, with parties exchanged whom nothing tells apart."""

    on: frozenset[int]
    first: frozenset[int]
    exchange: Exchange


@dataclass(frozen=True)
class Told:
    """A set of which whoever asked for the sets has a story already."""

    on: frozenset[int]


def _none_told(_: frozenset[int]) -> bool:
    return False


@dataclass
class Combinations:
    """The minimal sets of a problem's openings but for those that are `known`, with what is larger than one of these.

    `is_told`: whether there is a story of a set, so that nobody need ask whether it suffices. `stopped` says which
    limit was reached.
    """

    whole: Bounded
    known: Sequence[frozenset[int]] = ()
    is_told: Callable[[frozenset[int]], bool] = _none_told
    stopped: Reason | None = None
    _exact: dict[object, Bounded] = field(default_factory=dict)

    @cached_property
    def exchanges(self) -> Exchanges:
        """Whom nothing tells apart."""
        return Exchanges(self.whole)

    def __iter__(self) -> Iterator[Combined | Exchanged | Told]:
        whole = self.whole
        self.stopped = whole.at_most.unknown
        if self.stopped is not None or frozenset() in self.known:
            return
        everything = frozenset(range(len(whole.elements)))
        candidates = Candidates(len(everything))
        for one in self.known:
            candidates.exclude(one)
        single = frozenset[int]().union(*(one for one in self.known if len(one) == 1))
        # Of each kind of sets that suffice the first.
        kinds: dict[Hashable, frozenset[int]] = {}
        failed = idle = 0
        patience = _PATIENCE
        # First whether anything suffices at all but what is known; where nothing does, that is the end of it.
        on: frozenset[int] | Unknown | None = everything - single
        while True:
            match on:
                case None:
                    return
                case Unknown(reason):
                    self.stopped = reason
                    return
                case frozenset():
                    first = kinds.get(self.exchanges.kind(on))
                case _:
                    assert_never(on)
            asked = self._told_or_asked(on) if first is None else self._exchanged(first, on)
            if isinstance(asked, frozenset) and failed >= patience:
                smaller = self.asked(on, small=True)
                # Where the proofs are small as they are, it is seldom tried.
                idle = 2 * idle + 1 if smaller == asked else 0
                patience, asked = failed + idle, smaller
            match asked:
                case Unknown(reason):
                    self.stopped = reason
                    return
                case frozenset():
                    failed += 1
                    for each in self.exchanges.images(asked):
                        candidates.demand(each)
                    if not asked:
                        return
                case Combined() | Exchanged() | Told():
                    if on != everything - single or candidates.demands:
                        failed, patience = 0, _PATIENCE
                        yield asked
                        candidates.exclude(on)
                        kinds.setdefault(self.exchanges.kind(on), on)
                case _:
                    assert_never(asked)
            on = candidates.smallest(whole.budget)

    def _told_or_asked(self, on: frozenset[int]) -> Combined | Told | frozenset[int] | Unknown:
        return Told(on) if self.is_told(on) else self.asked(on)

    def _exchanged(self, first: frozenset[int], on: frozenset[int]) -> Exchanged:
        return Exchanged(on, first, self.exchanges.between(first, on))

    # --- whether a set suffices --------------------------------------------------------------

    def asked(self, on: frozenset[int], small: bool = False) -> Combined | frozenset[int] | Unknown:
        """That these suffice; or of which others every set that does so has one, made `small` for each choice of the
        holder's members.
        """
        problem = self.whole.under(on)
        made = problem.reached
        if made.unknown is not None:
            return Unknown(made.unknown)
        blocked: list[Term] = []
        demand: frozenset[int] = frozenset()
        never = made.never(problem)
        while True:
            answer = ask_last(problem, made, blocked)
            match answer:
                case Unknown():
                    return answer
                case NoneFound(core):
                    more = self._demanded(problem, made, core, small, blocked)
                    match more:
                        case Unknown():
                            return more
                        case frozenset():
                            return demand | more
                        case _:
                            assert_never(more)
                case Found():
                    pass
                case _:
                    assert_never(answer)
            ask, term = exactly(problem, never, blocked, answer, problem.budget)
            if term is None:
                return Combined(on, problem, split_cohorts(ask), answer)
            chosen, ask = self._chosen(problem, ask, term)
            asked = self._for_one(on, chosen, ask, small)
            if not isinstance(asked, frozenset):
                return asked
            demand |= self.exchanges.of_all_alike(problem, asked)
            blocked.append(negation(term))

    def _demanded(
        self,
        problem: Bounded,
        made: Saturated,
        core: Sequence[Term],
        small: bool,
        blocked: Sequence[Term] = (),
    ) -> frozenset[int] | Unknown:
        """What is demanded of a problem's openings, from the core of a proof that what is open does not suffice."""
        found = ClosureDemand(problem, made).of(core)
        match found:
            case frozenset() if small:
                return smallest_demand(problem.where((*problem.fixed, *blocked)), found)
            case frozenset() | Unknown():
                return found
            case _:
                assert_never(found)

    def _for_one(
        self, on: frozenset[int], problem: Bounded, ask: Ask, small: bool
    ) -> Combined | frozenset[int] | Unknown:
        """The same for one reading and one choice of the holder's members."""
        made = problem.reached
        if made.unknown is not None:
            return Unknown(made.unknown)
        answer = ask_last(problem, made)
        match answer:
            case Found():
                return Combined(on, problem, ask, answer)
            case Unknown():
                return answer
            case NoneFound(core):
                needed = self._demanded(problem, made, core, small)
            case _:
                assert_never(answer)
        match needed:
            case Unknown():
                return needed
            case frozenset():
                return problem.same(needed, self.whole)
            case _:
                assert_never(needed)

    def _chosen(self, problem: Bounded, ask: Ask, term: Term) -> tuple[Bounded, Ask]:
        """The problem for one reading and one choice of the holder's members, with the same openings; and what it asks,
        with the cohorts in two of which some are chosen.
        """
        if not problem.holding.variables:
            return problem.where((term,)), split_cohorts(ask)
        key = (ask.prop.fixed_readings, ask.holder)
        if key not in self._exact:
            self._exact[key] = self.whole.about(split_cohorts(ask))
        exact = self._exact[key]
        return exact.under(problem.same(problem.on, exact)), exact.ask
