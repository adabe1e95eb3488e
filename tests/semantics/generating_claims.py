"""Random properties of every claim form for a random model: `random_question(random.Random(1))`."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st

from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Alone,
    And,
    AtMeeting,
    Between,
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    Compare,
    Composition,
    Condition,
    Event,
    EventKind,
    EveryCanPass,
    HoldsRight,
    Includes,
    IncludesCount,
    Is,
    IsMember,
    IsSuspended,
    Latest,
    MakesNoDifference,
    Manner,
    NeverApplies,
    NeverMatters,
    NoneCanPass,
    Not,
    OnDate,
    Or,
    Others,
    Part,
    PassesWith,
    Property,
    Provision,
    ReadingMakesNoDifference,
    Requirement,
    Requires,
    Ruled,
    SomeCanPass,
    Specification,
    Successive,
    Throughout,
    VoteCarries,
    When,
    Who,
)
from policy_dsl.model.atoms import Adjournment, adjourned, adjourning, meetings_in
from policy_dsl.model.traverse import (
    condition_of_claim,
    speaks_of_rulings,
    speaks_of_state,
)
from tests.semantics.generator import FIRST_DAY, ORDINARY, Case, Maker, Shape, random_case

# After so many properties without enough of the kind that is wanted, another model is drawn.
MOST_DRAWN = 2_000
MANNERS = (Manner.AGAINST, Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY, Manner.ANY)


@dataclass(frozen=True)
class Question:
    """A model and a property of it. The property is not among the model's own."""

    specification: Specification
    property: Property


