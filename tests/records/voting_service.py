"""A record and a table of the voting service, and deciding them again."""

from __future__ import annotations

from pathlib import Path

from tests.testing.specifications import ROOT
from verifier.cli import main

RULES = str(ROOT / "examples/voting_service/rules.policy")

ROOF = """
motion: New roof
date: 2025-03-01
decision: {spending: 12_000, repair: no}
votes:
  Meeting:
    Member: {for: 6, against: 3}
    Treasurer: absent
    Secretary: absent
outcome: adopted
"""


def decide(tmp_path: Path, text: str, name: str = "minutes.yaml", rules: str = RULES) -> int:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return main(["decide", rules, str(path)])


TABLE = """motion,date,body,voter,party,vote,spending,repair,outcome
Roof,2025-03-01,Meeting,Ann,Member,for,12000,no,adopted
Roof,,Meeting,Bob,Member,for,,,
Roof,,Meeting,Cy,Member,for,,,
Roof,,Meeting,Dee,Member,for,,,
Roof,,Meeting,Ed,Member,against,,,
Roof,,Meeting,Flo,Member,against,,,
Roof,,Meeting,others,,absent,,,
"""
