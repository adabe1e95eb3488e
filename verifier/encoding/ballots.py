"""Ballots as z3 terms: for each cell and body, how many of its voters do what.

For a cell with `n` voting seats in a body, of whom `e` are excluded by a recusal: `f`, `a`, `s` vote for,
against and abstain, and `r` of the excluded are there without a vote. What is missing to `n` is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import z3

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    equal,
    implies,
    is_false,
    is_true,
    less,
    negation,
    term,
    total,
    where,
)
from verifier.solving.library import CONTEXT


@dataclass(frozen=True)
class SeatTerms:
    """What a cell does in a body. `counted_out` says whether the excluded leave the counts as well."""

    cell: Cell
    body: str
    seats: Int
    excluded: Int
    counted_out: Bool
    in_favour: z3.ArithRef
    against: z3.ArithRef
    abstaining: z3.ArithRef
    attending: Int  # of the excluded, how many are there
    # Where an open recusal may count out as it likes: how many, and how many of those there still count.
    uncounted: Int | None = None
    still_counted: Int | None = None
    # Whether a recusal that may say anything keeps all of it from voting on some powers, and counts them out there.
    open_on_powers: Bool = False
    open_counted_out: Bool = False
    # Whether some recusal that limits powers excludes it there; and how many of those then stay away, where all others
    # are in favour: to attend without a vote can be worse.
    limited: Bool = False
    staying: z3.ArithRef | None = None

    def willing(self, number: Int) -> Int:
        """How many of a number who are in favour come to vote for, less those who stay away."""
        if self.staying is None:
            return number
        return where(at_least(number, self.staying), less(number, self.staying))

    @cached_property
    def voting(self) -> z3.ArithRef:
        """Those who attend with a vote."""
        return total((self.in_favour, self.against, self.abstaining))

    @cached_property
    def members(self) -> Int:
        """What it adds to the members."""
        return less(self.seats, self.left_out)

    @cached_property
    def left_out(self) -> Int:
        """How many of it leave the counts."""
        if self.uncounted is not None:
            return self.uncounted
        return where(self.counted_out, self.excluded)

    @cached_property
    def present(self) -> Int:
        """What it adds to those present."""
        if self.still_counted is not None:
            return total((self.voting, self.still_counted))
        return total((self.voting, where(negation(self.counted_out), self.attending)))

    @cached_property
    def entitled(self) -> Int:
        """How many of it may vote."""
        return less(self.seats, self.excluded)


@dataclass
class BallotTerms:
    """All ballots, as terms, with what makes them ballots (`limits`).

    Whether recused members attend is kept apart (`attendance`): nobody's vote decides it.
    """

    specification: Specification
    state: State
    electorate: Electorate
    seats: dict[str, list[SeatTerms]] = field(default_factory=dict)
    consents: dict[str, z3.ArithRef] = field(default_factory=dict)
    objections: dict[str, z3.ArithRef] = field(default_factory=dict)
    cast_for: dict[str, z3.BoolRef] = field(default_factory=dict)
    cast_against: dict[str, z3.BoolRef] = field(default_factory=dict)
    chair_excluded: dict[str, Bool] = field(default_factory=dict)
    # Whether a recusal that may say anything keeps a chair from voting on some powers.
    chair_open: dict[str, Bool] = field(default_factory=dict)
    limits: list[z3.BoolRef] = field(default_factory=list)
    variables: list[z3.ExprRef] = field(default_factory=list)
    attendance_limits: list[z3.BoolRef] = field(default_factory=list)
    attendance: list[z3.ExprRef] = field(default_factory=list)

    @property
    def all_seats(self) -> list[SeatTerms]:
        """What every cell does in every body."""
        return [seat for seats in self.seats.values() for seat in seats]

    def seat(self, body: str, party: str) -> SeatTerms | None:
        """The seat of a party of its own in a body, if it may have one."""
        for seat in self.seats[body]:
            if seat.cell.voters.parties and seat.cell.voters.first.name == party:
                return seat
        return None

    def consent(self, cell: Cell) -> z3.ArithRef:
        """How many of a cell consent by an act of their own."""
        if cell.name not in self.consents:
            variable = z3.Int(f"consents of {cell.name}", CONTEXT)
            self._act(cell, variable, self.consents, self.objections)
        return self.consents[cell.name]

    def objection(self, cell: Cell) -> z3.ArithRef:
        """How many of a cell object by an act of their own."""
        if cell.name not in self.objections:
            variable = z3.Int(f"objections of {cell.name}", CONTEXT)
            self._act(cell, variable, self.objections, self.consents)
        return self.objections[cell.name]

    def _act(
        self,
        cell: Cell,
        variable: z3.ArithRef,
        mine: dict[str, z3.ArithRef],
        theirs: Mapping[str, z3.ArithRef],
    ) -> None:
        """Acts of a cell's voters, none of whom acts both ways."""
        mine[cell.name] = variable
        self.variables.append(variable)
        self.limits += [variable >= 0, variable <= cell.size]
        if cell.name in theirs:
            self.limits.append(both((at_least(cell.size, total((variable, theirs[cell.name]))),)))

    def weighted_newcomers(self, seat: SeatTerms, weight: str) -> SeatTerms:
        """What newcomers do in a body, measured in a weight of which each has any amount."""
        numbers = [
            z3.Int(f"{weight} of newcomers in {seat.body} {what}", CONTEXT)
            for what in ("voting for", "voting against", "abstaining", "attending", "in all")
        ]
        heads = (seat.in_favour, seat.against, seat.abstaining, seat.attending, seat.seats)
        self.variables += numbers
        self.limits += [number >= 0 for number in numbers]
        self.limits += [
            implies(count == 0, number == 0) for count, number in zip(heads, numbers, strict=True)
        ]
        in_favour, against, abstaining, attending, seats = numbers
        self.limits.append(in_favour + against + abstaining + attending <= seats)
        return SeatTerms(
            seat.cell, seat.body, seats, 0, False, in_favour, against, abstaining, attending
        )

    def casting(self, body: str) -> tuple[Bool, Bool]:
        """Whether the casting vote in a body counts as cast for, and as cast against.

        It counts only from a chair who is present and entitled; that of a chair who votes against as a member
        counts as cast against.
        """
        chair = self.specification.body[body].chair
        if chair is None or not chair.casting_vote:
            return False, False
        cast_for, cast_against = self.cast_for[body], self.cast_against[body]
        seat = self.seat(body, chair.party)
        not_excluded = negation(self.chair_excluded[body])
        sitting = self._sitting(body, chair.party)
        if sitting is None and (body, chair.party) in self.state.suspended:
            return False, False
        if seat is None:
            return both((cast_for, not_excluded)), both((cast_against, not_excluded))
        seated: Bool = seat.seats >= 1 if sitting is None else sitting >= 1
        entitled = both((not_excluded, either((negation(seated), seat.voting >= 1))))
        objects = seat.against >= 1
        return (
            both((cast_for, entitled, z3.Not(objects))),
            both((entitled, either((cast_against, both((cast_for, objects)))))),
        )

    def _sitting(self, body: str, party: str) -> Int | None:
        """Where seats change: the number that says whether a party has a seat, suspended or not."""
        for cell in self.electorate.cells:
            if cell.voters.first.name == party:
                return self.electorate.sitting.get((body, cell.name))
        return None


