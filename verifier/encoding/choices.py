"""What ballots leave open once it is settled who is in favour: what the coalition does, and which recused attend.

Each open variable has a range that depends on the decision, and on the variables before it. So a choice that
defeats one decision can be put to every other decision too: as it is, or as near to it as is possible there.
"""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policy_dsl.model import Manner, Others
from policy_dsl.records import dataclass, field
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import chairs, seats_held, strategy, votes_held
from verifier.encoding.holding import Holding
from verifier.encoding.seat_terms import Floor, SeatTerms
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    identity,
    implies,
    less,
    negation,
    total,
    where,
)
from verifier.solving.library import CONTEXT, Substitution, substituted

Pair = tuple[z3.ExprRef, z3.ExprRef]
Pairs = list[Pair]


@dataclass
class Choices:
    """Numbers, each with the least and the most that it can be; truth values, each with where it must hold and can."""

    numbers: list[tuple[z3.ArithRef, Int, Int]] = field(default_factory=list)
    truths: list[tuple[z3.BoolRef, Bool, Bool]] = field(default_factory=list)

    @property
    def variables(self) -> list[z3.ExprRef]:
        """All of them."""
        return [*(n for n, _, _ in self.numbers), *(t for t, _, _ in self.truths)]

    @property
    def limits(self) -> list[z3.BoolRef]:
        """That each is in its range."""
        found: list[Bool] = []
        for number, least, most in self.numbers:
            found += [at_least(number, least), at_least(most, number)]
        for truth, must, can in self.truths:
            found += [implies(must, truth), implies(truth, can)]
        return [both((each,)) for each in found]

    @property
    def ends(self) -> z3.BoolRef:
        """That each number is as small or as large as it can be."""
        return both(either((n == least, n == most)) for n, least, most in self.numbers)

    def nearest(
        self, values: Sequence[Pair], guess: Sequence[Pair], beside: Sequence[Pair] = ()
    ) -> Pairs:
        """The choice nearest to `values` that each decision allows, as terms over the decision.

        What is as much (or as little) as can be on the decision of `guess` is so on each. What is chosen `beside` goes
        before it.
        """
        wanted = {identity(variable): value for variable, value in values}
        found: Pairs = list(beside)
        guessed = Substitution(guess)
        for number, least, most in self.numbers:
            low, high = (_said(bound, found) for bound in (least, most))
            value = wanted[identity(number)]
            # All that there were, or none, is put to each decision as all that there are, or none: plain numbers would
            # fit few others.
            if z3.is_true(z3.simplify(guessed.of(value == high))):
                found.append((number, high))
            elif z3.is_true(z3.simplify(guessed.of(value == low))):
                found.append((number, low))
            else:
                found.append((number, z3.If(value < low, low, z3.If(value > high, high, value))))
        for truth, must, can in self.truths:
            found.append((truth, both((either((must, wanted[identity(truth)])), can))))
        return found

    def extremes(self) -> list[Pairs]:
        """All as small as can be, and all as large as can be."""
        found: list[Pairs] = []
        for large in (False, True):
            values: Pairs = []
            for number, least, most in self.numbers:
                values.append((number, _said(most if large else least, values)))
            found.append(
                [*values, *((t, both((can if large else must,))) for t, must, can in self.truths)]
            )
        return found


def _said(bound: Int, found: Pairs) -> z3.ArithRef:
    term = z3.IntVal(bound, CONTEXT) if isinstance(bound, int) else bound
    return substituted(term, found)


def _recused(seat: SeatTerms, who: Holding) -> Int:
    """How many of the coalition have a seat there, but are excluded from voting."""
    held = who.at(seat.cell, seat.back)
    return seats_held(seat, held) - votes_held(seat, held)


def attendance(
    encoding: Encoding, who: Holding, manner: Manner | None, others: Others | None = None
) -> Choices:
    """Which recused members attend; those of a coalition that stays away do not, nor do others who stay away.

    And which others stay away whom recusals that limit powers exclude, though they are in favour.
    """
    found = Choices()
    for seat in encoding.ballots.all_seats:
        _stay(found, seat, who, others)
        if isinstance(seat.attending, int):
            continue
        own = _recused(seat, who)
        most = own if others is Others.AWAY else seat.excluded
        attend(found, seat, 0, less(most, own if manner is Manner.AWAY else 0))
    return found


