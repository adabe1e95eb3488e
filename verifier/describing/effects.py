"""Effects on the rules and seats in the language: the fewest of its conditions that match just these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from policy_dsl import touching, wording
from policy_dsl.model import (
    AnyClause,
    Body,
    Effect,
    EffectKind,
    EffectPattern,
    Party,
    Right,
    Specification,
    Touches,
)
from policy_dsl.records import dataclass

Effects = frozenset[Effect]
_BUT_AT_MOST = 3


@dataclass(frozen=True)
class EffectWords:
    """The language's conditions on effects, as far as they are told apart.

    `effects` are those that decisions can have; `never` those that are possible, but not for any decision here.
    """

    specification: Specification
    effects: Effects
    never: Effects

    @cached_property
    def _conditions(self) -> tuple[tuple[Touches, Effects], ...]:
        """Each condition with what it matches, wide ones first; of those that match the same, the first."""
        known: dict[Effects, Touches] = {}
        for each in touching.every_condition(self.specification):
            known.setdefault(self._matched(each), each)
        return tuple((each, matched) for matched, each in known.items() if matched)

    def _matched(self, condition: Touches) -> Effects:
        return self._matching(condition.patterns)

    def _matching(self, patterns: Iterable[EffectPattern]) -> Effects:
        found: set[Effect] = set()
        for pattern in patterns:
            places = (None,) if pattern.targets is None else pattern.targets
            some = (e for target in places for e in self._by_place.get((pattern.kind, target), ()))
            found.update(effect for effect in some if pattern.matches(effect))
        return frozenset(found)

    @cached_property
    def _by_place(self) -> dict[tuple[EffectKind, str | None], list[Effect]]:
        """All effects by what they are done to, and all of a kind: each condition matches few of very many."""
        found: dict[tuple[EffectKind, str | None], list[Effect]] = {}
        for effect in self.effects | self.never:
            for target in (effect.target, None):
                found.setdefault((effect.kind, target), []).append(effect)
        return found

    def any_of(self, wanted: Effects, besides: Effects = frozenset()) -> tuple[Touches, ...]:
        """Conditions, one of which holds where a decision has some of the effects `wanted` and none of `besides`."""
        return self._cover(wanted, wanted | besides | self.never)

    @cached_property
    def never_said(self) -> tuple[Touches, ...]:
        """Conditions, one of which holds where a decision has some of the effects `never`, and no others."""
        return self._cover(self.never, self.never)

    def never_of(self, some: Effects) -> tuple[Touches, ...]:
        """Conditions, one of which holds where a decision has some of these, which are of `never`, and no others."""
        return self._cover(some, some)

    def none_of(self, spared: Effects) -> tuple[Touches, ...]:
        """Conditions, none of which holds where a decision has none of the effects `spared`."""
        if spared == self.effects:
            return (touching.ANYTHING,)
        return self._cover(spared, spared | self.never)

    def _cover(self, wanted: Effects, allowed: Effects) -> tuple[Touches, ...]:
        usable = [
            (condition, matched)
            for condition, matched in (*self._conditions, *self._but_some(allowed))
            if matched <= allowed and matched & wanted
        ]
        left = wanted
        chosen: list[tuple[Touches, Effects]] = []
        while left:
            best = min(
                usable,
                key=lambda each: (
                    -len(each[1] & left),
                    len(each[1] & self.never - wanted),
                    len(each[1] - wanted),
                ),
                default=None,
            )
            if best is None or not best[1] & left:
                chosen += [(_one_by_one(left), left)]
                break
            chosen.append(best)
            left -= best[1]
        for each in list(chosen):
            others = [matched for condition, matched in chosen if condition is not each[0]]
            if wanted <= frozenset().union(*others):
                chosen.remove(each)
        order = {effect: index for index, effect in enumerate(self._in_order)}
        chosen.sort(key=lambda each: min(order[effect] for effect in each[1] & wanted))
        return tuple(condition for condition, _ in chosen)

    def place(self, condition: Touches) -> int:
        """Where a condition comes in a list: by the first effect that it matches."""
        matched = self._matched(condition)
        return next((i for i, each in enumerate(self._in_order) if each in matched), 0)

    @cached_property
    def _in_order(self) -> tuple[Effect, ...]:
        names = _places((*self.specification.clauses, *self.specification.rights))
        bodies = _places(self.specification.bodies)
        parties = _places(self.specification.parties)
        kinds = {kind: index for index, kind in enumerate(EffectKind)}

        def rank(effect: Effect) -> tuple[int, int, int, int, str]:
            return (
                bodies.get(effect.target, -1),
                names.get(effect.target, len(names)),
                kinds[effect.kind],
                parties.get(effect.party, len(parties)),
                str(effect.target),
            )

        return tuple(sorted(self.effects | self.never, key=rank))

    def _but_some(self, allowed: Effects) -> Iterator[tuple[Touches, Effects]]:
        """`amends any clause but C`, for the few clauses and quorums that have to be left aside."""
        specification = self.specification
        amending = {
            each.name: touching.amending_of(specification, each.name)
            for each in (*specification.clauses, *specification.rights)
        }
        clauses = [
            name
            for name, patterns in amending.items()
            if not self._matching((*patterns, *touching.enacts(name).patterns)) <= allowed
        ]
        quorums = [
            body.name
            for body in specification.bodies
            if not self._matching(touching.amends_quorum(body.name).patterns) <= allowed
        ]
        if not 0 < len(clauses) + len(quorums) <= min(_BUT_AT_MOST, len(amending) - 1):
            return
        for declared in (False, True):
            condition = touching.amends_any_but(
                declared,
                clauses,
                quorums,
                amending,
                tuple(amending),
                touching.exceptable(specification),
                tuple(body.name for body in specification.bodies),
            )
            yield condition, self._matched(condition)


def _places(them: Iterable[AnyClause | Right | Body | Party]) -> dict[str, int]:
    """Where each comes, by its name."""
    return {each.name: index for index, each in enumerate(them)}


def _one_by_one(effects: Effects) -> Touches:
    """What no text can ask for as such: only a model that was not read from one tells these effects apart."""
    them = sorted(effects, key=lambda e: (e.kind.value, e.target, e.party))
    patterns = tuple(
        EffectPattern(e.kind, (e.target,) if e.target else None, e.party or None) for e in them
    )
    return Touches(" or ".join(wording.effect(effect) for effect in them), patterns)
