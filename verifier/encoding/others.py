"""`while the others stay away`, `… abstain`, `… vote against`: ballots in which everybody outside a coalition does so.

What is known of the others is then exact, so that no theorem about what they would best do is needed; whether those of
them who are recused attend stays open, unless they stay away.
"""

from __future__ import annotations

from enum import Enum, auto

import z3

from policy_dsl.model import Manner, Others
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import (
    chairs,
    consents_beside,
    objections_beside,
    seats_held,
    votes_held,
)
from verifier.encoding.holding import Holding
from verifier.encoding.terms import (
    FALSE,
    Bool,
    Int,
    at_least,
    both,
    implies,
    less,
    negation,
    number_term,
    same,
    term,
    total,
)


class Own(Enum):
    """What the coalition itself does where it does not block in some manner."""

    SUPPORTS = auto()
    ANYTHING = auto()


def conduct(
    encoding: Encoding, who: Holding, own: Manner | Own, others: Others
) -> list[z3.BoolRef]:
    """The coalition acts in its manner, and everybody else as they do: they consent to nothing."""
    found: list[Bool] = []
    for seat in encoding.ballots.all_seats:
        held = who.at(seat.cell, seat.back)
        # Votes are counted by cell, and a cell may be half in the coalition: what the others do there is taken off
        # first, so that what is left are the coalition's own votes.
        votes = votes_held(seat, held)
        rest = less(seat.entitled, votes)
        against: Int = seat.against
        abstaining: Int = seat.abstaining
        if others is Others.AGAINST:
            against = less(seat.against, rest)
        if others is Others.ABSTAINING:
            abstaining = less(seat.abstaining, rest)
        found += [
            at_least(against, 0),
            at_least(abstaining, 0),
            at_least(votes, total((seat.in_favour, against, abstaining))),
        ]
        # Who is recused attends as it likes, but for those who stay away. Of each cell a part of them may be
        # the coalition.
        recused = seats_held(seat, held) - votes
        if others is Others.AWAY:
            found.append(at_least(recused, seat.attending))
        match own:
            case Own.SUPPORTS:
                found.append(same(seat.in_favour, votes))
            case Manner.AGAINST:
                found.append(same(against, votes))
            case Manner.ABSTAINING:
                found.append(same(abstaining, votes))
            case Manner.AWAY:
                found += [
                    same(total((seat.in_favour, against, abstaining)), 0),
                    at_least(less(seat.excluded, recused), seat.attending),
                ]
            case Manner.ANY:
                found.append(same(seat.in_favour, 0))
            case Own.ANYTHING:
                pass
    for _, held, consents in consents_beside(encoding, who):
        found.append(at_least(0 if isinstance(own, Manner) else held, consents))
        if own is Own.SUPPORTS:
            found.append(at_least(consents, held))
    for cell, mine, objections in objections_beside(encoding, who):
        rest = less(cell.size, mine)
        theirs: Int = rest if others is Others.AGAINST else 0
        match own:
            case Own.SUPPORTS | Manner.ABSTAINING | Manner.AWAY:
                found.append(same(objections, theirs))
            case Manner.AGAINST | Manner.ANY:
                found.append(same(objections, total((theirs, mine))))
            case Own.ANYTHING:
                found += [
                    at_least(objections, theirs),
                    at_least(total((theirs, mine)), objections),
                ]
    for cast, inside in chairs(encoding, who):
        cast_for, cast_against = cast.cast_for, cast.cast_against
        outside = z3.Not(both((inside,)))
        objects = cast_against if others is Others.AGAINST else z3.Not(cast_against)
        found.append(implies(outside, both((z3.Not(cast_for), objects))))
        match own:
            case Own.SUPPORTS:
                found.append(implies(inside, cast_for))
            case Manner.AGAINST:
                found.append(implies(inside, cast_against))
            case Manner.ABSTAINING | Manner.AWAY:
                found.append(implies(inside, z3.Not(z3.Or(cast_for, cast_against))))
            case Manner.ANY:
                found.append(implies(inside, z3.Not(cast_for)))
            case Own.ANYTHING:
                pass
    return [both((each,)) for each in found]


def support(
    encoding: Encoding, who: Holding, others: Others
) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """What `conduct` leaves of the ballots where the coalition supports a decision, as terms over who it is.

    So what defeats a decision that one choice of the coalition supports is put to every other choice.
    """
    numbers: list[tuple[z3.ExprRef, Int]] = []
    for seat in encoding.ballots.all_seats:
        votes = votes_held(seat, who.at(seat.cell, seat.back))
        rest = less(seat.entitled, votes)
        numbers.append((seat.in_favour, votes))
        numbers.append((seat.against, rest if others is Others.AGAINST else 0))
        numbers.append((seat.abstaining, rest if others is Others.ABSTAINING else 0))
    numbers += [(consents, held) for _, held, consents in consents_beside(encoding, who)]
    for cell, mine, objections in objections_beside(encoding, who):
        numbers.append((objections, less(cell.size, mine) if others is Others.AGAINST else 0))
    found: list[tuple[z3.ExprRef, z3.ExprRef]] = [(it, number_term(n)) for it, n in numbers]
    for cast, inside in chairs(encoding, who):
        found.append((cast.cast_for, term(inside)))
        found.append((cast.cast_against, negation(inside) if others is Others.AGAINST else FALSE))
    return found
