"""Claims about a state alone, where the state is made of terms."""

from __future__ import annotations

import z3

from policy_dsl.model import HoldsRight, IsMember, IsSuspended
from verifier.encoding.changing_rules import ChangingEncoding
from verifier.encoding.terms import both, either, negation


def standing_is_not(
    encoding: ChangingEncoding, claim: HoldsRight | IsMember | IsSuspended
) -> z3.BoolRef:
    """The claim is not true of the state."""
    change = encoding.change
    match claim:
        case IsMember(party, body, positive):
            so = change.sits_in(body, party)
        case IsSuspended(party, body, positive):
            so = both((change.sits_in(body, party), negation(change.votes_in(body, party))))
        case HoldsRight(party, right, positive):
            it = encoding.specification.right[right]
            watches = any(
                seat.party == party
                for body in it.observers_of
                for seat in encoding.specification.body[body].observers
            )
            votes = [change.votes_in(body, party) for body in it.members_of]
            there, amended = change.in_force[right], change.amended[right]
            written = both((negation(amended), either([watches, *votes])))
            # What is amended may belong to the members and observers of any bodies, or of none.
            somewhere = either(
                [
                    *(change.votes[seat] >= 1 for seat in change.votes if seat[1] == party),
                    *(
                        seat.party == party
                        for body in encoding.specification.bodies
                        for seat in body.observers
                    ),
                ]
            )
            chosen = change.free(f"right:{right}", "belongs", by_ballot=False)
            so = both((there, either((written, both((amended, chosen, somewhere))))))
    return negation(so) if positive else so
