"""What departures from one body do to a class of decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from policy_dsl.model import (
    NOWHERE,
    Alone,
    CanPass,
    Claim,
    Coalition,
    Condition,
    Event,
    NoneCanPass,
    Part,
    SomeCanPass,
    VoteCarries,
    Who,
)
from policy_dsl.records import dataclass, field
from verifier.resilience.claims_asked import AboutClass, some_of
from verifier.resilience.departures import (
    HAPPENS,
    DepartingTogether,
    Departures,
    Unit,
    events,
    sets_of,
    size,
    told,
    units,
)
from verifier.results import Verdict
from verifier.results.resilience import (
    BodyResilience,
    Departing,
    Departure,
    EvenSplit,
    FewestAfter,
    Standstill,
)
from verifier.results.statement import Said, Statement
from verifier.solving.answers import LimitReached
from verifier.words.reasons import why

# So many sets of departures of a kind are gone through; sets of so many at most are said as what a property supposes.
MOST_SETS = 40
MOST_EVENTS = 6
# Of so many it is asked how few decide all then, in bodies of so many seats (fewer, if members are of several kinds).
MOST_SETS_OF_FEW = 24
MOST_SEATS_OF_FEW = 30
MOST_SEATS_OF_SEVERAL_KINDS = 9


@dataclass
class OfABody:
    """The class and the body; `statements` say what was found, as far as the language can."""

    about: AboutClass
    body: str
    statements: list[Statement] = field(default_factory=list)
    fewest_left_out: bool = False

    def made(self, fewest: bool = True) -> BodyResilience:
        """All of it; not `fewest`: only when nothing can pass any more."""
        state = self.about.state
        seats = self._room(Departure.VACANT)
        stops = tuple(self._standstill(k) for k in (Departure.VACANT, Departure.SUSPENDED))
        # With that many seats vacant nothing more is asked.
        last = stops[0].clear
        still_open: list[str] = []
        few: list[FewestAfter] = []
        split: EvenSplit | None = None
        try:
            for each in self._fewest(last) if fewest else ():
                few.append(each)  # those known before a limit is reached
            split = self._split(last) if fewest else None
        except LimitReached as reached:
            still_open.append(why(reached.reason))
        voting = sum(
            party.size
            for party in self.about.specification.parties
            if state.votes_in(self.body, party.name)
        )
        left_out = self.fewest_left_out
        return BodyResilience(
            self.body, seats, voting, stops, tuple(few), left_out, split, tuple(still_open)
        )

    def _room(self, kind: Departure) -> int:
        return sum(map(size, self._units(kind)))

    def _units(self, kind: Departure) -> tuple[Unit, ...]:
        return units(self.about.specification, self.about.state, self.body, kind)

    def _sets(self, kind: Departure, number: int) -> Iterator[Departures]:
        return sets_of(self._units(kind), number)

    # --- nothing can pass any more -----------------------------------------------------------

    def _standstill(self, kind: Departure) -> Standstill:
        """The fewest departures after which nothing can pass, by going through all sets, the smallest first."""
        gone = False
        tried = 0
        room = self._room(kind)
        clear = 0
        for number in range(1, room + 1):
            stuck: list[Departures] = []
            passing = False
            for departures in self._sets(kind, number):
                tried += 1
                if tried > MOST_SETS:
                    return Standstill(kind, None, clear, (), True, gone)
                try:
                    verdict = self.about.passes(self.about.rules(departures, self.body, kind))
                except LimitReached as reached:
                    return Standstill(kind, None, clear, (), False, gone, open=why(reached.reason))
                match verdict:
                    case Verdict.HOLDS:
                        stuck.append(departures)
                    case Verdict.FAILS:
                        passing = True
                    case Verdict.VACUOUS:
                        # Of no such decision it is not told that none can pass.
                        gone = passing = True
                    case Verdict.UNDETERMINED:
                        raise AssertionError  # told by an exception
                    case _:
                        assert_never(verdict)
            if stuck:
                who = self._who_is_gone(kind, number, stuck, any_of_them=not passing)
                self._say_fewer(kind, number, gone)
                return Standstill(kind, number, clear, who, False, gone)
            clear = number
        return Standstill(kind, None, clear, (), False, gone)

    def _who_is_gone(
        self, kind: Departure, number: int, stuck: Sequence[Departures], any_of_them: bool
    ) -> tuple[DepartingTogether, ...]:
        """The sets, as told; as one where they are all that there are."""
        none = NoneCanPass(self.about.when)
        if any_of_them:
            happens = [self._any(number, kind)]
            them = [party for unit in self._units(kind) for party in unit]
            names = tuple(party.name for party in them)
            who: tuple[DepartingTogether, ...] = (
                (Departing(names, number, size(tuple(them)), self.body),),
            )
        else:
            happens = [events(each, self.body, kind) for each in stuck]
            state = self.about.state
            who = tuple(told(self.about.specification, state, each) for each in stuck)
        if number <= MOST_EVENTS:
            self.statements += [
                self.about.said(Said.STUCK_ONCE_GONE, none, True, each) for each in happens
            ]
        return who

    def _say_fewer(self, kind: Departure, number: int, gone: bool) -> None:
        """That with one less, whoever they are, something can pass."""
        if number - 1 <= MOST_EVENTS and not gone:
            passes = SomeCanPass(self.about.when)
            fewer = self._any(number - 1, kind)
            self.statements.append(self.about.said(Said.PASSABLE_WHILE_FEWER, passes, True, fewer))

    def _any(self, number: int, kind: Departure) -> tuple[Event, ...]:
        """That so many of the body depart, whoever they are."""
        return (Event(HAPPENS[kind], "", self.body, None, NOWHERE, one_of=self._who),) * number

    # --- so few decide all -------------------------------------------------------------------

    @property
    def _who(self) -> Who:
        return Who(self.body, bodies=(self.body,))

    def _can_pass(self, number: int, departures: Departures = ()) -> bool:
        """Whether some so many of the body can pass all of it, whatever the others do."""
        return self.about.some_pass(self.about.rules(departures, self.body), self._who, number)

    def _fewest(self, last: int) -> Iterator[FewestAfter]:
        """With no seat vacant, and with so many that fewer can, as far as seats can be vacant and something passes."""
        room = self._room(Departure.VACANT)
        kinds = len(self._units(Departure.VACANT))
        if not self.about.few_choices(self.about.seated(self.body).parties):
            self.fewest_left_out = True
            return
        best = self.about.fewest_pass(self._who, room)
        if best is None:
            return
        yield FewestAfter(0, best)
        self._say_few(0, best, ())
        tried = 0
        for number in range(1, last + 1):
            before = best
            by: Departures = ()
            sets = list(self._sets(Departure.VACANT, number))
            tried += len(sets)
            most = MOST_SEATS_OF_FEW if kinds == 1 else MOST_SEATS_OF_SEVERAL_KINDS
            if tried > MOST_SETS_OF_FEW or room > most:
                self.fewest_left_out = True
                return
            for departures in sets:
                while best > 1 and self._can_pass(best - 1, departures):
                    best, by = best - 1, departures
            if best < before:
                yield FewestAfter(number, best)
                self._say_few(number, best, by)

    def _none(self, number: int) -> Coalition:
        return Coalition((Part(self._who, number),), Alone.NONE)

    def _say_few(self, vacant: int, number: int, by: Departures) -> None:
        when = self.about.all_of_it
        if vacant <= MOST_EVENTS:
            happens = events(by, self.body, Departure.VACANT)
            claim = CanPass(some_of(self._who, number), when)
            self.statements.append(self.about.said(Said.SO_FEW_PASS, claim, True, happens))
        if vacant == 0 and number > 1:
            fewer = CanPass(self._none(number - 1), when)
            self.statements.append(self.about.said(Said.FEWER_DO_NOT_CARRY, fewer))
        if 0 < vacant <= MOST_EVENTS + 1:
            not_yet = CanPass(self._none(number), when)
            happens = self._any(vacant - 1, Departure.VACANT)
            self.statements.append(self.about.said(Said.NOT_SO_FEW_YET, not_yet, True, happens))

    # --- an even split -----------------------------------------------------------------------

    def _split(self, last: int) -> EvenSplit | None:
        """From how many vacant seats on a vote split evenly carries nothing; None where that is not clear-cut."""
        room = self._room(Departure.SUSPENDED)
        if room < 2:
            return None
        whole = _halves(room)
        if self._carries((), whole, False):
            self._say_split((), whole, False)
            return EvenSplit(0, whole)
        if not self._carries((), whole, True):
            return None
        for number in range(1, min(last, room - 2) + 1):
            votes = _halves(room - number)
            for departures in self._sets(Departure.VACANT, number):
                if all(self._votes(unit) for unit, _ in departures) and self._carries(
                    departures, votes, False
                ):
                    self._say_split((), whole, True)
                    self._say_split(departures, votes, False)
                    return EvenSplit(number, votes, whole, self._has_casting_vote)
        return None

    @property
    def _has_casting_vote(self) -> bool:
        chair = self.about.specification.body[self.body].chair
        return chair is not None and chair.casting_vote

    def _votes(self, unit: Unit) -> bool:
        return unit in self._units(Departure.SUSPENDED)

    def _carries(self, departures: Departures, votes: tuple[int, int], so: bool) -> bool:
        def claim(when: Condition) -> Claim:
            return VoteCarries(*votes, 0, self.body, when, so)

        return self.about.so(self.about.rules(departures, self.body), claim)

    def _say_split(self, departures: Departures, votes: tuple[int, int], so: bool) -> None:
        claim = VoteCarries(*votes, 0, self.body, self.about.all_of_it, so)
        happens = events(departures, self.body, Departure.VACANT)
        if len(happens) <= MOST_EVENTS:
            said = Said.EVEN_SPLIT_CARRIES if so else Said.EVEN_SPLIT_CARRIES_NOTHING
            self.statements.append(self.about.said(said, claim, True, happens))


def _halves(voting: int) -> tuple[int, int]:
    """A vote of so many that is split as evenly as can be, the larger half for."""
    return (voting + 1) // 2, voting // 2
