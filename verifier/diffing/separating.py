"""Two sets of rules part on a decision with everybody's ballots: the smallest, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from policy_dsl.model import ALWAYS, Condition, Specification, Touches
from policy_dsl.model.traverse import condition_atoms
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.describing.dimensions import Term
from verifier.diffing.aligning import Alignment, Moment, align
from verifier.diffing.fates import Pair, side_by_side
from verifier.diffing.renaming import renamed
from verifier.diffing.showing import on_both_sides
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.plainness import (
    abstaining,
    in_favour,
    numbers_of,
    plain_decision,
    recused_there,
    taking_part,
)
from verifier.encoding.terms import negation, same, term
from verifier.results.diff import Side, Stretch
from verifier.scenarios.concretizing import Lifted
from verifier.solving.answers import found_or_none
from verifier.solving.limits import Budget
from verifier.solving.preferring import prefer, settled, smallest_in_order
from verifier.solving.questions import Exists
from verifier.solving.values import Values


@dataclass(frozen=True)
class Within:
    """Which decisions are asked about: such of which `when` holds, under these readings (any of a clause not named).

    `effects`: also those that change rules and seats besides what `when` says; `rulings`: also those ruled otherwise
    than they are; `uncounted`: also such in which somebody votes who is suspended by the one rules, not by the other.
    """

    when: Condition = ALWAYS
    readings: Mapping[str, str] | None = None
    effects: bool = True
    rulings: bool = True
    uncounted: bool = False

    @cached_property
    def may_change(self) -> bool:
        """Whether decisions with effects are among them."""
        return self.effects or any(isinstance(each, Touches) for each in condition_atoms(self.when))


ANY = Within()


@dataclass(frozen=True)
class Separating:
    """Two sets of rules under one set of names, to be asked about several states."""

    alignment: Alignment

    @staticmethod
    def of(rules: Specification, other: Specification) -> Separating:
        """The two."""
        return Separating(align(rules, other))

    def smallest(
        self, state: State, other_state: State, within: Within, budget: Budget
    ) -> Mapping[Side, Lifted] | None:
        """What only one of the two adopts, as each of them puts it, where each is in its state; None where nothing is.

        Of all there are it has the plainest decision, then the fewest who attend without a vote, then the fewest who
        take part, of whom the fewest abstain and, of the others, the fewest vote for: absent comes before against, and
        against before for. LimitReached where it is not known whether there is one; where only the smallest is not
        known, one that is smaller than others.
        """
        sides = self.alignment
        moment = Moment(Stretch(None, None), self._shared(state), other_state)
        pair = side_by_side(sides, moment)
        constraints = [*pair.differing().constraints, *self._within(pair, within)]
        if not within.uncounted:
            constraints += _without_the_suspended(pair, moment)
        question = Exists(constraints)
        found = found_or_none(question.ask(budget))
        if found is None:
            return None
        rules = pair.old
        best, kept = prefer(question, budget, found, plain_decision(rules))
        votes = [count(rules) for count in (recused_there, taking_part, abstaining, in_favour)]
        numbers = [*numbers_of(rules), *votes]
        best, kept = smallest_in_order(question, budget, best, numbers, kept)
        own = rules.encoding
        variables = [
            *own.decision_variables,
            *own.ballot_variables,
            *pair.joint.acts_of_the_recused,
        ]
        best = settled(question, budget, best, variables, kept)
        return on_both_sides(sides, moment, pair, Values(best.model))

    def _shared(self, state: State) -> State:
        """A state of the rules under the shared names."""
        names = self.alignment.old.names

        def seats(them: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
            return frozenset((names.of("body", b), names.of("party", p)) for b, p in them)

        in_force = frozenset(names.of("clause", names.of("right", it)) for it in state.in_force)
        following = self.alignment.old.shared.following
        return State(in_force, seats(state.seats), seats(state.suspended), following)

    def _within(self, pair: Pair, within: Within) -> list[Term]:
        rules = pair.joint.old
        found = [rules.condition(renamed(within.when, self.alignment.old.names), True)]
        for clause, choices in rules.activity.readings.choices.items():
            reading = (within.readings or {}).get(clause)
            if reading is not None:
                found.append(choices[reading])
        if not within.may_change:
            found += [negation(each.variable) for each in pair.joint.effects]
        if not within.rulings:
            found += [it for side in (pair.old, pair.new) for it in _ruled_as_they_are(side)]
        return found


def _without_the_suspended(pair: Pair, moment: Moment) -> list[Term]:
    """Whoever is suspended on the first side stays away on the other, where it is not."""
    mine, theirs = moment.old.suspended, moment.new
    before = {new: old for old, new in pair.joint.bodies}
    return [
        term(same(number, 0))
        for seat in pair.joint.new.ballots.all_seats
        for party in seat.cell.voters.parties
        if (before.get(seat.body, seat.body), party.name) in mine
        and theirs.votes_in(seat.body, party.name)
        for number in (seat.voting, seat.attending)
    ]


def _ruled_as_they_are(context: ClaimContext) -> list[Term]:
    encoding = context.encoding
    return [encoding.ruling_is_fact(name) for name in sorted(encoding.decision.free)]
