"""Claims about a state alone, where the state is made of terms."""

from __future__ import annotations

import z3

from policy_dsl.model import HoldsRight, IsMember, IsSuspended
from verifier.encoding.changing import ChangingEncoding
from verifier.encoding.terms import either, negation


def standing_is_not(
    encoding: ChangingEncoding, claim: HoldsRight | IsMember | IsSuspended
) -> z3.BoolRef:
    """The claim is not true of the state."""
    change = encoding.change
    match claim:
        case IsMember(party, body, positive):
            so = change.sits[body, party] >= 1
        case IsSuspended(party, body, positive):
            so = change.votes[body, party] < change.sits[body, party]
        case HoldsRight(party, right, positive):
            it = next(r for r in encoding.specification.rights if r.name == right)
            watches = any(
                seat.party == party
                for body in it.observers_of
                for seat in encoding.specification.body[body].observers
            )
            votes = [change.votes[body, party] >= 1 for body in it.members_of]
            so = either([watches, *votes])
    return negation(so) if positive else so
