"""Ballots as they count when a power is judged: recusals that limit the power keep their parties from voting there.

Everybody gives one ballot. Where a recusal limits a power, those whom it excludes may vote; when that power is judged,
whoever of them gave a vote attends without one. A power that no such recusal can limit is judged by the ballots as they
are.
"""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.records import dataclass, field, replace
from verifier.encoding.ballots import Exclusion
from verifier.encoding.meeting_terms import MeetingTerms
from verifier.encoding.recusals import Exclusions
from verifier.encoding.requirements import RequirementTerms
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    both,
    either,
    is_false,
    negation,
    number_term,
    total,
    where,
)


@dataclass
class View(MeetingTerms):
    """The ballots of one meeting, `whole`, when a power is judged; `exclusions` says whom recusals exclude on it."""

    whole: MeetingTerms | None = None
    exclusions: Mapping[tuple[str, str], Exclusion] = field(default_factory=dict)

    def weighted_newcomers(self, seat: SeatTerms, weight: str) -> SeatTerms:
        """As of the ballots that everybody gives, in the weight that each of them has."""
        assert self.whole is not None
        given = next(s for s in self.whole.seats[seat.body] if s.cell.name == seat.cell.name)
        weighed = self.whole.weighted_newcomers(given, weight)
        return _judged(weighed, self.exclusions[seat.body, seat.cell.name])


def _judged(seat: SeatTerms, limited: Exclusion) -> SeatTerms:
    """What those of a cell do where a recusal excludes all of them, or none."""
    if is_false(limited.recused):
        return seat
    kept = negation(limited.recused)
    out = both((limited.recused, limited.counted_out))
    there = where(limited.recused, seat.voting)
    uncounted: Int | None = None
    still_counted: Int | None = None
    if seat.uncounted is not None and seat.still_counted is not None:
        uncounted = where(out, seat.seats, seat.uncounted)
        still_counted = where(negation(out), total((seat.still_counted, there)))
    return replace(
        seat,
        excluded=where(limited.recused, seat.seats, seat.excluded),
        counted_out=either((seat.counted_out, out)),
        in_favour=number_term(where(kept, seat.in_favour)),
        against=number_term(where(kept, seat.against)),
        abstaining=number_term(where(kept, seat.abstaining)),
        attending=total((seat.attending, there)),
        uncounted=uncounted,
        still_counted=still_counted,
    )


@dataclass
class Views:
    """The requirements as each power is judged by them. `of` gives those of one power."""

    given: RequirementTerms
    exclusions: Exclusions
    _known: dict[tuple[str, ...], RequirementTerms] = field(default_factory=dict)

    def of(self, power: str) -> RequirementTerms:
        """The requirements when this power is judged."""
        key = self.exclusions.limiting(power)
        if not key and not self.exclusions.any_open:
            return self.given
        if key not in self._known:
            self._known[key] = self._made(power)
        return self._known[key]

    def _made(self, power: str) -> RequirementTerms:
        seats = [seat for seats in self.given.ballots.seats.values() for seat in seats]
        on = {(s.body, s.cell.name): self.exclusions.on(power, s) for s in seats}
        return self._at(power, self.given, on)

    def _at(
        self, power: str, given: RequirementTerms, on: Mapping[tuple[str, str], Exclusion]
    ) -> RequirementTerms:
        """At one meeting, and at those before it: who is excluded is the same at all of them."""
        earlier = None if given.earlier is None else self._at(power, given.earlier, on)
        whole = given.ballots
        view = View(
            whole.specification,
            whole.state,
            whole.electorate,
            {
                body: [_judged(seat, on[body, seat.cell.name]) for seat in seats]
                for body, seats in whole.seats.items()
            },
            whole.consents,
            whole.objections,
            whole.cast_for,
            whole.cast_against,
            {body: self._chair_excluded(power, body) for body in whole.chair_excluded},
            whole.chair_open,
            whole.limits,
            whole.variables,
            whole.attendance_limits,
            whole.attendance,
            whole.back,
            whole,
            on,
        )
        return replace(given, ballots=view, earlier=earlier, _quorate={}, _met={}, _newcomers={})

    def _chair_excluded(self, power: str, body: str) -> Bool:
        whole = self.given.ballots
        chair = whole.specification.body[body].chair
        assert chair is not None
        cells = whole.electorate.cells
        cell = next(c for c in cells if c.voters.first.name == chair.party)
        on = self.exclusions.chair_on(power, body, cell)
        return either((whole.chair_excluded[body], whole.chair_open.get(body, False), on))
