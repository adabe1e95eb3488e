"""Adopted or not, and why: the questions that can be put to the interpreter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from policy_dsl.decisions import Ballots, Decision
from policy_dsl.interpreter.clauses import Rules
from policy_dsl.interpreter.conditions import judge
from policy_dsl.interpreter.counting import Floor, check_ballots
from policy_dsl.interpreter.effects import beyond_composition, beyond_seats, what_is_fixed
from policy_dsl.interpreter.outcome import (
    BodyOutcome,
    Checked,
    Counted,
    Judged,
    Limit,
    Obstacle,
    Outcome,
    PowerOutcome,
    Seated,
)
from policy_dsl.interpreter.requirements import check, quorate, quorum
from policy_dsl.interpreter.situation import Situation, check_decision
from policy_dsl.model import Condition, Effect, Power, Requirement, Specification, Who
from policy_dsl.state import State


class Meeting:
    """One decision, put to one state under one reading. It can be decided with any number of ballots.

    Clauses `left_out` are as if they were not there, but for what decisions do to them.
    Raises ValueError for a decision or readings that make no sense here.
    """

    def __init__(
        self,
        specification: Specification,
        state: State,
        readings: Mapping[str, str],
        decision: Decision,
        left_out: Collection[str] = frozenset(),
    ) -> None:
        check_decision(specification, state, decision)
        self.specification = specification
        self.decision = decision
        self.rules = Rules(Situation(specification, state, decision), readings, left_out)

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """Effects that bar every adoption."""
        state = self.rules.situation.state
        beyond = beyond_seats(self.specification, state, self.effects)
        found: list[Obstacle] = []
        for effect in self.effects:
            fixed = what_is_fixed(self.specification, effect)
            if fixed is not None:
                found.append(Obstacle(effect, fixed))
            elif effect in beyond:
                found.append(Obstacle(effect, f"seats of {effect.target}", beyond_seats=True))
        for clause in self.specification.compositions:
            if self.rules.in_force(clause):
                barred = beyond_composition(self.specification, state, self.effects, clause)
                found += [Obstacle(effect, clause.name, by=clause.name) for effect in barred]
        return tuple(found)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The decision's effects in a settled order."""
        return tuple(sorted(self.decision.effects, key=lambda e: (e.kind.value, e.target, e.party)))

    def not_granted(self, power: Power) -> tuple[Effect, ...]:
        """The effects that decisions of a power may not have."""
        return tuple(
            effect
            for effect in self.effects
            if not any(pattern.matches(effect) for pattern in power.grants)
        )

    def demands(self, power: Power) -> list[Requirement] | None:
        """All requirements that must be met for a power to take the decision; None: it cannot at all."""
        if not self.rules.active(power) or self.not_granted(power):
            return None
        if self.rules.forbidding(power.name):
            return None
        own = power.requires.under(self.rules.readings.get(power.name))
        return [own, *(requirement for _, requirement in self.rules.limits(power.name))]

    @cached_property
    def ways(self) -> dict[str, list[Requirement]]:
        """What each power that could take the decision demands."""
        # What bars every adoption bars it whichever power is used, so none need be asked.
        if self.obstacles:
            return {}
        demands = ((power.name, self.demands(power)) for power in self.specification.powers)
        return {power: them for power, them in demands if them is not None}

    def adopted(self, ballots: Ballots) -> bool:
        """Adopted or not, by ballots that are known to be well-formed."""
        return any(
            all(check(floor, r, False).met for r in way)
            for power, way in self.ways.items()
            for floor in [Floor(self.rules, ballots, power)]
        )

    def floor(self, ballots: Ballots) -> Floor:
        """The decision with everybody's ballots; ValueError for ballots that make no sense here."""
        check_ballots(self.rules, ballots)
        return Floor(self.rules, ballots)

    def outcome(self, ballots: Ballots) -> Outcome:
        """Adopted or not, and why."""
        floor = self.floor(ballots)
        powers = tuple(
            self._power(Floor(self.rules, ballots, power.name), power)
            for power in self.specification.powers
        )
        return Outcome(
            adopted=any(power.adopts for power in powers),
            powers=powers,
            clauses=tuple(self.rules.outcome(clause) for clause in self.specification.clauses),
            bodies=self._bodies(floor),
            obstacles=self.obstacles,
            earlier=self._earlier(floor),
        )

    def _earlier(self, floor: Floor) -> tuple[tuple[BodyOutcome, ...], ...]:
        """The bodies at each of the meetings that may come before the last."""
        return tuple(
            self._bodies(floor.before(back))
            for back in range(self.specification.meetings - 1, 0, -1)
        )

    def _bodies(self, floor: Floor) -> tuple[BodyOutcome, ...]:
        return tuple(self._body(floor, body.name) for body in self.specification.bodies)

    def _power(self, floor: Floor, power: Power) -> PowerOutcome:
        active = self.rules.active(power)
        own: Checked | None = None
        limits: tuple[Limit, ...] = ()
        if active:
            own = check(floor, power.requires.under(self.rules.readings.get(power.name)), False)
            limits = tuple(
                Limit(clause, check(floor, requirement, False))
                for clause, requirement in self.rules.limits(power.name)
            )
        not_granted = self.not_granted(power)
        forbidden = self.rules.forbidding(power.name)
        return PowerOutcome(
            power=power.name,
            active=active,
            not_granted=not_granted,
            requirement=own,
            limits=limits,
            forbidden_by=forbidden,
            adopts=own is not None
            and own.met
            and all(limit.checked.met for limit in limits)
            and not (not_granted or forbidden or self.obstacles),
            meetings=()
            if self.rules.judged_as(power.name) is None
            else (*self._earlier(floor), self._bodies(floor)),
        )

    def _body(self, floor: Floor, body: str) -> BodyOutcome:
        checked = quorum(floor, body)
        return BodyOutcome(
            body=body,
            seated=floor.seated[body],
            counted=floor.count(body, None, None, False),
            quorum=checked,
            quorate=checked is None or checked.met,
            casting=floor.casting(body),
        )


