"""An occasion in words: what was put to the vote and who did what, and what the rules make of it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.interpreter import BodyOutcome
from policy_dsl.model import ExceptionTo, Prohibition, Recusal, Rule
from policy_dsl.model.atoms import bodies_in_requirement
from policy_dsl.records import replace
from verifier.records.decisive import called
from verifier.records.occasion import Occasion
from verifier.words import occasions as say
from verifier.words.meetings import body_at
from verifier.words.requirement_why import requirement_why
from verifier.words.sentences import sentence
from verifier.words.why_so import by_power, clause_applies, clause_why, reading_matters


def situation(occasion: Occasion, in_short: bool = False) -> tuple[str, ...]:
    """The decision and the ballots, a sentence a line; and how the clauses are read of which that can matter to it.

    `in_short`: of a body of which nothing that applies asks what it does, it is not told.
    """
    by = by_power(occasion.outcome)
    matter = frozenset(
        clause.name
        for clause, each in zip(
            occasion.specification.clauses, occasion.outcome.clauses, strict=True
        )
        if reading_matters(occasion.specification, clause, each, by)
    )
    bodies = _bodies_that_matter(occasion) if in_short else None
    return replace(occasion.scene, told_of=matter, matter=bodies).lines()


def _bodies_that_matter(occasion: Occasion) -> frozenset[str] | None:
    """Those of which a power that covers the decision asks something; None where no power does."""
    ways = occasion.meeting.ways.values()
    found = {body for way in ways for asked in way for body in bodies_in_requirement(asked)}
    return frozenset(found) or None


def reasons(occasion: Occasion) -> tuple[str, ...]:
    """What the rules make of it, clause by clause, a sentence a line."""
    return tuple(_reasons(occasion))


def _reasons(occasion: Occasion) -> Iterator[str]:
    specification, outcome = occasion.specification, occasion.outcome
    by = by_power(outcome)
    every = (*outcome.earlier, outcome.bodies)[-len(occasion.ballots.meetings) :]
    matter = _bodies_that_matter(occasion)
    for index, bodies in enumerate(every):
        for body in (each for each in bodies if matter is None or each.body in matter):
            yield from _quorum(occasion, body, body_at(body.body, index, len(every)))
    for clause, each in zip(specification.clauses, outcome.clauses, strict=True):
        if not isinstance(clause, Rule | Prohibition | ExceptionTo | Recusal):
            continue
        active = clause_applies(specification, clause, each, by, outcome)
        applies = say.applies if active else say.does_not_apply
        why_so = clause_why(specification, clause, each, by, outcome)
        yield sentence(applies(called(occasion, clause.name), why_so))
    for clause, power in zip(specification.powers, outcome.powers, strict=True):
        if not power.active:
            why = next(c for c in outcome.clauses if c.clause == clause.name)
            yield sentence(
                say.does_not_cover(
                    called(occasion, clause.name), clause_why(specification, clause, why, by)
                )
            )
            continue
        demands = [(clause.name, power.requirement)] if power.requirement else []
        demands += [(limit.clause, limit.checked) for limit in power.limits]
        for name, checked in demands:
            yield sentence(
                say.requires(called(occasion, name), requirement_why(specification, checked))
            )
        for name in power.forbidden_by:
            yield sentence(say.forbids(called(occasion, name)))
        for effect in power.not_granted:
            yield sentence(say.may_not(say.power(clause.name), effect))
    for obstacle in outcome.obstacles:
        yield sentence(say.obstacle(obstacle))
    for name in outcome.adopted_by:
        if name not in occasion.adopted_by:
            yield sentence(say.too_soon(say.power(name)))
    if occasion.adopted:
        yield say.so_adopted(occasion.adopted_by)
    elif not any(each.active for each in outcome.powers):
        yield say.SO_NO_POWER
    else:
        yield say.SO_NOT_ADOPTED


def _quorum(occasion: Occasion, body: BodyOutcome, called: str) -> Iterator[str]:
    if body.quorum is None or body.quorate:
        return
    yield say.not_quorate(called, requirement_why(occasion.specification, body.quorum))
