"""A run can be ended at any moment, in the middle of what a solver is told or takes back; the rest stays as it was."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import z3

from verifier.solving import solvers
from verifier.solving.library import CONTEXT
from verifier.solving.solvers import ToldSolver, new_solver

A, B, C = (z3.Bool(name, CONTEXT) for name in "abc")
FILE = solvers.__file__


class Cut(BaseException):
    """The end of a run."""


def nested(solver: ToldSolver) -> list[z3.CheckSatResult]:
    """Answers to three questions, one within the other, each taken back however it ends."""
    answers = []
    outer = solver.push()
    try:
        solver.add(z3.Not(A))
        answers.append(solver.check())
        inner = solver.push()
        try:
            solver.add(z3.Not(B))
            answers.append(solver.check())
        finally:
            solver.back_to(inner)
        answers.append(solver.check(C))
    finally:
        solver.back_to(outer)
    return answers


def cut_at(line: int, solver: ToldSolver) -> bool:
    """Whether there are so many lines to be cut at."""
    left = line

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename != FILE:
            return None
        if event in {"line", "return"}:
            left -= 1
            if left == 0:
                raise Cut
        return trace

    sys.settrace(trace)
    try:
        nested(solver)
    except Cut:
        return True
    finally:
        sys.settrace(None)
    return False


def test_wherever_it_is_cut_the_next_answers_are_right() -> None:
    wanted = [z3.sat, z3.unsat, z3.sat]
    for line in range(1, 400):
        solver = new_solver()
        solver.add(z3.Or(A, B))
        # What is standing beneath was told before the run that is cut.
        assert solver.check() == z3.sat
        beneath = solver.push()
        cut = cut_at(line, solver)
        solver.back_to(beneath)
        assert nested(solver) == wanted, line
        assert solver.check(z3.Not(A), z3.Not(B)) == z3.unsat, line
        assert solver.check(z3.Not(A)) == z3.sat, line
        if not cut:
            assert line > 40
            return
    raise AssertionError("it was never asked to its end")
