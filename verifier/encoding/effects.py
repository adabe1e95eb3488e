"""All effects that decisions may ever have where rules change, in groups that nothing tells apart."""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policy_dsl.model import Composition, Effect, EffectKind, EffectPattern, Specification
from policy_dsl.model.traverse import told_apart_effects
from policy_dsl.state import State
from verifier.encoding.adoption import MEMBERSHIP_EFFECTS
from verifier.encoding.decisions import MOVING, possible_effects, watched_effects
from verifier.encoding.points import new_clause_effects
from verifier.encoding.seating import ADMITTING
from verifier.encoding.terms import truth
from verifier.solving.library import CONTEXT


def every_effect(specification: Specification) -> list[Effect]:
    """All effects that any state may know, in a fixed order."""
    found: list[Effect] = []
    for clause in (*specification.clauses, *specification.rights):
        found += [
            Effect(kind, clause.name)
            for kind in (EffectKind.LAPSE, EffectKind.AMEND, EffectKind.ENACT)
        ]
    found += [
        effect for effect in new_clause_effects(specification) if may_come(specification, effect)
    ]
    found.append(Effect(EffectKind.ENACT_POWER, ""))
    for body in specification.bodies:
        found.append(Effect(EffectKind.AMEND_QUORUM, body.name))
        if body.those_of:
            continue
        found.append(Effect(EffectKind.ADMIT_NEW, body.name))
        for party in specification.parties:
            found += [
                Effect(kind, body.name, party.name)
                for kind in (
                    EffectKind.SUSPEND,
                    EffectKind.RESTORE,
                    EffectKind.REMOVE,
                    EffectKind.ADMIT,
                )
            ]
    return found


def may_come(specification: Specification, effect: Effect) -> bool:
    """Whether a decision may ever have the effect: some power grants it, or may come to grant anything."""
    grants = [pattern for power in specification.powers for pattern in power.grants]
    powers = [power.name for power in specification.powers]
    anything = [
        Effect(EffectKind.ENACT_POWER, ""),
        *(Effect(EffectKind.AMEND, power) for power in powers),
    ]
    return any(
        pattern.matches(each)
        for pattern in grants
        for each in (effect, *anything)
        if _fixed(specification, each) is None
    )


def effect_groups(
    specification: Specification, effects: Sequence[Effect]
) -> dict[Effect, z3.BoolRef]:
    """One variable for effects that no clause tells apart: what conditions, grants and fixed things make of them."""
    patterns = [p for each in told_apart_effects(specification) for p in each]
    patterns += [pattern for power in specification.powers for pattern in power.grants]
    patterns = list(dict.fromkeys(patterns))
    by_kind: dict[EffectKind, list[tuple[int, EffectPattern]]] = {}
    for index, pattern in enumerate(patterns):
        by_kind.setdefault(pattern.kind, []).append((index, pattern))
    groups: dict[object, z3.BoolRef] = {}
    found: dict[Effect, z3.BoolRef] = {}
    for effect in effects:
        # All that rules can make of an effect goes by these: whether it is fixed, asked about, granted, and takes up a
        # seat. So a decision with one of a group is treated as one with any other of it.
        key = (
            effect.kind,
            _fixed(specification, effect),
            tuple(i for i, pattern in by_kind.get(effect.kind, ()) if pattern.matches(effect)),
            # Who is admitted takes a seat of the body, where it is said how many it has.
            effect.target if counts_seats(specification, effect) else "",
            # So does a composition count, of those whom it is about and of the others.
            _of_composition(specification, effect),
        )
        if key not in groups:
            groups[key] = z3.Bool(
                f"effects like {effect.kind.name} {effect.target} {effect.party}".strip(), CONTEXT
            )
        found[effect] = groups[key]
    return found


def told_apart(specification: Specification, state: State) -> dict[Effect, z3.BoolRef]:
    """The effects that conditions ask about, and, for each set of powers that some other effect leaves, one such.

    Where a decision by fewer powers can be what is asked for, both matter. Of an effect that no condition asks about
    nothing else does but which powers may have it; what no power grants is never adopted, and what all of them grant
    is granted as no effect at all is.
    """
    watched = watched_effects(specification, state)
    known = set(watched)
    powers = [power for power in specification.powers if power.name in state.in_force]
    leaving: dict[frozenset[str], Effect] = {}
    possible = possible_effects(specification, state)
    composed = {c.body for c in specification.compositions if c.name in state.in_force}
    counted: set[str] = set()
    for effect in possible:
        granting = frozenset(
            power.name for power in powers if any(grant.matches(effect) for grant in power.grants)
        )
        apart = granting and len(granting) < len(powers)
        barred = _fixed(specification, effect) is not None
        if (
            apart
            and effect not in known
            and not (barred or beyond_seats(specification, state, effect))
        ):
            leaving.setdefault(granting, effect)
            if effect.kind in MOVING and effect.target in composed:
                counted.add(effect.target)
    # Where one who goes makes room for one who comes, none of them stands for the others.
    counting = [e for e in possible if e.kind in MOVING and e.target in counted and e not in known]
    return {
        effect: truth(f"effect {effect.kind.name} {effect.target} {effect.party}")
        for effect in dict.fromkeys((*watched, *leaving.values(), *counting))
    }


