"""Malformed specifications, minutes, baselines, waivers and calls: an exit code, a word on it, and nothing else."""

from pathlib import Path

import pytest

from tests.output.malformed import campaign


def told(failures: object) -> str:
    return f"python -m tests.output.malformed shows them: {failures!a}"[:5000]


def test_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done, failures = campaign(400, seed=0)
    assert done == 400
    assert not failures, told(failures)


@pytest.mark.campaign
def test_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, failures = campaign(100_000, seed=1)
    assert not failures, told(failures)
