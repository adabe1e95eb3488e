"""A finding says how clauses are read where that matters, what it supposes, and which claims are of other times."""

from datetime import date

import pytest

from policy_dsl.loading import examine_text
from verifier import Limits
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import Opening
from verifier.review.building import Asked, review
from verifier.words import issues, remedies
from verifier.words.review import claims
from verifier.words.telling import Circumstances

HOUSE = """
governance "G"
party A
party B
party C
body Board
  members A, B, C
  quorum at least 1 of members
decision
  substance big : yes or no
power any_time
  requires
    reading cast: majority of votes cast in Board
    reading whole "of all": majority of members in Board
  may amend any clause
timeline
  on 2020-01-01 A leaves Board
"""
NOW = date(2026, 1, 5)


def found(properties):
    text = f"{HOUSE}{properties}"
    specification = examine_text(text).or_errors()
    made = review(examine_text(text), Asked(NOW, "0", Limits(), quick=True))
    return made, {each.name: n for n, each in enumerate(specification.properties, 1)}


@pytest.fixture(scope="module")
def told():
    return found("""
property one_blocks
  B can block every decision
property absent_blocks
  B can block every decision by staying away
  expected to be false because "C alone is a majority of votes cast"
property blocked_before
  A can block every decision
  on 2019-01-01
  expected to be false because "one of three"
""")


def test_a_reading_is_told_where_the_same_votes_have_another_outcome_by_another(told):
    made, _ = told
    (away,) = [f for f in made.findings if f.also == ("absent_blocks",)]
    assert away.cause == "as the rules stand, by “any time”, read as “cast”"
    assert "read as" in away.telling[0]
    assert "however" not in away.telling[0]


def test_of_other_times_and_what_is_over_nothing_is_told_as_of_now(told):
    made, numbers = told
    over = [f for f in made.findings if "blocked_before" in f.also and not f.changes_rules]
    assert over
    assert all(each.past for each in over)
    (later,) = [f for f in made.findings if f.changes_rules and "blocked_before" in f.also]
    assert later.elsewhere == ("blocked_before",)
    assert claims(later, numbers) == (
        "claim 2, expected to fail; at another time or on another supposition, claim 3, expected to fail."
    )


def test_claims_of_one_title_say_how_clauses_are_read():
    claim = "B can block every decision by staying away"
    made, _ = found(f"""
property by_cast "It can stay away"
  {claim}
  under reading cast of any_time
  expected to be false because "C is enough"
property by_members "It can stay away"
  {claim}
  under reading whole of any_time
""")
    first, second = (each.reason for each in made.answers)
    assert first == "C is enough, with “any time” read as “cast”"
    assert second.endswith(", with “any time” read as “of all”")


def test_what_is_supposed_is_said():
    made, _ = found("""
property supposed
  C can block every decision by staying away
  supposing B leaves Board
""")
    (each,) = [f for f in made.findings if not f.changes_rules]
    assert each.past
    assert each.headline.startswith("Supposing that B leaves the Board, it could be taken")
    assert each.telling[0].startswith("Until 2019-12-31, supposing that B leaves the Board")


def test_the_example_of_an_answer_says_what_it_supposes():
    made, _ = found("""
property supposed
  C can block every decision by staying away
  on 2019-01-01
  supposing B leaves Board
  under reading cast of any_time
  expected to be false because "A is enough"
""")
    (answer,) = made.answers
    assert "supposing that B leaves the Board" in answer.telling[0]


def test_whatever_the_reading_is_said_where_all_have_one_outcome():
    made, _ = found("""
property nobody_blocks
  B can block every decision
  on 2019-01-01
  expected to be false because "A and C are enough"
""")
    (each,) = [f for f in made.findings if not f.changes_rules]
    assert "however “any time” is read (counted here as “cast”)" in each.telling[0]
    assert "read as" not in each.cause
    (answer,) = made.answers
    assert "however “any time” is read (counted here as “cast”)" in answer.telling[0]


def test_a_remedy_is_a_sentence_that_can_be_taken_over():
    before = examine_text(HOUSE).or_errors()
    after = examine_text(HOUSE.replace("  may amend any clause\n", "")).or_errors()
    (changed,) = remedies.changed(before, after)
    assert [each.kind for each in changed.words] == ["out", "in"]
    assert changed.words[1].text == "“any time” cannot be used to change the rules or the seats."
    (short,) = [w for w in remedies.briefly(changed) if w.kind == "out"]
    assert short.text == "“any time” can also be used …"
    rule = "rule guarded limits every power\n  when amends any_time\n  requires consent of A in Board\ntimeline"
    new = examine_text(HOUSE.replace("timeline", rule)).or_errors()
    (added,) = remedies.changed(before, new)
    assert "".join(each.text for each in added.words) == (
        "Whatever power is used, a decision that amends “any time” passes only if A votes for it in the Board."
    )


def test_of_a_clause_read_in_one_way_or_another_that_is_said_once():
    (each,) = issues._either_reading(["“X” is read as “a”", "“X” is read as “b”"])
    assert each == "“X” is read as “a” or “b”"
    assert issues._either_reading(["C stays away", "“X” is read as “a”"])[0] == "C stays away"


def test_a_seat_that_no_earlier_decision_takes_away_is_told_beside_what_these_do():
    rule = "rule guarded limits any_time\n  when big\n  requires consent of C in Board\n"
    claim = "property one_blocks\n  C can block every decision when big\n  on 2019-01-01\n"
    specification = examine_text(f"{HOUSE}{rule}{claim}").or_errors()
    search = Search(specification, Limits(), changes=True)
    answer = find_loopholes(search, specification.properties[0])
    changed = [each for each in answer.loopholes if each.scenario.earlier]
    assert changed
    for it in changed:
        said = (it.openings, it.scenario, it.power, Circumstances())
        first = issues.cause(specification, *said)
        lost = Opening("removal", "B from Board", "", "", 1)
        both = issues.cause(specification, (*it.openings, lost), *said[1:])
        assert both == f"{first} and B no longer sits in the Board"
