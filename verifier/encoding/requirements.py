"""What requirements ask of ballots, as terms. Written from the language's definition, not from the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import z3

from policy_dsl.model import (
    AllBut,
    AllOf,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    CastingVote,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    Given,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Quorate,
    Requirement,
    Rounding,
    Share,
    Specification,
    Successive,
    Tally,
    Turnout,
    Who,
)
from policy_dsl.records import dataclass, field, replace
from verifier.encoding.ballots import BallotTerms
from verifier.encoding.cells import Electorate
from verifier.encoding.facts import FactKind, Relaxation, TrackedFact
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.not_held import not_held
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    TRUE,
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    is_false,
    less,
    negation,
    same,
    total,
    where,
)

ConditionTerm = Callable[[Condition, bool], z3.BoolRef]


@dataclass
class RequirementTerms:
    """Requirements over the ballots of one meeting. Terms that several clauses share are built once.

    What is demanded of meetings that follow one another is demanded of this one as the last; `earlier` are requirements
    over the one before it; where no decision takes one, nobody is there.
    """

    specification: Specification
    electorate: Electorate
    ballots: MeetingTerms
    relaxation: Relaxation
    condition: ConditionTerm
    earlier: RequirementTerms | None = None
    _quorate: dict[str, z3.BoolRef] = field(default_factory=dict)
    _met: dict[tuple[Requirement, bool], z3.BoolRef] = field(default_factory=dict)
    _newcomers: dict[tuple[str, str], SeatTerms] = field(default_factory=dict)

    def quorate(self, body: str) -> z3.BoolRef:
        """The body is quorate."""
        if body not in self._quorate:
            it = self.specification.body[body]
            # A quorum is a rule and sees rulings, also where a property asks, which sees facts.
            written = TRUE if it.quorum is None else self.met(it.quorum, facts=False)
            fact = TrackedFact(FactKind.QUORUM, body, it.quorum_place, it.quorum_notes)
            what = f"met{self.ballots.when}" if self.relaxation.opens_quorums_apart else "met"
            self._quorate[body] = self.relaxation.truth(fact, what, written, by_ballot=True)
        return self._quorate[body]

    def before(self, meetings: int) -> RequirementTerms:
        """Requirements over the ballots of an earlier meeting: so many before this one."""
        if meetings == 0:
            return self
        if self.earlier is None:
            # A claim may speak of more meetings than any decision takes: at those nobody is, so that what asks for
            # somebody is not met.
            nobody = not_held(self.ballots)
            self.earlier = replace(self, ballots=nobody, _quorate={}, _met={}, _newcomers={})
        return self.earlier.before(meetings - 1)

    def _counting(self, it: Tally | Consensus | NoObjection) -> z3.BoolRef:
        """Votes on it count: without a quorum, or since the body is quorate."""
        return TRUE if it.no_quorum else self.quorate(it.body)

    def met(self, requirement: Requirement, facts: bool) -> z3.BoolRef:
        """The requirement is met; `facts` says that it sees facts instead of rulings."""
        key = (requirement, facts)
        if key not in self._met:
            self._met[key] = self._build(requirement, facts)
        return self._met[key]

    def _build(self, requirement: Requirement, facts: bool) -> z3.BoolRef:
        match requirement:
            case AllOf(parts):
                return both(self.met(part, facts) for part in parts)
            case AnyOf(parts):
                return either(self.met(part, facts) for part in parts)
            case Successive(stages):
                last = len(stages) - 1
                return both(
                    self.before(last - index).met(stage, facts)
                    for index, stage in enumerate(stages)
                )
            case Quorate(body, so):
                quorate = self.quorate(body)
                return quorate if so else negation(quorate)
            case Given(condition):
                return self.condition(condition, facts)
            case Tally():
                return self._tally(requirement, facts)
            case AttendanceTally(tally):
                return self._attendance_tally(tally, facts)
            case Turnout(tally):
                return self._turnout(tally, facts)
            case NoRejection(tally):
                rejected = self._reached(tally, facts, rejecting=True)
                return both((self._counting(tally), negation(rejected)))
            case Consensus(body):
                objections = total([seat.against for seat in self.ballots.seats[body]])
                return both((self._counting(requirement), same(objections, 0)))
            case NoObjection(who, body):
                objecting = [
                    where(here, seat.against) for seat, here in self._among(body, who, facts)
                ]
                return both((self._counting(requirement), same(total(objecting), 0)))
            case ConsentVote(who, body, need):
                return self._consent_vote(who, body, need, facts)
            case ConsentAct(who, need):
                return self._consent_act(who, need, facts)
            case NoObjectionAct(who):
                return self._no_objection_act(who, facts)
            case Attends(who, body, need):
                return self._attends(who, body, need, facts)
            case CastingVote(body):
                cast_for, _ = self.ballots.casting(body)
                return both((cast_for,))

    def _among(self, body: str, who: Who | None, facts: bool) -> Iterator[tuple[SeatTerms, Bool]]:
        for seat in self.ballots.seats[body]:
            here = True if who is None else self.electorate.belongs(seat.cell, who, facts)
            if not is_false(here):
                yield seat, here

    def _weighted(self, seat: SeatTerms, weight: str) -> tuple[SeatTerms, int]:
        """The seat whose numbers are to be multiplied, and by what.

        Newcomers have any weights, each its own, so they get numbers of their own for each weight; what ties these to
        their heads is said where the numbers are made (`MeetingTerms.weighted_newcomers`).
        """
        if seat.cell.voters.parties:
            return seat, seat.cell.voters.first.weights.get(weight, 0)
        key = (seat.cell.name, weight)
        if key not in self._newcomers:
            self._newcomers[key] = self.ballots.weighted_newcomers(seat, weight)
        return self._newcomers[key], 1

    def _sum(
        self, tally: Tally, facts: bool, number: Callable[[SeatTerms], Int], heads: bool = False
    ) -> Int:
        """The sum over those whom the tally counts, by its weight or by heads."""
        parts: list[Int] = []
        for seat, here in self._among(tally.body, tally.among, facts):
            if heads or tally.weight is None:
                parts.append(where(here, number(seat)))
                continue
            weighed, factor = self._weighted(seat, tally.weight)
            # Those of a cell weigh the same, as weights tell classes apart: heads times a constant, so all stays
            # linear.
            if factor:
                parts.append(where(here, number(weighed) * factor))
        return total(parts)

    def _base(self, tally: Tally, facts: bool) -> Int:
        """What a share is a share of, summed like what is counted: by weight where that is weighed."""
        match tally.base:
            case Base.MEMBERS:
                return self._sum(tally, facts, lambda seat: seat.members)
            case Base.NOT_ABSTAINING:
                return self._sum(tally, facts, lambda seat: less(seat.members, seat.abstaining))
            case Base.PRESENT:
                return self._sum(tally, facts, lambda seat: seat.present)
            case Base.CAST:
                return self._sum(tally, facts, lambda seat: total((seat.in_favour, seat.against)))
            case Base.SEATS:
                # Nothing is said of vacant seats and suspended members but how many there are in all.
                declared = self.specification.body[tally.body].seats
                assert declared is not None
                gone = [seat.left_out for seat in self.ballots.seats[tally.body]]
                return less(declared, total(gone))
            case None:
                return 0

    def _enough(self, tally: Tally, numerator: Int, base: Callable[[], Int]) -> Bool:
        """The numerator reaches the quantity; shares are compared as products of whole numbers."""
        match tally.quantity:
            case Count(number, strict):
                # Numbers are whole: more than n is at least n + 1.
                return at_least(numerator, number + 1 if strict else number)
            case AllBut(number):
                return at_least(numerator, less(base(), number))
            case Share(fraction, strict, rounding):
                return _reaches(numerator, base(), fraction, strict, rounding)

    def _tally(self, tally: Tally, facts: bool) -> z3.BoolRef:
        return both((self._counting(tally), self._reached(tally, facts, rejecting=False)))

    def _reached(self, tally: Tally, facts: bool, rejecting: bool) -> z3.BoolRef:
        """The votes for (or, rejecting, those against) reach the threshold; without the quorum."""
        side: Callable[[SeatTerms], z3.ArithRef] = (
            (lambda seat: seat.against) if rejecting else (lambda seat: seat.in_favour)
        )
        numerator = self._sum(
            tally,
            facts,
            (lambda seat: total((side(seat), seat.abstaining))) if tally.abstentions else side,
        )
        # Where nobody votes so nothing is reached, though 0 is half of 0. By heads: a vote may weigh nothing. Who
        # abstains is no such vote, also where abstentions count with it: a decision that nobody is for is not
        # adopted.
        somebody = at_least(self._sum(tally, facts, side, heads=True), 1)
        enough = self._enough(tally, numerator, lambda: self._base(tally, facts))
        if not self._casting_vote_matters(tally):
            return both((somebody, enough))
        cast_for, cast_against = self.ballots.casting(tally.body)
        ours = self._sum(tally, facts, lambda seat: seat.in_favour)
        theirs = self._sum(tally, facts, lambda seat: seat.against)
        # Half of the votes cast are not more than half: the casting vote decides then, and only then. Of an odd
        # number a side that falls short of "more than half" has lost, so nothing is tied that a casting vote could
        # decide.
        tie = both((ours == theirs, ours >= 1))
        return both(
            (somebody, either((enough, both((tie, cast_against if rejecting else cast_for)))))
        )

    def _casting_vote_matters(self, tally: Tally) -> bool:
        chair = self.specification.body[tally.body].chair
        return (
            chair is not None
            and chair.casting_vote
            and tally.quantity == Share(Fraction(1, 2), strict=True)
            and tally.base is Base.CAST
            and tally.among is None
            and not tally.abstentions
        )

    def _attendance_tally(self, tally: Tally, facts: bool) -> z3.BoolRef:
        attending = self._sum(tally, facts, lambda seat: seat.present)
        there = self._sum(tally, facts, lambda seat: seat.present, heads=True)
        somebody = at_least(there, 1)
        return both((somebody, self._enough(tally, attending, lambda: self._base(tally, facts))))

    def _turnout(self, tally: Tally, facts: bool) -> z3.BoolRef:
        def votes(seat: SeatTerms) -> Int:
            return total((seat.in_favour, seat.against))

        cast = self._sum(tally, facts, votes)
        somebody = at_least(self._sum(tally, facts, votes, heads=True), 1)
        return both((somebody, self._enough(tally, cast, lambda: self._base(tally, facts))))

    def _consent_vote(self, who: Who, body: str, need: int | None, facts: bool) -> z3.BoolRef:
        here = list(self._among(body, who, facts))
        if need is not None:
            return both((total([where(inside, seat.in_favour) for seat, inside in here]) >= need,))
        # One who sits nowhere, or is recused, consents to nothing; a group of which nobody may vote has nobody who
        # withholds it.
        if who.single:
            return either(both((inside, seat.in_favour >= 1)) for seat, inside in here)
        return both(implies(inside, seat.in_favour == seat.entitled) for seat, inside in here)

    def _attends(self, who: Who, body: str, need: int | None, facts: bool) -> z3.BoolRef:
        here = list(self._among(body, who, facts))
        if need is not None:
            return both((total([where(inside, seat.present) for seat, inside in here]) >= need,))
        if who.single:
            return either(both((inside, seat.present >= 1)) for seat, inside in here)
        return both(implies(inside, seat.present == seat.members) for seat, inside in here)

    def _no_objection_act(self, who: Who, facts: bool) -> z3.BoolRef:
        objecting: list[Int] = []
        for cell in self.electorate.every_cell:
            inside = self.electorate.belongs(cell, who, facts)
            if not is_false(inside):
                objecting.append(where(inside, self.ballots.objection(cell)))
        return both((same(total(objecting), 0),))

    def _consent_act(self, who: Who, need: int | None, facts: bool) -> z3.BoolRef:
        counted: list[Int] = []
        every: list[Bool] = []
        for cell in self.electorate.every_cell:
            inside = self.electorate.belongs(cell, who, facts)
            if is_false(inside):
                continue
            consents = self.ballots.consent(cell)
            counted.append(where(inside, consents))
            every.append(implies(inside, consents == cell.size))
        if need is not None:
            return both((total(counted) >= need,))
        return both(every)


def requirement_terms(
    specification: Specification,
    electorate: Electorate,
    ballots: BallotTerms,
    relaxation: Relaxation,
    condition: ConditionTerm,
) -> RequirementTerms:
    """Requirements over the ballots of the last meeting, and of those before it."""
    made: RequirementTerms | None = None
    for each in reversed(ballots.meetings):
        made = RequirementTerms(specification, electorate, each, relaxation, condition, made)
    assert made is not None
    return made


def _reaches(
    number: Int, base: Int, fraction: Fraction, strict: bool, rounding: Rounding | None
) -> Bool:
    """At least, or more than, a share of the base. All are whole, so a rounded share moves the line by a part of one:
    n >= floor(x) says n + 1 > x, and n >= floor(x + 1/2) says n + 1/2 > x.
    """
    # With x the share of the base, number >= x is ours >= theirs. Whole numbers make of the rest: n > floor(x) says n >
    # x, n > ceil(x) says n - 1 >= x, n > floor(x + 1/2) says n > x + 1/2; so nothing is divided, and nothing rounded,
    # in terms.
    ours, theirs = number * fraction.denominator, base * fraction.numerator
    one = fraction.denominator
    match rounding, strict:
        case (None | Rounding.UP, False):
            return at_least(ours, theirs)
        case (None | Rounding.DOWN, True):
            return negation(at_least(theirs, ours))
        case (Rounding.UP, True):
            return at_least(ours, theirs + one)
        case (Rounding.DOWN, False):
            return negation(at_least(theirs, ours + one))
        case (Rounding.NEAREST, False):
            return negation(at_least(theirs * 2, ours * 2 + one))
        case _:
            return negation(at_least(theirs * 2 + one, ours * 2))
