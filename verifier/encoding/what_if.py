"""The same decision and ballots with one thing otherwise: without a clause, with one vote moved, ruled truly.

All encodings of a specification name their variables alike, so terms of two of them speak of the same decision
and ballots once what differs has been tied together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import Effect, PartySet, Specification, YesNo
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.ballots import SeatTerms
from verifier.encoding.classes import VoterClass
from verifier.encoding.facts import Fact, Loosening
from verifier.encoding.frame import Frame
from verifier.encoding.terms import at_most_one, both, either, identity, implies, negation
from verifier.solving.library import CONTEXT
from verifier.solving.questions import Exists, ExistsForAll
from verifier.solving.values import Values

# --- without a clause ----------------------------------------------------------------------------


class Presence(Loosening):
    """Every clause can be there or not: one truth value each, by which it is as if it were not in force."""

    def __init__(self) -> None:
        super().__init__(loosened=False)
        self.present: dict[str, z3.BoolRef] = {}

    def truth(
        self, fact: Fact, what: str, written: z3.BoolRef, by_ballot: bool = False
    ) -> z3.BoolRef:
        """`written`, but that a clause which is not there does not apply."""
        if what != "applies":
            return written
        return both(
            (self.present.setdefault(fact.name, z3.Bool(f"there is {fact.name}", CONTEXT)), written)
        )


@dataclass
class WithAndWithout:
    """A state's rules twice, with some clauses each, over the same decision, readings and ballots."""

    first: Mapping[str, z3.BoolRef]
    second: Mapping[str, z3.BoolRef]
    question: Exists

    def differ(self, dropped: str, gone: str | None = None) -> list[z3.BoolRef]:
        """All clauses are there but `gone`; the second time not `dropped` either."""
        found: list[z3.BoolRef] = []
        for name, present in self.first.items():
            found.append(z3.Not(present) if name == gone else present)
            left_out = name in (gone, dropped)
            found.append(z3.Not(self.second[name]) if left_out else self.second[name])
        return found


def with_and_without(
    specification: Specification,
    state: State,
    classes: Sequence[VoterClass],
    watched: Mapping[Effect, z3.BoolRef],
) -> WithAndWithout:
    """The question in which the two differ: a decision adopted by the ones and not by the others."""
    presence = Presence()
    it = encode(specification, state, classes, changing=presence, watched=watched)
    second = {
        name: z3.Bool(f"{var} the second time", CONTEXT) for name, var in presence.present.items()
    }
    pairs: list[tuple[z3.ExprRef, z3.ExprRef]] = [
        (variable, second[name]) for name, variable in presence.present.items()
    ]
    if any(recusal.name in state.in_force for recusal in specification.recusals):
        pairs += [(v, z3.Const(f"{v} the second time", v.sort())) for v in _seat_variables(it)]

    def again(term: z3.ExprRef) -> z3.ExprRef:
        return z3.substitute(term, *pairs)

    limits = [*it.limits, *it.ballot_limits, *(again(limit) for limit in it.ballot_limits)]
    limits += [link for seat in _seats(it) for link in _same_ballots(seat, again)]
    question = Exists([*limits, z3.Xor(it.adopted, again(it.adopted))])
    return WithAndWithout(presence.present, second, question)


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
    seat: SeatTerms, again: Callable[[z3.ExprRef], z3.ExprRef]
) -> Iterator[z3.BoolRef]:
    """Everybody does the same both times, as far as it has a vote; whoever is recused attends as it did with one."""
    votes = (seat.in_favour, seat.against, seat.abstaining)
    there, excluded = (
        z3.IntVal(0, CONTEXT) + seat.voting + seat.attending,
        z3.IntVal(0, CONTEXT) + seat.excluded,
    )
    yield there == again(there)
    none = both((excluded == 0, again(excluded) == 0))
    yield implies(none, both(vote == again(vote) for vote in votes))


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


def bundles(frame: Frame, firsts: Sequence[str], seconds: Sequence[str]) -> Bundles:
    """Such decisions, of one of the acts `firsts` with one of `seconds`; they change neither rules nor seats."""
    encoding = frame.encoding
    does = {name: encoding.decision.facts[name].bits[0] for name in acts(encoding.specification)}
    besides = {name: z3.Bool(f"{name} besides", CONTEXT) for name in seconds}
    added = [(does[name], either((does[name], key))) for name, key in besides.items()]
    # Who of those recused attends, with both acts, is another question than with one.
    others = [(v, z3.Const(f"{v} with both", v.sort())) for v in encoding.ballots.attendance]
    in_favour = both((frame.adopted, *encoding.ballots.attendance_limits))
    passes = z3.substitute(in_favour, *frame.all_in_favour)
    together = z3.substitute(z3.substitute(passes, *others), *added)
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
    question = frame.no_ballot(outer, negation(frame.adopted), None, chosen)
    return Bundles(question, does, besides)


def same_but_for(frame: Frame, values: Values, act: str) -> list[z3.BoolRef]:
    """The decision and reading are those in `values`, only that the decision does this act."""
    bit = frame.encoding.decision.facts[act].bits[0]
    kept = [v for v in frame.encoding.decision_variables if identity(v) != identity(bit)]
    return [*values.kept(kept), bit]