def decide(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    left_out: Collection[str] = frozenset(),
) -> Outcome:
    """Whether a decision is adopted, and why.

    `readings` names a reading of each ambiguous clause in force. Clauses `left_out` apply to nothing.
    Raises ValueError for a call that makes no sense: a reading or an attribute's value that is missing or
    unknown, an effect where there is nothing to change, ballots that do not add up or that nobody could have given.
    """
    return Meeting(specification, state, readings, decision, left_out).outcome(ballots)


def check_requirement(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    requirement: Requirement,
    facts: bool,
) -> Checked:
    """A requirement with the numbers that it was judged by. Properties see `facts`, clauses rulings."""
    meeting = Meeting(specification, state, readings, decision)
    return check(meeting.floor(ballots), requirement, facts)


def requirement_met(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    requirement: Requirement,
    facts: bool,
) -> bool:
    """Whether ballots meet a requirement. Properties see `facts`, clauses rulings."""
    return check_requirement(
        specification, state, readings, decision, ballots, requirement, facts
    ).met


def judge_condition(
    specification: Specification,
    state: State,
    decision: Decision,
    condition: Condition,
    facts: bool,
) -> Judged:
    """A condition with the values that it was judged by. Properties see `facts`, clauses rulings."""
    check_decision(specification, state, decision)
    return judge(Situation(specification, state, decision), condition, facts)


def condition_holds(
    specification: Specification,
    state: State,
    decision: Decision,
    condition: Condition,
    facts: bool,
) -> bool:
    """Whether a condition holds of a decision. Properties see `facts`, clauses rulings."""
    return judge_condition(specification, state, decision, condition, facts).holds


def is_quorate(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    body: str,
) -> bool:
    """Whether a body is quorate for a decision, by those who attend."""
    return quorate(Meeting(specification, state, readings, decision).floor(ballots), body)


def count_votes(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    ballots: Ballots,
    body: str,
    among: Who | None = None,
    weight: str | None = None,
    facts: bool = False,
) -> Counted:
    """A body's numbers on a decision: for, against, abstaining, present, members; in heads or a weight."""
    meeting = Meeting(specification, state, readings, decision)
    return meeting.floor(ballots).count(body, among, weight, facts)


def seats_of(
    specification: Specification,
    state: State,
    readings: Mapping[str, str],
    decision: Decision,
    body: str,
) -> tuple[Seated, ...]:
    """Who has a voting seat in a body, and whether it is suspended or recused on this decision."""
    return Meeting(specification, state, readings, decision).rules.seated[body]