@dataclass(frozen=True)
class Exclusion:
    """Whether a cell is recused in a body, and leaves the counts as well.

    `stands` is false where a loosened encoding drops a recusal there: then any of them may be excluded besides; only
    where some powers are judged, if `on_powers`. If it is the only one it is `and_counting` or not; `several` may be so
    of some and not of others. `limited`: some recusal that limits powers excludes them there.
    """

    recused: Bool
    counted_out: Bool
    stands: Bool = True
    on_powers: Bool = False
    several: Bool = False
    and_counting: Bool = False
    limited: Bool = False


Exclusions = Callable[[str, Cell], Exclusion]


def ballot_terms(
    specification: Specification, state: State, electorate: Electorate, exclusions: Exclusions
) -> BallotTerms:
    """Fresh ballots of a cell in a body, for all of them."""
    made = BallotTerms(specification, state, electorate)
    for body in specification.bodies:
        made.seats[body.name] = [
            _seat_terms(made, body.name, cell, seats, exclusions(body.name, cell))
            for cell, seats in electorate.seats_in(body.name)
        ]
        if body.chair is None or not body.chair.casting_vote:
            continue
        for cast, word in ((made.cast_for, "for"), (made.cast_against, "against")):
            cast[body.name] = z3.Bool(f"casting vote {word} in {body.name}", CONTEXT)
            made.variables.append(cast[body.name])
        made.limits.append(z3.Not(both((made.cast_for[body.name], made.cast_against[body.name]))))
        chair_cell = next(c for c in electorate.cells if c.voters.first.name == body.chair.party)
        chair = exclusions(body.name, chair_cell)
        made.chair_excluded[body.name] = chair.recused
        if not is_true(chair.stands):
            loose = electorate.loosening.fresh_bool(f"chair of {body.name} excluded")
            made.chair_excluded[body.name] = either(
                (chair.recused, both((negation(chair.stands), negation(chair.on_powers), loose)))
            )
            made.chair_open[body.name] = both((negation(chair.stands), chair.on_powers, loose))
            _as_its_seat(made, body.name, body.chair.party)
    return made


