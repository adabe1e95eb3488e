"""A number in days is a time: a longer one is waited for, a shorter one is another form, and nobody splits it."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from tests.loopholes.brute_openings import sets_of_switches
from verifier import Limits
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search

RULES = """governance "Notice"
party A
party B
body Board members A, B quorum none
decision substance large : yes or no
  form asked : number in {unit}
power ordinary requires consent of B in Board
rule agreed limits ordinary when large and asked {is_so} requires consent of A in Board
property veto A can block every decision when large and asked {is_so}
"""


@pytest.mark.parametrize(
    ("unit", "is_so", "kind", "text"),
    [
        ("days", "is below 14", "waiting", "after waiting: asked is longer"),
        ("weeks", "is below 14", "waiting", "after waiting: asked is longer"),
        ("days", "is at least 14", "form", "the same substance in another form: asked is shorter, or not said"),
        ("GBP", "is below 14", "form", "the same substance in another form: asked is larger"),
        ("GBP", "is at least 14", "splitting", "in parts: asked is smaller, or there is none"),
    ],
)  # fmt: skip
def test_a_time_is_waited_for_and_an_amount_is_split(
    unit: str, is_so: str, kind: str, text: str
) -> None:
    specification = load_text(RULES.format(unit=unit, is_so=is_so), "notice.policy")
    (asked,) = specification.properties
    found = find_loopholes(Search(specification, Limits()), asked)
    assert found is not None
    (only,) = found.sets
    assert [(it.kind, it.text) for it in only.openings] == [(kind, text)]
    assert sets_of_switches(specification, asked, 400) == {frozenset({(kind, "asked")})}
