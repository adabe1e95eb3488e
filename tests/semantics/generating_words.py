"""What the clauses of a random model say: conditions, effects and requirements."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from policy_dsl.model import (
    ALWAYS,
    AllBut,
    AllOf,
    And,
    AnyOf,
    AttendanceTally,
    Attends,
    Base,
    BodyHas,
    CastingVote,
    Compare,
    Comparison,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    EffectKind,
    EffectPattern,
    Given,
    Includes,
    IncludesCount,
    Is,
    NoObjection,
    NoObjectionAct,
    NoRejection,
    Not,
    NumberIn,
    OneOf,
    Or,
    PartySet,
    Power,
    Provision,
    Quantity,
    Requirement,
    Rounding,
    Share,
    Tally,
    Touches,
    Turnout,
    Who,
    YesNo,
)
from policy_dsl.records import replace
from tests.semantics.generating_names import FRACTIONS, MAJORITY, Names

# Seats come in where a body says how many it has.
BASES = (Base.MEMBERS, Base.NOT_ABSTAINING, Base.PRESENT, Base.CAST)
AMENDS_DECLARED = (
    EffectPattern(EffectKind.AMEND),
    EffectPattern(EffectKind.LAPSE),
    EffectPattern(EffectKind.ENACT),
    EffectPattern(EffectKind.AMEND_QUORUM),
)
AMENDS_ANY = (
    *AMENDS_DECLARED,
    EffectPattern(EffectKind.ENACT_NEW),
    EffectPattern(EffectKind.ENACT_EXCEPTION),
)


def admits(where: str) -> tuple[EffectPattern, ...]:
    return (
        EffectPattern(EffectKind.ADMIT, (where,)),
        EffectPattern(EffectKind.ADMIT_NEW, (where,)),
    )


def changes_membership(where: str) -> tuple[EffectPattern, ...]:
    return (
        EffectPattern(EffectKind.SUSPEND, (where,)),
        EffectPattern(EffectKind.RESTORE, (where,)),
        EffectPattern(EffectKind.REMOVE, (where,)),
        *admits(where),
    )


class Words(Names):
    """Draws conditions, effects and requirements."""

    # --- conditions --------------------------------------------------------------------------

    def condition(self, depth: int) -> Condition:
        drawn = self.of_decision(depth)
        return self.body_has() if self.apart.random() < 0.06 else drawn

    def body_has(self) -> BodyHas:
        """How many sit in a body, or how many of its seats are vacant."""
        draw = self.apart
        where = draw.choice(self.body_names)
        comparison = draw.choice(tuple(Comparison))
        positive = comparison in (Comparison.AT_LEAST, Comparison.BELOW)
        if self.seat_numbers[where] is not None and draw.random() < 0.4:
            return BodyHas(where, comparison, draw.randint(1 if positive else 0, 2), True)
        some = [group.who for group in self.groups]
        some += [Who(name, bodies=(name,)) for name in self.body_names]
        some += [Who(name, (name,)) for name in self.cohorts]
        some += [Who(name, (name,), single=True) for name in self.singles]
        among = draw.choice(some) if draw.random() < 0.3 else None
        return BodyHas(where, comparison, draw.randint(1, 3), False, among)

    def of_decision(self, depth: int) -> Condition:
        if depth and self.chance(0.35):
            kind = self.upto(0, 4)
            if kind == 0:
                return Not(self.condition(depth - 1))
            parts = (self.condition(depth - 1), self.condition(depth - 1))
            return And(parts) if kind % 2 else Or(parts)
        if self.shape.effects and self.chance(0.12):
            return self.touches()
        attribute = self.pick(self.attributes)
        name = attribute.name
        match attribute.type:
            case YesNo():
                return Is(name, True)
            case OneOf(values):
                return Is(name, self.pick(values))
            case NumberIn():
                self.limits.append(value := self.pick((0, 1, 3, 3, 5, 10)))
                return Compare(name, self.pick(tuple(Comparison)), value)
            case PartySet():
                if self.chance(0.25):
                    return self.included(name)
                single = self.chance(0.6)
                return Includes(
                    name,
                    self.one() if single else self.many(attributes=False),
                    single or self.chance(0.5),
                )

    def included(self, name: str) -> IncludesCount:
        """How many of some parties an attribute includes."""
        comparison = self.pick(tuple(Comparison))
        who = self.many(attributes=False)
        if comparison is not Comparison.EXACTLY and self.chance(0.3):
            share = self.pick((Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)))
            return IncludesCount(name, who, comparison, share, True)
        return IncludesCount(name, who, comparison, Fraction(self.upto(1, 3)))

    def when(self, always: float = 0.45) -> Condition:
        return ALWAYS if self.chance(always) else self.condition(self.shape.depth)

    def condition_read(self) -> Condition:
        """What a reading says: never nothing, which only silence can say."""
        return self.condition(self.shape.depth)

    def amends(self, clause: str) -> tuple[EffectPattern, ...]:
        """Amending or repealing a clause, or enacting an exception to it, declared or new."""
        made = tuple(p.name for p in self.plans if clause in p.targets)
        found = [
            EffectPattern(EffectKind.AMEND, (clause,)),
            EffectPattern(EffectKind.LAPSE, (clause,)),
        ]
        if made:
            found.append(EffectPattern(EffectKind.ENACT, made))
        kind = next(p.kind for p in self.plans if p.name == clause)
        if kind not in (Power, Provision):
            found.append(EffectPattern(EffectKind.ENACT_EXCEPTION, (clause,)))
        return tuple(found)

    def touches(self) -> Condition:
        clause = self.pick(self.plans).name
        quorum = self.pick(self.body_names)
        where = self.seat_in(quorum)
        who = self.pick(self.singles)
        options: list[tuple[str, tuple[EffectPattern, ...]]] = [
            (f"amends {clause}", self.amends(clause)),
            (f"amends quorum of {quorum}", (EffectPattern(EffectKind.AMEND_QUORUM, (quorum,)),)),
            ("amends any clause", AMENDS_ANY),
            ("amends any declared clause", AMENDS_DECLARED),
            (f"enacts {clause}", (EffectPattern(EffectKind.ENACT, (clause,)),)),
            ("enacts any power", (EffectPattern(EffectKind.ENACT_POWER),)),
            (f"removes {who} from {where}", (EffectPattern(EffectKind.REMOVE, (where,), who),)),
            (f"removes any member of {where}", (EffectPattern(EffectKind.REMOVE, (where,)),)),
            (f"suspends {who} from {where}", (EffectPattern(EffectKind.SUSPEND, (where,), who),)),
            (f"restores any member of {where}", (EffectPattern(EffectKind.RESTORE, (where,)),)),
            (f"admits anyone to {where}", admits(where)),
            (f"admits any newcomer to {where}", (EffectPattern(EffectKind.ADMIT_NEW, (where,)),)),
            (
                f"amends {clause} itself",
                tuple(EffectPattern(k, (clause,)) for k in (EffectKind.AMEND, EffectKind.LAPSE)),
            ),
            ("enacts any new clause", (EffectPattern(EffectKind.ENACT_NEW),)),
            ("changes anything", tuple(EffectPattern(kind) for kind in EffectKind)),
            (f"changes membership of {where}", changes_membership(where)),
        ]
        label, patterns = self.pick(options)
        it = Touches(label, patterns)
        negated = ("amends any clause", "changes anything")
        return Not(it) if label in negated and self.chance(0.5) else it

    def grants(self) -> tuple[EffectPattern, ...]:
        if not self.shape.effects or self.chance(0.5):
            return ()
        quorum = self.pick(self.body_names)
        where = self.seat_in(quorum)
        options = [
            AMENDS_ANY,
            AMENDS_DECLARED,
            self.amends(self.pick(self.plans).name),
            (EffectPattern(EffectKind.AMEND_QUORUM, (quorum,)),),
            (EffectPattern(EffectKind.ENACT, (self.pick(self.plans).name,)),),
            (EffectPattern(EffectKind.ENACT_POWER),),
            changes_membership(where),
            (EffectPattern(EffectKind.REMOVE, (where,)),),
            (EffectPattern(EffectKind.SUSPEND, (where,)),),
            admits(where),
        ]
        return tuple(p for them in self.sample(options, self.upto(1, 2)) for p in them)

    # --- requirements ------------------------------------------------------------------------

    def quantity(self) -> Quantity:
        kind = self.upto(0, 9)
        if kind < 4:
            return MAJORITY
        if kind == 4:
            return Share(Fraction(1), strict=False)
        if kind < 8:
            share = self.pick(FRACTIONS)
            strict = self.chance(0.5) and share < 1
            # Rounding up what must be reached, or down what must be exceeded, goes without saying.
            ways = (Rounding.UP if strict else Rounding.DOWN, Rounding.NEAREST)
            return Share(share, strict, self.pick(ways) if self.chance(0.3) else None)
        return Count(self.upto(1, 3), self.chance(0.3)) if kind == 8 else AllBut(self.upto(0, 2))

    def tally(self, bases: Sequence[Base] = BASES, where: str | None = None) -> Tally:
        base = self.pick(bases)
        drawn = Tally(
            self.quantity(),
            base,
            where or self.pick(self.body_names),
            self.many() if self.chance(0.2) else None,
            self.pick(self.weights) if self.weights and self.chance(0.4) else None,
            self.chance(0.15) and (base in (Base.MEMBERS, Base.PRESENT) or self.shape.odd),
            no_quorum=self.chance(0.1),
        )
        return self.of_seats(drawn)

    def of_seats(self, drawn: Tally) -> Tally:
        """The same of all seats, now and then, where that can be said."""
        plain = drawn.base is Base.MEMBERS and drawn.among is None and drawn.weight is None
        if plain and self.seat_numbers[drawn.body] is not None and self.apart.random() < 0.6:
            return replace(drawn, base=Base.SEATS)
        return drawn

    def attendance(self, where: str | None = None) -> AttendanceTally:
        tally = self.tally((Base.MEMBERS,), where)
        return AttendanceTally(
            Tally(tally.quantity, tally.base, tally.body, tally.among, tally.weight)
        )

    def turnout(self, where: str | None = None) -> Turnout:
        tally = self.tally((Base.MEMBERS, Base.NOT_ABSTAINING, Base.PRESENT), where)
        return Turnout(Tally(tally.quantity, tally.base, tally.body, tally.among, tally.weight))

    def requirement(self, depth: int) -> Requirement:
        if depth and self.chance(0.3):
            parts = tuple(self.requirement(depth - 1) for _ in range(self.upto(2, 3)))
            return AllOf(parts) if self.chance(0.5) else AnyOf(parts)
        where = self.pick(self.body_names)
        kind = self.upto(0, 24)
        if kind < 9:
            return self.tally(where=where)
        if kind == 24:
            return self.turnout(where)
        if kind < 11:
            among = self.many() if self.chance(0.2) else None
            count = Count(self.upto(1, 3), False)
            return Tally(count, None, where, among, no_quorum=self.chance(0.1))
        if kind < 13:
            return ConsentVote(self.who(), where)
        if kind == 13:
            who = self.many()
            return ConsentVote(who, where, self.need(who))
        if kind < 16:
            return ConsentAct(self.who())
        if kind == 16:
            who = self.many()
            return ConsentAct(who, self.need(who))
        if kind == 17:
            who, none = self.who(), self.chance(0.2)
            # What is drawn besides takes nothing from what is drawn later.
            apart = random.Random(f"{who.label} {where} {none} {depth}").random() < 0.55
            return NoObjectionAct(who) if apart else NoObjection(who, where, none)
        if kind == 18:
            return NoRejection(self.tally(where=where))
        if kind == 19:
            return Consensus(where, self.chance(0.2))
        if kind == 20:
            return Attends(self.who(), where)
        if kind == 21:
            return self.attendance(where)
        if kind == 22 and self.casting:
            return CastingVote(self.pick(self.casting))
        return Given(self.condition(1))

    def quorum(self, where: str, depth: int = 1) -> Requirement | None:
        if self.chance(0.35) and depth:
            return None
        if depth and self.chance(0.25):
            parts = tuple(self.quorum(where, 0) for _ in range(2))
            them = tuple(part for part in parts if part is not None)
            return AllOf(them) if self.chance(0.6) else AnyOf(them)
        kind = self.upto(0, 5)
        if kind < 4:
            return self.attendance(where) if self.chance(0.8) else self.turnout(where)
        return Attends(self.one() if kind == 4 else self.many(attributes=False), where)
