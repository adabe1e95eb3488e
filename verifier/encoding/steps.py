"""Steps without a holder's help: a decision adopted for *every* ballot of the holder and *some* of the others."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policy_dsl.model import Manner
from verifier.encoding.choices import (
    Choices,
    OwnChoice,
    attendance_beside,
    own_choice,
    settled,
)
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.holding import NOBODY
from verifier.encoding.terms import at_least, both, either, name_of, same
from verifier.solving.library import substituted
from verifier.solving.questions import Eased, Exists, ExistsForAll


def adopted_without_help(
    context: ClaimContext, manner: Manner, extra: Sequence[z3.BoolRef] = ()
) -> Exists | ExistsForAll | Eased:
    """Some decision adopted although the holder acts in this manner, whether or not its recused members attend.

    What else the holder does is settled by the manner; if by any means, each of its ballots is asked about.
    """
    if manner is Manner.ANY and context.who is not NOBODY:
        return context.every_choice_of_coalition(extra)
    own = _own_attendance(context)
    # Away, or never recused: the manner settles all that the holder does, and one kind of quantifier is enough.
    if manner is Manner.AWAY or not own.attending:
        return context.exists(context.adopted, *context.opposed(manner), *extra)
    return Eased(
        easier=context.exists(context.adopted, *context.opposed(manner), *extra),
        # The easier question lets the holder's recused members attend as the others would like best. Its answer is
        # one to the whole question where nobody counts whether they do.
        settled=_makes_no_difference(context, own),
        whole=lambda: _whoever_attends(context, manner, extra, own),
    )


def _whoever_attends(
    context: ClaimContext, manner: Manner, extra: Sequence[z3.BoolRef], own: OwnChoice
) -> ExistsForAll:
    encoding, who = context.encoding, context.who
    rest = attendance_beside(encoding, who, own)
    # What the manner settles is put into the goal before it is quantified: only attendance is left to vary.
    pairs = settled(encoding, who, manner)
    chosen, more = context.unsettled(pairs)
    return ExistsForAll(
        outer=[*context.limits, *extra, *chosen],
        allowed=both(own.choices.limits),
        goal=substituted(context.adopted, pairs),
        outer_variables=lambda: list(
            {name_of(v): v for v in (*encoding.decision_variables, *who.variables, *more)}.values()
        ),
        inner_variables=lambda: own.choices.variables,
        witnesses=lambda: rest.variables,
        witness_limits=rest.limits,
        seeds=own.choices.extremes(),
        nearest=own.choices.nearest,
    )


def _makes_no_difference(context: ClaimContext, own: OwnChoice) -> z3.BoolRef:
    """Nobody counts who attends of the holder's recused members: there are none, or they leave the counts as well."""
    recused = {name_of(number): most for number, _, most in own.choices.numbers}
    found = []
    for seat in context.encoding.ballots.all_seats:
        number = own.attending.get((seat.floor, seat.cell.name))
        if number is not None:
            out = seat.counted_out
            if seat.uncounted is not None:
                out = at_least(seat.uncounted, seat.excluded)
            found.append(either((same(recused[name_of(number)], 0), out)))
    return both(found)


def _own_attendance(context: ClaimContext) -> OwnChoice:
    """Which of the holder's recused members attend."""
    own = own_choice(context.encoding, context.who)
    mine = {name_of(variable) for variable in own.attending.values()}
    numbers = [each for each in own.choices.numbers if name_of(each[0]) in mine]
    return OwnChoice(Choices(numbers), own.attending)
