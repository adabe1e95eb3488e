"""The verdict on changing rules agrees with going through every reachable state, on small random specifications."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from policy_dsl.model import Property, Specification
from tests.changing.explicit import TooLarge, holds
from tests.changing.small import small_case
from verifier import Limits, Options, Verdict, check
from verifier.changing import deciding
from verifier.changing.invariant import Invariant
from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated

# About two minutes of processor time.
CASES = 2000
BATCHES = 8


def verdict(spec: Specification, prop: Property) -> Verdict:
    limited = Options(properties=(prop.name,), limits=Limits(seconds=5))
    return check(spec, limited).properties[0].verdict


def compare(first: int, last: int) -> Counter[str]:
    """How often which verdict was given, and whether it agreed."""
    seen: Counter[str] = Counter()
    for seed in range(first, last):
        spec, prop = small_case(random.Random(seed))
        try:
            true = holds(spec, prop)
        except TooLarge:
            seen["too large"] += 1
            continue
        said = verdict(spec, prop)
        seen[f"{said.value}, {'true' if true else 'false'}"] += 1
        if said in (Verdict.HOLDS, Verdict.VACUOUS):
            assert true, f"seed {seed}: said to hold, and does not"
        elif said is Verdict.FAILS:
            assert not true, f"seed {seed}: said to fail, and does not"
    return seen


def as_found(problem: Problem, made: Saturated) -> Invariant:
    """All that is never reached: what the proof rests on, before it is made small."""
    return Invariant(made.never(problem), False)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_reachable_state_agrees(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one batch with invariants made small; in the others they are checked as they were found."""
    if batch:
        monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    size = CASES // BATCHES
    seen = compare(batch * size, (batch + 1) * size)
    undetermined = sum(n for what, n in seen.items() if what.startswith("undetermined"))
    assert undetermined <= size // 20, seen
    assert seen["holds, true"] + seen["vacuous, true"] >= size // 20, seen
    assert seen["fails, false"] >= size // 20, seen
