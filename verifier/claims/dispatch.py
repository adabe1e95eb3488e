"""From a property to what its claim asks: each family of claims says in its module what its forms ask."""

from __future__ import annotations

from policy_dsl.model import Property
from verifier.claims import applying, blocking, mattering, passing, quorate
from verifier.claims.verification_condition import FormsAsked, VerificationCondition
from verifier.encoding.adoption import Encoding

ASKED: FormsAsked = {
    **blocking.ASKED,
    **passing.ASKED,
    **mattering.ASKED,
    **applying.ASKED,
    **quorate.ASKED,
}


def verification_conditions(
    encoding: Encoding, prop: Property
) -> tuple[VerificationCondition, ...]:
    """What a property asks in one state; an answer to any of it refutes the claim."""
    asked = ASKED.get(type(prop.claim))
    if asked is None:
        raise TypeError(f"not a claim about decisions: {prop.claim}")
    return asked(encoding, prop, prop.claim)
