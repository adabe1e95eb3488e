"""How the holder of a will acts where it is got round: as its claim says, or otherwise where that stands open.

What a member does it does in a body. Without a mixture all of the holder do the same wherever they have a seat; in a
mixture each does in each body anything that is open. Nobody of the holder votes for, consents, or casts for. Whoever
is recused attends or not; where the claim is that all stay away, to attend without a vote is to abstain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import z3

from policy_dsl.model import Manner
from policy_dsl.records import dataclass, field
from policy_dsl.syntax import OpeningKind
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import (
    chairs,
    consenting,
    objecting,
    refuses,
    seats_held,
    votes_held,
)
from verifier.encoding.holding import Holding
from verifier.encoding.seat_terms import Floor, SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    less,
    negation,
    same,
    total,
    truth,
)
from verifier.solving.values import Values


@dataclass(frozen=True)
class Switch:
    """An opening: its kind, and what it opens (an exception, a power, an attribute, …). `term`: it is open."""

    kind: OpeningKind
    name: str
    detail: str = ""

    @property
    def term(self) -> z3.BoolRef:
        """Open, as a term."""
        return truth(f"open {self.kind} {self.name} {self.detail}")


# The openings of how the holder acts: by another manner than its claim's, and by not all doing the same everywhere.
KIND_OF: Mapping[Manner, OpeningKind] = {
    Manner.AWAY: "absence",
    Manner.ABSTAINING: "abstention",
    Manner.AGAINST: "opposition",
}
MIXTURE: OpeningKind = "mixture"
ACTS: frozenset[str] = frozenset((*KIND_OF.values(), MIXTURE))


def act_switches(encoding: Encoding, who: Holding, manner: Manner, name: str) -> list[Switch]:
    """What can stand open about how the holder acts. One who acts by any means acts as it likes anyhow.

    Of one who has a seat nowhere to abstain is to stay away: it is the one where it is the other.
    """
    if manner is Manner.ANY:
        return []
    others = [each for each in KIND_OF if each is not manner]
    if all(_none(seats_held(s, who.of(s.cell))) for s in encoding.ballots.all_seats):
        others = [Manner.AWAY if manner is Manner.AGAINST else Manner.AGAINST]
    found = [Switch(KIND_OF[each], name) for each in others]
    seats = [s for s in encoding.ballots.all_seats if _acts_in(s, who)]
    alone = len(seats) < 2 and all(s.cell.voters.single for s in seats)
    if not alone or chairs(encoding, who):
        found.append(Switch(MIXTURE, name))
    return found


def _acts_in(seat: SeatTerms, who: Holding) -> bool:
    """Somebody of the holder may have a vote there, or attend without one."""
    held = who.of(seat.cell)
    attends = not isinstance(seat.attending, int) and not _none(seats_held(seat, held))
    return attends or not _none(votes_held(seat, held))


def _none(number: Int) -> bool:
    return isinstance(number, int) and number == 0


@dataclass(frozen=True)
class Conduct:
    """The holder's conduct as terms. `manner` is that of its claim; `switches` open others."""

    encoding: Encoding
    who: Holding
    manner: Manner
    switches: Collection[Switch] = field(default=())

    # --- what stands open ----------------------------------------------------------------------

    def _open(self, manner: Manner) -> Bool:
        kind = KIND_OF[manner]
        if manner is self.manner:
            return True
        return either(switch.term for switch in self.switches if switch.kind == kind)

    @property
    def _mixed(self) -> Bool:
        return either(switch.term for switch in self.switches if switch.kind == MIXTURE)

    # --- as constraints ------------------------------------------------------------------------

    def opposed(self, others_stay_away: bool = False) -> list[z3.BoolRef]:
        """The holder acts in a way that is open; everybody else is in favour (or may stay away)."""
        encoding, who = self.encoding, self.who
        found: list[Bool] = list(refuses(encoding, who))
        for seat in encoding.ballots.all_seats:
            votes = votes_held(seat, who.of(seat.cell))
            others = less(seat.entitled, votes)
            if others_stay_away:
                found.append(at_least(others, seat.in_favour))
            else:
                found.append(same(seat.in_favour, seat.willing(others)))
            if _none(votes):
                found += [same(seat.against, 0), same(seat.abstaining, 0)]
            else:
                found.append(at_least(votes, total((seat.against, seat.abstaining))))
        if not others_stay_away:
            for cell, given in consenting(encoding):
                found.append(same(given, less(cell.size, who.of(cell))))
        found += self._objects()
        found += self._casts(others_stay_away)
        if self.manner is not Manner.ANY:
            found += self._as_is_open()
        return [both((each,)) for each in found]

    def _objects(self) -> Iterator[Bool]:
        """Nobody but the holder objects by separate act; one who acts by any means does, since nothing stops more."""
        for cell, objections in objecting(self.encoding):
            held = self.who.of(cell)
            yield at_least(held, objections)
            if self.manner is Manner.ANY:
                yield same(objections, held)

    def _casts(self, others_stay_away: bool) -> Iterator[Bool]:
        for cast, inside in chairs(self.encoding, self.who):
            yield implies(inside, negation(cast.cast_for))
            others = negation(cast.cast_against) if others_stay_away else cast.cast_for
            yield either((inside, others))

    def _as_is_open(self) -> Iterator[Bool]:
        """Whatever is done is open, and unless a mixture is, it is all the same."""
        against, abstains, away = (
            self._open(manner) for manner in (Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY)
        )
        for seat, votes in self._seats:
            yield either((same(seat.against, 0), against))
            yield either((same(seat.abstaining, 0), abstains))
            cast = total((seat.against, seat.abstaining))
            yield either((away, same(cast, votes)))
        for cell, objections in objecting(self.encoding):
            yield either((same(objections, 0), against))
            yield either((abstains, away, same(objections, self.who.of(cell))))
        attends = abstains if self.manner is Manner.AWAY else either((against, abstains))
        yield either((attends, both(self._nobody_attends())))
        for its, inside in chairs(self.encoding, self.who):
            cast = its.cast_against
            yield implies(both((inside, cast)), against)
            yield implies(both((inside, negation(cast))), either((abstains, away)))
        alike = [both((self._open(manner), *self.all_do(manner))) for manner in KIND_OF]
        yield either((self._mixed, *alike))

    @property
    def has_no_vote(self) -> bool:
        """Nobody of the holder has a seat with a vote anywhere."""
        return not any(True for _ in self._seats)

    @property
    def _seats(self) -> Iterator[tuple[SeatTerms, Int]]:
        for seat in self.encoding.ballots.all_seats:
            votes = votes_held(seat, self.who.of(seat.cell))
            if not _none(votes):
                yield seat, votes

    def all_do(self, manner: Manner) -> Iterator[Bool]:
        """All of the holder do this wherever they have a seat."""
        for seat, votes in self._seats:
            yield same(seat.against, votes if manner is Manner.AGAINST else 0)
            yield same(seat.abstaining, votes if manner is Manner.ABSTAINING else 0)
        for cell, objections in objecting(self.encoding):
            yield same(objections, self.who.of(cell) if manner is Manner.AGAINST else 0)
        if manner is Manner.AWAY or (manner is Manner.AGAINST and self.manner is Manner.AWAY):
            yield from self._nobody_attends()
        for its, inside in chairs(self.encoding, self.who):
            cast = its.cast_against
            yield implies(inside, cast if manner is Manner.AGAINST else negation(cast))

    def _nobody_attends(self) -> Iterator[Bool]:
        """Those of the holder who are recused are not there."""
        for seat in self.encoding.ballots.all_seats:
            held = self.who.of(seat.cell)
            if not _none(held) and not isinstance(seat.attending, int):
                recused = less(seats_held(seat, held), votes_held(seat, held))
                yield at_least(less(seat.excluded, recused), seat.attending)

    # --- as it was done ------------------------------------------------------------------------

    def done(self, values: Values, meetings: int) -> dict[tuple[Floor, Manner], int]:
        """In each body, at each of the last `meetings`, how many of the holder with a vote act in which manner."""
        found: dict[tuple[Floor, Manner], int] = {}
        for seat, votes in self._seats:
            if seat.back >= meetings:
                continue
            against, abstaining = values.number(seat.against), values.number(seat.abstaining)
            away = values.number(votes) - against - abstaining
            for manner, number in zip(KIND_OF, (away, abstaining, against), strict=True):
                if number:
                    found[seat.floor, manner] = found.get((seat.floor, manner), 0) + number
        return found
