"""One property's context: an encoding with the property's own limits, and the shapes of question asked in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import z3

from policy_dsl.decisions import ruled
from policy_dsl.model import (
    AtMeeting,
    CanBlock,
    CannotBlock,
    CanPass,
    Coalition,
    Condition,
    Manner,
    Others,
    Property,
    Requirement,
    Touches,
)
from policy_dsl.model.traverse import (
    coalition_of_claim,
    condition_atoms,
    condition_of_claim,
    speaks_of_rulings,
)
from policy_dsl.records import dataclass, field, replace
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import (
    Choices,
    Pair,
    attendance,
    attendance_beside,
    own_choice,
    put_in,
    settled,
    shared_out,
)
from verifier.encoding.coalitions import (
    acts,
    everybody_in_favour,
    others_in_favour,
    others_who_come,
)
from verifier.encoding.differing import Copy, copy_of_ballots
from verifier.encoding.holding import NOBODY, Holding, holding
from verifier.encoding.others import Own, conduct
from verifier.encoding.terms import Int, both, identity, implies, negation, number, total
from verifier.solving.library import CONTEXT, substituted
from verifier.solving.questions import Exists, ExistsForAll, NoneUnder


@dataclass
class ClaimContext:
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
        who = NOBODY if coalition is None else holding(self.encoding, coalition)
        self.who = who if self._back is None else replace(who, back=self._back)

    @property
    def _back(self) -> int | None:
        """At which meeting the coalition acts as the claim says: the last, or so many before it; None: at each."""
        claim = self.prop.claim
        match claim.at if isinstance(claim, CanBlock | CannotBlock) else None:
            case AtMeeting.FIRST:
                return self.encoding.specification.meetings_by(self.prop.under) - 1
            case AtMeeting.LAST:
                return 0
            case _:
                return None

    # --- the parts -------------------------------------------------------------------------

    @cached_property
    def limits(self) -> list[z3.BoolRef]:
        """What the decision, readings and coalition must be, whatever is asked about them."""
        return [*self.encoding.limits, *self.own_limits]

    @cached_property
    def own_limits(self) -> list[z3.BoolRef]:
        """Those that come with the property, on top of what limits every decision."""
        return [
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

    @cached_property
    def others(self) -> Others | None:
        """What everybody outside the coalition does, if the claim says so."""
        claim = self.prop.claim
        return claim.others if isinstance(claim, CanBlock | CannotBlock | CanPass) else None

    @cached_property
    def at_best(self) -> list[z3.BoolRef]:
        """Ballots such that a decision is adopted by one of them if by any that the claim speaks of.

        Everybody is in favour; or the others do as the claim says, and the coalition anything.
        """
        if self.others is None:
            return self.in_favour
        return conduct(self.encoding, self.who, Own.ANYTHING, self.others)

    def opposed(self, manner: Manner) -> list[z3.BoolRef]:
        """The coalition withholds its votes, and everybody else does as the claim says, or is in favour."""
        if self.others is not None:
            return conduct(self.encoding, self.who, manner, self.others)
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
        return Exists([*self.own_limits, *goal], self.encoding.ground)

    def no_ballot(
        self,
        outer: Sequence[z3.BoolRef],
        goal: z3.BoolRef,
        manner: Manner | None,
        more_outer_variables: Sequence[z3.ExprRef] = (),
    ) -> Exists | ExistsForAll:
        """Some decision and reading such that `goal` is true of all ballots of those outside the coalition.

        The coalition acts in this `manner` (None: there is none); if by any means, as it chooses with the
        decision. All others are in favour, so what is left open is which of the recused attend.
        """
        encoding, who = self.encoding, NOBODY if manner is None else self.who
        if manner is Manner.ANY:
            own = own_choice(encoding, who, self.others)
            # What the coalition chooses is what is left of the votes once all others have come.
            come = [
                (s.staying, number(0)) for s in encoding.ballots.all_seats if s.staying is not None
            ]
            opposed = [substituted(each, come) for each in self.opposed(manner)]
            chosen = [*encoding.ballots.limits, *opposed, *own.choices.limits]
            rest = attendance_beside(encoding, who, own, self.others)
            pairs = [] if self.others is not None else others_who_come(encoding, who)
            more = [*encoding.ballots.variables, *own.choices.variables]
        else:
            rest = attendance(encoding, who, manner, self.others)
            pairs = settled(encoding, who, manner or Manner.AGAINST, self.others)
            chosen, more = self.unsettled(pairs)
        # Everybody who may vote does what is best for the decision (`others_in_favour`), or what the claim says:
        # ballots are terms over the decision and the coalition. So what is asked of all ballots is asked of the
        # attendance of the recused alone, if any.
        outside = [*self.limits, *outer, *chosen]
        said = substituted(goal, pairs)
        if not rest.variables:
            return Exists([*outside, said])
        return ExistsForAll(
            outer=outside,
            allowed=both(rest.limits),
            goal=said,
            outer_variables=lambda: _once(
                encoding.decision_variables, who.variables, more_outer_variables, more
            ),
            inner_variables=lambda: rest.variables,
            seeds=rest.extremes(),
            nearest=rest.nearest,
            ends=rest.ends,
        )

    def unsettled(
        self, pairs: Sequence[tuple[z3.ExprRef, z3.ExprRef]]
    ) -> tuple[list[z3.BoolRef], list[z3.ExprRef]]:
        """The limits on ballots once `pairs` are put in, and the variables left: weights of newcomers."""
        ballots = self.encoding.ballots
        done = {identity(variable) for variable, _ in pairs}
        # All at once: hundreds of pairs put into each of hundreds of limits took as long as all the questions.
        limits = substituted(z3.And(ballots.limits, CONTEXT), pairs).children()
        return limits, [v for v in ballots.variables if identity(v) not in done]

    def every_choice_of_coalition(
        self,
        outer: Sequence[z3.BoolRef],
        adopted: z3.BoolRef | None = None,
        more_outer_variables: Sequence[z3.ExprRef] = (),
    ) -> ExistsForAll:
        """Some decision adopted whatever the coalition does but vote for; others who are recused then attend or not.

        `adopted` says by what, if not as the claim does, and may speak of `more_outer_variables`.
        """
        encoding, who = self.encoding, self.who
        own = own_choice(encoding, who, self.others)
        rest = attendance_beside(encoding, who, own, self.others)
        pairs = settled(encoding, who, Manner.ANY, self.others)
        chosen, more = self.unsettled(pairs)
        chosen_by_it = {identity(variable) for variable in own.choices.variables}
        return ExistsForAll(
            outer=[*self.limits, *outer, *chosen],
            allowed=both(own.choices.limits),
            goal=substituted(self.adopted if adopted is None else adopted, pairs),
            outer_variables=lambda: _once(
                encoding.decision_variables,
                who.variables,
                more_outer_variables,
                [v for v in more if identity(v) not in chosen_by_it],
            ),
            inner_variables=lambda: own.choices.variables,
            witnesses=lambda: rest.variables,
            witness_limits=rest.limits,
            seeds=own.choices.extremes(),
            nearest=own.choices.nearest,
            ends=own.choices.ends,
        )

    def whatever_is_ruled(self, *goal: z3.BoolRef) -> Exists | ExistsForAll:
        """Some decision and reading such that, whatever is ruled on it, some ballots meet the goal."""
        encoding = self.encoding
        if not encoding.decision.free:
            return self.exists(*goal)
        facts, links = self._facts_of_cells()
        ruled = [*encoding.decision.ruling_variables, *encoding.electorate.variables]
        # What a loosened encoding leaves open may depend on rulings, so it is chosen after them.
        relaxation = encoding.relaxation
        chosen = [*relaxation.open_values, *relaxation.derived, *encoding.ballot_variables]
        later = {identity(variable) for variable in (*ruled, *chosen)}
        outside = [v for v in encoding.decision_variables if identity(v) not in later]
        return ExistsForAll(
            outer=[*self.limits, self.concerned, *links],
            allowed=both(
                [
                    *encoding.decision.limits,
                    *encoding.electorate.limits,
                    *links,
                    # What is said of the ruling leaves only rulings of which it is so.
                    *(
                        [self.concerned]
                        if speaks_of_rulings(condition_of_claim(self.prop.claim))
                        else ()
                    ),
                ]
            ),
            goal=both(goal),
            outer_variables=lambda: [*outside, *facts],
            inner_variables=lambda: ruled,
            witnesses=lambda: chosen,
            witness_limits=[*relaxation.constraints, *encoding.ballot_limits],
        )

    def _facts_of_cells(self) -> tuple[list[z3.ExprRef], list[z3.BoolRef]]:
        """How many of each class certain attributes name in fact, whatever is ruled: variables and what they are."""
        sums: dict[tuple[str, tuple[str, ...]], list[Int]] = {}
        rulings = {ruled(name) for name in self.encoding.specification.attribute}
        for cell in self.encoding.electorate.cells:
            if not isinstance(cell.size, int):
                key = (cell.voters.name, tuple(sorted(cell.marks - rulings)))
                sums.setdefault(key, []).append(cell.size)
        variables = [
            z3.Int(f"in fact {', '.join(marks)} of {name}", CONTEXT) for name, marks in sums
        ]
        links = [
            both((v == total(sizes),)) for v, sizes in zip(variables, sums.values(), strict=True)
        ]
        return [*variables], links

    def reading_where_not(self, *goal: z3.BoolRef) -> ExistsForAll | NoneUnder:
        """Some reading under which no decision can be said to meet the goal, whatever is ruled on it.

        Nothing meets the goal better than all votes in favour.
        """
        if not self.encoding.decision.free:
            return self.reading_without(*goal, ballots=self.all_in_favour)
        return self.reading_failing(self.whatever_is_ruled(*goal))

    def reading_failing(self, question: Exists | ExistsForAll | NoneUnder) -> NoneUnder:
        """Some reading under which the question has no answer."""
        readings = self.encoding.activity.readings
        return NoneUnder([*readings.limits, *self._fixed_readings()], readings.variables, question)

    @property
    def all_in_favour(self) -> Sequence[Pair]:
        """The ballots of everybody in favour, as terms over the decision and the state."""
        return settled(self.encoding, NOBODY, Manner.AGAINST)

    def choice_failing(self, question: Exists | ExistsForAll) -> NoneUnder:
        """Some reading and some choice of the coalition for which the question has no answer."""
        found = self.reading_failing(question)
        return NoneUnder(
            [*found.outer, *self.who.choice_limits],
            [*found.outer_variables, *self.who.choice],
            question,
        )

    def choice_without(self, *goal: z3.BoolRef, ballots: Sequence[Pair] = ()) -> ExistsForAll:
        """Some reading and some choice of the coalition for which no decision and ballots meet the goal."""
        return self._without(self.who.choice, self.who.choice_limits, goal, ballots)

    def reading_without(self, *goal: z3.BoolRef, ballots: Sequence[Pair] = ()) -> ExistsForAll:
        """Some reading under which no decision and ballots meet the goal.

        `ballots` are such as meet the goal wherever any do, as terms: where the number of seats is open, what meets
        the goal with one number is so put to all numbers at once.
        """
        return self._without((), (), goal, ballots)

    def _without(
        self,
        choice: Sequence[z3.ExprRef],
        choice_limits: Sequence[z3.BoolRef],
        goal: Sequence[z3.BoolRef],
        ballots: Sequence[Pair],
    ) -> ExistsForAll:
        encoding, who = self.encoding, self.who
        readings = encoding.activity.readings
        relaxation = encoding.relaxation
        loose = [*relaxation.open_values, *relaxation.scopes, *relaxation.guards.values()]
        outside = {identity(variable) for variable in (*readings.variables, *loose, *choice)}
        return ExistsForAll(
            outer=[
                *readings.limits,
                *self._fixed_readings(),
                *relaxation.constraints,
                *choice_limits,
            ],
            allowed=both([*self.limits, *encoding.ballot_limits, *goal]),
            goal=z3.BoolVal(False, CONTEXT),
            outer_variables=lambda: [*readings.variables, *loose, *choice],
            inner_variables=lambda: [
                variable
                for variable in (
                    *encoding.decision_variables,
                    *who.variables,
                    *encoding.ballot_variables,
                )
                if identity(variable) not in outside
            ],
            nearest=lambda instance, guess: put_in(
                shared_out(Choices(encoding.electorate.shares), instance, guess), ballots
            ),
        )

    def copied_ballots(self, *goal: z3.BoolRef) -> tuple[z3.BoolRef, list[z3.ExprRef]]:
        """The goal about other ballots on the same decision, and the variables of these."""
        copy = copy_of_ballots(self.encoding)
        return self.ballots_as(copy, *goal), copy.variables

    def ballots_as(self, copy: Copy, *goal: z3.BoolRef) -> z3.BoolRef:
        """The goal about the other ballots, which are such."""
        whole = both([*self.encoding.ballot_limits, *goal])
        return substituted(whole, copy.pairs)


def _once(*several: Sequence[z3.ExprRef]) -> list[z3.ExprRef]:
    """The variables of all lists, each once."""
    return list({identity(variable): variable for each in several for variable in each}.values())


def not_so(value: z3.BoolRef) -> z3.BoolRef:
    """The negation, for those who put questions together without knowing terms."""
    return negation(value)
