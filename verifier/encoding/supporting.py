"""The question who suffices: a choice of supporters such that no ballots of the others defeat the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import z3

from policy_dsl.model import Manner
from policy_dsl.records import dataclass
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import VoterClass
from verifier.encoding.coalitions import chairs, consenting, objecting, seats_held, votes_held
from verifier.encoding.facts import Voters
from verifier.encoding.holding import NOBODY, Holding
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.opposing import DecisionFound, opposing
from verifier.encoding.seat_facts import voters_of
from verifier.encoding.seat_terms import SeatTerms
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
)
from verifier.solving.library import CONTEXT
from verifier.solving.questions import Exists, ExistsForAll
from verifier.solving.values import Values


@dataclass(frozen=True)
class ChosenVoters:
    """So many of voters who are alike, and of whom `left` can be chosen, all of them attributes with these names mark.

    `cohort`: they have no names of their own; `others`: the rest of the cohort are told apart from them.
    """

    number: int
    left: int
    voters: Voters
    cohort: bool
    others: bool
    marks: frozenset[str]


@dataclass(frozen=True)
class SupportTerms:
    """`chosen` gives for each cell how many of it support; `number` is their sum.

    `whatever`: they suffice whatever the others do; `quiet`: they do if the others neither vote nor consent, nor
    attend where they are recused.
    """

    whatever: ExistsForAll
    quiet: Exists
    chosen: Mapping[str, z3.ArithRef]
    number: z3.ArithRef
    context: ClaimContext
    holders: frozenset[str]
    free: Mapping[str, int]

    def some_of(self, cell: str, number: int) -> ChosenVoters:
        """So many of a cell, without those who hold the will that is got round."""
        it = next(c for c in self.context.encoding.electorate.cells if c.name == cell)
        left = self.free[cell]
        if it.voters.first.cohort:
            others = isinstance(it.size, int) and left < it.size
            return ChosenVoters(number, left, voters_of(it.voters), True, others, it.marks)
        them = tuple(p for p in it.voters.parties if p.name not in self.holders)
        voters = voters_of(VoterClass(it.voters.name, them))
        return ChosenVoters(number, len(them), voters, False, False, it.marks)


def support_question(
    context: ClaimContext,
    holder: Holding | None,
    values: Values,
    power: str,
    holders: frozenset[str],
) -> SupportTerms:
    """Supporters of the decision, reading and rulings in `values`, with the holder acting as it does there.

    `holders` are the names of those who hold a will.
    """
    encoding = context.encoding
    who = holder or NOBODY
    chosen: dict[str, z3.ArithRef] = {}
    most: dict[str, int] = {}
    limits: list[Bool] = []
    for cell in encoding.electorate.cells:
        free = values.number(cell.size) - values.number(who.of(cell))
        if free > 0:
            most[cell.name] = free
            chosen[cell.name] = z3.Int(f"supporters among {cell.name}", CONTEXT)
            limits += [chosen[cell.name] >= 0, chosen[cell.name] <= free]
    number = z3.Int("supporters in all", CONTEXT)
    parts: list[Int] = list(chosen.values())
    limits.append(number == total(parts))
    supporting = Holding(chosen)
    # The decision is the one that was found, so all that is left to choose is who supports it. Everything else is put
    # into the terms, of which little is left then.
    decision = DecisionFound(values, [*encoding.decision_variables, *context.who.variables])
    adopted = decision.put_into(encoding.adopted_by[power])
    rest = opposing(encoding, supporting, who, decision)
    # Exists supporters, for all ballots that leave the holder's and theirs as they are: outer, allowed, goal.
    outer = [decision.all_of(limits)]
    quiet = [*encoding.ballot_limits, *_quiet(context, supporting, who, values)]
    return SupportTerms(
        ExistsForAll(
            outer=outer,
            allowed=both(rest.choices.limits),
            goal=rest.put_into(adopted),
            outer_variables=lambda: [*chosen.values(), number],
            inner_variables=lambda: rest.choices.variables,
            # The first two refutations that are tried of each choice: most fall to one of them, without a question.
            seeds=rest.choices.extremes(),
            nearest=rest.choices.nearest,
            ends=rest.choices.ends,
        ),
        # Where all others are silent the ballots follow from the choice, so nothing is left to be quantified over.
        Exists([*outer, decision.all_of(quiet), adopted]),
        chosen,
        number,
        context,
        holders,
        most,
    )


def fails_somewhere(
    terms: OpeningTerms,
    values: Values,
    power: str,
    numbers: Mapping[str, int],
    given: Sequence[z3.BoolRef],
    otherwise: Manner,
    quiet: bool,
) -> Exists | None:
    """Is there a decision of which `given` is true that so many of each cell do not suffice for?

    The holder does what it does in `values`, and in the manner `otherwise` where it has no vote there; `quiet` says
    that the others neither vote nor consent. None where cells differ from decision to decision.
    """
    context = terms.context
    encoding, who = context.encoding, terms.holder or NOBODY
    # Where a decision says how many of a cohort it names, the numbers given are of other cells in another decision.
    if any(not isinstance(cell.size, int) for cell in encoding.electorate.cells):
        return None
    supporting = Holding(numbers)
    found: list[Bool] = [*_supported(context, supporting)]
    for seat in encoding.ballots.all_seats:
        votes = votes_held(seat, who.of(seat.cell))
        against, abstains = terms.as_done(seat, values, votes, otherwise)
        away = less(votes, total((against, abstains)))
        support = votes_held(seat, supporting.of(seat.cell))
        if quiet:
            found += [same(seat.in_favour, support), same(seat.against, against)]
            found += [same(seat.abstaining, abstains)]
            there = _recused(seat, supporting.of(seat.cell))
            if otherwise is not Manner.AWAY:
                there = total((there, _recused(seat, who.of(seat.cell))))
            found.append(at_least(there, seat.attending))
        else:
            # A cell may hold some of the holder and others, whose votes are added up: what it does bounds the sums.
            found += [at_least(less(seat.entitled, votes), seat.in_favour)]
            found += [at_least(seat.against, against), at_least(seat.abstaining, abstains)]
            found.append(at_least(less(seat.entitled, away), seat.voting))
    for cell, consents in consenting(encoding):
        if cell.voters.parties:
            most = supporting.of(cell) if quiet else less(cell.size, who.of(cell))
            found.append(at_least(most, consents))
    for cell, objections in objecting(encoding):
        theirs = 0 if quiet else less(less(cell.size, who.of(cell)), supporting.of(cell))
        mine = who.of(cell) if values.number(objections) and values.number(who.of(cell)) else 0
        found += [at_least(objections, mine), at_least(total((mine, theirs)), objections)]
    both_chairs = zip(chairs(encoding, supporting), chairs(encoding, who), strict=True)
    for (its, inside), (_, own) in both_chairs:
        cast = its.cast_against
        found.append(implies(own, negation(its.cast_for)))
        found.append(implies(own, cast == values.truth(cast)))
        if quiet:
            found.append(either((inside, negation(its.cast_for))))
            found.append(either((own, negation(cast))))
    fixed = values.kept([*encoding.activity.readings.variables, *context.who.variables])
    votes_so = [both((each,)) for each in found]
    return context.exists(
        *fixed, *terms.protected(), *given, *votes_so, negation(encoding.adopted_by[power])
    )


def _recused(seat: SeatTerms, held: Int) -> Int:
    return less(seats_held(seat, held), votes_held(seat, held))


def attending_without_vote(seat: SeatTerms, who: Holding, values: Values) -> int:
    """How many of some voters are recused in a body and attend there all the same."""
    return min(values.number(seat.attending), values.number(_recused(seat, who.of(seat.cell))))


def _quiet(
    context: ClaimContext, supporting: Holding, who: Holding, values: Values
) -> Iterator[z3.BoolRef]:
    """Supporters vote for and consent, the holder acts as in the scenario, and nobody else does anything."""
    encoding = context.encoding
    # A seat of which nothing is held may be one where somebody else voted against in the story: there all are silent.
    for seat in encoding.ballots.all_seats:
        held = values.number(votes_held(seat, who.of(seat.cell)))
        support = votes_held(seat, supporting.of(seat.cell))
        yield both((same(seat.in_favour, support),))
        yield seat.against == (values.number(seat.against) if held else 0)
        yield seat.abstaining == (values.number(seat.abstaining) if held else 0)
        own = attending_without_vote(seat, who, values)
        there = total((_recused(seat, supporting.of(seat.cell)), own))
        yield both((at_least(there, seat.attending),))
    for cell, consents in consenting(encoding):
        if cell.voters.parties:
            yield both((same(consents, supporting.of(cell)),))
    for cell, objections in objecting(encoding):
        mine = min(values.number(objections), values.number(who.of(cell)))
        yield both((same(objections, mine),))
    both_chairs = zip(chairs(encoding, supporting), chairs(encoding, who), strict=True)
    for (its, inside), (_, own) in both_chairs:
        yield its.cast_for == both((inside,))
        cast = values.truth(both((own,))) and values.truth(its.cast_against)
        yield its.cast_against == cast


def _supported(context: ClaimContext, supporting: Holding) -> list[z3.BoolRef]:
    """Supporters vote for wherever they have a vote, consent, attend where recused, and cast for."""
    found: list[Bool] = []
    for seats in context.encoding.ballots.floors:
        for seat in seats:
            found.append(seat.in_favour >= votes_held(seat, supporting.of(seat.cell)))
    for cell, consents in consenting(context.encoding):
        if cell.voters.parties and cell.name in supporting.held:
            found.append(consents >= supporting.of(cell))
    found += [
        at_least(less(cell.size, supporting.of(cell)), objections)
        for cell, objections in objecting(context.encoding)
    ]
    found += [
        implies(inside, cast.cast_for) for cast, inside in chairs(context.encoding, supporting)
    ]
    return [both((each,)) for each in found]
