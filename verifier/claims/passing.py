"""`can pass every decision`, `every|some|no decision can pass`, `passes with`, `requires`, `a vote of … carries`."""

from __future__ import annotations

from policy_dsl.model import (
    Alone,
    AttendanceTally,
    Attends,
    CanPass,
    CastingVote,
    Consensus,
    ConsentAct,
    ConsentVote,
    EveryCanPass,
    Given,
    NoneCanPass,
    NoObjectionAct,
    PassesWith,
    Property,
    Quorate,
    Requirement,
    Requires,
    SomeCanPass,
    Specification,
    Tally,
    VoteCarries,
)
from policy_dsl.model.atoms import requirement_atoms, without_quorum
from policy_dsl.model.traverse import requirements_of
from verifier.claims.blocking import chosen_condition, each_of
from verifier.claims.verification_condition import FormsAsked, Premise, Term, VerificationCondition
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext, not_so
from verifier.encoding.coalitions import others_away_or_against, supports, vote_of
from verifier.encoding.others import Own, conduct, support
from verifier.solving.questions import Question


def can_pass(
    encoding: Encoding, prop: Property, claim: CanPass
) -> tuple[VerificationCondition, ...]:
    """A decision not adopted although the coalition supports it, the others doing what the claim says, or anything."""
    if claim.who.chosen_once:
        context = ClaimContext(encoding, prop, positive=True)
        goal = _lost_with_support(context)
        others = context.others
        ballots = [] if others is None else support(encoding, context.who, others)
        chosen = context.choice_without(*goal, ballots=ballots)
        return (chosen_condition(context, goal, context.exists(*goal), chosen, claim),)
    if claim.who.alone is Alone.NONE:
        return _no_one_alone(encoding, prop, claim)
    context = ClaimContext(encoding, prop, positive=True)
    goal = _lost_with_support(context)
    return (
        VerificationCondition(
            context, context.exists(*goal), goal, False, possible=((context.concerned,),)
        ),
    )


def _lost_with_support(context: ClaimContext) -> tuple[Term, ...]:
    if context.others is not None:
        support = conduct(context.encoding, context.who, Own.SUPPORTS, context.others)
        return (context.concerned, not_so(context.adopted), *support)
    support = supports(context.encoding, context.who)
    if two_ballots_decide(context.encoding.specification):
        support += others_away_or_against(context.encoding, context.who)
    return (context.concerned, not_so(context.adopted), *support)


def _no_one_alone(
    encoding: Encoding, prop: Property, claim: CanPass
) -> tuple[VerificationCondition, ...]:
    """For each of the group (one for all those that nothing tells apart): it can pass them all."""
    found: list[VerificationCondition] = []
    for one in each_of(encoding, claim.who.parts[0].who):
        context = ClaimContext(encoding, prop, positive=True, coalition=one)
        goal = _lost_with_support(context)
        found.append(
            VerificationCondition(
                context,
                context.reading_without(*goal),
                adopted=None,
                shows=goal,
                shown_by=context.exists(*goal),
                shown_adopted=False,
            )
        )
    return tuple(found)


# What is met best or worst where all others do one and the same, if the body need be quorate for it: the theorem in
# `others_away_or_against` is of these, and is not used where anything else is asked.
_ONE_WAY = (
    Tally,
    Consensus,
    ConsentVote,
    ConsentAct,
    NoObjectionAct,
    CastingVote,
    Quorate,
    Given,
)


def two_ballots_decide(specification: Specification) -> bool:
    """The condition of the theorem in `others_away_or_against`."""
    return (
        not specification.recusals
        and not specification.adjourning
        and all(_counts_only(body.quorum, body.name) for body in specification.bodies)
        and not any(b.chair is not None and b.chair.casting_vote for b in specification.bodies)
        and not any(
            not isinstance(atom, _ONE_WAY) or without_quorum(atom) is not None
            for clause in specification.clauses
            for requirement in requirements_of(clause)
            for atom in requirement_atoms(requirement)
        )
    )


