"""Who there is, what is decided, which clauses there are: the names of a random model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from policy_dsl import wording
from policy_dsl.model import (
    NOWHERE,
    Attribute,
    Chair,
    ExceptionTo,
    Group,
    NumberIn,
    OneOf,
    Party,
    PartySet,
    Power,
    Prohibition,
    Provision,
    Recusal,
    Role,
    Rule,
    Share,
    Who,
    YesNo,
)
from policy_dsl.touching import MOVES

T = TypeVar("T")

PARTY_NAMES = ("Ada", "Ben", "Cleo", "Dov", "Élise", "Ода", "Łuk", "Gus")
COHORT_NAMES = ("Farmer", "Läufer", "Doctor")
BODY_NAMES = ("Board", "Rätli", "Συμβούλιο", "House")
GROUP_NAMES = ("Union", "Bänke", "Friends")
YES_NO_NAMES = ("urgent", "öffentlich", "secret")
ONE_OF = (("kind", ("policy", "contract")), ("ort", ("here", "dort", "là")))
NUMBER_NAMES = ("worth", "größe")
SET_NAMES = ("affected", "betroffen")
WEIGHT_NAMES = ("shares", "köpfe")
FRACTIONS = tuple(Fraction(*f) for f in ((1, 2), (2, 3), (3, 4), (1, 3), (1, 4), (11, 20), (1, 1)))
MAJORITY = Share(Fraction(1, 2), strict=True)
FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class Shape:
    """How large and how varied a model may be; `much` is the greatest number of heads in a body."""

    parties: int = 4
    bodies: int = 2
    heads: int = 3
    attributes: int = 3
    powers: int = 3
    rules: int = 3
    prohibitions: int = 2
    recusals: int = 2
    exceptions: int = 4
    events: int = 4
    depth: int = 2
    cohorts: bool = True
    effects: bool = True
    cohort: float = 0.3  # how often there is one, where there may be
    judged: float = 0.2  # how often somebody rules on an attribute
    named: bool = False  # whether decisions always name parties
    following: float = 0.2  # how often the members of a body are those of others
    joint: bool = False  # whether one may have those of two
    meetings: float = 0.2  # how often powers are used at meetings that follow one another
    odd: bool = (
        False  # `of votes cast … counting abstentions`, for which monotonicity does not hold
    )


ORDINARY = Shape(joint=True)
# Somebody rules on whom a decision names, and some of these have no names of their own.
JUDGED = Shape(cohort=0.8, judged=0.8, named=True, powers=2, prohibitions=1)
TINY = Shape(
    parties=3,
    heads=3,
    attributes=2,
    powers=2,
    rules=2,
    prohibitions=1,
    recusals=1,
    exceptions=2,
    events=3,
)
LARGER = Shape(
    parties=6, bodies=2, heads=6, attributes=2, powers=2, rules=2, prohibitions=1, joint=True
)


@dataclass(frozen=True)
class Plan:
    """A clause before it says anything: what others need to know to refer to it."""

    kind: type
    name: str
    targets: tuple[str, ...] = ()


class Names:
    """Draws names first, so that every part of a model can refer to every other."""

    def __init__(self, rng: random.Random, shape: Shape = ORDINARY) -> None:
        self.rng = rng
        self.shape = shape
        self.weights = WEIGHT_NAMES[: self.upto(0, 2)] if self.chance(0.4) else ()
        self.parties = self._parties()
        self.singles = [p.name for p in self.parties if not p.cohort]
        self.cohorts = [p.name for p in self.parties if p.cohort]
        self.body_names = self.sample(BODY_NAMES, self.upto(1, shape.bodies))
        self.seats = {name: self._members() for name in self.body_names}
        self.following = self._following()
        # Drawn apart, so that what was drawn before there were seats is drawn as it was.
        self.apart = random.Random(repr((self.parties, self.seats)))
        self.seat_numbers = {name: self._seat_number(name) for name in self.body_names}
        for name, them in self.following.items():
            self.seat_numbers[name] = self.seat_numbers[them[0]] if len(them) == 1 else None
        self.groups = self._groups()
        self.attributes = self._attributes()
        self.sets = [a.name for a in self.attributes if isinstance(a.type, PartySet)]
        self.plans = self._plans()
        self.chairs = {name: self._chair() for name in self.body_names}
        self.casting = [n for n, chair in self.chairs.items() if chair and chair.casting_vote]
        self.limits = [0, 5]

    # --- drawing -----------------------------------------------------------------------------

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def upto(self, least: int, most: int) -> int:
        return least + int(self.rng.random() * (most - least + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.rng.random() * len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        rest = list(items)
        return [rest.pop(int(self.rng.random() * len(rest))) for _ in range(min(count, len(items)))]

    def some(self, items: Sequence[T], least: int = 1) -> list[T]:
        return self.sample(items, self.upto(least, max(least, len(items))))

    # --- who there is ------------------------------------------------------------------------

    def _weights(self) -> dict[str, int]:
        return {name: self.pick((0, 1, 1, 2, 3, 7)) for name in self.weights}

    def _parties(self) -> tuple[Party, ...]:
        names = self.sample(PARTY_NAMES, self.upto(1, self.shape.parties))
        found = [Party(name, name, 1, False, self._weights(), NOWHERE) for name in names]
        if self.shape.cohorts and self.chance(self.shape.cohort):
            size = self.upto(1, min(3, self.shape.heads))
            found.append(Party(self.pick(COHORT_NAMES), "", size, True, self._weights(), NOWHERE))
        return tuple(found)

    def _members(self) -> tuple[str, ...]:
        room = self.shape.heads
        found = []
        for party in self.sample(self.parties, len(self.parties)):
            if party.size <= room and self.chance(0.75):
                found.append(party.name)
                room -= party.size
        return tuple(found) or (self.pick(self.singles),)

    def _following(self) -> dict[str, tuple[str, ...]]:
        """Now and then the members of the second body are those of the first, or a third has those of both."""
        # What is drawn besides takes nothing from what is drawn later.
        besides = random.Random(repr(("following", self.parties, self.seats)))
        if len(self.body_names) < 2 or besides.random() >= self.shape.following:
            return {}
        first, second = self.body_names[:2]
        if not self.shape.joint or besides.random() < 0.5:
            self.seats[second] = self.seats[first]
            found = {second: (first,)}
        else:
            third = next(name for name in BODY_NAMES if name not in self.body_names)
            self.seats[third] = tuple(dict.fromkeys((*self.seats[first], *self.seats[second])))
            found = {third: (first, second)}
        # Named more often than others, since only what counts there can matter.
        self.body_names += [*found] * 3
        return found

    def seat_in(self, where: str) -> str:
        """The body, or the first of those whose members sit there: seats change in these."""
        return self.following.get(where, (where,))[0]

    def _seat_number(self, name: str) -> int | None:
        """As many seats as the body ever has members, or a few more, if it says so."""
        if self.apart.random() < 0.6:
            return None
        sizes = {party.name: party.size for party in self.parties}
        return sum(sizes[member] for member in self.seats[name]) + self.apart.choice((0, 0, 1, 2))

    def _groups(self) -> tuple[Group, ...]:
        self.groups: tuple[Group, ...] = ()
        for name in GROUP_NAMES[: self.upto(0, 2)]:
            drawn = self.rng.random()
            bodies = (self.pick(self.body_names),) if drawn < 0.15 else ()
            who = Who(name, tuple(self.some([p.name for p in self.parties])), bodies)
            # What is drawn besides takes nothing from what is drawn later.
            if 0.1 <= drawn < 0.15:
                of = Who(bodies[0], bodies=bodies)
                named = [p.name for p in self.parties if p.name in who.parties]
                those = of.among(named, f"those without in_{name} there")
                if any(those.means(party, self._all_seats) for party in named):
                    who = replace(those, label=name)
            elif drawn < 0.1 or drawn > 0.95:
                less = self.less(who, drawn * 10 if drawn < 0.1 else (drawn - 0.95) * 20)
                who = replace(less, label=name)
            self.groups = (*self.groups, Group(name, name, who, NOWHERE))
        return self.groups

    def _chair(self) -> Chair | None:
        if not self.chance(0.4):
            return None
        return Chair(self.pick(self.singles), self.chance(0.8), NOWHERE)

    def _attributes(self) -> tuple[Attribute, ...]:
        kinds = [(name, YesNo()) for name in YES_NO_NAMES[:2]]
        kinds += [(name, OneOf(values)) for name, values in ONE_OF]
        number = self.upto(0, 1)
        kinds += [(NUMBER_NAMES[number], NumberIn("days" if number else None))]
        kinds += [(name, PartySet()) for name in SET_NAMES]
        drawn = self.sample(kinds, self.upto(1, self.shape.attributes))
        if self.shape.named and not any(isinstance(kind, PartySet) for _, kind in drawn):
            drawn[0] = (SET_NAMES[0], PartySet())
        return tuple(
            Attribute(
                name,
                self.pick((Role.SUBSTANCE, Role.FORM)),
                kind,
                self.pick(self.singles) if self.chance(self.shape.judged) else None,
                NOWHERE,
            )
            for name, kind in drawn
        )

    def _plans(self) -> list[Plan]:
        shape = self.shape
        plans = [Plan(Power, f"power{i}") for i in range(self.upto(1, shape.powers))]
        limiting = [Plan(Rule, f"règle{i}") for i in range(self.upto(0, shape.rules))]
        limiting += [Plan(Prohibition, f"ban{i}") for i in range(self.upto(0, shape.prohibitions))]
        targets = [p.name for p in limiting]
        recusals = [Plan(Recusal, f"recusal{i}") for i in range(self.upto(0, shape.recusals))]
        targets += [p.name for p in recusals]
        plans += limiting + recusals
        if targets:
            for i in range(self.upto(0, shape.exceptions)):
                name = f"выход{i}" if i == 2 else f"exempt{i}"
                plans.append(Plan(ExceptionTo, name, tuple(self.sample(targets, self.upto(1, 2)))))
                targets.append(name)
        if self.chance(0.15):
            plans.append(Plan(Provision, "note0"))
        return plans

    # --- who ---------------------------------------------------------------------------------

    def one(self) -> Who:
        name = self.pick(self.singles)
        return Who(name, (name,), single=True)

    def size(self, who: Who) -> int:
        """How many parties a group, a body or a cohort names by declaration."""
        return sum(p.size for p in self.parties if who.means(p.name, self._all_seats))

    @cached_property
    def _all_seats(self) -> frozenset[tuple[str, str]]:
        return frozenset((where, name) for where, them in self.seats.items() for name in them)

    def need(self, who: Who) -> int:
        return self.upto(1, 2 if who.varies else min(2, self.size(who)))

    def less(self, who: Who, by: float, attributes: bool = False) -> Who:
        """The same less somebody whom a number from 0 to 1 picks, where that leaves anybody."""
        others: list[Who] = [Who(name, (name,), single=True) for name in self.singles]
        others += [g.who for g in self.groups if g.name != who.label]
        others += [Who(name, bodies=(name,)) for name in self.body_names if name != who.label]
        if attributes:
            others += [Who(name, attribute=name) for name in self.sets]
        found = who.less([others[int(by * len(others))]])
        anybody = any(found.may_mean(p.name, self._all_seats) for p in self.parties)
        return found if anybody else who

    def many(self, attributes: bool = True, less: bool = True) -> Who:
        """A group, a body, a cohort, or an attribute's parties; with `less`, perhaps less some of them."""
        options: list[Who] = [g.who for g in self.groups]
        options += [Who(name, bodies=(name,)) for name in self.body_names]
        options += [Who(name, (name,)) for name in self.cohorts]
        options += [Who(name, attribute=name) for name in self.sets if attributes]
        drawn = self.rng.random() * len(options)
        it, rest = options[int(drawn)], drawn % 1
        # What is drawn besides takes nothing from what is drawn later.
        return self.less(it, rest * 4, attributes) if less and rest < 0.25 else it

    def whom_it(self, by: float) -> Who:
        """Those to whom a decision does something, which a number from 0 to 1 picks."""
        ways = (("remove",), ("suspend",), ("remove", "suspend"), ("restore", "admit", "remove"))
        verbs = ways[int(by * len(ways))]
        return Who(wording.whom_it(verbs), effects=tuple(MOVES[verb][0] for verb in verbs))

    def who(self) -> Who:
        return self.one() if self.chance(0.45) else self.many()
