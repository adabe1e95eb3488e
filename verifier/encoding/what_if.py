"""The same decision and ballots with one thing otherwise: without a clause, with one vote moved, ruled truly.

All encodings of a specification name their variables alike, so terms of two of them speak of the same decision
and ballots once what differs has been tied together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import ExceptionTo, PartySet, Recusal, Specification, YesNo
from policy_dsl.records import dataclass
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import Pair
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.differing import Copy
from verifier.encoding.facts import Presence
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    at_most_one,
    both,
    either,
    identity,
    implies,
    name_of,
    negation,
)
from verifier.solving.library import CONTEXT, substituted
from verifier.solving.questions import Exists, ExistsForAll
from verifier.solving.values import Values

# --- without a clause ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """What a decision and ballots satisfy if and only if a clause, or how it is read, changes the outcome.

    `instead`: the terms for the rules without the clause, or read otherwise, of which `copy` says what they are and how
    ballots differ.
    """

    goal: tuple[z3.BoolRef, ...]
    instead: Encoding
    copy: Copy


def changed_by(
    encoding: Encoding, clause: str, under: str | None = None, gone: str | None = None
) -> Changed:
    """The decision is adopted with the clause and not without it, or the other way round. `gone` is there neither time.

    Everybody does the same both times as far as it has a vote; whoever has one only once attends both times or neither.
    """
    whole = encoding.by_presence
    assert isinstance(whole.relaxation, Presence)
    present = whole.relaxation.present
    first = [(there, FALSE if name == gone else TRUE) for name, there in present.items()]
    second = [(there, FALSE if name in (gone, clause) else TRUE) for name, there in present.items()]
    copied: list[z3.ExprRef] = [*whole.relaxation.derived]
    revotes = _may_change_who_votes(encoding, clause)
    if revotes:
        copied += [*_seat_variables(whole), *whole.relaxation.by_ballot]
    copy = Copy((*second, *((v, z3.Const(f"other {name_of(v)}", v.sort())) for v in copied)))

    def again(term: z3.ExprRef) -> z3.ExprRef:
        return substituted(term, copy.pairs)

    def before(term: z3.ExprRef) -> z3.ExprRef:
        return term if gone is None else substituted(term, first)

    start = encoding if gone is None else whole
    limits = [*encoding.ballot_limits, *(before(each) for each in start.ballot_limits)]
    limits += [again(limit) for limit in (*whole.ballot_limits, *whole.relaxation.constraints)]
    if revotes:
        seats = zip(start.ballots.all_seats, whole.ballots.all_seats, strict=True)
        limits += [link for pair in seats for link in _same_ballots(*pair, before, again)]
    differ = z3.Xor(before(start.adopted_under(under)), again(whole.adopted_under(under)))
    return Changed((*limits, differ), whole, copy)


def parted_by(
    encoding: Encoding, clause: str, adopting: str, failing: str, under: str | None = None
) -> Changed:
    """The decision is adopted with the clause read as `adopting`, and is not with it read as `failing`.

    Everybody does the same both times as far as it has a vote; whoever has one only once attends both times or neither.
    Where the clause is open its readings may say anything, so that no proof does without what it says.
    """
    choices = encoding.activity.readings.choices.get(clause, {})
    otherwise = [
        (chosen, TRUE if reading == failing else FALSE) for reading, chosen in choices.items()
    ]
    copied: list[z3.ExprRef] = [*encoding.relaxation.derived]
    revotes = _may_change_who_votes(encoding, clause)
    if revotes:
        copied += [*_seat_variables(encoding), *encoding.relaxation.by_ballot]
    others = [(v, z3.Const(f"other {name_of(v)}", v.sort())) for v in copied]
    copy = Copy((*otherwise, *others))

    def again(term: z3.ExprRef) -> z3.ExprRef:
        return substituted(term, copy.pairs)

    limits = [chosen for reading, chosen in choices.items() if reading == adopting]
    limits += encoding.ballot_limits
    limits += [
        again(limit) for limit in (*encoding.ballot_limits, *encoding.relaxation.constraints)
    ]
    if revotes:
        limits += [
            link
            for seat in encoding.ballots.all_seats
            for link in _same_ballots(seat, seat, lambda term: term, again)
        ]
    adopted = encoding.adopted_under(under)
    parts = both((adopted, z3.Not(again(adopted))))
    if encoding.relaxation.loosened:
        there = encoding.activity.stands(encoding.specification.clause[clause])
        parts = either((parts, negation(there)))
    return Changed((*limits, parts), encoding, copy)


def _may_change_who_votes(encoding: Encoding, clause: str) -> bool:
    """Whether the clause can be a recusal or an exception to one, if perhaps to another exception first."""
    specification = encoding.specification
    recusals = any(each.name in encoding.state.in_force for each in specification.recusals)
    return recusals and isinstance(specification.clause[clause], Recusal | ExceptionTo)


def _seat_variables(encoding: Encoding) -> list[z3.ExprRef]:
    found: list[z3.ExprRef] = []
    for seat in encoding.ballots.all_seats:
        found += [seat.in_favour, seat.against, seat.abstaining]
        found += [
            each
            for each in (seat.attending, seat.still_counted)
            if each is not None and not isinstance(each, int)
        ]
    return found


def _same_ballots(
    seat: SeatTerms,
    other: SeatTerms,
    before: Callable[[z3.ExprRef], z3.ExprRef],
    again: Callable[[z3.ExprRef], z3.ExprRef],
) -> Iterator[z3.BoolRef]:
    """Everybody does the same both times, as far as it has a vote; whoever is recused attends as it did with one."""
    nobody = z3.IntVal(0, CONTEXT)
    yield before(nobody + seat.voting + seat.attending) == again(
        nobody + other.voting + other.attending
    )
    none = both((before(nobody + seat.excluded) == 0, again(nobody + other.excluded) == 0))
    votes = ("in_favour", "against", "abstaining")
    same = both(before(getattr(seat, vote)) == again(getattr(other, vote)) for vote in votes)
    yield implies(none, same)


# --- one vote moved ------------------------------------------------------------------------------

VOTES = ("in_favour", "against", "abstaining", "absent")


def vote_moved(
    encoding: Encoding, body: str, voters: str, before: str, after: str
) -> list[list[z3.BoolRef]]:
    """For each cell of a class in a body, at each meeting: one of it votes `before`, and what comes of `after` instead.

    Each is [it votes so, adopted as things are, adopted once its vote is moved].
    """
    found = []
    for seat in encoding.ballots.seats_in(body):
        if seat.cell.voters.name != voters:
            continue
        variable: z3.ArithRef = getattr(seat, before)
        # One voter's other vote is one less of this counter and one more of that, put into the same term: it need not
        # be said who. Absence is no counter, so whoever stays away is only one less.
        moves: list[tuple[z3.ExprRef, z3.ExprRef]] = [(variable, variable - 1)]
        if after != "absent":
            instead: z3.ArithRef = getattr(seat, after)
            moves.append((instead, instead + 1))
        moved = substituted(encoding.adopted, moves)
        found.append([variable >= 1, encoding.adopted, moved])
    return found


def vote_matters(encoding: Encoding, body: str, voters: str) -> z3.BoolRef:
    """Somebody of the class votes for in the body, and would lose the decision by doing anything else.

    Votes for are the best for a decision (monotonicity), so if no such vote matters, none does. Condition: no meeting
    of the body may be adjourned; where one may it is asked besides who comes and loses the decision by that, whatever
    its vote.
    """
    moves = [("in_favour", after, True) for after in VOTES[1:]]
    if body in encoding.specification.adjourning:
        moves += [(before, "absent", False) for before in VOTES[:3]]
    return either(
        both((given, adopted, z3.Not(moved)) if lost else (given, z3.Not(adopted), moved))
        for before, after, lost in moves
        for given, adopted, moved in vote_moved(encoding, body, voters, before, after)
    )


def coming_helps(
    encoding: Encoding, body: str, voters: str, vote: str, so_does: str | None = None
) -> z3.BoolRef:
    """Somebody of the class casts this `vote`, and the decision would not be adopted if it stayed away.

    With `so_does` it would be adopted by that vote in the place of this one, too. Not where it is the chair, and gives
    a casting vote for besides: then that is what helps.
    """
    chair = encoding.specification.body[body].chair
    presides = chair is not None and any(
        party.name == chair.party
        for each in encoding.classes
        if each.name == voters
        for party in each.parties
    )
    casting = {
        cast.back: z3.Not(cast.cast_for)
        for cast in encoding.ballots.casting_votes
        if presides and cast.body == body
    }
    seats = [s for s in encoding.ballots.seats_in(body) if s.cell.voters.name == voters]
    away = vote_moved(encoding, body, voters, vote, "absent")
    instead = away if so_does is None else vote_moved(encoding, body, voters, vote, so_does)
    return either(
        both(
            (
                given,
                adopted,
                z3.Not(moved),
                adopted if so_does is None else also,
                casting.get(seat.back, True),
            )
        )
        for seat, (given, adopted, moved), (_, _, also) in zip(seats, away, instead, strict=True)
    )


def staying_away_helps(encoding: Encoding, body: str, voters: str) -> z3.BoolRef:
    """Somebody of the class votes for, and the decision is not adopted, but would be if it stayed away."""
    return either(
        both((given, z3.Not(adopted), moved))
        for given, adopted, moved in vote_moved(encoding, body, voters, "in_favour", "absent")
    )


# --- ruled truly ---------------------------------------------------------------------------------


def adopted_if_ruled_truly(encoding: Encoding, attribute: str) -> z3.BoolRef | None:
    """What becomes of the decision by the same ballots if an attribute that is ruled freely is ruled as it is.

    Whoever may vote only by the false ruling attends or not as it did; whoever may vote only by the true one abstains
    if it attends. None where the ruling decides in which cells voters are, which this does not follow. Condition:
    recusals are as written, so that of a cell all are recused in a body, or nobody is.
    """
    decision = encoding.decision
    if isinstance(encoding.specification.attribute[attribute].type, PartySet):
        mark = ruled(attribute)
        if any(mark in cell.marks for cell in encoding.electorate.cells):
            return None
        pairs = [
            (variable, decision.names(attribute, party))
            for (its, party), variable in list(decision.named.items())
            if its == mark
        ]
    else:
        pairs = list(
            zip(
                decision.rulings[attribute].variables,
                decision.facts[attribute].variables,
                strict=True,
            )
        )
    if not pairs:
        return encoding.adopted
    return substituted(encoding.adopted, [*pairs, *_same_acts(encoding, pairs)])


def _same_acts(encoding: Encoding, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """What everybody's acts count as, where by a ruling in the place of another it may vote, or may not."""
    nobody = z3.IntVal(0, CONTEXT)
    for seat in encoding.ballots.all_seats:
        before = nobody + seat.excluded
        recused = substituted(before, pairs) >= 1
        if z3.is_int_value(z3.simplify(before)) or identity(recused) == identity(before >= 1):
            continue
        here = nobody + seat.voting + seat.attending
        yield seat.in_favour, z3.If(recused, nobody, seat.in_favour)
        yield seat.against, z3.If(recused, nobody, seat.against)
        yield seat.abstaining, z3.If(recused, nobody, seat.abstaining + seat.attending)
        yield seat.attending, z3.If(recused, here, nobody)


