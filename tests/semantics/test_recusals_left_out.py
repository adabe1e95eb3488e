"""A recusal that a proof does not rest on may say anything: of any body, on any powers, of anybody, by brute force.

Powers ask for what those can do who may vote on some of them: attend, object, count.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product

import pytest

from policy_dsl.model import (
    ALWAYS,
    AllOf,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    EveryCanPass,
    Manner,
    NoneCanPass,
    NoObjection,
    Party,
    Property,
    Recusal,
    Requirement,
    Specification,
    Versions,
    Who,
)
from tests.semantics.asking import prop, together
from tests.semantics.brute_force import TooLarge
from tests.semantics.brute_force import Verdict as Known
from tests.semantics.building import (
    attending,
    body,
    cohort,
    of,
    one,
    parties,
    party,
    power,
    recusal,
    some,
    specification,
    those,
)
from tests.semantics.judging import LIMITS, known_verdicts
from verifier import Options, Verdict, check

NAMES = ("Ada", "Ben", "Cleo")
WHO = "named"
SEEDS = 12
# Where a claim could fail by recusals that limit some powers and not others, and was said not to rest on them.
ON_SOME_POWERS = (74, 140, 212, 258, 335, 382, 433, 443, 463)
MOST = 40


class Maker:
    """A body or two, powers that ask for attendance, votes, and that nobody objects, and a recusal or two."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"left out {seed}")
        self.members = self.rng.random() < 0.3
        self.names = ("Ada", "Ben", "Them") if self.members else NAMES
        self.bodies = ("Board",) if self.rng.random() < 0.7 else ("Board", "House")

    def specification(self) -> tuple[Specification, Property]:
        rng = self.rng
        there: list[Party] = [
            cohort(2, name) if name == "Them" else party(name) for name in self.names
        ]
        bodies = [body(name, " ".join(self.names), self.quorum(name)) for name in self.bodies]
        powers = [power(name, self.requirement()) for name in "PQ"[: rng.choice((1, 2, 2, 2))]]
        recusals = [
            recusal(f"r{number}", rng.choice(self.bodies), one(rng.choice(("Ada", "Ben"))))
            for number in range(rng.choice((1, 1, 2)))
        ]
        asked = prop(self.claim())
        made = specification(*there, *bodies, parties(WHO), *powers, *recusals)
        return replace(made, properties=(asked,)), asked

    def quorum(self, name: str) -> Requirement | None:
        return (
            attending(self.rng.choice((">= 2", ">= 1")), name) if self.rng.random() < 0.3 else None
        )

    def requirement(self) -> Requirement:
        if self.rng.random() < 0.3:
            return AllOf((self.atom(), self.atom()))
        return self.atom()

    def atom(self) -> Requirement:
        rng = self.rng
        where = rng.choice(self.bodies)
        one_of = some("some", " ".join(rng.sample(self.names[:2], rng.choice((1, 2)))))
        return rng.choice(
            (
                attending(rng.choice((">= 1", ">= 2")), where, rng.choice((None, one_of))),
                of(
                    rng.choice(("majority", "unanimity")),
                    rng.choice(("cast", "members", "present")),
                    where,
                ),
                of(rng.choice((">= 1", ">= 2")), "members", where, one_of),
                NoObjection(one_of, where),
            )
        )

    def claim(self) -> Claim:
        rng = self.rng
        holder = together(
            *(one(name) for name in rng.sample(self.names[:2], rng.choice((1, 1, 2))))
        )
        return rng.choice(
            (
                CanPass(holder, ALWAYS),
                CanBlock(holder, ALWAYS, rng.choice(list(Manner))),
                *(CannotBlock(holder, ALWAYS, manner) for manner in Manner),
                EveryCanPass(ALWAYS),
                NoneCanPass(ALWAYS),
            )
        )


def contents(specification: Specification, clause: Recusal) -> Iterator[Recusal]:
    """All that it can say of any body: whom, where, and whether out of the counts as well."""
    powers = [each.name for each in specification.powers]
    singles = [it.name for it in specification.parties if not it.cohort]
    limits = [None, *_some_of(powers)]
    whom = [Who("them", names) for names in _some_of(singles)] + [those(WHO)]
    for where, on, who, counting in product(specification.bodies, limits, whom, (False, True)):
        yield replace(
            clause,
            body=where.name,
            limits=on,
            when=Versions(ALWAYS),
            excluded=who,
            and_counting=counting,
        )


def _some_of(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, n) for n in range(1, len(names) + 1))


def written_otherwise(
    rng: random.Random, it: Specification, recusals: Sequence[Recusal]
) -> Iterator[Specification]:
    """With these recusals saying something else; where that is too much to go through, some of it."""
    every = [[each, *contents(it, each)] for each in recusals]
    size = 1
    for each in every:
        size *= len(each)
    chosen = (
        product(*every)
        if size <= MOST
        else (tuple(rng.choice(each) for each in every) for _ in range(MOST))
    )
    for those_now in chosen:
        now = {each.name: each for each in those_now}
        yield replace(it, clauses=tuple(now.get(c.name, c) for c in it.clauses))


def proofs(
    seeds: Iterable[int],
) -> Iterator[tuple[int, Specification, Property, tuple[Recusal, ...]]]:
    """Claims that are proved without some recusal, and these recusals."""
    for seed in seeds:
        made, asked = Maker(seed).specification()
        (result,) = check(made, Options(limits=LIMITS)).properties
        needed = {support.name for support in result.rests_on if support.kind == "recusal"}
        free = tuple(each for each in made.recusals if each.name not in needed)
        if result.verdict is Verdict.HOLDS and free and result.rests_on:
            yield seed, made, asked, free


def left_out(seeds: Iterable[int]) -> Counter[str]:
    """What was gone through; no claim fails by it."""
    found: Counter[str] = Counter()
    for seed, made, asked, free in proofs(seeds):
        found["proofs"] += 1
        rng = random.Random(seed)
        for other in written_otherwise(rng, made, free):
            try:
                known = known_verdicts(other, asked, 60, 4_000)
            except TooLarge:
                found["too large"] += 1
                continue
            found["written"] += 1
            assert Known.FAILS not in {said for each in known for _, said in each}, seed
    return found


def test_whatever_recusals_say_that_a_proof_does_not_rest_on() -> None:
    found = left_out((*ON_SOME_POWERS, *range(SEEDS)))
    assert found["proofs"] >= 3
    assert found["written"] > 8 * found["proofs"]


@pytest.mark.campaign
def test_campaign() -> None:
    """Some ten minutes."""
    assert left_out(range(1_000, 6_000))["proofs"] > 500
