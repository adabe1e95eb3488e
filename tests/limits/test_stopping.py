"""A process that is asked to end does so at once, whatever it is at, and nothing that it started is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEED = str(ROOT / "specs" / "nottinghamshire.policy")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")

# Well below what the work would take, well above what a loaded machine needs.
AT_ONCE = 8.0

IN_THE_SOLVER = """
import sys
import z3
from verifier import cli
from verifier.solving.library import CONTEXT

def solve(arguments, started):
    solver = z3.Solver(ctx=CONTEXT)
    sits = [[z3.Bool(f"{p} in {h}", CONTEXT) for h in range(12)] for p in range(13)]
    for pigeon in sits:
        solver.add(z3.Or(pigeon))
    for hole in range(12):
        for p in range(13):
            for q in range(p):
                solver.add(z3.Or(z3.Not(sits[p][hole]), z3.Not(sits[q][hole])))
    print("what was found before")
    print("ready", file=sys.stderr, flush=True)
    from verifier.solving.solver_runs import check
    from verifier.solving.limits import Budget, Limits
    solver.set("ctrl_c", CTRL_C)
    if CTRL_C:
        from verifier.solving.solver_runs import not_by_hand
        solver.check()
        not_by_hand(solver.reason_unknown())
    else:
        solver.check()
    print("not reached")

inner = cli._run
cli._run = lambda arguments, started: inner_run()
def inner_run():
    import argparse
    cli.parsed = lambda arguments: argparse.Namespace(run=lambda _: solve(None, None), timeout=None)
    return inner([], 0.0)
cli.run()
"""

# A program under test that does not want to end: it ignores signals, and has a child that does too.
STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
if len(sys.argv) == 2:
    own_session = {"start_new_session": True}
    child = subprocess.Popen([sys.executable, __file__, sys.argv[1], "child"], **own_session)
    with open(sys.argv[1], "w") as file:
        file.write(f"{os.getpid()} {child.pid}")
    while True:
        sys.stdin.readline()
        time.sleep(0.01)
time.sleep(600)
"""


def as_from_a_terminal() -> None:
    """Signals do what they do by default: whoever runs the tests in the background may have them ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def started(*command: str, **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=as_from_a_terminal,  # noqa: PLW1509  (no other thread runs here)
        **more,  # type: ignore[call-overload]
    )


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.02)


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    process.send_signal(number)
    began = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - began < AT_ONCE
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "vetoproof: stopped"
    return process.returncode, out, err


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("heard_by_solver", [True, False])
def test_in_the_solver(number: signal.Signals, code: int, heard_by_solver: bool) -> None:
    """What was printed before is there; Ctrl-C, which the solver's library can hear itself, is no limit."""
    process = started(sys.executable, "-c", f"CTRL_C = {heard_by_solver}\n{IN_THE_SOLVER}")
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    time.sleep(0.3)
    got, out, _ = ended(process, number)
    assert (got, out) == (code, "what was found before\n")


# Signals, one after the other, while the solver answers one question after the other: how many were heard.
BETWEEN_ANSWERS = """
import os, signal, threading, time
from verifier.solving.process import OWN
OWN.set(True)
import z3
from verifier.solving.library import CONTEXT
from verifier.solving.solvers import new_solver

heard = []
signal.signal(signal.SIGINT, lambda *_: heard.append(1))
over = threading.Event()

def send():
    for sent in range(8):
        time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
        until = time.monotonic() + 1
        while len(heard) <= sent and time.monotonic() < until:
            time.sleep(0.001)
    over.set()

threading.Thread(target=send).start()
numbers = [z3.Int(f"n{i}", CONTEXT) for i in range(30)]
while not over.is_set():
    solver = new_solver()
    solver.add(z3.Distinct(*numbers), *(z3.And(n > 0, n < 40) for n in numbers))
    solver.check()
print(len(heard))
"""


