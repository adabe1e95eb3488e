"""What comes of so many votes in one body, all else held: each way to share them out, decided by the interpreter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Checked, Meeting, Numbers, Seated
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import (
    CastingVote,
    Requirement,
    Tally,
)
from policy_dsl.model.atoms import (
    adjournment,
    bodies_in_requirement,
    counted,
    meetings_in,
    requirement_atoms,
)
from policy_dsl.model.traverse import whos_in_requirement
from policy_dsl.records import dataclass, field, replace
from verifier.results.chart import ChartOutcome, TurnoutGrid, TurnoutRow, VotesNeeded

MOST_WAYS = 4_000  # to share out one vote
MOST_IN_ALL = 60_000
EVERY_ROW = 40  # of more voters some numbers that attend are charted
ROWS = 24


class TooManyWays(Exception):
    """There are more ways to share out votes than are gone through."""


Votes = tuple[int, int, int]  # for, against, abstaining


@dataclass
class Counting:
    """A decision that a power may take, and a body of which the votes are charted."""

    meeting: Meeting
    power: str
    body: str
    _known: dict[Votes, tuple[ChartOutcome, Ballots]] = field(default_factory=dict)
    _gone: int = 0

    @cached_property
    def demands(self) -> list[Requirement]:
        """All that the power demands."""
        return self.meeting.ways[self.power]

    @cached_property
    def voters(self) -> tuple[Seated, ...]:
        """Those who may vote in the body when the power is judged."""
        seated = self.meeting.rules.seated_for(self.power)[self.body]
        return tuple(each for each in seated if each.entitled)

    @cached_property
    def recused(self) -> tuple[Seated, ...]:
        """Those with a seat and no vote; they stay away."""
        seated = self.meeting.rules.seated_for(self.power)[self.body]
        return tuple(each for each in seated if not each.entitled and not each.suspended)

    @property
    def size(self) -> int:
        """How many may vote."""
        return sum(each.number for each in self.voters)

    @cached_property
    def groups(self) -> tuple[tuple[Seated, ...], ...]:
        """Those who may vote, together where nothing that is asked for tells them apart."""
        specification = self.meeting.specification
        asked = [*self.demands]
        asked += [body.quorum for body in specification.bodies if body.quorum is not None]
        whos = [who for it in asked for who in whos_in_requirement(it)]
        found: dict[object, list[Seated]] = {}
        for each in self.voters:
            weights = tuple(sorted(specification.party[each.party].weights.items()))
            situation = self.meeting.rules.situation
            meant = tuple(situation.refers(who, each.party, each.cell, False) for who in whos)
            found.setdefault((weights, meant, each.counts), []).append(each)
        return tuple(map(tuple, found.values()))

    @cached_property
    def elsewhere(self) -> Ballots:
        """Everybody is in favour in other bodies and by acts apart, nobody objects; here nobody has come."""
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
        for body, them in self.meeting.rules.seated.items():
            for each in them:
                away = body == self.body or each.suspended
                counts = Counts(absent=each.number) if away else Counts(in_favour=each.number)
                if not each.suspended:
                    votes.setdefault((body, each.party), {})[each.cell] = counts
        cells = self.meeting.rules.situation.cells
        consents = {party: dict(own) for party, own in cells.items()}
        return Ballots(votes, consents, dict.fromkeys(self.cast_for, Vote.FOR), {})

    @cached_property
    def meetings(self) -> int:
        """At how many meetings the decision is taken: the same is done at each."""
        return max(meetings_in(it) for it in self.demands)

    @cached_property
    def cast_for(self) -> tuple[str, ...]:
        """The bodies in which the casting vote is asked for by itself: there it is cast for, elsewhere not."""
        atoms = (atom for it in self.demands for atom in requirement_atoms(it))
        return tuple(dict.fromkeys(a.body for a in atoms if isinstance(a, CastingVote)))

    # --- outcomes --------------------------------------------------------------------------------

    def outcome(self, votes: Votes) -> ChartOutcome:
        """What comes of so many votes, however they are shared out."""
        return self._decided(votes)[0]

    def _decided(self, votes: Votes) -> tuple[ChartOutcome, Ballots]:
        """The same, with ballots that adopt it if there are any, unless all do."""
        if votes not in self._known:
            seen: dict[bool, Ballots] = {}
            for number, ballots in enumerate(self._shared_out(votes), 1):
                self._gone += 1
                if number > MOST_WAYS or self._gone > MOST_IN_ALL:
                    raise TooManyWays
                seen.setdefault(self._adopted(ballots), ballots)
                if len(seen) > 1:
                    break
            outcome = ChartOutcome.DEPENDS if len(seen) > 1 else _OUTCOME[next(iter(seen))]
            self._known[votes] = outcome, seen.get(False, next(iter(seen.values())))
        return self._known[votes]

    def _adopted(self, ballots: Ballots) -> bool:
        floor = Floor(self.meeting.rules, ballots, self.power)
        return all(check(floor, each, False).met for each in self.demands)

    def _shared_out(self, votes: Votes) -> Iterator[Ballots]:
        """Each way in which groups may have cast such votes; within a group it does not matter who did."""
        for counts in _ways(votes, [sum(each.number for each in g) for g in self.groups]):
            given = dict(self.elsewhere.votes)
            for group, (in_favour, against, abstaining) in zip(self.groups, counts, strict=True):
                left = [in_favour, against, abstaining]
                for each in group:
                    took: list[int] = []
                    free = each.number
                    for place in range(3):
                        part = min(free, left[place])
                        left[place] -= part
                        free -= part
                        took.append(part)
                    seat = self.body, each.party
                    given[seat] = {
                        **given[seat],
                        each.cell: Counts(took[0], took[1], took[2], free),
                    }
            one = Ballots(given, self.elsewhere.consents, self.elsewhere.casting, {})
            yield replace(one, earlier=(one,) * (self.meetings - 1))

    # --- thresholds ------------------------------------------------------------------------------

    def rows(self) -> tuple[tuple[TurnoutRow, ...], bool]:
        """For numbers that attend, how many votes for it takes; and whether these are all numbers."""
        attending = list(range(self.size + 1))
        every = self.size <= EVERY_ROW
        if not every:
            step = -(-self.size // ROWS)
            first = _first(
                lambda n: self.outcome((n, 0, 0)) is not ChartOutcome.NOT_ADOPTED, self.size
            )
            edges = [] if first is None else [first - 1, first]
            attending = sorted({*range(step, self.size + 1, step), *edges, 1, self.size} - {-1})
        return tuple(map(self._row, attending)), every

    def _row(self, attending: int) -> TurnoutRow:
        opposed = self._needed(attending, lambda n: (n, attending - n, 0))
        abstaining = self._needed(attending, lambda n: (n, 0, attending - n))
        return TurnoutRow(attending, opposed, abstaining)

    def _needed(self, attending: int, votes: Callable[[int], Votes]) -> VotesNeeded:
        """Whoever votes for in the place of another vote never harms, so that each number above is enough, too."""
        enough = _first(lambda n: self.outcome(votes(n)) is ChartOutcome.ADOPTED, attending)
        perhaps = _first(
            lambda n: self.outcome(votes(n)) is not ChartOutcome.NOT_ADOPTED, attending
        )
        exact = None
        if enough:
            exact = self._exact(self._decided(votes(enough - 1))[1], enough)
        return VotesNeeded(enough, perhaps, exact)

    def _exact(self, ballots: Ballots, enough: int) -> str | None:
        """What was asked for where one vote less was not enough, if that is no such number of votes."""
        floor = Floor(self.meeting.rules, ballots, self.power)
        for each in self.demands:
            for numbers in _unmet(check(floor, each, False)):
                if numbers.base is None or numbers.least != enough:
                    continue
                if numbers.strict:
                    return f"> {_number(numbers.needed)}"
                if numbers.needed != enough:
                    return _number(numbers.needed)
        return None

    def grid(self, attending: int) -> TurnoutGrid:
        """The outcome for each number of votes for (a row) and against (a column), where so many attend."""
        rows = []
        for in_favour in range(attending + 1):
            against = range(attending - in_favour + 1)
            rows.append(
                tuple(self.outcome((in_favour, n, attending - in_favour - n)) for n in against)
            )
        return TurnoutGrid(attending, tuple(rows))


_OUTCOME = {True: ChartOutcome.ADOPTED, False: ChartOutcome.NOT_ADOPTED}


def counted_bodies(meeting: Meeting, power: str) -> tuple[str, ...]:
    """The bodies in which something is counted for a power to take a decision."""
    found = [body for it in meeting.ways[power] for body in bodies_in_requirement(it)]
    return tuple(dict.fromkeys(found))


def _unmet(it: Checked) -> Iterator[Numbers]:
    """The numbers of each tally of heads that was not met."""
    if it.met:
        return
    asked = it.requirement
    asked = counted(asked)
    of_heads = isinstance(asked, Tally) and asked.weight is None and not asked.abstentions
    if it.numbers is not None and of_heads:
        yield it.numbers
    parts = it.parts
    if adjournment(asked) is not None:
        # What is asked at a meeting that is not held is not what was wanting.
        first, again = parts
        parts = (first,) if first.parts[0].parts[0].met else (again,)
    for part in parts:
        yield from _unmet(part)


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """The smallest number up to `most` of which it holds, as of all above it; None where it holds of none."""
    return bisect_left(range(most), True, key=holds) if holds(most) else None


def _ways(votes: Votes, sizes: list[int]) -> Iterator[tuple[Votes, ...]]:
    """Each way to share out votes among groups of these sizes."""
    if len(sizes) == 1:
        if sum(votes) <= sizes[0]:
            yield (votes,)
        return
    if not sizes:
        if not any(votes):
            yield ()
        return
    first, rest = sizes[0], sizes[1:]
    room = sum(rest)
    for in_favour in range(min(votes[0], first) + 1):
        for against in range(min(votes[1], first - in_favour) + 1):
            for abstaining in range(min(votes[2], first - in_favour - against) + 1):
                left = (votes[0] - in_favour, votes[1] - against, votes[2] - abstaining)
                if sum(left) <= room:
                    for others in _ways(left, rest):
                        yield ((in_favour, against, abstaining), *others)


def _number(it: int | Fraction) -> str:
    """A number exactly: 13.6, 13 1/3."""
    exact = Fraction(it)
    whole, rest = divmod(exact, 1)
    if not rest:
        return f"{whole:,}"
    if 1000 % rest.denominator == 0:
        return f"{whole:,}.{int(rest * 1000):03d}".rstrip("0")
    return f"{whole:,} {rest.numerator}/{rest.denominator}" if whole else str(rest)
