"""Clauses that nothing tells apart: what is so of decisions that amend the one is so of those that amend the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl.model import Condition, Effect, EffectKind, Specification, Touches
from policy_dsl.state import State
from verifier.encoding.decisions import possible_effects
from verifier.encoding.treatment import Seen

# What is done to one clause, right or quorum. What is done to seats is left out: who sits where matters besides.
_TO_ONE = (
    EffectKind.AMEND,
    EffectKind.LAPSE,
    EffectKind.ENACT,
    EffectKind.ENACT_EXCEPTION,
    EffectKind.AMEND_QUORUM,
)


def stand_ins(
    specification: Specification, state: State, conditions: Sequence[Condition]
) -> Mapping[Condition, Condition]:
    """For each condition on what is changed the first of these of which the same is so as the rules stand.

    Theorem: let everything that decisions can do to X, in turn, be seen like that to Y by all conditions, grants and
    what is fixed. Then whatever a decision does to X and Y can be exchanged, and who adopts it and who blocks it stays
    the same, since clauses see nothing else of effects. So "some decision that changes X passes", and the like, is so
    exactly if it is of Y. It says nothing of what is so after changes: X and Y may say different things.
    """
    seen = Seen(specification, state)
    possible = [each for each in possible_effects(specification, state) if each.kind in _TO_ONE]
    first: dict[object, Condition] = {}
    return {when: first.setdefault(_seen(seen, possible, when), when) for when in conditions}


def _seen(seen: Seen, possible: Sequence[Effect], when: Condition) -> object:
    """How all is seen that is done to what a condition speaks of; the condition itself, if that is not one thing."""
    if not isinstance(when, Touches) or any(each.kind not in _TO_ONE for each in when.patterns):
        return when
    meant = [each for each in possible if any(it.matches(each) for it in when.patterns)]
    things = {_thing(each) for each in meant}
    if len(things) != 1:
        return when
    return tuple(
        (each.kind, seen.signature(each), seen.allowed(each), each in meant)
        for each in possible
        if _thing(each) in things
    )


def _thing(effect: Effect) -> tuple[bool, str]:
    return effect.kind is EffectKind.AMEND_QUORUM, effect.target
