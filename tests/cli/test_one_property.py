"""One property is asked for in the same words by every command that answers one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call

PAIR = """governance "A pair"
party Ann
party Bob
body Pair
  members Ann, Bob
  quorum none
power joint
  requires unanimity of votes cast in Pair
property ann_stops Ann can block every decision
property bob_stops Bob can block every decision
"""


@pytest.mark.parametrize("command", ["check", "loopholes", "repair"])
def test_by_its_name(command: str, tmp_path: Path) -> None:
    path = tmp_path / "pair.policy"
    path.write_text(PAIR, encoding="utf-8")
    one = call(command, str(path), "--property", "bob_stops")
    assert one.err == ""
    assert "bob_stops" in one.out
    assert "ann_stops/" not in one.out
    if command != "check":
        assert call(command, str(path), "bob_stops") == one
    wrong = call(command, str(path), "--property", "bob_stop")
    assert wrong.code == 2
    assert "did you mean bob_stops?" in wrong.err
