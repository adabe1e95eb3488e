"""From a replayed scenario to the result data: who voted how, which clause did what and why, and the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from policy_dsl import wording
from policy_dsl.decisions import Ballots, Value, Vote
from policy_dsl.interpreter import BodyOutcome, Checked, Outcome, check_requirement
from policy_dsl.model import (
    NOWHERE,
    CanBeQuorate,
    Composition,
    ConsentAct,
    NeverApplies,
    Number,
    PartySet,
    PassesWith,
    Property,
    Provision,
    Requirement,
    Requires,
    Specification,
    VoteCarries,
)
from policy_dsl.model.atoms import (
    atoms_at,
    bodies_in_requirement,
    meetings_in,
    requirement_atoms,
)
from policy_dsl.model.traverse import requirement_of_claim
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.results import Act, ClauseLine, MeetingLine, Scenario, VoteLine
from verifier.scenarios.concretizing import Lifted
from verifier.words.facts import so_many
from verifier.words.story import story
from verifier.words.why_so import By, by_power, clause_applies, clause_why, has_to_do_with


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
    attributes = _attributes(specification, lifted, matters)
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
    asked = _asked(prop, outcome, power)
    meetings = max((meetings_in(each) for each in asked), default=1)
    *before, last = (
        _meeting(specification, prop, outcome, lifted, asked, back if meetings > 1 else None)
        for back in range(meetings - 1, -1, -1)
    )
    clauses = _clauses(specification, prop, outcome, power)
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
            outcome,
            power,
            _claimed(specification, state, prop, lifted),
        ),
        state=state,
        decision=decision,
        ballots=lifted.ballots,
        replay=outcome,
        meetings=tuple(before),
    )


def _meeting(
    specification: Specification,
    prop: Property,
    outcome: Outcome,
    lifted: Lifted,
    asked: Sequence[Requirement],
    back: int | None,
) -> MeetingLine:
    """What is done at a meeting, so many before the last, as far as it is asked for there; None: at the only one."""
    atoms = [
        atom
        for each in asked
        for atom in (requirement_atoms(each) if back is None else atoms_at(each, back))
    ]
    bodies = _bodies(prop, atoms)
    ballots = lifted.ballots.before_the_last(back or 0)
    consents_asked = any(isinstance(atom, ConsentAct) for atom in atoms)
    return MeetingLine(
        _votes(specification, _at(outcome, back or 0), ballots, bodies, back is None),
        tuple(
            f"{sum(cells.values())} of {party}" if specification.party[party].cohort else party
            for party, cells in ballots.consents.items()
            if sum(cells.values()) and consents_asked
        ),
        tuple(
            so_many(specification, party, sum(cells.values()))
            for party, cells in ballots.objections.items()
            if sum(cells.values())
        ),
        {
            body: vote.value
            for body, vote in ballots.casting.items()
            if body in bodies or (back is None and not bodies)
        },
    )


def _at(outcome: Outcome, back: int) -> tuple[BodyOutcome, ...]:
    """The bodies as they are at a meeting, so many before the last."""
    return outcome.bodies if back == 0 else outcome.earlier[-back]


def _attributes(
    specification: Specification, lifted: Lifted, matters: frozenset[str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in specification.attributes:
        value = lifted.decision.facts[attribute.name]
        named = isinstance(attribute.type, PartySet) and (
            value
            or any(attribute.name in c for cells in lifted.decision.cells.values() for c in cells)
        )
        if attribute.name in matters or named:
            found[attribute.name] = value_text(
                specification, attribute.name, value, lifted.decision.cells
            )
    return found


def value_text(
    specification: Specification,
    attribute: str,
    value: Value,
    cells: Mapping[str, Mapping[frozenset[str], int]],
) -> str:
    """A value in words: yes or no, a name, a number with its unit, or parties."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        kind = specification.attribute[attribute].type
        unit = f" {kind.unit}" if isinstance(kind, Number) and kind.unit else ""
        return f"{value:,}{unit}"
    if isinstance(value, frozenset):
        names = [p.name for p in specification.parties if p.name in value]
        for party, each in cells.items():
            number = sum(n for marks, n in each.items() if attribute in marks)
            if number:
                names.append(f"{number:,} {party}")
        return wording.listed(names) if names else "nobody"
    return value