# --- another act besides -------------------------------------------------------------------------


@dataclass(frozen=True)
class Bundles:
    """Decisions that do one act alone, which no ballot passes, while with a second act besides some ballot does.

    `does` says which act it is, `besides` which second one.
    """

    question: Exists | ExistsForAll
    does: Mapping[str, z3.BoolRef]
    besides: Mapping[str, z3.BoolRef]


def acts(specification: Specification) -> tuple[str, ...]:
    """What a decision can do or not: its yes-or-no attributes of substance."""
    return tuple(
        a.name
        for a in specification.attributes
        if isinstance(a.type, YesNo) and a.role.value == "substance"
    )


def bundles(context: ClaimContext, firsts: Sequence[str], seconds: Sequence[str]) -> Bundles:
    """Such decisions, of one of the acts `firsts` with one of `seconds`; they change neither rules nor seats."""
    encoding = context.encoding
    does = {name: encoding.decision.facts[name].bits[0] for name in acts(encoding.specification)}
    besides = {name: z3.Bool(f"{name} besides", CONTEXT) for name in seconds}
    added = [(does[name], either((does[name], key))) for name, key in besides.items()]
    # Who of those recused attends, with both acts, is another question than with one.
    others = [(v, z3.Const(f"{v} with both", v.sort())) for v in encoding.ballots.attendance]
    in_favour = both((context.adopted, *encoding.ballots.attendance_limits))
    passes = substituted(in_favour, context.all_in_favour)
    together = substituted(substituted(passes, others), added)
    outer = [
        either(does[name] for name in firsts),
        *at_most_one(list(does.values())),
        *(negation(variable) for variable in dict.fromkeys(encoding.decision.effects.values())),
        either(besides.values()),
        *at_most_one(list(besides.values())),
        *(negation(both((does[name], key))) for name, key in besides.items()),
        together,
    ]
    chosen = [*besides.values(), *(other for _, other in others)]
    question = context.no_ballot(outer, negation(context.adopted), None, chosen)
    return Bundles(question, does, besides)


def same_but_for(context: ClaimContext, values: Values, act: str) -> list[z3.BoolRef]:
    """The decision and reading are those in `values`, only that the decision does this act."""
    bit = context.encoding.decision.facts[act].bits[0]
    kept = [v for v in context.encoding.decision_variables if identity(v) != identity(bit)]
    return [*values.kept(kept), bit]
