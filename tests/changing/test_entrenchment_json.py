"""The JSON of `entrenchment` keeps its published schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.cli import main

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["nottinghamshire", "nottinghamshire_entrenched", "blmk_luton"])
def test_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(
        (ROOT / "verifier" / "schemas" / "entrenchment.schema.json").read_text(encoding="utf-8")
    )
    assert main(["entrenchment", str(ROOT / "specs" / f"{name}.policy"), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema).validate(printed)
    assert printed["specifications"][0]["rows"]
