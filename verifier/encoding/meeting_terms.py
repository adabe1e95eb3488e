"""The ballots of one meeting, as terms: what each cell does in each body, acts of their own, casting votes."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from policy_dsl.model import CastsThough, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.cells import Cell, Electorate
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    negation,
    total,
)
from verifier.solving.library import CONTEXT


@dataclass
class MeetingTerms:
    """All ballots at one meeting, as terms, with what makes them ballots (`limits`).

    Whether recused members attend is kept apart (`attendance`): nobody's vote decides it. The lists of limits and
    variables are those of all meetings.
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
    back: int = 0

    def seat(self, body: str, party: str) -> SeatTerms | None:
        """The seat of a party of its own in a body, if it may have one."""
        for seat in self.seats[body]:
            if seat.cell.voters.parties and seat.cell.voters.first.name == party:
                return seat
        return None

    @property
    def when(self) -> str:
        """At which meeting, as the names of variables say it; nothing for the last one."""
        return f" {self.back} before the last" if self.back else ""

    def consent(self, cell: Cell) -> z3.ArithRef:
        """How many of a cell consent by an act of their own."""
        if cell.name not in self.consents:
            variable = z3.Int(f"consents of {cell.name}{self.when}", CONTEXT)
            self._act(cell, variable, self.consents, self.objections)
        return self.consents[cell.name]

    def objection(self, cell: Cell) -> z3.ArithRef:
        """How many of a cell object by an act of their own."""
        if cell.name not in self.objections:
            variable = z3.Int(f"objections of {cell.name}{self.when}", CONTEXT)
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
        # Numbers are acts of somebody if and only if names can be given to them, one act to each: no more than there
        # are.
        self.limits += [variable >= 0, variable <= cell.size]
        if cell.name in theirs:
            self.limits.append(both((at_least(cell.size, total((variable, theirs[cell.name]))),)))

    def weighted_newcomers(self, seat: SeatTerms, weight: str) -> SeatTerms:
        """What newcomers do in a body, measured in a weight of which each has any amount."""
        numbers = [
            z3.Int(f"{weight} of newcomers in {seat.body} {what}{self.when}", CONTEXT)
            for what in ("voting for", "voting against", "abstaining", "attending", "in all")
        ]
        heads = (seat.in_favour, seat.against, seat.abstaining, seat.attending, seat.seats)
        self.variables += numbers
        # What each weighs is open, so of the sums no more is said than what is so whatever they weigh: what nobody does
        # weighs 0, and those who vote or attend weigh no more than all. Where that is too little, a proof has more to
        # exclude and a story is replayed.
        self.limits += [number >= 0 for number in numbers]
        self.limits += [
            implies(count == 0, number == 0) for count, number in zip(heads, numbers, strict=True)
        ]
        in_favour, against, abstaining, attending, seats = numbers
        self.limits.append(in_favour + against + abstaining + attending <= seats)
        return SeatTerms(
            seat.cell,
            seat.body,
            seats,
            0,
            False,
            in_favour,
            against,
            abstaining,
            attending,
            back=self.back,
        )

    def casting(self, body: str) -> tuple[Bool, Bool]:
        """Whether the casting vote in a body counts as cast for, and as cast against.

        It counts only from a chair who is present and entitled; that of a chair who votes against as a member
        counts as cast against.
        """
        chair = self.specification.body[body].chair
        if chair is None or not chair.casting_vote:
            return False, False
        if CastsThough.ANYTHING in chair.casts_though:
            return True, False
        cast_for, cast_against = self.cast_for[body], self.cast_against[body]
        seat = self.seat(body, chair.party)
        though = chair.casts_though
        excluded = CastsThough.RECUSED not in though and self.chair_excluded[body]
        not_excluded = negation(excluded)
        sitting = self._sitting(body, chair.party)
        if sitting is None and (body, chair.party) in self.state.suspended:
            return False, False
        if seat is None:
            return both((cast_for, not_excluded)), both((cast_against, not_excluded))
        seated: Bool = seat.seats >= 1 if sitting is None else sitting >= 1
        there: Bool = seat.voting >= 1
        if CastsThough.RECUSED in though:
            there = either((there, at_least(seat.attending, 1)))
        if CastsThough.ABSENT in though:
            there = either((there, at_least(seat.seats, 1)))
        entitled = both((not_excluded, either((negation(seated), there))))
        objects: Bool = False if CastsThough.AGAINST in though else seat.against >= 1
        return (
            both((cast_for, entitled, negation(objects))),
            both((entitled, either((cast_against, both((cast_for, objects)))))),
        )

    def _sitting(self, body: str, party: str) -> Int | None:
        """Where seats change: the number that says whether a party has a seat, suspended or not."""
        for cell in self.electorate.cells:
            if cell.voters.first.name == party:
                return self.electorate.sitting.get((body, cell.name))
        return None
