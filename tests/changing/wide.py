"""Random specifications of everything the language has, with rules that can change, and small enough to go through.

What `tests/semantics/generator.py` draws, kept small where it multiplies states: few seats that anybody may leave,
few effects that decisions may have, cohorts of two or three.
"""

from __future__ import annotations

import random

from policy_dsl.model import (
    NOWHERE,
    Alone,
    Attribute,
    CanBlock,
    CanPass,
    Claim,
    Coalition,
    Condition,
    EffectKind,
    EffectPattern,
    ExceptionTo,
    Includes,
    Part,
    Party,
    PartySet,
    Property,
    Recusal,
    Role,
    Specification,
    Who,
    YesNo,
)
from policy_dsl.records import replace
from tests.changing.explicit import at_once
from tests.changing.small import unless_it_leaves
from tests.semantics.generating_claims import MANNERS, Asker
from tests.semantics.generating_names import COHORT_NAMES, PARTY_NAMES, SET_NAMES, Shape
from tests.semantics.generator import Maker

WIDE = Shape(
    parties=3,
    bodies=2,
    heads=4,
    attributes=2,
    powers=2,
    rules=2,
    prohibitions=1,
    recusals=1,
    exceptions=2,
    events=2,
    depth=1,
)
# So many seats may be left; a body with more has a fixed membership.
FREE_SEATS = 4
# What fails or says nothing before anything has changed tells little about change: most often another claim is drawn,
# so many times; and where there are too many decisions to go through, another specification.
DRAWS = 4
KEPT = 0.3


def wide_case(rng: random.Random) -> tuple[Specification, Property]:
    """A specification with a few grants, and a claim about it even after amendments."""
    for _ in range(DRAWS):
        maker = Wide(rng, WIDE)
        specification = maker.specification()
        asker = Wondering(maker, specification)
        for _ in range(DRAWS):
            asked = replace(drawn(asker), even_after_amendments=True)
            asked = unless_it_leaves(asked)
            now = at_once(specification, asked)
            telling = now is not None and now.says and not now.refuted
            if now is not None and (telling or rng.random() < KEPT):
                return replace(specification, properties=(asked,)), asked
        if now is not None:
            break
    return replace(specification, properties=(asked,)), asked


def drawn(asker: Asker) -> Property:
    """A property that amendments can be asked about."""
    while True:
        prop = asker.property("p")
        if not prop.claim.only_as_rules_stand:
            return prop


class Wide(Maker):
    """Draws what the comparison is about more often, and less of what only multiplies states."""

    def _parties(self) -> tuple[Party, ...]:
        names = self.sample(PARTY_NAMES, self.upto(1, self.shape.parties))
        found = [Party(name, name, 1, False, self._weights(), NOWHERE) for name in names]
        if self.chance(0.5):
            size = self.pick((1, 2, 2, 2, 3))
            name = self.pick(COHORT_NAMES)
            found.append(Party(name, "", size, True, self._weights(), NOWHERE))
            # More than three or four voters who may each do four things take long.
            del found[self.upto(1, 4 - size) : -1]
        return tuple(found)

    def _attributes(self) -> tuple[Attribute, ...]:
        if not self.chance(0.6):
            return super()._attributes()
        judge = self.pick(self.singles) if self.chance(0.25) else None
        whom = Attribute(SET_NAMES[0], Role.SUBSTANCE, PartySet(), judge, NOWHERE)
        urgent = Attribute("urgent", Role.FORM, YesNo(), None, NOWHERE)
        return (whom, urgent) if self.chance(0.4) else (whom,)

    def specification(self) -> Specification:
        made = super().specification()
        free = FREE_SEATS
        bodies = []
        for body in made.bodies:
            heads = sum(made.party[seat.party].size for seat in body.members)
            fixed = body.fixed_membership or heads > free or self.chance(0.4)
            free -= 0 if fixed else heads
            bodies.append(replace(body, fixed_membership=fixed))
        return replace(made, bodies=tuple(bodies))

    def grants(self) -> tuple[EffectPattern, ...]:
        """Few, each of one thing: what may be done together multiplies."""
        if self.chance(0.3):
            return ()
        return tuple(self.granted() for _ in range(self.upto(1, 2)))

    def granted(self) -> EffectPattern:
        """One thing that a decision may do.

        Recusals are amended less often: they may exclude anybody. Exceptions more often: only some specifications
        have any.
        """
        where = (self.seat_in(self.pick(self.body_names)),)
        plans = [p for p in self.plans if p.kind is not Recusal or self.chance(0.4)]
        clause = self.pick([*plans, *(p for p in plans if p.kind is ExceptionTo)])
        kind = self.pick(
            (
                EffectKind.AMEND,
                EffectKind.AMEND,
                EffectKind.LAPSE,
                EffectKind.LAPSE,
                EffectKind.ENACT,
                EffectKind.AMEND_QUORUM,
                EffectKind.SUSPEND,
                EffectKind.RESTORE,
                EffectKind.REMOVE,
                EffectKind.ADMIT,
                EffectKind.ADMIT_NEW,
                EffectKind.ENACT_POWER if self.chance(0.3) else EffectKind.REMOVE,
            )
        )
        if kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT):
            return EffectPattern(kind, (clause.name,))
        if kind is EffectKind.ENACT_POWER:
            return EffectPattern(kind)
        if kind in (EffectKind.AMEND_QUORUM, EffectKind.ADMIT_NEW):
            return EffectPattern(kind, where)
        return EffectPattern(kind, where, self.pick((*self.singles, *self.cohorts, None)))

    def condition(self, depth: int) -> Condition:
        """Whom a decision names is asked about more often than by chance."""
        if self.sets and self.chance(0.3):
            if self.chance(0.25):
                return self.included(self.pick(self.sets))
            single = self.chance(0.3)
            who = self.one() if single else self.many(attributes=False)
            return Includes(self.pick(self.sets), who, single or self.chance(0.4))
        return super().condition(depth)


class Wondering(Asker):
    """Draws claims about each of several, and about some of a cohort, more often than by chance."""

    def coalition(self, none: bool = True) -> Coalition:
        maker = self.maker
        if none and maker.chance(0.3):
            alone = maker.pick((Alone.EVERY, Alone.NONE, Alone.NONE))
            return Coalition((Part(maker.many(attributes=False)),), alone)
        if maker.cohorts and maker.chance(0.4):
            who = Who(maker.cohorts[0], (maker.cohorts[0],))
            some = Part(who, maker.upto(1, maker.size(who)))
            return Coalition((some, self.part(False)) if maker.chance(0.2) else (some,))
        return super().coalition(none)

    def decision_claim(self) -> Claim:
        maker = self.maker
        named = bool(maker.sets and maker.cohorts) and maker.chance(0.4)
        if not named and not maker.chance(0.25):
            return super().decision_claim()
        when = maker.when(0.3)
        if named:
            # Whom the decision names among those of whom some are the holder.
            whom = Who(maker.cohorts[0], (maker.cohorts[0],))
            when = Includes(maker.sets[0], whom, maker.chance(0.4))
        if not named and maker.chance(0.5):
            them = Who("Board", bodies=(maker.pick(maker.body_names),))
            return CanPass(Coalition((Part(them),), Alone.NONE), when)
        if maker.chance(0.5):
            return CanPass(self.coalition(), when)
        return CanBlock(self.coalition(), when, maker.pick(MANNERS))
