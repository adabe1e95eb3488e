"""What was done in a body of which nothing that applies asks is not told, nor that it was not quorate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call

RULES = """governance "Two bodies"
party Ann
party Bob
body Board members Ann, Bob quorum at least 2 of members
body Owners members Ann, Bob quorum at least 2 of members
decision form kind : one of plan, gift
power plans when kind is plan requires majority of votes cast in Board
power gifts when kind is gift requires majority of votes cast in Owners with quorum none
"""


@pytest.mark.parametrize(
    ("kind", "asked", "other"), [("plan", "Board", "Owners"), ("gift", "Owners", "Board")]
)
def test_only_bodies_that_are_asked(
    kind: str, asked: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("two.policy").write_text(RULES)
    votes = f"votes: {{{asked}: {{Ann: for, Bob: absent}}, {other}: {{Ann: for, Bob: absent}}}}"
    Path("motion.yaml").write_text(f"motion: M\ndecision: {{kind: {kind}}}\n{votes}\n")
    said = call("decide", "two.policy", "motion.yaml").out
    assert f"What was done in {other} does not matter" in said
    assert f"{asked} is not quorate" in said
    assert f"{other} is not quorate" not in said
