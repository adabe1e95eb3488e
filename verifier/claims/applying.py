"""`X never applies` and `X makes no difference`: claims about a clause."""

from __future__ import annotations

from policy_dsl.model import MakesNoDifference, NeverApplies, Property
from verifier.claims.inquiry import Inquiry
from verifier.encoding.adoption import Encoding
from verifier.encoding.frame import Frame
from verifier.encoding.what_if import changed_by


def never_applies(encoding: Encoding, prop: Property, claim: NeverApplies) -> tuple[Inquiry, ...]:
    """A decision to which the clause applies, as it is ruled on, whoever votes how and whatever it may change."""
    frame = Frame(encoding, prop, positive=False)
    goal = (frame.concerned, encoding.activity.applies(claim.clause))
    possible = ((encoding.in_force(claim.clause), frame.concerned),)
    return (Inquiry(frame, frame.exists(*goal), goal, None, possible=possible),)


def makes_no_difference(
    encoding: Encoding, prop: Property, claim: MakesNoDifference
) -> tuple[Inquiry, ...]:
    """A decision and a ballot that have one outcome with the clause, and the other without.

    It says nothing of a clause that is not in force, nor where nothing can be adopted.
    """
    frame = Frame(encoding, prop, positive=False)
    changed = changed_by(encoding, claim.clause, prop.under)
    goal = (frame.concerned, *changed.goal)
    in_force = encoding.in_force(claim.clause)
    possible = ((in_force, frame.concerned, frame.adopted, *frame.in_favour),)
    return (
        Inquiry(
            frame,
            frame.exists(*goal),
            goal,
            None,
            possible=possible,
            copy=changed.copy,
            without=changed.without,
        ),
    )
