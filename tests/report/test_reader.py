"""A reader who has only the review of Nottinghamshire can say what it comes to."""

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
    finding = next(line for line in lines if "The rules are changed first" in line)
    start = lines.index(finding)
    rest = lines[start : start + 120]
    assert any("board_decision" in line for line in rest)
    wording = next(index for index, line in enumerate(rest) if line.startswith("To close it: "))
    assert any(line.startswith("Checked again") for line in rest[wording:])
    row = next(line for line in lines if line.startswith("rule unanimity") and "|" in line)
    assert "majority of votes cast in Board" in row
    assert row.endswith("nobody")
