"""What changed since an earlier version: today's effect first, one cause in one row, the past folded away."""

from datetime import date

import pytest

from policy_dsl.loading import examine_text
from tests.report.reading_back import read
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.review.building import Asked, review

ON = date(2026, 1, 5)
RULES = """
governance "Club" version "{version}"
party A "Anna"
party B
party C
body Board
  members A, B, C
  quorum none
decision
  substance kind : one of rent, staff, feast
power ordinary "Ordinary business" requires majority of votes cast in Board
{more}
property nobody "Nobody stops a feast"
  no one of Board alone can block every decision when kind is feast
timeline
  on 2020-01-01 B is suspended from Board
  on 2021-01-01 B is restored to Board
"""
VETO = """rule careful "Rent and staff need Anna" limits ordinary
  when kind is rent or kind is staff
  requires consent of A in Board"""


def _page(old, new):
    before, after = (
        examine_text(RULES.format(version=n, more=more)) for n, more in ((1, old), (2, new))
    )
    asked = Asked(ON, "0.1.0", quick=True, since=before.or_errors())
    made = review(after, asked)
    return made, read(render_html(document(made))).text


@pytest.fixture(scope="module")
def added():
    return _page("", VETO)


def test_todays_effect_stands_first_with_its_cause(added):
    made, text = added
    assert made.since.when.startswith("Today, 2026-01-05")
    (clause,) = made.since.clauses
    assert (clause.clause, clause.new) == ("“Rent and staff need Anna”", True)
    changes = text.split("2. What changed since the earlier version")[-1].partition("\n3. ")[0]
    assert changes.index("Today, 2026-01-05") < changes.index("New, “Rent and staff need Anna”: ")
    assert "Anna" in changes


def test_one_cause_is_one_row(added):
    made, _ = added
    assert len(made.since.now) == 1
    (row,) = made.since.now
    assert row.startswith("A decision whose kind is not feast: passes less easily")
    assert row.endswith("; Anna gained a veto.")


def test_what_is_otherwise_at_other_times_is_in_an_appendix(added):
    made, text = added
    told, appendix = text.split("What else changed since the earlier version")[0], text
    for past in made.since.past:
        assert past in appendix
        assert past not in told
    if made.since.past:
        assert made.since.more in told


def test_where_nothing_changes_that_is_said():
    made, text = _page("", "")
    assert made.since.now == ()
    assert "what passes, by which votes, and who sits where is as before" in text


PAPERS = 'right papers "Receives the papers" held by members of Board'
FEASTS = """rule feasts "Feasts" limits ordinary
  when kind is feast
  requires {share} of members in Board"""


def test_another_threshold_and_a_right_that_is_gone_are_told_and_another_title_is_no_change():
    old = "\n".join((PAPERS, FEASTS.format(share="at least 2/3"), VETO))
    retitled = VETO.replace("rule careful", "rule rent").replace("Rent and staff need", "Assent of")
    made, text = _page(old, "\n".join((FEASTS.format(share="unanimity"), retitled)))
    assert [each.clause for each in made.since.clauses] == ["“Feasts”"]
    fails, right, votes = made.since.now
    assert fails == "Fails now (held before): claim 1."
    assert right == "The members of the Board no longer have the right “Receives the papers”."
    assert votes.startswith("A decision whose kind is feast: passes less easily")
    assert "clause careful is now called rent" in text.partition("What else changed")[2]
