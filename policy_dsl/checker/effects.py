"""What a decision does to the rules and the seats: asked for in conditions, granted by powers.

`may amend …` grants exactly what `amends …` describes (decision 0002, point 14), so both are made here, of what
`policy_dsl.touching` says.
"""

from __future__ import annotations

from policy_dsl import model, syntax, touching
from policy_dsl.checker.context import Context
from policy_dsl.checker.following import seats_of
from policy_dsl.checker.names import AMENDABLE, BODY, EXCEPTABLE
from policy_dsl.checker.who import body, one_party
from policy_dsl.model import EffectKind, EffectPattern


def touches(context: Context, node: syntax.Effect) -> model.Condition:
    """A condition about the effects of a decision."""
    match node:
        case syntax.AmendsClause(clause=clause):
            return touching.amends(clause.text, amending(context, clause))
        case syntax.AmendsItself(clause=clause):
            return touching.amends_itself(_clause(context, clause))
        case syntax.AmendsQuorum(body=of):
            return touching.amends_quorum(body(context, of))
        case syntax.AmendsAny():
            return touching.ANY_CLAUSE
        case syntax.AmendsAnyDeclared():
            return touching.ANY_DECLARED_CLAUSE
        case syntax.AmendsAnyBut():
            return _any_but(context, node)
        case syntax.AmendsNone():
            return model.Not(touching.ANY_CLAUSE)
        case syntax.EnactsClause(clause=clause):
            return touching.enacts(_clause(context, clause))
        case syntax.EnactsAnyPower():
            return touching.ANY_POWER
        case syntax.EnactsAnyNew():
            return touching.ANY_NEW_CLAUSE
        case syntax.EnactsNewException(clause=clause):
            context.names.find(clause, EXCEPTABLE)
            return touching.enacts_exception(clause.text)
        case syntax.MovesSeat():
            return _moves(context, node)
        case syntax.AdmitsNewcomers(body=of):
            return touching.newcomers(seats_of(context, of))
        case syntax.ChangesMembership(body=of):
            return touching.membership(seats_of(context, of))
        case syntax.ChangesAnything():
            return touching.ANYTHING
        case syntax.ChangesNothing():
            return model.Not(touching.ANYTHING)


def granted(context: Context, node: syntax.Grant) -> tuple[EffectPattern, ...]:
    """The effects that a power's `may …` allows its decisions to have."""
    match node:
        case syntax.MayAmendAny():
            return touching.AMENDING_ANY
        case syntax.MayAmendAnyDeclared():
            return touching.AMENDING_DECLARED
        case syntax.MayAmendClause(clause=clause):
            return amending(context, clause)
        case syntax.MayAmendQuorum(body=of):
            return touching.on(EffectKind.AMEND_QUORUM, body(context, of))
        case syntax.MayEnactAnyPower():
            return touching.ENACTING_POWERS
        case syntax.MayEnactClause(clause=clause):
            return touching.on(EffectKind.ENACT, _clause(context, clause))
        case syntax.MayMoveSeats(verb=verb, body=of):
            return touching.on_each(touching.MOVES[verb], seats_of(context, of))
        case syntax.MayChangeMembership(body=of):
            return touching.changing_membership(seats_of(context, of))


def amending(context: Context, clause: syntax.Name) -> tuple[EffectPattern, ...]:
    """To amend a clause: to reword it, to repeal it, or to enact an exception to it, declared or new."""
    return _amending(context, _clause(context, clause))


def _amending(context: Context, name: str) -> tuple[EffectPattern, ...]:
    exceptable = context.names.get(name, EXCEPTABLE.kinds) is not None
    return touching.amending(name, context.exceptions_to.get(name, ()), exceptable)


def _any_but(context: Context, node: syntax.AmendsAnyBut) -> model.Touches:
    clauses = [_clause(context, clause) for clause in node.clauses]
    quorums = [body(context, of) for of in node.quorums]
    return touching.amends_any_but(
        node.declared,
        clauses,
        quorums,
        {name: _amending(context, name) for name in clauses},
        tuple(context.names.of_kind(AMENDABLE.kinds)),
        context.names.of_kind(EXCEPTABLE.kinds),
        tuple(context.names.of_kind(BODY.kinds)),
    )


def _moves(context: Context, node: syntax.MovesSeat) -> model.Touches:
    name = seats_of(context, node.body)
    party = None
    if node.who is not None:
        party = one_party(context, node.who, cohort=True) or node.who.text
    return touching.move(node.verb, party, name)


def _clause(context: Context, name: syntax.Name) -> str:
    context.names.find(name, AMENDABLE)
    return name.text
