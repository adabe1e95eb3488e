"""Where no memory is left while terms are built, every command says so, and is at no fault itself.

In a process that is another's the solver's library reports that in an exception of its own, which is bare.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
import z3

from tests.cli.calling import CLUB, HOLDS, ROOT
from verifier import cli
from verifier.solving import library
from verifier.solving.answers import LimitReached, Unknown
from verifier.solving.limits import Budget, Limits
from verifier.solving.reasons import Reason, Why
from verifier.solving.solver_runs import check
from verifier.solving.solvers import new_solver

SEED = "specs/nottinghamshire.policy"
MAKING = ("Z3_mk_and", "Z3_mk_or", "Z3_mk_not", "Z3_mk_eq", "Z3_mk_le", "Z3_mk_ge", "Z3_mk_ite")
COMMANDS = [
    ("check", SEED),
    ("loopholes", SEED),
    ("repair", SEED, "outsourcing_veto"),
    ("matrix", SEED),
    ("lint", SEED),
    ("entrenchment", SEED),
    ("diff", SEED, "specs/nottinghamshire_entrenched.policy"),
    ("mutate", "specs/gallery/single_entrenchment.policy"),
    ("resilience", "specs/gallery/debian.policy"),
    ("suggest", "specs/gallery/debian.policy"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda it: it[0])
@pytest.mark.parametrize("left", [0, 40])
def test_no_memory_for_terms_is_a_limit(
    arguments: tuple[str, ...],
    left: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls = count()

    def limited(make: Callable[..., object]) -> Callable[..., object]:
        def exhausted(*given: object) -> object:
            if next(calls) >= left:
                raise z3.Z3Exception(b"out of memory")
            return make(*given)

        return exhausted

    for name in MAKING:
        monkeypatch.setattr(z3.z3, name, limited(getattr(z3.z3, name)))
    code = cli.main([*arguments, "--timeout", "60"])
    said = capsys.readouterr()
    assert next(calls) > left
    assert code == 3, said.err[-500:]
    # Of changes that are tried it is said how many are open; everything else gives the reason.
    assert ("not settled" if arguments[0] == "mutate" else "memory") in said.out + said.err
    assert "internal error" not in said.out + said.err


@pytest.mark.parametrize("command", ["check", "resilience", "suggest"])
def test_in_a_process_of_its_own_the_library_stops_at_once(command: str, tmp_path: Path) -> None:
    """There its errors are reported by the call that made them, and are limits already when they are caught."""
    club = tmp_path / "club.policy"
    club.write_text(CLUB + HOLDS, encoding="utf-8")
    asked = [sys.executable, "-m", "verifier", command, str(club), "--memory", "1"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert "the memory limit" in done.stdout
    assert "was reached" in done.stdout


def test_a_question_that_cannot_even_be_told_has_no_answer_within_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped() -> object:
        raise library.Stopped(Reason(Why.MEMORY))

    solver, budget = new_solver(), Budget(Limits())
    monkeypatch.setattr(solver, "tell", stopped)
    with pytest.raises(LimitReached):
        check(solver, budget)
    assert budget.unanswered == [Reason(Why.MEMORY)]


@pytest.mark.parametrize("kind", [Why.MEMORY, Why.INTERRUPTED])
def test_a_question_that_the_library_stops_says_why(
    kind: Why, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> object:
        raise library.Stopped(Reason(kind))

    solver = new_solver()
    monkeypatch.setattr(solver, "check", stopped)
    match check(solver, Budget(Limits())):
        case Unknown(reason):
            assert reason.kind is kind
        case answer:
            raise AssertionError(answer)
