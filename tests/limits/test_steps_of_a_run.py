"""A run with more steps does what one with fewer did, up to where that one stopped; so it knows what that one knew.

Every question costs a number of steps here that goes by its place in the run, and not by what the solver does: in one
process that also goes by all that was done before, and even which questions follow may, so what one finds and
another does not is compared in the sweep.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policy_dsl import load
from policy_dsl.model import Specification
from verifier.changing.entrenchment import entrenchment
from verifier.checking.specifications import Options, check
from verifier.cli import parsed
from verifier.commands.options import limits_of
from verifier.linting.every_check import LintOptions, lint
from verifier.loopholes.finding import find_all
from verifier.loopholes.searching import Search
from verifier.matrix.whole_matrix import matrix
from verifier.solving import solver_runs
from verifier.solving.limits import Limits, StepsOfRun

RULES = load(Path(__file__).parents[2] / "specs" / "blmk_luton.policy")
Analysis = Callable[[Specification, Limits], object]
ANALYSES: dict[str, Analysis] = {
    "check": lambda rules, limits: check(rules, Options(limits=limits, count_loopholes=True)),
    "matrix": lambda rules, limits: matrix(rules, limits=limits),
    "lint": lambda rules, limits: lint(rules, LintOptions(date(2024, 1, 1), limits=limits)),
    "entrenchment": entrenchment,
    "loopholes": lambda rules, limits: find_all(
        Search(rules, limits, changes=True), rules.properties, lambda _: None
    ),
}


def cost(place: int) -> int:
    """Steps of the question at a place of the run."""
    return random.Random(place).choice((1, 5, 20, 100))


def asked(analysis: Analysis, most: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of the answers to all that a run with so many steps asks, in order."""
    kinds: list[str] = []
    run = StepsOfRun(most)
    taken = 0
    truly = solver_runs._answer

    def answer(solver: Any, assuming: Sequence[Any], read: bool) -> Any:
        nonlocal taken
        needs = cost(len(kinds))
        if needs > run.left:
            taken += run.left
            kinds.append("stopped")
            return "max. resource limit exceeded"
        taken += needs
        solver.set("rlimit", 0)
        found = truly(solver, assuming, read)
        kinds.append(type(found).__name__)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(solver_runs, "_answer", answer)
        patch.setattr(solver_runs, "steps_so_far", lambda: taken)
        analysis(RULES, Limits(seconds=None, run=run))
    return kinds


def test_a_call_has_one_count_of_steps() -> None:
    """Whatever a command asks for, and however often it asks within which limits."""
    arguments = parsed(["loopholes", "rules.policy", "--as-properties", "--steps", "7"])
    first, second = limits_of(arguments), limits_of(arguments)
    assert first.run is not None
    first.run.used += 5
    assert second.run is not None
    assert second.run.left == 2


@pytest.mark.parametrize("name", ANALYSES)
def test_where_steps_are_used_up_nothing_more_is_asked(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked(ANALYSES[name], 10**9, monkeypatch)
    assert "stopped" not in whole
    everything = sum(cost(place) for place in range(len(whole)))
    chance = random.Random(7)
    for most in (1, *(chance.randrange(everything) for _ in range(3))):
        cut = asked(ANALYSES[name], most, monkeypatch)
        assert cut.index("stopped") == len(cut) - 1
