"""When a decision is adopted, as a term: the whole specification in one state, over decisions and ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import (
    Condition,
    Effect,
    EffectKind,
    ExceptionTo,
    PartySet,
    Power,
    Prohibition,
    Requirement,
    Rule,
    Specification,
)
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import BallotTerms, ballot_terms
from verifier.encoding.cells import Electorate, electorate
from verifier.encoding.classes import VoterClass, counted_attributes
from verifier.encoding.decisions import DecisionTerms, condition_term
from verifier.encoding.facts import FactKind, Presence, RecusalDetail, Relaxation, TrackedFact
from verifier.encoding.limiting import Limiting
from verifier.encoding.meetings import MeetingsOfPowers
from verifier.encoding.open_recusals import marks as open_marks
from verifier.encoding.recusals import Exclusions
from verifier.encoding.requirements import RequirementTerms, requirement_terms
from verifier.encoding.seating import SeatsGiven
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Bool,
    Int,
    both,
    either,
    where,
)
from verifier.encoding.views import Views
from verifier.solving.questions import IncrementalSolver

MEMBERSHIP_EFFECTS = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.RESTORE,
        EffectKind.REMOVE,
        EffectKind.ADMIT,
        EffectKind.ADMIT_NEW,
    }
)


@dataclass
class Encoding:
    """A specification in one state, as terms over one decision, one set of readings and one set of ballots.

    Every question about the state is asked by adding constraints to these same terms, so that they are built
    once for all properties.
    """

    specification: Specification
    state: State
    decision: DecisionTerms
    electorate: Electorate
    activity: Activity
    ballots: BallotTerms
    requirements: RequirementTerms
    views: Views
    relaxation: Relaxation
    classes: Sequence[VoterClass]
    # The cells whose consents clauses ask for; properties may ask for more, over the same terms.
    consents_of_clauses: frozenset[str] = frozenset()
    _ground: IncrementalSolver = field(default_factory=IncrementalSolver, repr=False)
    _taken: dict[str, int] = field(default_factory=dict, repr=False)

    @cached_property
    def limits(self) -> list[z3.BoolRef]:
        """What makes the variables stand for a decision, readings and (loosened) open values."""
        return [
            *self.decision.limits,
            *self.electorate.limits,
            *self.activity.readings.limits,
            *self.relaxation.constraints,
        ]

    @property
    def ballot_limits(self) -> list[z3.BoolRef]:
        """What makes the ballot variables stand for ballots."""
        return [*self.ballots.limits, *self.ballots.attendance_limits]

    def ground(self) -> IncrementalSolver:
        """All of these limits, in one solver for all questions about this encoding."""
        known = self._ground.constraints
        if not known:
            known += [
                *self.decision.limits,
                *self.electorate.limits,
                *self.activity.readings.limits,
            ]
            known += self.ballots.attendance_limits
        # A question may ask for consents that nothing asked for before, which brings limits of their own.
        for name, grown in (
            ("ballots", self.ballots.limits),
            ("open", self.relaxation.constraints),
        ):
            known += grown[self._taken.get(name, 0) :]
            self._taken[name] = len(grown)
        return self._ground

    def condition(self, condition: Condition, facts: bool) -> z3.BoolRef:
        """A condition on the decision."""
        return condition_term(self.decision, condition, facts, self.electorate.includes)

    def met(self, requirement: Requirement, facts: bool = False) -> z3.BoolRef:
        """A requirement on the ballots."""
        return self.requirements.met(requirement, facts)

    def ruling_is_fact(self, attribute: str) -> z3.BoolRef:
        """The judge of an attribute rules as things are."""
        terms = self.decision
        if not isinstance(self.specification.attribute[attribute].type, PartySet):
            return terms.rulings[attribute].same_as(terms.facts[attribute])
        mark = ruled(attribute)
        parts: list[Bool] = []
        for cell in self.electorate.every_cell:
            if cell.voters.single:
                name = cell.voters.first.name
                parts.append(terms.names(mark, name) == terms.names(attribute, name))
            elif (mark in cell.marks) != (attribute in cell.marks):
                parts.append(cell.size == 0)
        return both(parts)

    @cached_property
    def can_take(self) -> dict[str, z3.BoolRef]:
        """For each power in force: it is active, may have these effects, and its own requirement is met."""
        return {
            power.name: both((self.covers[power.name], self.meetings.demanded(power, power.name)))
            for power in self.specification.powers
            if power.name in self.state.in_force
        }

    @cached_property
    def covers(self) -> dict[str, z3.BoolRef]:
        """For each power in force: it is active and may have the decision's effects, whatever the votes."""
        return {
            power.name: both((self.activity.active(power.name), self._granted(power)))
            for power in self.specification.powers
            if power.name in self.state.in_force
        }

    def _granted(self, power: Power) -> z3.BoolRef:
        written = both(
            z3.Not(variable)
            for effect, variable in self.decision.effects.items()
            if not any(grant.matches(effect) for grant in power.grants)
        )
        return self.relaxation.truth(clause_fact(power), "may", written)

    @cached_property
    def meetings(self) -> MeetingsOfPowers:
        """At how many meetings powers are used, and what is demanded at which."""
        return MeetingsOfPowers(self.specification, self.activity, self.relaxation, self.views)

    @cached_property
    def limiting(self) -> Limiting:
        """What limits powers."""
        return Limiting(
            self.specification,
            self.state,
            self.activity,
            self.relaxation,
            self.views,
            self.meetings.demanded,
        )

    @cached_property
    def _unfixed(self) -> z3.BoolRef:
        """The decision touches nothing that is fixed, admits nobody beyond the vacant seats, and keeps compositions."""
        parts: list[Bool] = [self.seating.within_seats, self.seating.composed]
        for effect, variable in self.decision.effects.items():
            fact = self._fixed(effect.kind, effect.target)
            if fact is not None:
                parts.append(self.relaxation.truth(fact, f"keeps {variable}", z3.Not(variable)))
        return both(parts)

    @cached_property
    def seating(self) -> SeatsGiven:
        """What decisions may do about who sits where, so far as seats are counted."""
        return SeatsGiven(
            self.specification,
            self.state,
            self.electorate,
            self.activity,
            self.relaxation,
            self.decision.effects,
            self.moved,
        )

    def moved(self, variable: z3.BoolRef, effects: Sequence[Effect]) -> Int:
        """How many come or go by these effects, which one variable stands for; newcomers are one at the least."""
        sizes = [self.specification.party[e.party].size if e.party else 1 for e in effects]
        return where(variable, sum(sizes))

    def _fixed(self, kind: EffectKind, target: str) -> TrackedFact | None:
        if kind is EffectKind.ENACT:
            # Enacting an exception to a fixed clause is amending that clause.
            it = self.specification.amendable(target)
            excepted = it.targets if isinstance(it, ExceptionTo) else ()
            named = next((t for t in excepted if self.specification.clause[t].fixed), None)
            return None if named is None else self._fixed(EffectKind.AMEND, named)
        if kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT_EXCEPTION):
            clause = self.specification.amendable(target)
            fixed, place, notes = clause.fixed, clause.place, clause.notes
        elif kind is EffectKind.AMEND_QUORUM:
            body = self.specification.body[target]
            fixed, place, notes = (
                body.quorum_notes.fixed is not None,
                body.quorum_place,
                body.quorum_notes,
            )
        elif kind in MEMBERSHIP_EFFECTS:
            body = self.specification.body[target]
            fixed, place, notes = body.fixed_membership, body.place, body.notes
        else:
            return None
        return TrackedFact(FactKind.FIXED, target, place, notes) if fixed else None

    @cached_property
    def adopted_by(self) -> dict[str, z3.BoolRef]:
        """For each power in force: the decision is adopted by it."""
        return {
            name: both(
                (
                    can,
                    self._unfixed,
                    *self.limiting.kept(name),
                    *self.limiting.forbidden(name),
                    self.limiting.spared_or_kept(name, list(self.can_take)),
                )
            )
            for name, can in self.can_take.items()
        }

    @cached_property
    def adopted(self) -> z3.BoolRef:
        """The decision is adopted, by some power."""
        return either(self.adopted_by.values())

    def adopted_under(self, power: str | None) -> z3.BoolRef:
        """The decision is adopted, by the power named if one is."""
        return self.adopted if power is None else self.adopted_by.get(power, FALSE)

    @cached_property
    def by_presence(self) -> Encoding:
        """The same over the same variables, but that each clause can be there or not (see `Presence`)."""
        made = encode(
            self.specification,
            self.state,
            self.classes,
            self.decision.free,
            changing=Presence(self.relaxation.loosened, self.relaxation.detail),
            watched=self.decision.effects,
        )
        # It is one decision: whom it names by what only one of the two asks about, it names for both.
        self.decision.named.update(made.decision.named)
        made.decision.named = self.decision.named
        return made

    def in_force(self, clause: str) -> z3.BoolRef:
        """The clause is in force, however it is read."""
        return TRUE if clause in self.state.in_force else FALSE

    def limited_by(self, name: str, power: str) -> z3.BoolRef:
        """The clause limits this decision of the power: a rule or prohibition, or what an exception demands instead."""
        clause = self.specification.clause[name]
        if name not in self.state.in_force:
            return FALSE
        match clause:
            case Rule(limits=limits) | Prohibition(limits=limits):
                return both((self.activity.limits(limits, power), self.activity.active(name)))
            case ExceptionTo(targets=targets):
                instead = [
                    both((self.activity.limits(it.limits, power), self.activity.would(target)))
                    for target in targets
                    if isinstance(it := self.specification.clause[target], Rule | Prohibition)
                ]
                return both((self.activity.active(name), either(instead)))
            case _:
                return FALSE

    def some_power_in_force(self, named: str | None) -> z3.BoolRef:
        """There is a power to decide anything by; or the one named is in force."""
        there = named in self.can_take if named is not None else bool(self.can_take)
        return TRUE if there else FALSE

    def taken_without_prohibitions(self, power: str | None) -> z3.BoolRef:
        """As adopted, with only prohibitions set aside."""
        return either(
            both((can, self._unfixed, *self.limiting.kept(name)))
            for name, can in self.can_take.items()
            if power in (None, name)
        )

    @property
    def decision_variables(self) -> list[z3.ExprRef]:
        """The variables of decision, readings and open values: everything but ballots."""
        return [
            *self.decision.variables,
            *self.electorate.variables,
            *self.activity.readings.variables,
            *self.relaxation.open_values,
            *self.relaxation.scopes,
            *self.relaxation.derived,
            *self.relaxation.guards.values(),
        ]

    @property
    def ballot_variables(self) -> list[z3.ExprRef]:
        """The variables of the ballots."""
        return [*self.ballots.variables, *self.ballots.attendance]


