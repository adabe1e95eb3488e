"""A reader who has only the review of Nottinghamshire can say what it comes to."""

import re

import pytest

from tests.report.reading_back import read


@pytest.fixture
def lines(pages):
    return read(pages["nottinghamshire"]).text.split("\n")


def _line(lines, start):
    return next(line for line in lines if line.startswith(start))


def test_can_the_city_block_an_outsourcing_policy(lines):
    assert any(
        "Nottingham City Council can block every decision whose kind is policy" in line
        for line in lines
    )
    assert "| Holds |" in _line(lines, "1 | The city council can block any outsourcing policy")


def test_can_it_block_a_contract(lines):
    row = _line(lines, "3 | The city council can block all outsourcing")
    assert (
        row
        == "3 | The city council can block all outsourcing | Fails | Individual contracts are exempt."
    )
    issue = _line(lines, "1 | The exception “Individual contracts” applies (kind: contract")
    assert "| 3; at worst 5 |" in issue


def test_since_when_and_that_this_is_a_forecast(lines):
    first = next(line for line in lines if line.startswith("As the rules stand"))
    assert "It has been so since 2019-04-16, and was not before" in first
    assert "on 2019-04-16: that is only foretold" in first
    assert _line(lines, "from 2019-04-16 on |").split(" | ")[2] == "can block"
    assert _line(lines, "from 2019-04-11 to 2019-04-15 |").split(" | ")[2] == "cannot block"


def test_an_answer_that_rests_on_a_forecast_says_so(lines):
    row = _line(lines, "22 | It sits on the board with a vote again | Holds |")
    assert row.endswith(
        "Rests on what is not known to have come about: that Nottingham City Council is restored to the ICS board"
        " on 2019-04-16."
    )


def test_what_if_it_stays_away(lines):
    away = _line(lines, "By staying away instead of voting against, Nottingham City Council")
    assert away.endswith("read as “every member votes for”.")


def test_who_could_take_it_away_and_how_to_stop_that(lines):
    away = _line(lines, "The protection can be taken away at 2 meetings:")
    assert "repeals “Privatisation or outsourcing needs a unanimous vote”" in away
    assert "no meeting takes more than 3 votes by “Decisions of the board”" in away
    issue = _line(lines, "2 | An earlier decision repeals")
    assert "A new rule" in issue
    assert "Nottingham City Council votes for it" in issue
    row = _line(lines, "power board_decision “Decisions of the board”; rule unanimity")
    assert "majority of votes cast in Board" in row
    assert row.endswith("each voting member of Board, in some cases")


def test_what_a_remedy_gives_besides(lines):
    row = _line(lines, "3 | The Independent chair could rule wrongly")
    assert row.endswith(
        "(With it claims 5 and 14 no longer hold and more decisions can be blocked by Nottingham City Council.)"
    )


def test_what_is_hearsay_foretold_assumed_and_not_modelled(lines):
    reported = _line(lines, "Reported only")
    assert "“Individual contracts” (hearsay:" in reported
    assert "is restored to the ICS board on 2019-04-16" in _line(lines, "Foretold")
    assumed = _line(lines, "Assumed: ")
    assert "the report names no judge" in assumed
    assert "the report gives no day in November" in assumed
    assert "sub-group for the city" in _line(lines, "Not modelled: ")
    assert "Independent chair rules on" in _line(lines, "Who classifies: ")


def test_its_findings_are_those_of_loopholes(lines, reviews):
    """All of them, under the same names, once for each claim that they get round."""
    found = [each.ways for each in reviews["nottinghamshire"].answers]
    names = [each.name for one in found if one is not None for each in one.loopholes]
    called = [line for line in lines if re.match(r"Finding \d+: .*/\d", line)]
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
