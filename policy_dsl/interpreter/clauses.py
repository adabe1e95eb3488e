"""Which clauses apply to a decision, before anybody votes, and who may vote on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from policy_dsl.decisions import Cell
from policy_dsl.interpreter.conditions import judge
from policy_dsl.interpreter.outcome import ClauseOutcome, Judged, Seated
from policy_dsl.interpreter.situation import Situation
from policy_dsl.model import (
    NOT_IN_FORCE,
    AllOf,
    AnyClause,
    AtMeeting,
    ExceptionTo,
    Power,
    Prohibition,
    Provision,
    Requirement,
    Rule,
    Successive,
    condition_of,
)
from policy_dsl.model.atoms import Adjournment, adjourned, adjournment


class Rules:
    """The rules as they apply to one decision, under one reading of every ambiguous clause.

    Clauses `left_out` apply to nothing; what the decision does to them it does all the same.
    """

    def __init__(
        self,
        situation: Situation,
        readings: Mapping[str, str],
        left_out: Collection[str] = frozenset(),
    ) -> None:
        self.situation = situation
        self.left_out = left_out
        self.specification = situation.specification
        self.readings = readings
        self._conditions: dict[str, Judged | None] = {}
        self._otherwise: dict[str, bool] = {}
        self._active: dict[str, bool] = {}
        self._standing: dict[str | None, frozenset[str]] = {}
        self._seated: dict[frozenset[str], dict[str, tuple[Seated, ...]]] = {}
        self._check_readings()

    def _check_readings(self) -> None:
        for name, reading in self.readings.items():
            clause = self.specification.clause.get(name)
            if clause is None or reading not in {r.name for r in clause.readings}:
                raise ValueError(f"`{name}` has no reading `{reading}`")
        for clause in self.specification.clauses:
            ambiguous = clause.readings and not isinstance(clause, Provision)
            if ambiguous and clause.name in self.situation.state.in_force:
                self.reading(clause)

    def reading(self, clause: AnyClause) -> str | None:
        """How an ambiguous clause is read; None for any other."""
        if not clause.readings:
            return None
        if clause.name not in self.readings:
            raise ValueError(f"how is `{clause.name}` read? it has several readings")
        return self.readings[clause.name]

    def in_force(self, clause: AnyClause) -> bool:
        """In force in the state, and not read as not in force."""
        return (
            clause.name in self.situation.state.in_force
            and clause.name not in self.left_out
            and self.readings.get(clause.name) != NOT_IN_FORCE
        )

    def condition(self, clause: AnyClause) -> Judged | None:
        """Whether its `when` holds; None where it is not in force."""
        if clause.name not in self._conditions:
            self._conditions[clause.name] = (
                judge(self.situation, condition_of(clause, self.readings.get(clause.name)), False)
                if self.in_force(clause)
                else None
            )
        return self._conditions[clause.name]

    def would_otherwise_be_active(self, clause: AnyClause) -> bool:
        """Active, were it not for the exceptions to this clause."""
        if clause.name not in self._otherwise:
            condition = self.condition(clause)
            self._otherwise[clause.name] = (
                condition is not None
                and condition.holds
                and (not isinstance(clause, ExceptionTo) or bool(self.reaches(clause)))
            )
        return self._otherwise[clause.name]

    def reaches(self, clause: AnyClause) -> tuple[str, ...]:
        """An exception's targets that would otherwise be active."""
        if not isinstance(clause, ExceptionTo):
            return ()
        return tuple(
            name
            for name in clause.targets
            if self.would_otherwise_be_active(self.specification.clause[name])
        )

    def switched_off_by(self, clause: AnyClause) -> tuple[str, ...]:
        """The active exceptions made to a clause."""
        made = self.specification.exceptions_to.get(clause.name, ())
        return tuple(exception.name for exception in made if self.active(exception))

    def active(self, clause: AnyClause) -> bool:
        """Whether a clause applies to the decision."""
        if clause.name not in self._active:
            # Each asks about its exceptions, and these about theirs: it ends, as the checker refuses exceptions in a
            # circle.
            self._active[clause.name] = self.would_otherwise_be_active(
                clause
            ) and not self.switched_off_by(clause)
        return self._active[clause.name]

    def outcome(self, clause: AnyClause) -> ClauseOutcome:
        """What became of a clause."""
        return ClauseOutcome(
            clause=clause.name,
            in_force=self.in_force(clause),
            reading=self.readings.get(clause.name),
            condition=self.condition(clause),
            reaches=self.reaches(clause),
            switched_off_by=self.switched_off_by(clause),
            active=self.active(clause),
            left_out=clause.name in self.left_out,
        )

    # --- what limits a power ---------------------------------------------------------------------

    def limits(self, power: str) -> list[tuple[str, Requirement]]:
        """The requirements of active rules and exceptions that limit a power, with their clauses.

        An exception limits the powers that a target limits which would otherwise be active. Of meetings that follow one
        another each is at its own.
        """
        return [
            (clause.name, self._at_meetings(clause, requirement, power))
            for clause, requirement, limiting in self._requiring
            if any(self.specification.limits(each, power) for each in limiting)
        ]

    def _at_meetings(
        self, clause: Rule | ExceptionTo, requirement: Requirement, power: str
    ) -> Requirement:
        """What a clause demands of a power that is used at several meetings: at the first, the last or each of them.

        An adjourned meeting is the last one where it is held; where it is not the first is the last.
        """
        its = self.specification.clause[power]
        if clause.at is None or not isinstance(its, Power) or not self.in_force(its):
            return requirement
        own = its.requires.under(self.readings.get(power))
        its_body = adjournment(own)
        if its_body is not None:
            body, first = its_body.body, Successive((requirement, AllOf(())))
            match clause.at:
                case AtMeeting.FIRST:
                    return first
                case AtMeeting.LAST:
                    return adjourned(Adjournment(body, requirement, requirement))
                case AtMeeting.EVERY:
                    return AllOf((first, adjourned(Adjournment(body, AllOf(()), requirement))))
        if clause.at is AtMeeting.LAST:
            return requirement
        meetings = len(own.stages) if isinstance(own, Successive) else 1
        if meetings == 1:
            return requirement
        if clause.at is AtMeeting.EVERY:
            return Successive((requirement,) * meetings)
        return Successive((requirement, *(AllOf(()),) * (meetings - 1)))

    @cached_property
    def _requiring(self) -> list[tuple[Rule | ExceptionTo, Requirement, list[AnyClause]]]:
        """Active rules and exceptions with a requirement: the clause, that, and the clauses whose powers it limits."""
        found: list[tuple[Rule | ExceptionTo, Requirement, list[AnyClause]]] = []
        for clause in self.specification.clauses:
            if not isinstance(clause, Rule | ExceptionTo) or clause.requires is None:
                continue
            if not self.active(clause):
                continue
            limiting: list[AnyClause] = (
                [clause]
                if isinstance(clause, Rule)
                else [self.specification.clause[name] for name in self.reaches(clause)]
            )
            requirement = clause.requires.under(self.readings.get(clause.name))
            found.append((clause, requirement, limiting))
        return found

    def forbidding(self, power: str) -> tuple[str, ...]:
        """The active prohibitions that limit a power."""
        return tuple(
            clause.name for clause in self._prohibiting if self.specification.limits(clause, power)
        )

    @cached_property
    def _prohibiting(self) -> list[Prohibition]:
        return [clause for clause in self.specification.prohibitions if self.active(clause)]

    # --- who may vote ----------------------------------------------------------------------------

    def recusals(self, power: str | None) -> frozenset[str]:
        """The active recusals that limit no powers, and those that limit this one."""
        if power not in self._standing:
            self._standing[power] = frozenset(
                recusal.name
                for recusal in self.specification.recusals
                if (recusal.limits is None or power is not None)
                and self.active(recusal)
                and (power is None or self.specification.limits(recusal, power))
            )
        return self._standing[power]

    def judged_as(self, power: str) -> str | None:
        """The first power on which the same parties may not vote; None where these are as when none is judged."""
        standing = self.recusals(power)
        if standing == self.recusals(None):
            return None
        powers = self.specification.powers
        # Powers on which the same recusals stand see the same ballots, so one of them speaks for all.
        return next(each.name for each in powers if self.recusals(each.name) == standing)

    def recusing(
        self, body: str, party: str, cell: Cell, power: str | None = None
    ) -> tuple[str, ...]:
        """The active recusals that keep these members of a party from voting in a body, at all or on a power."""
        standing = self.recusals(power)
        return tuple(
            recusal.name
            for recusal in self.specification.recusals
            if recusal.body == body
            and recusal.name in standing
            and self.situation.refers(recusal.excluded, party, cell, False)
        )

    @cached_property
    def seated(self) -> dict[str, tuple[Seated, ...]]:
        """Who has a voting seat in each body, with its standing as long as no power is judged."""
        return self.seated_for(None)

    def seated_for(self, power: str | None) -> dict[str, tuple[Seated, ...]]:
        """Who has a voting seat in each body, with its standing when a power is judged."""
        standing = self.recusals(power)
        if standing not in self._seated:
            self._seated[standing] = self._seated_under(power)
        return self._seated[standing]

    def _seated_under(self, power: str | None) -> dict[str, tuple[Seated, ...]]:
        found: dict[str, tuple[Seated, ...]] = {}
        out = {recusal.name for recusal in self.specification.recusals if recusal.and_counting}
        for body in self.specification.bodies:
            them: list[Seated] = []
            for party, cells in self.situation.cells.items():
                seat = (body.name, party)
                if seat not in self.situation.state.seats:
                    continue
                suspended = seat in self.situation.state.suspended
                for cell, number in cells:
                    by = self.recusing(body.name, party, cell, power)
                    them.append(
                        Seated(party, cell, number, suspended, by, any(name in out for name in by))
                    )
            found[body.name] = tuple(them)
        return found
