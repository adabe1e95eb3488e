"""From a property to what its claim asks."""

from __future__ import annotations

from policy_dsl.model import (
    CanBeQuorate,
    CanBlock,
    CannotBlock,
    CanPass,
    EveryCanPass,
    MakesNoDifference,
    NeverApplies,
    NeverMatters,
    NoneCanPass,
    PassesWith,
    Property,
    ReadingMakesNoDifference,
    Requires,
    SomeCanPass,
    VoteCarries,
)
from verifier.claims.applying import (
    makes_no_difference,
    never_applies,
    reading_makes_no_difference,
)
from verifier.claims.blocking import can_block, cannot_block
from verifier.claims.mattering import never_matters
from verifier.claims.passing import (
    can_pass,
    every_can_pass,
    none_can_pass,
    passes_with,
    requires,
    some_can_pass,
    vote_carries,
)
from verifier.claims.quorate import can_be_quorate
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.adoption import Encoding


def verification_conditions(
    encoding: Encoding, prop: Property
) -> tuple[VerificationCondition, ...]:
    """What a property asks in one state; an answer to any of it refutes the claim."""
    match prop.claim:
        case CanBlock() as claim:
            return can_block(encoding, prop, claim)
        case CannotBlock() as claim:
            return cannot_block(encoding, prop, claim)
        case CanPass() as claim:
            return can_pass(encoding, prop, claim)
        case Requires() as claim:
            return requires(encoding, prop, claim)
        case PassesWith() as claim:
            return passes_with(encoding, prop, claim)
        case EveryCanPass() as claim:
            return every_can_pass(encoding, prop, claim)
        case SomeCanPass() as claim:
            return some_can_pass(encoding, prop, claim)
        case NoneCanPass() as claim:
            return none_can_pass(encoding, prop, claim)
        case VoteCarries() as claim:
            return vote_carries(encoding, prop, claim)
        case NeverMatters() as claim:
            return never_matters(encoding, prop, claim)
        case NeverApplies() as claim:
            return never_applies(encoding, prop, claim)
        case MakesNoDifference() as claim:
            return makes_no_difference(encoding, prop, claim)
        case ReadingMakesNoDifference() as claim:
            return reading_makes_no_difference(encoding, prop, claim)
        case CanBeQuorate() as claim:
            return can_be_quorate(encoding, prop, claim)
        case _:
            raise TypeError(f"not a claim about decisions: {prop.claim}")
