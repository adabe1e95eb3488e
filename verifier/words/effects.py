"""Effects of decisions on the rules and seats, many at once, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import (
    NEW_KINDS,
    And,
    Condition,
    Effect,
    EffectKind,
    Not,
    Or,
    Specification,
    Touches,
)
from policy_dsl.state import State

_CLAUSES = (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT)
_VERBS = {
    EffectKind.SUSPEND: "suspends",
    EffectKind.RESTORE: "restores",
    EffectKind.REMOVE: "removes",
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
    news = {e.target for e in effects if e.kind is EffectKind.ENACT_NEW}
    excepted = {e.target for e in effects if e.kind is EffectKind.ENACT_EXCEPTION}
    # What is said of any clause is said of those that nobody declared, too.
    any_clause = "any clause" if news else "any declared clause"
    quorums = [e.target for e in effects if e.kind is EffectKind.AMEND_QUORUM]
    found: list[str] = []
    worded = (*specification.clauses, *specification.rights)
    whole = {c.name for c in worded}
    if touched == whole and whole and len(quorums) == len(specification.bodies):
        return [f"amends {any_clause}"]
    names = [c.name for c in worded if c.name in touched]
    if names:
        missing = [c.name for c in worded if c.name not in touched]
        if missing and len(missing) < len(names):
            found.append(f"amends {any_clause} but {wording.listed(missing)}")
        else:
            whole_of_it = f"amends {any_clause}"
            found.append(whole_of_it if not missing else f"amends {wording.listed(names)}")
            if missing and news:
                found.append(f"enacts a new {_either([k for k in NEW_KINDS if k in news])}")
    elif news:
        found.append(f"enacts a new {_either([k for k in NEW_KINDS if k in news])}")
    only_excepted = [c.name for c in specification.clauses if c.name in excepted - touched]
    if only_excepted:
        found.append(f"enacts a new exception to {_either(only_excepted)}")
    order = [b.name for b in specification.bodies if b.name in quorums]
    if order:
        found.append(f"amends quorum of {wording.listed(order)}")
    return found


def _seats(specification: Specification, state: State, effects: set[Effect]) -> list[str]:
    """Changes of seats: bodies in which the same can be done are named together."""
    whole: list[str] = []
    alike: dict[tuple[str, ...], list[str]] = {}
    admitting: list[str] = []
    found: list[str] = []
    for body in specification.bodies:
        possible = {
            k: them for k, them in _possible(specification, state, body.name).items() if them
        }
        complete: list[EffectKind] = []
        for kind, them in possible.items():
            mine = [effect for effect in them if effect in effects]
            if len(mine) == len(them):
                complete.append(kind)
            else:
                found += [wording.effect(effect) for effect in mine]
        if len(complete) == len(possible):
            whole.append(body.name)
            continue
        verbs = tuple(_VERBS[kind] for kind in complete if kind in _VERBS)
        if verbs:
            alike.setdefault(verbs, []).append(body.name)
        if EffectKind.ADMIT_NEW in complete:
            admitting.append(body.name)
    merged = [f"changes membership of {_either(whole)}"] if whole else []
    merged += [f"{_either(verbs)} members of {_either(bodies)}" for verbs, bodies in alike.items()]
    merged += [f"admits members to {_either(admitting)}"] if admitting else []
    return [*merged, *found]


def _either(items: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def _possible(
    specification: Specification, state: State, body: str
) -> dict[EffectKind, list[Effect]]:
    """All that can be done to the seats of a body in this state; newcomers stand for all who can be admitted."""
    found: dict[EffectKind, list[Effect]] = {kind: [] for kind in (*_VERBS, EffectKind.ADMIT_NEW)}
    for party in specification.parties:
        seat = (body, party.name)
        if seat not in state.seats:
            found[EffectKind.ADMIT_NEW].append(Effect(EffectKind.ADMIT, *seat))
            continue
        found[EffectKind.REMOVE].append(Effect(EffectKind.REMOVE, *seat))
        kind = EffectKind.RESTORE if seat in state.suspended else EffectKind.SUSPEND
        found[kind].append(Effect(kind, *seat))
    found[EffectKind.ADMIT_NEW].append(Effect(EffectKind.ADMIT_NEW, body))
    return found


# --- conditions that speak of effects ------------------------------------------------------------

UNCHANGED = "the rules and seats stay as they are"
NOTHING_ELSE = "changes nothing else"


def condition_text(condition: Condition, every: Sequence[Touches]) -> str:
    """A condition in words, where `every` are all groups of effects there are: what does nothing says so in short."""
    if isinstance(condition, Or) and any(_speaks(part) for part in condition.parts):
        return "; or ".join(condition_text(part, every) for part in condition.parts)
    if not _speaks(condition):
        return wording.condition(condition)
    parts = condition.parts if isinstance(condition, And) else (condition,)
    changed = [part for part in parts if isinstance(part, Touches)]
    spared = [
        part.part for part in parts if isinstance(part, Not) and isinstance(part.part, Touches)
    ]
    rest = [part for part in parts if part not in changed and not _spares(part)]
    said = [wording.condition(And(tuple(rest)) if len(rest) > 1 else rest[0])] if rest else []
    said += [part.label for part in changed]
    if spared and {*spared, *changed} == set(every):
        said.append(NOTHING_ELSE if changed else UNCHANGED)
    else:
        said += [wording.condition(Not(part)) for part in spared]
    return " and ".join(said)


def _spares(part: Condition) -> bool:
    return isinstance(part, Not) and isinstance(part.part, Touches)


def _speaks(condition: Condition) -> bool:
    parts = condition.parts if isinstance(condition, And) else (condition,)
    return any(isinstance(part, Touches) or _spares(part) for part in parts)
