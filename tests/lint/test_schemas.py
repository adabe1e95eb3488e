"""What `matrix` and `lint` print as JSON is what their schemas say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.cli import main

ROOT = Path(__file__).parents[2]
FILES = ("specs/nottinghamshire.policy", "specs/gallery/un_security_council.policy", "nowhere")


@pytest.mark.parametrize("command", ["matrix", "lint"])
@pytest.mark.parametrize("file", FILES)
def test_schema(
    command: str,
    file: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="comes with the extra `testing`")
    monkeypatch.chdir(ROOT)
    main([command, file, "--format", "json"])
    schema = json.loads((ROOT / f"verifier/schemas/{command}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)
