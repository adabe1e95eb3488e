"""Small random specifications, each with a property that protects something: `protecting(seed)`."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    Attribute,
    CanBlock,
    Claim,
    ConsentAct,
    ConsentVote,
    Manner,
    NumberIn,
    Property,
    Requires,
    Role,
    Specification,
)
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker

# Which seeds are telling is known of bodies with members of their own.
SMALL = replace(TINY, parties=3, heads=3, attributes=2, following=0)


def protecting(seed: int) -> tuple[Specification, Property]:
    """A specification whose only property is a block, consent or `requires` claim."""
    maker = Maker(random.Random(seed), SMALL)
    maker.attributes = tuple(_judged(maker, each) for each in maker.attributes)
    specification = maker.specification()
    asker = Asker(maker, specification)
    prop = replace(
        asker.property(), claim=_claim(maker, asker, specification, seed), free_judges=()
    )
    return replace(specification, properties=(prop,)), prop


def _judged(maker: Maker, it: Attribute) -> Attribute:
    """Judges and numbers as forms are seldom drawn: here there are more of them."""
    role = Role.FORM if isinstance(it.type, NumberIn) else it.role
    judge = maker.pick(maker.singles) if maker.chance(0.35) else it.judge
    return replace(it, role=role, judge=judge)


def _claim(maker: Maker, asker: Asker, specification: Specification, seed: int) -> Claim:
    when = maker.when(0.3)
    kind = maker.upto(0, 3)
    if kind < 2:
        who = asker.coalition(none=False)
        # Of several powers now the one may adopt a decision and now the other, as the holder chooses: of brute force
        # that would be asked power by power.
        any_means = [Manner.ANY] if len(specification.powers) == 1 else []
        manners = (Manner.AGAINST, Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY, *any_means)
        return CanBlock(who, when, random.Random(seed).choice(manners))
    if kind == 2:
        who = maker.one()
        where = maker.pick(maker.body_names)
        return Requires(when, ConsentAct(who) if maker.chance(0.4) else ConsentVote(who, where))
    return Requires(when, maker.requirement(1))
