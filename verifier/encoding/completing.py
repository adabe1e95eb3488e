"""Ballots of which some is still to come, on one decision under one reading: all ways in which they may come out.

Everything but what is still to come has a value, so that adoption is a term over that alone. Of those who are still to
come some can be fixed: so many vote for, so many stay away for good. Whatever the others then do is a completion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts, Decision, ToCome, Vote
from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.cells import Cell
from verifier.encoding.choices import Choices, Pairs
from verifier.encoding.classes import VoterClass, voter_classes
from verifier.encoding.known_decision import KnownDecision, Seat
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.seat_terms import CastingTerms, SeatTerms
from verifier.encoding.still_to_come import Act, StillToCome, read_acts, read_votes
from verifier.encoding.suffices import variables_in
from verifier.encoding.terms import (
    TRUE,
    at_least,
    both,
    identity,
    less,
    name_of,
    negation,
    number_term,
    same,
    total,
    truth,
    where,
)
from verifier.solving.library import CONTEXT, substituted
from verifier.solving.questions import Exists, ExistsForAll
from verifier.solving.values import Values

NOTHING_TO_COME = ToCome()


@dataclass
class Completions:
    """Everything that may still come. `adopted` is a term over the ballots; `opens` are who is still to come."""

    known: KnownDecision
    ballots: Ballots
    to_come: ToCome
    opens: list[StillToCome] = field(default_factory=list)
    choices: Choices = field(default_factory=Choices)
    _rest_silent: list[z3.BoolRef] = field(default_factory=list)
    _limits: list[z3.BoolRef] = field(default_factory=list)
    _not_both: list[z3.BoolRef] = field(default_factory=list)
    _act: dict[str, Act] = field(default_factory=dict)
    _read: list[Callable[[Values, Ballots], None]] = field(default_factory=list)

    @property
    def encoding(self) -> Encoding:
        """The rules as terms."""
        return self.known.encoding

    def __post_init__(self) -> None:
        for seat in self.encoding.ballots.all_seats:
            self._seat(seat)
        for meeting in self.encoding.ballots.meetings:
            for cell in self.encoding.electorate.cells:
                self._acts_of(cell, meeting)
        for cast in self.encoding.ballots.casting_votes:
            self._casting(cast)

    def _given(self, back: int) -> tuple[Ballots, ToCome]:
        """What was done at a meeting, and what is still to come there: at the last one only."""
        return self.ballots.before_the_last(back), NOTHING_TO_COME if back else self.to_come

    @cached_property
    def adopted(self) -> z3.BoolRef:
        """Adopted, over the ballots alone."""
        found = self.known.value(self.encoding.adopted)
        assert isinstance(found, z3.BoolRef)
        return found

    @cached_property
    def whole(self) -> bool:
        """Whether all that adoption depends on is among what may come, or has a value."""
        coming = {name_of(variable) for variable in self.choices.variables}
        return variables_in(self.adopted) <= coming

    # --- what is still to come -----------------------------------------------------------------

    def _fix(self, name: str, acts: Sequence[Act], number: int) -> dict[Act, z3.ArithRef]:
        """How many are known to do what; together no more than there are."""
        fixed = {act: z3.Int(f"{act.value} for certain, {name}", CONTEXT) for act in acts}
        self._limits += [each >= 0 for each in fixed.values()]
        self._limits.append(z3.Sum(list(fixed.values())) <= number)
        return fixed

    def _ranges(
        self, act: Act, variable: z3.ArithRef, least: int | z3.ArithRef, most: int | z3.ArithRef
    ) -> None:
        """So many do it, of whom some are known."""
        self._act[name_of(variable)] = act
        self.choices.numbers.append((variable, least, most))

    def _is(self, variable: z3.ArithRef, number: int) -> None:
        """Nothing that comes changes it."""
        self.choices.numbers.append((variable, number, number))
        self._rest_silent.append(variable == number)

    def _seat(self, seat: SeatTerms) -> None:
        members = self.known.members[seat.cell.name]
        if not self.known.number(seat.seats):
            for variable in (seat.in_favour, seat.against, seat.abstaining, seat.attending):
                if isinstance(variable, z3.ArithRef):
                    self._is(variable, 0)
            return
        recused = self.known.number(seat.excluded) > 0
        given = Counts()
        who: list[Seat] = []
        ballots, to_come = self._given(seat.back)
        for party, cell, number in members:
            counts = ballots.votes.get((seat.body, party), {}).get(cell)
            counts = Counts(absent=number) if counts is None else counts
            coming = to_come.votes.get((seat.body, party), {}).get(cell, 0)
            given = Counts(
                given.in_favour + counts.in_favour,
                given.against + counts.against,
                given.abstain + counts.abstain,
                given.absent + counts.absent - coming,
            )
            who += [(party, cell, coming)] if coming else []
        number = sum(each for _, _, each in who)
        name = f"{seat.cell.name} in {seat.body}"
        if recused:
            self._recused(seat, given, who, number, name)
            return
        fixed: dict[Act, z3.ArithRef] = {}
        if number:
            acts = (Act.FOR, Act.AGAINST, Act.ABSTAIN, Act.AWAY)
            fixed = self._fix(name, acts, number)
            self.opens.append(StillToCome(seat.body, tuple(who), number, fixed))
        places = (
            (seat.in_favour, given.in_favour, Act.FOR),
            (seat.against, given.against, Act.AGAINST),
            (seat.abstaining, given.abstain, Act.ABSTAIN),
        )
        # Each takes of what those before it leave: whatever those still to come do is one such choice.
        so_far: int | z3.ArithRef = 0
        left = number - total([*fixed.values()]) if fixed else 0
        for variable, known, act in places:
            least = known + fixed[act] if fixed else known
            self._ranges(act, variable, least, least + left - so_far)
            so_far = so_far + variable - least
            self._rest_silent.append(variable == least)
        if isinstance(seat.attending, z3.ArithRef):
            self._is(seat.attending, 0)
        if number:
            votes = {
                Vote.FOR: (seat.in_favour, given.in_favour),
                Vote.AGAINST: (seat.against, given.against),
                Vote.ABSTAIN: (seat.abstaining, given.abstain),
            }
            self._read.append(read_votes(seat.body, who, votes))

    def _recused(
        self, seat: SeatTerms, given: Counts, who: list[Seat], number: int, name: str
    ) -> None:
        """Those who may not vote attend or not."""
        assert isinstance(seat.attending, z3.ArithRef)
        for variable in (seat.in_favour, seat.against, seat.abstaining):
            self._is(variable, 0)
        least: int | z3.ArithRef = given.attending
        most: int | z3.ArithRef = given.attending + number
        if number:
            fixed = self._fix(name, (Act.ATTEND, Act.AWAY), number)
            self.opens.append(StillToCome(seat.body, tuple(who), number, fixed))
            least, most = least + fixed[Act.ATTEND], most - fixed[Act.AWAY]
            votes = {Vote.ABSTAIN: (seat.attending, given.attending)}
            self._read.append(read_votes(seat.body, who, votes))
        self._ranges(Act.ATTEND, seat.attending, least, most)
        self._rest_silent.append(seat.attending == least)

    def _acts_of(self, cell: Cell, terms: MeetingTerms) -> None:
        """Consents and objections at a meeting; whoever gives the one does not give the other."""
        ballots, to_come = self._given(terms.back)
        ranges: list[tuple[z3.ArithRef, int | z3.ArithRef, int | z3.ArithRef]] = []
        for kind, variables, given, coming, acts in (
            (
                "consents",
                terms.consents,
                ballots.consents,
                to_come.consents,
                (Act.CONSENT, Act.NO_CONSENT),
            ),
            (
                "objections",
                terms.objections,
                ballots.objections,
                to_come.objections,
                (Act.OBJECT, Act.NO_OBJECTION),
            ),
        ):
            variable = variables.get(cell.name)
            if variable is None:
                continue
            done, who = 0, list[Seat]()
            for party, own, _ in self.known.members[cell.name]:
                done += given.get(party, {}).get(own, 0)
                number = coming.get(party, {}).get(own, 0)
                who += [(party, own, number)] if number else []
            number = sum(each for _, _, each in who)
            least: int | z3.ArithRef = done
            most: int | z3.ArithRef = done + number
            if number:
                fixed = self._fix(f"{kind} of {cell.name}", acts, number)
                self.opens.append(StillToCome("", tuple(who), number, fixed))
                least, most = least + fixed[acts[0]], most - fixed[acts[1]]
                self._read.append(read_acts(kind, who, variable, done))
            ranges.append((variable, least, most))
        if len(ranges) > 1:
            size = self.known.number(cell.size)
            (first, low, high), (second, least, most) = ranges
            self._limits.append(both((at_least(size, total((low, least))),)))
            ranges = [
                (first, low, _smaller(high, less(size, least))),
                (second, least, _smaller(most, less(size, first))),
            ]
        for variable, least, most in ranges:
            consents = terms.consents.get(cell.name)
            consenting = consents is not None and identity(consents) == identity(variable)
            self._ranges(Act.CONSENT if consenting else Act.OBJECT, variable, least, most)
            self._rest_silent.append(both((same(variable, least),)))

    def _casting(self, its: CastingTerms) -> None:
        body, cast_for, cast_against = its.body, its.cast_for, its.cast_against
        given, to_come = self._given(its.back)
        if body not in to_come.casting:
            cast = given.casting.get(body)
            for variable, vote in ((cast_for, Vote.FOR), (cast_against, Vote.AGAINST)):
                self.choices.truths.append((variable, cast is vote, cast is vote))
                self._rest_silent.append(variable == (cast is vote))
            return
        chair = self.encoding.specification.body[body].chair
        assert chair is not None
        acts = (Act.CAST_FOR, Act.CAST_AGAINST, Act.NOT_CAST)
        fixed = self._fix(f"casting vote in {body}", acts, 1)
        self.opens.append(StillToCome(body, ((chair.party, NO_ATTRIBUTE, 1),), 1, fixed))
        certain = {act: each >= 1 for act, each in fixed.items()}
        either_not = z3.Or(certain[Act.NOT_CAST], certain[Act.CAST_AGAINST])
        self.choices.truths.append((cast_for, certain[Act.CAST_FOR], z3.Not(either_not)))
        can = z3.Not(z3.Or(certain[Act.NOT_CAST], certain[Act.CAST_FOR]))
        self._not_both.append(z3.Not(z3.And(cast_for, cast_against)))
        self.choices.truths.append((cast_against, certain[Act.CAST_AGAINST], can))
        self._rest_silent += [
            cast_for == certain[Act.CAST_FOR],
            cast_against == certain[Act.CAST_AGAINST],
        ]

        def read(values: Values, ballots: Ballots) -> None:
            if values.truth(cast_for) or values.truth(cast_against):
                vote = Vote.FOR if values.truth(cast_for) else Vote.AGAINST
                assert isinstance(ballots.casting, dict)
                ballots.casting[body] = vote

        self._read.append(read)

    # --- questions -----------------------------------------------------------------------------

    @property
    def fixed(self) -> z3.ArithRef:
        """How many of those still to come are known to do something."""
        return z3.IntVal(0, CONTEXT) + total(self.fixed_each)

    @property
    def fixed_each(self) -> list[z3.ArithRef]:
        """Of each of them and each act, how many are known to do it."""
        return [each for it in self.opens for each in it.fixed.values()]

    def only(self, acts: Sequence[Act]) -> list[z3.BoolRef]:
        """Nothing is known but that some do such things."""
        return [
            variable == 0
            for it in self.opens
            for act, variable in it.fixed.items()
            if act not in acts
        ]

    def _outcome(self, adopted: bool) -> z3.BoolRef:
        return self.adopted if adopted else negation(self.adopted)

    def some(self, adopted: bool) -> Exists:
        """Some completion has this outcome."""
        return Exists([*self._limits, *self.only(()), *self._completed, self._outcome(adopted)])

    @property
    def _completed(self) -> list[z3.BoolRef]:
        return [*self.choices.limits, *self._not_both]

    def silent(self, adopted: bool) -> Exists:
        """It comes out so once some do what is known of them, and all others nothing more."""
        return Exists([*self._limits, *self._rest_silent, *self._completed, self._outcome(adopted)])

    def certain(self, adopted: bool) -> Exists | ExistsForAll:
        """It comes out so once some do what is known of them, whatever all others do."""
        return ExistsForAll(
            outer=self._limits or [TRUE],
            allowed=both(self._completed),
            goal=self._outcome(adopted),
            outer_variables=lambda: self.fixed_each,
            inner_variables=lambda: self.choices.variables,
            seeds=list(self._strategies(not adopted)),
            nearest=self.choices.nearest,
            ends=self.choices.ends,
        )

    def _strategies(self, adopted: bool) -> Iterator[Pairs]:
        """What all others may do to bring about an outcome, as terms over what is known: all the same thing."""
        votes = (Act.FOR,) if adopted else (Act.AGAINST, Act.ABSTAIN, Act.AWAY)
        apart = Act.CONSENT if adopted else Act.OBJECT
        for vote in votes:
            yield self._all_do({vote, apart, Act.ATTEND}, adopted)
            yield self._all_do({vote, apart}, adopted)

    def _all_do(self, acts: set[Act], cast_for: bool) -> Pairs:
        found: Pairs = []
        for variable, least, most in self.choices.numbers:
            bound = most if self._act.get(name_of(variable)) in acts else least
            term = number_term(bound)
            found.append((variable, substituted(term, found)))
        for index, (cast, must, can) in enumerate(self.choices.truths):
            # The casting vote for stands before that against, of each body.
            found.append((cast, both((can if (index % 2 == 0) is cast_for else must,))))
        return found

    def in_all(self, body: str, numbers: Mapping[str, int]) -> list[z3.BoolRef]:
        """Of all members of a body so many do what, at the last meeting.

        One who may not vote does neither, and may be taken for one who abstained or not.
        """
        seats = [it for it in self.encoding.ballots.all_seats if it.body == body and not it.back]
        there = [it.attending for it in seats if isinstance(it.attending, z3.ArithRef)]
        size = sum(self.known.number(it.seats) for it in seats)
        in_favour = z3.IntVal(0, CONTEXT) + total([it.in_favour for it in seats])
        against = z3.IntVal(0, CONTEXT) + total([it.against for it in seats])
        abstaining = z3.IntVal(0, CONTEXT) + total([it.abstaining for it in seats])
        recused = z3.IntVal(0, CONTEXT) + total(there)
        attending = in_favour + against + abstaining + recused
        found: list[z3.BoolRef] = []
        for what, number in numbers.items():
            match what:
                case "for":
                    found.append(in_favour == number)
                case "at least for":
                    found.append(in_favour >= number)
                case "against":
                    found.append(against == number)
                case "abstain":
                    found += [abstaining <= number, abstaining + recused >= number]
                case "absent":
                    found.append(attending == size - number)
                case "present":
                    found.append(attending == number)
        return found

    # --- what was found ------------------------------------------------------------------------

    def counted(self, values: Values) -> tuple[tuple[StillToCome, Act, int], ...]:
        """How many do what for certain, of those still to come."""
        return tuple(
            (it, act, values.number(variable))
            for it in self.opens
            for act, variable in it.fixed.items()
            if values.number(variable)
        )

    def at_most(self, number: int) -> z3.BoolRef:
        """So many are known to do anything at the most."""
        return self.fixed <= number

    def just(self, number: int) -> z3.BoolRef:
        """So many are."""
        return both((self.fixed == number,))

    def same_as(self, values: Values) -> list[z3.BoolRef]:
        """The same is known of them."""
        return values.kept(self.fixed_each)

    def other_than(self, values: Values) -> z3.BoolRef:
        """Something else is known of them."""
        return negation(both(self.same_as(values)))

    def completed(self, values: Values) -> Ballots:
        """The ballots of a completion."""
        votes = {seat: dict(cells) for seat, cells in self.ballots.votes.items()}
        consents = {party: dict(cells) for party, cells in self.ballots.consents.items()}
        objections = {party: dict(cells) for party, cells in self.ballots.objections.items()}
        casting = dict(self.ballots.casting)
        found = Ballots(votes, consents, casting, objections, self.ballots.earlier)
        for read in self._read:
            read(values, found)
        return found


def _smaller(one: int | z3.ArithRef, other: int | z3.ArithRef) -> int | z3.ArithRef:
    return where(at_least(one, other), other, one)


def completions(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    to_come: ToCome,
) -> Completions:
    """All ways in which ballots may come out; parties are told apart where they do not sit alike in the state."""
    # Each has a variable of its own: what one stands for is counted together.
    effects = {
        effect: truth(f"effect {effect.kind.name} {effect.target} {effect.party}")
        for effect in decision.effects
    }
    encoding = encode(
        specification,
        state,
        tuple(_seated_alike(specification, state)),
        frozenset(decision.rulings),
        watched=effects,
    )
    return Completions(KnownDecision(encoding, decision, readings), ballots, to_come)


def _seated_alike(specification: Specification, state: State) -> Iterator[VoterClass]:
    """The classes, apart by where their parties sit: a state that is written out need not treat them alike."""
    for voters in voter_classes(specification):
        apart: dict[object, list[str]] = {}
        for party in voters.parties:
            places = [(body.name, party.name) for body in specification.bodies]
            sits = tuple((it in state.seats, it in state.suspended) for it in places)
            apart.setdefault(sits, []).append(party.name)
        if len(apart) == 1:
            yield voters
            continue
        for names in apart.values():
            them = tuple(party for party in voters.parties if party.name in names)
            yield VoterClass(f"{names[0]} and others" if len(them) > 1 else names[0], them)
