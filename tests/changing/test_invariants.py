"""Invariants: each of their three questions fails once the invariant is tampered with, and steps are monotone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policy_dsl import load
from policy_dsl.state import intervals
from tests.changing.small import small_case
from verifier.changing.invariant import Invariant, recheck, smallest_invariant
from verifier.changing.problem import Ask, Problem, ask_for
from verifier.changing.saturation import saturate
from verifier.encoding.points import Item, Point
from verifier.solving.answers import NoneFound
from verifier.solving.limits import Budget, Limits

SPECS = Path(__file__).parents[2] / "specs"


def budget() -> Budget:
    return Budget(Limits(seconds=30))


def entrenched() -> Ask:
    spec = load(str(SPECS / "nottinghamshire_entrenched.policy"))
    prop = next(p for p in spec.properties if p.name == "policy_veto_endures")
    return ask_for(spec, prop, intervals(spec)[-1].state)[0]


@pytest.fixture(scope="module")
def proved() -> tuple[Ask, Invariant]:
    problem = Problem(entrenched(), budget())
    return problem.ask, smallest_invariant(problem, saturate(problem))


def test_it_passes_its_three_questions(proved: tuple[Ask, Invariant]) -> None:
    ask, invariant = proved
    assert invariant.minimal
    assert recheck(ask, (), invariant.never, budget()).good


def test_nothing_in_it_can_be_spared(proved: tuple[Ask, Invariant]) -> None:
    ask, invariant = proved
    for point in invariant.never:
        rest = [p for p in invariant.never if p != point]
        assert not recheck(ask, (), rest, budget()).good, point


def test_it_must_be_so_at_the_beginning(proved: tuple[Ask, Invariant]) -> None:
    ask, invariant = proved
    wrong = (*invariant.never, Point(Item("seat", "Board", "ICP"), "out"))
    assert not recheck(ask, (), wrong, budget()).begins


def test_every_step_must_keep_it(proved: tuple[Ask, Invariant]) -> None:
    ask, invariant = proved
    wrong = (*invariant.never, Point(Item("seat", "Board", "County"), "out"))
    checked = recheck(ask, (), wrong, budget())
    assert checked.begins
    assert not checked.kept
    unprotected = [p for p in invariant.never if p.item.name != "entrenchment"]
    assert not recheck(ask, (), unprotected, budget()).kept


def test_it_must_imply_the_claim(proved: tuple[Ask, Invariant]) -> None:
    ask, invariant = proved
    unproved = [p for p in invariant.never if p.item.name != "unanimity"]
    checked = recheck(ask, (), unproved, budget())
    assert not checked.implies


def test_tampering_is_noticed_on_random_specifications() -> None:
    """Dropping any part of a minimal invariant makes one of the three questions fail."""
    tried = 0
    for seed in range(5000, 5400):
        spec, prop = small_case(random.Random(seed))
        for ask in ask_for(spec, prop, intervals(spec)[-1].state):
            problem = Problem(ask, budget())
            made = saturate(problem)
            if not isinstance(problem.claim(made.never(problem)), NoneFound):
                continue
            invariant = smallest_invariant(problem, made)
            assert recheck(ask, (), invariant.never, budget()).good
            for point in invariant.never:
                rest = [p for p in invariant.never if p != point]
                assert not recheck(ask, (), rest, budget()).good
                tried += 1
        if tried >= 40:
            return
    raise AssertionError(f"only {tried} tampered invariants")


def test_steps_are_monotone_in_what_is_free() -> None:
    """Theorem: what is reached from more is more, since every free wording includes the one that is written."""
    for seed in range(6000, 6040):
        rng = random.Random(seed)
        spec, prop = small_case(rng)
        for ask in ask_for(spec, prop, intervals(spec)[-1].state):
            problem = Problem(ask, budget())
            some = saturate(problem)
            free = rng.sample(list(problem.points), k=min(3, len(problem.points)))
            more = saturate(problem, free)
            assert set(some.reached) <= set(more.reached)
            for point, layer in some.reached.items():
                assert more.reached[point] <= layer