class Asker:
    """Draws properties of a model that `maker` made."""

    def __init__(self, maker: Maker, specification: Specification) -> None:
        self.maker = maker
        self.specification = specification

    def part(self, alone: bool) -> Part:
        maker = self.maker
        if maker.chance(0.6 if alone else 0.5):
            return Part(maker.one())
        # `G except H and P` could be understood in two ways.
        who = maker.many(attributes=False, less=alone)
        size = maker.size(who)
        return Part(who, maker.upto(1, size)) if size and maker.chance(0.5) else Part(who)

    def counted(self, less: bool = True) -> Part:
        """So many of several."""
        maker = self.maker
        who = maker.many(attributes=False, less=less)
        return Part(who, maker.upto(1, max(1, maker.size(who))))

    def choice(self) -> Coalition:
        """`some 2 of G together`, with others or not, or `no 2 of G together`."""
        maker = self.maker
        if maker.chance(0.5):
            return Coalition((self.counted(),), Alone.NONE)
        more = (Part(maker.one()),) if maker.chance(0.3) else ()
        more += (self.counted(less=False),) if maker.chance(0.2) else ()
        return Coalition((*more, self.counted()), Alone.SOME)

    def others(self) -> Others | None:
        """What the others do; mostly anything."""
        return self.maker.pick(tuple(Others)) if self.maker.chance(0.3) else None

    def coalition(self, none: bool = True) -> Coalition:
        """`no one … cannot` is not said: two denials."""
        maker = self.maker
        if maker.chance(0.2):
            alone = maker.pick((Alone.EVERY, Alone.NONE)) if none else Alone.EVERY
            return Coalition((Part(maker.many(attributes=False)),), alone)
        if maker.chance(0.75):
            return Coalition((self.part(True),))
        return Coalition((self.part(False), self.part(False)))

    def as_ruled(self, condition: Condition) -> Condition:
        """The condition, of which some atoms about what is judged ask for the ruling."""
        match condition:
            case And(parts):
                return And(tuple(map(self.as_ruled, parts)))
            case Or(parts):
                return Or(tuple(map(self.as_ruled, parts)))
            case Not(part):
                return Not(self.as_ruled(part))
            case Is() | Compare() | Includes() | IncludesCount():
                judged = self.specification.attribute[condition.attribute].judge is not None
                return Ruled(condition) if judged and self.maker.chance(0.7) else condition
            case _:
                return condition

    def asking_for_rulings(self, name: str = "claim") -> Property:
        """A property about decisions that are ruled on in some way, mostly whatever the judges rule."""
        while True:
            prop = self.property(name)
            when = self.as_ruled(condition_of_claim(prop.claim))
            if speaks_of_rulings(when):
                return replace(prop, claim=replace(prop.claim, when=when))

    def decision_claim(self) -> Claim:
        maker = self.maker
        when: Condition = maker.when(0.45)
        kind = maker.upto(0, 20)
        if kind == 20:
            clauses = [
                c for c in self.specification.clauses if not isinstance(c, Composition | Provision)
            ]
            clause = maker.pick(clauses)
            about = maker.pick((NeverApplies, MakesNoDifference))
            if about is MakesNoDifference and len(clause.readings) > 1 and maker.chance(0.5):
                one, other = clause.readings[-1].name, clause.readings[0].name
                return ReadingMakesNoDifference(clause.name, one, other, when)
            return about(clause.name, when)
        if kind == 19:
            if maker.chance(0.6):
                return NeverMatters(Coalition((Part(maker.one()),)), when)
            return NeverMatters(Coalition((Part(maker.many(attributes=False)),), Alone.EVERY), when)
        if kind == 18:
            return CanPass(self.choice(), when, self.others())
        if kind > 15:
            return CanBlock(self.choice(), when, maker.pick(MANNERS), self.others())
        if kind < 4:
            return CanBlock(self.coalition(), when, maker.pick(MANNERS), self.others())
        if kind < 6:
            who = self.coalition(none=False)
            return CannotBlock(who, when, maker.pick(MANNERS), self.others())
        if kind < 8:
            return CanPass(self.coalition(), when, self.others())
        if kind < 10:
            return Requires(when, self.asked())
        if kind == 10:
            return PassesWith(when, self.asked())
        if kind == 11:
            return EveryCanPass(when)
        if kind == 12:
            return SomeCanPass(when)
        if kind == 13:
            return NoneCanPass(when)
        numbers = [maker.upto(0, 2), maker.upto(0, 1), maker.pick((0, 0, 1))]
        where = maker.pick(maker.body_names)
        return VoteCarries(*numbers, where, when, maker.chance(0.6))

    def asked(self) -> Requirement:
        """What a claim asks of votes: at the last meeting, or at some that follow one another."""
        last = self.maker.requirement(1)
        besides = random.Random(repr((last, "meetings")))
        if self.specification.meetings == 1 or besides.random() < 0.4:
            return last
        first = self.maker.requirement(0)
        adjourning = sorted(self.specification.adjourning)
        if adjourning and besides.random() < 0.5:
            return adjourned(Adjournment(besides.choice(adjourning), first, last))
        return Successive((first, last))

    def state_claim(self) -> Claim:
        maker = self.maker
        who, where = maker.pick(maker.singles), maker.pick(maker.body_names)
        positive = maker.chance(0.5)
        kind = maker.upto(0, 3)
        if kind == 0:
            return HoldsRight(who, self.specification.rights[0].name, positive)
        if kind == 1:
            return IsMember(who, where, positive)
        if kind == 2:
            return IsSuspended(who, where, positive)
        return CanBeQuorate(where, positive)

    def at(self) -> When:
        maker = self.maker
        kind = maker.upto(0, 9)
        first = FIRST_DAY + timedelta(days=maker.upto(-1, 8))
        if kind == 7:
            return Throughout()
        if kind == 8:
            return OnDate(first)
        if kind == 9:
            return Between(first, first + timedelta(days=maker.upto(0, 4)))
        return Latest()

    def at_one_meeting(self, claim: Claim, under: str | None) -> tuple[Claim, str | None]:
        """What somebody does, often at one of several meetings of one power, without drawing more than else."""
        if not isinstance(claim, CanBlock | CannotBlock) or claim.others is not None:
            return claim, under
        besides = random.Random(repr((claim, "at")))
        several = [
            power
            for power in self.specification.powers
            if (numbers := {meetings_in(it) for it in power.requires.all()}) != {1}
            and len(numbers) == 1
        ]
        if not several or besides.random() < 0.3:
            return claim, under
        power = besides.choice(several)
        adjourned_ones = any(adjourning(it) for it in power.requires.all())
        last = not adjourned_ones and besides.random() < 0.5
        return replace(claim, at=AtMeeting.LAST if last else AtMeeting.FIRST), power.name

    def times(self, claim: Claim) -> When:
        """When it is asked: at several times, if it asks who sits where."""
        drawn = self.at()
        one = isinstance(drawn, Latest | OnDate)
        return Throughout() if one and speaks_of_state(condition_of_claim(claim)) else drawn

    def supposing(self) -> tuple[Event, ...]:
        maker = self.maker
        if not maker.chance(0.2):
            return ()
        kinds = (EventKind.LEAVES, EventKind.SUSPENDED, EventKind.RESTORED, EventKind.JOINS)
        found = []
        for _ in range(maker.upto(1, 2)):
            if maker.chance(0.3):
                kind = maker.pick((EventKind.LAPSES, EventKind.TAKES_EFFECT))
                subject, where = maker.pick(maker.plans).name, ""
            else:
                where = maker.seat_in(maker.pick(maker.body_names))
                subject = maker.pick(maker.seats[where] or maker.singles)
                kind = maker.pick(kinds)
            found.append(Event(kind, subject, where, None, NOWHERE))
        return tuple(found)

    def supposing_of_one(self) -> tuple[Event, ...]:
        """That something happens to one of several, perhaps after something else or before it."""
        maker = self.maker
        spec = self.specification
        several = [Who(p.name, (p.name,)) for p in spec.parties if p.cohort] * 3
        several += [group.who for group in spec.groups]
        several += [Who(body.name, bodies=(body.name,)) for body in spec.bodies]
        kinds = (EventKind.LEAVES,) * 3 + (EventKind.SUSPENDED, EventKind.RESTORED, EventKind.JOINS)
        events = []
        for _ in range(1 + maker.chance(0.3)):
            where, kind = maker.seat_in(maker.pick(maker.body_names)), maker.pick(kinds)
            here = [
                it for it in several if {where, *maker.seats[where]} & {*it.parties, *it.seated_in}
            ]
            who = maker.pick(several if kind is EventKind.JOINS or not here else here)
            if kind is EventKind.JOINS and maker.seat_numbers[where] is not None:
                # Not so many seats may be vacant then.
                kind = EventKind.LEAVES
            events.append(Event(kind, "", where, None, NOWHERE, one_of=who))
        events += self.supposing()[:1]
        return tuple(events if maker.chance(0.5) else reversed(events))

    def property(self, name: str = "claim") -> Property:
        """Any property. Events that it supposes may find nothing to change."""
        maker = self.maker
        decisions = maker.chance(0.85)
        claim = self.decision_claim() if decisions else self.state_claim()
        judges = sorted({a.judge for a in maker.attributes if a.judge})
        ambiguous = [
            c for c in self.specification.clauses if c.readings and not isinstance(c, Provision)
        ]
        fixed = tuple(
            (c.name, maker.pick(c.readings).name) for c in ambiguous if maker.chance(0.15)
        )
        if isinstance(claim, ReadingMakesNoDifference):
            # Of which two readings are compared is read in both ways.
            fixed = tuple(each for each in fixed if each[0] != claim.clause)
        under = maker.pick(self.specification.powers).name if maker.chance(0.12) else None
        claim, under = self.at_one_meeting(claim, under)
        return Property(
            name,
            name,
            claim,
            under if decisions and not isinstance(claim, NeverApplies) else None,
            self.times(claim),
            self.supposing(),
            fixed if decisions else (),
            tuple(j for j in judges if decisions and maker.chance(0.4)),
            False,
            None,
            NOWHERE,
            NO_NOTES,
        )


