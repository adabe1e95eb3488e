"""`B can be quorate`, `B cannot be quorate`."""

from __future__ import annotations

from policy_dsl.model import CanBeQuorate, Property
from verifier.claims.inquiry import Inquiry
from verifier.encoding.adoption import Encoding
from verifier.encoding.frame import Frame


def can_be_quorate(encoding: Encoding, prop: Property, claim: CanBeQuorate) -> tuple[Inquiry, ...]:
    """A reading under which no attendance makes the body quorate (or, denied: attendance that does)."""
    frame = Frame(encoding, prop, positive=True)
    goal = (encoding.requirements.quorate(claim.body),)
    if claim.positive:
        return (Inquiry(frame, frame.reading_without(*goal), adopted=None, shows=goal),)
    return (Inquiry(frame, frame.exists(*goal), goal, None),)
