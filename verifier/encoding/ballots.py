"""Ballots as z3 terms: for each cell and body, how many of its voters do what.

For a cell with `n` voting seats in a body, of whom `e` are excluded by a recusal: `f`, `a`, `s` vote for,
against and abstain, and `r` of the excluded are there without a vote. What is missing to `n` is absent.

Where decisions are taken at meetings that follow one another, all of this is so at each of them, with variables of its
own: what somebody does at one meeting says nothing of what it does at another. Who sits where, and who is recused, is
the same at all.
"""

from __future__ import annotations

from collections.abc import Callable

import z3

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.seat_terms import CastingTerms, SeatTerms
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


@dataclass
class BallotTerms:
    """All ballots: those of each meeting, of the last one first. Most decisions are taken at one.

    `limits` and the variables are those of all meetings.
    """

    meetings: tuple[MeetingTerms, ...]
    limits: list[z3.BoolRef]
    variables: list[z3.ExprRef]
    attendance_limits: list[z3.BoolRef]
    attendance: list[z3.ExprRef]

    @property
    def last(self) -> MeetingTerms:
        """Those of the last meeting."""
        return self.meetings[0]

    @property
    def all_seats(self) -> list[SeatTerms]:
        """What every cell does in every body, at every meeting."""
        return [seat for seats in self.floors for seat in seats]

    @property
    def floors(self) -> list[list[SeatTerms]]:
        """The same, for each body at each meeting."""
        return [seats for each in self.meetings for seats in each.seats.values()]

    def seats_in(self, body: str) -> list[SeatTerms]:
        """What every cell does in a body, at every meeting."""
        return [seat for each in self.meetings for seat in each.seats.get(body, ())]

    @property
    def casting_votes(self) -> list[CastingTerms]:
        """The casting votes in all bodies, at every meeting."""
        return [
            CastingTerms(body, each.back, cast_for, each.cast_against[body])
            for each in self.meetings
            for body, cast_for in each.cast_for.items()
        ]

    def consents_of(self, cell: Cell) -> list[tuple[int, z3.ArithRef]]:
        """How many of a cell consent by separate act at each meeting at which something asks for it."""
        return [(m.back, m.consents[cell.name]) for m in self.meetings if cell.name in m.consents]

    def objections_of(self, cell: Cell) -> list[tuple[int, z3.ArithRef]]:
        """How many of a cell object by separate act at each meeting at which something asks for it."""
        every = self.meetings
        return [(m.back, m.objections[cell.name]) for m in every if cell.name in m.objections]

    @property
    def acting(self) -> frozenset[str]:
        """The cells of which something asks whether they consent or object by separate act, at some meeting."""
        return frozenset(
            name
            for each in self.meetings
            for acts in (each.consents, each.objections)
            for name in acts
        )

    @property
    def consenting(self) -> frozenset[str]:
        """The cells of which something asks whether they consent by separate act, at some meeting."""
        return frozenset(name for each in self.meetings for name in each.consents)


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
    """Fresh ballots of a cell in a body, for all of them, at each of the meetings that a decision may take."""
    last = MeetingTerms(specification, state, electorate)
    _fill(last, exclusions)
    meetings = [last]
    for back in range(1, specification.meetings):
        # Who is excluded, and so what is open about it, is the same at every meeting.
        made = MeetingTerms(
            specification,
            state,
            electorate,
            chair_excluded=last.chair_excluded,
            chair_open=last.chair_open,
            limits=last.limits,
            variables=last.variables,
            attendance_limits=last.attendance_limits,
            attendance=last.attendance,
            back=back,
        )
        for body, seats in last.seats.items():
            made.seats[body] = [_at_another(made, seat) for seat in seats]
        for body in last.cast_for:
            _casting(made, body)
        meetings.append(made)
    return BallotTerms(
        tuple(meetings), last.limits, last.variables, last.attendance_limits, last.attendance
    )


def _casting(made: MeetingTerms, body: str) -> None:
    for cast, word in ((made.cast_for, "for"), (made.cast_against, "against")):
        cast[body] = z3.Bool(f"casting vote {word} in {body}{made.when}", CONTEXT)
        made.variables.append(cast[body])
    made.limits.append(z3.Not(both((made.cast_for[body], made.cast_against[body]))))


def _fill(made: MeetingTerms, exclusions: Exclusions) -> None:
    specification, electorate = made.specification, made.electorate
    for body in specification.bodies:
        made.seats[body.name] = [
            _seat_terms(made, body.name, cell, seats, exclusions(body.name, cell))
            for cell, seats in electorate.seats_in(body.name)
        ]
        if body.chair is None or not body.chair.casting_vote:
            continue
        _casting(made, body.name)
        # A chair is named, so it is in no class with others.
        chair_cell = next(c for c in electorate.cells if c.voters.first.name == body.chair.party)
        chair = exclusions(body.name, chair_cell)
        made.chair_excluded[body.name] = chair.recused
        if not is_true(chair.stands):
            loose = electorate.relaxation.fresh_bool(f"chair of {body.name} excluded")
            made.chair_excluded[body.name] = either(
                (chair.recused, both((negation(chair.stands), negation(chair.on_powers), loose)))
            )
            made.chair_open[body.name] = both((negation(chair.stands), chair.on_powers, loose))
            _as_its_seat(made, body.name, body.chair.party)


