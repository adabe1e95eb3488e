"""Small random specifications whose rules can change, for going through every state that they can come to."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    ALWAYS,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    Body,
    CanBlock,
    Claim,
    Condition,
    ConsentAct,
    ConsentVote,
    EffectPattern,
    EveryCanPass,
    HoldsRight,
    Is,
    IsMember,
    Manner,
    NoneCanPass,
    Not,
    PowersOf,
    Property,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Touches,
    Who,
)
from policy_dsl.model.traverse import parties_of_claim
from tests.semantics.asking import prop, together
from tests.semantics.building import (
    attending,
    body,
    exception,
    flag,
    of,
    one,
    party,
    pattern,
    power,
    prohibition,
    recusal,
    right,
    rule,
    sitting,
    specification,
    touches,
)

NEVER = And((Is("a", True), Is("a", False)))
NAMES = ("Ada", "Ben", "Cleo")
TALLIES = (
    ("majority", "cast"),
    ("majority", "members"),
    ("unanimity", "cast"),
    ("unanimity", "present"),
    ("unanimity", "members"),
    (">= 2/3", "members"),
)


def small_case(rng: random.Random) -> tuple[Specification, Property]:
    """A specification with a few grants, and a claim about it even after amendments."""
    return Maker(rng).case()


def unless_it_leaves(asked: Property) -> Property:
    """Of every other claim about some party, that leaving it is not counted; settled by the claim itself."""
    about = parties_of_claim(asked.claim) is not None
    drawn = random.Random(repr(asked.claim)).random() < 0.5
    return replace(asked, unless_it_leaves=about and drawn)


class Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.clauses: list[str] = []
        self.powers = ["P"] if rng.random() < 0.6 else ["P", "Q"]
        self.kinds = [
            rng.choice(["rule", "rule", "rule", "prohibition", "exception", "recusal"])
            for _ in range(rng.randint(1, 3))
        ]
        self.names = [f"c{i}" for i in range(len(self.kinds))]
        self.seated = list(NAMES[: rng.choice([2, 3, 3])])
        # A second body, in which nothing but a recusal can come to change.
        self.bodies = ["Board"] if rng.random() < 0.6 else ["Board", "House"]
        self.house = rng.sample(NAMES, rng.choice([1, 1, 2]))

    def case(self) -> tuple[Specification, Property]:
        parties = [party(name) for name in NAMES]
        made = self.clauses_made()
        bodies = [self.body()]
        if "House" in self.bodies:
            bodies.append(body("House", " ".join(self.house), fixed=True))
        papers = right("papers", " ".join(self.bodies))
        made_spec = specification(*parties, *bodies, flag("a"), *made, papers)
        asked = self.asked(replace(prop(self.claim()), even_after_amendments=True))
        return replace(made_spec, properties=(asked,)), asked

    def asked(self, it: Property) -> Property:
        return unless_it_leaves(it)

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        made: list[AnyClause] = []
        exceptable: list[str] = []
        for name, wanted in zip(self.names, self.kinds, strict=True):
            proposed = rng.random() < 0.15
            fixed = rng.random() < 0.1
            kind = "rule" if wanted == "exception" and not exceptable else wanted
            if kind == "rule":
                made.append(
                    rule(
                        name,
                        self.requirement(),
                        self.condition(),
                        self.scope(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
                exceptable.append(name)
            elif kind == "prohibition":
                made.append(
                    prohibition(
                        name,
                        self.condition(),
                        self.scope(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
                exceptable.append(name)
            elif kind == "exception":
                made.append(
                    exception(
                        name,
                        rng.choice(exceptable),
                        self.condition(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
            else:
                made.append(
                    recusal(
                        name,
                        rng.choice(self.bodies),
                        self.whom(),
                        self.condition(),
                        and_counting=rng.random() < 0.5,
                        proposed=proposed,
                        limits=self.scope_of_recusal(),
                    )
                )
        for name in self.powers:
            made.append(
                power(
                    name,
                    self.requirement(),
                    ALWAYS if rng.random() < 0.7 else self.condition(),
                    self.grants(),
                    fixed=rng.random() < 0.1,
                )
            )
        return made

    def whom(self) -> Who:
        return one(self.rng.choice(NAMES))

    def scope(self) -> str | PowersOf | None:
        return None if self.rng.random() < 0.5 else self.rng.choice(self.powers)

    def scope_of_recusal(self) -> str | PowersOf | None:
        return None

    def body(self) -> Body:
        quorum = None if self.rng.random() < 0.6 else attending("> 1/2", "Board")
        return body(
            "Board",
            " ".join(self.seated),
            quorum,
            fixed=self.rng.random() < 0.15,
            fixed_quorum=self.rng.random() < 0.3,
        )

    def grants(self) -> list[EffectPattern]:
        everything = [self.pattern() for _ in range(self.rng.randint(0, 3))]
        if self.rng.random() < 0.05:
            everything.append(pattern("enact_power"))
        if self.rng.random() < 0.1:
            everything.append(pattern("enact_new"))
        return everything

    def pattern(self) -> EffectPattern:
        rng = self.rng
        kind = rng.choice(
            [
                "amend",
                "amend",
                "lapse",
                "enact",
                "suspend",
                "remove",
                "restore",
                "admit",
                "amend_quorum",
                "admit_new",
                "enact_exception",
            ]
        )
        if kind == "enact_exception":
            return pattern(kind, rng.choice(self.names))
        if kind in ("amend", "lapse", "enact"):
            return pattern(kind, rng.choice([*self.names, *self.powers, "papers"]))
        if kind in ("amend_quorum", "admit_new"):
            return pattern(kind, "Board")
        return pattern(kind, "Board", rng.choice(NAMES))

    def requirement(self, deep: bool = True) -> Requirement:
        rng = self.rng
        choice = rng.random()
        where = rng.choice(self.bodies)
        if choice < 0.5:
            return of(*rng.choice(TALLIES), where)
        if choice < 0.65:
            return ConsentVote(one(rng.choice(NAMES)), where)
        if choice < 0.75:
            return ConsentAct(one(rng.choice(NAMES)))
        if choice < 0.8:
            return ConsentAct(sitting("Board"))
        if not deep:
            return of(*rng.choice(TALLIES), "Board")
        parts = (self.requirement(False), self.requirement(False))
        return AllOf(parts) if rng.random() < 0.5 else AnyOf(parts)

    def condition(self) -> Condition:
        rng = self.rng
        choice = rng.random()
        if choice < 0.25:
            return ALWAYS
        if choice < 0.45:
            return Is("a", rng.random() < 0.5)
        touched: Condition = self.touches()
        if choice < 0.6:
            return Not(touched)
        if choice < 0.7:
            return And((Is("a", True), touched))
        return touched

    def touches(self) -> Touches:
        some = [self.pattern() for _ in range(self.rng.randint(1, 2))]
        if self.rng.random() < 0.3:
            some += [pattern(kind) for kind in ("amend", "lapse", "enact", "amend_quorum")]
            if self.rng.random() < 0.6:
                # Any clause, where without these it is any declared one.
                some += [pattern(kind) for kind in ("enact_new", "enact_exception")]
        return touches("touches", *some)

    def claim(self) -> Claim:
        rng = self.rng
        when = ALWAYS if rng.random() < 0.3 else Is("a", True)
        choice = rng.random()
        if choice < 0.7:
            manner = rng.choice([Manner.AGAINST, Manner.AGAINST, *Manner])
            return CanBlock(together(one(rng.choice(NAMES))), when, manner)
        if choice < 0.78:
            return NoneCanPass(when)
        if choice < 0.86:
            return Requires(when, self.requirement(False))
        if choice < 0.88:
            return HoldsRight(rng.choice(NAMES), "papers", rng.random() < 0.6)
        if choice < 0.9:
            return IsMember(rng.choice(NAMES), "Board", rng.random() < 0.6)
        return SomeCanPass(when) if rng.random() < 0.5 else EveryCanPass(when)
