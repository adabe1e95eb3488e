"""What a proof that openings do not suffice needs closed: every set that suffices has one of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from policy_dsl.records import dataclass, field
from verifier.changing.problem import Term, either_of
from verifier.changing.saturation import NEEDS, Saturated, is_possible
from verifier.encoding.conduct import ACTS
from verifier.encoding.points import Point, produced
from verifier.encoding.terms import negation
from verifier.loopholes.bounded import EVERY_MEETING, Bounded
from verifier.solving.answers import Answer, Found, NoneFound, Unknown
from verifier.solving.questions import asked_incrementally


def ask_last(
    problem: Bounded, made: Saturated, blocked: Sequence[Term] = (), read: bool = True
) -> Answer:
    """Whether the last decision can be, in some state reached; if not, what of the openings that needs closed."""
    always, banned = _bans(problem, made)
    off = _off(problem, range(len(problem.opened.switches)))
    question = problem.lastly([])
    extra = [*always, *problem.fixed, *blocked]
    with asked_incrementally(question, extra) as ask:
        return ask(problem.budget, [*banned, *off], read)


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
    those = (i for i in among if i < len(switches) and i not in problem.on)
    return {negation(switches[i].term): i for i in those}


@dataclass
class ClosureDemand:
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
        steps = [i for i, s in enumerate(switches) if s.kind in EVERY_MEETING]
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


# --- small ones ----------------------------------------------------------------------------------


def smallest_demand(whole: Bounded, demand: frozenset[int]) -> frozenset[int] | Unknown:
    """A part of a demand of which no part is one, by looking at each change by itself. Changes are left out first.

    The demand itself, which may have a smaller one in it, where what is reached with all else open proves it no more:
    that goes together with decisions that other openings would make, one by one, and tells less of each.
    """
    first = len(whole.opened.switches)
    closed = _closed(whole, demand)
    if closed is None:
        return demand
    for index in sorted(demand, key=lambda i: (i < first, i)):
        match closed:
            case Unknown():
                return closed
            case _Closed() if index in closed.them:
                # What is needed with all others closed is needed with more open, too.
                less = closed.without(index)
                closed = closed if less is None else less
            case _Closed():
                pass
            case _:
                assert_never(closed)
    match closed:
        case Unknown():
            return closed
        case _Closed():
            return closed.them
        case _:
            assert_never(closed)


def _closed(whole: Bounded, them: frozenset[int]) -> _Closed | Unknown | None:
    """A demand, with why it is one; None where it is one only as long as nothing else is open."""
    problem = whole.under(frozenset(range(len(whole.elements))) - them)
    made = problem.reached
    if made.unknown is not None:
        return Unknown(made.unknown)
    answer = ask_last(problem, made, read=False)
    match answer:
        case NoneFound(core):
            return _Closed(problem, them, made, core)
        case Unknown():
            return answer
        case Found():
            return None
        case _:
            assert_never(answer)


@dataclass(frozen=True)
class _Closed:
    """A demand: with everything else open, as in the `problem`, what is reached does not suffice, by this core."""

    problem: Bounded
    them: frozenset[int]
    made: Saturated
    core: Sequence[Term]

    def without(self, index: int) -> _Closed | Unknown | None:
        """A demand without this one; None where the others are none."""
        less = self._opening(frozenset((index,)))
        if not isinstance(less, _Closed) or less.core is self.core:
            return less
        needed = ClosureDemand(less.problem, less.made).of(less.core)
        match needed:
            case Unknown():
                return needed
            case frozenset():
                return less._opening(less.them - needed) if needed < less.them else less
            case _:
                assert_never(needed)

    def _opening(self, opened: frozenset[int]) -> _Closed | Unknown | None:
        """The demand without these; None where with them open, too, the rest suffices.

        As long as nothing that the core needs closed is open or reached, it is a proof of that as well.
        """
        problem = self.problem.under(self.problem.on | opened)
        core = self.core
        needs = {term.get_id() for term in core}
        bans = problem.encoding.change.bans
        touched = any(term.get_id() in needs for term in _off(self.problem, opened))
        made, seen = self.made, frozenset(self.made.reached)
        for made in problem.reaching():
            fresh = made.reached.keys() - seen
            if touched or any(bans[point].get_id() in needs for point in fresh):
                answer = ask_last(problem, made, read=False)
                match answer:
                    case Found():
                        return None
                    case Unknown():
                        return answer
                    case NoneFound(core):
                        needs, touched = {term.get_id() for term in core}, False
                    case _:
                        assert_never(answer)
            seen = frozenset(made.reached)
        if made.unknown is not None:
            return Unknown(made.unknown)
        return _Closed(problem, self.them - opened, made, core)
