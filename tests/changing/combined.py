"""All combinations of what is reached: of these a claim must say nothing to be vacuous.

A claim is called vacuous only where no combination of what decisions bring about has such a decision that could be
adopted. What one step brings about in some combination counts as reached, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from policy_dsl.change import World
from policy_dsl.interpreter import vacant_seats
from policy_dsl.model import Property
from policy_dsl.records import replace
from policy_dsl.state import State
from tests.changing.explicit_claims import Asked
from tests.changing.explicit_steps import Mover, steps
from tests.semantics.enumerating import TooLarge

MOST = 160
Item = tuple[str, ...]


def combined_says(
    reached: Sequence[World], prop: Property, mover: Mover, readings: Mapping[str, str]
) -> bool | None:
    """Whether the claim says anything of some combination; None where there are too many, or newcomers."""
    first = reached[0]
    found: dict[Item, set[str]] = {}
    for world in reached:
        _note(world, found)
    try:
        while True:
            before = {item: set(statuses) for item, statuses in found.items()}
            for world in _combinations(first, before):
                if Asked(world, prop, readings, mover.holder).says:
                    return True
                for after in steps(world, mover, readings):
                    _note(after, found)
            if found == before:
                return False
            if found["",] != {""}:
                return None
    except TooLarge:
        return None


def _note(world: World, found: dict[Item, set[str]]) -> None:
    state = world.state
    for clause in world.declared.clauses:
        written = "reworded" if clause.name in world.amended else "written"
        status = written if clause.name in state.in_force else "absent"
        found.setdefault(("clause", clause.name), set()).add(status)
    for body in world.declared.bodies:
        amended = "reworded" if body.name in world.quorums else "written"
        found.setdefault(("quorum", body.name), set()).add(amended)
        for party in () if body.those_of else world.declared.parties:
            seat = (body.name, party.name)
            votes = "suspended" if seat in state.suspended else "votes"
            status = votes if seat in state.seats else "out"
            found.setdefault(("seat", *seat), set()).add(status)
    same = len(world.specification.parties) == len(world.declared.parties)
    same = same and len(world.specification.clauses) == len(world.declared.clauses)
    found.setdefault(("",), set()).add("" if same else "new")


def _combinations(first: World, found: Mapping[Item, set[str]]) -> Iterator[World]:
    items = [item for item in found if item != ("",)]
    size = 1
    for item in items:
        size *= len(found[item])
    if size > MOST or found["",] != {""}:
        raise TooLarge(f"{size} combinations")
    for chosen in product(*(sorted(found[item]) for item in items)):
        at = dict(zip(items, chosen, strict=True))

        def those(kind: str, *statuses: str, at: Mapping[Item, str] = at) -> frozenset[object]:
            found = (item for item, s in at.items() if item[0] == kind and s in statuses)
            return frozenset(item[1] if len(item) == 2 else item[1:] for item in found)

        state = State(
            # No right matters to what decisions a claim speaks of.
            those("clause", "written", "reworded") | {r.name for r in first.declared.rights},  # type: ignore[arg-type]
            those("seat", "votes", "suspended"),  # type: ignore[arg-type]
            those("seat", "suspended"),  # type: ignore[arg-type]
            first.declared.following,
        )
        if any(
            (vacant_seats(first.declared, state, b.name) or 0) < 0 for b in first.declared.bodies
        ):
            continue  # nothing brings more about than there are seats
        yield replace(
            first,
            specification=first.declared,
            state=state,
            amended=those("clause", "reworded"),  # type: ignore[arg-type]
            quorums=those("quorum", "reworded"),  # type: ignore[arg-type]
        )
