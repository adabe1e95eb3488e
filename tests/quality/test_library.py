"""Errors of the solver's library are raised by the call that made them, in whatever context."""

import pytest
import z3
from z3 import z3core

from verifier.solving import solver_runs, solvers
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget, Limits


def ill_sorted(context: z3.Context) -> None:
    """The negation of a number, put together past all checks of the Python layer."""
    z3core.Z3_mk_not(context.ref(), z3.Int("n", context).ast)


@pytest.mark.parametrize("context", [CONTEXT, z3.Context()], ids=["ours", "another"])
def test_an_error_is_raised_at_once_and_once(context: z3.Context) -> None:
    for _ in range(2):
        with pytest.raises(z3.Z3Exception, match="ort"):
            ill_sorted(context)
        assert z3.Int("n", context) is not None
    with pytest.raises(z3.Z3Exception):
        z3.parse_smt2_string("(assert", ctx=context)


def test_an_error_in_one_context_is_not_laid_to_another() -> None:
    other = z3.Context()
    with pytest.raises(z3.Z3Exception):
        ill_sorted(other)
    assert z3.simplify(z3.And(z3.BoolVal(True), z3.Bool("x"))) is not None
    with pytest.raises(z3.Z3Exception):
        ill_sorted(CONTEXT)
    assert z3.Bool("y", other) is not None


def test_what_the_solver_cannot_do_is_no_answer() -> None:
    solver = solvers.new_solver()
    x, y, z = z3.Ints("x y z", CONTEXT)
    solver.add(x * x * x + y * y * y + z * z * z == 42, x > 1000, y > 1000)
    answer = solver_runs.check(solver, Budget(Limits(1.0)))
    assert isinstance(answer, solver_runs.Unknown)
