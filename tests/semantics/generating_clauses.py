"""Draws specifications: clauses with readings, at meetings, and who may sit where."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from policy_dsl.model import (
    ALWAYS,
    IN_FORCE,
    NO_NOTES,
    NOT_IN_FORCE,
    NOWHERE,
    And,
    AnyClause,
    AtMeeting,
    Base,
    Body,
    Composition,
    Condition,
    ConsentAct,
    ConsentVote,
    Count,
    EffectKind,
    EffectPattern,
    Event,
    EventKind,
    ExceptionTo,
    Notes,
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
    Share,
    Specification,
    Status,
    Successive,
    Tally,
    Touches,
    Turnout,
    Versions,
    Waiting,
    Who,
)
from policy_dsl.model.atoms import (
    Adjournment,
    adjourned,
    adjournment,
    meetings_in,
    requirement_atoms,
)
from policy_dsl.records import replace
from tests.semantics.generating_names import (
    FRACTIONS,
    Plan,
    T,
)
from tests.semantics.generating_words import Words, admits


class Clauses(Words):
    """Draws clauses, and specifications of them."""

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
                tuple(Seat(it, NOWHERE) for it in members if name not in self.following),
                tuple(
                    Seat(p.name, NOWHERE)
                    for p in self.parties
                    if p.name not in members and self.chance(0.1)
                ),
                self.chairs[name],
                quorum := self.quorum(name),
                NOWHERE,
                Notes(fixed="statute") if quorum is not None and self.chance(0.1) else NO_NOTES,
                self.chance(0.1) and name not in self.following,
                NOWHERE,
                NO_NOTES,
                self.seat_numbers[name],
                self.following.get(name, ()),
            )
            for name, members in self.seats.items()
        )
        drawn = self.at_meetings(tuple(self.clause(plan) for plan in self.plans), bodies)
        drawn = self.counting_there(drawn)
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

    def counting_there(self, clauses: tuple[AnyClause, ...]) -> tuple[AnyClause, ...]:
        """Where the members of a body are those of others, mostly a power that asks for little counts there."""
        besides = random.Random(repr(("counting there", clauses)))
        powers = [clause.name for clause in clauses if isinstance(clause, Power)]
        if not self.following or besides.random() < 0.3:
            return clauses
        (where,) = self.following
        share = Share(besides.choice(FRACTIONS[:4]), besides.random() < 0.5)
        asked = Versions[Requirement](Tally(share, Base.MEMBERS, where, no_quorum=True))
        named = besides.choice(powers)
        return tuple(
            replace(c, requires=asked, when=_always(c.when))
            if isinstance(c, Power) and c.name == named and not c.requires.by_reading
            else c
            for c in clauses
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
        where = self.seat_in(draw.choice(self.body_names))
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


def in_versions(
    versions: Versions[Requirement], change: Callable[[Requirement], Requirement]
) -> Versions[Requirement]:
    """All that a clause may require put as `change` says."""
    plain = None if versions.plain is None else change(versions.plain)
    return Versions(plain, {name: change(it) for name, it in versions.by_reading.items()})


def _always(when: Versions[Condition]) -> Versions[Condition]:
    return when if when.by_reading else Versions(ALWAYS)


def _asks_who_attends(quorum: Requirement | None) -> bool:
    """Whether a meeting of such a body can be adjourned for want of its quorum."""
    atoms = () if quorum is None else tuple(requirement_atoms(quorum))
    return bool(atoms) and not any(isinstance(atom, Turnout) for atom in atoms)
