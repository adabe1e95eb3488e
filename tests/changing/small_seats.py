"""Small cases about seats and who may hold them."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    And,
    AnyClause,
    AttendanceTally,
    Body,
    BodyHas,
    CanBlock,
    Claim,
    Comparison,
    Condition,
    EffectPattern,
    EveryCanPass,
    NoneCanPass,
    Property,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Who,
)
from tests.changing.small import NAMES, TALLIES, Maker
from tests.semantics.building import (
    body,
    composition,
    of,
    one,
    pattern,
    sitting,
    touches,
)


def seats_case(rng: random.Random) -> tuple[Specification, Property]:
    """A board with a number of seats, of which decisions count shares and to which they admit others."""
    return _Seats(rng).case()


def composed_case(rng: random.Random) -> tuple[Specification, Property]:
    """A board with a composition."""
    return _Composed(rng).case()


class _Seats(Maker):
    """Few seats, some of them vacant, and decisions that fill and empty them."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.kinds = self.kinds[:1]
        self.names = self.names[:1]
        self.seated = list(NAMES[: rng.choice([1, 2, 2, 3])])

    def body(self) -> Body:
        number = len(self.seated) + self.rng.choice([0, 1, 1, 2])
        base = self.rng.choice(["seats", "members"])
        quorum = None if self.rng.random() < 0.5 else AttendanceTally(of("> 1/3", base, "Board"))
        return body("Board", " ".join(self.seated), quorum, seats=number)

    def grants(self) -> list[EffectPattern]:
        rng = self.rng
        kinds = ["admit", "admit", "remove", "suspend", "admit_new"]
        seats = [
            pattern(kind, "Board", None if kind == "admit_new" else rng.choice([*NAMES, None]))
            for kind in rng.sample(kinds, rng.randint(1, 2))
        ]
        return [*super().grants()[:1], *seats]

    def condition(self) -> Condition:
        rng = self.rng
        if rng.random() < 0.6:
            return super().condition()
        comparison = rng.choice(list(Comparison))
        if rng.random() < 0.3:
            return BodyHas("Board", comparison, rng.choice([0, 1]), True)
        among = rng.choice([None, None, one(rng.choice(NAMES)), sitting("Board")])
        return BodyHas("Board", comparison, rng.choice([1, 2, 3]), False, among)

    def claim(self) -> Claim:
        made = super().claim()
        if isinstance(made, CanBlock | Requires) and self.rng.random() < 0.3:
            return replace(made, when=And((made.when, self.condition())))
        return made

    def requirement(self, deep: bool = True) -> Requirement:
        threshold, _ = self.rng.choice(TALLIES)
        if self.rng.random() < 0.6:
            return of(threshold, "seats", "Board")
        return super().requirement(deep)


class _Composed(_Seats):
    """A composition, amendable or not, and decisions that admit and remove."""

    def pattern(self) -> EffectPattern:
        if self.rng.random() < 0.25:
            return pattern(self.rng.choice(["amend", "lapse", "enact"]), "mix")
        return super().pattern()

    def body(self) -> Body:
        made = super().body()
        return made if self.rng.random() < 0.3 else replace(made, seats=6)

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        who = Who("some", tuple(rng.sample(NAMES, rng.choice([1, 2, 2]))))
        mix = composition(
            "mix",
            "Board",
            rng.choice(["0", "1", "1", "1/2", "1/3", "2/3"]),
            who,
            fixed=rng.random() < 0.4,
            proposed=rng.random() < 0.15,
        )
        return [mix, *super().clauses_made()]

    def claim(self) -> Claim:
        made = super().claim()
        moves = touches("admits", pattern(self.rng.choice(["admit", "remove"]), "Board"))
        asks = isinstance(made, NoneCanPass | SomeCanPass | EveryCanPass | CanBlock)
        if asks and self.rng.random() < 0.5:
            return replace(made, when=And((made.when, moves)))  # type: ignore[union-attr]
        return made
