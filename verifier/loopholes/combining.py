"""All minimal sets of openings of which some change rules or seats first, smallest first.

Whether a set suffices is asked of all that its changes can reach (`changing.saturation`). Where it does not, that is
a proof: some points are never reached, since the steps to them are barred or cannot be taken, and without them the
last decision cannot be. What the proof needs closed is a demand: every set that suffices has one of these openings.
So the next candidate is a smallest set that meets all demands, as in `solving.minimal_sets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from policy_dsl.records import dataclass, field
from verifier.changing.cohorts import split_cohorts
from verifier.changing.deciding import exactly
from verifier.changing.openings import ChangeOpening
from verifier.changing.problem import Ask, Term, either_of
from verifier.changing.saturation import NEEDS, Saturated, is_possible, saturate
from verifier.changing.symmetry import interchangeable
from verifier.encoding.conduct import ACTS
from verifier.encoding.points import Point, produced
from verifier.encoding.terms import negation
from verifier.loopholes.bounded import Bounded
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.minimal_sets import Candidates
from verifier.solving.reasons import Reason

# Candidates that failed in a row, after which proofs are made small before the next one.
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
    made: Saturated
    answer: Found


@dataclass
class Combinations:
    """The minimal sets of a problem's openings with a change among them. `known` are sets that suffice without any.

    `stopped` says which limit was reached.
    """

    whole: Bounded
    known: Sequence[frozenset[int]] = ()
    stopped: Reason | None = None
    _exact: dict[object, Bounded] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Combined]:
        whole = self.whole
        self.stopped = whole.at_most.unknown
        if self.stopped is not None or not whole.changes or frozenset() in self.known:
            return
        first = len(whole.opened.switches)
        everything = frozenset(range(len(whole.elements)))
        candidates = Candidates(len(everything))
        for one in self.known:
            candidates.exclude(one)
        single = frozenset[int]().union(*(one for one in self.known if len(one) == 1))
        failed = 0
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
            if isinstance(asked, frozenset) and failed >= _PATIENCE:
                asked = self._smaller(asked, everything, first)
            match asked:
                case Unknown(reason):
                    self.stopped = reason
                    return
                case frozenset():
                    failed += 1
                    candidates.demand(asked)
                    if not asked:
                        return
                case Combined():
                    if on != everything - single or candidates.demands:
                        failed = 0
                        # A set without a change is one of those that the search for them leaves to be found.
                        if any(index >= first for index in on):
                            yield asked
                        candidates.exclude(on)
                case _:
                    assert_never(asked)
            on = candidates.smallest(whole.budget)

    # --- whether a set suffices --------------------------------------------------------------

    def asked(self, on: frozenset[int]) -> Combined | frozenset[int] | Unknown:
        """That these suffice; or of which others every set that does so has one."""
        problem = self.whole.under(on)
        made = saturate(problem, within=problem.within)
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
                    more = _Demand(problem, made).of(core)
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
                return Combined(on, problem, split_cohorts(ask), made, answer)
            chosen, ask = self._chosen(problem, ask, term)
            asked = self._for_one(on, chosen, ask)
            if not isinstance(asked, frozenset):
                return asked
            demand |= self._of_all_alike(problem, asked)
            blocked.append(negation(term))

    def _of_all_alike(self, problem: Bounded, demand: frozenset[int]) -> frozenset[int]:
        """What is demanded for one choice of the holder's members, for all choices that go the same way."""
        alike = {party: set(them) for them in interchangeable(problem) for party in them}
        places = {i: self._place(i) for i in range(len(self.whole.elements))}
        found = set(demand)
        for index in demand:
            it = places[index]
            if it is not None:
                kind, body, party = it
                them = alike[party]
                found |= {
                    i
                    for i, p in places.items()
                    if p is not None and p[:2] == (kind, body) and p[2] in them
                }
        return frozenset(found)

    def _place(self, index: int) -> tuple[str, str, str] | None:
        """What an opening does to whose seat in what body, if it is about one party's."""
        it = self.whole.elements[index]
        if not isinstance(it, ChangeOpening):
            return None
        seats = {(p.item.name, p.item.party) for p in it.points}
        if len(seats) != 1:
            return None
        ((body, party),) = seats
        return (it.kind, body, party) if party else None

    def _for_one(
        self, on: frozenset[int], problem: Bounded, ask: Ask
    ) -> Combined | frozenset[int] | Unknown:
        """The same for one reading and one choice of the holder's members."""
        made = saturate(problem, within=problem.within)
        if made.unknown is not None:
            return Unknown(made.unknown)
        answer = ask_last(problem, made)
        match answer:
            case Found():
                return Combined(on, problem, ask, made, answer)
            case Unknown():
                return answer
            case NoneFound(core):
                needed = _Demand(problem, made).of(core)
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

    def _smaller(
        self, demand: frozenset[int], everything: frozenset[int], first: int
    ) -> frozenset[int] | Unknown:
        """A demand of which no part is one, by looking at each change by itself. Changes are left out first."""
        needed: set[int] = set()
        for index in sorted(demand, key=lambda i: (i < first, i)):
            if index not in demand:
                continue
            problem = self.whole.under(everything - (demand - {index}))
            made = saturate(problem, within=problem.within)
            if made.unknown is not None:
                return demand
            answer = ask_last(problem, made)
            match answer:
                case NoneFound(core):
                    less = _Demand(problem, made).of(core)
                    match less:
                        case Unknown():
                            return less
                        case frozenset():
                            demand = less
                        case _:
                            assert_never(less)
                case Found():
                    needed.add(index)
                case Unknown():
                    return demand
                case _:
                    assert_never(answer)
        return demand


