"""Openings as switches: what each of them allows a decision that gets round a property.

A closed opening narrows the decisions that are looked at; it never changes the rules. So what is found is
a decision as the rules really treat it, and more switches on can only mean more decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import z3

from policy_dsl.model import (
    NOT_IN_FORCE,
    Condition,
    ExceptionTo,
    Manner,
    PartySet,
    Prohibition,
    Recusal,
    Requirement,
    Role,
    Rule,
)
from policy_dsl.model.traverse import condition_atoms, condition_of_claim
from policy_dsl.records import dataclass, field
from verifier.encoding.activity import clause_fact
from verifier.encoding.cells import Cell
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.coalitions import chairs, consenting, objecting, seats_held, votes_held
from verifier.encoding.conduct import Switch
from verifier.encoding.decisions import AttributeTerms, attribute_terms, condition_term
from verifier.encoding.holding import NOBODY, Holding
from verifier.encoding.seat_terms import SeatTerms
from verifier.encoding.terms import (
    FALSE,
    TRUE,
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    less,
    negation,
    same,
    term,
    where,
)
from verifier.solving.answers import found_or_none, there_is
from verifier.solving.limits import Budget
from verifier.solving.values import Values


@dataclass
class OpeningTerms:
    """A property's substance under any form, and the constraints that closed openings put on a decision."""

    context: ClaimContext
    holder: Holding | None
    unmet: Requirement | None
    other_forms: dict[str, AttributeTerms] = field(init=False)

    def __post_init__(self) -> None:
        # Built first, since it may ask for consents that nothing else does.
        self.unmet_requirement()
        specification = self.context.encoding.specification
        self.other_forms = {
            a.name: attribute_terms(a, f"named form {a.name}")
            for a in specification.attributes
            if a.role is Role.FORM and not isinstance(a.type, PartySet)
        }

    # --- substance and form --------------------------------------------------------------------

    def protected(self) -> list[z3.BoolRef]:
        """The decision's substance is what the property protects, if put in the form that the property names."""
        decision = self.context.encoding.decision
        seen = replace_facts(decision.facts, self.other_forms)
        condition = condition_of_claim(self.context.prop.claim)
        limits = [limit for terms in self.other_forms.values() for limit in terms.limits]
        return [*limits, self._condition_with(seen, condition)]

    def _condition_with(
        self, facts: Mapping[str, AttributeTerms], condition: Condition
    ) -> z3.BoolRef:
        decision = self.context.encoding.decision
        # Conditions take facts from the decision, so those of the other form stand in their place while the term is
        # made.
        original = decision.facts
        decision.facts = dict(facts)
        try:
            return condition_term(
                decision, condition, True, self.context.encoding.electorate.includes
            )
        finally:
            decision.facts = original

    @property
    def form_variables(self) -> list[z3.ExprRef]:
        """What the form that the property names is made of."""
        return [variable for terms in self.other_forms.values() for variable in terms.variables]

    # --- the switches --------------------------------------------------------------------------

    def closed_forms(
        self,
        forms: Mapping[str, Switch],
        splits: Mapping[str, Switch],
        exemptions: Sequence[Switch],
        power: str,
    ) -> list[z3.BoolRef]:
        """A form differs from the named one only where it is open to, or an exception at work asks for it.

        Of a number, the parts are smaller numbers, and so is none at all; larger ones are other forms.
        """
        found: list[z3.BoolRef] = []
        for name, named in self.other_forms.items():
            actual = self.context.encoding.decision.facts[name]
            ways: list[Bool] = [actual.same_as(named), self._excused(name, exemptions, power)]
            match actual.number, named.number:
                case z3.ArithRef() as number, z3.ArithRef() as meant:
                    if name in forms:
                        ways.append(both((forms[name].term, number > meant)))
                    if name in splits:
                        ways.append(both((splits[name].term, number <= meant)))
                case _:
                    if name in forms:
                        ways.append(forms[name].term)
            found.append(either(ways))
        return found

    def _excused(self, form: str, exemptions: Sequence[Switch], power: str) -> Bool:
        """An exception at work where this power decides asks about a form, or may since it is reworded."""
        encoding = self.context.encoding
        written = {each.name for each in exemptions}

        def asks(it: ExceptionTo, reading: str | None) -> z3.BoolRef:
            if reading == NOT_IN_FORCE:
                return FALSE
            atoms = condition_atoms(it.when.under(reading))
            return TRUE if any(getattr(a, "attribute", "") == form for a in atoms) else FALSE

        found: list[Bool] = []
        for it in encoding.specification.exceptions:
            if it.name not in encoding.state.in_force:
                continue
            said: list[Bool] = [it.name not in written, negation(term(self.as_written(it.name)))]
            said.append(encoding.activity.by_reading(it, partial(asks, it)))
            at_work = (encoding.activity.active(it.name), self._at_work(it.name, power))
            found.append(both((*at_work, either(said))))
        return either(found)

    def _exempt(self, exemptions: Sequence[Switch], power: str) -> Bool:
        """Exceptions at work where this power decides are open, if as written; reworded ones are so by that."""
        activity = self.context.encoding.activity
        return both(
            implies(
                both(
                    (activity.active(s.name), self.as_written(s.name), self._at_work(s.name, power))
                ),
                s.term,
            )
            for s in exemptions
        )

    def _at_work(self, exception: str, power: str) -> Bool:
        """It is made to a clause that would limit this power; if a recusal, one that would keep somebody from voting.

        One to another exception is at work where that would be.
        """
        encoding = self.context.encoding
        it = encoding.specification.clause[exception]
        assert isinstance(it, ExceptionTo)
        found: list[Bool] = []
        for target in (encoding.specification.clause[name] for name in it.targets):
            would = encoding.activity.would(target.name)
            match target:
                case ExceptionTo():
                    found.append(both((would, self._at_work(target.name, power))))
                case Rule() | Prohibition() | Recusal():
                    kept = self._keeps_somebody(target) if isinstance(target, Recusal) else would
                    found.append(both((kept, encoding.activity.limits(target.limits, power))))
                case _:
                    raise TypeError(target)
        return either(found)

    def _keeps_somebody(self, recusal: Recusal) -> Bool:
        """The recusal, were no exception made to it, would exclude somebody who has a vote, or a casting vote."""
        encoding = self.context.encoding

        def among(cell: Cell) -> Bool:
            return encoding.electorate.belongs(cell, recusal.excluded, facts=False)

        seats = encoding.ballots.seats_in(recusal.body)
        kept = [both((among(seat.cell), at_least(seat.seats, 1))) for seat in seats]
        chair = encoding.specification.body[recusal.body].chair
        if chair is not None and chair.casting_vote:
            cells = encoding.electorate.cells
            kept.append(both(among(c) for c in cells if c.voters.first.name == chair.party))
        return both((encoding.activity.would(recusal.name), either(kept)))

    def as_written(self, clause: str) -> Bool:
        """A clause says what it was written to say; true of all where nothing changes."""
        encoding = self.context.encoding
        if not encoding.relaxation.loosened:
            return True
        return encoding.relaxation.guard(clause_fact(encoding.specification.clause[clause]))

    def without(self, recusals: Collection[Recusal]) -> list[z3.BoolRef]:
        """None of these recusals keeps anybody of the holder from voting, at all or on the powers that it limits."""
        encoding, who = self.context.encoding, self.holder or NOBODY
        found: list[z3.BoolRef] = []
        for clause in recusals:
            for seat in encoding.ballots.seats_in(clause.body):
                kept = encoding.electorate.belongs(seat.cell, clause.excluded, facts=False)
                held = at_least(seats_held(seat, who.of(seat.cell)), 1)
                applies = (encoding.activity.active(clause.name), kept, held)
                found.append(both((negation(both(applies)),)))
        return found

    def closed_classification(self, classifications: list[Switch]) -> list[z3.BoolRef]:
        """A judge rules as things are unless open."""
        return [
            implies(negation(s.term), self.context.encoding.ruling_is_fact(s.name))
            for s in classifications
        ]

    def closed_readings(
        self, readings: Mapping[str, list[Switch]], intended: Mapping[str, str]
    ) -> list[z3.BoolRef]:
        """A clause is read as intended unless another reading is open."""
        choices = self.context.encoding.activity.readings.choices
        found: list[z3.BoolRef] = []
        for clause, switches in readings.items():
            ways: list[Bool] = [choices[clause][intended[clause]]]
            ways += [both((s.term, choices[clause][s.detail])) for s in switches]
            found.append(either(ways))
        return found

    def adopted_by(
        self,
        exemptions: Sequence[Switch],
        forms: Mapping[str, Switch],
        splits: Mapping[str, Switch],
    ) -> dict[str, z3.BoolRef]:
        """For each power: it adopts the decision, and what exceptions are at work there and its form are open."""
        return {
            name: both(
                (
                    by,
                    self._exempt(exemptions, name),
                    *self.closed_forms(forms, splits, exemptions, name),
                )
            )
            for name, by in self.context.encoding.adopted_by.items()
        }

    def opposed_as_in(
        self, values: Values, otherwise: Manner, recused_attend: bool
    ) -> list[z3.BoolRef]:
        """The holder does in each body what it does in `values`; everybody else is in favour.

        Where it has no vote in `values` it acts in the manner `otherwise`. Of the recused all attend, or nobody; and so
        do others whom recusals that limit powers exclude.
        """
        encoding, who = self.context.encoding, self.holder or NOBODY
        found: list[Bool] = []
        for seats in encoding.ballots.floors:
            for seat in seats:
                held = who.of(seat.cell)
                votes = votes_held(seat, held)
                against, abstains = self.as_done(seat, values, votes, otherwise)
                there: Int = seat.excluded if recused_attend else 0
                if recused_attend and otherwise is Manner.AWAY:
                    there = less(seat.excluded, less(seats_held(seat, held), votes))
                rest = less(seat.entitled, votes)
                stay: Int = 0 if recused_attend else where(seat.limited, rest)
                found += [
                    same(seat.in_favour, less(rest, stay)),
                    same(seat.against, against),
                    same(seat.abstaining, abstains),
                    same(seat.attending, there),
                ]
        for cell, given in consenting(encoding):
            if cell.voters.parties:
                found.append(same(given, less(cell.size, who.of(cell))))
        for cell, objections in objecting(encoding):
            found.append(same(objections, who.of(cell) if values.number(objections) else 0))
        for cast, held_by in chairs(encoding, who):
            cast_for, cast_against = cast.cast_for, cast.cast_against
            found += [
                either((held_by, cast_for)),
                implies(
                    held_by, both((negation(cast_for), cast_against == values.truth(cast_against)))
                ),
            ]
        return [both((each,)) for each in found]

    @staticmethod
    def as_done(seat: SeatTerms, values: Values, votes: Int, otherwise: Manner) -> tuple[Int, Int]:
        """How many of the votes held are cast against, and how many abstain, as in `values`: first those against."""
        number = values.number(votes)
        if number == 0:
            return (
                votes if otherwise is Manner.AGAINST else 0,
                votes if otherwise is Manner.ABSTAINING else 0,
            )
        against, abstaining = values.number(seat.against), values.number(seat.abstaining)
        if against == number:
            return votes, 0
        if abstaining == number:
            return 0, votes
        least = where(at_least(votes, against), against, votes)
        return least, where(
            at_least(less(votes, least), abstaining), abstaining, less(votes, least)
        )

    def unmet_requirement(self) -> list[z3.BoolRef]:
        """The requirement that the property asks for is not met."""
        return [] if self.unmet is None else [negation(self.context.met(self.unmet))]

    def at_home(
        self,
        by: Mapping[str, z3.BoolRef],
        budget: Budget,
        closed: list[z3.BoolRef],
        by_any_means: bool,
        more: Sequence[z3.ExprRef] = (),
    ) -> list[str]:
        """The powers by which nothing that the property protects is adopted (`by`) with all openings closed.

        `by` may speak of `more` variables, which are not the holder's to choose.

        `LimitReached` where that is not known of all of them.
        """
        left = dict(by)
        if by_any_means:
            asked = (
                (n, self.context.every_choice_of_coalition(closed, it, more))
                for n, it in left.items()
            )
            return [name for name, each in asked if not there_is(each.ask(budget))]
        with self.context.exists(*closed).asked_incrementally() as ask:
            while left:
                # One decision often tells of several powers.
                ask.add(either(left.values()))
                found = found_or_none(ask(budget))
                if found is None:
                    break
                values = Values(found.model)
                left = {name: term for name, term in left.items() if not values.truth(term)}
        return list(left)


def replace_facts(
    facts: Mapping[str, AttributeTerms], others: Mapping[str, AttributeTerms]
) -> dict[str, AttributeTerms]:
    """The attributes' terms with some of them replaced."""
    return {name: others.get(name, terms) for name, terms in facts.items()}
