"""Random well-formed models, with states, decisions and ballots for them: `random_case(random.Random(1))`.

Everything is drawn from one `random.Random`, so that a seed is a case. Hypothesis drives the same code
through `st.randoms()` (see `cases`). Claims are in `generating_claims.py`, text in `printing.py`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Value, Vote, ruled
from policy_dsl.interpreter import possible_effects
from policy_dsl.model import (
    NOWHERE,
    AnyClause,
    Attribute,
    Effect,
    EffectKind,
    Event,
    EventKind,
    NumberIn,
    OneOf,
    PartySet,
    Specification,
    Status,
    YesNo,
)
from policy_dsl.records import replace
from policy_dsl.state import State, after_event, intervals
from tests.semantics.generating_clauses import Clauses
from tests.semantics.generating_names import (
    FIRST_DAY,
    JUDGED,
    LARGER,
    ORDINARY,
    TINY,
    Shape,
)

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


class Maker(Clauses):
    """Draws clauses, timelines, decisions and ballots."""

    def timeline(self, clauses: Sequence[AnyClause]) -> tuple[Event, ...]:
        """Events that fit each other: nobody leaves who has no seat, nothing lapses that is not in force."""
        # Where the members of a body are those of others, it matters that these change.
        often = 2.5 if self.following else 1
        if self.chance(0.4 / often):
            return ()
        seats = {
            (name, member)
            for name, members in self.seats.items()
            for member in members
            if name not in self.following
        }
        late_seats = {seat for seat in sorted(seats) if self.chance(0.12 * often)}
        proposed = {c.name for c in clauses if c.notes.status is Status.PROPOSED}
        late = {c.name for c in clauses if self.chance(0.1)} | proposed
        state = State(
            frozenset(c.name for c in clauses) - late,
            frozenset(seats - late_seats),
            following=tuple(self.following.items()),
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
        for _ in range(self.upto(0, int(self.shape.events * often)) + len(pending)):
            move = pending.pop() if pending else self._move(state)
            if move is None:
                continue
            day += timedelta(days=self.upto(0, 2))
            found.append(Event(*move, day, NOWHERE))
            state = after_event(state, found[-1])
        return tuple(found)

    def _move(self, state: State) -> tuple[EventKind, str, str] | None:
        if self.chance(0.1 if self.following else 0.3):
            clause = self.pick(self.plans).name
            lapses = clause in state.in_force
            return EventKind.LAPSES if lapses else EventKind.TAKES_EFFECT, clause, ""
        where, who = self.seat_in(self.pick(self.body_names)), self.pick(self.parties).name
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
            case NumberIn():
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
            case NumberIn():
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


def random_case(rng: random.Random, shape: Shape = ORDINARY) -> Case:
    """A model with a state, readings, a decision and ballots."""
    maker = Maker(rng, shape)
    return maker.case(maker.specification())
