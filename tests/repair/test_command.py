"""`vetoproof repair`: what is printed and written, and what is wrong with a call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_dsl.loading import examine
from tests.cli.answered_once import answered_once
from tests.repair.repairing import BOARD, DOES, ROUTE, SPECS, kept_as_promised, repairs, ways
from verifier.cli import main


@pytest.fixture(autouse=True)
def _answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_once(monkeypatch, "repair")


def test_apply_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "board.policy"
    path.write_bytes(b"\xef\xbb\xbf" + ROUTE.replace("\n", "\r\n").encode())
    found = repairs(path, "veto")
    number = 1 + [each.kind for each in found.repairs].index("extend limits")
    assert main(["repair", str(path), "veto", "--apply", str(number)]) == 0
    assert f"edit {number} written" in capsys.readouterr().out
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"limits ordinary, urgent  # the board only\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert frozenset({("route", "urgent")}) not in ways(examine(path).or_errors(), "veto")
    assert main(["repair", str(path), "veto", "--apply", "99"]) == 2
    assert path.read_bytes() == data


def test_markdown_keeps_its_prose(tmp_path: Path) -> None:
    path = tmp_path / "board.policy.md"
    path.write_text(
        f"# A board\n\nIts rules:\n\n```policy\n{ROUTE}```\n\nThe end.\n", encoding="utf-8"
    )
    found = repairs(path, "veto")
    extended = next(each for each in found.repairs if each.kind == "extend limits")
    assert extended.new_text.startswith("# A board\n\nIts rules:\n\n```policy\ngovernance")
    assert extended.new_text.endswith("```\n\nThe end.\n")
    kept_as_promised(path, "veto", extended, found)


def test_nothing_to_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "board.policy"
    path.write_text(
        BOARD
        + "power ordinary\n  requires unanimity of members in Board\n\n"
        + "property veto\n  City can block every decision\n",
        encoding="utf-8",
    )
    assert main(["repair", str(path), "veto"]) == 0
    assert "nothing to repair" in capsys.readouterr().out


def test_json_keeps_to_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(
        (SPECS.parent / "verifier/schemas/repair.schema.json").read_text(encoding="utf-8")
    )
    for call in (
        [str(SPECS / "blmk_luton.policy"), "luton_decides"],
        [str(SPECS / "blmk_luton.policy"), "no_such_property"],
        [str(SPECS / "blmk_luton.policy"), "no_papers"],
        [str(SPECS / "no_such_file.policy"), "x"],
    ):
        main(["repair", *call, "--format", "json"])
        given = json.loads(capsys.readouterr().out)
        jsonschema.validate(given, schema)
        assert bool(given["errors"]) != ("property" in given)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["luton_decide"], "did you mean luton_decides?"),
        (["no_papers"], "protects nothing that could be got round"),
    ],
)
def test_wrong_calls(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(SPECS / "blmk_luton.policy"), *call]) == 2
    assert said in capsys.readouterr().err


def test_without_a_property_those_are_told_that_can_be_got_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(
        (SPECS.parent / "verifier/schemas/repair.schema.json").read_text(encoding="utf-8")
    )
    path = tmp_path / "board.policy"
    path.write_text(ROUTE, encoding="utf-8")
    assert main(["repair", str(path)]) == 1
    out = capsys.readouterr().out
    assert main(["repair", str(path), "--format", "json"]) == 1
    given = json.loads(capsys.readouterr().out)
    jsonschema.validate(given, schema)
    assert main(["loopholes", str(path), "--format", "json"]) == 1
    every = json.loads(capsys.readouterr().out)["loopholes"]
    for each in given["properties"]:
        assert each["ways"] == [way["name"] for way in every if way["property"] == each["name"]]
        assert (f"{each['name']}: " in out) == bool(each["ways"])
    assert main(["repair", str(path), "--apply", "1"]) == 2


def test_edits_fit_a_screen_and_equal_ones_are_told_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seed = "luton_decides"
    path = str(SPECS / "blmk_luton.policy")
    main(["repair", path, seed])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 30
    main(["repair", path, seed, "-v"])
    full = capsys.readouterr().out
    main(["repair", path, seed, "--format", "json"])
    given = json.loads(capsys.readouterr().out)["repairs"]
    known = {json.dumps([each[key] for key in DOES]) for each in given}
    assert len(known) < len(given)
    assert full.count("What else changes:") == len(known)
    shown = " ".join(" ".join(lines).split())
    assert all(each["text"] in shown for each in given)
