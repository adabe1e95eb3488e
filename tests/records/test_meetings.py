"""Records of decisions that are taken at meetings that follow one another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call

RULES = """governance "Society"
party Ann
party Ben
party Cleo
body Council
  members Ann, Ben, Cleo
  quorum at least 2 of members
decision
  substance statutes : yes or no
power change_them
  when statutes
  requires majority of votes cast in Council then after at least {wait} at least 2/3 of members in Council
power other
  when not statutes
  requires majority of votes cast in Council
rule agreed limits change_them at the first meeting
  requires consent of Ann by separate act
"""
ALL = {"Ann": "for", "Ben": "for", "Cleo": "for"}


def meeting(votes: dict[str, str], *consents: str, **more: Any) -> dict[str, Any]:
    return {**more, "votes": {"Council": votes}, "consents": list(consents)}


def decided(folder: Path, wait: str, record: dict[str, Any]) -> tuple[int, str]:
    (folder / "rules.policy").write_text(RULES.format(wait=wait), encoding="utf-8")
    (folder / "minutes.json").write_text(json.dumps(record), encoding="utf-8")
    found = call("decide", str(folder / "rules.policy"), str(folder / "minutes.json"))
    return found.code, found.out + found.err


def motion(first: dict[str, Any] | None, last: dict[str, Any]) -> dict[str, Any]:
    earlier = {} if first is None else {"earlier": [first]}
    return {"motion": "new statutes", "decision": {"statutes": True}, **earlier, **last}


def test_each_meeting_counts_by_itself(tmp_path: Path) -> None:
    wait = "14 days"
    last = meeting(ALL, date="2020-02-01")
    said = decided(tmp_path, wait, motion(meeting(ALL, "Ann", date="2020-01-10"), last))[1]
    assert "new statutes" in said
    assert "ADOPTED" in said
    assert "First meeting, on 2020-01-10:" in said
    without = decided(tmp_path, wait, motion(meeting(ALL, date="2020-01-10"), last))[1]
    assert "NOT ADOPTED" in without
    lost = meeting({"Ann": "for", "Ben": "against", "Cleo": "against"}, "Ann", date="2020-01-10")
    assert "NOT ADOPTED" in decided(tmp_path, wait, motion(lost, last))[1]


@pytest.mark.parametrize(
    ("wait", "first", "enough"),
    [
        ("14 days", "2020-01-18", True),
        ("14 days", "2020-01-19", False),
        ("2 weeks", "2020-01-18", True),
        ("2 weeks", "2020-01-19", False),
        ("1 month", "2020-01-01", True),
        ("1 month", "2020-01-02", False),
        ("3 months", "2019-11-01", True),
        ("3 months", "2019-11-02", False),
    ],
)
def test_the_time_between_meetings(tmp_path: Path, wait: str, first: str, enough: bool) -> None:
    record = motion(meeting(ALL, "Ann", date=first), meeting(ALL, date="2020-02-01"))
    said = decided(tmp_path, wait, record)[1]
    assert ("NOT ADOPTED" not in said) is enough
    assert ("more time between its meetings" in said) is not enough


def test_what_a_record_has_to_say(tmp_path: Path) -> None:
    wait = "14 days"
    code, said = decided(tmp_path, wait, motion(None, meeting(ALL, "Ann", date="2020-02-01")))
    assert code == 2
    assert "say under `earlier` what was done" in said
    code, said = decided(
        tmp_path, wait, motion(meeting(ALL, "Ann"), meeting(ALL, date="2020-02-01"))
    )
    assert code == 2
    assert "say the `date` of each" in said
    three = motion(meeting(ALL, "Ann"), meeting(ALL))
    three["earlier"] *= 2
    assert "no decision takes more than 1 before the last" in decided(tmp_path, wait, three)[1]
    silent = motion(meeting({"Ann": "for"}, "Ann", date="2020-01-01"), meeting(ALL))
    assert "Ben" in decided(tmp_path, wait, silent)[1]
    other = {"decision": {"statutes": False}, **meeting(ALL)}
    assert "ADOPTED" in decided(tmp_path, wait, other)[1]


def test_votes_that_are_still_to_come_are_those_of_the_last_meeting(tmp_path: Path) -> None:
    first = meeting(ALL, "Ann", date="2020-01-01")
    last = meeting({"Ann": "for", "Ben": "to come", "Cleo": "to come"}, date="2020-02-01")
    assert "OPEN" in decided(tmp_path, "14 days", motion(first, last))[1]
    lost = meeting({"Ann": "for", "Ben": "against", "Cleo": "against"}, "Ann", date="2020-01-01")
    assert "NOT ADOPTED, whatever" in decided(tmp_path, "14 days", motion(lost, last))[1]
    late = motion(meeting(ALL, "Ann", date="2020-01-31"), last)
    assert (
        "how votes stand is said of meetings that can decide"
        in decided(tmp_path, "14 days", late)[1]
    )
    still = meeting({"Ann": "for", "Ben": "to come", "Cleo": "for"}, "Ann", date="2020-01-01")
    assert "nothing is still to come" in decided(tmp_path, "14 days", motion(still, last))[1]


ADJOURNED = """governance "Club"
party Ann
party Ben
party Cleo
body Club
  members Ann, Ben, Cleo
  quorum at least 2 of members
power revise
  requires at least 3 votes in favour in Club
      or at an adjourned meeting majority of votes cast in Club with quorum none
"""


def at_adjourned(folder: Path, *votes: object) -> str:
    """What is said of what was done at the first meeting and at the adjourned one, or at one alone."""
    *before, last = ({"votes": {"Club": it}, "others": "absent"} for it in votes)
    (folder / "rules.policy").write_text(ADJOURNED, encoding="utf-8")
    record = {"motion": "m", **last, **({"earlier": before} if before else {})}
    (folder / "minutes.json").write_text(json.dumps(record), encoding="utf-8")
    found = call("decide", str(folder / "rules.policy"), str(folder / "minutes.json"))
    return found.out + found.err


def test_an_adjourned_meeting_counts_where_the_first_was_not_quorate(tmp_path: Path) -> None:
    alone, two, nobody = {"Ann": "for"}, {"Ann": "for", "Ben": "for"}, "did not meet"
    said = at_adjourned(tmp_path, alone, alone)
    assert (
        "at the adjourned meeting, since Club is not quorate at its first meeting, majority" in said
    )
    assert "So it is adopted, by power revise." in said
    # The second vote for makes the first meeting quorate, and loses.
    assert "So it is not adopted." in at_adjourned(tmp_path, two, alone)
    assert "So it is adopted" in at_adjourned(tmp_path, ALL, nobody)
    # Of one meeting alone it is not known which it was.
    for only in (alone, ALL):
        assert "say under `earlier` what was done at the first" in at_adjourned(tmp_path, only)
    coming = {"Ann": "to come", "Ben": "against"}
    assert "NOT ADOPTED, whatever still comes" in at_adjourned(tmp_path, nobody, coming)
