"""A meeting that no decision takes: nobody is there, and nobody consents.

A claim may speak of more meetings than are left once decisions have changed the rules.
"""

from __future__ import annotations

import z3

from policy_dsl.records import dataclass, replace
from verifier.encoding.cells import Cell
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import Bool
from verifier.solving.library import CONTEXT


@dataclass
class NotHeld(MeetingTerms):
    """Its ballots, as terms: all numbers are 0."""

    def consent(self, cell: Cell) -> z3.ArithRef:
        """Nobody consents."""
        return z3.IntVal(0, CONTEXT)

    def objection(self, cell: Cell) -> z3.ArithRef:
        """Nobody objects."""
        return z3.IntVal(0, CONTEXT)

    def weighted_newcomers(self, seat: SeatTerms, weight: str) -> SeatTerms:
        """They do nothing, whatever their weight."""
        return seat

    def casting(self, body: str) -> tuple[Bool, Bool]:
        """No casting vote is cast."""
        return False, False


def not_held(after: MeetingTerms) -> NotHeld:
    """The meeting before one that is the first."""
    nothing = z3.IntVal(0, CONTEXT)
    seats = {
        body: [
            replace(
                seat,
                in_favour=nothing,
                against=nothing,
                abstaining=nothing,
                attending=0,
                still_counted=None if seat.still_counted is None else 0,
                staying=None,
                back=after.back + 1,
            )
            for seat in them
        ]
        for body, them in after.seats.items()
    }
    return NotHeld(after.specification, after.state, after.electorate, seats, back=after.back + 1)
