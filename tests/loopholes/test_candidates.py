"""The next candidate is the smallest set, and of these the first, that meets what is demanded: by going through all."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from verifier.solving.limits import Budget, Limits
from verifier.solving.minimal_sets import Candidates

NUMBERS = 6
EVERY = [
    frozenset(numbers)
    for size in range(NUMBERS + 1)
    for numbers in combinations(range(NUMBERS), size)
]
CHUNK = 500


def first(demands: list[frozenset[int]], excluded: list[frozenset[int]]) -> frozenset[int] | None:
    """By going through all sets."""
    for them in EVERY:
        if all(each & them for each in demands) and not any(each <= them for each in excluded):
            return them
    return None


@pytest.mark.parametrize("start", range(0, 4 * CHUNK, CHUNK))
def test_the_next_one_is_the_first_of_the_smallest(start: int) -> None:
    """Whatever is demanded or excluded in between: mostly what rules out the last candidate, as whoever asks does."""
    budget = Budget(Limits())
    for seed in range(start, start + CHUNK):
        random = Random(seed)
        candidates = Candidates(NUMBERS)
        demands: list[frozenset[int]] = []
        excluded: list[frozenset[int]] = []
        while True:
            one = candidates.smallest(budget)
            assert one == first(demands, excluded), seed
            if one is None:
                break
            assert isinstance(one, frozenset)
            others = frozenset(range(NUMBERS)) - one
            if random.random() < 0.3:
                candidates.exclude(one)
                excluded.append(one)
            else:
                many = random.randint(1, NUMBERS)
                wanted = frozenset(random.sample(range(NUMBERS), many))
                wanted = wanted & others if random.random() < 0.9 else wanted
                candidates.demand(wanted)
                demands.append(wanted)
