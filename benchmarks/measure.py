"""Run a command with limits, and compare runs: every figure comes with how it was obtained."""

import contextlib
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-c", "from verifier.__main__ import run; run()")


@dataclass(frozen=True)
class Limits:
    """What one run may use before it is ended."""

    seconds: float = 60.0
    megabytes: int = 8192


@dataclass(frozen=True)
class Run:
    """One process from start to end; `failure` is empty where it finished with an accepted code."""

    seconds: float
    output: str
    failure: str = ""


def run(command: Sequence[str], limits: Limits, accepted: Sequence[int] = (0,)) -> Run:
    """Run a command; on reaching a limit its whole process group is killed."""
    size = limits.megabytes * 2**20
    start = time.perf_counter()
    # An installed package comes with its modules compiled; so does the checkout after its first run, unless that is
    # forbidden.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with contextlib.suppress(ProcessLookupError):  # already over
        resource.prlimit(process.pid, resource.RLIMIT_AS, (size, size))
    try:
        output, errors = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Run(time.perf_counter() - start, "", "time limit")
    seconds = time.perf_counter() - start
    if process.returncode in accepted:
        return Run(seconds, output)
    last = errors.strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
    memory = process.returncode < 0 or "memory" in last[0].lower() or "bad_alloc" in last[0]
    return Run(seconds, output, "memory limit" if memory else last[0][:200])


def vetoproof(*arguments: str, limits: Limits) -> Run:
    """The command line, as a whole process; a finding is an answer, a wrong call is not."""
    return run((*COMMAND, *arguments), limits, accepted=(0, 1))


def paired(first: Callable[[], Run], second: Callable[[], Run], repeat: int) -> list[float]:
    """Seconds of `second` over seconds of `first`, one after the other, as often as asked."""
    ratios = []
    for _ in range(repeat):
        a, b = first(), second()
        for outcome in (a, b):
            if outcome.failure:
                raise RuntimeError(outcome.failure)
        ratios.append(b.seconds / a.seconds)
    return ratios


def median(values: Sequence[float]) -> float:
    """The middle of the measured values, to three significant figures."""
    return float(f"{statistics.median(values):.3g}")
