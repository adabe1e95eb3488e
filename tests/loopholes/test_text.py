"""What `vetoproof loopholes` prints, as far as no page of the documentation shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call

NO_WAY = """\
governance "A pair"
party Ann
party Bob
body Pair
  members Ann, Bob
  quorum none  assumed "nothing is written about it"
power joint
  requires unanimity of members in Pair
property veto "Ann can block everything"
  Ann can block every decision
"""


def test_no_way_round_is_said_with_what_it_takes_for_granted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pair.policy").write_text(NO_WAY, encoding="utf-8")
    called = call("loopholes", "pair.policy")
    assert called.code == 0
    assert "  There is no way round it: with all openings of these kinds open" in called.out
    assert "  Assuming:\n    - Decisions with the same substance" in called.out
    assert "Assuming" not in call("loopholes", "pair.policy", "--brief").out
