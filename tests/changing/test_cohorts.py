"""Even after amendments, about some of a cohort: those who are the holder stay, and are like the others otherwise."""

from __future__ import annotations

from policy_dsl import load_text
from verifier import check


def verdict(text: str, claim: str) -> str:
    text = f"{text}property claim {claim}\n  even after amendments\n"
    return check(load_text(text, "board.policy")).properties[0].verdict.value


EMPTY = """
governance "Boards"
party A
parties 3 M
body House
  members M
  quorum none
body Board
  members A, M
  quorum none
  fixed membership
decision
  substance whom : parties
power p
  when whom includes A
  requires not whom includes every one of House
rule r limits p
  requires majority of those present in Board
"""


def test_one_of_several_stays_whichever_of_them_a_decision_names() -> None:
    """If all left House, nothing could pass; but whoever it is about does not leave."""
    assert verdict(EMPTY, "no one of House alone can block every decision") == "holds"
    assert verdict(EMPTY, "A can pass every decision when whom includes A") == "fails"