def _as_its_seat(made: BallotTerms, body: str, chair: str) -> None:
    """A chair with a seat is kept from casting if it is from voting."""
    seat = made.seat(body, chair)
    if seat is None:
        return
    sits: Bool = at_least(seat.seats, 1)
    alike = (
        equal(term(made.chair_excluded[body]), term(at_least(seat.excluded, 1))),
        equal(term(made.chair_open[body]), term(seat.open_on_powers)),
    )
    made.electorate.loosening.constraints.append(implies(sits, both(alike)))


def _seat_terms(
    made: BallotTerms, body: str, cell: Cell, seats: Int, exclusion: Exclusion
) -> SeatTerms:
    label = f"of {cell.name} in {body}"
    in_favour = z3.Int(f"votes for {label}", CONTEXT)
    against = z3.Int(f"votes against {label}", CONTEXT)
    abstaining = z3.Int(f"abstentions {label}", CONTEXT)
    variables = [in_favour, against, abstaining]
    excluded = where(exclusion.recused, seats)
    most = cell.voters.size if cell.voters.parties else None
    as_written = either((exclusion.stands, exclusion.on_powers))
    on_powers: Bool = False
    out_on_powers: Bool = False
    if not is_true(exclusion.stands):
        # Any of those not excluded as written, as terms: nothing in an open value depends on the decision.
        number = made.electorate.loosening.fresh_int(f"excluded {label}", 0, most)
        within = where(at_least(seats, number), _larger(number, excluded), seats)
        on_powers = both((negation(exclusion.stands), exclusion.on_powers, number >= 1))
        excluded = where(as_written, excluded, within)
    attending: Int = 0
    uncounted: Int | None = None
    still_counted: Int | None = None
    if not (isinstance(excluded, int) and excluded == 0):
        attending = z3.Int(f"attending without a vote {label}", CONTEXT)
        made.attendance.append(attending)
        made.attendance_limits += [
            term(at_least(attending, 0)),
            term(at_least(excluded, attending)),
        ]
    if not is_true(exclusion.stands):
        # An open recusal may exclude "and counting" besides.
        written = where(exclusion.counted_out, excluded)
        within = where(exclusion.and_counting, excluded, written)
        out_on_powers = exclusion.and_counting
        if not is_false(exclusion.several):
            number = made.electorate.loosening.fresh_int(f"counted out {label}", 0, most)
            some = where(at_least(excluded, number), _larger(number, written), excluded)
            within = where(exclusion.several, some, within)
            out_on_powers = either(
                (
                    both((exclusion.several, number >= 1)),
                    both((negation(exclusion.several), exclusion.and_counting)),
                )
            )
        uncounted = where(as_written, written, within)
        still_counted = z3.Int(f"attending and counted {label}", CONTEXT)
        made.attendance.append(still_counted)
        made.attendance_limits += [
            term(at_least(still_counted, 0)),
            term(at_least(attending, still_counted)),
            term(at_least(less(excluded, uncounted), still_counted)),
            term(at_least(uncounted, less(attending, still_counted))),
        ]
    limited = either((exclusion.limited, on_powers))
    staying: z3.ArithRef | None = None
    if not is_false(limited):
        staying = z3.Int(f"staying away though in favour {label}", CONTEXT)
        made.attendance.append(staying)
        made.attendance_limits += [
            term(at_least(staying, 0)),
            term(at_least(where(limited, less(seats, excluded)), staying)),
        ]
    made.variables += variables
    made.limits += [
        *(term(at_least(each, 0)) for each in variables),
        term(at_least(less(seats, excluded), total(variables))),
    ]
    return SeatTerms(
        cell,
        body,
        seats,
        excluded,
        exclusion.counted_out,
        in_favour,
        against,
        abstaining,
        attending,
        uncounted,
        still_counted,
        on_powers,
        out_on_powers,
        limited,
        staying,
    )


def _larger(one: z3.ArithRef, other: Int) -> Int:
    """The larger one; neither is below 0."""
    return one if isinstance(other, int) and other == 0 else where(at_least(one, other), one, other)
