"""`B can be quorate`, `B cannot be quorate`."""

from __future__ import annotations

from policy_dsl.model import CanBeQuorate, Property
from verifier.claims.verification_condition import FormsAsked, VerificationCondition
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext


def can_be_quorate(
    encoding: Encoding, prop: Property, claim: CanBeQuorate
) -> tuple[VerificationCondition, ...]:
    """A reading under which no attendance makes the body quorate (or, denied: attendance that does)."""
    context = ClaimContext(encoding, prop, positive=False)
    goal = (encoding.requirements.quorate(claim.body),)
    if not claim.positive:
        return (VerificationCondition(context, context.exists(*goal), goal, None),)
    # Whoever votes for attends, so those in favour make a body quorate if anything does.
    question = context.reading_where_not(*goal, *context.in_favour)
    shown_by = context.whatever_is_ruled(*goal)
    return (
        VerificationCondition(
            context, question, adopted=None, shows=goal, shown_by=shown_by, shown_adopted=None
        ),
    )


ASKED: FormsAsked = {CanBeQuorate: can_be_quorate}
