"""What a proof that openings do not suffice needs closed: every set that suffices has one of these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import assert_never

from policy_dsl.records import dataclass, field
from verifier.changing.change_openings import ChangeOpening
from verifier.changing.problem import Term, either_of
from verifier.changing.saturation import NEEDS, Saturated, is_possible, saturate
from verifier.encoding.conduct import ACTS
from verifier.encoding.points import Point, produced
from verifier.encoding.terms import negation
from verifier.loopholes.bounded import Bounded
from verifier.solving.answers import Answer, Found, NoneFound, Unknown

# The kinds of opening besides changes that concern every meeting, not the last decision alone.
_EVERY_MEETING = ("reading", *ACTS)


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
class Demand:
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
        steps = [i for i, s in enumerate(switches) if s.kind in _EVERY_MEETING]
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
    """A part of a demand of which no part is one, by looking at each change by itself. Changes are left out first."""
    first = len(whole.opened.switches)
    closed = _Closed(whole, frozenset(range(len(whole.elements))), demand, ())
    order = sorted(demand, key=lambda i: (i < first, i))
    # What is needed with all others closed is needed with more open, too; mostly nothing else is.
    rest: list[int] = []
    for index in order:
        answer = closed.beside(index)
        match answer:
            case NoneFound():
                rest.append(index)
            case Found():
                pass
            case Unknown():
                return demand
            case _:
                assert_never(answer)
    for opened in (rest, *([index] for index in rest)):
        if not opened or not closed.them.issuperset(opened):
            continue
        less = closed.without(opened)
        match less:
            case None:
                continue
            case Unknown():
                return less
            case _Closed():
                closed = less
            case _:
                assert_never(less)
    return closed.them


@dataclass
class _Closed:
    """A demand, of which all that can be reached with everything else open is kept; `known` of it from the start."""

    whole: Bounded
    everything: frozenset[int]
    them: frozenset[int]
    known: Collection[Point]

    @cached_property
    def problem(self) -> Bounded:
        """With everything else open."""
        return self.whole.under(self.everything - self.them)

    @cached_property
    def made(self) -> Saturated:
        """What can be reached."""
        return saturate(self.problem, self.known, self.problem.within)

    def _opened(self, opened: Collection[int]) -> tuple[Bounded, Saturated]:
        """With some of them open, too: what more can be reached then."""
        problem = self.whole.under(self.everything - (self.them - set(opened)))
        them = [self.whole.elements[index] for index in opened]
        changes = [it for it in them if isinstance(it, ChangeOpening)]
        anywhere = any(it.kind in _EVERY_MEETING for it in them)
        if self.made.unknown is not None or not (changes or anywhere):
            return problem, self.made
        fresh = None if anywhere else {point for it in changes for point in it.points}
        return problem, saturate(problem, self.made.reached, problem.within, fresh)

    def beside(self, index: int) -> Answer:
        """Whether this one and everything else suffices."""
        problem, made = self._opened([index])
        if made.unknown is not None:
            return Unknown(made.unknown)
        change = isinstance(self.whole.elements[index], ChangeOpening)
        if change and made.reached.keys() == self.made.reached.keys():
            return NoneFound()  # as little as without it
        return ask_last(problem, made)

    def without(self, opened: Collection[int]) -> _Closed | Unknown | None:
        """A demand without these; None where the others are none."""
        problem, made = self._opened(opened)
        if made.unknown is not None:
            return Unknown(made.unknown)
        answer = ask_last(problem, made)
        match answer:
            case Found():
                return None
            case Unknown():
                return answer
            case NoneFound(core):
                pass
            case _:
                assert_never(answer)
        less = Demand(problem, made).of(core)
        match less:
            case Unknown():
                return less
            case frozenset():
                return _Closed(self.whole, self.everything, less, made.reached)
            case _:
                assert_never(less)
