"""What a decision does to the rules and the seats: asked for in conditions, granted by powers.

`may amend …` grants exactly what `amends …` describes (decision 0002, point 14), so both are made here.
"""

from __future__ import annotations

from policy_dsl import model, syntax
from policy_dsl.checker.context import Context
from policy_dsl.checker.names import AMENDABLE, EXCEPTABLE
from policy_dsl.checker.who import body, one_party
from policy_dsl.model import EffectKind, EffectPattern

_MOVES = {
    "remove": (EffectKind.REMOVE,),
    "suspend": (EffectKind.SUSPEND,),
    "restore": (EffectKind.RESTORE,),
    "admit": (EffectKind.ADMIT, EffectKind.ADMIT_NEW),
}
_WORDS = {
    "remove": ("removes", "from"),
    "suspend": ("suspends", "from"),
    "restore": ("restores", "to"),
    "admit": ("admits", "to"),
}


def touches(context: Context, node: syntax.Effect) -> model.Condition:
    """A condition about the effects of a decision."""
    match node:
        case syntax.AmendsClause(clause=clause):
            return model.Touches(f"amends {clause.text}", amending(context, clause))
        case syntax.AmendsQuorum(body=of):
            name = body(context, of)
            return model.Touches(f"amends quorum of {name}", _on(EffectKind.AMEND_QUORUM, name))
        case syntax.AmendsAny():
            return _ANY_CLAUSE
        case syntax.AmendsAnyDeclared():
            return model.Touches("amends any declared clause", _AMENDING_DECLARED)
        case syntax.AmendsNone():
            return model.Not(_ANY_CLAUSE)
        case syntax.EnactsClause(clause=clause):
            name = _clause(context, clause)
            return model.Touches(f"enacts {name}", _on(EffectKind.ENACT, name))
        case syntax.EnactsAnyPower():
            return model.Touches("enacts any power", _ENACTING_POWERS)
        case syntax.MovesSeat():
            return _moves(context, node)
        case syntax.ChangesMembership(body=of):
            name = body(context, of)
            return model.Touches(f"changes membership of {name}", changing_membership(name))


def granted(context: Context, node: syntax.Grant) -> tuple[EffectPattern, ...]:
    """The effects that a power's `may …` allows its decisions to have."""
    match node:
        case syntax.MayAmendAny():
            return _AMENDING_ANY
        case syntax.MayAmendAnyDeclared():
            return _AMENDING_DECLARED
        case syntax.MayAmendClause(clause=clause):
            return amending(context, clause)
        case syntax.MayAmendQuorum(body=of):
            return _on(EffectKind.AMEND_QUORUM, body(context, of))
        case syntax.MayEnactAnyPower():
            return _ENACTING_POWERS
        case syntax.MayEnactClause(clause=clause):
            return _on(EffectKind.ENACT, _clause(context, clause))
        case syntax.MayMoveSeats(verb=verb, body=of):
            return _on_each(_MOVES[verb], body(context, of))
        case syntax.MayChangeMembership(body=of):
            return changing_membership(body(context, of))


def amending(context: Context, clause: syntax.Name) -> tuple[EffectPattern, ...]:
    """To amend a clause: to reword it, to repeal it, or to enact an exception to it, declared or new."""
    name = _clause(context, clause)
    found = (*_on(EffectKind.AMEND, name), *_on(EffectKind.LAPSE, name))
    exceptions = context.exceptions_to.get(name, ())
    if exceptions:
        found = (*found, EffectPattern(EffectKind.ENACT, exceptions))
    symbol = context.names.get(name, EXCEPTABLE.kinds)
    return found if symbol is None else (*found, *_on(EffectKind.ENACT_EXCEPTION, name))


def changing_membership(of: str) -> tuple[EffectPattern, ...]:
    """Every way of changing who sits in a body."""
    return _on_each(
        (
            EffectKind.SUSPEND,
            EffectKind.RESTORE,
            EffectKind.REMOVE,
            EffectKind.ADMIT,
            EffectKind.ADMIT_NEW,
        ),
        of,
    )


_AMENDING_DECLARED = tuple(
    EffectPattern(kind)
    for kind in (
        EffectKind.AMEND,
        EffectKind.LAPSE,
        EffectKind.ENACT,
        EffectKind.AMEND_QUORUM,
    )
)
# To amend any clause is also to enact one that nobody declared.
_AMENDING_ANY = (
    *_AMENDING_DECLARED,
    EffectPattern(EffectKind.ENACT_NEW),
    EffectPattern(EffectKind.ENACT_EXCEPTION),
)
_ANY_CLAUSE = model.Touches("amends any clause", _AMENDING_ANY)
_ENACTING_POWERS = (EffectPattern(EffectKind.ENACT_POWER),)


def _moves(context: Context, node: syntax.MovesSeat) -> model.Touches:
    name = body(context, node.body)
    verb, preposition = _WORDS[node.verb]
    if node.who is not None:
        party = one_party(context, node.who, cohort=True) or node.who.text
        kind = _MOVES[node.verb][0]
        return model.Touches(
            f"{verb} {party} {preposition} {name}", (EffectPattern(kind, (name,), party),)
        )
    whom = f"anyone {preposition}" if node.verb == "admit" else "any member of"
    return model.Touches(f"{verb} {whom} {name}", _on_each(_MOVES[node.verb], name))


def _clause(context: Context, name: syntax.Name) -> str:
    context.names.find(name, AMENDABLE)
    return name.text


def _on(kind: EffectKind, target: str) -> tuple[EffectPattern, ...]:
    return (EffectPattern(kind, (target,)),)


def _on_each(kinds: tuple[EffectKind, ...], target: str) -> tuple[EffectPattern, ...]:
    return tuple(EffectPattern(kind, (target,)) for kind in kinds)
