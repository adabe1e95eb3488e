"""A body of which no quorum is asked for has one once an amendment asks for it: that, too, is something to protect."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from verifier import Limits, Verdict, check
from verifier.changing.entrenchment import entrenchment

RULES = """governance "Upper quorum"
party Ann
party Bob
body Upper
  members Ann, Bob
  quorum {quorum}
decision
  form law : yes or no
power alt
  requires majority of votes cast in Upper
  may amend any clause
property p some decision when amends quorum of Upper can pass
"""


@pytest.mark.parametrize("quorum", ["none", "at least 1/2 of members"])
def test_every_quorum_is_a_row(quorum: str) -> None:
    specification = load_text(RULES.format(quorum=quorum))
    (found,) = check(specification).properties
    assert found.verdict is Verdict.HOLDS
    rows = [row for row in entrenchment(specification, Limits()).rows if row.kind == "quorum"]
    assert [row.name for row in rows] == ["Upper"]
    assert rows[0].routes
