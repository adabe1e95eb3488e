"""Exceptions to exceptions, of which a billion ways lead to one rule: each clause is looked at once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.calling import command, environment

LEVELS = 30
RULES = """\
governance "Exceptions to exceptions"
party A
party B
body X
  members A, B
  quorum none
decision
  substance s : yes or no
power p requires majority of votes cast in X
rule e0 limits p requires consent of A in X
rule f0 limits p when s requires consent of A in X
""" + "".join(
    f"exception e{level} to e{level - 1}, f{level - 1} when s\n"
    f"exception f{level} to e{level - 1}, f{level - 1} when not s\n"
    for level in range(1, LEVELS)
)
MINUTES = "motion: M\nvotes: {X: {A: for, B: for}}\ndecision: {s: yes}\noutcome: adopted\n"


@pytest.mark.parametrize("words", [("decide", "minutes.yaml"), ("matrix",), ("entrenchment",)])
def test_the_number_of_ways_is_no_matter(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "rules.policy").write_text(RULES, encoding="utf-8")
    (tmp_path / "minutes.yaml").write_text(MINUTES, encoding="utf-8")
    called = command(words[0], "rules.policy", *words[1:])
    done = subprocess.run(
        called, cwd=tmp_path, env=environment(), capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
