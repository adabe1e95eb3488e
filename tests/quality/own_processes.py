"""Work in processes of their own, forked from one in which everything is imported; and tests run there."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MEMORY = 6 << 30


class Failures:
    """What failed."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """As pytest tells it."""
        if report.failed:
            last = str(getattr(report.longrepr, "reprcrash", report.longrepr) or "")
            self.found.append(last.splitlines()[0] if last else "failed")


def apart(work: Callable[[Callable[[object], None]], None], limit: float) -> tuple[list[Any], bool]:
    """What `work` said, piece by piece, in a process of its own; and whether it came to its end.

    The limit is one of the processor's time, so that it is the same on a busy machine.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            os.setsid()
            os.close(reading)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nothing, stream)
            most = int(limit) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            work(lambda said: _write(writing, said))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    os.set_blocking(reading, False)
    until = time.monotonic() + 20 * limit
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        # What the tests start may hold the pipe open: that this process ended is what counts. It is read from all the
        # time, as no more than some goes in.
        while (done := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < until:
            said += pipe.read() or b""
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        if done == (0, 0):
            done = os.waitpid(child, 0)
        said += pipe.read() or b""
    lines = [json.loads(line) for line in said.decode().splitlines() if line.endswith("]")]
    return lines, done[1] == 0


def _write(pipe: int, said: object) -> None:
    os.write(pipe, (json.dumps(said) + "\n").encode())


def processor() -> float:
    """Seconds that this process and what it started have used."""
    return sum(
        it.ru_utime + it.ru_stime
        for it in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def run(item: pytest.Item) -> str:
    """Run a test; what failed, if something did."""
    failures = Failures()
    item.config.pluginmanager.register(failures)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    item.config.pluginmanager.unregister(failures)
    return failures.found[0] if failures.found else ""


def lanes(work: Callable[[int], None], many: int, number: int) -> None:
    """Do `work` of 0, 1 and so on below `many`, in so many processes; each takes what is next."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    sent = many and os.write(writing, b"".join(it.to_bytes(2, "big") for it in range(many)))
    assert sent == 2 * many, "more than a pipe holds"
    os.close(writing)
    sys.stdout.flush()
    children = []
    for _ in range(number):
        child = os.fork()
        if not child:
            with contextlib.suppress(KeyboardInterrupt):
                while two := os.read(reading, 2):
                    work(int.from_bytes(two, "big"))
                    sys.stdout.flush()
            os._exit(0)
        children.append(child)
    os.close(reading)
    for child in children:
        os.waitpid(child, 0)


def append(path: Path, said: object) -> None:
    """One more line of a file that several processes write."""
    with path.open("ab", buffering=0) as file:
        file.write((json.dumps(said) + "\n").encode())


def lines_of(path: Path) -> list[Any]:
    """What is in such a file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
