"""An occasion in words: what was put to the vote and who did what, and what the rules make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy_dsl import wording
from policy_dsl.decisions import Value
from policy_dsl.interpreter import BodyOutcome
from policy_dsl.model import ExceptionTo, Number, Prohibition, Recusal, Rule, Specification
from verifier.records.decisive import called
from verifier.records.occasion import Occasion
from verifier.words.explaining import clause_why, requirement_why

_NAMED = 12  # more than so many names are counted instead


def situation(occasion: Occasion) -> tuple[str, ...]:
    """The decision and the ballots, a sentence a line; nothing of what the rules say."""
    return tuple(_situation(occasion))


def reasons(occasion: Occasion) -> tuple[str, ...]:
    """What the rules make of it, clause by clause, a sentence a line."""
    return tuple(_reasons(occasion))


def value_text(occasion: Occasion, attribute: str, value: Value) -> str:
    """A value in words: yes or no, a name, a number with its unit, or parties."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        kind = occasion.specification.attribute[attribute].type
        return f"{value:,}{f' {kind.unit}' if isinstance(kind, Number) and kind.unit else ''}"
    if isinstance(value, frozenset):
        names = [p.name for p in occasion.specification.parties if p.name in value]
        for party, cells in occasion.decision.cells.items():
            number = sum(n for marks, n in cells.items() if attribute in marks)
            if number:
                names.append(f"{number:,} {party}")
        return wording.listed(names) or "nobody"
    return value


def _situation(occasion: Occasion) -> Iterator[str]:
    specification = occasion.specification
    if occasion.day is not None:
        yield f"Date: {occasion.day.isoformat()}."
    if occasion.readings:
        read = [f"{reading} of {clause}" for clause, reading in occasion.readings.items()]
        yield f"Read so: {wording.listed(read)}."
    yield _decision(occasion)
    for name, ruling in occasion.decision.rulings.items():
        if ruling != occasion.decision.facts.get(name):
            yield f"It is ruled that {name} is {value_text(occasion, name, ruling)}, which is not so."
    for body in specification.bodies:
        yield from _votes(occasion, body.name)
    yield from _consents(occasion)
    for name, vote in occasion.ballots.casting.items():
        chair = specification.body[name].chair
        yield f"Casting vote of {chair.party if chair else 'the chair'} in {name}: {vote.value}."


def _decision(occasion: Occasion) -> str:
    facts = occasion.decision.facts
    parts = [
        f"{attribute.name}: {value_text(occasion, attribute.name, facts[attribute.name])}"
        for attribute in occasion.specification.attributes
        if attribute.name in facts
    ]
    effects = [wording.effect(effect) for effect in occasion.meeting.effects]
    does = f"; it {wording.listed(effects)}" if effects else ""
    return f"Decision: {'; '.join(parts) or 'any'}{does}."


def _votes(occasion: Occasion, body: str) -> Iterator[str]:
    """Who did what in a body, those who did the same together."""
    doing: dict[str, list[tuple[str, int]]] = {
        "for": [],
        "against": [],
        "abstaining": [],
        "absent": [],
        "recused, so not voting": [],
        "suspended": [],
        "voting without a vote, so not counted": [],
    }
    votes = occasion.ballots.votes
    for seated in occasion.meeting.rules.seated[body]:
        counts = votes.get((body, seated.party), {}).get(seated.cell)
        if seated.suspended:
            doing["suspended"].append((seated.party, seated.number))
            continue
        if counts is None:
            doing["absent"].append((seated.party, seated.number))
            continue
        if seated.recused_by:
            doing["recused, so not voting"].append((seated.party, counts.attending))
        else:
            doing["for"].append((seated.party, counts.in_favour))
            doing["against"].append((seated.party, counts.against))
            doing["abstaining"].append((seated.party, counts.abstain))
        doing["absent"].append((seated.party, counts.absent))
    for (where, party), vote in occasion.uncounted.items():
        if where == body:
            size = occasion.specification.party[party].size
            doing["voting without a vote, so not counted"].append((f"{party} {vote.value}", size))
    said = [
        f"{what}: {_names(occasion.specification, who)}"
        for what, who in doing.items()
        if any(number for _, number in who)
    ]
    yield f"In {body}: {'; '.join(said) or 'nobody has a seat'}."


def _names(specification: Specification, who: list[tuple[str, int]]) -> str:
    totals: dict[str, int] = {}
    for party, number in who:
        totals[party] = totals.get(party, 0) + number
    named = [
        f"{number:,} {party}"
        if party in specification.party and specification.party[party].cohort
        else party
        for party, number in totals.items()
        if number
    ]
    if len(named) > _NAMED:
        return f"{', '.join(named[: _NAMED - 2])} and {len(named) - _NAMED + 2} others"
    return wording.listed(named)


def _consents(occasion: Occasion) -> Iterator[str]:
    given: Mapping[str, int] = {
        party: sum(cells.values()) for party, cells in occasion.ballots.consents.items()
    }
    if not given:
        return
    said = [(party, number) for party, number in given.items() if number]
    yield f"Consent by separate act: {_names(occasion.specification, said) or 'nobody'}."


# --- what the rules make of it -------------------------------------------------------------------


def _reasons(occasion: Occasion) -> Iterator[str]:
    specification, outcome = occasion.specification, occasion.outcome
    for body in outcome.bodies:
        yield from _quorum(occasion, body)
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        if not isinstance(clause, Rule | Prohibition | ExceptionTo | Recusal):
            continue
        applies = "applies" if each.active else "does not apply"
        yield _sentence(
            f"{called(occasion, clause.name)} {applies}: {clause_why(specification, clause, each)}"
        )
    for clause, power in zip(specification.powers, outcome.powers, strict=True):
        if not power.active:
            why = next(c for c in outcome.clauses if c.clause == clause.name)
            yield _sentence(
                f"{called(occasion, clause.name)} does not cover it: {clause_why(specification, clause, why)}"
            )
            continue
        demands = [(clause.name, power.requirement)] if power.requirement else []
        demands += [(limit.clause, limit.checked) for limit in power.limits]
        for name, checked in demands:
            yield _sentence(
                f"{called(occasion, name)} requires {requirement_why(specification, checked)}"
            )
        for name in power.forbidden_by:
            yield _sentence(f"{called(occasion, name)} forbids it")
        for effect in power.not_granted:
            yield f"Power {clause.name} may not take a decision that {wording.effect(effect)}."
    for obstacle in outcome.obstacles:
        yield f"It {wording.effect(obstacle.effect)}, which is fixed."
    if outcome.adopted:
        yield f"So it is adopted, by {wording.listed([f'power {n}' for n in outcome.adopted_by])}."
    elif not any(each.active for each in outcome.powers):
        yield "No power covers it. So it is not adopted."
    else:
        yield "So it is not adopted."


def _quorum(occasion: Occasion, body: BodyOutcome) -> Iterator[str]:
    if body.quorum is None or body.quorate:
        return
    why = requirement_why(occasion.specification, body.quorum)
    yield f"{body.body} is not quorate: its quorum is {why}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
