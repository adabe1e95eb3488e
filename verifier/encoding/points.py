"""What can change, item by item, and how it can be: the vocabulary of rules that change, without any terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policy_dsl.model import (
    NEW_KINDS,
    Composition,
    Effect,
    EffectKind,
    Power,
    Provision,
    Specification,
)
from policy_dsl.state import State


class Item(NamedTuple):
    """Something that can change: a clause or right, a quorum, a seat (of `party` in the body `name`), …

    A new clause is of the kind `name`, a new exception is one to `name`.
    """

    kind: str  # clause, quorum, seat, newcomers, new clause, new exception, new power
    name: str = ""
    party: str = ""

    @property
    def key(self) -> str:
        """A name for its variables."""
        return f"{self.kind} {self.name} {self.party}".strip()


class Point(NamedTuple):
    """An item with a status: clause written|absent|reworded, quorum written|reworded, seat votes|suspended|out|lost,
    newcomers and all that is new none|some. A seat is `lost` where the holder has not all of its votes there.
    """

    item: Item
    status: str


STATUSES: Mapping[str, tuple[str, ...]] = {
    "clause": ("written", "absent", "reworded"),
    "quorum": ("written", "reworded"),
    "seat": ("votes", "suspended", "out"),
    "newcomers": ("none", "some"),
    "new clause": ("none", "some"),
    "new exception": ("none", "some"),
    "new power": ("none", "some"),
}
NEW_POWER = Item("new power")
# The kinds of items that are there once a decision has enacted what nobody declared.
NEW = ("new clause", "new exception", "new power")


def produced(effect: Effect) -> Point:
    """What an effect brings about."""
    match effect.kind:
        case EffectKind.AMEND:
            return Point(Item("clause", effect.target), "reworded")
        case EffectKind.LAPSE:
            return Point(Item("clause", effect.target), "absent")
        case EffectKind.ENACT:
            return Point(Item("clause", effect.target), "written")
        case EffectKind.ENACT_NEW:
            return Point(Item("new clause", effect.target), "some")
        case EffectKind.ENACT_EXCEPTION:
            return Point(Item("new exception", effect.target), "some")
        case EffectKind.ENACT_POWER:
            return Point(NEW_POWER, "some")
        case EffectKind.AMEND_QUORUM:
            return Point(Item("quorum", effect.target), "reworded")
        case EffectKind.SUSPEND:
            return Point(Item("seat", effect.target, effect.party), "suspended")
        case EffectKind.REMOVE:
            return Point(Item("seat", effect.target, effect.party), "out")
        case EffectKind.RESTORE | EffectKind.ADMIT:
            return Point(Item("seat", effect.target, effect.party), "votes")
        case EffectKind.ADMIT_NEW:
            return Point(Item("newcomers", effect.target), "some")


def enacting(item: Item) -> Effect:
    """The effect that brings about new clauses of a kind, or a new exception to a clause."""
    kind = EffectKind.ENACT_NEW if item.kind == "new clause" else EffectKind.ENACT_EXCEPTION
    return Effect(kind, item.name)


def new_clause_effects(specification: Specification) -> list[Effect]:
    """Enacting what nobody declared: a rule, prohibition or recusal, or an exception to a clause that takes some."""
    found = [Effect(EffectKind.ENACT_NEW, kind) for kind in NEW_KINDS]
    found += [
        Effect(EffectKind.ENACT_EXCEPTION, clause.name)
        for clause in specification.clauses
        if not isinstance(clause, Power | Composition | Provision)
    ]
    return found


def start_points(specification: Specification, state: State) -> dict[Item, str]:
    """The status of everything where nothing has been changed."""
    found: dict[Item, str] = {}
    for clause in (*specification.clauses, *specification.rights):
        found[Item("clause", clause.name)] = (
            "written" if clause.name in state.in_force else "absent"
        )
    for body in specification.bodies:
        found[Item("quorum", body.name)] = "written"
        if body.those_of:
            continue
        found[Item("newcomers", body.name)] = "none"
        for party in specification.parties:
            seat = (body.name, party.name)
            status = "out" if seat not in state.seats else "votes"
            found[Item("seat", *seat)] = "suspended" if seat in state.suspended else status
    for effect in new_clause_effects(specification):
        found[produced(effect).item] = "none"
    found[NEW_POWER] = "none"
    return found
