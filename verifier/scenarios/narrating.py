"""From a replayed scenario to the result data: who voted how, which clause did what and why, and the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from policy_dsl import wording
from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import (
    BodyOutcome,
    Checked,
    Meeting,
    Outcome,
    Seated,
    check_requirement,
)
from policy_dsl.interpreter.situation import Situation
from policy_dsl.model import (
    NOWHERE,
    AboutClause,
    CanBeQuorate,
    ComparesReadings,
    Composition,
    ConsentAct,
    InABody,
    NoObjectionAct,
    Property,
    Provision,
    Requirement,
    Specification,
    Who,
)
from policy_dsl.model.atoms import (
    atoms_at,
    bodies_in_requirement,
    meetings_in,
    requirement_atoms,
)
from policy_dsl.model.traverse import requirement_of_claim
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.results import Act, ClauseLine, MeetingLine, Scenario, VoteLine
from verifier.scenarios.attributes_told import attributes_told, value_text
from verifier.scenarios.concretizing import Lifted
from verifier.scenarios.meetings_held import adjourned_meeting_held, as_taken
from verifier.words.facts import so_many
from verifier.words.story import story
from verifier.words.why_so import (
    ANY_POWER,
    By,
    by_power,
    clause_applies,
    clause_why,
    has_to_do_with,
    reading_matters,
)


def told(
    specification: Specification,
    state: State,
    prop: Property,
    period: tuple[date | None, date | None],
    lifted: Lifted,
    matters: frozenset[str],
    outcome: Outcome,
    adopting: str | None = None,
) -> Scenario:
    """The scenario as results show it; of several powers that adopt it, told of `adopting`."""
    decision = lifted.decision
    rulings = {
        name: value_text(specification, name, ruling, decision.cells)
        for name, ruling in decision.rulings.items()
        if ruling != decision.facts[name]
    }
    effects = tuple(
        wording.effect(e)
        for e in sorted(decision.effects, key=lambda e: (e.kind.value, e.target, e.party))
    )
    power = adopting or _power(outcome, prop)
    by = by_power(outcome, power, prop.under)
    if isinstance(prop.claim, CanBeQuorate):
        # Who attends has nothing to do with what comes of the decision.
        power, by = None, By((), True, frozenset({prop.claim.body}))
    asked = _asked(specification, state, prop, lifted, outcome, by)
    adjourned: bool | None = None
    if specification.meetings > 1:
        first = {it.body: it.quorate for it in _at(outcome.judged_as(by.only), 1)}
        adjourned = adjourned_meeting_held([each.requirement for each in asked], first)
        asked = tuple(
            replace(each, requirement=as_taken(each.requirement, first)) for each in asked
        )
    every = [atom for each in asked for atom in requirement_atoms(each.requirement)]
    by = replace(by, bodies=_bodies(prop, every))
    attributes = attributes_told(specification, prop, lifted, matters, outcome, by, every)
    # What is told of a body is so when the power is judged that is told of, if that is one.
    judged = outcome.judged_as(by.only)
    # A claim may speak of more than are left once rules have changed.
    most = max((meetings_in(each.requirement) for each in asked), default=1)
    meetings = min(most, specification.meetings)
    situation = Situation(specification, state, decision)
    *before, last = (
        _meeting(situation, prop, judged, lifted, asked, back if meetings > 1 else None)
        for back in range(meetings - 1, -1, -1)
    )
    if adjourned is False:
        last = MeetingLine((), (), (), {})
    clauses = _clauses(specification, prop, outcome, by)
    coalition = tuple(so_many(specification, party, number) for party, number in lifted.coalition)
    return Scenario(
        start=period[0],
        end=period[1],
        readings=lifted.readings,
        attributes=attributes,
        rulings=rulings,
        effects=effects,
        votes=last.votes,
        consents=last.consents,
        objections=last.objections,
        casting=last.casting_votes,
        coalition=coalition,
        power=power,
        clauses=clauses,
        outcome="adopted" if outcome.adopted else "not adopted",
        text=story(
            specification,
            prop,
            period,
            lifted.readings,
            attributes,
            rulings,
            effects,
            (*before, last),
            coalition,
            judged,
            power,
            by,
            _claimed(specification, state, prop, lifted),
            adjourned,
        ),
        state=state,
        decision=decision,
        ballots=lifted.ballots,
        replay=outcome,
        meetings=tuple(before),
    )


def _meeting(
    situation: Situation,
    prop: Property,
    outcome: Outcome,
    lifted: Lifted,
    asked: Sequence[_RequirementAsked],
    back: int | None,
) -> MeetingLine:
    """What is done at a meeting, so many before the last, as far as it is asked for there; None: at the only one."""
    specification = situation.specification
    atoms = [
        (atom, each.facts)
        for each in asked
        for atom in (
            requirement_atoms(each.requirement)
            if back is None
            else atoms_at(each.requirement, back)
        )
    ]
    bodies = _bodies(prop, [atom for atom, _ in atoms])
    ballots = lifted.ballots.before_the_last(back or 0)
    consents = [(atom.who, facts) for atom, facts in atoms if isinstance(atom, ConsentAct)]
    objections = [(atom.who, facts) for atom, facts in atoms if isinstance(atom, NoObjectionAct)]
    return MeetingLine(
        _votes(specification, _at(outcome, back or 0), ballots, bodies),
        tuple(
            f"{number} of {party}" if specification.party[party].cohort else party
            for party, number in _counting(situation, ballots.consents, consents)
        ),
        tuple(
            so_many(specification, party, number)
            for party, number in _counting(situation, ballots.objections, objections)
        ),
        {body: vote.value for body, vote in ballots.casting.items() if body in bodies},
    )


def _counting(
    situation: Situation,
    acts: Mapping[str, Mapping[Cell, int]],
    whom: Sequence[tuple[Who, bool]],
) -> Iterator[tuple[str, int]]:
    """How many of each party did what some are asked about: who these are by the rulings, or by the facts."""
    for party, cells in acts.items():
        number = sum(
            many
            for cell, many in cells.items()
            if any(situation.refers(who, party, cell, facts) for who, facts in whom)
        )
        if number:
            yield party, number


def _at(outcome: Outcome, back: int) -> tuple[BodyOutcome, ...]:
    """The bodies as they are at a meeting, so many before the last."""
    return outcome.bodies if back == 0 else outcome.earlier[-back]


@dataclass(frozen=True)
class _RequirementAsked:
    """A requirement that decided, and whether it is judged by the facts, as a claim's is, or by rulings."""

    requirement: Requirement
    facts: bool


