"""What the analyses cost on rule texts, beside `check` of an earlier commit: processor time of whole processes.

That commit and the checkout are each installed into an environment of their own, as users install them. For each text
the commands run in turns, several times; each is measured by what its process used, so other work on the machine
disturbs little, and is stopped where it uses very much more. The first row is timed by what the process of `matrix`
has used when its output begins. Commands that share their work among processes are timed by the clock as well, which
other work does disturb. What is asked of one property is asked of the first that protects something, and `diff`
compares with a version that asks for more.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.measure import ROOT, median
from policy_dsl import load
from verifier.loopholes.openings import protection

BEFORE = "7f1e7c7"
OPEN = 3
# Commands that share their work among processes.
SHARED = ("loopholes", "repair of one", "report")
RUNS = 3
# A command that takes so many times as long is stopped.
MOST = 20


@dataclass(frozen=True)
class Used:
    """What one process used, with those that helped it: processor seconds in all, and by its first output; seconds by
    the clock; and how it ended, if by itself.
    """

    seconds: float
    first: float
    elapsed: float
    code: int


def used(command: Sequence[str], most: float | None = None) -> Used:
    """Run a command to its end, or for so many seconds of a processor."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    assert process.stdout is not None
    if most is not None:
        seconds = max(1, round(most))
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
    os.read(process.stdout.fileno(), 1)
    # Nanoseconds on a processor so far, first of three numbers.
    try:
        first = int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        first = float("nan")
    process.stdout.read()
    _, status, its = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - began
    return Used(its.ru_utime + its.ru_stime, first, elapsed, process.returncode)


def install(source: str, environment: Path) -> str:
    """The command, from an installation of a tree that is no checkout."""
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = str(environment / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", source], check=True)
    return str(environment / "bin" / "vetoproof")


def tree(commit: str, folder: Path) -> Path:
    """The files of a commit, in a folder."""
    folder.mkdir()
    packed = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    subprocess.run(["tar", "x"], cwd=folder, check=True, input=packed)
    return folder


@dataclass(frozen=True)
class Text:
    """The ratios of one text to `check` of the earlier commit, and which commands left something open. `elapsed` are
    those by the clock, of commands that share their work.

    `first_row` is that of the first output of `matrix`; `stopped` were these, after as many times as is given.
    """

    text: str
    check_seconds: float
    ratios: dict[str, float]
    elapsed: dict[str, float]
    first_row: float
    open: tuple[str, ...]
    stopped: tuple[str, ...]


def texts(more: Sequence[Path], runs: int = RUNS) -> list[Text]:
    """All specifications shipped here, and some more."""
    files = [*sorted((ROOT / "specs").rglob("*.policy")), *more]
    with tempfile.TemporaryDirectory() as folder:
        before = install(str(tree(BEFORE, Path(folder, "before"))), Path(folder, "with before"))
        source = tree("HEAD", Path(folder, "now"))
        now = install(f"{source}[report]", Path(folder, "with now"))
        return [_text(before, now, file, runs, Path(folder)) for file in files]


def commands(file: Path, folder: Path) -> dict[str, list[str]]:
    """What is measured of a text, each under its name."""
    found = {
        "matrix": ["matrix", str(file)],
        "lint": ["lint", str(file)],
        "loopholes": ["loopholes", str(file)],
        "entrenchment": ["entrenchment", str(file)],
        "report": ["report", str(file), "-o", str(folder / "review.html")],
    }
    specification = load(file)
    protecting = [prop.name for prop in specification.properties if protection(prop) is not None]
    for prop in protecting[:1]:
        found["loopholes of one"] = ["loopholes", str(file), prop]
        found["repair of one"] = ["repair", str(file), prop]
    said = file.read_text("utf-8")
    stricter = said.replace("majority of", "at least 2/3 of", 1)
    if stricter != said:
        other = folder / f"{file.stem}.policy"
        other.write_text(stricter, "utf-8")
        found["diff"] = ["diff", str(file), str(other)]
    return found


def _text(before: str, now: str, file: Path, runs: int, folder: Path) -> Text:
    checks: list[Used] = []
    asked = commands(file, folder)
    measured: dict[str, list[Used]] = {name: [] for name in asked}
    for _ in range(runs):
        checks.append(used([before, "check", str(file)]))
        for name, command in asked.items():
            measured[name].append(used([now, *command], MOST * checks[0].seconds))
    if any(run.code not in (0, 1) for run in checks):
        raise RuntimeError(f"{file}: {BEFORE} does not check it")
    check = median([run.seconds for run in checks])
    waited = median([run.elapsed for run in checks])
    found = Text(
        file.stem,
        check,
        {name: median([run.seconds / check for run in them]) for name, them in measured.items()},
        {
            name: median([run.elapsed / waited for run in measured[name]])
            for name in SHARED
            if name in measured
        },
        median([run.first / check for run in measured["matrix"]]),
        tuple(name for name, them in measured.items() if them[0].code == OPEN),
        tuple(name for name, them in measured.items() if them[0].code < 0),
    )
    print(found, flush=True)
    return found


def as_data(found: Sequence[Text]) -> list[dict[str, object]]:
    """For the file of figures; of texts from elsewhere the name alone."""
    return [asdict(each) for each in found]
