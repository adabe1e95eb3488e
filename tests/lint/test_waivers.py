"""Waivers: with a reason, for a while, and none that is of no use; and the command around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.cli import main

POLICY = """governance "Town board"
party Mayor
party Clerk
parties 4 Member
body Board
  members Mayor, Clerk, Member
  quorum at least 4 of members
power ordinary
  requires majority of votes cast in Board
"""
WAIVER = '[[waive]]\ncode = "VL06"\nsubject = "Board"\nbecause = "everybody knows"\n'


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def lint(waivers: str | None, *options: str) -> tuple[int, str]:
        Path("board.policy").write_text(POLICY, encoding="utf-8")
        if waivers is not None:
            Path("board.lint.toml").write_text(waivers, encoding="utf-8")
        only = [option for code in ("VL04", "VL05", "VL06", "VL11") for option in ("--only", code)]
        only = [] if "--only" in options else only
        code = main(["lint", "board.policy", *only, *options])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return lint


def test_without(run) -> None:
    code, text = run(None)
    assert code == 1
    assert "VL06 Board" in text
    assert "Instead: " in text


def test_waived(run) -> None:
    code, text = run(WAIVER)
    assert code == 0
    assert "Waived because everybody knows (board.lint.toml:1)" in text
    assert "No findings, 1 waived." in text


def test_for_a_while(run) -> None:
    waiver = WAIVER + "until = 2027-01-01\n"
    assert run(waiver, "--today", "2027-01-01")[0] == 0
    code, text = run(waiver, "--today", "2027-01-02")
    assert code == 1
    assert "VL11 VL06 Board" in text
    assert "until 2027-01-01, which has passed" in text
    assert "2 findings" in text


def test_of_no_use(run) -> None:
    other = WAIVER.replace("VL06", "VL05")
    code, text = run(WAIVER + other)
    assert code == 1
    assert "board.lint.toml:5: VL11 VL05 Board" in text
    assert run(WAIVER + other, "--only", "VL06")[0] == 0


@pytest.mark.parametrize(
    ("waivers", "said"),
    [
        (WAIVER.replace('because = "everybody knows"\n', ""), "needs its reason"),
        (WAIVER.replace("everybody knows", "  "), "needs its reason"),
        (WAIVER.replace('subject = "Board"\n', ""), "needs its subject"),
        (WAIVER.replace("VL06", "VL99"), "there is no VL99"),
        (WAIVER + 'why = "x"\n', "a waiver has no why"),
        (WAIVER + 'until = "soon"\n', "until is a date"),
        ("[[waive]\n", "no TOML file"),
        ("[other]\n", "only [[waive]] entries"),
        ("waive = [1]\n", "write each waiver"),
    ],
)
def test_wrong(run, waivers: str, said: str) -> None:
    code, text = run(waivers)
    assert code == 2
    assert "board.lint.toml" in text
    assert said in text


def test_only_what_there_is(run) -> None:
    code, text = run(None, "--only", "VL77")
    assert code == 2
    assert "there is no VL77; the codes are VL01 to VL19" in text


def test_json_has_the_same(run) -> None:
    code, text = run(WAIVER, "--format", "json")
    assert code == 0
    (found,) = json.loads(text)["specifications"][0]["findings"]
    assert (found["code"], found["subject"], found["waived"]["because"]) == (
        "VL06",
        "Board",
        "everybody knows",
    )