def encode(
    specification: Specification,
    state: State,
    classes: Sequence[VoterClass],
    free: frozenset[str] = frozenset(),
    loosened: bool = False,
    changing: Relaxation | None = None,
    watched: Mapping[Effect, z3.BoolRef] | None = None,
    detail: RecusalDetail = RecusalDetail.SOME,
) -> Encoding:
    """The terms of a specification in one state.

    `free` are attributes whose ruling may differ from the fact. `loosened` puts a guard on every fact; `detail` as of
    `Relaxation`.
    With `changing` (see that module) the state is made of terms; `watched` are then the effects to speak of.
    """
    relaxation = changing or Relaxation(loosened, detail)
    decision = DecisionTerms(specification, state, free, watched)
    marks = [
        mark
        for name in counted_attributes(specification)
        for mark in ((name, ruled(name)) if name in free else (name,))
    ]
    marks += open_marks(specification, state, relaxation)
    voters = electorate(specification, state, decision, relaxation, classes, marks)

    def condition(it: Condition, facts: bool) -> z3.BoolRef:
        return condition_term(decision, it, facts, voters.includes)

    activity = Activity(specification, state, relaxation, condition)
    exclusions = Exclusions(specification, state, voters, activity)
    ballots = ballot_terms(specification, state, voters, exclusions)
    requirements = requirement_terms(specification, voters, ballots, relaxation, condition)
    made = Encoding(
        specification,
        state,
        decision,
        voters,
        activity,
        ballots,
        requirements,
        Views(requirements, exclusions),
        relaxation,
        classes,
    )
    # Consents become variables where a requirement asks for them, so all requirements are built before anybody
    # says what a coalition does with its consents.
    _ = made.adopted
    made.consents_of_clauses = ballots.consenting
    return made
