"""Random well-formed models, with states, decisions and ballots for them: `random_case(random.Random(1))`.

Everything is drawn from one `random.Random`, so that a seed is a case. Hypothesis drives the same code
through `st.randoms()` (see `cases`). Claims are in `generating_claims.py`, text in `printing.py`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    ALWAYS,
    IN_FORCE,
    NO_NOTES,
    NOT_IN_FORCE,
    NOWHERE,
    And,
    AnyClause,
    AtMeeting,
    Attribute,
    Body,
    Composition,
    Condition,
    ConsentAct,
    ConsentVote,
    Count,
    Effect,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    ExceptionTo,
    Notes,
    Number,
    OneOf,
    PartySet,
    Power,
    PowersOf,
    Prohibition,
    Provision,
    Reading,
    Recusal,
    Requirement,
    Right,
    Rule,
    Scope,
    Seat,
    Specification,
    Status,
    Successive,
    Tally,
    Touches,
    Turnout,
    Versions,
    Waiting,
    Who,
    YesNo,
)
from policy_dsl.model.atoms import (
    Adjournment,
    adjourned,
    adjournment,
    meetings_in,
    requirement_atoms,
)
from policy_dsl.records import replace
from policy_dsl.state import State, after_event, intervals
from tests.semantics.generating_names import (
    FIRST_DAY,
    JUDGED,
    LARGER,
    ORDINARY,
    TINY,
    Plan,
    Shape,
    T,
)
from tests.semantics.generating_words import Words, admits

__all__ = [
    "FIRST_DAY",
    "JUDGED",
    "LARGER",
    "ORDINARY",
    "TINY",
    "Case",
    "Maker",
    "Shape",
    "random_case",
]


MOODS = ((0, 1, 2, 3), (0, 0, 1), (0, 0, 0, 1, 2, 3), (0, 1, 1), (0, 0, 0, 0, 0, 3), (0, 1, 2, 2))


@dataclass(frozen=True)
class Case:
    """A model and one way to put a decision to it."""

    specification: Specification
    state: State
    readings: dict[str, str]
    decision: Decision
    ballots: Ballots


class Maker(Words):
    """Draws clauses, timelines, decisions and ballots."""

    # --- clauses -----------------------------------------------------------------------------

    def _readings(self) -> tuple[list[str], bool]:
        """The clause's own readings, and whether it is disputed."""
        own = ["literal", "наш"][: self.upto(1, 2) + 1] if self.chance(0.2) else []
        return own, self.chance(0.08)

    def _versions(self, own: list[str], make: Callable[[], T]) -> Versions[T]:
        return Versions(None, {name: make() for name in own}) if own else Versions(make())

    def clause(self, plan: Plan) -> AnyClause:
        drawn = self.rng.random()
        notes = Notes(
            status=Status.PROPOSED if drawn < 0.06 else Status.EXPECTED if drawn > 0.96 else None,
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
        limits: Scope = None if self.chance(0.5) else tuple(self.some(powers))
        # What is drawn besides takes nothing from what is drawn later.
        besides = random.Random(repr((plan.name, powers, limits)))
        if besides.random() < 0.3:
            limits = PowersOf(besides.choice(self.body_names))

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
            return self._recusal(common, when, limits)
        if plan.kind is ExceptionTo:
            return self._exception(plan, common, own, where, when, requires)
        return Provision(plan.name, plan.name, NOWHERE, NO_NOTES, (), "as it was")

    def _recusal(
        self,
        common: tuple[Any, ...],
        when: Versions[Condition],
        limits: tuple[str, ...] | PowersOf | None,
    ) -> Recusal:
        where, who, drawn = self.pick(self.body_names), self.who(), self.rng.random() * 2
        # What is drawn besides takes nothing from what is drawn later.
        besides = random.Random(drawn)
        if self.shape.effects and drawn % 1 > 0.7:
            who = self.whom_it((drawn % 1 - 0.7) / 0.3)
        if besides.random() < 0.5:
            limits = None
        elif limits is not None and not when.by_reading and besides.random() < 0.9:
            # One that is about few powers has little chance to matter, so it is about many people and decisions.
            if isinstance(limits, tuple):
                limits = limits[:1]
            singles = [Who(name, parties=(name,), single=True) for name in self.singles[:2]]
            when, who = (
                Versions(ALWAYS),
                besides.choice(
                    [*singles, *(g.who for g in self.groups), Who(where, bodies=(where,))]
                ),
            )
        return Recusal(*common, where, when, who, drawn < 1, limits)

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
                NO_NOTES,
                self.seat_numbers[name],
            )
            for name, members in self.seats.items()
        )
        drawn = self.at_meetings(tuple(self.clause(plan) for plan in self.plans), bodies)
        events = self.timeline(drawn)
        clauses = self.composed(drawn, tuple(self.compositions(events)))
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
            events,
            (),
            (),
        )

    def at_meetings(
        self, clauses: tuple[AnyClause, ...], bodies: tuple[Body, ...] = ()
    ) -> tuple[AnyClause, ...]:
        """Now and then powers that are used at meetings that follow one another, and at which of them rules demand."""
        besides = random.Random(repr((clauses, self.body_names)))
        if besides.random() >= self.shape.meetings:
            return clauses
        # What is drawn besides takes nothing from what is drawn later.
        kept, self.rng, self.apart = (self.rng, self.apart), besides, besides
        try:
            # A meeting is adjourned for want of those who attend.
            self.adjourning = [body.name for body in bodies if _asks_who_attends(body.quorum)]
            drawn = tuple(self._at_meetings(clause) for clause in clauses)
            several = [
                each.name
                for each in drawn
                if isinstance(each, Power) and max(map(meetings_in, each.requires.all())) > 1
            ]
            earlier = [
                isinstance(each, Rule) and each.at in (AtMeeting.FIRST, AtMeeting.EVERY)
                for each in drawn
            ]
            if not several or not any(earlier):
                return drawn
            return tuple(self._where_it_matters(clause, several) for clause in drawn)
        finally:
            self.rng, self.apart = kept

    def _at_meetings(self, clause: AnyClause) -> AnyClause:
        if isinstance(clause, Power) and self.chance(0.75):
            return replace(clause, requires=in_versions(clause.requires, self._successive))
        if isinstance(clause, Rule | ExceptionTo) and clause.requires is not None:
            last = isinstance(clause, ExceptionTo) and self.chance(0.85)
            return replace(clause, at=AtMeeting.LAST if last else self.pick(tuple(AtMeeting)))
        return clause

    def _where_it_matters(self, clause: AnyClause, several: Sequence[str]) -> AnyClause:
        """A rule that asks something at an earlier meeting has little chance to matter, so mostly it always asks it of
        powers that are used at several, and asks for little; and these powers ask for little themselves.
        """
        if isinstance(clause, Power) and clause.name in several:
            asked = in_versions(clause.requires, self._little)
            return replace(clause, when=_always(clause.when), requires=asked)
        if not isinstance(clause, Rule) or clause.at is AtMeeting.LAST or self.chance(0.05):
            return clause
        needed = clause.requires
        if not needed.by_reading:
            who = Who(one := self.pick(self.singles), parties=(one,), single=True)
            consents = (ConsentVote(who, self.pick(self.body_names)), ConsentAct(who))
            needed = Versions(self.pick(consents))
        return replace(clause, limits=tuple(several), when=_always(clause.when), requires=needed)

    def _little(self, asked: Requirement) -> Requirement:
        """Meetings at all but one of which next to nothing is needed."""
        somebody = Tally(Count(1, False), None, self.pick(self.body_names), no_quorum=True)
        made = adjournment(asked)
        if made is not None:
            first = self.chance(0.5)
            return adjourned(
                replace(made, first=somebody) if first else replace(made, again=somebody)
            )
        if not isinstance(asked, Successive):
            return asked
        kept = self.upto(0, len(asked.stages) - 1)
        stages = (it if n == kept else somebody for n, it in enumerate(asked.stages))
        return replace(asked, stages=tuple(stages))

    def _successive(self, last: Requirement) -> Requirement:
        if self.chance(0.15):
            return last
        stages = [last, self.requirement(1)]
        if self.chance(0.5):
            stages.reverse()
        if self.adjourning and self.chance(0.4):
            return adjourned(Adjournment(self.pick(self.adjourning), *stages))
        if self.chance(0.1):
            stages.append(self.requirement(0))
        waiting = [
            Waiting(self.upto(1, 30), "days") if self.chance(0.2) else None for _ in stages[1:]
        ]
        return Successive(tuple(stages), tuple(waiting))

    def compositions(self, events: Sequence[Event]) -> Iterator[Composition]:
        """Now and then, how many of some parties may sit in a body: as many as ever do by the timeline, or fewer."""
        draw = self.apart
        if draw.random() < 0.65:
            return
        where = draw.choice(self.body_names)
        names = [p.name for p in self.parties]
        who = tuple(draw.sample(names, draw.randint(1, len(names))))
        joins = any(e.kind is EventKind.JOINS and e.body == where for e in events)
        share = not joins and draw.random() < 0.4
        heads = sum(p.size for p in self.parties if p.name in who and p.name in self.seats[where])
        most = Fraction(max(0, heads - (0 if joins else draw.choice((0, 0, 1)))))
        if share:
            most = draw.choice((Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)))
        label = who[0] if len(who) == 1 else "those"
        single = len(who) == 1 and who[0] in self.singles
        if not single:
            # A composition is about parties that are named.
            groups = [g.who for g in self.groups if not g.who.bodies]
            if not groups and len(who) > 1:
                return
            meant = draw.choice(groups) if groups else Who(label, who)
            who, label = meant.parties, meant.label
            heads = sum(
                p.size for p in self.parties if p.name in who and p.name in self.seats[where]
            )
            most = most if share else Fraction(heads)
        fixed = Notes(fixed="statute" if draw.random() < 0.2 else None)
        yield Composition(
            "mix", "mix", NOWHERE, fixed, (), where, most, share, Who(label, who, single=single)
        )

    def composed(
        self, clauses: tuple[AnyClause, ...], them: tuple[Composition, ...]
    ) -> tuple[AnyClause, ...]:
        """With a composition also a power over who sits there, and at times a clause that asks who comes and goes."""
        if not them or not self.shape.effects:
            return (*clauses, *them)
        where = them[0].body
        moves = (EffectPattern(EffectKind.REMOVE, (where,)), *admits(where))
        first = next(i for i, c in enumerate(clauses) if isinstance(c, Power))
        power = clauses[first]
        assert isinstance(power, Power)
        if self.apart.random() < 0.8:
            power = replace(power, grants=(*power.grants, *moves))
        asking: tuple[AnyClause, ...] = ()
        if self.apart.random() < 0.6:
            both = (
                Touches(f"removes any member of {where}", moves[:1]),
                Touches(f"admits any newcomer to {where}", moves[2:]),
            )
            when = Versions[Condition](And(both))
            asking = (Prohibition("both", "both", NOWHERE, NO_NOTES, (), None, when),)
        return (*clauses[:first], power, *clauses[first + 1 :], *them, *asking)

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

    def values(self, attribute: Attribute) -> list[Value]:
        """All values that tell something apart, of an attribute that names no parties."""
        match attribute.type:
            case YesNo():
                return [False, True]
            case OneOf(values):
                return [*values]
            case Number():
                return sorted({max(0, n + d) for n in self.limits for d in (-1, 0, 1)})
            case PartySet():
                raise ValueError(f"{attribute.name} names parties")

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
        drawn = self.rng.random() if self.shape.effects else 1
        if drawn < 0.25:
            effects = frozenset(
                self.sample(possible_effects(specification, state), self.upto(1, 2))
            )
        elif drawn < 0.75:
            effects = self.keeping_some_from_voting(specification, state, (drawn - 0.25) * 2)
        effects |= self.moves(specification, state)
        return Decision(
            {a.name: self.value(a) for a in self.attributes},
            cells,
            rulings,
            effects,  # type: ignore[arg-type]
        )

    def keeping_some_from_voting(
        self, specification: Specification, state: State, by: float
    ) -> frozenset[Effect]:
        """Effects to those who may not vote on them, where clauses say so; a number from 0 to 1 picks one or two."""
        kinds = {kind for recusal in specification.recusals for kind in recusal.excluded.effects}
        found = [e for e in possible_effects(specification, state) if e.kind in kinds and e.party]
        if not found:
            return frozenset()
        at = by * len(found)
        return frozenset({found[int(at)], found[int(at % 1 * len(found))]})

    def moves(self, specification: Specification, state: State) -> frozenset[Effect]:
        """Some who come or go where a composition counts them."""
        draw = self.apart
        if not specification.compositions or draw.random() < 0.25 or not self.shape.effects:
            return frozenset()
        where = specification.compositions[0].body
        kinds = (EffectKind.ADMIT, EffectKind.REMOVE, EffectKind.ADMIT, EffectKind.ADMIT_NEW)
        able = [
            effect
            for effect in possible_effects(specification, state)
            if effect.target == where and effect.kind in kinds
        ]
        them = specification.compositions[0].who.parties
        theirs = [e for e in able if e.kind is EffectKind.ADMIT and e.party in them]
        first = draw.sample(theirs, min(len(theirs), 1)) if draw.random() < 0.6 else []
        return frozenset((*first, *draw.sample(able, min(len(able), draw.randint(0, 2)))))

    def ballots(self, specification: Specification, state: State, decision: Decision) -> Ballots:
        last, *before = (
            self._at_one_meeting(specification, state, decision)
            for _ in range(specification.meetings)
        )
        return replace(last, earlier=tuple(before))

    def _at_one_meeting(
        self, specification: Specification, state: State, decision: Decision
    ) -> Ballots:
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
        # What is drawn besides takes nothing from what is drawn later.
        besides = random.Random(repr(consents))
        objects = besides.choice((0.0, 0.3, 1.0))
        objections = {
            party: {
                cell: sum(besides.random() < objects for _ in range(number - consents[party][cell]))
                for cell, number in decision.cells_of(
                    party, specification.party[party].size
                ).items()
            }
            for party in consents
        }
        return Ballots(votes, consents, casting, objections)

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


def in_versions(
    versions: Versions[Requirement], change: Callable[[Requirement], Requirement]
) -> Versions[Requirement]:
    """All that a clause may require put as `change` says."""
    plain = None if versions.plain is None else change(versions.plain)
    return Versions(plain, {name: change(it) for name, it in versions.by_reading.items()})


def random_case(rng: random.Random, shape: Shape = ORDINARY) -> Case:
    """A model with a state, readings, a decision and ballots."""
    maker = Maker(rng, shape)
    return maker.case(maker.specification())


def _always(when: Versions[Condition]) -> Versions[Condition]:
    return when if when.by_reading else Versions(ALWAYS)


def _asks_who_attends(quorum: Requirement | None) -> bool:
    """Whether a meeting of such a body can be adjourned for want of its quorum."""
    atoms = () if quorum is None else tuple(requirement_atoms(quorum))
    return bool(atoms) and not any(isinstance(atom, Turnout) for atom in atoms)