def _asked(prop: Property, outcome: Outcome, power: str | None) -> tuple[Requirement, ...]:
    """The requirements that decided: of the power used (or of all that could be), of what limits it, of the claim."""
    found: list[Requirement] = []
    for each in outcome.powers:
        if each.requirement is not None and (power or prop.under) in (None, each.power):
            found.append(each.requirement.requirement)
            found += [limit.checked.requirement for limit in each.limits]
    own = requirement_of_claim(prop.claim)
    return (*found, *(() if own is None else (own,)))


def _claimed(
    specification: Specification, state: State, prop: Property, lifted: Lifted
) -> Checked | None:
    """What a claim of the file says of the votes, as these leave it; None where it says nothing of them."""
    match prop.claim:
        case Requires(requirement=said) | PassesWith(requirement=said) if prop.place != NOWHERE:
            given = (lifted.readings, lifted.decision, lifted.ballots)
            return check_requirement(specification, state, *given, said, facts=True)
        case _:
            return None


def _bodies(prop: Property, asked: Sequence[Requirement]) -> frozenset[str]:
    """The bodies whose votes the story needs of what is asked; empty where there are none to tell apart."""
    found = {body for each in asked for body in bodies_in_requirement(each)}
    if isinstance(prop.claim, VoteCarries | CanBeQuorate):
        found.add(prop.claim.body)
    return frozenset(found)


def _votes(
    specification: Specification,
    there: Sequence[BodyOutcome],
    ballots: Ballots,
    bodies: frozenset[str],
    all_if_none: bool,
) -> tuple[VoteLine, ...]:
    """Who votes how in each of the bodies, those who do the same on one line; in all if none is named, if so asked."""
    found: list[VoteLine] = []
    for body in there:
        if body.body not in bodies and (bodies or not all_if_none):
            continue
        grouped: dict[str, tuple[list[str], int]] = {}
        for seated in body.seated:
            if seated.suspended:
                _add(
                    grouped,
                    "suspended",
                    so_many(specification, seated.party, seated.number),
                    seated.number,
                )
                continue
            counts = ballots.votes.get((body.body, seated.party), {}).get(seated.cell)
            if counts is None:
                _add(
                    grouped,
                    Vote.ABSENT.value,
                    so_many(specification, seated.party, seated.number),
                    seated.number,
                )
                continue
            each: tuple[tuple[str, int], ...]
            if seated.recused_by:
                each = (
                    ("recused, attending", counts.attending),
                    ("recused, absent", counts.absent),
                )
            else:
                each = (
                    (Vote.FOR.value, counts.in_favour),
                    (Vote.AGAINST.value, counts.against),
                    (Vote.ABSTAIN.value, counts.abstain),
                    (Vote.ABSENT.value, counts.absent),
                )
            for vote, number in each:
                if number:
                    _add(grouped, vote, so_many(specification, seated.party, number), number)
        found += [
            VoteLine(body.body, tuple(grouped[vote][0]), vote, grouped[vote][1])
            for vote in get_args(Act)
            if vote in grouped
        ]
    return tuple(found)


def _add(grouped: dict[str, tuple[list[str], int]], vote: str, who: str, number: int) -> None:
    names, count = grouped.get(vote, ([], 0))
    grouped[vote] = ([*names, who], count + number)


def _power(outcome: Outcome, prop: Property) -> str | None:
    by = outcome.adopted_by
    if prop.under is not None:
        return prop.under if prop.under in by else None
    return by[0] if by else None


def _clauses(
    specification: Specification, prop: Property, outcome: Outcome, power: str | None
) -> tuple[ClauseLine, ...]:
    # Where a clause applies it does, whichever power takes the decision.
    applying = isinstance(prop.claim, NeverApplies)
    by = By((), False) if applying else by_power(outcome, power, prop.under)
    return tuple(
        ClauseLine(
            kind_of(clause),
            clause.name,
            clause.title,
            clause_applies(specification, clause, each, by),
            clause_why(specification, clause, each, by, outcome),
            clause.place.file,
            clause.place.line,
            has_to_do_with(specification, clause, each, by),
        )
        for clause, each in zip(specification.clauses, outcome.clauses, strict=True)
        if not isinstance(clause, Composition | Provision)
    )
