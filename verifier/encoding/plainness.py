"""What makes a scenario plain: the preferences by which one is chosen among all that show the same.

A decision without effects, ruled as it is, as little in it as can be; and everybody but the coalition in favour
(or, where a decision is lost, against), so that every deviation in the story is one that it needs.
"""

from __future__ import annotations

import z3

from policy_dsl.model import EffectKind, NumberIn, YesNo
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.coalitions import consenting, consents_beside, objecting, votes_held
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    Int,
    at_least,
    both,
    either,
    identity,
    less,
    number,
    same,
    term,
    total,
    where,
)
from verifier.solving.values import Values


def plain_decision(context: ClaimContext) -> list[z3.BoolRef]:
    """Preferences on the decision, in order."""
    decision = context.encoding.decision
    found = [context.encoding.ruling_is_fact(name) for name in sorted(decision.free)]
    # What is enacted anew is done without first: a story is plainer that changes what there is.
    news = (EffectKind.ENACT_NEW, EffectKind.ENACT_EXCEPTION)
    found += [z3.Not(v) for effect, v in decision.effects.items() if effect.kind in news]
    found += [z3.Not(v) for effect, v in decision.effects.items() if effect.kind not in news]
    # What names nobody if it need not comes first: who is named by two attributes is named by each.
    found += [term(same(number_named, 0)) for number_named in _named(context).values()]
    found += [cell.size == 0 for cell in context.encoding.electorate.cells if cell.marks]
    found += [z3.Not(variable) for _, variable in sorted(decision.named.items())]
    for terms in decision.facts.values():
        match terms.attribute.type:
            case YesNo():
                found.append(terms.says(False))
            case NumberIn():
                found.append(terms.number == 0)
            case _:
                pass
    return found


def intended_readings(context: ClaimContext) -> list[z3.BoolRef]:
    """That ambiguous clauses are read as intended; where that cannot be, or nothing is intended, as early as can be."""
    return _readings(context, intended_first=True)


def readings_in_order(context: ClaimContext) -> list[z3.BoolRef]:
    """That each ambiguous clause is read as early as can be, the first clauses before the others."""
    return _readings(context, intended_first=False)


def _readings(context: ClaimContext, intended_first: bool) -> list[z3.BoolRef]:
    choices = context.encoding.activity.readings.choices
    found: list[z3.BoolRef] = []
    for clause in context.encoding.specification.clauses:
        if clause.name in choices:
            readings = sorted(clause.readings, key=lambda r: intended_first and not r.intended)
            chosen = [choices[clause.name][reading.name] for reading in readings]
            # "One of the first n", for each n: asked one after the other they find the earliest that can be.
            found += [either(chosen[:number]) for number in range(1, len(chosen))]
    return found


def numbers_of(context: ClaimContext) -> list[z3.ArithRef]:
    """The decision's numbers, and how many each of its attributes names, which are best small."""
    numbers = [t.number for t in context.encoding.decision.facts.values() if t.number is not None]
    return [*numbers, *_named(context).values()]


def _named(context: ClaimContext) -> dict[str, z3.ArithRef]:
    """How many each mark names, as a fact or as ruled: of those whom a number stands for, and one by one."""
    encoding = context.encoding
    named: dict[str, list[Int]] = {}
    for cell in encoding.electorate.cells:
        for mark in sorted(cell.marks):
            named.setdefault(mark, []).append(cell.size)
    for (mark, _), variable in sorted(encoding.decision.named.items()):
        named.setdefault(mark, []).append(where(variable, 1))
    return {mark: total([*them, number(0)]) for mark, them in sorted(named.items())}


def _seats(context: ClaimContext) -> list[SeatTerms]:
    return context.encoding.ballots.all_seats


def plain_ballots(context: ClaimContext, adopted: bool) -> list[z3.BoolRef]:
    """Preferences on the ballots: all others in favour where it is adopted, else against; the recused there."""
    found: list[z3.BoolRef] = []
    for seat in _seats(context):
        free = less(seat.entitled, votes_held(seat, context.who.at(seat.cell, seat.back)))
        found.append(term(same(seat.in_favour if adopted else seat.against, free)))
        if not isinstance(seat.attending, int):
            found.append(term(same(seat.attending, seat.excluded)))
    for cell, held, consents in consents_beside(context.encoding, context.who):
        if cell.voters.parties:
            wanted = less(cell.size, held) if adopted else held
            found.append(term(same(consents, wanted)))
    found += [term(same(each, 0)) for _, each in objecting(context.encoding)]
    for cast in context.encoding.ballots.casting_votes:
        found.append(cast.cast_for if adopted else z3.Not(cast.cast_for))
        found.append(z3.Not(cast.cast_against))
    return found


