"""`--timeout`: every command has it, ends in time, keeps what it has found, and names the rest."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.calling import call
from verifier import cli

ROOT = Path(__file__).parents[2]
SEED = "specs/nottinghamshire.policy"
OTHER = "specs/nottinghamshire_entrenched.policy"
# All of these take many times as long; the slack is for a loaded machine, where the start alone can take seconds.
SLACK = 8.0
SOLVING = {
    "check", "loopholes", "repair", "matrix", "readings", "resilience", "lint", "entrenchment", "diff", "report",
    "mutate", "decide", "suggest",
}  # fmt: skip


def options_of(command: str) -> set[str]:
    parser = cli.parser([command])
    (subparsers,) = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return {o for action in subparsers.choices[command]._actions for o in action.option_strings}


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_the_limits(command: str) -> None:
    options = options_of(command)
    assert "--timeout" in options
    of_questions = {"--question-timeout", "--steps", "--memory"}
    assert options & of_questions == (of_questions if command in SOLVING else set())


@pytest.mark.parametrize("command", cli.COMMANDS)
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "0", "-1", "1e9", "soon", ""])
def test_what_is_no_time_is_refused(command: str, value: str, capsys: object) -> None:
    for option in {"--timeout", "--question-timeout"} & options_of(command):
        with pytest.raises(SystemExit) as left:
            cli.parser([command]).parse_args([command, option, value])
        assert left.value.code == 2


def ran(seconds: float, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command printed, which ended in time."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "verifier", *arguments, "--timeout", str(seconds)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert time.monotonic() - began < seconds + SLACK
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    return done


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", SEED, "--all-bases"),
        ("check", SEED, "--all-bases", "--jobs", "2"),
        ("check", SEED, "--all-bases", "--format", "json"),
        ("loopholes", SEED),
        ("loopholes", SEED, "--jobs", "3"),
        ("repair", SEED, "outsourcing_veto"),
        ("repair", SEED, "outsourcing_veto", "--jobs", "3"),
        ("repair", SEED, "outsourcing_veto", "--format", "json"),
        ("diff", SEED, OTHER),
        ("lint", SEED),
        ("mutate", SEED),
    ],
    ids=" ".join,
)
def test_what_was_not_reached_is_named(arguments: tuple[str, ...]) -> None:
    done = ran(0.4, *arguments)
    assert done.returncode == 3
    said = " ".join((done.stdout + done.stderr).split())
    assert "the run's limit of 0.4 seconds was reached" in said or "NOT REACHED" in said
    if "json" in arguments:
        json.loads(done.stdout)


@pytest.mark.skipif(os.name != "posix", reason="runs as long as a report does")
@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_report_is_written_with_what_is_open(tmp_path: Path, ending: str) -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("docx")
    file = tmp_path / f"review.{ending}"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "report", SEED, "-o", str(file), "--timeout", "4"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert time.monotonic() - began < 4 + 3 * SLACK
    assert (done.returncode, done.stderr) == (3, "")
    assert file.stat().st_size > 10_000


def test_files_that_were_not_laid_out_are_named(tmp_path: Path) -> None:
    text = (ROOT / SEED).read_text()
    for number in range(40):
        (tmp_path / f"{number:02}.policy").write_text(text + "\n\n\n")
    # In this process, so that no time goes for its start before the files are known.
    done = call("format", "--check", str(tmp_path), "--timeout", "0.5")
    assert done.code == 3
    named = [str(tmp_path / f"{number:02}.policy") for number in range(40)]
    late = done.err.replace(",", "").split()
    assert [name for name in named if name not in done.out] == [n for n in named if n in late]
