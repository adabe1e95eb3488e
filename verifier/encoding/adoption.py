"""When a decision is adopted, as a term: the whole specification in one state, over decisions and ballots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import (
    NOT_IN_FORCE,
    AtMeeting,
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
from policy_dsl.model.atoms import adjournment, meetings_in
from policy_dsl.records import dataclass, field
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.ballots import BallotTerms, ballot_terms
from verifier.encoding.cells import Electorate, electorate
from verifier.encoding.classes import VoterClass, counted_attributes
from verifier.encoding.decisions import DecisionTerms, condition_term
from verifier.encoding.facts import Detail, Fact, FactKind, Loosening, Presence
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
    implies,
    is_false,
    negation,
    where,
)
from verifier.encoding.views import Views
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
    views: Views
    loosening: Loosening
    classes: Sequence[VoterClass]
    # The cells whose consents clauses ask for; properties may ask for more, over the same terms.
    consents_of_clauses: frozenset[str] = frozenset()
    _ground: Ground = field(default_factory=Ground, repr=False)
    _taken: dict[str, int] = field(default_factory=dict, repr=False)
    # By the ballots that powers are judged by, and by what limits them.
    _limiting_known: dict[tuple[int, str], list[Kept]] = field(default_factory=dict, repr=False)
    _every_known: dict[int, z3.BoolRef] = field(default_factory=dict, repr=False)
    _any_known: dict[int, tuple[z3.BoolRef, z3.BoolRef]] = field(default_factory=dict, repr=False)
    _spares: dict[str, z3.BoolRef] = field(default_factory=dict, repr=False)
    _used_at: dict[tuple[str, int], z3.BoolRef] = field(default_factory=dict, repr=False)

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
            power.name: both((self.covers[power.name], self.demanded(power, power.name)))
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

    def demanded(self, clause: Power | Rule | ExceptionTo, power: str) -> z3.BoolRef:
        """The clause's requirement is met, as it is when a power is judged."""
        judged = self.views.of(power)
        at = None if isinstance(clause, Power) else clause.at
        adjourning = sorted(self.specification.adjourning)
        if (
            at is None
            or (at is AtMeeting.LAST and not adjourning)
            or self.specification.meetings == 1
        ):
            return self.activity.requirement(clause, lambda it: judged.met(it, False))

        def met(it: Requirement) -> z3.BoolRef:
            def used_at(meetings: int) -> z3.BoolRef:
                if at is AtMeeting.LAST:
                    return judged.met(it, False)
                first = judged.before(meetings - 1).met(it, False)
                if at is AtMeeting.FIRST:
                    return first
                return both(judged.before(back).met(it, False) for back in range(meetings))

            found = self._by_meetings(power, used_at)
            for body in adjourning:
                # An adjourned meeting is the last one where it is held.
                its, held = self.is_adjourned(power, body), negation(judged.before(1).quorate(body))
                first, last = judged.before(1).met(it, False), judged.met(it, False)
                if at is AtMeeting.FIRST:
                    kept = first
                elif at is AtMeeting.LAST:
                    kept = either((both((held, last)), both((negation(held), first))))
                else:
                    kept = both((first, implies(held, last)))
                found = either((both((its, kept)), both((negation(its), found))))
            return found

        return self.activity.requirement(clause, met)

    def _by_meetings(self, power: str, used_at: Callable[[int], z3.BoolRef]) -> z3.BoolRef:
        """What is so of decisions of a power that is used at so many meetings.

        A power that may say anything may be used at any number of those that there are. More would make no difference:
        what limits it is met at its first meeting, its last or all of them, so that whatever comes of several in
        between comes of none, its own requirement being open.
        """
        most = self.specification.meetings
        found = used_at(most)
        for number in range(1, most):
            found = where(self.is_used_at(power, number), used_at(number), found)
        return found

    def is_used_at(self, power: str, meetings: int) -> z3.BoolRef:
        """A power is used at so many meetings; of a new one it is chosen with what it says."""
        clause = self.specification.clause.get(power)
        if not isinstance(clause, Power):
            numbers = [f"{number}" for number in range(1, self.specification.meetings)]
            return self.loosening.at_most_one("a new power is used at", numbers)[f"{meetings}"]
        if (power, meetings) not in self._used_at:
            requires = clause.requires

            def under(reading: str | None) -> z3.BoolRef:
                if reading == NOT_IN_FORCE:
                    return FALSE
                return TRUE if meetings_in(requires.under(reading)) == meetings else FALSE

            written = self.activity.by_reading(clause, under)
            what = f"is used at {meetings} meetings"
            self._used_at[power, meetings] = self.loosening.truth(
                clause_fact(clause), what, written
            )
        return self._used_at[power, meetings]

    def is_adjourned(self, power: str, body: str) -> z3.BoolRef:
        """Where the body is not quorate, the power is used at an adjourned meeting.

        Of one that may say anything this need not be thought of: what limits it is met at the first meeting, at the one
        that is held last, or at all that are held. Where the body is quorate, whatever comes of it comes of one meeting
        with the same ballots; where it is not, of two.
        """
        clause = self.specification.clause.get(power)
        if not isinstance(clause, Power):
            return FALSE
        requires = clause.requires

        def under(reading: str | None) -> z3.BoolRef:
            if reading == NOT_IN_FORCE:
                return FALSE
            written = adjournment(requires.under(reading))
            return TRUE if written is not None and written.body == body else FALSE

        return both((self.activity.stands(clause), self.activity.by_reading(clause, under)))

    def _granted(self, power: Power) -> z3.BoolRef:
        written = both(
            z3.Not(variable)
            for effect, variable in self.decision.effects.items()
            if not any(grant.matches(effect) for grant in power.grants)
        )
        return self.loosening.truth(clause_fact(power), "may", written)

    def _limiting(self, power: str) -> list[Kept]:
        """For each rule and each exception with a requirement: whose powers it limits, and that it is kept.

        It is the same for all powers that are judged by the same ballots, and used at one meeting.
        """
        known = self._limiting_known
        judged = (id(self.views.of(power)), power if self.specification.meetings > 1 else "")
        if judged not in known:
            known[judged] = self._limiting_made(power)
        return known[judged]

    def _limiting_made(self, power: str) -> list[Kept]:
        found: list[Kept] = []
        for clause in self.specification.clauses:
            if clause.name not in self.state.in_force:
                continue
            if isinstance(clause, Rule):
                kept = implies(self.activity.active(clause.name), self.demanded(clause, power))
                found.append((clause, kept))
            elif isinstance(clause, ExceptionTo) and (
                clause.requires is not None or self.activity.may_demand(clause)
            ):
                found += self._exception_requirement(clause, power)
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

    def _exception_requirement(self, clause: ExceptionTo, power: str) -> Iterable[Kept]:
        met = self.demanded(clause, power)
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
        """The decision touches nothing that is fixed, admits nobody beyond the vacant seats, and keeps compositions."""
        parts: list[Bool] = [self.seating.within_seats, self.seating.composed]
        for effect, variable in self.decision.effects.items():
            fact = self._fixed(effect.kind, effect.target)
            if fact is not None:
                parts.append(self.loosening.truth(fact, f"keeps {variable}", z3.Not(variable)))
        return both(parts)

    @cached_property
    def seating(self) -> SeatsGiven:
        """What decisions may do about who sits where, so far as seats are counted."""
        return SeatsGiven(
            self.specification,
            self.state,
            self.electorate,
            self.activity,
            self.loosening,
            self.decision.effects,
            self.moved,
        )

    def moved(self, variable: z3.BoolRef, effects: Sequence[Effect]) -> Int:
        """How many come or go by these effects, which one variable stands for; newcomers are one at the least."""
        sizes = [self.specification.party[e.party].size if e.party else 1 for e in effects]
        return where(variable, sum(sizes))

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
                    *self._kept(name, self._limiting(name)),
                    *self._kept(name, self._forbidding),
                    self._spared_or_kept(name),
                )
            )
            for name, can in self.can_take.items()
        }

    def _kept(self, power: str, limits: Sequence[Kept]) -> list[z3.BoolRef]:
        """What limits one power, as written; what limits every power is one shared term."""
        return [
            self._every(limits),
            *(
                implies(self.activity.limits(each[0].limits, power), self._as_written(each))
                for each in limits
                if each[0].limits is not None
            ),
        ]

    def _as_written(self, each: Kept) -> z3.BoolRef:
        """Kept, if what it limits is what is written; see `_spared_or_kept` for what else it may limit."""
        clause, kept = each
        if not self.loosening.opens_scope(Rule):
            return kept
        return implies(self.activity.stands(clause), kept)

    def _every(self, limits: Sequence[Kept]) -> z3.BoolRef:
        """What limits every power is kept, of clauses as they are judged for some."""
        if id(limits) not in self._every_known:
            every = both(self._as_written(each) for each in limits if each[0].limits is None)
            self._every_known[id(limits)] = every
        return self._every_known[id(limits)]

    def _spared_or_kept(self, power: str) -> z3.BoolRef:
        """The power is limited by no clause that may limit any powers, or all of these are kept.

        Whatever powers such clauses limit, the same comes of it if they limit all but one: where a decision is to be
        stopped no power need be left out, and where it is to pass none but that by which it does.
        """
        if not self.loosening.opens_scope(Rule):
            return TRUE
        every, otherwise = self._of_any_power(self._limiting(power))
        spared = self.loosening.at_most_one("the power spared is", list(self.can_take))
        return either((every, both((spared[power], otherwise))))

    def _of_any_power(self, limiting: Sequence[Kept]) -> tuple[z3.BoolRef, z3.BoolRef]:
        """All clauses that may limit any power are kept, and those are that do not spare the power that is spared."""
        if id(limiting) not in self._any_known:
            every: list[z3.BoolRef] = []
            otherwise: list[z3.BoolRef] = []
            for clause, kept in (*limiting, *self._forbidding):
                if clause.name not in self._spares:
                    spares = self.loosening.scope(f"{clause.name} spares a power")
                    self._spares[clause.name] = spares
                freed = either((self.activity.stands(clause), kept))
                every.append(freed)
                otherwise.append(either((freed, self._spares[clause.name])))
            self._any_known[id(limiting)] = (both(every), both(otherwise))
        return self._any_known[id(limiting)]

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
            changing=Presence(self.loosening.loosened, self.loosening.detail),
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
            both((can, self._unfixed, *self._kept(name, self._limiting(name))))
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
    detail: Detail = Detail.SOME,
) -> Encoding:
    """The terms of a specification in one state.

    `free` are attributes whose ruling may differ from the fact. `loosened` puts a guard on every fact; `detail` as of
    `Loosening`.
    With `changing` (see that module) the state is made of terms; `watched` are then the effects to speak of.
    """
    loosening = changing or Loosening(loosened, detail)
    decision = DecisionTerms(specification, state, free, watched)
    marks = [
        mark
        for name in counted_attributes(specification)
        for mark in ((name, ruled(name)) if name in free else (name,))
    ]
    marks += open_marks(specification, state, loosening)
    voters = electorate(specification, state, decision, loosening, classes, marks)

    def condition(it: Condition, facts: bool) -> z3.BoolRef:
        return condition_term(decision, it, facts, voters.includes)

    activity = Activity(specification, state, loosening, condition)
    exclusions = Exclusions(specification, state, voters, activity)
    ballots = ballot_terms(specification, state, voters, exclusions)
    requirements = requirement_terms(specification, voters, ballots, loosening, condition)
    made = Encoding(
        specification,
        state,
        decision,
        voters,
        activity,
        ballots,
        requirements,
        Views(requirements, exclusions),
        loosening,
        classes,
    )
    # Consents become variables where a requirement asks for them, so all requirements are built before anybody
    # says what a coalition does with its consents.
    _ = made.adopted
    made.consents_of_clauses = ballots.consenting
    return made
