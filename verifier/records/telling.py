"""An occasion in words: what was put to the vote and who did what, and what the rules make of it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl import wording
from policy_dsl.interpreter import BodyOutcome
from policy_dsl.model import ExceptionTo, Prohibition, Recusal, Rule
from verifier.records.decisive import called
from verifier.records.occasion import Occasion
from verifier.words.explaining import clause_why, requirement_why


def situation(occasion: Occasion) -> tuple[str, ...]:
    """The decision and the ballots, a sentence a line; nothing of what the rules say."""
    return occasion.scene.lines()


def reasons(occasion: Occasion) -> tuple[str, ...]:
    """What the rules make of it, clause by clause, a sentence a line."""
    return tuple(_reasons(occasion))


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
