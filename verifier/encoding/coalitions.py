"""What a coalition does, and what everybody else does, as constraints on ballots.

`held` voters of a cell belong to the coalition. In each body in which they have a vote they vote as the
claim's manner says; where they are excluded they have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from policy_dsl.model import Manner, Others
from verifier.encoding.adoption import Encoding
from verifier.encoding.cells import Cell
from verifier.encoding.holding import NOBODY, Holding
from verifier.encoding.seat_terms import CastingTerms, SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    implies,
    less,
    number_term,
    same,
    total,
    where,
)
from verifier.solving.library import CONTEXT


def _positive(number: Int) -> Int:
    return max(0, number) if isinstance(number, int) else where(at_least(number, 0), number)


def votes_held(seat: SeatTerms, held: Int) -> Int:
    """How many votes the coalition has there: its voters less those without a seat or excluded."""
    if isinstance(held, int) and held == 0:
        return 0
    # Which voters of a cell are meant is not said, only how many. Where all of it sit and none or all are excluded that
    # is exact; elsewhere it is the fewest votes that so many can have, those without one being among them as far as
    # they can be.
    lost = 0 if seat.seats is seat.cell.size else less(seat.cell.size, seat.seats)
    return _positive(less(less(held, seat.excluded), lost))


def seats_held(seat: SeatTerms, held: Int) -> Int:
    """How many seats the coalition has there, those who are excluded included."""
    lost = 0 if seat.seats is seat.cell.size else less(seat.cell.size, seat.seats)
    return _positive(less(held, lost))


def chairs(encoding: Encoding, who: Holding) -> list[tuple[CastingTerms, Bool]]:
    """For each casting vote, at every meeting, whether the chair who has it belongs to the coalition."""
    found: list[tuple[CastingTerms, Bool]] = []
    for cast in encoding.ballots.casting_votes:
        chair = encoding.specification.body[cast.body].chair
        assert chair is not None
        cell = next(c for c in encoding.electorate.cells if c.voters.first.name == chair.party)
        found.append((cast, at_least(who.at(cell, cast.back), 1)))
    return found


def acts(encoding: Encoding, who: Holding, manner: Manner) -> list[z3.BoolRef]:
    """The coalition withholds its votes in this manner, and refuses its consents."""
    found: list[Bool] = []
    for seat in encoding.ballots.all_seats:
        held = who.at(seat.cell, seat.back)
        if isinstance(held, int) and held == 0:
            continue
        votes = votes_held(seat, held)
        match manner:
            case Manner.AGAINST:
                # At least: others may do so, too, unless something else says what they do.
                found.append(at_least(seat.against, votes))
            case Manner.ABSTAINING:
                found.append(at_least(seat.abstaining, votes))
            case Manner.AWAY:
                found.append(seat.voting + seat.attending <= seat.seats - seats_held(seat, held))
            case Manner.ANY:
                # Votes for come from the others alone; what its own are instead is open, member by member.
                found.append(at_least(less(seat.entitled, votes), seat.in_favour))
    found += refuses(encoding, who)
    found += objects(encoding, who, manner)
    for cast, inside in chairs(encoding, who):
        found.append(implies(inside, z3.Not(cast.cast_for)))
        if manner is Manner.AGAINST:
            found.append(implies(inside, cast.cast_against))
        elif manner is not Manner.ANY:
            found.append(implies(inside, z3.Not(cast.cast_against)))
    return [both((each,)) for each in found]


def refuses(encoding: Encoding, who: Holding) -> list[Bool]:
    """The coalition gives no consent."""
    return [
        consents <= cell.size - held
        for cell, held, consents in consents_beside(encoding, who)
        if cell.name in who.held
    ]


def objects(encoding: Encoding, who: Holding, manner: Manner) -> list[Bool]:
    """Who votes against, or acts by any means, objects by separate act, too: nothing stops more. Others are silent."""
    found: list[Bool] = []
    for cell, held, objections in objections_beside(encoding, who):
        if manner in (Manner.AGAINST, Manner.ANY):
            found.append(at_least(objections, held))
        else:
            found.append(at_least(less(cell.size, held), objections))
    return found


def objecting(encoding: Encoding) -> list[tuple[Cell, z3.ArithRef]]:
    """The cells of which it matters whether they object by separate act, each with how many do, at every meeting."""
    return [(cell, number) for cell, _, number in objections_beside(encoding, NOBODY)]


def objections_beside(encoding: Encoding, who: Holding) -> list[tuple[Cell, Int, z3.ArithRef]]:
    """The same, each with how many of the cell act at that meeting as a claim says of the coalition."""
    return _beside(encoding, who, encoding.ballots.objections_of)


def consenting(encoding: Encoding) -> list[tuple[Cell, z3.ArithRef]]:
    """The cells of which it matters whether they consent by separate act, each with how many do, at every meeting."""
    return [(cell, number) for cell, _, number in consents_beside(encoding, NOBODY)]


def consents_beside(encoding: Encoding, who: Holding) -> list[tuple[Cell, Int, z3.ArithRef]]:
    """The same, each with how many of the cell act at that meeting as a claim says of the coalition."""
    return _beside(encoding, who, encoding.ballots.consents_of)


def _beside(
    encoding: Encoding,
    who: Holding,
    acts_of: Callable[[Cell], Iterable[tuple[int, z3.ArithRef]]],
) -> list[tuple[Cell, Int, z3.ArithRef]]:
    """The cells of which it matters how many do an act apart, each meeting by itself."""
    return [
        (cell, who.at(cell, back), number)
        for cell in encoding.electorate.every_cell
        for back, number in acts_of(cell)
    ]


def supports(encoding: Encoding, who: Holding) -> list[z3.BoolRef]:
    """The coalition votes for wherever it has a vote, consents, and casts its casting votes for."""
    found: list[Bool] = [
        seat.in_favour >= votes_held(seat, who.at(seat.cell, seat.back))
        for seat in encoding.ballots.all_seats
        if seat.cell.name in who.held
    ]
    found += [
        consents >= who.of(cell) for cell, consents in consenting(encoding) if cell.name in who.held
    ]
    found += [
        at_least(less(cell.size, who.of(cell)), objections)
        for cell, objections in objecting(encoding)
    ]
    found += [implies(inside, cast.cast_for) for cast, inside in chairs(encoding, who)]
    return [both((each,)) for each in found]


def others_who_come(encoding: Encoding, who: Holding) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """How many others are in favour where some of them may stay away, over how many do."""
    return [
        (
            seat.in_favour,
            number_term(
                seat.willing(less(seat.entitled, votes_held(seat, who.at(seat.cell, seat.back))))
            ),
        )
        for seat in encoding.ballots.all_seats
        if seat.staying is not None
    ]


def others_in_favour(encoding: Encoding, who: Holding, manner: Manner) -> list[z3.BoolRef]:
    """Everybody entitled outside the coalition votes for and consents, and casting votes are cast for.

    Theorem (monotonicity): changing a vote of somebody entitled to *for*, giving a consent or casting a
    casting vote for never defeats a decision; but where a recusal limits some power, to come is to attend without a
    vote when that power is judged, and that can. So if any ballot adopts a decision while the coalition acts in a
    manner that fixes its own votes, then so does one in which all others do this; only whether recused members
    attend stays open, and whether those come whom some power's recusals exclude. Condition: none. Tested against
    brute force in tests/semantics.
    """
    found: list[Bool] = []
    for seat in encoding.ballots.all_seats:
        votes = votes_held(seat, who.at(seat.cell, seat.back))
        found.append(same(seat.in_favour, seat.willing(less(seat.entitled, votes))))
        if manner not in (Manner.AGAINST, Manner.ANY):
            found.append(same(seat.against, 0))
        if manner not in (Manner.ABSTAINING, Manner.ANY):
            found.append(same(seat.abstaining, 0))
    found += [
        same(consents, less(cell.size, held))
        for cell, held, consents in consents_beside(encoding, who)
    ]
    found += [
        at_least(held, objections) for _, held, objections in objections_beside(encoding, who)
    ]
    found += [
        implies(z3.Not(both((inside,))), cast.cast_for) for cast, inside in chairs(encoding, who)
    ]
    return [both((each,)) for each in found]


def everybody_in_favour(encoding: Encoding) -> list[z3.BoolRef]:
    """Everybody entitled votes for, consents and casts for; recused members attend or not."""
    return others_in_favour(encoding, NOBODY, Manner.AGAINST) + [
        same(seat.against, 0) for seat in encoding.ballots.all_seats
    ]


def others_away_or_against(encoding: Encoding, who: Holding) -> list[z3.BoolRef]:
    """In each body at each meeting everybody outside the coalition is absent, or votes against; nobody else consents.

    Theorem: where requirements count no attendance but in quorums, and there is no recusal, `no objection`,
    `no rejection` and casting vote, the worst that others can do to a coalition that votes for is, in each
    body, to stay away if its own attendance misses the quorum, and else to vote against: votes against are the
    most that the denominators can grow without a vote for. Tested against brute force in tests/semantics.
    """
    found: list[Bool] = []
    for seats in encoding.ballots.floors:
        away: list[Bool] = []
        against: list[Bool] = []
        for seat in seats:
            votes = votes_held(seat, who.at(seat.cell, seat.back))
            found += [same(seat.in_favour, votes), same(seat.abstaining, 0)]
            away.append(same(seat.against, 0))
            against.append(same(seat.against, less(seat.entitled, votes)))
        if seats:
            # Body by body, so that this is a disjunction of two extremes for each and not a question about all ballots.
            found.append(z3.Or(both(away), both(against)))
    found += [
        same(consents, who.of(cell))
        for cell, consents in consenting(encoding)
        if cell.voters.parties
    ]
    found += [
        same(objections, less(cell.size, who.of(cell))) for cell, objections in objecting(encoding)
    ]
    return [both((each,)) for each in found]


def vote_of(
    encoding: Encoding, body: str, votes_for: int, votes_against: int, abstaining: int
) -> list[z3.BoolRef]:
    """Exactly such a vote in `body`, at each of its meetings, others there absent; all else in favour."""
    found: list[Bool] = []
    for meeting in encoding.ballots.meetings:
        here = meeting.seats[body]
        found.append(total([seat.in_favour for seat in here]) == votes_for)
        found.append(total([seat.against for seat in here]) == votes_against)
        found.append(total([seat.abstaining for seat in here]) == abstaining)
    for seat in encoding.ballots.all_seats:
        if seat.body == body:
            found.append(seat.attending == 0)
        else:
            found += [seat.in_favour == seat.entitled, seat.attending == seat.excluded]
    found += [consents == cell.size for cell, consents in consenting(encoding)]
    found += [same(objections, 0) for _, objections in objecting(encoding)]
    for cast in encoding.ballots.casting_votes:
        if cast.body == body:
            found += [z3.Not(cast.cast_for), z3.Not(cast.cast_against)]
        else:
            found.append(cast.cast_for)
    return [both((each,)) for each in found]


def strategy(
    encoding: Encoding,
    who: Holding,
    manner: Manner,
    recused_attend: bool,
    others: Others | None = None,
    some_stay: bool = False,
) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """One ballot for every decision: the coalition acts in this manner (`by any means`: against), and the others as it
    is said, or in favour.

    Gives each ballot variable as a term over the decision; with `some_stay` over who of those stays away, too, whom
    recusals that limit powers exclude.
    """
    found: list[tuple[z3.ExprRef, Int | z3.BoolRef]] = []
    for seat in encoding.ballots.all_seats:
        votes = votes_held(seat, who.at(seat.cell, seat.back))
        rest = less(seat.entitled, votes)
        against: Int = votes if manner in (Manner.AGAINST, Manner.ANY) else 0
        abstaining: Int = votes if manner is Manner.ABSTAINING else 0
        willing = seat.willing(rest) if some_stay else rest
        found.append((seat.in_favour, willing if others is None else 0))
        found.append((seat.against, against + rest if others is Others.AGAINST else against))
        found.append(
            (seat.abstaining, abstaining + rest if others is Others.ABSTAINING else abstaining)
        )
        if not isinstance(seat.attending, int):
            found.append((seat.attending, seat.excluded if recused_attend else 0))
        if seat.still_counted is not None and seat.uncounted is not None:
            counted = less(seat.excluded, seat.uncounted)
            found.append((seat.still_counted, counted if recused_attend else 0))
    for cell, held, consents in consents_beside(encoding, who):
        found.append((consents, less(cell.size, held) if others is None else 0))
    for cell, held, objections in objections_beside(encoding, who):
        opposed: Int = held if manner in (Manner.AGAINST, Manner.ANY) else 0
        rest = less(cell.size, held) if others is Others.AGAINST else 0
        found.append((objections, total((opposed, rest))))
    for cast, its_chair in chairs(encoding, who):
        inside = both((its_chair,))
        outside = z3.Not(inside)
        never = z3.BoolVal(False, CONTEXT)
        found.append((cast.cast_for, outside if others is None else never))
        objects = inside if manner in (Manner.AGAINST, Manner.ANY) else never
        if others is Others.AGAINST:
            objects = z3.Or(objects, outside)
        found.append((cast.cast_against, objects))
    return [(v, z3.IntVal(t, CONTEXT) if isinstance(t, int) else t) for v, t in found]
