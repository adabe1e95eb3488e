"""A scenario as a short story: a sentence a line, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.interpreter import Checked, Outcome, PowerOutcome
from policy_dsl.model import ExceptionTo, Power, Prohibition, Property, Recusal, Rule, Specification
from verifier.results import VoteLine
from verifier.words.explaining import clause_why, requirement_why
from verifier.words.verdicts import period as period_text
from verifier.words.verdicts import under_readings

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


def story(
    specification: Specification,
    prop: Property,
    period: tuple[date | None, date | None],
    readings: Mapping[str, str],
    attributes: Mapping[str, str],
    rulings: Mapping[str, str],
    effects: Sequence[str],
    votes: Sequence[VoteLine],
    consents: Sequence[str],
    casting: Mapping[str, str],
    outcome: Outcome,
    power: str | None,
) -> tuple[str, ...]:
    """The story of one decision."""
    found = [_when(prop, period)]
    if readings:
        found.append(f"Read so: {under_readings([readings])}.")
    found.append(_decision(attributes, effects))
    found += [
        f"It is ruled that {name} is {value}, which is not so." for name, value in rulings.items()
    ]
    found += _ballots(specification, outcome, votes)
    found += _consents(specification, consents, casting)
    found += _clauses(specification, outcome)
    found += _end(specification, prop, outcome, power)
    return tuple(found)


def _when(prop: Property, period: tuple[date | None, date | None]) -> str:
    said = period_text(*period)
    supposed = wording.listed([wording.event(event) for event in prop.supposing])
    sentence = f"Time: {said}" + (f", supposing that {supposed}" if supposed else "")
    return sentence + "."


def _decision(attributes: Mapping[str, str], effects: Sequence[str]) -> str:
    parts = [f"{name}: {value}" for name, value in attributes.items()]
    what = "; ".join(parts) if parts else "any decision"
    does = f"; it {wording.listed(list(effects))}" if effects else ""
    return f"Decision: {what}{does}."


def _ballots(
    specification: Specification, outcome: Outcome, votes: Sequence[VoteLine]
) -> Iterator[str]:
    for body in outcome.bodies:
        lines = [line for line in votes if line.body == body.body]
        if not lines:
            continue
        said = "; ".join(f"{_DOES[line.vote]}: {_names(line)}" for line in lines)
        quorate = "" if body.quorate else " The body is not quorate."
        yield f"In {body.body}: {said}.{quorate}"


def _names(line: VoteLine) -> str:
    if len(line.who) > _MANY:
        shown = ", ".join(line.who[: _MANY - 2])
        return f"{shown} and {len(line.who) - _MANY + 2} others ({line.number:,} in all)"
    return wording.listed(list(line.who))


def _consents(
    specification: Specification, consents: Sequence[str], casting: Mapping[str, str]
) -> Iterator[str]:
    if consents:
        yield f"Consent by separate act: {wording.listed(list(consents))}."
    for body, vote in casting.items():
        chair = specification.body[body].chair
        yield f"Casting vote of {chair.party if chair else 'the chair'} in {body}: {vote}."


def _clauses(specification: Specification, outcome: Outcome) -> Iterator[str]:
    """What the clauses that limit decisions did; those that were not in force have nothing to say."""
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        if not each.in_force or not isinstance(clause, Rule | Prohibition | ExceptionTo | Recusal):
            continue
        applies = "applies" if each.active else "does not apply"
        yield f"{_called(clause)} {applies}: {clause_why(specification, clause, each)}."


def _called(clause: Rule | Prohibition | ExceptionTo | Recusal | Power) -> str:
    kind = {
        Rule: "Rule",
        Prohibition: "Prohibition",
        ExceptionTo: "Exception",
        Recusal: "Recusal",
        Power: "Power",
    }[type(clause)]
    return f"{kind} {clause.name}" + (f" (“{clause.title}”)" if clause.title else "")


def _end(
    specification: Specification, prop: Property, outcome: Outcome, power: str | None
) -> Iterator[str]:
    for each in outcome.powers:
        if (power is None and each.active) or each.power == power:
            yield from _requirements(specification, each)
    for obstacle in outcome.obstacles:
        yield f"It {wording.effect(obstacle.effect)}, which is fixed."
    if power is not None:
        yield f"So the decision is adopted, by power {power}."
    elif not any(each.active for each in outcome.powers):
        yield "No power covers it. So the decision is not adopted."
    else:
        yield "So the decision is not adopted."


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
