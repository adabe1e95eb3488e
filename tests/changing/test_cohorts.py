"""Even after amendments, about some of a cohort: those who are the holder stay, and are like the others otherwise."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policy_dsl import load_text
from tests.testing.specifications import ROOT
from verifier import check


def claiming(text: str, claim: str) -> str:
    return f"{text}property claim {claim}\n  even after amendments\n"


def verdict(text: str, claim: str) -> str:
    return check(load_text(claiming(text, claim), "board.policy")).properties[0].verdict.value


NAMED = """
governance "Board"
party A
party B
parties 3 M
body Board
  members A, B, M
  quorum none
decision
  substance whom : parties
power p requires majority of members in Board
rule r limits p requires consent of whom in Board
"""


@pytest.mark.parametrize(
    ("claim", "verdict_"),
    [
        # Somebody else of M may be named, and consent.
        ("any 1 of M together can block every decision when whom includes any of M", "fails"),
        ("any 1 of M together can block every decision when whom includes every one of M", "holds"),
        ("any 1 of M together can pass every decision when not whom includes any of M", "fails"),
        ("any 1 of M together cannot block any decision when whom includes any of M", "fails"),
    ],
)
def test_conditions_speak_of_the_whole_cohort(claim: str, verdict_: str) -> None:
    """Also where one of it is the holder, and so told apart from the others."""
    assert verdict(NAMED, claim) == verdict_


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


ASSEMBLY = """
governance "Assembly"
party A
party B
group Lasting is A, B
parties 4 Elected
parties 60 Member
body Council members Lasting, Elected quorum none
body Assembly members Lasting, Elected, Member quorum none
decision
  substance matter : one of plain, dispute, change
  substance disputants : parties
power ordinary when matter is plain
  requires at least 4 votes in favour in Council
power substantive when matter is dispute
  requires at least 4 votes in favour in Council and no objection from Lasting in Council
power amendment when matter is change
  requires at least 2/3 of members in Assembly and consent of every one of Lasting in Assembly
  may amend any clause
recusal own in Council when matter is dispute
  excludes disputants from voting
"""


def test_what_is_so_however_many_have_seats_is_asked_once(tmp_path: Path) -> None:
    """Not of one number of seats after the other, which took more than ten times as many steps and seconds.

    In a process of its own, as a user asks: the way that the solver takes also depends on the terms made before.
    """
    claim = "no one of Lasting alone can block every decision when matter is plain"
    file = tmp_path / "assembly.policy"
    file.write_text(claiming(ASSEMBLY, claim), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "check", str(file), "--steps", "1000000", "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    (specification,) = json.loads(done.stdout)["specifications"]
    (found,) = specification["properties"]
    assert found["verdict"] == "fails"