def _as_its_seat(made: MeetingTerms, body: str, chair: str) -> None:
    """A chair with a seat is kept from casting if it is from voting."""
    seat = made.seat(body, chair)
    if seat is None:
        return
    sits: Bool = at_least(seat.seats, 1)
    alike = (
        equal(term(made.chair_excluded[body]), term(at_least(seat.excluded, 1))),
        equal(term(made.chair_open[body]), term(seat.open_on_powers)),
    )
    made.electorate.relaxation.constraints.append(implies(sits, both(alike)))


def _seat_terms(
    made: MeetingTerms, body: str, cell: Cell, seats: Int, exclusion: Exclusion
) -> SeatTerms:
    label = f"of {cell.name} in {body}"
    relaxation = made.electorate.relaxation
    # All of a cell or none: attributes that could part them are among the marks by which cells are made.
    excluded = where(exclusion.recused, seats)
    most = cell.voters.size if cell.voters.parties else None
    as_written = either((exclusion.stands, exclusion.on_powers))
    on_powers: Bool = False
    out_on_powers: Bool = False
    uncounted: Int | None = None
    if not is_true(exclusion.stands):
        # Any of those not excluded as written, as terms: nothing in an open value depends on the decision.
        number = relaxation.fresh_int(f"excluded {label}", 0, most)
        within = where(at_least(seats, number), _larger(number, excluded), seats)
        on_powers = both((negation(exclusion.stands), exclusion.on_powers, number >= 1))
        excluded = where(as_written, excluded, within)
        # An open recusal may exclude "and counting" besides.
        written = where(exclusion.counted_out, excluded)
        within = where(exclusion.and_counting, excluded, written)
        out_on_powers = exclusion.and_counting
        if not is_false(exclusion.several):
            number = relaxation.fresh_int(f"counted out {label}", 0, most)
            some = where(at_least(excluded, number), _larger(number, written), excluded)
            within = where(exclusion.several, some, within)
            out_on_powers = either(
                (
                    both((exclusion.several, number >= 1)),
                    both((negation(exclusion.several), exclusion.and_counting)),
                )
            )
        uncounted = where(as_written, written, within)
    nothing = z3.IntVal(0, CONTEXT)
    return _done_at(
        made,
        SeatTerms(
            cell,
            body,
            seats,
            excluded,
            exclusion.counted_out,
            nothing,
            nothing,
            nothing,
            0,
            uncounted,
            None,
            on_powers,
            out_on_powers,
            either((exclusion.limited, on_powers)),
        ),
    )


def _at_another(made: MeetingTerms, seat: SeatTerms) -> SeatTerms:
    """What those of a cell do in a body at another meeting, where the same of them are excluded.

    Who comes to a first meeting, be it in favour, may keep it from being adjourned.
    """
    limited = True if seat.body in made.specification.adjourning else seat.limited
    return _done_at(made, replace(seat, back=made.back, limited=limited))


def _done_at(made: MeetingTerms, seat: SeatTerms) -> SeatTerms:
    """Fresh variables for what those of a cell do in a body at one meeting."""
    label = f"of {seat.cell.name} in {seat.body}{made.when}"
    in_favour = z3.Int(f"votes for {label}", CONTEXT)
    against = z3.Int(f"votes against {label}", CONTEXT)
    abstaining = z3.Int(f"abstentions {label}", CONTEXT)
    variables = [in_favour, against, abstaining]
    excluded, uncounted = seat.excluded, seat.uncounted
    attending: Int = 0
    still_counted: Int | None = None
    if not (isinstance(excluded, int) and excluded == 0):
        attending = z3.Int(f"attending without a vote {label}", CONTEXT)
        made.attendance.append(attending)
        made.attendance_limits += [
            term(at_least(attending, 0)),
            term(at_least(excluded, attending)),
        ]
    # Of those excluded some leave the counts as well. Those who attend are split into the ones still counted and the
    # others, neither of them more than there are; which of them it is has no name, so any such split is one of
    # somebody.
    if uncounted is not None:
        still_counted = z3.Int(f"attending and counted {label}", CONTEXT)
        made.attendance.append(still_counted)
        made.attendance_limits += [
            term(at_least(still_counted, 0)),
            term(at_least(attending, still_counted)),
            term(at_least(less(excluded, uncounted), still_counted)),
            term(at_least(uncounted, less(attending, still_counted))),
        ]
    staying: z3.ArithRef | None = None
    # Who is recused only where some power is judged may be better away although in favour: to come is to attend without
    # a vote there. So it is left open how many of them stay.
    if not is_false(seat.limited):
        staying = z3.Int(f"staying away though in favour {label}", CONTEXT)
        made.attendance.append(staying)
        made.attendance_limits += [
            term(at_least(staying, 0)),
            term(at_least(where(seat.limited, less(seat.seats, excluded)), staying)),
        ]
    # Whoever is entitled and in none of the three is absent, so absence needs no number.
    made.variables += variables
    made.limits += [
        *(term(at_least(each, 0)) for each in variables),
        term(at_least(less(seat.seats, excluded), total(variables))),
    ]
    return replace(
        seat,
        in_favour=in_favour,
        against=against,
        abstaining=abstaining,
        attending=attending,
        still_counted=still_counted,
        staying=staying,
    )


def _larger(one: z3.ArithRef, other: Int) -> Int:
    """The larger one; neither is below 0."""
    return one if isinstance(other, int) and other == 0 else where(at_least(one, other), one, other)
