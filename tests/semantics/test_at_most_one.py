"""That no two are true is said in about as many conditions as there are parts: tried for every choice of some."""

from __future__ import annotations

from itertools import product

import pytest
import z3

from verifier.encoding.terms import at_most_one, truth
from verifier.solving.library import CONTEXT


@pytest.mark.parametrize("size", range(8))
def test_it_is_what_it_says(size: int) -> None:
    parts = [truth(f"part {index}") for index in range(size)]
    conditions = list(at_most_one(parts))
    assert len(conditions) == max(0, size - 1)
    for values in product((False, True), repeat=size):
        solver = z3.Solver(ctx=CONTEXT)
        solver.add(*conditions, *(p == v for p, v in zip(parts, values, strict=True)))
        assert (solver.check() == z3.sat) is (sum(values) <= 1)
