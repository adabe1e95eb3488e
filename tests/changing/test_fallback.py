"""The search step by step, and the proofs that Spacer finds, agree with going through every reachable state.

Few questions need them, so here the quick way finds nothing: all is taken as reached, and no plan is made.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.changing.comparing import compare
from verifier.changing import deciding, fallback
from verifier.changing.planning import Planner
from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated


@pytest.mark.parametrize(("kind", "seeds"), [("small", 8), ("scopes", 9), ("leaving", 5)])
def test_verdicts_found_the_slow_way(
    kind: str, seeds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: Counter[str] = Counter()

    def everything(problem: Problem) -> Saturated:
        return Saturated(dict.fromkeys(problem.points, 0))

    search_further = fallback.search_further

    def counted(*given: object) -> fallback.Outcome:
        outcome = search_further(*given)  # type: ignore[arg-type]
        ends["proof" if outcome.proved else "open" if outcome.story is None else "story"] += 1
        return outcome

    monkeypatch.setattr(deciding, "saturate", everything)
    monkeypatch.setattr(Planner, "plan", lambda *_: None)
    monkeypatch.setattr(fallback, "search_further", counted)
    found = compare(kind, range(seeds))
    assert not found.differences
    assert found.seen["fails"]
    assert found.seen["holds"]
    assert ends["proof"] >= 2, ends
    assert ends["story"] >= 1, ends
