"""A reader who has only the review of Nottinghamshire can say what it comes to."""

import re
from pathlib import Path

import pytest

from tests.report.reading_back import read


@pytest.fixture
def lines(pages):
    return read(pages["nottinghamshire"]).text.split("\n")


def _line(lines, start):
    return next(line for line in lines if line.startswith(start))


def test_can_the_city_block_an_outsourcing_policy(lines):
    row = _line(lines, "1 | The city council can block any outsourcing policy")
    assert "| Holds |" in row
    assert "cannot happen" in row


def test_can_it_block_a_contract(lines):
    row = _line(lines, "3 | The city council can block all outsourcing")
    assert "| Fails |" in row
    finding = _line(lines, "Finding 1. ")
    assert "contracts" in finding
    assert "Individual contracts" in finding


def test_since_when(lines):
    row = _line(lines, "from 2019-04-16 on |")
    assert "City is restored to Board" in row
    assert row.split(" | ")[2] == "can block"
    before = _line(lines, "from 2019-04-11 to 2019-04-15 |")
    assert before.split(" | ")[2] == "cannot block"


def test_what_if_it_stays_away(lines):
    start = lines.index(_line(lines, "Point 1"))
    away = [line for line in lines[start:] if "stays away instead of voting against" in line]
    assert any("policy_veto holds now, then fails" in line for line in away)
    readings = [line for line in lines if line.startswith("Finding ") and "City stays away" in line]
    assert any("read as present" in line for line in readings)
    assert any("read as cast" in line for line in readings)
    assert _line(lines, "7 | If every member must vote for").split(" | ")[2] == "Holds"


def test_who_could_take_it_away_and_how_to_stop_that(lines):
    finding = next(
        line for line in lines if line.endswith("Rule unanimity is amended, repealed or enacted")
    )
    start = lines.index(finding)
    rest = lines[start : start + 120]
    assert any("board_decision" in line for line in rest)
    wording = next(index for index, line in enumerate(rest) if line.startswith("To close it: "))
    assert any(line.startswith("Checked again") for line in rest[wording:])
    row = next(line for line in lines if line.startswith("rule unanimity") and "|" in line)
    assert "majority of votes cast in Board" in row
    assert row.endswith("each voting member of Board, in some cases")


def test_its_findings_are_those_of_loopholes(lines):
    """All of them, under the same names, once for each claim that they get round."""
    from policy_dsl import load
    from verifier import Limits
    from verifier.loopholes.finding import find_loopholes
    from verifier.loopholes.searching import Search

    specification = load(Path(__file__).parents[2] / "specs" / "nottinghamshire.policy")
    search = Search(specification, Limits(), changes=True)
    found = [find_loopholes(search, prop) for prop in specification.properties]
    names = [each.name for one in found if one is not None for each in one.loopholes]
    called = [line for line in lines if line.startswith("Called in every command: ")]
    told = [name for line in called for name in re.findall(r"[a-z_]+/[0-9]+", line)]
    assert sorted(told) == sorted(names)


def test_no_one_alone_is_never_shown_as_able_to_block():
    """A claim that nobody can block holds where nobody can; where only some can, that is said."""
    from policy_dsl.loading import examine_text
    from verifier import Limits
    from verifier.review.people import lanes
    from verifier.words.pictures import can_block

    text = """
governance "G"
party A
party B
party C
body Board
  members A, B, C
  quorum none
decision
  form kind : one of simple, strict, special
power easy when kind is simple requires majority of votes cast in Board
power hard when kind is strict requires unanimity of members in Board
power odd when kind is special
  requires majority of votes cast in Board and consent of A in Board
property none_easy
  no one of Board alone can block every decision when kind is simple
property every_hard
  every one of Board alone can block every decision when kind is strict
property none_odd
  no one of Board alone can block every decision when kind is special
  expected to be false because "A can"
"""
    specification = examine_text(text).or_errors()
    said = [can_block(lane, 0) for lane in lanes(specification, Limits())]
    assert said == ["cannot block", "can block", "some of them can"]
