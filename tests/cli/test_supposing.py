"""A file that supposes something of one of several, which every command reads and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl.loading import examine_text
from policy_dsl.state import intervals
from policy_dsl.supposing import choices
from tests.cli.calling import call

BOARD = """
governance "Board"
parties 3 Seat
party Ann
party Ben
group Both is Ann, Ben
body Board
  members Both, Seat
  quorum none
power ordinary
  requires majority of members in Board
  may remove members of Board
property cohort
  any 3 of Seat together can block every decision
  supposing one of Seat leaves Board
property two
  Ann can block every decision
  supposing one of Board leaves Board, one of Both is suspended from Board
property later
  any 3 of Board together can block every decision
  supposing one of Both leaves Board
  even after amendments
property both
  any 3 of Board together can block every decision when changes nothing
  supposing one of Both leaves Board, one of Board leaves Board
property seat
  Ann is a member of Board
  supposing one of Both leaves Board
"""


@pytest.mark.parametrize(
    "command",
    [
        "check -v",
        "check --format json --all-bases",
        "loopholes --all",
        "loopholes --as-properties",
        "repair",
        "repair two",
        "lint",
        "matrix",
        "entrenchment",
    ],
)
def test_every_command_answers(command: str, tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(BOARD, encoding="utf-8")
    name, *rest = command.split()
    # All minimal sets behind what is so with each of several are not looked for.
    assert call(name, str(path), *rest).code in ((3,) if "--all-bases" in rest else (0, 1))


def test_with_whom_it_fails_is_said(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(BOARD, encoding="utf-8")
    said = " ".join(call("check", str(path), "--property", "seat").out.split())
    assert "Not so. That is, it fails supposing that Ann leaves Board." in said
    every = " ".join(call("check", str(path), "--all-bases", "--property", "both").out.split())
    assert "Not settled: what else carries it alone" in every
    told = " ".join(call("check", str(path), "--property", "two").out.split())
    assert "supposing that Ann leaves Board and Ben is suspended from Board" in told
    assert "one of Seat leaves Board and Ann is suspended from Board" in told


CONSENTS = """
governance "Board"
parties 2 Elder
party Chair
party Clerk
body Board
  members Elder, Chair, Clerk
  quorum none
power act
  requires majority of members in Board and consent of Chair in Board
rule clerk_too
  limits act
  requires consent of Clerk in Board
property possible
  some decision can pass supposing one of Board leaves Board
"""


def test_what_stands_in_the_way_is_told_of_each_with_whom_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "board.policy"
    path.write_text(CONSENTS, encoding="utf-8")
    said = " ".join(call("check", str(path)).out.split())
    assert "fails supposing that Chair leaves Board and supposing that Clerk leaves Board" in said
    assert "power act, supposing that Chair leaves Board" in said
    assert "rule clerk_too, supposing that Clerk leaves Board" in said
    assert "one of Elder leaves Board" not in said


def test_several_of_a_cohort_leave_one_after_the_other() -> None:
    """More than half of it: those who are apart have names of their own, whatever is left."""
    events = ", ".join(["one of Member leaves Board"] * 4)
    specification = examine_text(f"""
governance "G"
parties 5 Member
body Board
  members Member
  quorum none
power act requires at least 1 votes in favour in Board
property one_is_left
  Board can be quorate
  supposing {events}
""").or_errors()
    (prop,) = specification.properties
    first = next(choices(specification, prop, intervals(specification)[-1]))
    assert len({each.subject for each in first.prop.supposing}) == 4
