"""What can change, item by item, and how it can be: the vocabulary of rules that change, without any terms."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model import Effect, EffectKind, Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State


@dataclass(frozen=True)
class Item:
    """Something that can change: a clause, a quorum, a seat (of `party` in the body `name`), …"""

    kind: str  # clause, quorum, seat, newcomers, new power
    name: str = ""
    party: str = ""

    @property
    def key(self) -> str:
        """A name for its variables."""
        return f"{self.kind} {self.name} {self.party}".strip()


@dataclass(frozen=True)
class Point:
    """An item with a status: clause written|absent|reworded, quorum written|reworded, seat votes|suspended|out|lost,
    newcomers none|some, new power none|some. A seat is `lost` where the holder has not all of its votes there.
    """

    item: Item
    status: str


STATUSES: Mapping[str, tuple[str, ...]] = {
    "clause": ("written", "absent", "reworded"),
    "quorum": ("written", "reworded"),
    "seat": ("votes", "suspended", "out"),
    "newcomers": ("none", "some"),
    "new power": ("none", "some"),
}
NEW_POWER = Item("new power")


def produced(effect: Effect) -> Point:
    """What an effect brings about."""
    match effect.kind:
        case EffectKind.AMEND:
            return Point(Item("clause", effect.target), "reworded")
        case EffectKind.LAPSE:
            return Point(Item("clause", effect.target), "absent")
        case EffectKind.ENACT:
            return Point(Item("clause", effect.target), "written")
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


def start_points(specification: Specification, state: State) -> dict[Item, str]:
    """The status of everything where nothing has been changed."""
    found: dict[Item, str] = {}
    for clause in specification.clauses:
        found[Item("clause", clause.name)] = (
            "written" if clause.name in state.in_force else "absent"
        )
    for body in specification.bodies:
        found[Item("quorum", body.name)] = "written"
        found[Item("newcomers", body.name)] = "none"
        for party in specification.parties:
            seat = (body.name, party.name)
            status = "out" if seat not in state.seats else "votes"
            found[Item("seat", *seat)] = "suspended" if seat in state.suspended else status
    found[NEW_POWER] = "none"
    return found
