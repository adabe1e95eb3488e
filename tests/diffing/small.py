"""Small rules to be compared with themselves, edited."""

from __future__ import annotations

import re
from pathlib import Path

from policy_dsl.loading import load, load_text
from verifier.diffing.comparing import DiffOptions, compare
from verifier.results.diff import (
    SpecificationComparison,
)

ROOT = Path(__file__).parents[2]


NOTTINGHAM = ROOT / "specs/nottinghamshire.policy"


RULES_ONLY = DiffOptions(properties=False)


SMALL = """
governance "Small"
party Ada "A. Adams"
party Ben "B. Bell"
party Cleo "C. Cox"
body Board "The board"
  members Ada, Ben, Cleo
  quorum none
decision
  form kind : one of policy, contract
  substance costly : yes or no
power ordinary "Ordinary decisions"
  requires majority of votes cast in Board
rule care "Costly things" limits ordinary
  when costly
  requires consent of Ada in Board
property ada_is_asked "Ada is asked"
  Ada can block every decision when costly
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def small(*edits: tuple[str, str], options: DiffOptions | None = None) -> SpecificationComparison:
    """The small specification compared with itself, edited."""
    new = load_text(edited(SMALL, *edits), "new.policy")
    return compare(load_text(SMALL, "old.policy"), new, options)


def words(*edits: tuple[str, str]) -> SpecificationComparison:
    """As `small`, with each name changed wherever it stands as a word."""
    text = SMALL
    for old, new in edits:
        text = re.sub(rf"\b{old}\b", new, text)
    return compare(load_text(SMALL, "old.policy"), load_text(text, "new.policy"))


def nottingham(
    *edits: tuple[str, str], options: DiffOptions = RULES_ONLY
) -> SpecificationComparison:
    text = NOTTINGHAM.read_text()
    return compare(load(NOTTINGHAM), load_text(edited(text, *edits), "new.policy"), options)
