"""Whom the decisions of a plan admit who were nobody before: how many, and whether the same to several bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from policy_dsl.change import Newcomers, begin, names_of_newcomers
from policy_dsl.model import EffectKind
from verifier.changing.planning import Plan
from verifier.changing.problem import Ask
from verifier.encoding.classes import counted_elsewhere

# By body.
Comers = Mapping[str, tuple[Newcomers, ...]]

# Packing is one decision; how many it admits is tried in these sizes.
_PACKS = (1, 2, 5, 20, 100, 1000, 100_000, 10_000_000)
# Vacant seats are tried one by one up to so many.
_MOST_VACANT = 12
# Newcomers in each set of bodies are tried with no more of these.
_MOST_BODIES = 3


def all_comers(ask: Ask, plan: Plan) -> Iterator[Comers]:
    """The newcomers to try a plan with: others in each body; and where something counts in one body those who sit in
    another, the same people in all, and some in each set of bodies.
    """
    admits = dict.fromkeys(
        effect.target
        for meeting in plan.meetings
        for effect in meeting.effects
        if effect.kind is EffectKind.ADMIT_NEW
    )
    if not admits:
        yield {}
        return
    bodies = tuple(admits)
    each = [(body,) for body in bodies]
    packs = _packs(ask, bodies)
    for pack in packs:
        yield _comers(ask, each, pack)
    if len(bodies) == 1 or not set(counted_elsewhere(ask.specification)) & admits.keys():
        return
    for pack in packs:
        yield _comers(ask, [bodies], pack)
    if len(bodies) <= _MOST_BODIES:
        every = [them for n in range(1, len(bodies) + 1) for them in combinations(bodies, n)]
        for pack in packs:
            yield _comers(ask, every, pack)


def _packs(ask: Ask, bodies: Collection[str]) -> Sequence[int]:
    """The sizes to try: where the seats of a body are numbered, also those that may just be vacant."""
    numbers = [ask.specification.body[body].seats for body in bodies]
    most = max((number for number in numbers if number is not None), default=0)
    return sorted({*_PACKS, *range(1, min(most, _MOST_VACANT) + 1), *([most] if most else [])})


def _comers(ask: Ask, sits: Collection[tuple[str, ...]], number: int) -> Comers:
    """So many newcomers who sit in each of these sets of bodies, each as heavy as anybody."""
    names = {name for party in ask.specification.parties for name in party.weights}
    heaviest = {
        name: max(party.weights.get(name, 0) for party in ask.specification.parties) or 1
        for name in names
    }
    found: dict[str, tuple[Newcomers, ...]] = {}
    called = names_of_newcomers(begin(ask.specification, ask.state))
    for bodies, name in zip(sits, called, strict=False):
        for body in bodies:
            found[body] = (*found.get(body, ()), Newcomers(number, heaviest, name))
    return found
