"""Which effects a decision can have on the rules and seats, and which are barred for good."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policy_dsl.model import (
    NEW_KINDS,
    Composition,
    Effect,
    EffectKind,
    ExceptionTo,
    Prohibition,
    Recusal,
    Rule,
    Specification,
)
from policy_dsl.state import State


def possible_effects(specification: Specification, state: State) -> tuple[Effect, ...]:
    """All effects for which there is something to change, in source order.

    A clause in force is amended or repealed, one not in force enacted; a seat is suspended, restored or
    removed according to its status; who has no seat is admitted. A quorum can always be amended, a new clause or
    power or an exception to any clause that takes some enacted, newcomers admitted. Of a body whose members are
    those of others, only these others have seats to change.
    """
    found: list[Effect] = []
    for clause in (*specification.clauses, *specification.rights):
        if clause.name in state.in_force:
            found.append(Effect(EffectKind.AMEND, clause.name))
            found.append(Effect(EffectKind.LAPSE, clause.name))
        else:
            found.append(Effect(EffectKind.ENACT, clause.name))
    found += [Effect(EffectKind.ENACT_NEW, kind) for kind in NEW_KINDS]
    found += [
        Effect(EffectKind.ENACT_EXCEPTION, clause.name)
        for clause in specification.clauses
        if isinstance(clause, Rule | Prohibition | Recusal | ExceptionTo)
    ]
    found.append(Effect(EffectKind.ENACT_POWER, ""))
    for body in specification.bodies:
        found.append(Effect(EffectKind.AMEND_QUORUM, body.name))
        if body.those_of:
            continue
        for party in specification.parties:
            seat = (body.name, party.name)
            if seat not in state.seats:
                found.append(Effect(EffectKind.ADMIT, *seat))
                continue
            change = EffectKind.RESTORE if seat in state.suspended else EffectKind.SUSPEND
            found.append(Effect(change, *seat))
            found.append(Effect(EffectKind.REMOVE, *seat))
        found.append(Effect(EffectKind.ADMIT_NEW, body.name))
    return tuple(found)


def beyond_seats(
    specification: Specification, state: State, effects: Iterable[Effect]
) -> tuple[Effect, ...]:
    """The admissions to bodies in which so many seats are not vacant, as they are before the decision.

    A cohort is admitted as a whole, and newcomers are at least one.
    """
    admitting: dict[str, list[Effect]] = {}
    for effect in effects:
        if effect.kind in (EffectKind.ADMIT, EffectKind.ADMIT_NEW):
            admitting.setdefault(effect.target, []).append(effect)
    found: list[Effect] = []
    for body, them in admitting.items():
        vacant = vacant_seats(specification, state, body)
        heads = sum(specification.party[e.party].size if e.party else 1 for e in them)
        if vacant is not None and heads > vacant:
            found += them
    return tuple(found)


def vacant_seats(specification: Specification, state: State, body: str) -> int | None:
    """How many seats of a body nobody holds; None where it is not said how many it has."""
    number = specification.body[body].seats
    if number is None:
        return None
    return number - sum(specification.party[p].size for b, p in state.seats if b == body)


def beyond_composition(
    specification: Specification, state: State, effects: Iterable[Effect], clause: Composition
) -> tuple[Effect, ...]:
    """The effects that give some parties more seats than a composition allows, if it is by more than before.

    As many newcomers are admitted as the decision says, at least one; none of them is among those parties.
    """
    here = [effect for effect in effects if effect.target == clause.body]
    admits = {effect.party for effect in here if effect.kind is EffectKind.ADMIT}
    removes = {effect.party for effect in here if effect.kind is EffectKind.REMOVE}
    newcomers = sum(effect.kind is EffectKind.ADMIT_NEW for effect in here)
    before = {party for body, party in state.seats if body == clause.body}

    def excess(seated: set[str], more: int) -> Fraction:
        heads = {name: specification.party[name].size for name in seated}
        theirs = sum(size for name, size in heads.items() if name in clause.who.parties)
        return theirs - clause.most * (sum(heads.values()) + more if clause.share else 1)

    # Who is over the limit already may stay so: only growth beyond it is barred.
    if excess((before | admits) - removes, newcomers) <= max(excess(before, 0), Fraction(0)):
        return ()
    return tuple(
        effect
        for effect in here
        if (effect.kind is EffectKind.ADMIT and effect.party in clause.who.parties)
        or (effect.kind is EffectKind.REMOVE and effect.party not in clause.who.parties)
    )


def what_is_fixed(specification: Specification, effect: Effect) -> str | None:
    """What bars this effect for good: a fixed clause, quorum or membership; None: nothing does.

    Enacting an exception to a fixed clause is amending that clause.
    """
    match effect.kind:
        case EffectKind.AMEND | EffectKind.LAPSE | EffectKind.ENACT_EXCEPTION:
            return effect.target if specification.amendable(effect.target).fixed else None
        case EffectKind.ENACT:
            clause = specification.amendable(effect.target)
            targets = clause.targets if isinstance(clause, ExceptionTo) else ()
            return next((name for name in targets if specification.clause[name].fixed), None)
        case EffectKind.AMEND_QUORUM:
            fixed = specification.body[effect.target].quorum_notes.fixed is not None
            return f"quorum of {effect.target}" if fixed else None
        case EffectKind.ENACT_POWER | EffectKind.ENACT_NEW:
            return None
        case _:
            fixed = specification.body[effect.target].fixed_membership
            return f"membership of {effect.target}" if fixed else None
