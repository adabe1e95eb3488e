"""One step of changing rules, as a relation between a state of terms and the next.

Written for single effects (`encode_changing(…, separate=True)`). A cohort's members may go one by one, so for it
the next numbers are only bounded by the effect; for a single party they are given.
"""

from __future__ import annotations

from collections.abc import Sequence

import z3

from policy_dsl.model import Effect, EffectKind
from policy_dsl.records import dataclass
from verifier.encoding.changing_rules import Change, ChangingEncoding
from verifier.encoding.terms import FALSE, Bool, both, either, identity, negation
from verifier.solving.library import CONTEXT, substituted


@dataclass(frozen=True)
class Step:
    """A step by decision (`by_decision`) or by a party going of itself (`by_itself`), over the variables `pairs`.

    `pairs` are each variable of the state with that of the next state.
    """

    by_decision: z3.BoolRef
    by_itself: z3.BoolRef
    pairs: Sequence[tuple[z3.ExprRef, z3.ExprRef]]

    def next(self, term: z3.BoolRef) -> z3.BoolRef:
        """The same said of the next state."""
        return substituted(term, self.pairs)


def step(encoding: ChangingEncoding, held: dict[tuple[str, str], Bool | z3.ArithRef | int]) -> Step:
    """The step of an encoding; `held` is how many of a (body, party) belong to the holder."""
    change = encoding.change
    pairs = [(v, z3.Const(f"next {v}", v.sort())) for v in change.variables]
    following = {identity(v): n for v, n in pairs}
    unchanged = [(identity(v), n == v) for v, n in pairs]
    decided = _clauses(encoding, following)
    decided += _seats(encoding, following)
    own: list[z3.BoolRef] = []
    for seat in change.sits:
        if encoding.specification.body[seat[0]].fixed_membership:
            continue
        goes = _goes(change, seat, following, held.get(seat, 0))
        touched = {identity(change.sits[seat]), identity(change.votes[seat])}
        rest = both(same for variable, same in unchanged if variable not in touched)
        own.append(both((goes, rest)))
    return Step(both(decided), either(own), pairs)


def _clauses(encoding: ChangingEncoding, following: dict[int, z3.ExprRef]) -> list[z3.BoolRef]:
    change = encoding.change

    def does(kind: EffectKind, target: str) -> z3.BoolRef:
        return encoding.decision.effects.get(Effect(kind, target), FALSE)

    found: list[z3.BoolRef] = []
    for name, force in change.in_force.items():
        amended = change.amended[name]
        enacts = does(EffectKind.ENACT, name)
        stays = both((force, negation(does(EffectKind.LAPSE, name))))
        found.append(following[identity(force)] == either((stays, enacts)))
        reworded = either((amended, does(EffectKind.AMEND, name)))
        # What is enacted is there as it was declared, whatever had been made of it before.
        found.append(following[identity(amended)] == both((reworded, negation(enacts))))
    for body in encoding.specification.bodies:
        quorum = change.quorum_amended[body.name]
        now = either((quorum, does(EffectKind.AMEND_QUORUM, body.name)))
        found.append(following[identity(quorum)] == now)
        if body.those_of:
            continue
        number = change.newcomers[body.name]
        after = following[identity(number)]
        admits = does(EffectKind.ADMIT_NEW, body.name)
        found.append(z3.If(admits, after > number, after == number))
    for effect, there in change.new.items():
        enacts = encoding.decision.effects.get(effect, FALSE)
        found.append(following[identity(there)] == either((there, enacts)))
    power = change.new_power
    found.append(following[identity(power)] == either((power, does(EffectKind.ENACT_POWER, ""))))
    return found


def _seats(encoding: ChangingEncoding, following: dict[int, z3.ExprRef]) -> list[z3.BoolRef]:
    change = encoding.change
    found: list[z3.BoolRef] = []
    for (body, party), sits in change.sits.items():
        votes = change.votes[body, party]
        then_sits, then_votes = following[identity(sits)], following[identity(votes)]
        size = encoding.specification.party[party].size
        suspends, restores, removes, admits = (
            encoding.decision.effects.get(Effect(kind, body, party), FALSE)
            for kind in (
                EffectKind.SUSPEND,
                EffectKind.RESTORE,
                EffectKind.REMOVE,
                EffectKind.ADMIT,
            )
        )
        if size == 1:
            found.append(then_sits == z3.If(removes, 0, z3.If(admits, 1, sits)))
            back = either((restores, admits))
            stays = z3.If(back, z3.IntVal(1, CONTEXT), votes)
            found.append(then_votes == z3.If(either((removes, suspends)), 0, stays))
            continue
        # Of a cohort any number of members may be meant by one effect, so only the direction is said in which numbers
        # may go.
        found += [then_votes >= 0, then_votes <= then_sits, then_sits <= size]
        found.append(either((removes, then_sits >= sits)))
        found.append(either((admits, then_sits <= sits)))
        found.append(either((removes, suspends, then_votes >= votes)))
        found.append(either((restores, admits, then_votes <= votes)))
        # Nobody is suspended by the way, and only who is restored or removed is suspended no longer.
        suspended, then_suspended = sits - votes, then_sits - then_votes
        found.append(either((suspends, then_suspended <= suspended)))
        found.append(either((restores, removes, then_suspended >= suspended)))
    return found


def _goes(
    change: Change,
    seat: tuple[str, str],
    following: dict[int, z3.ExprRef],
    held: Bool | z3.ArithRef | int,
) -> z3.BoolRef:
    """Some of those who are not the holder's leave, or suspend themselves."""
    sits, votes = change.sits[seat], change.votes[seat]
    then_sits, then_votes = following[identity(sits)], following[identity(votes)]
    return both(
        (
            then_sits >= 0,
            then_votes >= 0,
            then_votes <= then_sits,
            then_sits <= sits,
            then_votes <= votes,
            # What the holder has, it keeps.
            either((then_votes == votes, then_votes >= held)),
            either((then_sits == sits, then_sits >= held)),
        )
    )
