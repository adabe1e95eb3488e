"""Claims about each one of a group whom nothing tells apart are decided, and as by hand."""

from __future__ import annotations

from policy_dsl import load_text
from verifier.checking.specifications import check

RULES = """governance "Alike"
party Ann
party Ben
party Cem
body Board
  members Ann, Ben, Cem
  quorum none
decision
  substance sells : yes or no
power board_decides
  requires {needs} in Board
group All is Ann, Ben, Cem
property nobody_blocks
  no one of All alone can block every decision when sells
property everybody_blocks
  every one of All alone can block every decision when sells
property nobody_carries
  no one of All alone can pass every decision when sells
"""


def verdicts(needs: str) -> dict[str, str]:
    results = check(load_text(RULES.format(needs=needs), "alike.policy")).properties
    return {each.name: each.verdict.value for each in results}


def test_one_of_three_who_are_alike() -> None:
    """Of three, one stops what needs all, and carries nothing that needs two."""
    assert verdicts("majority of members") == {
        "nobody_blocks": "holds",
        "everybody_blocks": "fails",
        "nobody_carries": "holds",
    }
    assert verdicts("unanimity of members") == {
        "nobody_blocks": "fails",
        "everybody_blocks": "holds",
        "nobody_carries": "holds",
    }
