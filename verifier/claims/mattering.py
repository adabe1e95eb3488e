"""`the vote of A never matters to any decision`."""

from __future__ import annotations

from policy_dsl.model import Coalition, NeverMatters, Part, Party, Property, Who
from policy_dsl.records import replace
from verifier.claims.verification_condition import FormsAsked, Premise, Term, VerificationCondition
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext, not_so
from verifier.encoding.differing import copy_of_ballots, has_a_vote, only_theirs_differs
from verifier.encoding.holding import holding


def never_matters(
    encoding: Encoding, prop: Property, claim: NeverMatters
) -> tuple[VerificationCondition, ...]:
    """A decision and two ballots on it that differ only in what the voter does: by one it is adopted, by the other not.

    Of several, any one. It says nothing of who has no vote, nor where nothing can be adopted. No theorem is used: both
    ballots are any.
    """
    context = ClaimContext(encoding, prop, positive=False)
    who = holding(encoding, claim.who)
    copy = copy_of_ballots(encoding)
    goal: tuple[Term, ...] = (
        *who.limits,
        context.concerned,
        context.adopted,
        context.ballots_as(copy, not_so(context.adopted)),
        *only_theirs_differs(encoding, who, copy),
    )
    everybody = holding(encoding, Coalition(claim.who.parts))
    possible = (
        (has_a_vote(encoding, everybody),),
        (context.concerned, context.adopted, *context.in_favour),
    )
    return (
        VerificationCondition(
            context,
            context.exists(*goal),
            goal,
            possible=possible,
            premise=Premise.A_VOTE,
            copy=copy,
            voters=who,
        ),
    )


def about_one(prop: Property, party: Party) -> Property:
    """The same claim about one party alone or, of a cohort, about one of its members."""
    assert isinstance(prop.claim, NeverMatters)
    single = party.size == 1
    one = Part(Who(party.name, (party.name,), single=single), None if single else 1)
    return replace(prop, claim=replace(prop.claim, who=Coalition((one,))))


ASKED: FormsAsked = {NeverMatters: never_matters}
