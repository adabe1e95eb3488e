"""Effects of decisions on the rules and seats, many at once, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import Effect, EffectKind, Specification
from policy_dsl.state import State

_CLAUSES = (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT)
_SEATS = {
    EffectKind.SUSPEND: "suspends",
    EffectKind.RESTORE: "restores",
    EffectKind.REMOVE: "removes",
    EffectKind.ADMIT: "admits",
    EffectKind.ADMIT_NEW: "admits newcomers",
}


def group_text(specification: Specification, state: State, effects: Sequence[Effect]) -> str:
    """What a decision does that has at least one of these effects: "amends any clause, changes membership of Board"."""
    them = set(effects)
    if not them:
        return "changes nothing"
    parts = [
        *_clauses(specification, state, them),
        *_seats(specification, state, them),
        *(["enacts a new power"] if any(e.kind is EffectKind.ENACT_POWER for e in them) else []),
    ]
    if len(parts) == 1:
        return parts[0]
    return f"({', '.join(parts[:-1])} or {parts[-1]})"


def _clauses(specification: Specification, state: State, effects: set[Effect]) -> list[str]:
    touched = {e.target for e in effects if e.kind in _CLAUSES}
    quorums = [e.target for e in effects if e.kind is EffectKind.AMEND_QUORUM]
    found: list[str] = []
    whole = {c.name for c in specification.clauses}
    if touched == whole and whole and len(quorums) == len(specification.bodies):
        return ["amends any clause"]
    names = [c.name for c in specification.clauses if c.name in touched]
    if names:
        missing = [c.name for c in specification.clauses if c.name not in touched]
        if missing and len(missing) < len(names):
            found.append(f"amends any clause but {wording.listed(missing)}")
        else:
            found.append("amends any clause" if not missing else f"amends {wording.listed(names)}")
    order = [b.name for b in specification.bodies if b.name in quorums]
    if order:
        found.append(f"amends quorum of {wording.listed(order)}")
    return found


def _seats(specification: Specification, state: State, effects: set[Effect]) -> list[str]:
    found: list[str] = []
    whole: list[str] = []
    for body in specification.bodies:
        mine = {e for e in effects if e.kind in _SEATS and e.target == body.name}
        if not mine:
            continue
        seated = sum((body.name, p.name) in state.seats for p in specification.parties)
        everything = 2 * seated + (len(specification.parties) - seated) + 1
        if len(mine) == everything:
            whole.append(body.name)
            continue
        for kind, verb in _SEATS.items():
            parties = [
                p.name for p in specification.parties if Effect(kind, body.name, p.name) in mine
            ]
            if kind is EffectKind.ADMIT_NEW:
                if Effect(kind, body.name) in mine:
                    found.append(f"{verb} to {body.name}")
            elif parties:
                preposition = "to" if kind in (EffectKind.RESTORE, EffectKind.ADMIT) else "from"
                who = wording.listed(parties) if len(parties) < 4 else "members"
                found.append(f"{verb} {who} {preposition} {body.name}")
    if whole:
        found.insert(0, f"changes membership of {wording.listed(whole)}")
    return found
