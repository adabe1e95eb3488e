"""Claims about a clause: that it never applies, that it makes no difference, and that it makes none how it is read."""

from __future__ import annotations

from policy_dsl.model import (
    MakesNoDifference,
    NeverApplies,
    Property,
    ReadingMakesNoDifference,
)
from verifier.claims.verification_condition import FormsAsked, VerificationCondition
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.what_if import changed_by, parted_by


def never_applies(
    encoding: Encoding, prop: Property, claim: NeverApplies
) -> tuple[VerificationCondition, ...]:
    """A decision to which the clause applies, as it is ruled on, whoever votes how and whatever it may change."""
    context = ClaimContext(encoding, prop, positive=False)
    goal = (context.concerned, encoding.activity.applies(claim.clause))
    possible = ((encoding.in_force(claim.clause), context.concerned),)
    return (VerificationCondition(context, context.exists(*goal), goal, None, possible=possible),)


def makes_no_difference(
    encoding: Encoding, prop: Property, claim: MakesNoDifference
) -> tuple[VerificationCondition, ...]:
    """A decision and a ballot that have one outcome with the clause, and the other without.

    It says nothing of a clause that is not in force, nor where nothing can be adopted.
    """
    context = ClaimContext(encoding, prop, positive=False)
    changed = changed_by(encoding, claim.clause, prop.under)
    goal = (context.concerned, *changed.goal)
    in_force = encoding.in_force(claim.clause)
    possible = ((in_force, context.concerned, context.adopted, *context.in_favour),)
    return (
        VerificationCondition(
            context,
            context.exists(*goal),
            goal,
            None,
            possible=possible,
            copy=changed.copy,
            instead=changed.instead,
        ),
    )


def reading_makes_no_difference(
    encoding: Encoding, prop: Property, claim: ReadingMakesNoDifference
) -> tuple[VerificationCondition, ...]:
    """A decision and a ballot that adopts it by the one reading and not by the other; and one the other way round.

    As of a clause that makes no difference, it says nothing where the clause is not in force or nothing can be adopted.
    """
    found = []
    for adopting, failing in ((claim.one, claim.other), (claim.other, claim.one)):
        context = ClaimContext(encoding, prop, positive=False)
        parted = parted_by(encoding, claim.clause, adopting, failing, prop.under)
        goal = (context.concerned, *parted.goal)
        in_force = encoding.in_force(claim.clause)
        found.append(
            VerificationCondition(
                context,
                context.exists(*goal),
                goal,
                possible=((in_force, context.concerned, context.adopted, *context.in_favour),),
                copy=parted.copy,
                instead=parted.instead,
                compared=claim.clause,
            )
        )
    return tuple(found)


ASKED: FormsAsked = {
    NeverApplies: never_applies,
    MakesNoDifference: makes_no_difference,
    ReadingMakesNoDifference: reading_makes_no_difference,
}
