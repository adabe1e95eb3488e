"""Adjourned meetings: for want of whose quorum, and what a claim asks of decisions that may be taken at one."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import model, syntax
from policy_dsl.checker.conditions import speaks_of_votes
from policy_dsl.checker.context import Context
from policy_dsl.checker.meetings import powers_meant
from policy_dsl.checker.reported import quoted
from policy_dsl.model.atoms import (
    Adjournment,
    adjourned,
    adjourning,
    bodies_in_requirement,
    requirement_atoms,
)


def or_adjourned(
    context: Context,
    node: syntax.Adjourned,
    first: model.Requirement,
    again: model.Requirement,
    named: str | None,
) -> model.Requirement:
    """What is needed at the first meeting, or where a body is not quorate there, at an adjourned one."""
    bodies = list(dict.fromkeys(bodies_in_requirement(first)))
    if named is None and len(bodies) != 1:
        context.report.error(
            "VP102",
            node.span,
            "an adjourned meeting is held where a body is not quorate at the first: which one?",
            "write `at an adjourned meeting of` and the body"
            + (f": {quoted(bodies, 'or')}" if bodies else ""),
        )
        return model.AllOf(())
    return adjourned(Adjournment(named or bodies[0], first, again))


def refuse_no_adjourning(
    context: Context,
    nodes: Sequence[syntax.Clause],
    clauses: Sequence[model.AnyClause],
    bodies: Sequence[model.Body],
) -> None:
    """A meeting is adjourned for want of those who attend."""
    powers = {each.name: each for each in clauses if isinstance(each, model.Power)}
    known = {body.name: body for body in bodies}
    for node in nodes:
        power = powers.get(node.name.text)
        if power is None:
            continue
        for name in sorted({b for it in power.requires.all() for b in adjourning(it)}):
            body = known.get(name)
            if body is None:
                continue
            if body.quorum is None:
                context.report.error(
                    "VP102",
                    node.name.span,
                    f"`{name}` needs no quorum, so a meeting of it is never adjourned",
                    f"say in `{name}` how many have to attend, such as `quorum at least 1/2 of members`",
                )
            elif any(isinstance(it, model.Turnout) for it in requirement_atoms(body.quorum)):
                context.report.error(
                    "VP102",
                    node.name.span,
                    f"the quorum of `{name}` counts who votes, which is not known before the vote:"
                    " a meeting is adjourned for want of those who attend",
                    f"say in `{name}` how many have to attend, such as `quorum at least 1/2 of members`",
                )


def ask_where_decisions_are_taken(
    context: Context, nodes: Sequence[syntax.Property], clauses: Sequence[model.AnyClause]
) -> None:
    """A claim about votes on decisions that may be taken at an adjourned meeting says what is asked there."""
    for node in nodes:
        claim = node.claim
        if not isinstance(claim, syntax.EveryRequires | syntax.EveryPassesWith):
            continue
        every = [it for power in powers_meant(node, clauses) for it in power.requires.all()]
        bodies = sorted({body for it in every for body in adjourning(it)})
        asked = claim.requirement
        if isinstance(asked, syntax.Adjourned):
            if not bodies:
                context.report.error(
                    "VP102",
                    asked.span,
                    "no decision that is meant is taken at an adjourned meeting",
                    "say what is asked of it, or write `or at an adjourned meeting` in a power",
                )
        elif bodies and speaks_of_votes(asked):
            word = "requires" if isinstance(claim, syntax.EveryRequires) else "passes with"
            context.report.error(
                "VP102",
                asked.span,
                f"decisions may be taken at an adjourned meeting of {quoted(bodies, 'or')}:"
                " is this asked at the first meeting, or there?",
                f"write `{word} … or at an adjourned meeting of {bodies[0]} …`,"
                " or name with `under` a power that is used at other meetings",
            )
