"""`B can be quorate`, `B cannot be quorate`."""

from __future__ import annotations

from policy_dsl.model import CanBeQuorate, Property
from verifier.claims.inquiry import Inquiry
from verifier.encoding.adoption import Encoding
from verifier.encoding.frame import Frame


def can_be_quorate(encoding: Encoding, prop: Property, claim: CanBeQuorate) -> tuple[Inquiry, ...]:
    """A reading under which no attendance makes the body quorate (or, denied: attendance that does)."""
    frame = Frame(encoding, prop, positive=False)
    goal = (encoding.requirements.quorate(claim.body),)
    if not claim.positive:
        return (Inquiry(frame, frame.exists(*goal), goal, None),)
    # Whoever votes for attends, so those in favour make a body quorate if anything does.
    question = frame.reading_where_not(*goal, *frame.in_favour)
    shown_by = frame.whatever_is_ruled(*goal)
    return (
        Inquiry(frame, question, adopted=None, shows=goal, shown_by=shown_by, shown_adopted=None),
    )
