"""Of a meeting that no decision takes: whatever stands open, nobody is there, and nobody does anything."""

from __future__ import annotations

from itertools import islice

import z3

from tests.semantics.open_recusals import models
from verifier.encoding.not_held import not_held
from verifier.encoding.terms import number_term


def test_nobody_is_there_whatever_recusals_say() -> None:
    counted_apart = 0
    for model in islice(models(), 6):
        last = model.encoding.ballots.last
        before = not_held(last)
        assert before.back == 1
        assert not_held(before).back == 2
        for name, seats in before.seats.items():
            assert len(seats) == len(last.seats[name])
            assert before.casting(name) == (False, False)
            for seat in seats:
                counted_apart += seat.still_counted is not None
                assert seat.back == 1
                assert before.weighted_newcomers(seat, "any") is seat
                for number in (
                    seat.in_favour,
                    seat.against,
                    seat.abstaining,
                    seat.attending,
                    seat.voting,
                    seat.present,
                    seat.willing(0),
                ):
                    assert str(z3.simplify(number_term(number))) == "0"
        for cell in model.encoding.electorate.cells:
            assert str(before.consent(cell)) == str(before.objection(cell)) == "0"
    assert counted_apart
