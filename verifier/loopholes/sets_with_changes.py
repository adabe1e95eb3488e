"""All minimal sets of openings, of which some may change rules or seats first, smallest first.

Whether a set suffices is asked of all that its changes can reach (`changing.saturation`). Where it does not, that is
a proof: some points are never reached, since the steps to them are barred or cannot be taken, and without them the
last decision cannot be. What the proof needs closed is a demand: every set that suffices has one of these openings.
So the next candidate is a smallest set that meets all demands, as in `solving.minimal_sets`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, product
from typing import TypeVar, assert_never

from policy_dsl.records import dataclass, field
from verifier.changing.change_openings import ChangeOpening
from verifier.changing.cohorts import split_cohorts
from verifier.changing.deciding import exactly
from verifier.changing.problem import Ask, Term
from verifier.changing.saturation import Saturated
from verifier.changing.symmetry import interchangeable
from verifier.encoding.conduct import Switch
from verifier.encoding.points import Point
from verifier.encoding.terms import negation
from verifier.loopholes.bounded import Bounded
from verifier.loopholes.demands import ClosureDemand, ask_last, smallest_demand
from verifier.solving.answers import Found, NoneFound, Unknown
from verifier.solving.minimal_sets import Candidates
from verifier.solving.reasons import Reason

T = TypeVar("T")

# Candidates that failed in a row, after which proofs are made small.
_PATIENCE = 8


# So many of the demands are taken that are the same one with other parties.
_IMAGES = 256


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


@dataclass
class Combinations:
    """The minimal sets of a problem's openings but for those that are `known`, with what is larger than one of these.

    `stopped` says which limit was reached.
    """

    whole: Bounded
    known: Sequence[frozenset[int]] = ()
    stopped: Reason | None = None
    _exact: dict[object, Bounded] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Combined]:
        whole = self.whole
        self.stopped = whole.at_most.unknown
        if self.stopped is not None or frozenset() in self.known:
            return
        everything = frozenset(range(len(whole.elements)))
        candidates = Candidates(len(everything))
        for one in self.known:
            candidates.exclude(one)
        single = frozenset[int]().union(*(one for one in self.known if len(one) == 1))
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
                    asked = self.asked(on)
                case _:
                    assert_never(on)
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
                    for each in self._images(asked):
                        candidates.demand(each)
                    if not asked:
                        return
                case Combined():
                    if on != everything - single or candidates.demands:
                        failed, patience = 0, _PATIENCE
                        yield asked
                        candidates.exclude(on)
                case _:
                    assert_never(asked)
            on = candidates.smallest(whole.budget)

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
            demand |= self._of_all_alike(problem, asked)
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

    def _of_all_alike(self, problem: Bounded, demand: frozenset[int]) -> frozenset[int]:
        """What is demanded for one choice of the holder's members, for all choices that go the same way."""
        alike = {party: set(them) for them in interchangeable(problem) for party in them}
        found = set(demand)
        for index in demand:
            place = self._places.get(index)
            if place is not None:
                done, party = place
                found |= {
                    self._numbers[done, each]
                    for each in alike[party]
                    if (done, each) in self._numbers
                }
        return frozenset(found)

    def _images(self, demand: frozenset[int]) -> Iterator[frozenset[int]]:
        """A demand, and what is demanded as well: the same with parties exchanged whom nothing tells apart.

        What an exchange of two of them makes of openings that do not suffice does not suffice either.
        """
        done: dict[str, set[tuple[str, str]]] = {}
        for index in demand & self._places.keys():
            what, party = self._places[index]
            done.setdefault(party, set()).add(what)
        rest = demand - self._places.keys()
        groups = [them for them in self._alike if any(party in done for party in them)]
        ways = [_arranged([frozenset(done.get(party, ())) for party in them]) for them in groups]
        yield demand
        for arranged in islice(product(*ways), _IMAGES):
            image = set(rest)
            for them, given in zip(groups, arranged, strict=True):
                for party, whats in zip(them, given, strict=True):
                    image |= {self._numbers[what, party] for what in whats}
            if image != demand:
                yield frozenset(image)

    @cached_property
    def _alike(self) -> list[list[str]]:
        """The parties, those together whom nothing tells apart as long as the same is open to be done to them."""
        everything = self.whole.under(frozenset(range(len(self.whole.elements))))
        return interchangeable(everything)

    @cached_property
    def _places(self) -> dict[int, tuple[tuple[str, str], str]]:
        """For each opening that is about one party's seat: what it does in which body, and to whom."""
        found: dict[int, tuple[tuple[str, str], str]] = {}
        for index, it in enumerate(self.whole.elements):
            seats = {(p.item.name, p.item.party) for p in _points(it)}
            if isinstance(it, ChangeOpening) and len(seats) == 1:
                ((body, party),) = seats
                if party:
                    found[index] = ((it.kind, body), party)
        return found

    @cached_property
    def _numbers(self) -> dict[tuple[tuple[str, str], str], int]:
        return {place: index for index, place in self._places.items()}

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


def _points(it: Switch | ChangeOpening) -> tuple[Point, ...]:
    return it.points if isinstance(it, ChangeOpening) else ()


def _arranged(them: Sequence[frozenset[T]]) -> Iterator[tuple[frozenset[T], ...]]:
    """All orders of these, each once."""
    if not them:
        yield ()
    for first in dict.fromkeys(them):
        rest = list(them)
        rest.remove(first)
        for others in _arranged(rest):
            yield (first, *others)
