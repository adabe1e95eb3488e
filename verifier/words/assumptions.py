"""The standing assumptions of a verdict, in words."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl import wording
from policy_dsl.model import (
    CanBlock,
    CannotBlock,
    CanPass,
    HoldsRight,
    IsMember,
    IsSuspended,
    Manner,
    Property,
    Specification,
)

_ACTS = {
    Manner.AGAINST: "votes against, and refuses its consent, wherever it can",
    Manner.ABSTAINING: "abstains wherever it has a vote, and refuses its consent",
    Manner.AWAY: "stays away from every meeting, and refuses its consent",
    Manner.ANY: "votes as it likes but never for, and refuses its consent",
}


def standing(specification: Specification, prop: Property) -> Iterator[str]:
    """What every verdict on this property takes for granted."""
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        yield "The timeline is as it is written."
        return
    if isinstance(prop.claim, CanBlock | CannotBlock):
        yield f"{wording.coalition(prop.claim.who)} {_ACTS[prop.claim.manner]}."
    if isinstance(prop.claim, CanPass):
        yield f"{wording.coalition(prop.claim.who)} votes for, and consents, wherever it can."
    judged = [a for a in specification.attributes if a.judge is not None]
    free = [a.name for a in judged if a.judge in prop.free_judges]
    if free:
        judges = wording.listed(list(prop.free_judges))
        yield f"Decisions are what they are, but {judges} may rule otherwise on {wording.listed(free)}."
    else:
        yield "Decisions are classified as what they are."
    yield "The rules stand as written at that time; chairs, weights and groups do not change."
    yield "Nothing is decided in any way but by the powers written here."
