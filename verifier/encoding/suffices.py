"""How few voters suffice to stop a decision, or to carry it, whatever everybody else does.

A choice of voters is so many of each cell. Votes of the chosen and of the others are put in as terms over that
choice (see `strategy`). What the others can do at worst is mostly extreme: in each body, at each of its meetings, all
of them vote against, or all stay away; and of those recused all attend, or none. `stops` and `carries` are conjunctions
over these extremes, so that no quantifier is left; that nothing between the extremes is worse for any decision and any
choice is itself asked (`exact_stops`, `exact_carries`). Where something is, the questions are asked with all ballots
instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

import z3

from policy_dsl.model import Manner
from policy_dsl.records import dataclass, field
from verifier.encoding.adoption import Encoding
from verifier.encoding.cells import Cell
from verifier.encoding.classes import VoterClass
from verifier.encoding.coalitions import objecting, strategy, supports
from verifier.encoding.holding import NOBODY, Holding
from verifier.encoding.seat_terms import Floor
from verifier.encoding.terms import FALSE, both, name_of, negation, same, total, where
from verifier.solving.library import CONTEXT, substituted
from verifier.solving.questions import Exists, ExistsForAll, Pairs, Question

# With more extremes than these all ballots are asked about.
MOST_EXTREMES = 64


@dataclass
class Suffices:
    """The questions about decisions that are decided by the same demands, in the encoding of these demands.

    `concerned` says which decisions are meant. `exact_stops` and `exact_carries` say what `stops_inexactly` and
    `carries_inexactly` were answered: that there is no such case.
    """

    encoding: Encoding
    concerned: Sequence[z3.BoolRef]
    exact_stops: bool = False
    exact_carries: bool = False
    chosen: Mapping[str, z3.ArithRef] = field(init=False)
    number: z3.ArithRef = field(init=False)
    most: z3.ArithRef = field(init=False)
    choice_limits: list[z3.BoolRef] = field(init=False)

    def __post_init__(self) -> None:
        # Whoever has no say in such a decision never helps to stop or to carry it.
        cells = [cell for cell in self.encoding.electorate.cells if self._has_a_say(cell)]
        self.chosen = {cell.name: z3.Int(f"chosen of {cell.name}", CONTEXT) for cell in cells}
        self.number = z3.Int("chosen in all", CONTEXT)
        self.most = z3.Int("chosen at most", CONTEXT)
        self.choice_limits = [both((self.number == total(list(self.chosen.values())),))]
        for cell in cells:
            chosen = self.chosen[cell.name]
            self.choice_limits += [chosen >= 0, both((chosen <= cell.size,))]

    def _has_a_say(self, cell: Cell) -> bool:
        if cell.name in self.encoding.ballots.acting:
            return True
        party = cell.voters.first.name
        return any(
            (body.name, party) in self.encoding.state.seats
            or (body.chair is not None and body.chair.party == party)
            for body in self.encoding.specification.bodies
        )

    @property
    def voters(self) -> Mapping[str, tuple[VoterClass, list[str]]]:
        """Who has a say: each class of voters by name, with its cells."""
        found: dict[str, tuple[VoterClass, list[str]]] = {}
        for cell in self.encoding.electorate.cells:
            if cell.name in self.chosen:
                found.setdefault(cell.voters.name, (cell.voters, []))[1].append(cell.name)
        return found

    @property
    def everybody(self) -> int:
        """How many have a say."""
        return sum(voters.size for voters, _ in self.voters.values())

    # --- ballots ------------------------------------------------------------------------------

    @cached_property
    def _attendance(self) -> list[z3.ExprRef]:
        """Whether recused members attend, as far as it can matter to the outcome."""
        mentioned = variables_in(self.encoding.adopted)
        # Who stays away though in favour is no vote that is counted: it says how many votes there are.
        mentioned |= {
            name_of(seat.staying)
            for seat in self.encoding.ballots.all_seats
            if seat.staying is not None and name_of(seat.in_favour) in mentioned
        }
        return [v for v in self.encoding.ballots.attendance if name_of(v) in mentioned]

    @cached_property
    def _attends(self) -> z3.BoolRef:
        """Of those recused, so many attend as there are."""
        listed = {name_of(variable) for variable in self._attendance}
        limits = self.encoding.ballots.attendance_limits
        return both(limit for limit in limits if variables_in(limit) & listed)

    def _attending(self, floors: Mapping[Floor, bool]) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """In each body at each meeting all of those recused attend, or none; and those recused on some powers."""
        none = z3.IntVal(0, CONTEXT)
        found: list[tuple[z3.ExprRef, z3.ExprRef]] = []
        for seat in self.encoding.ballots.all_seats:
            attend = floors[seat.floor]
            if not isinstance(seat.attending, int):
                found.append((seat.attending, _term(seat.excluded) if attend else none))
            if seat.staying is not None:
                away = _term(where(seat.limited, seat.entitled))
                found.append((seat.staying, none if attend else away))
        return found

    def _all_or_none_attend(self) -> Iterator[dict[Floor, bool]]:
        """For each body at each meeting, whether those recused there attend: every way of it that can matter."""
        listed = {name_of(variable) for variable in self._attendance}
        floors = {
            seat.floor: seat.floor
            for seat in self.encoding.ballots.all_seats
            for variable in (seat.attending, seat.staying)
            if variable is not None
            and not isinstance(variable, int)
            and name_of(variable) in listed
        }
        every = dict.fromkeys(self._floors, False)
        for chosen in product((False, True), repeat=len(floors)):
            yield {**every, **dict(zip(floors, chosen, strict=True))}

    @cached_property
    def _floors(self) -> list[Floor]:
        """Each body at each meeting."""
        meetings = self.encoding.ballots.meetings
        return [(b.name, m.back) for m in meetings for b in self.encoding.specification.bodies]

    def _outcome(self, who: Holding) -> z3.BoolRef:
        """Adopted, with `who` against and everybody else in favour; recused members attend or not."""
        own = {name_of(variable) for variable in self.encoding.ballots.attendance}
        pairs = [
            (variable, term)
            for variable, term in strategy(self.encoding, who, Manner.AGAINST, True, some_stay=True)
            if name_of(variable) not in own
        ]
        return substituted(self.encoding.adopted, pairs)

    @cached_property
    def passes(self) -> z3.BoolRef:
        """Adopted with everybody in favour; for its own attendance of recused members."""
        copies = [
            (v, z3.Int(f"{name_of(v)} when all are in favour", CONTEXT)) for v in self._attendance
        ]
        return substituted(both((self._outcome(NOBODY), self._attends)), copies)

    @cached_property
    def opposed(self) -> z3.BoolRef:
        """Adopted although the chosen vote against and refuse; everybody else in favour."""
        return self._outcome(Holding(self.chosen))

    @cached_property
    def stops(self) -> z3.BoolRef | None:
        """Not adopted once the chosen vote against: whether, of those recused, all attend or none."""
        every = list(self._all_or_none_attend())
        if len(every) > MOST_EXTREMES:
            return None
        return both(
            negation(substituted(self.opposed, self._attending(floors))) for floors in every
        )

    @cached_property
    def carries(self) -> z3.BoolRef | None:
        """Adopted once the chosen vote for: in each body at each meeting the others all against or away; those recused
        there or not.
        """
        floors = self._floors
        attending = list(self._all_or_none_attend())
        if len(attending) << len(floors) > MOST_EXTREMES:
            return None
        found: list[z3.BoolRef] = []
        for against in product((False, True), repeat=len(floors)):
            votes = self._others(dict(zip(floors, against, strict=True)))
            outcome = substituted(self.encoding.adopted, votes)
            found += [substituted(outcome, self._attending(each)) for each in attending]
        return both(found)

    def _others(self, against: Mapping[Floor, bool]) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
        """In each body at each meeting the others all vote against, or all stay away; and they refuse."""
        cells = self.encoding.electorate.cells
        rest = Holding({c.name: _term(c.size) - self.chosen.get(c.name, 0) for c in cells})
        opposing = strategy(self.encoding, rest, Manner.AGAINST, True)
        absent = strategy(self.encoding, rest, Manner.AWAY, False)
        floor_of: dict[str, Floor] = {
            name_of(variable): seat.floor
            for seat in self.encoding.ballots.all_seats
            for variable in (seat.in_favour, seat.against, seat.abstaining)
        }
        ballots = self.encoding.ballots
        for cast in ballots.casting_votes:
            floor_of[name_of(cast.cast_for)] = floor_of[name_of(cast.cast_against)] = cast.floor
        own = {name_of(variable) for variable in ballots.attendance}
        # Nothing is worse than to object by separate act, whatever is done in bodies.
        objections = {name_of(each) for _, each in objecting(self.encoding)}
        return [
            there
            if name_of(there[0]) in objections
            or against.get(floor_of.get(name_of(there[0]), ("", 0)), False)
            else away
            for there, away in zip(opposing, absent, strict=True)
            if name_of(there[0]) not in own
        ]

    # --- questions ---------------------------------------------------------------------------

    @property
    def _outer(self) -> list[z3.BoolRef]:
        return [*self.encoding.limits, *self.concerned]

    def _outer_variables(self) -> list[z3.ExprRef]:
        copies: list[z3.ExprRef] = [
            z3.Int(f"{name_of(v)} when all are in favour", CONTEXT) for v in self._attendance
        ]
        return [*self.encoding.decision_variables, *copies]

    def _choice_variables(self) -> list[z3.ExprRef]:
        return [*self.chosen.values(), self.number]

    @cached_property
    def _supported(self) -> list[z3.BoolRef]:
        return [*self.encoding.ballot_limits, *supports(self.encoding, Holding(self.chosen))]

    def stops_inexactly(self) -> Exists | None:
        """Some decision and choice for which `stops` is wrong; None where there is nothing to ask with."""
        if self.stops is None:
            return None
        # Some attendance between the extremes adopts what all extremes defeat. That there is no such case is what makes
        # `stops`, which has no quantifier, the same as a question about all attendance.
        wrong = [self.stops, self.opposed, self._attends]
        return Exists([*self._outer, *self.choice_limits, *wrong])

    def carries_inexactly(self) -> Exists | None:
        """Some decision and choice for which `carries` is wrong; None where there is nothing to ask with."""
        if self.carries is None:
            return None
        # As in `stops_inexactly`: some votes of the others between the extremes defeat what all extremes let pass.
        wrong = [self.carries, *self._supported, negation(self.encoding.adopted)]
        return Exists([*self._outer, *self.choice_limits, *wrong])

    def exists(self) -> Exists:
        """There is such a decision."""
        return Exists(self._outer)

    def can_pass(self) -> Exists:
        """Some such decision can be adopted."""
        return Exists([*self._outer, self.passes])

    def cannot_pass(self) -> Question:
        """Some such decision cannot, whatever anybody votes."""
        return self._not_adopted([*self._outer, *self.choice_limits, self.number == 0])

    def survives(self) -> Exists:
        """Some decision is adopted although the chosen, constrained by the caller, vote against."""
        return Exists([*self._outer, *self.choice_limits, self.opposed, self._attends])

    def stopped(self) -> Question:
        """Some decision that can be adopted is not, once the chosen vote against, whatever else happens."""
        return self._not_adopted([*self._outer, *self.choice_limits, self.passes])

    def _not_adopted(self, outer: Sequence[z3.BoolRef]) -> Question:
        if self.exact_stops and self.stops is not None:
            return Exists([*outer, self.stops])
        return ExistsForAll(
            outer=outer,
            allowed=self._attends,
            goal=negation(self.opposed),
            outer_variables=lambda: [*self._outer_variables(), *self._choice_variables()],
            inner_variables=lambda: self._attendance,
            seeds=[self._attending(each) for each in self._all_or_none_attend()],
        )

    def carried(self) -> Question:
        """Some decision is adopted whatever the others do, once the chosen vote for and consent."""
        outer = [*self._outer, *self.choice_limits]
        if self.exact_carries and self.carries is not None:
            return Exists([*outer, self.carries])
        return ExistsForAll(
            outer=outer,
            allowed=both(self._supported),
            goal=self.encoding.adopted,
            outer_variables=lambda: [*self.encoding.decision_variables, *self._choice_variables()],
            inner_variables=lambda: self.encoding.ballot_variables,
        )

    @cached_property
    def not_stopped(self) -> ExistsForAll:
        """Some decision that can be adopted is not stopped by any choice of as many as may be chosen (`allowing`)."""
        if self.exact_stops and self.stops is not None:
            return self._whatever_choice(negation(self.stops))
        return self._whatever_choice(self.opposed, self._attendance, [self._attends])

    @cached_property
    def not_carried(self) -> ExistsForAll:
        """Some decision that can be adopted is not carried by any choice of as many as may be chosen (`allowing`)."""
        if self.exact_carries and self.carries is not None:
            return self._whatever_choice(negation(self.carries))
        lost, ballots = negation(self.encoding.adopted), self.encoding.ballot_variables
        return self._whatever_choice(lost, ballots, self._supported)

    def allowing(self, most: int) -> z3.BoolRef:
        """Choices are of at most so many."""
        return both((self.most == most,))

    def _whatever_choice(
        self,
        goal: z3.BoolRef,
        witnesses: Sequence[z3.ExprRef] = (),
        limits: Sequence[z3.BoolRef] = (),
    ) -> ExistsForAll:
        """Some decision that can be adopted meets the goal, whichever at most so many are chosen.

        How many is a variable, so that a choice that refuted a guess where fewer were allowed is a choice where more
        are, too.
        """
        return ExistsForAll(
            outer=[*self._outer, self.passes, self.most >= 0],
            allowed=both([*self.choice_limits, self.number <= self.most]),
            goal=goal,
            outer_variables=lambda: [*self._outer_variables(), self.most],
            inner_variables=self._choice_variables,
            witnesses=lambda: witnesses,
            witness_limits=limits,
            nearest=lambda instance, _: self._as_many_as_there_are(instance),
        )

    def _as_many_as_there_are(self, instance: Pairs) -> Pairs:
        """A choice for one decision as one for every decision: of each cell as many, or all where it has fewer.

        A plain number would be no choice at all wherever the cell is smaller, and would exclude next to nothing.
        """
        sizes = {cell.name: _term(cell.size) for cell in self.encoding.electorate.cells}
        numbers = {name_of(variable): value for variable, value in instance}
        found: list[tuple[z3.ExprRef, z3.ExprRef]] = []
        for name, variable in self.chosen.items():
            value = numbers[name_of(variable)]
            found.append((variable, z3.If(sizes[name] >= value, value, sizes[name])))
        return [*found, (self.number, _term(total([term for _, term in found])))]

    # --- whom the decision names ---------------------------------------------------------------

    @cached_property
    def names(self) -> tuple[tuple[str, str, int | z3.ArithRef], ...]:
        """Attribute, party and how many of it the attribute names: everything by which these decisions differ."""
        encoding = self.encoding
        found: list[tuple[str, str, int | z3.ArithRef]] = [
            (mark, party, where(named, 1))
            for (mark, party), named in encoding.decision.named.items()
        ]
        for cell in encoding.electorate.cells:
            if not isinstance(cell.size, int):
                found += [(mark, cell.voters.first.name, cell.size) for mark in sorted(cell.marks)]
        return tuple(found)

    @cached_property
    def named_in_all(self) -> z3.ArithRef:
        """How many parties the decision names, those named by two attributes twice."""
        return z3.IntVal(0, CONTEXT) + total([number for _, _, number in self.names])

    def extremes(self) -> Iterator[list[z3.BoolRef]]:
        """The decision names nobody; and it names everybody. One of them mostly needs the most voters."""
        if not self.names:
            return
        cells = self.encoding.electorate.cells
        yield [both((same(number, 0),)) for _, _, number in self.names]
        yield [
            *self.encoding.decision.named.values(),
            *(
                both((same(c.size, 0),))
                for c in cells
                if not isinstance(c.size, int) and not c.marks
            ),
        ]

    # --- choices -----------------------------------------------------------------------------

    def silent(self, voters: VoterClass) -> z3.BoolRef:
        """Some of these have no say in the decision, such as those whom it does not name."""
        cells = self.encoding.electorate.cells
        mine = [c for c in cells if c.voters.name == voters.name and c.name not in self.chosen]
        return both((total([cell.size for cell in mine]) >= 1,)) if mine else FALSE

    def only(self, cells: Sequence[str]) -> list[z3.BoolRef]:
        """The choice is one voter of these cells."""
        inside = [self.chosen[name] for name in cells]
        return [self.number == 1, both((total(list(inside)) == 1,))]

    def at_most(self, number: int) -> z3.BoolRef:
        """The choice is of at most so many."""
        return self.number <= number


def _term(value: int | z3.ArithRef) -> z3.ArithRef:
    return z3.IntVal(value, CONTEXT) if isinstance(value, int) else value


def variables_in(term: z3.ExprRef) -> set[str]:
    """The names of the variables that a term mentions."""
    found: set[str] = set()
    seen: set[int] = set()
    stack: list[z3.ExprRef] = [term]
    while stack:
        it = stack.pop()
        if it.get_id() in seen:
            continue
        seen.add(it.get_id())
        if z3.is_const(it) and it.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.add(name_of(it))
        stack.extend(it.children())
    return found
