"""Which decisions change their fate: now can pass, now blocked, or pass with other votes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from policy_dsl.model import (
    ALWAYS,
    NO_NOTES,
    NOWHERE,
    Coalition,
    Latest,
    Manner,
    Property,
    SomeCanPass,
)
from policy_dsl.records import dataclass
from verifier.describing.dimensions import Term
from verifier.describing.literals import Alphabet
from verifier.diffing.aligning import Alignment, Moment, effect_pairs
from verifier.diffing.alphabet import joint_alphabet
from verifier.diffing.in_conditions import Region
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.coalitions import consenting, objecting, supports
from verifier.encoding.joint import Joint, join
from verifier.encoding.terms import both, negation
from verifier.results.diff import Fate
from verifier.solving.questions import Exists, ExistsForAll, Question

ANYTHING = Property(
    "comparison",
    "",
    SomeCanPass(ALWAYS),
    None,
    Latest(),
    (),
    (),
    (),
    False,
    None,
    NOWHERE,
    NO_NOTES,
)


@dataclass
class Pair:
    """Both sides in one state each, and the questions about single decisions that are asked of them."""

    joint: Joint
    coalition: Coalition | None = None

    @cached_property
    def alphabet(self) -> Alphabet:
        """What tells decisions apart."""
        return joint_alphabet(self.joint)

    @cached_property
    def old(self) -> ClaimContext:
        """The old side's context."""
        return ClaimContext(self.joint.old, ANYTHING, positive=False, coalition=self.coalition)

    @cached_property
    def new(self) -> ClaimContext:
        """The new side's context."""
        return ClaimContext(self.joint.new, ANYTHING, positive=False, coalition=self.coalition)

    @cached_property
    def limits(self) -> list[Term]:
        """What decision, readings and coalition must be."""
        return [*self.joint.limits, *self.new.who.limits, *self.old.who.limits]

    def other(self, context: ClaimContext) -> ClaimContext:
        """The other side."""
        return self.new if context is self.old else self.old

    def variables(self) -> list[Term]:
        """All variables but those of ballots."""
        return [*self.joint.decision_variables, *self.new.who.variables, *self.old.who.variables]

    # --- single decisions --------------------------------------------------------------------

    def can_pass(self, context: ClaimContext) -> tuple[Term, list[Term]]:
        """By some ballots, of their own, one side adopts: a term and the variables of these ballots."""
        return context.copied_ballots(context.adopted, *context.in_favour)

    def passes(self, context: ClaimContext, *goal: Term) -> Exists:
        """Some decision that one side adopts with everybody in favour."""
        encoding = context.encoding
        return Exists(
            [*self.limits, *encoding.ballot_limits, context.adopted, *context.in_favour, *goal]
        )

    def cannot_pass(
        self, context: ClaimContext, *outer: Term, more: Sequence[Term] = ()
    ) -> Question:
        """Some decision that one side adopts by no ballots."""
        return context.no_ballot(
            [*self.limits, *outer], negation(context.adopted), None, [*self.variables(), *more]
        )

    # --- fates -------------------------------------------------------------------------------

    def turned(self, loser: ClaimContext) -> Region:
        """The decisions that `loser` adopts by no ballots, and the other side by some."""
        winner = self.other(loser)
        can, copied = self.can_pass(winner)
        return Region(
            self.cannot_pass(loser, can, more=copied),
            lambda: (self.passes(loser), self.cannot_pass(winner)),
        )

    def other_votes(self) -> Region:
        """The decisions that both sides adopt by some ballots, but not by the same."""
        joint = self.joint
        mine, _ = self.can_pass(self.old)
        theirs, _ = self.can_pass(self.new)
        same = ExistsForAll(
            outer=self.limits,
            allowed=both(joint.ballot_limits),
            goal=negation(joint.differs),
            outer_variables=self.variables,
            inner_variables=lambda: joint.ballot_variables,
        )
        return Region(
            Exists([*self.limits, *joint.ballot_limits, joint.differs, mine, theirs]),
            lambda: (self.cannot_pass(self.old), self.cannot_pass(self.new), same),
        )

    def region(self, fate: Fate) -> Region:
        """The decisions of a fate."""
        match fate:
            case Fate.NOW_CAN_PASS:
                return self.turned(self.old)
            case Fate.NOW_BLOCKED:
                return self.turned(self.new)
            case Fate.OTHER_VOTES:
                return self.other_votes()

    def differing(self, winner: ClaimContext | None = None) -> Exists:
        """Some decision, reading and ballots that only one side (`winner`, where given) adopts."""
        joint = self.joint
        goal = [joint.differs] if winner is None else [winner.adopted]
        if winner is not None:
            goal.append(negation(self.other(winner).adopted))
        return Exists([*self.limits, *joint.ballot_limits, *goal])

    # --- vetoes and sole powers ----------------------------------------------------------------

    def vetoed(self, holder: ClaimContext, *outer: Term, more: Sequence[Term] = ()) -> Question:
        """Some decision that the coalition blocks on one side by voting against and refusing."""
        return holder.no_ballot(
            [*self.limits, *outer],
            negation(holder.adopted),
            Manner.AGAINST,
            [*self.variables(), *more],
        )

    def adopted_against(self, context: ClaimContext) -> tuple[Term, ...]:
        """One side adopts although the coalition votes against and refuses."""
        return (*context.encoding.ballot_limits, context.adopted, *context.opposed(Manner.AGAINST))

    def veto(self, holder: ClaimContext) -> Region:
        """The decisions that can pass on one side, not against the coalition, and on the other against it."""
        free = self.other(holder)
        can, copied = self.can_pass(holder)
        lost = self.adopted_against(free)
        return Region(
            self.vetoed(holder, can, *lost, more=[*copied, *free.encoding.ballot_variables]),
            lambda: (
                self.cannot_pass(holder),
                self.vetoed(free),
                Exists([*self.limits, *self.adopted_against(holder)]),
            ),
        )

    def may_veto(self, holder: ClaimContext) -> Exists:
        """Needed for a veto on one side only: of ballots against, some fail there, and some pass on the other."""
        encoding, free = holder.encoding, self.other(holder)
        against = [*encoding.ballot_limits, *holder.opposed(Manner.AGAINST)]
        return Exists(
            [*self.limits, *against, negation(holder.adopted), *self.adopted_against(free)]
        )

    def alone(self, holder: ClaimContext, *outer: Term, more: Sequence[Term] = ()) -> ExistsForAll:
        """Some decision that the coalition passes on one side whatever the others do."""
        encoding = holder.encoding
        return ExistsForAll(
            outer=[*self.limits, *outer],
            allowed=both([*encoding.ballot_limits, *supports(encoding, holder.who)]),
            goal=holder.adopted,
            outer_variables=lambda: [*self.variables(), *more],
            inner_variables=lambda: encoding.ballot_variables,
        )

    def not_alone(self, context: ClaimContext) -> tuple[Term, ...]:
        """One side does not adopt although the coalition supports the decision."""
        encoding = context.encoding
        return (
            *encoding.ballot_limits,
            negation(context.adopted),
            *supports(encoding, context.who),
        )

    def sole_power(self, holder: ClaimContext) -> Region:
        """The decisions that the coalition can pass alone on one side and not on the other."""
        weak = self.other(holder)
        lost, copied = weak.copied_ballots(
            negation(weak.adopted), *supports(weak.encoding, weak.who)
        )
        return Region(
            self.alone(holder, lost, more=copied),
            lambda: (Exists([*self.limits, *self.not_alone(holder)]), self.alone(weak)),
        )

    def may_be_alone(self, context: ClaimContext) -> Exists:
        """Needed for a sole power: some decision is adopted with nobody but the coalition voting at all."""
        silent = [
            seat.in_favour + seat.against + seat.abstaining <= context.who.of(seat.cell)
            for seat in context.encoding.ballots.all_seats
        ]
        encoding = context.encoding
        return Exists(
            [
                *self.limits,
                *encoding.ballot_limits,
                context.adopted,
                *supports(encoding, context.who),
                *silent,
                *(
                    consents <= context.who.of(cell)
                    for cell, consents in consenting(encoding)
                    if cell.voters.parties
                ),
                *(each == 0 for _, each in objecting(encoding)),
            ]
        )


def side_by_side(sides: Alignment, moment: Moment) -> Pair:
    """Both sides as they are at a moment, over the same decisions and the same ballots."""
    effects = effect_pairs(sides, moment)
    return Pair(
        join(
            (sides.old.shared, moment.old),
            (sides.new.shared, moment.new),
            sides.bodies,
            effects.groups,
            effects.never,
            sides.foreign_values,
        )
    )