def taking_part(context: ClaimContext) -> z3.ArithRef:
    """How many do something.

    A vote, an attendance without one, a consent or objection by separate act and a casting vote count as one each.
    """
    ballots = context.encoding.ballots
    acts: list[Int] = [each for seat in _seats(context) for each in (seat.voting, seat.attending)]
    acts += [each for _, each in (*consenting(context.encoding), *objecting(context.encoding))]
    casting = [*(c.cast_for for c in ballots.casting_votes)]
    casting += [c.cast_against for c in ballots.casting_votes]
    return total([*acts, *(where(cast, 1) for cast in casting), number(0)])


def in_favour(
    context: ClaimContext, body: str | None = None, voters: str | None = None
) -> z3.ArithRef:
    """How many votes for, consents by separate act and casting votes for there are; or votes of some in a body."""
    ballots = context.encoding.ballots
    votes: list[Int] = [
        seat.in_favour
        for seat in _seats(context)
        if body in (None, seat.body) and voters in (None, seat.cell.voters.name)
    ]
    if body is None:
        votes += (consents for _, consents in consenting(context.encoding))
        votes += (where(cast.cast_for, 1) for cast in ballots.casting_votes)
    return total([*votes, number(0)])


def recused_there(context: ClaimContext) -> z3.ArithRef:
    """How many attend without a vote."""
    return total([*(seat.attending for seat in _seats(context)), number(0)])


def abstaining(context: ClaimContext) -> z3.ArithRef:
    """How many abstain."""
    return total([*(seat.abstaining for seat in _seats(context)), number(0)])


def so_many(counted: z3.ArithRef, many: int) -> z3.BoolRef:
    """There are just so many."""
    return both((counted == many,))


def deviations(context: ClaimContext, adopted: bool) -> list[z3.ArithRef]:
    """For each class of several, how many of it do not what all others do."""
    return [
        seat.entitled
        - votes_held(seat, context.who.at(seat.cell, seat.back))
        - (seat.in_favour if adopted else seat.against)
        for seat in _seats(context)
        if not seat.cell.voters.single
    ]


def everybody_votes(context: ClaimContext) -> list[z3.BoolRef]:
    """Preferences on those who do not what all others do: rather than abstain or stay away they vote."""
    return [
        term(
            at_least(
                total((seat.in_favour, seat.against)),
                less(seat.entitled, votes_held(seat, context.who.at(seat.cell, seat.back))),
            )
        )
        for seat in _seats(context)
    ]


def attribute_variables(context: ClaimContext) -> dict[str, list[z3.ExprRef]]:
    """For each attribute that is one value, its variables: those of the fact, and of a ruling of its own."""
    decision = context.encoding.decision
    return {
        name: [
            *terms.variables,
            *(decision.rulings[name].variables if name in decision.free else ()),
        ]
        for name, terms in decision.facts.items()
        if terms.variables
    }


def true_rulings(context: ClaimContext, values: Values) -> list[z3.BoolRef]:
    """That judges go on ruling as things are where they do so in `values`."""
    facts = [
        context.encoding.ruling_is_fact(name) for name in sorted(context.encoding.decision.free)
    ]
    return [each for each in facts if values.truth(each)]


def ballots_stand_alone(context: ClaimContext) -> bool:
    """Whether no attribute of a decision says who may vote, or how many there are of whom."""
    encoding = context.encoding
    return not encoding.ballots.attendance and not any(
        cell.marks for cell in encoding.electorate.every_cell
    )


def everything_variable(context: ClaimContext) -> list[z3.ExprRef]:
    """All variables of decision, readings, coalition and ballots, in an order that goes by the specification alone.

    Of a coalition the last first, so that the least of these are found with the first of its group.
    """
    encoding = context.encoding
    asked = [each for _, each in (*consenting(encoding), *objecting(encoding))]
    late = {identity(variable) for variable in asked}
    return [
        *encoding.decision_variables,
        *reversed(context.who.variables),
        *(v for v in encoding.ballot_variables if identity(v) not in late),
        *asked,
    ]
