"""`can block every decision`, `cannot block any decision`, `no one of G alone can block every decision`."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import (
    Alone,
    CanBlock,
    CannotBlock,
    CanPass,
    Coalition,
    Manner,
    Property,
    Who,
)
from verifier.claims.verification_condition import FormsAsked, Term, VerificationCondition
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import settled
from verifier.encoding.claim_context import ClaimContext, not_so
from verifier.encoding.holding import one_of
from verifier.solving.questions import Exists, ExistsForAll, NoneUnder, Question


def can_block(
    encoding: Encoding, prop: Property, claim: CanBlock
) -> tuple[VerificationCondition, ...]:
    """A decision adopted although the coalition withholds its votes.

    Everybody else is in favour, or does as the claim says.
    """
    if claim.who.chosen_once:
        return _some_together(encoding, prop, claim)
    if claim.who.alone is Alone.NONE:
        return _no_one_alone(encoding, prop, claim)
    context = ClaimContext(encoding, prop, positive=False)
    goal = (context.concerned, context.adopted, *context.opposed(claim.manner))
    possible = ((context.concerned, context.adopted, *context.at_best),)
    if claim.manner is Manner.ANY:
        question = context.every_choice_of_coalition([context.concerned])
        return (
            VerificationCondition(
                context, question, goal, True, possible=possible, manner=Manner.ANY
            ),
        )
    return (
        VerificationCondition(
            context, context.exists(*goal), goal, True, possible=possible, manner=claim.manner
        ),
    )


def _no_one_alone(
    encoding: Encoding, prop: Property, claim: CanBlock
) -> tuple[VerificationCondition, ...]:
    """For each of the group (one for all those that nothing tells apart): it can block them all."""
    found: list[VerificationCondition] = []
    for one in each_of(encoding, claim.who.parts[0].who):
        context = ClaimContext(encoding, prop, positive=False, coalition=one)
        goal = (context.concerned, context.adopted, *context.opposed(claim.manner))
        ballots = settled(encoding, context.who, claim.manner, claim.others)
        question: Question = context.reading_without(*goal, ballots=ballots)
        shown_by: Exists | ExistsForAll = context.exists(*goal)
        if claim.manner is Manner.ANY:
            shown_by = context.every_choice_of_coalition([context.concerned])
            question = context.reading_failing(shown_by)
        found.append(
            VerificationCondition(
                context, question, adopted=None, shows=goal, shown_by=shown_by, manner=claim.manner
            )
        )
    return tuple(found)


def _some_together(
    encoding: Encoding, prop: Property, claim: CanBlock
) -> tuple[VerificationCondition, ...]:
    """`some`: a reading under which, whoever is chosen, a decision is adopted although they withhold their votes.

    `no`: a reading and a choice for which there is none.
    """
    context = ClaimContext(encoding, prop, positive=False)
    goal = (context.concerned, context.adopted, *context.opposed(claim.manner))
    shown_by: Exists | ExistsForAll = context.exists(*goal)
    if claim.manner is Manner.ANY:
        shown_by = context.every_choice_of_coalition([context.concerned])
        return (chosen_condition(context, goal, shown_by, context.choice_failing(shown_by), claim),)
    ballots = settled(encoding, context.who, claim.manner, claim.others)
    chosen = context.choice_without(*goal, ballots=ballots)
    return (chosen_condition(context, goal, shown_by, chosen, claim),)


def chosen_condition(
    context: ClaimContext,
    goal: tuple[Term, ...],
    shown_by: Exists | ExistsForAll,
    chosen: ExistsForAll | NoneUnder,
    claim: CanBlock | CanPass,
) -> VerificationCondition:
    """What is asked of some choice of parties: whether one of them refutes `no`, or none of them fulfils `some`.

    `goal` is what shows that a choice does not do, and `chosen` asks for one for which nothing does.
    """
    blocks = isinstance(claim, CanBlock)
    manner = claim.manner if isinstance(claim, CanBlock) else None
    if claim.who.alone is Alone.NONE:
        return VerificationCondition(
            context,
            chosen,
            adopted=None,
            shows=goal,
            shown_by=shown_by,
            shown_adopted=blocks,
            # Of nobody there is nothing to deny.
            possible=((),),
            manner=manner,
            chosen=chosen,
        )
    possible = (
        (context.concerned, context.adopted, *context.at_best) if blocks else (context.concerned,)
    )
    return VerificationCondition(
        context,
        context.reading_failing(chosen),
        adopted=None,
        possible=(possible,),
        manner=manner,
        chosen=chosen,
    )


def each_of(encoding: Encoding, group: Who) -> Iterator[Coalition]:
    """Each of a group alone; one stands for all those that nothing tells apart."""
    for voters in {cell.voters.name: cell.voters for cell in encoding.electorate.cells}.values():
        party = voters.first.name
        if group.means(party, encoding.state.seats):
            yield Coalition((one_of(voters),))


def cannot_block(
    encoding: Encoding, prop: Property, claim: CannotBlock
) -> tuple[VerificationCondition, ...]:
    """A decision that can be adopted, but not once the coalition withholds its votes.

    Where the claim says what the others do, by ballots in which they do so, both times.
    """
    context = ClaimContext(encoding, prop, positive=True)
    opposed = context.opposed(claim.manner)
    lost = not_so(context.adopted)
    goal = (context.concerned, lost, *opposed)
    possible = ((context.concerned, context.adopted, *context.at_best),)
    otherwise, others = context.copied_ballots(context.adopted, *context.at_best)
    if context.recusals_matter:
        question: Question = context.no_ballot(
            [context.concerned, otherwise], lost, claim.manner, more_outer_variables=others
        )
    else:
        # Nothing is left open about the ballots of the others, so one ballot stands for all of theirs.
        question = context.exists(*goal, otherwise)
    return (
        VerificationCondition(
            context, question, goal, False, possible=possible, manner=claim.manner
        ),
    )


ASKED: FormsAsked = {CanBlock: can_block, CannotBlock: cannot_block}
