"""A scenario as a short story: a sentence a line, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.interpreter import BodyOutcome, Checked, ClauseOutcome, Outcome, PowerOutcome
from policy_dsl.model import (
    AllOf,
    Alone,
    CanBeQuorate,
    CastingVote,
    Composition,
    ExceptionTo,
    NeverApplies,
    Power,
    Prohibition,
    Property,
    Provision,
    Recusal,
    Requirement,
    Requires,
    Rule,
    Specification,
    Tally,
)
from policy_dsl.model.atoms import bodies_in_requirement, meetings_in, requirement_atoms
from policy_dsl.model.traverse import (
    coalition_of_claim,
    requirement_of_claim,
    told_apart_effects,
)
from verifier.results import MeetingLine, VoteLine
from verifier.words.meetings import ordinal
from verifier.words.occasions import barred, some_names
from verifier.words.requirement_why import requirement_why
from verifier.words.verdicts import period as period_text
from verifier.words.why_so import (
    ANY_POWER,
    By,
    clause_applies,
    clause_why,
    has_to_do_with,
    reading_matters,
)

_DOES = {
    "for": "for",
    "against": "against",
    "abstain": "abstaining",
    "absent": "absent",
    "recused, attending": "present, recused",
    "recused, absent": "absent, recused",
    "suspended": "suspended",
}
_MANY = 12
NOTHING_ASKED = "nothing that is asked for."
ANY = "Decision: any."
ANY_UNCHANGING = "Decision: any that changes nothing."
NOT_ADJOURNED = "No adjourned meeting is held."


def story(
    specification: Specification,
    prop: Property,
    period: tuple[date | None, date | None],
    readings: Mapping[str, str],
    attributes: Mapping[str, str],
    rulings: Mapping[str, str],
    effects: Sequence[str],
    meetings: Sequence[MeetingLine],
    coalition: Sequence[str],
    outcome: Outcome,
    power: str | None,
    by: By,
    claimed: Checked | None,
    adjourned: bool | None = None,
) -> tuple[str, ...]:
    """The story of one decision, told `by` the powers that take it or could.

    `claimed`: what the claim says of the votes, as these leave it. `adjourned`: whether the second meeting is an
    adjourned one that is held (False: it is not held; None: it is no such meeting).
    """
    if isinstance(prop.claim, NeverApplies):
        about = _applies(specification, outcome, prop.claim.clause)
        given = [_decision(specification, attributes, effects), *_ruled(rulings)]
        return (*_when(specification, prop, period), *about[0], *given, *about[1])
    if isinstance(prop.claim, CanBeQuorate):
        given = [_decision(specification, attributes, effects), *_ruled(rulings)]
        before, after = _attending(specification, prop.claim.body, readings, outcome, by)
        votes = _ballots(outcome.bodies, meetings[-1].votes)
        counted = [] if claimed is None else [requirement_why(specification, claimed)]
        return (
            *_when(specification, prop, period),
            *before,
            *given,
            *votes,
            *after,
            *(f"The quorum of {prop.claim.body} is {why}." for why in counted),
            f"So {prop.claim.body} is quorate.",
        )
    found = list(_when(specification, prop, period))
    found += _read(specification, readings, outcome, by)
    found.append(_decision(specification, attributes, effects))
    found += _ruled(rulings)
    found += _tried(prop, coalition)
    there = (*outcome.earlier, outcome.bodies)[-len(meetings) :]
    for index, (meeting, bodies) in enumerate(zip(meetings, there, strict=True)):
        if index and adjourned is False:
            found.append(NOT_ADJOURNED)
            continue
        own = requirement_of_claim(prop.claim)
        decided = casting_that_decides(outcome, meeting.casting_votes, own)
        done = [
            *_ballots(bodies, meeting.votes),
            *_acts_apart(specification, meeting, decided, bodies),
        ]
        last = index == len(meetings) - 1 and _some_at_one_meeting(outcome, by)
        found += done if len(meetings) == 1 else _at_meeting(index, done, bool(adjourned), last)
    found += _clauses(specification, outcome, by)
    *checked, ends = _end(specification, prop, outcome, power)
    found += checked
    if claimed is not None:
        asks = "requires" if isinstance(prop.claim, Requires) else "is content with"
        found.append(f"The claim {asks} {requirement_why(specification, claimed)}.")
    return (*found, ends)


def _attending(
    specification: Specification,
    body: str,
    readings: Mapping[str, str],
    outcome: Outcome,
    by: By,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How clauses are read, and what they did, that say who may vote in a body."""
    recusals = [clause.name for clause in specification.recusals if clause.body == body]
    chain = {name: None for recusal in recusals for name in _exceptions_to(specification, recusal)}
    read = {clause: name for clause, name in readings.items() if clause in chain}
    lines = (
        f"{_called(clause)} {'applies' if applies else 'does not apply'}:"
        f" {clause_why(specification, clause, each, by, outcome)}."
        for clause, each in _limiting(specification, outcome, by)
        if clause.name in chain
        for applies in [clause_applies(specification, clause, each, by, outcome)]
    )
    return tuple(_read(specification, read, outcome, by)), tuple(lines)


