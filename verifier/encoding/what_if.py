"""The same decision and ballots with one thing otherwise: without a clause, with one vote moved, ruled truly.

All encodings of a specification name their variables alike, so terms of two of them speak of the same decision
and ballots once what differs has been tied together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import Effect, Manner, PartySet, Specification, YesNo
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.ballots import SeatTerms
from verifier.encoding.classes import VoterClass
from verifier.encoding.coalitions import NOBODY, strategy
from verifier.encoding.suffices import variables_in
from verifier.encoding.terms import both, either, implies

# --- without a clause ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Without:
    """A specification with and without some clauses in force, over the same decisions, readings and ballots."""

    limits: list[z3.BoolRef]
    adopted: z3.BoolRef
    adopted_without: z3.BoolRef

    @property
    def differs(self) -> list[z3.BoolRef]:
        """What becomes of the decision depends on the clauses."""
        return [*self.limits, z3.Xor(self.adopted, self.adopted_without)]


def without(
    specification: Specification,
    state: State,
    classes: Sequence[VoterClass],
    watched: Mapping[Effect, z3.BoolRef],
    dropped: frozenset[str],
    gone: frozenset[str] = frozenset(),
) -> Without:
    """Compare a state without the clauses `gone` with the same state without `dropped` besides."""
    first = replace(state, in_force=state.in_force - gone)
    second = replace(first, in_force=first.in_force - dropped)
    one = encode(specification, first, classes, watched=watched)
    other = encode(specification, second, classes, watched=watched)
    limits = [*one.limits, *other.limits, *one.ballot_limits]
    if not any(recusal.name in first.in_force for recusal in specification.recusals):
        return Without([*limits, *other.ballot_limits], one.adopted, other.adopted)
    copies = [(v, z3.Const(f"{v} without", v.sort())) for v in _seat_variables(other)]

    def renamed(term: z3.BoolRef) -> z3.BoolRef:
        return z3.substitute(term, *copies)

    limits += [renamed(limit) for limit in other.ballot_limits]
    limits += list(_same_ballots(one, other, {str(v): copy for v, copy in copies}))
    return Without(limits, one.adopted, renamed(other.adopted))


def _seats(encoding: Encoding) -> Iterator[SeatTerms]:
    for seats in encoding.ballots.seats.values():
        yield from seats


def _seat_variables(encoding: Encoding) -> list[z3.ExprRef]:
    found: list[z3.ExprRef] = []
    for seat in _seats(encoding):
        found += [seat.in_favour, seat.against, seat.abstaining]
        if not isinstance(seat.attending, int):
            found.append(seat.attending)
    return found


def _same_ballots(
    one: Encoding, other: Encoding, copies: Mapping[str, z3.ExprRef]
) -> Iterator[z3.BoolRef]:
    """Everybody does the same in both, as far as it has a vote; whoever is recused attends as it did with one."""
    theirs = {(seat.body, seat.cell.name): seat for seat in _seats(other)}
    for seat in _seats(one):
        it = theirs[seat.body, seat.cell.name]
        votes = [copies[str(v)] for v in (it.in_favour, it.against, it.abstaining)]
        attending = it.attending if isinstance(it.attending, int) else copies[str(it.attending)]
        there = votes[0] + votes[1] + votes[2] + attending
        yield seat.voting + seat.attending == there
        same = both(
            mine == its
            for mine, its in zip(
                (seat.in_favour, seat.against, seat.abstaining), votes, strict=True
            )
        )
        yield implies(both((seat.excluded == 0, it.excluded == 0)), same)


# --- one vote moved ------------------------------------------------------------------------------

VOTES = ("in_favour", "against", "abstaining", "absent")


def vote_moved(
    encoding: Encoding, body: str, voters: str, before: str, after: str
) -> list[list[z3.BoolRef]]:
    """For each cell of a class in a body: one of it votes `before`, and what comes of `after` instead.

    Each is [it votes so, adopted as things are, adopted once its vote is moved].
    """
    found = []
    for seat in encoding.ballots.seats[body]:
        if seat.cell.voters.name != voters:
            continue
        moves: list[tuple[z3.ExprRef, z3.ExprRef]] = []
        given: z3.BoolRef
        if before == "absent":
            given = seat.voting < seat.entitled
        else:
            variable: z3.ArithRef = getattr(seat, before)
            given = variable >= 1
            moves.append((variable, variable - 1))
        if after != "absent":
            variable = getattr(seat, after)
            moves.append((variable, variable + 1))
        found.append([given, encoding.adopted, z3.substitute(encoding.adopted, *moves)])
    return found


def vote_matters(encoding: Encoding, body: str, voters: str) -> z3.BoolRef:
    """Somebody of the class votes for in the body, and would lose the decision by doing anything else.

    Votes for are the best for a decision (monotonicity), so if no such vote matters, none does.
    """
    return either(
        both((given, adopted, z3.Not(moved)))
        for after in VOTES[1:]
        for given, adopted, moved in vote_moved(encoding, body, voters, "in_favour", after)
    )


def objecting_helps(encoding: Encoding, body: str, voters: str) -> z3.BoolRef:
    """Somebody of the class votes against, and the decision would not be adopted if it stayed away."""
    return either(
        both((given, adopted, z3.Not(moved)))
        for given, adopted, moved in vote_moved(encoding, body, voters, "against", "absent")
    )


# --- ruled truly ---------------------------------------------------------------------------------


def adopted_if_ruled_truly(encoding: Encoding, attribute: str) -> z3.BoolRef | None:
    """What becomes of the decision if an attribute that is ruled freely is ruled as it is.

    None where the ruling decides in which cells voters are, which this does not follow.
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
    return z3.substitute(encoding.adopted, *pairs) if pairs else encoding.adopted


# --- another act besides -------------------------------------------------------------------------


@dataclass(frozen=True)
class Bundle:
    """A decision that does one thing alone, and the same with another thing besides."""

    limits: list[z3.BoolRef]
    passes_alone: z3.BoolRef
    passes_together: z3.BoolRef


def acts(specification: Specification) -> tuple[str, ...]:
    """What a decision can do or not: its yes-or-no attributes of substance."""
    return tuple(
        a.name
        for a in specification.attributes
        if isinstance(a.type, YesNo) and a.role.value == "substance"
    )


def bundle(encoding: Encoding, act: str, other: str) -> Bundle | None:
    """The two decisions; None where it matters whether recused members attend, which this does not follow."""
    passes = z3.substitute(encoding.adopted, *strategy(encoding, NOBODY, Manner.AGAINST, True))
    attendance = {str(variable) for variable in encoding.ballots.attendance}
    if attendance & variables_in(encoding.adopted):
        return None
    facts = encoding.decision.facts
    alone = [facts[name].says(name == act) for name in acts(encoding.specification)]
    effects = [z3.Not(variable) for variable in dict.fromkeys(encoding.decision.effects.values())]
    together = z3.substitute(passes, (facts[other].bits[0], z3.BoolVal(True)))
    return Bundle([*encoding.limits, *alone, *effects], passes, together)
