"""The end of a run comes whatever it is at, once, and never afterwards."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from itertools import count

import pytest
import z3
from z3 import z3core

from policy_dsl import load
from verifier import Limits, Options, Verdict, check
from verifier.commands.signals import may_break_off
from verifier.solving import library
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.solving.frames import may_stop_at
from verifier.solving.library import CONTEXT
from verifier.solving.reasons import Reason, Why
from verifier.solving.solvers import ToldSolver, new_solver
from verifier.solving.watching import watched
from verifier.words.reasons import why

# What a loaded machine may need on top; a limit that is not kept is missed by far more.
SLACK = 3.0


def in_python() -> None:
    for _ in count():
        pass


def in_functions() -> None:
    def deep(level: int) -> int:
        return level if level > 50 else deep(level + 1)

    while True:
        deep(0)


def building_terms() -> None:
    term = z3.Int("x", CONTEXT)
    while True:
        term = z3.If(term > 3, term + 1, term) if term.get_id() % 7 else z3.Int("x", CONTEXT)


def in_the_solver() -> None:
    # Twelve pigeons in eleven holes: takes minutes.
    solver = z3.Solver(ctx=CONTEXT)
    sits = [[z3.Bool(f"{p} in {h}", CONTEXT) for h in range(11)] for p in range(12)]
    for pigeon in sits:
        solver.add(z3.Or(pigeon))
    for hole in range(11):
        for p in range(12):
            for q in range(p):
                solver.add(z3.Or(z3.Not(sits[p][hole]), z3.Not(sits[q][hole])))
    while True:
        solver.check()


def swallowing() -> None:
    """Whoever catches it and goes on is told again."""
    for _ in range(3):
        try:
            in_python()
        except OutOfTime:
            continue
    in_python()


@pytest.mark.parametrize(
    "work", [in_python, in_functions, building_terms, in_the_solver, swallowing]
)
@pytest.mark.parametrize("elsewhere", [False, True])
def test_work_of_every_kind_is_ended(work: object, elsewhere: bool) -> None:
    assert callable(work)
    said: list[str] = []

    def limited() -> None:
        try:
            with watched(Deadline.after(0.2)):
                work()
        except OutOfTime as over:
            said.append(why(over.reason))

    began = time.monotonic()
    if elsewhere:
        thread = threading.Thread(target=limited)
        thread.start()
        thread.join(30)
    else:
        limited()
    assert said == ["the run's limit of 0.2 seconds was reached"]
    assert 0.2 <= time.monotonic() - began < 1 + SLACK
    # The solver's library is as good as before.
    solver = z3.Solver(ctx=CONTEXT)
    solver.add(z3.Int("y", CONTEXT) > 3)
    assert solver.check() == z3.sat


def test_nothing_is_raised_once_the_work_is_done() -> None:
    for seconds in (0.002, 0.01, 0.03):
        for _ in range(20):
            deadline = Deadline.after(seconds)
            try:
                with watched(deadline):
                    until = deadline.moment - 0.001
                    while time.monotonic() < until:
                        pass
            except OutOfTime:
                assert deadline.passed
            for _ in range(2000):
                pass
    time.sleep(0.05)
    assert not [t for t in threading.enumerate() if t.name == "deadline"]


def test_a_solver_whose_making_is_broken_off_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours has nothing to give back before it has got it; and within the layer's own making nothing is raised."""
    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", heard.append)
    ToldSolver.__new__(ToldSolver)
    gc.collect()
    assert not heard
    stops: list[bool] = []
    make = z3.z3.Z3_mk_params
    base = sys._getframe()

    def making(context: object) -> object:
        stops.append(may_stop_at(sys._getframe(), base))
        stops.append(may_break_off(sys._getframe()))
        return make(context)

    monkeypatch.setattr(z3.z3, "Z3_mk_params", making)
    new_solver()
    assert stops
    assert not any(stops)
    assert may_stop_at(sys._getframe(), base)
    assert may_break_off(sys._getframe())


def test_where_the_library_tells_of_errors_nothing_can_be_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It calls that itself, so what is raised there is heard by nobody: the run goes on, and is at fault in the end."""
    called: list[object] = []

    def refused(_: object, __: object) -> None:
        raise z3.Z3Exception("invalid")

    monkeypatch.setattr(z3core, "Z3_set_error_handler", lambda _, it: called.append(it))
    monkeypatch.setattr(z3core.Elementaries, "Check", refused)
    library._report_errors_at_once(CONTEXT.ref())
    (tell,) = called
    assert callable(tell)
    # No function of Python's, in which it looks whether something is to be raised.
    assert not hasattr(tell, "__code__")
    asking = object.__new__(z3core.Elementaries)
    asking.Check(CONTEXT.ref())
    tell(1, z3.Z3_INVALID_ARG)
    with pytest.raises(z3.Z3Exception):
        asking.Check(CONTEXT.ref())
    asking.Check(CONTEXT.ref())


def test_one_end_is_enough_for_work_within_work() -> None:
    deadline = Deadline.after(0.2)
    reached: list[str] = []
    try:
        with watched(deadline):
            try:
                with watched(deadline):
                    in_python()
            except OutOfTime:
                began = time.monotonic()
                while time.monotonic() < began + 0.1:
                    pass  # what was found is put together here, undisturbed
                reached.append("inner")
            in_python()
    except OutOfTime:
        reached.append("outer")
    assert reached == ["inner", "outer"]


def test_a_call_from_python_ends_in_time() -> None:
    specification = load("specs/nottinghamshire.policy")
    began = time.monotonic()
    result = check(specification, Options(limits=Limits(deadline=Deadline.after(0.05))))
    assert time.monotonic() - began < 1 + SLACK
    assert [p.name for p in result.properties] == [p.name for p in specification.properties]
    late = [p for p in result.properties if p.verdict is Verdict.UNDETERMINED]
    assert late
    # Where nothing refutes a claim, and only whether it is about anything is open, both are said.
    assert all("the run's limit of 0.05 seconds was reached" in p.reason for p in late)


class Ending:
    """What raises something at its end."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __del__(self) -> None:
        raise self.error


def test_at_the_end_of_an_object_nothing_is_said_of_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda it: heard.append(it.exc_value))
    others = ValueError("a fault")
    with watched(Deadline.after(60)):
        Ending(OutOfTime(Reason(Why.RUN_TIME, 60)))
        Ending(others)
        assert heard == [others]
    hook = sys.unraisablehook
    Ending(others)
    assert heard == [others, others]
    assert sys.unraisablehook is hook


TRACED = """
import sys, time
from verifier.solving.deadline import Deadline, OutOfTime
from verifier.solving.watching import watched

try:
    with watched(Deadline.after(0.05)):
        try:
            while True:
                pass
        except OutOfTime:
            # It is told again and again in here; the last time just before the block ends, often.
            until = time.monotonic() + {longer}
            while time.monotonic() < until:
                try:
                    time.sleep(0.01)
                except OutOfTime:
                    pass
except OutOfTime:
    pass
with watched(Deadline.after(60)):
    pass


def called():
    return 1


sys.settrace(lambda *_: None)
print(sum(called() for _ in range(1000)))
"""


@pytest.mark.parametrize("longer", [0, 0.19, 0.3, 0.41])
def test_a_debugger_or_measurement_of_coverage_goes_on_after_work_was_ended(longer: float) -> None:
    """The interpreter must not believe that an exception is still to be raised."""
    ended = subprocess.run(
        [sys.executable, "-c", TRACED.replace("{longer}", str(longer))],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert ended.stdout == "1000\n"
