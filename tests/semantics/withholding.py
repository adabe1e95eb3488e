"""Somebody withholds its votes: random models with a claim that it can block, and what it does, voter by voter."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import z3

from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import (
    ALWAYS,
    CanBlock,
    Coalition,
    Manner,
    Part,
    Who,
)
from tests.semantics.fixing import Fixing, as_terms, representable
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from tests.semantics.meant import is_meant
from tests.semantics.putting import all_do, ballots_of
from verifier.encoding.adoption import Encoding, encode
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import voter_classes
from verifier.solving.library import CONTEXT
from verifier.solving.values import Values

# Holders that do otherwise at one of several meetings are found by brute force (tests/loopholes).
SHAPE = replace(TINY, attributes=3, recusals=2, meetings=0)
VOTE_OF = {Manner.AGAINST: Vote.AGAINST, Manner.ABSTAINING: Vote.ABSTAIN, Manner.AWAY: Vote.ABSENT}
ACTS = (Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT)


@dataclass(frozen=True)
class Scene:
    """A random model with a claim that somebody can block every decision, and terms about it."""

    maker: Maker
    context: ClaimContext
    manner: Manner
    holders: frozenset[str]

    def meeting(self, readings: Mapping[str, str], put: Decision) -> Meeting:
        it = self.context.encoding
        return Meeting(it.specification, it.state, readings, put)

    def drawn(self) -> tuple[dict[str, str], Decision]:
        it = self.context.encoding
        put = self.maker.decision(it.specification, it.state)
        return self.maker.readings(it.specification), representable(it, put)


def scenes(label: str, seeds: int) -> Iterator[tuple[int, Scene]]:
    """Of each second one some recusal is in force; of some others the holder presides with a casting vote."""
    for seed in range(seeds):
        rng = random.Random(f"{label} {seed}")
        while True:
            maker = Maker(rng, SHAPE)
            spec = maker.specification()
            state = maker.state(spec)
            recused = any(clause.name in state.in_force for clause in spec.recusals)
            if (recused, maker.casting, recused, True)[seed % 4]:
                break
        asker = Asker(maker, spec)
        who = maker.one() if maker.chance(0.6) else maker.many(attributes=False)
        if seed % 4 == 1:
            chair = maker.chairs[maker.pick(maker.casting)]
            assert chair is not None
            who = Who(chair.party, (chair.party,), single=True)
        manner = maker.pick(tuple(Manner))
        claim = CanBlock(Coalition((Part(who),)), ALWAYS, manner, None)
        prop = replace(asker.property(), claim=claim, supposing=(), fixed_readings=(), under=None)
        spec = replace(spec, properties=(prop,))
        holders = {party.name for party in spec.parties if is_meant(who, party.name, state.seats)}
        # A judge among those who hold the will rules as things are.
        judged = [a.name for a in spec.attributes if a.judge and a.judge not in holders]
        free = frozenset(name for name in judged if maker.chance(0.7))
        encoding = encode(spec, state, voter_classes(spec), free)
        yield seed, Scene(maker, ClaimContext(encoding, prop, False), manner, frozenset(holders))


@dataclass(frozen=True)
class Acts:
    """What the holder does: all of a party the same in a body; and how it casts where it presides."""

    scene: Scene
    does: Mapping[tuple[str, str], Vote]
    casts: Mapping[str, Vote | None]

    def of(self, body: str, party: str) -> Vote | None:
        """What the holder does there, None of anybody else."""
        return self.does[body, party] if party in self.scene.holders else None

    def with_others(
        self, meeting: Meeting, others: Vote = Vote.FOR, recused_attend: bool | None = None
    ) -> Ballots:
        """Everybody else does the same everywhere; whoever is recused attends unless it is away."""

        def counts(body: str, each: Seated) -> Counts:
            vote = self.of(body, each.party) or others
            if recused_attend is not None and not each.entitled:
                vote = Vote.ABSTAIN if recused_attend else Vote.ABSENT
            return all_do(each.number, vote)

        def cast(body: str, chair: str) -> Vote | None:
            if chair in self.scene.holders:
                return self.casts[body]
            return others if others in (Vote.FOR, Vote.AGAINST) else None

        def consents(party: str, _: Cell, number: int) -> int:
            return number if party not in self.scene.holders and others is Vote.FOR else 0

        return ballots_of(meeting, counts, cast, consents)


def acts(scene: Scene) -> Acts:
    """The holder withholds its votes: mostly all of it in one way."""
    maker, spec = scene.maker, scene.context.encoding.specification
    mostly = maker.pick(ACTS)
    often = maker.pick((0.6, 1.0))
    does = {
        (body.name, party): mostly if maker.chance(often) else maker.pick(ACTS)
        for body in spec.bodies
        for party in sorted(scene.holders)
    }
    alike = Vote.AGAINST if mostly is Vote.AGAINST else None
    casts = {
        body.name: alike if maker.chance(often) else maker.pick((None, Vote.AGAINST))
        for body in spec.bodies
    }
    return Acts(scene, does, casts)


def by_class(scene: Scene, done: Acts) -> Acts:
    """Those who are alike do the same."""
    first = {p.name: c.first.name for c in scene.context.encoding.classes for p in c.parties}
    does = {
        (body, party): done.does[body, first[party] if first[party] in scene.holders else party]
        for body, party in done.does
    }
    return replace(done, does=does)


@dataclass(frozen=True)
class Played:
    """What somebody does about one decision, as the encoding would find it (`example`)."""

    fixing: Fixing
    readings: Mapping[str, str]
    put: Decision
    meeting: Meeting
    done: Acts
    example: Values


def played(scene: Scene) -> Played:
    """A decision that is drawn, with what all of a class do alike."""
    fixing = Fixing(scene.context.encoding)
    readings, put = scene.drawn()
    meeting = scene.meeting(readings, put)
    done = by_class(scene, acts(scene))
    values = fixing.values(readings, put, done.with_others(meeting))
    return Played(fixing, readings, put, meeting, done, found_values(scene, values))


def found_values(scene: Scene, values: Mapping[str, bool | int]) -> Values:
    """As if the solver had found them."""
    return values_of(scene.context.encoding, values)


def values_of(encoding: Encoding, values: Mapping[str, bool | int]) -> Values:
    """The same of any encoding."""
    solver = z3.Solver(ctx=CONTEXT)
    solver.add(*as_terms([*encoding.decision_variables, *encoding.ballot_variables], values))
    assert solver.check() == z3.sat
    return Values(solver.model())


def supporters_of(
    scene: Scene, fixing: Fixing, put: Decision, most: Mapping[str, int]
) -> dict[tuple[str, Cell], int]:
    """Some of those of whom there are any to choose, or all."""
    every = scene.maker.chance(0.5)
    found: dict[tuple[str, Cell], int] = {}
    for name, members in fixing.members(put).items():
        if name in most:
            for party, cell, number in members:
                found[party, cell] = number if every else scene.maker.upto(0, number)
    return found
