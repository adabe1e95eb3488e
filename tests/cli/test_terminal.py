"""Colour and progress on a terminal, and only there; readers who stop reading."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.calling import CLUB, FAILS, HOLDS, call, command, environment, on_terminal, process
from verifier.commands import progress

COLOUR = "\x1b[1;32mHOLDS\x1b[0m"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "club.policy").write_text(CLUB + HOLDS + FAILS, encoding="utf-8")
    return tmp_path


def test_colour_only_on_a_terminal_and_only_if_wanted(folder: Path) -> None:
    _, shown = on_terminal("check", "club.policy", cwd=folder)
    assert COLOUR in shown
    assert "\x1b[1;31mFAILS\x1b[0m" in shown
    _, plain = on_terminal("check", "club.policy", cwd=folder, more={"NO_COLOR": "1"})
    assert "HOLDS  holds_true" in plain
    assert "\x1b" not in plain
    piped = process("check", "club.policy", cwd=folder)
    assert "HOLDS  holds_true" in piped.out
    assert "\x1b" not in piped.out + piped.err


# The command, to which nothing is done at once.
HASTY = (
    "-c",
    "from verifier.commands import progress; progress.AFTER = 0; from verifier.__main__ import run; run()",
)


def test_progress_only_on_a_terminal_and_gone_at_the_end(folder: Path) -> None:
    claims = "".join(f"property p{n} Ann can block every decision throughout\n" for n in range(20))
    (folder / "many.policy").write_text(CLUB + claims, encoding="utf-8")
    _, shown = on_terminal("check", "many.policy", cwd=folder, program=HASTY)
    before, _, _ = shown.partition("Club (many.policy)")
    assert "1 of 20 properties: p0" in before
    assert "20 of 20 properties: p19" in before
    assert before.endswith("\r\x1b[K")
    piped = process("check", "many.policy", cwd=folder, program=HASTY)
    assert piped.err == ""
    assert "of 20 properties" not in piped.out


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("suggest", "kinds of decision"),
        ("resilience", "kinds of decision"),
        ("entrenchment", "things that can be changed"),
        ("readings", "pairs of readings"),
    ],
)
def test_how_far_an_analysis_of_all_got(
    folder: Path, name: str, counted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = CLUB + "power q requires consent of Ann by separate act may amend any clause\n"
    text += "prohibition b limits q when reading one: changes anything reading two: amends q\n"
    (folder / "one.policy").write_text(text, encoding="utf-8")
    _, shown = on_terminal(name, "one.policy", cwd=folder, program=HASTY)
    assert re.search(rf"\b(\d+) of \1 {counted}", shown.replace("\x1b[K", "\n")), shown
    monkeypatch.setattr(progress, "AFTER", 0)
    assert counted not in call(name, str(folder / "one.policy")).err


def test_no_progress_for_what_is_done_at_once(folder: Path) -> None:
    _, shown = on_terminal("check", "club.policy", "--property", "holds_true", cwd=folder)
    assert "of 1 properties" not in shown


def test_a_reader_who_has_seen_enough(folder: Path) -> None:
    # The reader closes its end before anything is written.
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command("check", "club.policy"),
        cwd=folder,
        env=environment(),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert done.stderr == ""
    assert done.returncode != 0


def test_help_and_version(tmp_path: Path) -> None:
    helped = process("--help", cwd=tmp_path)
    assert helped.code == 0
    assert helped.out.startswith("usage: vetoproof")
    for name in ("check", "format", "init", "loopholes"):
        assert f"    {name}" in helped.out
        own = process(name, "--help", cwd=tmp_path)
        assert (own.code, own.err) == (0, "")
    assert process("--version", cwd=tmp_path).out.startswith("vetoproof ")
