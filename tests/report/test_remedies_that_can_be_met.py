"""A remedy asks for what can be given: of who is kept from voting an act of its own, and only of what is protected."""

from datetime import date

from policy_dsl.loading import examine_text
from tests.report.reading_back import read
from tests.statements.putting_back import put_back
from verifier import Limits
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.review.building import Asked, review
from verifier.review.statements import statements

TEXT = """
governance "G"
party Ada
party Ben
party Cem
body Team
  members Ada, Ben, Cem
  quorum none
decision
  form small : yes or no
power vote "A vote"
  requires at least 2/3 of members in Team
  may remove members of Team
recusal own_removal "Who is to be removed" in Team
  excludes whom it removes from voting and counting
property two "Two carry anything else"
  a vote of 2 to 1 in Team carries every decision when changes nothing
property own_vote "Who is to be removed can stop that"
  Ada can block every decision when removes Ada from Team by any means
  expected to be false because "nobody votes on that"
"""


def test_of_who_is_recused_an_act_of_its_own_is_asked_for_and_of_its_removal_only():
    made = review(examine_text(TEXT), Asked(date(2026, 1, 5), "0", Limits()))
    found = next(each for each in made.findings if each.also == ("own_vote",))
    assert found.suggestion is not None
    (changed,) = found.suggestion.changed
    said = "".join(each.text for each in changed.words if each.kind != "out")
    assert said.endswith(
        "and (Ada consents, by an act of its own, or it is not one that removes Ada from the Team)."
    )
    assert found.suggestion.warned == "With it more decisions can be blocked by Ada."
    assert found.suggestion.others >= 1
    said = statements(examine_text(TEXT).or_errors(), made)
    assert put_back(examine_text(TEXT).or_errors(), "report", said, TEXT, ".")[0] == []
    shown = read(render_html(document(made))).text
    assert "Assumed: nothing is marked so; what every answer takes for granted is told" in shown
