"""`vetoproof decide` with a mapping beside the specification, or a proposed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.found_tables import (
    COUNCIL,
    LEGISLATION,
    SECURITY_COUNCIL,
    WIDE,
    WIDE_MAP,
    long_table,
)
from verifier.cli import main


def test_a_mapping_beside_the_specification_is_used_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.policy").write_text(COUNCIL)
    (tmp_path / "found.csv").write_text(WIDE)
    (tmp_path / "minutes.map.yaml").write_text(WIDE_MAP)
    assert (
        main(["decide", str(tmp_path / "rules.policy"), str(tmp_path / "found.csv"), "--brief"])
        == 0
    )
    seen = capsys.readouterr()
    assert seen.out.count("as recorded") == 3
    assert "minutes.map.yaml: records are read as this mapping says (note)" in seen.err


def test_a_proposed_mapping_decides_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.policy").write_text(COUNCIL)
    (tmp_path / "found.csv").write_text(WIDE)
    call = ["decide", str(tmp_path / "rules.policy")]
    assert main([*call, "--propose-map", str(tmp_path / "found.csv")]) == 0
    proposed = capsys.readouterr().out
    assert "dates: day month year  # guessed: the only order in which all days are days" in proposed
    assert '"": vacant  # guessed: ' in proposed
    assert "  Withdrawn: left out" in proposed
    (tmp_path / "proposed.yaml").write_text(proposed)
    assert main([*call, str(tmp_path / "found.csv"), "--map", str(tmp_path / "proposed.yaml")]) == 0
    assert capsys.readouterr().out.count("as recorded") == 3


def test_what_a_proposal_does_not_know_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "found.csv").write_text(long_table().replace("Yes", "Oui"))
    call = ["decide", SECURITY_COUNCIL, "--propose-map", str(tmp_path / "found.csv")]
    assert main(call) == 0
    proposed = capsys.readouterr().out
    assert "  # Oui: what does that mean?" in proposed or "Vote" not in proposed
    assert "anyone_else: Elected  # guessed: for State 0, State 1" in proposed
    assert "Russian Federation: Russia" in proposed
    assert "#   decision: {matter: , disputants:}" in proposed


def test_a_proposal_is_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "found.csv").write_text(long_table())
    table = str(tmp_path / "found.csv")
    for more in (["--format", "json"], [table]):
        assert main(["decide", SECURITY_COUNCIL, *more, "--propose-map", table]) == 2
        seen = capsys.readouterr()
        assert "--propose-map takes a table and nothing else" in seen.out + seen.err


def test_a_call_without_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", LEGISLATION]) == 2
    assert "which records?" in capsys.readouterr().err