def _counts_only(quorum: Requirement | None, body: str) -> bool:
    """Whether a quorum asks for attendance in its own body alone, as the checker sees to."""
    if quorum is None:
        return True
    for atom in requirement_atoms(quorum):
        it = atom.tally if isinstance(atom, AttendanceTally) else atom
        if not isinstance(it, (Tally, Attends, Given)) or (
            not isinstance(it, Given) and it.body != body
        ):
            return False
    return True


def every_can_pass(
    encoding: Encoding, prop: Property, claim: EveryCanPass
) -> tuple[VerificationCondition, ...]:
    """A decision that is not adopted even with everybody in favour."""
    context = ClaimContext(encoding, prop, positive=True)
    lost = not_so(context.adopted)
    goal = (context.concerned, lost, *context.in_favour)
    question: Question = context.exists(*goal)
    if context.recusals_matter:
        question = context.no_ballot([context.concerned], lost, None)
    return (
        VerificationCondition(context, question, goal, False, possible=((context.concerned,),)),
    )


def some_can_pass(
    encoding: Encoding, prop: Property, claim: SomeCanPass
) -> tuple[VerificationCondition, ...]:
    """A reading under which no decision is adopted, whatever is ruled on it, even with everybody in favour."""
    context = ClaimContext(encoding, prop, positive=True)
    goal = (context.concerned, context.adopted, *context.in_favour)
    question, shown_by = context.reading_where_not(*goal), context.whatever_is_ruled(*goal)
    return (VerificationCondition(context, question, adopted=None, shows=goal, shown_by=shown_by),)


def none_can_pass(
    encoding: Encoding, prop: Property, claim: NoneCanPass
) -> tuple[VerificationCondition, ...]:
    """A decision that is adopted with everybody in favour.

    That none can be is what is claimed: whichever part of the rules makes it so, the claim says something.
    """
    context = ClaimContext(encoding, prop, positive=False)
    goal = (context.concerned, context.adopted, *context.in_favour)
    decided = (context.concerned, encoding.some_power_in_force(prop.under))
    return (VerificationCondition(context, context.exists(*goal), goal, True, possible=(decided,)),)


def requires(
    encoding: Encoding, prop: Property, claim: Requires
) -> tuple[VerificationCondition, ...]:
    """A decision adopted without the requirement being met."""
    context = ClaimContext(encoding, prop, positive=False)
    unmet = not_so(context.met(claim.requirement))
    goal = (context.concerned, context.adopted, unmet)
    possible = ((context.concerned, context.adopted, *context.in_favour),)
    return (VerificationCondition(context, context.exists(*goal), goal, True, possible=possible),)


def passes_with(
    encoding: Encoding, prop: Property, claim: PassesWith
) -> tuple[VerificationCondition, ...]:
    """A decision not adopted although the requirement is met."""
    context = ClaimContext(encoding, prop, positive=True)
    met = context.met(claim.requirement)
    goal: tuple[Term, ...] = (context.concerned, not_so(context.adopted), met)
    return (
        VerificationCondition(
            context,
            context.exists(*goal),
            goal,
            False,
            possible=((context.concerned, met),),
            premise=Premise.REQUIREMENT_MET,
        ),
    )


def vote_carries(
    encoding: Encoding, prop: Property, claim: VoteCarries
) -> tuple[VerificationCondition, ...]:
    """An allocation of these votes with which a decision is not adopted (or, denied: is adopted)."""
    context = ClaimContext(encoding, prop, positive=claim.carries)
    vote = vote_of(encoding, claim.body, claim.votes_for, claim.votes_against, claim.abstaining)
    outcome = not_so(context.adopted) if claim.carries else context.adopted
    goal = (context.concerned, outcome, *vote)
    possible: tuple[tuple[Term, ...], ...] = ((context.concerned, *vote),)
    if not claim.carries:
        possible += ((context.concerned, context.adopted, *context.in_favour),)
    return (
        VerificationCondition(
            context,
            context.exists(*goal),
            goal,
            not claim.carries,
            possible=possible,
            premise=Premise.SO_MANY_VOTES,
        ),
    )


ASKED: FormsAsked = {
    CanPass: can_pass,
    Requires: requires,
    PassesWith: passes_with,
    EveryCanPass: every_can_pass,
    SomeCanPass: some_can_pass,
    NoneCanPass: none_can_pass,
    VoteCarries: vote_carries,
}