def _asked(
    specification: Specification,
    state: State,
    prop: Property,
    lifted: Lifted,
    outcome: Outcome,
    by: By,
) -> tuple[_RequirementAsked, ...]:
    """The requirements that decided: of the powers that are told of, of what limits them, of the claim.

    Where two readings of a clause are compared, what is asked by either, as that may be at another meeting.
    """
    found: list[_RequirementAsked] = []
    for each in outcome.powers:
        if each.requirement is not None and each.power in (by.powers or ()):
            found.append(_RequirementAsked(each.requirement.requirement, False))
            found += [_RequirementAsked(limit.checked.requirement, False) for limit in each.limits]
    if specification.meetings > 1 and isinstance(prop.claim, ComparesReadings):
        for reading in specification.clause[prop.claim.clause].readings:
            readings = {**lifted.readings, prop.claim.clause: reading.name}
            read = Meeting(specification, state, readings, lifted.decision)
            for power in specification.powers:
                demands = read.demands(power) if power.name in (by.powers or ()) else None
                found += [_RequirementAsked(it, False) for it in demands or ()]
    own = requirement_of_claim(prop.claim)
    return (*found, *(() if own is None else (_RequirementAsked(own, True),)))


def _claimed(
    specification: Specification, state: State, prop: Property, lifted: Lifted
) -> Checked | None:
    """What a claim of the file says of the votes, as these leave it; None where it says nothing of them."""
    said = requirement_of_claim(prop.claim)
    if isinstance(prop.claim, CanBeQuorate):
        said = specification.body[prop.claim.body].quorum
    if said is None or prop.place == NOWHERE:
        return None
    given = (lifted.readings, lifted.decision, lifted.ballots)
    return check_requirement(specification, state, *given, said, facts=True)


def _bodies(prop: Property, asked: Sequence[Requirement]) -> frozenset[str]:
    """The bodies whose votes the story needs: of what is asked, and those that the claim is about."""
    found = {body for each in asked for body in bodies_in_requirement(each)}
    if isinstance(prop.claim, InABody):
        found.add(prop.claim.body)
    return frozenset(found)


def _votes(
    specification: Specification,
    there: Sequence[BodyOutcome],
    ballots: Ballots,
    bodies: frozenset[str],
) -> tuple[VoteLine, ...]:
    """Who votes how in each of the bodies, those who do the same on one line."""
    found: list[VoteLine] = []
    for body in there:
        if body.body not in bodies:
            continue
        # How many of each party do what; whom attributes tell apart are one party all the same.
        doing: dict[str, dict[str, int]] = {}
        for seated in body.seated:
            counts = ballots.votes.get((body.body, seated.party), {}).get(seated.cell)
            for act, number in _acts(seated, counts):
                if number:
                    them = doing.setdefault(act, {})
                    them[seated.party] = them.get(seated.party, 0) + number
        for act in get_args(Act):
            if act in doing:
                who = tuple(so_many(specification, *each) for each in doing[act].items())
                found.append(VoteLine(body.body, who, act, sum(doing[act].values())))
    return tuple(found)


def _acts(seated: Seated, counts: Counts | None) -> tuple[tuple[str, int], ...]:
    """What some members do, and how many of them."""
    if seated.suspended:
        return (("suspended", seated.number),)
    counts = counts or Counts(absent=seated.number)
    if seated.recused_by:
        return (("recused, attending", counts.attending), ("recused, absent", counts.absent))
    return (
        (Vote.FOR.value, counts.in_favour),
        (Vote.AGAINST.value, counts.against),
        (Vote.ABSTAIN.value, counts.abstain),
        (Vote.ABSENT.value, counts.absent),
    )


def _power(outcome: Outcome, prop: Property) -> str | None:
    by = outcome.adopted_by
    if prop.under is not None:
        return prop.under if prop.under in by else None
    return by[0] if by else None


def _clauses(
    specification: Specification, prop: Property, outcome: Outcome, by: By
) -> tuple[ClauseLine, ...]:
    # Where a clause applies it does, whichever power takes the decision.
    claim = prop.claim
    if isinstance(claim, AboutClause) and claim.whatever_the_power:
        by = ANY_POWER
    return tuple(
        ClauseLine(
            kind_of(clause),
            clause.name,
            clause.title,
            clause_applies(specification, clause, each, by, outcome),
            clause_why(specification, clause, each, by, outcome),
            clause.place.file,
            clause.place.line,
            has_to_do_with(specification, clause, each, by, outcome),
            reading_matters(specification, clause, each, by),
        )
        for clause, each in zip(specification.clauses, outcome.clauses, strict=True)
        if not isinstance(clause, Composition | Provision)
    )
