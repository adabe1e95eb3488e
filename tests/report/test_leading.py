"""What the first page begins with: who has a veto, on whose word, since when, and what takes it away."""

from datetime import date

import pytest

from policy_dsl.loading import examine_text
from policy_dsl.records import replace
from tests.report.reading_back import read
from tests.statements.putting_back import put_back
from verifier import Limits, Verdict
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.review.building import Asked, review
from verifier.review.statements import statements
from verifier.words.front import answer

TEXT = """
governance "G"
document rules "Rules"
parties 7 Member "member of the committee"
party Owner "The owner"
body Committee
  members Member, Owner
  quorum at least 4 of members
decision
  substance kind : one of motion, charter
power vote "A vote"
  when kind is motion
  requires majority of votes cast in Committee
power chartering "The charter is amended"
  when kind is charter
  requires at least 2/3 of members in Committee with quorum none
rule owner "The owner agrees" limits chartering
  requires consent of Owner by separate act
  cite rules "the owner has to agree" at "4"
  status reported
timeline
  on 2020-01-01 Owner leaves Committee  assumed "it is said so"
  on 2020-01-01 owner takes effect  assumed "of that day"
property five "Five of seven amend the charter"
  every decision when kind is charter requires at least 5 votes in favour in Committee
property owner_agrees "The charter is not amended without its owner"
  Owner can block every decision when kind is charter
"""


@pytest.fixture(scope="module")
def told():
    return review(examine_text(TEXT), Asked(date(2026, 1, 5), "0", Limits(), quick=True))


def test_a_veto_comes_first_with_whose_word_it_rests_on_and_what_happened_to_it(told):
    first = told.lead[0].text
    assert first.startswith(
        "As the rules stand, the owner can block every decision whose kind is charter"
    )
    assert "since 2020-01-01, and was not before" in first
    assert "“The owner agrees” takes effect on 2020-01-01 is assumed (of that day)" in first
    assert "leaves" not in first
    assert "It rests on what is only reported: “The owner agrees”." in first
    assert first.endswith(
        "No way round that protection was found, of the kinds that are looked for."
    )
    assert told.lead[1].text == "By doing nothing, the owner can block them all the same."


def test_who_consents_is_counted_as_that_and_departures_are_one_cause(told):
    now = [each for each in told.findings if not each.past]
    (departures,) = now
    assert {o.kind for each in (departures, *departures.variants) for o in each.openings} == {
        "suspension",
        "removal",
    }
    said = next(each.text for each in told.lead if "can be got round" in each.text)
    assert "With the right parties 5 votes and consents suffice" in said
    shown = read(render_html(document(told))).text
    assert "Who is asked to consent counts as one" in shown


def test_a_quorum_that_a_clause_does_without_and_departures_that_no_power_brings_about(told):
    (room,) = told.rooms
    assert room.quorum.endswith("attend, but where a clause asks for no quorum")
    departures = next(each for each in told.findings if not each.past)
    assert "suspended from the Committee, not by any power of these rules" in departures.cause


CLUB = """
governance "Club"
party Owner
party A
party B
party C
body Board members A, B, C quorum none
decision
  substance kind : one of charter, other
  form small : yes or no
power board requires majority of votes cast in Board
rule own limits board when kind is charter requires consent of Owner by separate act
property owner Owner can block every decision when kind is charter and not small
"""
EXCEPTION = "exception trifles to own when small\n"
ACCEPTED = 'accepts exemption trifles in owner because "so agreed"\n'
OTHERS = """property others every decision when kind is other requires at least 2 votes in favour in Board
  expected to be false because "one vote may do"
"""


@pytest.mark.parametrize("more", ["", OTHERS])
@pytest.mark.parametrize("ways", ["", EXCEPTION, EXCEPTION + ACCEPTED])
def test_that_no_way_round_was_found_is_said_where_none_was_be_it_accepted(ways, more):
    told = review(examine_text(CLUB + ways + more), Asked(date(2026, 1, 5), "0", Limits()))
    lead = " ".join(each.text for each in told.lead)
    assert ("No way round" in lead) is not bool(ways)


def test_that_an_answer_depends_on_the_reading_is_said_where_all_readings_were_asked(told):
    result = replace(
        told.answers[0].result,
        verdict=Verdict.FAILS,
        readings=({"board": "one"},),
        every_reading=False,
    )
    for complete, said in ((True, "Depends on the reading"), (False, "Fails")):
        assert answer(replace(result, readings_complete=complete), reading_fixed=False) == said


def test_what_an_answer_rests_on_begins_with_a_clause_that_its_decisions_are_under(told):
    answer = told.answers[1]
    assert "vote" in {each.name for each in answer.result.rests_on}
    assert not answer.reason.startswith("Rests on “A vote”")


def test_all_of_it_holds_by_check(told):
    specification = examine_text(TEXT).or_errors()
    said = statements(specification, told)
    assert put_back(specification, "report", said, TEXT, ".")[0] == []
