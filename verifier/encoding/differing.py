"""Two ballots on one decision that differ only in what one voter, or some voters, do."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import Pair
from verifier.encoding.coalitions import chairs, seats_held, votes_held
from verifier.encoding.holding import Holding
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    identity,
    implies,
    is_variable,
    less,
    name_of,
    same,
    total,
    where,
)
from verifier.solving.library import substituted
from verifier.solving.values import Values


@dataclass(frozen=True)
class Copy:
    """The variables of a second ballot, each with that of the first; or what is put in the place of some."""

    pairs: tuple[Pair, ...]

    @property
    def variables(self) -> list[z3.ExprRef]:
        """Those of the second ballot."""
        return [other for _, other in self.pairs if is_variable(other)]

    def about(self, term: Int | Bool) -> Int | Bool:
        """The same, said of the second ballot."""
        return term if isinstance(term, int) else substituted(term, self.pairs)

    def values(self, found: Values) -> Values:
        """The values of the second ballot, under the names of the first; all else as it was found."""
        return ValuesInstead(found.model, self.pairs)

    def as_in(self, found: Values, terms: Sequence[z3.BoolRef]) -> list[z3.BoolRef]:
        """The terms with the second ballot as it was found."""
        known = found.assignments(self.variables)
        return [substituted(each, known) for each in terms]


@dataclass(frozen=True)
class ValuesInstead(Values):
    """Values in which some variables have those of others."""

    pairs: tuple[Pair, ...]

    def truth(self, it: z3.BoolRef | bool) -> bool:
        """A truth value."""
        return super().truth(it if isinstance(it, bool) else substituted(it, self.pairs))

    def number(self, it: z3.ArithRef | int) -> int:
        """A whole number."""
        return super().number(it if isinstance(it, int) else substituted(it, self.pairs))


def copy_of_ballots(encoding: Encoding) -> Copy:
    """Another ballot on the same decision."""
    variables = (*encoding.ballot_variables, *encoding.relaxation.by_ballot)
    return Copy(tuple((v, z3.Const(f"other {name_of(v)}", v.sort())) for v in variables))


def only_theirs_differs(encoding: Encoding, who: Holding, copy: Copy) -> list[z3.BoolRef]:
    """What all others do is the same on both ballots, and nobody consents otherwise.

    Of a cell no more voters act otherwise than belong to `who`: so there is a way in which only these do.
    """
    found: list[Bool] = []
    told: set[object] = set()
    for seat in encoding.ballots.all_seats:
        held = who.of(seat.cell)
        votes = votes_held(seat, held)
        counts: list[Int] = [seat.in_favour, seat.against, seat.abstaining]
        counts.append(less(seat.entitled, total(counts)))
        found.append(_moved(copy, counts, votes))
        told |= {identity(each) for each in (seat.in_favour, seat.against, seat.abstaining)}
        recused = seats_held(seat, held) - votes
        found.append(_moved(copy, _attendance(seat), recused))
        told |= {
            identity(each)
            for each in (seat.attending, seat.still_counted)
            if each is not None and not isinstance(each, int)
        }
    for its, inside in chairs(encoding, who):
        for cast in (its.cast_for, its.cast_against):
            found.append(either((inside, same_truth(cast, copy))))
            told.add(identity(cast))
    open_ones = {identity(variable) for variable in encoding.relaxation.by_ballot}
    found += [
        variable == other
        for variable, other in copy.pairs
        if identity(variable) not in told | open_ones
    ]
    return [both((each,)) for each in found]


def same_truth(variable: z3.BoolRef, copy: Copy) -> Bool:
    """A truth value is the same on both ballots."""
    other = copy.about(variable)
    return both((implies(variable, other), implies(other, variable)))


def _attendance(seat: SeatTerms) -> list[Int]:
    """Of those recused: how many attend and count, attend and do not count, and are away."""
    counted: Int = 0 if seat.still_counted is None else seat.still_counted
    return [counted, less(seat.attending, counted), less(seat.excluded, seat.attending)]


def _moved(copy: Copy, counts: list[Int], most: Int) -> Bool:
    """At most so many are counted otherwise on the second ballot: of each count, those who left it, added up."""
    # There are as many in all on both ballots, so as many come to counts as leave them: those who left are the fewest
    # who can have acted otherwise, and any so many of the cell may be the ones.
    left: list[Int] = []
    for count in counts:
        gone = less(count, copy.about(count))
        if isinstance(gone, int) and gone == 0:
            continue
        left.append(where(at_least(gone, 0), gone))
    if isinstance(most, int) and most == 0:
        return both(same(each, 0) for each in left)
    return at_least(most, total(left))


def has_a_vote(encoding: Encoding, who: Holding) -> z3.BoolRef:
    """Somebody of them has a voting seat, or a casting vote that is not suspended."""
    found: list[Bool] = [
        at_least(seats_held(seat, who.of(seat.cell)), 1) for seat in encoding.ballots.all_seats
    ]
    for cast, inside in chairs(encoding, who):
        chair = encoding.specification.body[cast.body].chair
        assert chair is not None
        if (cast.body, chair.party) not in encoding.state.suspended:
            found.append(inside)
    return both((either(found),))
