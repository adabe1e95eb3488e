"""Openings as switches: what each of them allows a decision that gets round a property.

A closed opening narrows the decisions that are looked at; it never changes the rules. So what is found is
a decision as the rules really treat it, and more switches on can only mean more decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import z3

from policy_dsl.model import (
    Condition,
    ExceptionTo,
    Manner,
    PartySet,
    Recusal,
    Requirement,
    Role,
)
from policy_dsl.model.traverse import condition_of_claim
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
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    less,
    negation,
    same,
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
        original = decision.facts
        decision.facts = dict(facts)
        try:
            return condition_term(
                decision, condition, True, self.context.encoding.electorate.includes
            )
        finally:
            decision.facts = original

    # --- the switches --------------------------------------------------------------------------

    def closed_forms(
        self, forms: Mapping[str, Switch], splits: Mapping[str, Switch]
    ) -> list[z3.BoolRef]:
        """A form differs from the named one only where it is open to, or where an exception applies.

        Of a number, the parts are smaller numbers, and so is none at all; larger ones are other forms.
        """
        exempt = self._exempt()
        found: list[z3.BoolRef] = []
        for name, named in self.other_forms.items():
            actual = self.context.encoding.decision.facts[name]
            ways: list[Bool] = [actual.same_as(named), exempt]
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

    def closed_exemptions(self, exemptions: list[Switch]) -> list[z3.BoolRef]:
        """An exception applies only where it is open; one that was reworded is open by that.

        One to recusals that would keep nobody from voting needs not be open.
        """
        activity = self.context.encoding.activity
        return [
            implies(
                both((activity.active(s.name), self.as_written(s.name), self._matters(s.name))),
                s.term,
            )
            for s in exemptions
        ]

    def _matters(self, exception: str) -> Bool:
        """It is made to something else than recusals, or to one that would keep somebody from voting."""
        specification = self.context.encoding.specification
        it = specification.clause[exception]
        assert isinstance(it, ExceptionTo)
        targets = [specification.clause[name] for name in it.targets]
        return either(
            self._keeps_somebody(target) if isinstance(target, Recusal) else True
            for target in targets
        )

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

    def _exempt(self) -> z3.BoolRef:
        encoding = self.context.encoding
        return either(
            encoding.activity.active(c.name)
            for c in encoding.specification.clauses
            if isinstance(c, ExceptionTo) and c.name in encoding.state.in_force
        )

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

    def adopted(self, home: list[str], routes: list[Switch]) -> z3.BoolRef:
        """Adopted by a power at home, or by one whose route is open."""
        by = self.context.encoding.adopted_by
        ways: list[Bool] = [by[name] for name in home]
        ways += [both((s.term, by[s.name])) for s in routes]
        return either(ways)

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

    def at_home(self, budget: Budget, closed: list[z3.BoolRef], by_any_means: bool) -> list[str]:
        """The powers in force by which nothing that the property protects is adopted with all openings closed.

        `LimitReached` where that is not known of all of them.
        """
        left = dict(self.context.encoding.adopted_by)
        if by_any_means:
            asked = (
                (n, self.context.every_choice_of_coalition(closed, by)) for n, by in left.items()
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
