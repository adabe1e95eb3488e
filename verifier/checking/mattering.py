"""Two stories side by side, of which one adopts a decision and the other does not.

They are of two ballots, where a vote matters; or of the rules with and without a clause that makes a difference, or
with a clause read in two ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policy_dsl.decisions import Ballots, Cell, Counts
from policy_dsl.interpreter import Outcome
from policy_dsl.model import (
    AboutClause,
    Property,
    Specification,
)
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.claims.dispatch import verification_conditions
from verifier.claims.mattering import about_one
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.activity import kind_of
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.encodings import Encodings
from verifier.results import ReplayError, Scenario
from verifier.scenarios.concretizing import lift
from verifier.scenarios.narrating import told
from verifier.scenarios.plainest import plainest
from verifier.scenarios.replaying import replay
from verifier.solving.answers import Found, found_or_none
from verifier.solving.limits import Budget
from verifier.solving.preferring import settled
from verifier.solving.reasons import Reason
from verifier.solving.values import Values
from verifier.words import verdicts as words


def compared(
    specification: Specification,
    state: State,
    prop: Property,
    period: tuple[date | None, date | None],
    vc: VerificationCondition,
    found: Found,
    budget: Budget,
) -> tuple[Scenario, Reason | None]:
    """The story of both ballots, each replayed, and which limit kept open whether there is a plainer one.

    `LimitReached` where none is known, though there is one. Of several voters it is about one, who is told apart from
    all others for that: what differs is then what one party, or one of a cohort, does.
    """
    party = _voter(specification, vc, found, budget)
    size = specification.party[party].size
    of_one = about_one(prop, specification.party[party])
    apart = replace(specification, properties=(of_one,))
    (again,) = verification_conditions(Encodings(apart).of(of_one, state), of_one)
    first = found_or_none(again.question.ask(budget))
    if first is None or again.copy is None:
        raise ReplayError(f"{prop.name}: the vote of {party} matters, and does not")
    shown = plainest(again, first, again.goal, True, budget)
    other = lift(again.context, again.copy.values(shown.values), None)
    if not _differs_only(specification, shown.lifted.ballots, other.ballots, party):
        raise ReplayError(f"{prop.name}: the ballots differ in more than what {party} does")
    outcome = replay(specification, state, prop, shown.lifted, True)
    otherwise = replay(specification, state, prop, other, False)
    scenario, instead = (
        told(specification, state, prop, period, lifted, shown.matters, decided)
        for lifted, decided in ((shown.lifted, outcome), (other, otherwise))
    )
    heading = words.if_it_acts_otherwise(party, size > 1)
    return _side_by_side(scenario, heading, instead), shown.open


def by_other_rules(
    specification: Specification,
    state: State,
    prop: Property,
    period: tuple[date | None, date | None],
    vc: VerificationCondition,
    found: Found,
    budget: Budget,
    fewest: bool = False,
) -> tuple[Scenario, Reason | None]:
    """The story of one decision and ballot with a clause and without it, or with it read in two ways, each replayed.

    `fewest`: as few as can be do anything. Else as `compared`.
    """
    claim, copy = prop.claim, vc.copy
    assert isinstance(claim, AboutClause)
    assert copy is not None
    assert vc.instead is not None
    shown = plainest(vc, found, vc.goal, True, budget, fewest)
    context = ClaimContext(vc.instead, prop, positive=False)
    found_instead = lift(context, copy.values(shown.values), None)
    readings = {**shown.lifted.readings}
    left_out = {claim.clause}
    if vc.compared is not None:
        readings[claim.clause] = found_instead.readings[claim.clause]
        left_out = set()
    other = replace(shown.lifted, ballots=found_instead.ballots, readings=readings)
    outcome = replay(specification, state, prop, shown.lifted, None)
    otherwise = replay(specification, state, prop, other, None, left_out)
    if _passed(prop, outcome) is _passed(prop, otherwise):
        raise ReplayError(f"{prop.name}: {claim.clause} makes no difference")
    if not _as_far_as_they_vote(shown.lifted.ballots, outcome, other.ballots, otherwise):
        raise ReplayError(f"{prop.name}: the ballots differ in more than who may vote")
    scenario, instead = (
        told(specification, state, prop, period, lifted, shown.matters, decided)
        for lifted, decided in ((shown.lifted, outcome), (other, otherwise))
    )
    clause = specification.clause[claim.clause]
    same = shown.lifted.ballots == other.ballots
    kind = kind_of(clause)
    if left_out:
        without = words.without_clause if same else words.without_and_freed
        heading = without(kind, clause.name)
    else:
        read = words.read_otherwise if same else words.read_otherwise_and_freed
        heading = read(kind, clause.name, readings[clause.name])
    return _side_by_side(scenario, heading, instead), shown.open


def _side_by_side(scenario: Scenario, heading: str, instead: Scenario) -> Scenario:
    """The story, and after the heading what becomes of it instead."""
    changed = [line for line in instead.text if line not in scenario.text]
    return replace(scenario, text=(*scenario.text, heading, *changed), otherwise=instead)


def _passed(prop: Property, outcome: Outcome) -> bool:
    return outcome.adopted if prop.under is None else prop.under in outcome.adopted_by


def _as_far_as_they_vote(one: Ballots, first: Outcome, other: Ballots, second: Outcome) -> bool:
    """Whether two ballots are the same, at every meeting, but for the votes of those recused by one: these attend as by
    the other.
    """
    meetings = zip(one.meetings, other.meetings, strict=True)
    return all(_as_far_there(each, first, its, second) for each, its in meetings)


def _as_far_there(one: Ballots, first: Outcome, other: Ballots, second: Outcome) -> bool:
    apart = (one.consents, one.objections, one.casting)
    if apart != (other.consents, other.objections, other.casting):
        return False
    recused = {
        (body.body, seated.party, seated.cell)
        for outcome in (first, second)
        for body in outcome.bodies
        for seated in body.seated
        if seated.recused_by
    }
    nobody = Counts()
    for seat in {*one.votes, *other.votes}:
        mine, theirs = one.votes.get(seat, {}), other.votes.get(seat, {})
        for cell in {*mine, *theirs}:
            here, there = mine.get(cell, nobody), theirs.get(cell, nobody)
            if here != there and (
                (*seat, cell) not in recused or here.attending != there.attending
            ):
                return False
    return True


def _voter(
    specification: Specification, vc: VerificationCondition, found: Found, budget: Budget
) -> str:
    """The first whose vote matters."""
    voters, question = vc.voters, vc.question
    assert voters is not None
    values = Values(settled(question, budget, found, voters.variables[::-1]).model)
    return next(
        cell.voters.first.name
        for cell in vc.context.encoding.electorate.cells
        if values.number(voters.of(cell))
    )


def _differs_only(specification: Specification, one: Ballots, other: Ballots, party: str) -> bool:
    """Whether two ballots are the same but for what a party does, or in each body at each meeting one of a cohort."""
    meetings = zip(one.meetings, other.meetings, strict=True)
    return all(_differs_only_there(specification, each, its, party) for each, its in meetings)


def _differs_only_there(
    specification: Specification, one: Ballots, other: Ballots, party: str
) -> bool:
    others = {key for key in (*one.votes, *other.votes) if key[1] != party}
    if any(one.votes.get(key) != other.votes.get(key) for key in others):
        return False
    mine = {key for key in (*one.votes, *other.votes) if key[1] == party}
    moved = (_moved(one.votes.get(key, {}), other.votes.get(key, {})) for key in mine)
    casts = {
        body
        for body in (*one.casting, *other.casting)
        if one.casting.get(body) is not other.casting.get(body)
    }
    chairs = (specification.body[body].chair for body in casts)
    return (
        one.consents == other.consents
        and all(each <= 1 for each in moved)
        and all(chair is not None and chair.party == party for chair in chairs)
    )


def _moved(one: Mapping[Cell, Counts], other: Mapping[Cell, Counts]) -> int:
    """How many act otherwise, at the least."""
    nobody = Counts()
    found = 0
    for cell in {*one, *other}:
        here, there = one.get(cell, nobody), other.get(cell, nobody)
        found += sum(
            max(0, a - b)
            for a, b in (
                (here.in_favour, there.in_favour),
                (here.against, there.against),
                (here.abstain, there.abstain),
                (here.absent, there.absent),
            )
        )
    return found