def _of_composition(specification: Specification, effect: Effect) -> tuple[object, ...]:
    """What compositions make of who is admitted or removed; nothing where none is about that body."""
    if effect.kind not in MOVING:
        return ()
    about = [c for c in specification.compositions if c.body == effect.target]
    return (effect.target, *(effect.party in c.who.parties for c in about)) if about else ()


def counts_seats(specification: Specification, effect: Effect) -> bool:
    """Whether it admits somebody to a body of which the number of seats is said."""
    return effect.kind in ADMITTING and specification.body[effect.target].seats is not None


def beyond_seats(specification: Specification, state: State, effect: Effect) -> bool:
    """Whether so many seats are not vacant, whatever else a decision does; written apart from the interpreter's."""
    if not counts_seats(specification, effect):
        return False
    body = specification.body[effect.target]
    heads = specification.party[effect.party].size if effect.party else 1
    seated = [specification.party[p].size for b, p in state.seats if b == body.name]
    return sum(seated) + heads > (body.seats or 0)


def may_be_too_many(
    specification: Specification, state: State, effects: Sequence[Effect]
) -> frozenset[Effect]:
    """Of these effects those without which all others of them together are barred by no seats and no composition.

    Of those that a composition bars together: who is admitted where that is enough, else who is removed, else both.
    """
    found: list[Effect] = []
    for body in specification.bodies:
        admits = [e for e in effects if e.target == body.name and e.kind in ADMITTING]
        seated = [specification.party[p].size for b, p in state.seats if b == body.name]
        if body.seats is not None and sum(seated) + _heads(specification, admits) > body.seats:
            found += admits
    for clause in specification.compositions:
        if clause.name not in state.in_force:
            continue
        here = [e for e in effects if e.target == clause.body]
        theirs = [e for e in here if e.kind is EffectKind.ADMIT and e.party in clause.who.parties]
        others = [
            e for e in here if e.kind is EffectKind.REMOVE and e.party not in clause.who.parties
        ]
        for left_out in ([], theirs, others):
            rest = [[e for e in them if e not in left_out] for them in (theirs, others)]
            if not _too_many(specification, state, clause, *rest):
                found += left_out
                break
        else:
            found += [*theirs, *others]
    return frozenset(found)


def _too_many(
    specification: Specification,
    state: State,
    clause: Composition,
    theirs: Sequence[Effect],
    others: Sequence[Effect],
) -> bool:
    """Whether those whom a composition is about may get beyond it as these are admitted and those others removed."""
    if not (theirs or others):
        return False
    everybody = [p for b, p in state.seats if b == clause.body]
    held = sum(specification.party[p].size for p in everybody if p in clause.who.parties)
    held += _heads(specification, theirs)
    if not clause.share:
        return bool(theirs) and held > clause.most
    rest = sum(specification.party[p].size for p in everybody) - _heads(specification, others)
    return held > clause.most * (rest + _heads(specification, theirs))


def _heads(specification: Specification, effects: Sequence[Effect]) -> int:
    return sum(specification.party[e.party].size if e.party else 1 for e in effects)


def _fixed(specification: Specification, effect: Effect) -> str | None:
    """What bars an effect for good; written apart from the interpreter's."""
    if effect.kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT_EXCEPTION):
        return effect.target if specification.amendable(effect.target).fixed else None
    if effect.kind is EffectKind.ENACT:
        targets = getattr(specification.amendable(effect.target), "targets", ())
        return next((t for t in targets if specification.clause[t].fixed), None)
    if effect.kind is EffectKind.AMEND_QUORUM:
        body = specification.body[effect.target]
        return effect.target if body.quorum_notes.fixed is not None else None
    if effect.kind in MEMBERSHIP_EFFECTS:
        return effect.target if specification.body[effect.target].fixed_membership else None
    return None
