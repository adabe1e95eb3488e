"""Random well-formed models, with states, decisions and ballots for them: `random_case(random.Random(1))`.

Everything is drawn from one `random.Random`, so that a seed is a case. Hypothesis drives the same code
through `st.randoms()` (see `cases`). Claims are in `generating_claims.py`, text in `printing.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    ALWAYS,
    IN_FORCE,
    NO_NOTES,
    NOT_IN_FORCE,
    NOWHERE,
    AllBut,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    AttendanceTally,
    Attends,
    Attribute,
    Base,
    Body,
    CastingVote,
    Chair,
    Compare,
    Comparison,
    Condition,
    Consensus,
    ConsentAct,
    ConsentVote,
    Count,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    ExceptionTo,
    Given,
    Group,
    Includes,
    Is,
    NoObjection,
    NoRejection,
    Not,
    Notes,
    Number,
    OneOf,
    Or,
    Party,
    PartySet,
    Power,
    Prohibition,
    Provision,
    Quantity,
    Reading,
    Recusal,
    Requirement,
    Right,
    Role,
    Rule,
    Seat,
    Share,
    Specification,
    Status,
    Tally,
    Touches,
    Versions,
    Who,
    YesNo,
)
from policy_dsl.state import State, after_event, intervals

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
    odd: bool = (
        False  # `of votes cast … counting abstentions`, for which monotonicity does not hold
    )


ORDINARY = Shape()
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
LARGER = Shape(parties=6, bodies=2, heads=6, attributes=2, powers=2, rules=2, prohibitions=1)


@dataclass(frozen=True)
class Case:
    """A model and one way to put a decision to it."""

    specification: Specification
    state: State
    readings: dict[str, str]
    decision: Decision
    ballots: Ballots


@dataclass(frozen=True)
class Plan:
    """A clause before it says anything: what others need to know to refer to it."""

    kind: type
    name: str
    targets: tuple[str, ...] = ()


class Maker:
    """Draws the parts of one model. Names come first, so that every part can refer to every other."""

    def __init__(self, rng: random.Random, shape: Shape = ORDINARY) -> None:
        self.rng = rng
        self.shape = shape
        self.weights = WEIGHT_NAMES[: self.upto(0, 2)] if self.chance(0.4) else ()
        self.parties = self._parties()
        self.singles = [p.name for p in self.parties if not p.cohort]
        self.cohorts = [p.name for p in self.parties if p.cohort]
        self.body_names = self.sample(BODY_NAMES, self.upto(1, shape.bodies))
        self.seats = {name: self._members() for name in self.body_names}
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
        if self.shape.cohorts and self.chance(0.3):
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

    def _groups(self) -> tuple[Group, ...]:
        found = []
        for name in GROUP_NAMES[: self.upto(0, 2)]:
            bodies = (self.pick(self.body_names),) if self.chance(0.15) else ()
            parties = tuple(self.some([p.name for p in self.parties]))
            found.append(Group(name, name, Who(name, parties, bodies), NOWHERE))
        return tuple(found)

    def _chair(self) -> Chair | None:
        if not self.chance(0.4):
            return None
        return Chair(self.pick(self.singles), self.chance(0.8), NOWHERE)

    def _attributes(self) -> tuple[Attribute, ...]:
        kinds = [(name, YesNo()) for name in YES_NO_NAMES[:2]]
        kinds += [(name, OneOf(values)) for name, values in ONE_OF]
        kinds += [(NUMBER_NAMES[self.upto(0, 1)], Number())]
        kinds += [(name, PartySet()) for name in SET_NAMES]
        return tuple(
            Attribute(
                name,
                self.pick((Role.SUBSTANCE, Role.FORM)),
                kind,
                self.pick(self.singles) if self.chance(0.2) else None,
                NOWHERE,
            )
            for name, kind in self.sample(kinds, self.upto(1, self.shape.attributes))
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
        names = {*who.parties, *(m for where in who.bodies for m in self.seats[where])}
        return sum(p.size for p in self.parties if p.name in names)

    def need(self, who: Who) -> int:
        return self.upto(1, 2 if who.attribute else min(2, self.size(who)))

    def many(self, attributes: bool = True) -> Who:
        """A group, a body, a cohort, or an attribute's parties."""
        options: list[Who] = [g.who for g in self.groups]
        options += [Who(name, bodies=(name,)) for name in self.body_names]
        options += [Who(name, (name,)) for name in self.cohorts]
        options += [Who(name, attribute=name) for name in self.sets if attributes]
        return self.pick(options)

    def who(self) -> Who:
        return self.one() if self.chance(0.45) else self.many()

    # --- conditions --------------------------------------------------------------------------

    def condition(self, depth: int) -> Condition:
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
            case Number():
                self.limits.append(value := self.pick((0, 1, 3, 3, 5, 10)))
                return Compare(name, self.pick(tuple(Comparison)), value)
            case PartySet():
                single = self.chance(0.6)
                return Includes(
                    name,
                    self.one() if single else self.many(attributes=False),
                    single or self.chance(0.5),
                )

    def when(self, always: float = 0.45) -> Condition:
        return ALWAYS if self.chance(always) else self.condition(self.shape.depth)

    def condition_read(self) -> Condition:
        """What a reading says: never nothing, which only silence can say."""
        return self.condition(self.shape.depth)

    def amends(self, clause: str) -> tuple[EffectPattern, ...]:
        """Amending or repealing a clause, or enacting an exception to it."""
        made = tuple(p.name for p in self.plans if clause in p.targets)
        found = (
            EffectPattern(EffectKind.AMEND, (clause,)),
            EffectPattern(EffectKind.LAPSE, (clause,)),
        )
        return (*found, EffectPattern(EffectKind.ENACT, made)) if made else found

    def touches(self) -> Condition:
        clause = self.pick(self.plans).name
        where = self.pick(self.body_names)
        who = self.pick(self.singles)
        options: list[tuple[str, tuple[EffectPattern, ...]]] = [
            (f"amends {clause}", self.amends(clause)),
            (f"amends quorum of {where}", (EffectPattern(EffectKind.AMEND_QUORUM, (where,)),)),
            ("amends any clause", AMENDS_ANY),
            (f"enacts {clause}", (EffectPattern(EffectKind.ENACT, (clause,)),)),
            ("enacts any power", (EffectPattern(EffectKind.ENACT_POWER),)),
            (f"removes {who} from {where}", (EffectPattern(EffectKind.REMOVE, (where,), who),)),
            (f"removes any member of {where}", (EffectPattern(EffectKind.REMOVE, (where,)),)),
            (f"suspends {who} from {where}", (EffectPattern(EffectKind.SUSPEND, (where,), who),)),
            (f"restores any member of {where}", (EffectPattern(EffectKind.RESTORE, (where,)),)),
            (f"admits anyone to {where}", admits(where)),
            (f"changes membership of {where}", changes_membership(where)),
        ]
        label, patterns = self.pick(options)
        it = Touches(label, patterns)
        return Not(it) if label == "amends any clause" and self.chance(0.5) else it

    def grants(self) -> tuple[EffectPattern, ...]:
        if not self.shape.effects or self.chance(0.5):
            return ()
        where = self.pick(self.body_names)
        options = [
            AMENDS_ANY,
            self.amends(self.pick(self.plans).name),
            (EffectPattern(EffectKind.AMEND_QUORUM, (where,)),),
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
            return Share(share, self.chance(0.5) and share < 1)
        return Count(self.upto(1, 3), self.chance(0.3)) if kind == 8 else AllBut(self.upto(0, 2))

    def tally(self, bases: Sequence[Base] = tuple(Base), where: str | None = None) -> Tally:
        base = self.pick(bases)
        return Tally(
            self.quantity(),
            base,
            where or self.pick(self.body_names),
            self.many() if self.chance(0.2) else None,
            self.pick(self.weights) if self.weights and self.chance(0.4) else None,
            self.chance(0.15) and (base is not Base.CAST or self.shape.odd),
        )

    def attendance(self, where: str | None = None) -> AttendanceTally:
        tally = self.tally((Base.MEMBERS,), where)
        return AttendanceTally(
            Tally(tally.quantity, tally.base, tally.body, tally.among, tally.weight)
        )

    def requirement(self, depth: int) -> Requirement:
        if depth and self.chance(0.3):
            parts = tuple(self.requirement(depth - 1) for _ in range(self.upto(2, 3)))
            return AllOf(parts) if self.chance(0.5) else AnyOf(parts)
        where = self.pick(self.body_names)
        kind = self.upto(0, 23)
        if kind < 9:
            return self.tally(where=where)
        if kind < 11:
            among = self.many() if self.chance(0.2) else None
            return Tally(Count(self.upto(1, 3), False), None, where, among)
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
            return NoObjection(self.who(), where)
        if kind == 18:
            return NoRejection(self.tally(where=where))
        if kind == 19:
            return Consensus(where)
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
            return self.attendance(where)
        return Attends(self.one() if kind == 4 else self.many(attributes=False), where)

    # --- clauses -----------------------------------------------------------------------------

    def _readings(self) -> tuple[list[str], bool]:
        """The clause's own readings, and whether it is disputed."""
        own = ["literal", "наш"][: self.upto(1, 2) + 1] if self.chance(0.2) else []
        return own, self.chance(0.08)

    def _versions(self, own: list[str], make: Callable[[], T]) -> Versions[T]:
        return Versions(None, {name: make() for name in own}) if own else Versions(make())

    def clause(self, plan: Plan) -> AnyClause:
        notes = Notes(
            status=Status.PROPOSED if self.chance(0.06) else None,
            fixed="statute" if self.chance(0.12) else None,
        )
        own, disputed = self._readings()
        if disputed:
            notes = Notes(status=Status.DISPUTED, fixed=notes.fixed)
        names = [*(own or ([IN_FORCE] if disputed else [])), *([NOT_IN_FORCE] if disputed else [])]
        intended = self.upto(0, 2)
        readings = tuple(
            Reading(name, name, intended == i and name not in (IN_FORCE, NOT_IN_FORCE), NOWHERE)
            for i, name in enumerate(names)
        )
        where = self.upto(0, 2) if own else 3  # 0: `when` differs, 1: `requires`, 2: both
        if own and plan.kind in (Prohibition, Recusal):
            where = 0
        always = {Power: 0.55, Prohibition: 0.05, Rule: 0.3}.get(plan.kind, 0.3)
        differs = bool(own) and where in (0, 2)
        when = self._versions(
            own if differs else [], self.condition_read if differs else lambda: self.when(always)
        )
        common = (plan.name, plan.name, NOWHERE, notes, readings)
        powers = [p.name for p in self.plans if p.kind is Power]
        limits = None if self.chance(0.5) else tuple(self.some(powers))

        def requires() -> Versions[Requirement]:
            return self._versions(
                own if where in (1, 2) else [], lambda: self.requirement(self.shape.depth)
            )

        if plan.kind is Power:
            return Power(*common, when, requires(), self.grants())
        if plan.kind is Rule:
            return Rule(*common, limits, when, requires())
        if plan.kind is Prohibition:
            return Prohibition(*common, limits, when)
        if plan.kind is Recusal:
            return Recusal(
                plan.name,
                plan.name,
                NOWHERE,
                notes,
                readings,
                self.pick(self.body_names),
                when,
                self.who(),
                self.chance(0.5),
            )
        if plan.kind is ExceptionTo:
            return self._exception(plan, common, own, where, when, requires)
        return Provision(plan.name, plan.name, NOWHERE, NO_NOTES, (), "as it was")

    def _exception(
        self,
        plan: Plan,
        common: tuple[object, ...],
        own: list[str],
        where: int,
        when: Versions[Condition],
        requires: Callable[[], Versions[Requirement]],
    ) -> ExceptionTo:
        kinds = {p.name: p.kind for p in self.plans}
        may_require = all(kinds[name] in (Rule, Prohibition) for name in plan.targets)
        if may_require and (where in (1, 2) or self.chance(0.5)):
            return ExceptionTo(*common, plan.targets, when, requires())  # type: ignore[arg-type]
        if own and where == 1:
            when = self._versions(own, self.condition_read)
        return ExceptionTo(*common, plan.targets, when, None)  # type: ignore[arg-type]

    # --- the whole ---------------------------------------------------------------------------

    def specification(self) -> Specification:
        bodies = tuple(
            Body(
                name,
                name,
                tuple(Seat(member, NOWHERE) for member in members),
                tuple(
                    Seat(p.name, NOWHERE)
                    for p in self.parties
                    if p.name not in members and self.chance(0.1)
                ),
                self.chairs[name],
                quorum := self.quorum(name),
                NOWHERE,
                Notes(fixed="statute") if quorum is not None and self.chance(0.1) else NO_NOTES,
                self.chance(0.1),
                NOWHERE,
            )
            for name, members in self.seats.items()
        )
        clauses = tuple(self.clause(plan) for plan in self.plans)
        right = Right("papers", "papers", (self.pick(self.body_names),), (), NOWHERE)
        return Specification(
            "Zufällig",
            None,
            "random.policy",
            (),
            self.parties,
            self.groups,
            bodies,
            self.attributes,
            clauses,
            (right,),
            self.timeline(clauses),
            (),
            (),
        )

    def timeline(self, clauses: Sequence[AnyClause]) -> tuple[Event, ...]:
        """Events that fit each other: nobody leaves who has no seat, nothing lapses that is not in force."""
        if self.chance(0.4):
            return ()
        seats = {(name, member) for name, members in self.seats.items() for member in members}
        late_seats = {seat for seat in sorted(seats) if self.chance(0.12)}
        proposed = {c.name for c in clauses if c.notes.status is Status.PROPOSED}
        late = {c.name for c in clauses if self.chance(0.1)} | proposed
        state = State(
            frozenset(c.name for c in clauses) - late, frozenset(seats - late_seats), frozenset()
        )
        pending = [(EventKind.JOINS, who, where) for where, who in sorted(late_seats)]
        pending += [
            (EventKind.TAKES_EFFECT, c.name, "")
            for c in clauses
            if c.name in late and (c.name not in proposed or self.chance(0.5))
        ]
        pending = self.sample(pending, len(pending))
        day = FIRST_DAY
        found: list[Event] = []
        for _ in range(self.upto(0, self.shape.events) + len(pending)):
            move = pending.pop() if pending else self._move(state)
            if move is None:
                continue
            day += timedelta(days=self.upto(0, 2))
            found.append(Event(*move, day, NOWHERE))
            state = after_event(state, found[-1])
        return tuple(found)

    def _move(self, state: State) -> tuple[EventKind, str, str] | None:
        if self.chance(0.3):
            clause = self.pick(self.plans).name
            lapses = clause in state.in_force
            return EventKind.LAPSES if lapses else EventKind.TAKES_EFFECT, clause, ""
        where, who = self.pick(self.body_names), self.pick(self.parties).name
        if (where, who) in state.suspended:
            kind = self.pick((EventKind.RESTORED, EventKind.LEAVES))
        elif (where, who) in state.seats:
            kind = self.pick((EventKind.SUSPENDED, EventKind.SUSPENDED, EventKind.LEAVES))
        elif who in self.seats[where]:
            kind = EventKind.JOINS
        else:
            return None
        return kind, who, where

    # --- a decision and ballots --------------------------------------------------------------

    def state(self, specification: Specification) -> State:
        return self.pick(intervals(specification)).state

    def readings(self, specification: Specification) -> dict[str, str]:
        return {c.name: self.pick(c.readings).name for c in specification.clauses if c.readings}

    def value(self, attribute: Attribute) -> Value:
        match attribute.type:
            case YesNo():
                return self.chance(0.5)
            case OneOf(values):
                return self.pick(values)
            case Number():
                return max(0, self.pick(self.limits) + self.upto(-1, 1))
            case PartySet():
                return frozenset(name for name in self.singles if self.chance(0.4))

    def decision(self, specification: Specification, state: State) -> Decision:
        rulings = {a.name: self.value(a) for a in self.attributes if a.judge and self.chance(0.4)}
        marks = [*self.sets, *(ruled(name) for name in self.sets if name in rulings)]
        cells: dict[str, dict[Cell, int]] = {}
        for name in self.cohorts if marks else ():
            given = cells.setdefault(name, {})
            for _ in range(specification.party[name].size):
                cell = frozenset(mark for mark in marks if self.chance(0.4))
                given[cell] = given.get(cell, 0) + 1
        effects = frozenset[object]()
        if self.shape.effects and self.chance(0.25):
            effects = frozenset(
                self.sample(possible_effects(specification, state), self.upto(1, 2))
            )
        return Decision(
            {a.name: self.value(a) for a in self.attributes},
            cells,
            rulings,
            effects,  # type: ignore[arg-type]
        )

    def ballots(self, specification: Specification, state: State, decision: Decision) -> Ballots:
        mood = self.pick(MOODS)
        votes: dict[tuple[str, str], dict[Cell, Counts]] = {}
        consents: dict[str, dict[Cell, int]] = {}
        willing = self.pick((0.2, 0.6, 1.0))
        for party in specification.parties:
            cells = decision.cells_of(party.name, party.size)
            consents[party.name] = {
                cell: sum(self.chance(willing) for _ in range(n)) for cell, n in cells.items()
            }
            for name in self.body_names:
                if state.votes_in(name, party.name):
                    votes[name, party.name] = {c: self._counts(n, mood) for c, n in cells.items()}
        casting = {
            name: self.pick((Vote.FOR, Vote.FOR, Vote.AGAINST))
            for name in self.casting
            if self.chance(0.75)
        }
        return Ballots(votes, consents, casting)

    def _counts(self, heads: int, mood: Sequence[int]) -> Counts:
        counts = [0, 0, 0, 0]
        for _ in range(heads):
            counts[self.pick(mood)] += 1
        return Counts(*counts)

    def case(self, specification: Specification) -> Case:
        state = self.state(specification)
        decision = self.decision(specification, state)
        return Case(
            specification,
            state,
            self.readings(specification),
            decision,
            self.ballots(specification, state, decision),
        )


AMENDS_ANY = (
    EffectPattern(EffectKind.AMEND),
    EffectPattern(EffectKind.LAPSE),
    EffectPattern(EffectKind.ENACT),
    EffectPattern(EffectKind.AMEND_QUORUM),
)
MOODS = ((0, 1, 2, 3), (0, 0, 1), (0, 0, 0, 1, 2, 3), (0, 1, 1), (0, 0, 0, 0, 0, 3), (0, 1, 2, 2))


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


def random_case(rng: random.Random, shape: Shape = ORDINARY) -> Case:
    """A model with a state, readings, a decision and ballots."""
    maker = Maker(rng, shape)
    return maker.case(maker.specification())
