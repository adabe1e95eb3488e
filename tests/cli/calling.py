"""Calls of the command line: inside this process where that will do, as a process or on a terminal where not."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.cli import main

ROOT = Path(__file__).parents[2]

# A claim that holds, one that fails as expected, one that fails, and one about nothing.
CLUB = """\
governance "Club"
party Ann
party Bob
party Cem
body Committee
  members Ann, Bob, Cem
  quorum none  assumed "nothing is written about it"
decision
  form price : number in EUR
  form secret : yes or no
power ordinary "Decisions of the committee"
  requires majority of votes cast in Committee
rule dear "Dear things" limits ordinary
  when price is above 1_000
  requires
    reading whole   "of all members":       unanimity of members in Committee
    reading present "of those who are there": unanimity of those present in Committee
timeline
  on 2024-02-01  dear takes effect
  on 2024-03-01  Ann is suspended from Committee
  on 2024-04-01  Ann is restored to Committee
"""
HOLDS = "property holds_true Ann can block every decision when price is above 1_000\n"
EXPECTED = 'property fails_as_expected Ann can block every decision expected to be false because "outvoted"\n'
FAILS = "property fails_truly Ann can block every decision when price is above 10\n"
VACUOUS = "property about_nothing Ann can block every decision when secret and not secret\n"
WRONG = CLUB + "property broken Ann can block every motion\n"


@dataclass(frozen=True)
class Called:
    """What came of a call."""

    code: int
    out: str
    err: str


def call(*arguments: str) -> Called:
    """A call inside this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(arguments))
        except SystemExit as end:
            code = int(end.code or 0)
    return Called(code, out.getvalue(), err.getvalue())


def command(*arguments: str, program: Sequence[str] = ("-m", "verifier")) -> list[str]:
    """A call as a process of its own, of another `program` if need be."""
    return [sys.executable, *program, *arguments]


def environment(**more: str) -> dict[str, str]:
    """The environment of such a process."""
    clean = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}
    }
    return {**clean, "PYTHONPATH": str(ROOT), **more}


def process(*arguments: str, cwd: Path, program: Sequence[str] = ("-m", "verifier")) -> Called:
    """A call as a process of its own, its output going to pipes."""
    done = subprocess.run(
        command(*arguments, program=program),
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Called(done.returncode, done.stdout, done.stderr)


def on_terminal(
    *arguments: str,
    cwd: Path,
    more: Mapping[str, str] | None = None,
    program: Sequence[str] = ("-m", "verifier"),
) -> tuple[int, str]:
    """A call whose output and errors both go to a terminal; the exit code, and all that it shows."""
    mine, its = pty.openpty()
    running = subprocess.Popen(
        command(*arguments, program=program),
        cwd=cwd,
        env=environment(**(more or {})),
        stdout=its,
        stderr=its,
    )
    os.close(its)
    shown = b""
    # The terminal is gone once the last process that writes to it has ended: an error on some systems.
    with contextlib.suppress(OSError):
        while part := os.read(mine, 65536):
            shown += part
    os.close(mine)
    return running.wait(), shown.decode("utf-8")