def attend(found: Choices, seat: SeatTerms, least: Int, most: Int) -> None:
    """From least to most of those who are recused attend, and any of them are still counted who may be."""
    assert not isinstance(seat.attending, int)
    found.numbers.append((seat.attending, least, most))
    if seat.still_counted is not None and seat.uncounted is not None:
        there, counted = seat.attending, less(seat.excluded, seat.uncounted)
        fewest = where(at_least(there, seat.uncounted), less(there, seat.uncounted))
        most_counted = where(at_least(counted, there), there, counted)
        found.numbers.append((seat.still_counted, fewest, most_counted))


def _stay(found: Choices, seat: SeatTerms, who: Holding, others: Others | None) -> None:
    if seat.staying is not None:
        rest = less(seat.entitled, votes_held(seat, who.at(seat.cell, seat.back)))
        most = 0 if others is not None else where(seat.limited, rest)
        found.numbers.append((seat.staying, 0, most))


@dataclass
class OwnChoice:
    """What a coalition chooses that does anything but vote for; its recused members in `attending`, by seat."""

    choices: Choices
    attending: dict[tuple[Floor, str], z3.ArithRef]


def own_choice(encoding: Encoding, who: Holding, others: Others | None = None) -> OwnChoice:
    """Each vote against, abstaining or not cast, a casting vote against or not cast, and who of it attends recused.

    What `others` do besides is in the same numbers.
    """
    made = OwnChoice(Choices(), {})
    for seat in encoding.ballots.all_seats:
        held = who.at(seat.cell, seat.back)
        if isinstance(held, int) and held == 0:
            continue
        votes = votes_held(seat, held)
        rest = less(seat.entitled, votes)
        against: Int = rest if others is Others.AGAINST else 0
        abstaining: Int = rest if others is Others.ABSTAINING else 0
        most = total((votes, against, abstaining))
        # Against first, abstaining of what that leaves; whoever does neither is away, so any mixture is one choice.
        made.choices.numbers += [
            (seat.against, against, total((votes, against))),
            (seat.abstaining, abstaining, less(most, seat.against)),
        ]
        if not isinstance(seat.attending, int):
            number = z3.Int(f"of the coalition {seat.attending}", CONTEXT)
            made.attending[seat.floor, seat.cell.name] = number
            made.choices.numbers.append((number, 0, _recused(seat, who)))
    for cast, inside in chairs(encoding, who):
        must: Bool = negation(inside) if others is Others.AGAINST else False
        made.choices.truths.append((cast.cast_against, must, either((must, inside))))
    return made


def attendance_beside(
    encoding: Encoding, who: Holding, own: OwnChoice, others: Others | None = None
) -> Choices:
    """Which recused members attend besides those of the coalition that chose to; none where the others stay away.

    And which others stay away whom recusals that limit powers exclude, though they are in favour.
    """
    found = Choices()
    for seat in encoding.ballots.all_seats:
        _stay(found, seat, who, others)
        if isinstance(seat.attending, int):
            continue
        there = own.attending.get((seat.floor, seat.cell.name))
        if there is None:
            attend(found, seat, 0, 0 if others is Others.AWAY else seat.excluded)
        elif others is Others.AWAY:
            attend(found, seat, there, there)
        else:
            attend(found, seat, there, there + seat.excluded - _recused(seat, who))
    return found


def settled(
    encoding: Encoding, who: Holding, manner: Manner, others: Others | None = None
) -> Pairs:
    """All that is not open about the ballots of a coalition that acts in this manner, others doing as is said.

    If nothing is said they are in favour.
    """
    left = {identity(variable) for variable in encoding.ballots.attendance}
    if manner is Manner.ANY:
        own = own_choice(encoding, who, others)
        left |= {identity(variable) for variable in own.choices.variables}
    return [
        (variable, term)
        for variable, term in strategy(encoding, who, manner, False, others, some_stay=True)
        if identity(variable) not in left
    ]


def shared_out(shares: Choices, instance: Sequence[Pair], guess: Sequence[Pair]) -> Pairs:
    """The instance with its seats shared out as nearly so as the number of seats of each party allows."""
    said = _without(instance, shares.variables)
    return shares.nearest(instance, guess, said)


def _without(instance: Sequence[Pair], variables: Sequence[z3.ExprRef]) -> Pairs:
    known = {identity(variable) for variable in variables}
    return [pair for pair in instance if identity(pair[0]) not in known]


def put_in(instance: Sequence[Pair], ballots: Sequence[Pair]) -> Pairs:
    """The instance with these ballots instead of its own; what they depend on is as the instance says."""
    said = _without(instance, [variable for variable, _ in ballots])
    in_them = Substitution(said)
    return [*said, *((variable, in_them.of(term)) for variable, term in ballots)]