def ask_last(problem: Bounded, made: Saturated, blocked: Sequence[Term] = ()) -> Answer:
    """Whether the last decision can be, in some state reached; if not, what of the openings that needs closed."""
    always, banned = _bans(problem, made)
    off = _off(problem, range(len(problem.opened.switches)))
    question = problem.lastly([])
    extra = [*always, *problem.fixed, *blocked]
    return question.ask(problem.budget, extra=extra, assuming=[*banned, *off])


def _bans(problem: Bounded, made: Saturated) -> tuple[list[Term], dict[Term, Point]]:
    """What is never reached: by whatever is opened, and with no more than is open."""
    bans = problem.encoding.change.bans
    never = made.never(problem)
    reachable = problem.at_most.reached
    return (
        [bans[p] for p in never if p not in reachable],
        {bans[p]: p for p in never if p in reachable},
    )


def _off(problem: Bounded, among: Iterable[int]) -> dict[Term, int]:
    switches = problem.opened.switches
    return {negation(switches[i].term): i for i in among if i not in problem.on}


@dataclass
class _Demand:
    """What a proof that a set does not suffice needs closed."""

    problem: Bounded
    made: Saturated
    needed: set[int] = field(default_factory=set)
    never: set[Point] = field(default_factory=set)

    def of(self, core: Sequence[Term]) -> frozenset[int] | Unknown:
        """The openings of which one is needed, from the core of the question about the last decision."""
        problem = self.problem
        always, banned = _bans(problem, self.made)
        switches = problem.opened.switches
        steps = [i for i, s in enumerate(switches) if s.kind in ("reading", *ACTS)]
        off = _off(problem, steps)
        last = _off(problem, range(len(switches)))
        barred = {negation(v): by for v, by in problem.movers.items() if not by & problem.on}
        self._take(core, banned, last, {})
        done: set[Point] = set()
        while self.never - done:
            fresh = sorted(self.never - done, key=str)
            done.update(fresh)
            ways = [variable for point in fresh for variable in self._ways_to(point)]
            if not ways:
                continue
            extra = [*always, *problem.fixed, either_of(ways)]
            answer = self._none([*banned, *off, *barred], extra)
            match answer:
                case Unknown():
                    return answer
                case NoneFound(why):
                    self._take(why, banned, off, barred)
                case _:
                    assert_never(answer)
        return frozenset(self.needed)

    def _none(self, assuming: list[Term], extra: list[Term]) -> NoneFound | Unknown:
        """The proof that no step leads there: if need be, that none does for each ballot of the holder."""
        problem = self.problem
        acts = {i for i, s in enumerate(problem.opened.switches) if s.kind in ACTS}
        if acts:
            answer = problem.freely(problem.read_as_meant).ask(problem.budget, extra, assuming)
            match answer:
                case NoneFound() | Unknown():
                    return answer
                case Found():
                    self.needed |= acts - problem.on
                case _:
                    assert_never(answer)
        answer = problem.strictly(problem.read_as_meant).ask(problem.budget, extra, assuming)
        match answer:
            case NoneFound() | Unknown():
                return answer
            case Found():
                raise AssertionError  # what is not reached has no step to it
            case _:
                assert_never(answer)

    def _take(
        self,
        core: Sequence[Term],
        banned: dict[Term, Point],
        off: dict[Term, int],
        barred: dict[Term, frozenset[int]],
    ) -> None:
        points = {term.get_id(): point for term, point in banned.items()}
        switches = {term.get_id(): index for term, index in off.items()}
        effects = {term.get_id(): by for term, by in barred.items()}
        for term in core:
            name = term.get_id()
            if name in points:
                self.never.add(points[name])
                self.needed |= self.problem.openers.get(points[name], frozenset()) - self.problem.on
            elif name in switches:
                self.needed.add(switches[name])
            else:
                self.needed |= effects[name]

    def _ways_to(self, point: Point) -> Iterator[Term]:
        """The effects open to decisions that would bring it about; what else it would need is never so either."""
        problem = self.problem
        if point not in problem.within:
            return
        for variable, moves in problem.moves.items():
            for effect, points in moves:
                if point not in points or not problem.allows(effect):
                    continue
                if is_possible(self.made, effect):
                    yield variable
                else:
                    self._also(Point(produced(effect).item, s) for s in NEEDS[effect.kind])
        if point in problem.spontaneous:
            seated = ("votes",) if point.status == "suspended" else ("votes", "suspended")
            self._also(Point(point.item, s) for s in seated)

    def _also(self, points: Iterable[Point]) -> None:
        for point in points:
            if point not in self.made.reached and point in self.problem.at_most.reached:
                self.never.add(point)
                self.needed |= self.problem.openers.get(point, frozenset()) - self.problem.on
