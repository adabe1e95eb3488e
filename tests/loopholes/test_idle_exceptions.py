"""An exception is an opening where it is made to something: to a recusal, where that would exclude somebody."""

import pytest

from policy_dsl import load_text
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.solving.limits import Limits

RULES = """governance "Club"
party A
party B
party C
party D
party Chair
body Board members A, B, C chair Chair with casting vote quorum none
body House members D quorum none
decision substance a : yes or no
decision substance named : parties
power p requires majority of votes cast in Board
rule r when a limits p requires consent of A in Board
exception f to r when a
recusal own in Board {recusal} from voting
exception e to own{more} when a
property x A can block every decision when a{when}
"""


@pytest.mark.parametrize(
    ("recusal", "more", "when", "named"),
    [
        ("when a excludes D", "", "", False),
        ("when not a excludes B", "", "", False),
        ("when a excludes B", "", "", True),
        ("when a excludes Chair", "", "", True),
        ("excludes named", "", " and named includes D", False),
        ("excludes named", "", " and named includes every one of B, C", True),
        ("when a excludes D", ", r", "", True),
    ],
)
def test_of_an_exception_to_a_recusal(recusal: str, more: str, when: str, named: bool) -> None:
    specification = load_text(RULES.format(recusal=recusal, more=more, when=when), "club.policy")
    found = find_loopholes(Search(specification, Limits(60)), specification.properties[0])
    ways = [{it.name for it in way.openings} for way in found.loopholes]
    assert ways
    assert any("e" in way for way in ways) is named, ways
