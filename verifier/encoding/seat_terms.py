"""What the voters of a cell do in a body at a meeting, as terms; and the casting vote there."""

from __future__ import annotations

from functools import cached_property

import z3

from policy_dsl.records import dataclass
from verifier.encoding.cells import Cell
from verifier.encoding.terms import Bool, Int, at_least, less, negation, total, where

# A body at a meeting: at the last one, or so many before it.
Floor = tuple[str, int]


@dataclass(frozen=True)
class CastingTerms:
    """The casting vote in a body at a meeting: cast for, cast against, or not cast."""

    body: str
    back: int
    cast_for: z3.BoolRef
    cast_against: z3.BoolRef

    @property
    def floor(self) -> Floor:
        """The body, and at which meeting."""
        return self.body, self.back


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
    # Whether to come can be worse for a decision than to stay away: some recusal that limits powers excludes it there,
    # or another meeting is held if the body is not quorate at this one; and how many of those then stay away, where all
    # others are in favour.
    limited: Bool = False
    staying: z3.ArithRef | None = None
    # At which meeting: at the last, or so many before it.
    back: int = 0

    @property
    def floor(self) -> Floor:
        """The body, and at which meeting."""
        return self.body, self.back

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
