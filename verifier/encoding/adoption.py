"""When a decision is adopted, as a term: the whole specification in one state, over decisions and ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    PowersOf,
    Prohibition,
    Requirement,
    Rule,
    Scope,
    Specification,
)
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import BallotTerms, ballot_terms
from verifier.encoding.cells import Electorate, electorate
from verifier.encoding.classes import VoterClass, counted_attributes
from verifier.encoding.decisions import DecisionTerms, condition_term
from verifier.encoding.facts import Fact, FactKind, Loosening, Presence
from verifier.encoding.recusals import Exclusions
from verifier.encoding.requirements import RequirementTerms
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Bool,
    at_least,
    both,
    either,
    implies,
    is_false,
    less,
    negation,
    total,
    where,
)
from verifier.solving.questions import Ground

MEMBERSHIP_EFFECTS = frozenset(
    {
        EffectKind.SUSPEND,
        EffectKind.RESTORE,
        EffectKind.REMOVE,
        EffectKind.ADMIT,
        EffectKind.ADMIT_NEW,
    }
)


ADMITTING = frozenset({EffectKind.ADMIT, EffectKind.ADMIT_NEW})


# A clause that limits powers, and that it (or what stands in for it) is kept.
Kept = tuple[Rule | Prohibition, z3.BoolRef]


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
    loosening: Loosening
    classes: Sequence[VoterClass]
    # The cells whose consents clauses ask for; properties may ask for more, over the same terms.
    consents_of_clauses: frozenset[str] = frozenset()
    _ground: Ground = field(default_factory=Ground, repr=False)
    _taken: dict[str, int] = field(default_factory=dict, repr=False)
    _counting: dict[tuple[str, str], z3.BoolRef] = field(default_factory=dict, repr=False)

    @cached_property
    def limits(self) -> list[z3.BoolRef]:
        """What makes the variables stand for a decision, readings and (loosened) open values."""
        return [
            *self.decision.limits,
            *self.electorate.limits,
            *self.activity.readings.limits,
            *self.loosening.constraints,
        ]

    @property
    def ballot_limits(self) -> list[z3.BoolRef]:
        """What makes the ballot variables stand for ballots."""
        return [*self.ballots.limits, *self.ballots.attendance_limits]

    def ground(self) -> Ground:
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
        for name, grown in (("ballots", self.ballots.limits), ("open", self.loosening.constraints)):
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
            power.name: both((self.covers[power.name], self._requirement(power)))
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

    def _requirement(self, clause: Power | Rule | ExceptionTo) -> z3.BoolRef:
        return self.activity.requirement(clause, self.met)

    def _granted(self, power: Power) -> z3.BoolRef:
        written = both(
            z3.Not(variable)
            for effect, variable in self.decision.effects.items()
            if not any(grant.matches(effect) for grant in power.grants)
        )
        return self.loosening.truth(clause_fact(power), "may", written)

    @cached_property
    def _limiting(self) -> list[Kept]:
        """For each rule and each exception with a requirement: whose powers it limits, and that it is kept."""
        found: list[Kept] = []
        for clause in self.specification.clauses:
            if clause.name not in self.state.in_force:
                continue
            if isinstance(clause, Rule):
                kept = implies(self.activity.active(clause.name), self._requirement(clause))
                found.append((clause, kept))
            elif isinstance(clause, ExceptionTo) and (
                clause.requires is not None or self.activity.may_demand(clause)
            ):
                found += self._exception_requirement(clause)
            if isinstance(clause, Rule | Prohibition):
                found += self._new_exception_requirement(clause)
        if self.loosening.opens_scope(ExceptionTo):
            found += self._open_exception_requirements()
        return found

    def _open_exception_requirements(self) -> Iterable[Kept]:
        instead = self.activity.open_exceptions
        limiting: Iterable[Rule | Prohibition] = (
            *self.specification.rules,
            *self.specification.prohibitions,
        )
        for clause in limiting:
            if clause.name in self.state.in_force:
                stands_in = both((instead.stand_in(clause), self.activity.would(clause.name)))
                if not is_false(stands_in):
                    yield clause, implies(stands_in, instead.met)

    def _new_exception_requirement(self, target: Rule | Prohibition) -> Iterable[Kept]:
        """What an exception to a clause that nobody declared demands in its place."""
        excepted = self.loosening.newly_excepted(target.name)
        if not is_false(excepted):
            stands_in = both((excepted, self.activity.would(target.name)))
            yield target, implies(stands_in, self.loosening.newly_demanded(target.name))

    def _exception_requirement(self, clause: ExceptionTo) -> Iterable[Kept]:
        met = self._requirement(clause)
        for target in clause.targets:
            it = self.specification.clause[target]
            if isinstance(it, (Rule, Prohibition)):
                stands_in = both((self.activity.active(clause.name), self.activity.would(target)))
                if self.loosening.opens_scope(ExceptionTo):
                    stands_in = both((self.activity.stands(clause), stands_in))
                yield it, implies(stands_in, met)

    @cached_property
    def _forbidding(self) -> list[Kept]:
        """For each prohibition in force: that it does not apply."""
        return [
            (clause, negation(self.activity.active(clause.name)))
            for clause in self.specification.prohibitions
            if clause.name in self.state.in_force
        ]

    @cached_property
    def _unfixed(self) -> z3.BoolRef:
        """The decision touches nothing that is fixed, and admits nobody beyond the vacant seats."""
        parts: list[Bool] = [self.within_seats]
        for effect, variable in self.decision.effects.items():
            fact = self._fixed(effect.kind, effect.target)
            if fact is not None:
                parts.append(self.loosening.truth(fact, f"keeps {variable}", z3.Not(variable)))
        return both(parts)

    @cached_property
    def within_seats(self) -> z3.BoolRef:
        """In each body of which the number of seats is said there is a vacant one for everybody who is admitted."""
        return both(self._vacant_for_all())

    def _vacant_for_all(self) -> Iterable[Bool]:
        for body in self.specification.bodies:
            if body.seats is None:
                continue
            admits: dict[z3.BoolRef, int] = {}
            for effect, variable in self.decision.effects.items():
                if effect.target == body.name and effect.kind in ADMITTING:
                    heads = self.admitted_by(effect)
                    admits[variable] = min(heads, admits.get(variable, heads))
            if admits:
                wanted = total([where(variable, heads) for variable, heads in admits.items()])
                yield at_least(less(body.seats, self.electorate.held(body.name)), wanted)

    def admitted_by(self, effect: Effect) -> int:
        """How many an effect admits at the least."""
        return self.specification.party[effect.party].size if effect.party else 1

    def _fixed(self, kind: EffectKind, target: str) -> Fact | None:
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
        return Fact(FactKind.FIXED, target, place, notes) if fixed else None

    @cached_property
    def adopted_by(self) -> dict[str, z3.BoolRef]:
        """For each power in force: the decision is adopted by it."""
        return {
            name: both(
                (
                    can,
                    self._unfixed,
                    *self._kept(name, self._limiting),
                    *self._kept(name, self._forbidding),
                    self._spared_or_kept(name),
                )
            )
            for name, can in self.can_take.items()
        }

    def _kept(self, power: str, limits: Sequence[Kept]) -> list[z3.BoolRef]:
        """What limits one power, as written; what limits every power is one shared term."""
        every = self._every_limiting if limits is self._limiting else self._every_forbidding
        return [
            every,
            *(
                implies(self._in_scope(each[0].limits, power), self._as_written(each))
                for each in limits
                if each[0].limits is not None
            ),
        ]

    def _in_scope(self, scope: Scope, power: str) -> Bool:
        """The power is one of those that a clause limits; one that may say anything may count wherever it likes."""
        limited = self.specification.limited(scope)
        written = limited is None or power in limited
        if not isinstance(scope, PowersOf):
            return written
        if (scope.body, power) not in self._counting:
            fact = clause_fact(self.specification.clause[power])
            self._counting[scope.body, power] = self.loosening.truth(
                fact, f"counts in {scope.body}", TRUE if written else FALSE
            )
        return self._counting[scope.body, power]

    def _as_written(self, each: Kept) -> z3.BoolRef:
        """Kept, if what it limits is what is written; see `_spared_or_kept` for what else it may limit."""
        clause, kept = each
        if not self.loosening.opens_scope(Rule):
            return kept
        return implies(self.activity.stands(clause), kept)

    @cached_property
    def _every_limiting(self) -> z3.BoolRef:
        return both(self._as_written(each) for each in self._limiting if each[0].limits is None)

    @cached_property
    def _every_forbidding(self) -> z3.BoolRef:
        return both(self._as_written(each) for each in self._forbidding if each[0].limits is None)

    def _spared_or_kept(self, power: str) -> z3.BoolRef:
        """The power is limited by no clause that may limit any powers, or all of these are kept.

        Whatever powers such clauses limit, the same comes of it if they limit all but one: where a decision is to be
        stopped no power need be left out, and where it is to pass none but that by which it does.
        """
        if not self.loosening.opens_scope(Rule):
            return TRUE
        every, spared, otherwise = self._of_any_power
        return either((every, both((spared[power], otherwise))))

    @cached_property
    def _of_any_power(self) -> tuple[z3.BoolRef, dict[str, z3.BoolRef], z3.BoolRef]:
        """All clauses that may limit any power are kept; which power is spared; those that do not spare it are kept."""
        loosening = self.loosening
        every: list[z3.BoolRef] = []
        otherwise: list[z3.BoolRef] = []
        spares: dict[str, z3.BoolRef] = {}
        for clause, kept in (*self._limiting, *self._forbidding):
            if clause.name not in spares:
                spares[clause.name] = loosening.scope(f"{clause.name} spares a power")
            freed = either((self.activity.stands(clause), kept))
            every.append(freed)
            otherwise.append(either((freed, spares[clause.name])))
        spared = loosening.at_most_one("the power spared is", list(self.can_take))
        return both(every), spared, both(otherwise)

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
        return encode(
            self.specification,
            self.state,
            self.classes,
            self.decision.free,
            changing=Presence(self.loosening.loosened),
            watched=self.decision.effects,
        )

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
                return both((self._in_scope(limits, power), self.activity.active(name)))
            case ExceptionTo(targets=targets):
                instead = [
                    both((self._in_scope(it.limits, power), self.activity.would(target)))
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
            both((can, self._unfixed, *self._kept(name, self._limiting)))
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
            *self.loosening.open_values,
            *self.loosening.scopes,
            *self.loosening.derived,
            *self.loosening.guards.values(),
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
    changing: Loosening | None = None,
    watched: Mapping[Effect, z3.BoolRef] | None = None,
) -> Encoding:
    """The terms of a specification in one state.

    `free` are attributes whose ruling may differ from the fact. `loosened` puts a guard on every fact.
    With `changing` (see that module) the state is made of terms; `watched` are then the effects to speak of.
    """
    loosening = changing or Loosening(loosened)
    decision = DecisionTerms(specification, state, free, watched)
    marks = [
        mark
        for name in counted_attributes(specification)
        for mark in ((name, ruled(name)) if name in free else (name,))
    ]
    voters = electorate(specification, state, decision, loosening, classes, marks)

    def condition(it: Condition, facts: bool) -> z3.BoolRef:
        return condition_term(decision, it, facts, voters.includes)

    activity = Activity(specification, state, loosening, condition)
    ballots = ballot_terms(
        specification, state, voters, Exclusions(specification, state, voters, activity)
    )
    requirements = RequirementTerms(specification, voters, ballots, loosening, condition)
    made = Encoding(
        specification,
        state,
        decision,
        voters,
        activity,
        ballots,
        requirements,
        loosening,
        classes,
    )
    # Consents become variables where a requirement asks for them, so all requirements are built before anybody
    # says what a coalition does with its consents.
    _ = made.adopted
    made.consents_of_clauses = frozenset(ballots.consents)
    return made