def _applies(
    specification: Specification, outcome: Outcome, name: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How clauses are read, and that one applies: with what it is made to, and the exceptions to all these."""
    chain = _exceptions_to(specification, name)
    anybody = ANY_POWER
    read = {
        each.clause: each.reading
        for each in outcome.clauses
        if each.clause in chain and each.reading is not None
    }
    lines = [
        f"{_called(clause)} {'applies' if each.active else 'does not apply'}:"
        f" {clause_why(specification, clause, each, anybody)}."
        for clause, each in zip(specification.clauses, outcome.clauses, strict=True)
        if clause.name in chain
        and each.in_force
        and not isinstance(clause, Composition | Provision)
    ]
    return tuple(_read(specification, read, outcome, anybody)), tuple(lines)


def said_to_apply(specification: Specification, prop: Property) -> Mapping[str, None] | None:
    """Where a story tells only that a clause applies: that clause, and all that this depends on; else None."""
    claim = prop.claim
    return _exceptions_to(specification, claim.clause) if isinstance(claim, NeverApplies) else None


def _exceptions_to(specification: Specification, name: str) -> Mapping[str, None]:
    """A clause with what it is made to, and the exceptions to all these."""
    chain: dict[str, None] = {name: None}
    left = [name]
    while left:
        it = specification.clause[left.pop()]
        others = [each.name for each in specification.exceptions_to.get(it.name, ())]
        others += it.targets if isinstance(it, ExceptionTo) else ()
        left += [each for each in others if each not in chain]
        chain |= dict.fromkeys(others)
    return chain


def _ruled(rulings: Mapping[str, str]) -> list[str]:
    return [
        f"It is ruled that {name} is {value}, which is not so." for name, value in rulings.items()
    ]


def _when(
    specification: Specification, prop: Property, period: tuple[date | None, date | None]
) -> Iterator[str]:
    if not specification.events and not prop.supposing:
        return
    said = period_text(*period)
    supposed = wording.listed([wording.event(event) for event in prop.supposing])
    sentence = f"Time: {said}" + (f", supposing that {supposed}" if supposed else "")
    yield sentence + "."


def _read(
    specification: Specification, readings: Mapping[str, str], outcome: Outcome, by: By
) -> Iterator[str]:
    """Readings with their titles, of the clauses of which it can matter to the decision how they are read."""
    matter = {
        clause.name
        for clause, each in zip(specification.clauses, outcome.clauses, strict=True)
        if reading_matters(specification, clause, each, by)
    }
    said = []
    for clause, name in readings.items():
        if clause not in matter:
            continue
        titles = [r.title for r in specification.clause[clause].readings if r.name == name]
        title = f" (“{titles[0]}”)" if titles and titles[0] not in ("", name) else ""
        said.append(f"{name} of {clause}{title}")
    if said:
        yield f"Read so: {wording.listed(said)}."


def _told(specification: Specification, outcome: Outcome, by: By) -> frozenset[str]:
    """The clauses that can matter to a decision that is or could be taken so: the others are not told of."""
    return frozenset(
        clause.name
        for clause, each in zip(specification.clauses, outcome.clauses, strict=True)
        if has_to_do_with(specification, clause, each, by, outcome)
    )


def _decision(
    specification: Specification, attributes: Mapping[str, str], effects: Sequence[str]
) -> str:
    parts = [f"{name}: {value}" for name, value in attributes.items()]
    if effects:
        parts.append(f"it {wording.listed(list(effects))}")
    if not parts:
        grants = any(power.grants for power in specification.powers)
        return ANY_UNCHANGING if grants or any(told_apart_effects(specification)) else ANY
    return f"Decision: {'; '.join(parts)}."


def _some_at_one_meeting(outcome: Outcome, by: By) -> bool:
    """Whether some power that is told of is used at one meeting, which is its last one."""
    return any(
        meetings_in(each.requirement.requirement) == 1
        for each in outcome.powers
        if each.requirement is not None and each.power in (by.powers or ())
    )


def _at_meeting(index: int, done: Sequence[str], adjourned: bool, last: bool) -> Iterator[str]:
    """What is done at one of several meetings, of which the second may be an adjourned one.

    `last`: it is the last one, and called that, too, since other powers are used at fewer.
    """
    named = f"its {ordinal(index).lower()}{' and last' if last else ''}"
    named = "the adjourned" if index and adjourned else named
    when = f"At {named} meeting"
    for line in done or (NOTHING_ASKED,):
        yield f"{when}: {line}"


def _ballots(bodies: Sequence[BodyOutcome], votes: Sequence[VoteLine]) -> Iterator[str]:
    for body in bodies:
        lines = [line for line in votes if line.body == body.body]
        if not lines:
            continue
        said = "; ".join(f"{_DOES[line.vote]}: {_names(line)}" for line in lines)
        quorate = "" if body.quorate else " The body is not quorate."
        yield f"In {body.body}: {said}.{quorate}"


def _names(line: VoteLine) -> str:
    return some_names(line.who, _MANY, line.number)


def _tried(prop: Property, coalition: Sequence[str]) -> Iterator[str]:
    """Who it is, where the claim leaves that open."""
    who = coalition_of_claim(prop.claim)
    if who is None or not coalition:
        return
    if who.alone is not Alone.TOGETHER or any(part.count is not None for part in who.parts):
        yield f"Tried with {wording.listed(list(coalition))}."


def _acts_apart(
    specification: Specification,
    meeting: MeetingLine,
    casting: Mapping[str, str],
    bodies: Sequence[BodyOutcome],
) -> Iterator[str]:
    if meeting.consents:
        yield f"Consent by separate act: {wording.listed(list(meeting.consents))}."
    if meeting.objections:
        yield f"Objection by separate act: {wording.listed(list(meeting.objections))}."
    for body, vote in casting.items():
        chair = specification.body[body].chair
        if chair is not None:
            it = next(each for each in bodies if each.body == body)
            said = (
                _without_effect(it, vote, chair.party) if it.casting is None else it.casting.value
            )
            yield f"Casting vote of {chair.party} in {body}: {said}."


def _without_effect(body: BodyOutcome, vote: str, chair: str) -> str:
    """A casting vote that does not count, and why."""
    seat = next((seated for seated in body.seated if seated.party == chair), None)
    if seat is None or seat.recused_by:
        why = "may not vote"
    elif seat.suspended:
        why = "is suspended"
    else:
        why = "is not there"
    return f"{vote}, but it does not count, since {chair} {why}"


def casting_that_decides(
    outcome: Outcome, casting: Mapping[str, str], own: Requirement | None = None
) -> dict[str, str]:
    """The casting votes that had something to decide: a tie, or a requirement, be it a claim's `own`, of their own."""

    def bodies(checked: Checked) -> Iterator[str]:
        if checked.tie and isinstance(checked.requirement, Tally):
            yield checked.requirement.body
        yield from bodies_in_requirement(_casting_votes(checked.requirement))
        for part in checked.parts:
            yield from bodies(part)

    asked = [power.requirement for power in outcome.powers if power.requirement is not None]
    asked += [limit.checked for power in outcome.powers for limit in power.limits]
    matter = {body for each in asked for body in bodies(each)}
    matter.update(() if own is None else bodies_in_requirement(_casting_votes(own)))
    return {body: vote for body, vote in casting.items() if body in matter}


def _casting_votes(requirement: Requirement) -> Requirement:
    return AllOf(tuple(a for a in requirement_atoms(requirement) if isinstance(a, CastingVote)))


def _clauses(specification: Specification, outcome: Outcome, by: By) -> Iterator[str]:
    """What the clauses that limit such decisions did; those that were not in force have nothing to say."""
    for clause, each in _limiting(specification, outcome, by):
        active = clause_applies(specification, clause, each, by, outcome)
        applies = "applies" if active else "does not apply"
        why = clause_why(specification, clause, each, by, outcome)
        yield f"{_called(clause)} {applies}: {why}."


def _limiting(
    specification: Specification, outcome: Outcome, by: By
) -> Iterator[tuple[Rule | Prohibition | ExceptionTo | Recusal, ClauseOutcome]]:
    told = _told(specification, outcome, by)
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        if not each.in_force or clause.name not in told:
            continue
        if isinstance(clause, Rule | Prohibition | ExceptionTo | Recusal):
            yield clause, each


def _called(clause: Rule | Prohibition | ExceptionTo | Recusal | Power) -> str:
    kind = {
        Rule: "Rule",
        Prohibition: "Prohibition",
        ExceptionTo: "Exception",
        Recusal: "Recusal",
        Power: "Power",
    }[type(clause)]
    title = f" (“{clause.title}”)" if clause.title not in ("", clause.name) else ""
    return f"{kind} {clause.name}{title}"


def _end(
    specification: Specification, prop: Property, outcome: Outcome, power: str | None
) -> Iterator[str]:
    told = power or prop.under
    covering = [each for each in outcome.powers if each.active and told in (None, each.power)]
    for each in outcome.powers if power is not None else covering:
        if told in (None, each.power):
            yield from _requirements(specification, each)
    for obstacle in outcome.obstacles:
        yield f"It {wording.effect(obstacle.effect)}, {barred(obstacle)}."
    if power is not None:
        yield f"So the decision is adopted, by power {power}."
    elif prop.under is not None:
        yield from _not_by(prop.under, bool(covering), outcome.adopted_by)
    elif not covering:
        yield "No power covers it. So the decision is not adopted."
    else:
        yield "So the decision is not adopted."


def _not_by(under: str, covers: bool, others: Sequence[str]) -> Iterator[str]:
    """That the power that a claim is about does not take it."""
    if not covers:
        yield f"Power {under} does not cover it."
    anyway = f", though it is by {wording.listed(list(others))}" if others else ""
    yield f"So the decision is not adopted by power {under}{anyway}."


def _requirements(specification: Specification, power: PowerOutcome) -> Iterator[str]:
    def said(name: str, checked: Checked) -> str:
        return f"{_kind(specification, name)} {name} requires {requirement_why(specification, checked)}."

    if power.requirement is not None:
        yield said(power.power, power.requirement)
    for limit in power.limits:
        yield said(limit.clause, limit.checked)
    for name in power.forbidden_by:
        yield f"{_kind(specification, name)} {name} forbids it."
    for effect in power.not_granted:
        yield f"Power {power.power} may not take a decision that {wording.effect(effect)}."


def _kind(specification: Specification, name: str) -> str:
    clause = specification.clause[name]
    return {"ExceptionTo": "Exception"}.get(type(clause).__name__, type(clause).__name__)
