"""How many seats decisions give to whom, as terms: no more than a body has, and than its composition allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property

import z3

from policy_dsl.model import Composition, Effect, EffectKind, Specification
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.activity import Activity, clause_fact
from verifier.encoding.cells import Electorate
from verifier.encoding.facts import Relaxation
from verifier.encoding.terms import (
    Bool,
    Int,
    at_least,
    both,
    either,
    implies,
    less,
    negation,
    total,
)

ADMITTING = frozenset({EffectKind.ADMIT, EffectKind.ADMIT_NEW})


@dataclass(frozen=True)
class SeatsGiven:
    """The effects of a decision on seats, with how many each variable of theirs moves (`moved`)."""

    specification: Specification
    state: State
    electorate: Electorate
    activity: Activity
    relaxation: Relaxation
    effects: Mapping[Effect, z3.BoolRef]
    moved: Callable[[z3.BoolRef, Sequence[Effect]], Int]

    @cached_property
    def within_seats(self) -> z3.BoolRef:
        """In each body of which the number of seats is said there is a vacant one for everybody who is admitted."""
        return both(self._vacant_for_all())

    def _vacant_for_all(self) -> Iterable[Bool]:
        for body in self.specification.bodies:
            if body.seats is None:
                continue
            admits = self._moving(body.name, ADMITTING)
            if admits:
                wanted = total([self.moved(variable, them) for variable, them in admits.items()])
                yield at_least(less(body.seats, self.electorate.held(body.name)), wanted)

    def _moving(
        self, body: str, kinds: Collection[EffectKind], by: Collection[str] | None = None
    ) -> dict[z3.BoolRef, list[Effect]]:
        """The variables of effects of these kinds on a body's seats (of these parties, if some are given)."""
        found: dict[z3.BoolRef, list[Effect]] = {}
        for effect, variable in self.effects.items():
            here = effect.target == body and effect.kind in kinds
            if here and (by is None or effect.party in by):
                found.setdefault(variable, []).append(effect)
        return found

    @cached_property
    def composed(self) -> z3.BoolRef:
        """The decision gives nobody more seats than a composition allows, if it is by more than before."""
        found: list[Bool] = []
        for clause in self.specification.compositions:
            if clause.name in self.state.in_force:
                moving = [*self._moving(clause.body, (EffectKind.ADMIT, EffectKind.REMOVE))]
                if moving or self.relaxation.loosened:
                    found.append(self._composed(clause))
        return both(found)

    def _composed(self, clause: Composition) -> z3.BoolRef:
        """What an amended composition says is open; but without anybody who comes or goes it bars nothing."""
        theirs = clause.who.parties
        held = self.electorate.held(clause.body, theirs)
        everybody = self.electorate.held(clause.body)

        def change(by: Collection[str] | None) -> Int:
            admits = self._moving(clause.body, (EffectKind.ADMIT,), by)
            removes = self._moving(clause.body, (EffectKind.REMOVE,), by)
            if by is None:
                admits |= self._moving(clause.body, (EffectKind.ADMIT_NEW,))
            return less(
                total([self.moved(v, them) for v, them in admits.items()]),
                total([self.moved(v, them) for v, them in removes.items()]),
            )

        most, one = clause.most.numerator, clause.most.denominator
        more = change(theirs)
        if clause.share:
            # What is beyond a share of all, and by how much that grows: one can be compared where the other is.
            growing = less(more * one, change(None) * most)
            beyond = less(held * one, everybody * most)
        else:
            growing, beyond = more, less(held, most)
        # Both sides of the share are multiplied by its denominator. What exceeds it already may stay, but not grow.
        after = total([beyond, growing])
        kept = either((at_least(0, growing), at_least(0, after)))
        fact = clause_fact(clause)
        moving = self._moving_seats
        free = self.relaxation.truth(fact, "allows it", kept)
        return implies(self.activity.active(clause.name), either((negation(moving), free)))

    @cached_property
    def _moving_seats(self) -> z3.BoolRef:
        """Somebody who has a name is admitted to a body, or removed from one."""
        kinds = (EffectKind.ADMIT, EffectKind.REMOVE)
        return either(
            dict.fromkeys(v for effect, v in self.effects.items() if effect.kind in kinds)
        )
