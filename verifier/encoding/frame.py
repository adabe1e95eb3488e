"""One property's frame: an encoding with the property's own limits, and the shapes of question asked in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import z3

from policy_dsl.model import (
    Coalition,
    Condition,
    Manner,
    Property,
    Requirement,
    Touches,
)
from policy_dsl.model.traverse import coalition_of_claim, condition_atoms, condition_of_claim
from verifier.encoding.adoption import Encoding
from verifier.encoding.coalitions import (
    NOBODY,
    Holding,
    acts,
    everybody_in_favour,
    holding,
    others_in_favour,
    strategy,
)
from verifier.encoding.terms import both, implies, negation
from verifier.solving.questions import Exists, ExistsForAll


@dataclass
class Frame:
    """What a claim's questions are made of.

    `positive` claims range over decisions with only such effects as they name.
    """

    encoding: Encoding
    prop: Property
    positive: bool
    coalition: Coalition | None = None
    who: Holding = field(init=False)

    def __post_init__(self) -> None:
        coalition = self.coalition or coalition_of_claim(self.prop.claim)
        self.who = NOBODY if coalition is None else holding(self.encoding, coalition)

    # --- the parts -------------------------------------------------------------------------

    @cached_property
    def limits(self) -> list[z3.BoolRef]:
        """What the decision, readings and coalition must be, whatever is asked about them."""
        return [
            *self.encoding.limits,
            *self.who.limits,
            *self._fixed_readings(),
            *self._own_rulings(),
            *(self._without_other_effects() if self.positive else ()),
        ]

    def _fixed_readings(self) -> list[z3.BoolRef]:
        choices = self.encoding.activity.readings.choices
        return [
            choices[clause][reading]
            for clause, reading in self.prop.fixed_readings
            if clause in choices
        ]

    def _own_rulings(self) -> list[z3.BoolRef]:
        """A judge who belongs to the coalition rules as things are."""
        decision = self.encoding.decision
        found: list[z3.BoolRef] = []
        for name in sorted(decision.free):
            judge = self.encoding.specification.attribute[name].judge
            cell = next(c for c in self.encoding.electorate.cells if c.voters.first.name == judge)
            held = self.who.of(cell)
            found.append(implies(held >= 1, self.encoding.ruling_is_fact(name)))
        return found

    def _without_other_effects(self) -> list[z3.BoolRef]:
        named = [
            pattern
            for atom in condition_atoms(condition_of_claim(self.prop.claim))
            if isinstance(atom, Touches)
            for pattern in atom.patterns
        ]
        return [
            negation(variable)
            for effect, variable in self.encoding.decision.effects.items()
            if not any(pattern.matches(effect) for pattern in named)
        ]

    @cached_property
    def concerned(self) -> z3.BoolRef:
        """The decision is one that the claim speaks of."""
        return self.fact(condition_of_claim(self.prop.claim))

    def fact(self, condition: Condition) -> z3.BoolRef:
        """A condition on the facts."""
        return self.encoding.condition(condition, True)

    def met(self, requirement: Requirement) -> z3.BoolRef:
        """A requirement that sees facts."""
        return self.encoding.met(requirement, True)

    @cached_property
    def adopted(self) -> z3.BoolRef:
        """The decision is adopted, by the power that the property names if it names one."""
        return self.encoding.adopted_under(self.prop.under)

    @cached_property
    def in_favour(self) -> list[z3.BoolRef]:
        """Everybody is in favour."""
        return everybody_in_favour(self.encoding)

    def opposed(self, manner: Manner) -> list[z3.BoolRef]:
        """The coalition withholds its votes, and everybody else is in favour."""
        return [
            *acts(self.encoding, self.who, manner),
            *others_in_favour(self.encoding, self.who, manner),
        ]

    @property
    def recusals_matter(self) -> bool:
        """Whether somebody could be recused, so that "all others in favour" leaves something open."""
        return bool(self.encoding.ballots.attendance)

    # --- the shapes ------------------------------------------------------------------------

    def exists(self, *goal: z3.BoolRef) -> Exists:
        """Some decision, reading and ballots."""
        return Exists([*self.limits, *self.encoding.ballot_limits, *goal])

    def no_ballot(
        self,
        outer: Sequence[z3.BoolRef],
        ballots: Sequence[z3.BoolRef],
        goal: z3.BoolRef,
        manner: Manner | None,
        more_outer_variables: Sequence[z3.ExprRef] = (),
    ) -> ExistsForAll:
        """Some decision and reading such that `goal` is true of all such ballots."""
        encoding, who = self.encoding, self.who
        seeds = [
            strategy(encoding, NOBODY if manner is None else who, manner or Manner.AGAINST, attend)
            for attend in (False, True)
        ]
        return ExistsForAll(
            outer=[*self.limits, *outer],
            allowed=both([*encoding.ballot_limits, *ballots]),
            goal=goal,
            outer_variables=lambda: [
                *encoding.decision_variables,
                *who.variables,
                *more_outer_variables,
            ],
            inner_variables=lambda: encoding.ballot_variables,
            seeds=seeds if self.recusals_matter else seeds[:1],
        )

    def every_choice_of_coalition(self, outer: Sequence[z3.BoolRef]) -> ExistsForAll:
        """Some decision adopted whatever the coalition does but vote for; recused members then attend or not."""
        encoding, who = self.encoding, self.who
        return ExistsForAll(
            outer=[*self.limits, *outer],
            allowed=both([*encoding.ballots.limits, *self.opposed(Manner.ANY)]),
            goal=self.adopted,
            outer_variables=lambda: [*encoding.decision_variables, *who.variables],
            inner_variables=lambda: encoding.ballots.variables,
            witnesses=lambda: encoding.ballots.attendance,
            witness_limits=encoding.ballots.attendance_limits,
        )

    def reading_without(self, *goal: z3.BoolRef) -> ExistsForAll:
        """Some reading under which no decision and ballots meet the goal."""
        encoding, who = self.encoding, self.who
        readings = encoding.activity.readings
        names = {str(variable) for variable in readings.variables}
        loose = [*encoding.loosening.open_values, *encoding.loosening.guards.values()]
        outside = names | {str(variable) for variable in loose}
        return ExistsForAll(
            outer=[*readings.limits, *self._fixed_readings(), *encoding.loosening.constraints],
            allowed=both([*self.limits, *encoding.ballot_limits, *goal]),
            goal=z3.BoolVal(False),
            outer_variables=lambda: [*readings.variables, *loose],
            inner_variables=lambda: [
                variable
                for variable in (
                    *encoding.decision_variables,
                    *who.variables,
                    *encoding.ballot_variables,
                )
                if str(variable) not in outside
            ],
        )

    def copied_ballots(self, *goal: z3.BoolRef) -> tuple[z3.BoolRef, list[z3.ExprRef]]:
        """The goal about other ballots on the same decision, and the variables of these."""
        pairs = [
            (variable, z3.Const(f"other {variable}", variable.sort()))
            for variable in (*self.encoding.ballot_variables, *self.encoding.loosening.by_ballot)
        ]
        whole = both([*self.encoding.ballot_limits, *goal])
        return z3.substitute(whole, *pairs), [other for _, other in pairs]


def not_so(value: z3.BoolRef) -> z3.BoolRef:
    """The negation, for those who put questions together without knowing terms."""
    return negation(value)