def test_each_signal_is_heard_while_the_solver_is_asked() -> None:
    """The solver's library hears Ctrl-C itself where it is let to, and says nothing of it where it finds an answer."""
    done = subprocess.run(
        [sys.executable, "-c", BETWEEN_ANSWERS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("8\n", "")


# A generator that is asked to end while it is thrown away, where nobody can catch what is raised.
WHERE_NOBODY_HEARS = """
import argparse, sys, time
from verifier import cli

def held():
    try:
        yield
    finally:
        print("ready", file=sys.stderr, flush=True)
        time.sleep(100)

def work(_):
    it = held()
    next(it)
    del it
    time.sleep(100)

cli.parsed = lambda arguments: argparse.Namespace(run=work, timeout=None)
cli.run()
"""


def test_where_nobody_hears_what_is_raised() -> None:
    process = started(sys.executable, "-c", WHERE_NOBODY_HEARS)
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    code, _, err = ended(process, signal.SIGTERM)
    assert (code, err) == (143, "vetoproof: stopped\n")


SHARED = ["check", SEED, "--all-bases", "--jobs", "2"], ["loopholes", SEED, "--jobs", "3"]


AT_THE_START = """
import sys
class Stopped:
    def find_spec(self, name, *_):
        if name == "verifier.commands.signals":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopped())
from verifier.__main__ import run
run()
"""


def test_while_it_begins() -> None:
    """Before there is anybody who hears signals in another way than Python does."""
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_START], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("call", SHARED, ids=lambda call: call[0])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_with_workers(number: signal.Signals, code: int, call: list[str]) -> None:
    process = started(sys.executable, "-m", "verifier", *call)
    from verifier.testing.processes import descendants

    wait_for(lambda: len(descendants(process.pid)) >= 3)  # two workers, and what tracks them
    family = descendants(process.pid)
    got, _, err = ended(process, number)
    assert (got, err) == (code, "vetoproof: stopped\n")
    wait_for(lambda: not any(map(alive, family)))


@pytest.mark.parametrize("call", SHARED, ids=lambda call: call[0])
def test_workers_do_not_outlive_who_is_killed(call: list[str]) -> None:
    process = started(sys.executable, "-m", "verifier", *call)
    from verifier.testing.processes import descendants

    wait_for(lambda: len(descendants(process.pid)) >= 3)
    time.sleep(0.3)
    family = descendants(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(map(alive, family)))


# How each of them comes to its end: by a signal, or by a limit.
ENDS = {
    "SIGINT": ("--answer-timeout", "100"),
    "SIGTERM": ("--answer-timeout", "100"),
    "--timeout": ("--timeout", "6"),
    "--answer-timeout": ("--answer-timeout", "2"),
}


def test_with_a_program_that_does_not_want_to_end(tmp_path: Path) -> None:
    """All of them at the same time, as most of it is waiting."""
    pytest.importorskip("hypothesis")
    program = tmp_path / "stubborn.py"
    program.write_text(STUBBORN)
    begun = {}
    for how, more in ENDS.items():
        command = f"{sys.executable} {program} {tmp_path / how}"
        begun[how] = started(
            sys.executable, "-m", "verifier", "conform", SEED, "--command", command, *more,
            "--reading", "unanimity=all_members",
        )  # fmt: skip
    families = {}
    for how in sorted(ENDS):  # those first that end by themselves
        pids = tmp_path / how
        wait_for(lambda pids=pids: pids.exists() and pids.read_text())
        families[how] = [int(each) for each in pids.read_text().split()]
        assert all(map(alive, families[how])), how
    for how, process in begun.items():
        if how.startswith("SIG"):
            number = getattr(signal, how)
            assert ended(process, number)[0] == 128 + number
        else:
            _, err = process.communicate(timeout=60)
            assert process.returncode == (3 if how == "--timeout" else 2), err
            assert "of 1,000" in err if how == "--timeout" else "no answer to question 1" in err
        wait_for(lambda how=how: not any(map(alive, families[how])))
