"""Clauses that nobody declared: what a decision that enacts some adds to the rules."""

from __future__ import annotations

from typing import Any

from policy_dsl.change.wordings import EVERY_EFFECT, NEVER, NOTHING
from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    AnyClause,
    Effect,
    EffectKind,
    ExceptionTo,
    Power,
    Prohibition,
    Recusal,
    Requirement,
    Rule,
    Specification,
    Versions,
    Who,
)


def new_clauses(specification: Specification, effect: Effect) -> tuple[AnyClause, ...]:
    """The clauses that an effect adds, each under a name of its own, worded so that they change nothing yet.

    A decision enacts as many as it likes: of recusals there is one for each body here, and where it is said how they
    read there may be more. Of other kinds one does what several would do.
    """
    match effect.kind:
        case EffectKind.ENACT_POWER:
            return (_power(_name(specification, "new_power")),)
        case EffectKind.ENACT_EXCEPTION:
            return (_exception(specification, effect.target),)
        case EffectKind.ENACT_NEW:
            return _of_kind(specification, effect.target)
        case _:
            return ()


def _of_kind(specification: Specification, kind: str) -> tuple[AnyClause, ...]:
    nothing: Versions[Requirement] = Versions(plain=NOTHING)
    match kind:
        case "rule":
            name = _name(specification, "new_rule")
            requires = nothing
            return (
                Rule(**_head(name), limits=None, when=Versions(plain=NEVER), requires=requires),
            )
        case "prohibition":
            name = _name(specification, "new_prohibition")
            return (Prohibition(**_head(name), limits=None, when=Versions(plain=NEVER)),)
        case _:
            return tuple(
                Recusal(
                    **_head(_name(specification, f"new_recusal_in_{body.name}")),
                    body=body.name,
                    when=Versions(plain=NEVER),
                    excluded=Who("nobody"),
                    and_counting=False,
                )
                for body in specification.bodies
            )


def _exception(specification: Specification, target: str) -> ExceptionTo:
    """What stands in for a rule or prohibition may demand something; a dispensation demands nothing."""
    demands = isinstance(specification.clause[target], Rule | Prohibition)
    return ExceptionTo(
        **_head(_name(specification, f"new_exception_to_{target}")),
        targets=(target,),
        when=Versions(plain=NEVER),
        requires=Versions(plain=NOTHING) if demands else None,
    )


def _power(name: str) -> Power:
    """Only what limits every power limits it."""
    return Power(
        **_head(name),
        when=Versions(plain=ALWAYS),
        requires=Versions(plain=NOTHING),
        grants=EVERY_EFFECT,
    )


def _head(name: str) -> dict[str, Any]:
    return {"name": name, "title": "", "place": NOWHERE, "notes": NO_NOTES, "readings": ()}


def _name(specification: Specification, wanted: str) -> str:
    """That name, or with a number where it is taken."""
    taken = {clause.name for clause in specification.clauses}
    return next(
        name
        for name in (wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 3)))
        if name not in taken
    )