def random_question(rng: random.Random, shape: Shape = ORDINARY) -> Question:
    """A model and a property of it."""
    maker = Maker(rng, shape)
    specification = maker.specification()
    return Question(specification, Asker(maker, specification).property())


def random_questions(
    rng: random.Random, count: int, shape: Shape = ORDINARY
) -> tuple[Specification, tuple[Property, ...]]:
    """A model and several properties of it."""
    maker = Maker(rng, shape)
    specification = maker.specification()
    asker = Asker(maker, specification)
    return specification, tuple(asker.property(f"claim{i}") for i in range(count))


def specification_about(
    rng: random.Random, count: int, shape: Shape, wanted: Callable[[Property], bool]
) -> Specification:
    """A model with several properties of the kind that is wanted; one of which there can be some."""
    while True:
        maker = Maker(rng, shape)
        specification = maker.specification()
        asker = Asker(maker, specification)
        found: list[Property] = []
        for _ in range(MOST_DRAWN):
            prop = asker.property(f"claim{len(found)}")
            if wanted(prop):
                found.append(prop)
            if len(found) == count:
                return replace(specification, properties=tuple(found))


def cases(shape: Shape = ORDINARY) -> st.SearchStrategy[Case]:
    """Hypothesis's way to `random_case`: what it shrinks are the numbers drawn."""
    return st.randoms(use_true_random=False).map(lambda rng: random_case(rng, shape))


def questions(shape: Shape = ORDINARY) -> st.SearchStrategy[Question]:
    """Hypothesis's way to `random_question`."""
    return st.randoms(use_true_random=False).map(lambda rng: random_question(rng, shape))
