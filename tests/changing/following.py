"""Small random specifications in which the members of a body are those of others, whose seats change."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    Claim,
    EffectPattern,
    IsMember,
    IsSuspended,
    Property,
    Requirement,
    Specification,
)
from tests.changing.small import NAMES, Maker
from tests.semantics.building import attending, body, of, pattern


def following_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about rules in which a joint session, or a committee of the whole, has a vote."""
    return _Following(rng).case()


class _Following(Maker):
    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.kinds = self.kinds[:1]
        self.names = self.names[:1]
        self.both = rng.random() < 0.5
        self.bodies = ["Board", "House", "Joint"] if self.both else ["Board", "Joint"]

    def case(self) -> tuple[Specification, Property]:
        spec, asked = super().case()
        whose = ("Board", "House") if self.both else ("Board",)
        quorum = attending("> 1/2", "Joint") if self.rng.random() < 0.2 else None
        joint = replace(body("Joint", "", quorum), those_of=whose)
        return replace(spec, bodies=(joint, *spec.bodies)), asked

    def grants(self) -> list[EffectPattern]:
        rng = self.rng
        kinds = ["admit", "remove", "suspend", "restore", "admit_new"]
        seats = [
            pattern(kind, "Board", None if kind == "admit_new" else rng.choice([*NAMES, None]))
            for kind in rng.sample(kinds, rng.randint(1, 2))
        ]
        return [*super().grants()[:1], *seats]

    def requirement(self, deep: bool = True) -> Requirement:
        tallies = (("majority", "members"), ("unanimity", "members"), (">= 2/3", "members"))
        if self.rng.random() < 0.4:
            return of(*self.rng.choice(tallies), "Joint")
        return super().requirement(deep)

    def claim(self) -> Claim:
        if self.rng.random() < 0.2:
            made = self.rng.choice([IsMember, IsSuspended])
            return made(self.rng.choice(NAMES), "Joint", self.rng.random() < 0.5)
        return super().claim()
