"""What `report` says holds as printed: all of it that is a claim, of a small file; of ten texts in tests/report."""

from __future__ import annotations

from datetime import date

from policy_dsl.loading import examine_text
from tests.statements.putting_back import put_back
from verifier.results.statement import Said
from verifier.review.building import Asked, review
from verifier.review.statements import statements
from verifier.words.statements import title

ON = date(2026, 1, 5)
# Sentences that are no claims of the language, and what holds them.
NO_CLAIMS = {
    "who says so: reported, expected, assumed, not modelled": "tests/findings",
    "which issue comes first": "tests/report/test_what_is_said.py",
    "stories, which the interpreter decides again": "tests/loopholes/test_text.py",
    "what a remedy closes, breaks and costs": "tests/statements/test_repair.py",
    "which answers change with something otherwise": "tests/report/test_altering.py",
    "what an answer rests on": "tests/quality",
    "which findings lead through a clause, and that none does": "tests/report/test_looked_for.py",
    "clauses in plain English": "tests/report/test_casting_votes_in_words.py",
    "what is otherwise than in an earlier version": "tests/report/test_since.py",
    "who may do what by which power, and needs what": "tests/matrix",
    "how clauses and readings are called": "tests/report/test_golden.py",
}
SMALL = """
governance "Small"
party A "Anna"
party B
party C
body Board
  members A, B, C
  quorum none
decision
  form urgent : yes or no
power ordinary requires majority of votes cast in Board
  may amend any clause
rule asked "Anna is asked" limits ordinary requires consent of A in Board
exception hurry to asked when urgent
property veto "Anna can block what is not urgent"
  A can block every decision when not urgent
property lone "Nobody blocks what is urgent"
  no one of Board alone can block every decision when urgent
property lasting "It lasts"
  A can block every decision when not urgent
  even after amendments
  expected to be false because "urgently the rule is repealed"
timeline
  on 2020-01-01 B is suspended from Board
"""


def test_what_is_said_of_a_small_file_holds() -> None:
    loaded = examine_text(SMALL)
    made = review(loaded, Asked(ON, "0.1.0", quick=True))
    said = statements(loaded.or_errors(), made)
    refuted, seen, _ = put_back(loaded.or_errors(), "report", said, SMALL)
    assert refuted == []
    confirmed = {kind for kind, what in seen if what == "confirmed"}
    for kind in (Said.AS_REVIEWED, Said.GOT_ROUND_SO, Said.CAN_PASS, Said.CHANGED_LATER):
        assert title(kind) in confirmed
