"""What a holder does that has a vote nowhere: it objects by separate act or not, it does not stay away."""

import pytest

from policy_dsl import load_text
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.solving.limits import Limits

RULES = """governance "Club"
party A
party B
party C
body Board members {members} {chair}quorum none
power p requires majority of votes cast in Board{more}
property x A can block every decision{manner}
"""
EXCLUDED = "\nrecusal own in Board excludes A from voting and counting"
OBJECTS = " and no objection from A by separate act"


@pytest.mark.parametrize(
    ("members", "chair", "more", "manner", "said"),
    [
        ("B, C", "", OBJECTS, "", {"A is silent instead of objecting"}),
        ("A, B, C", "", OBJECTS, "", {"A stays away instead of voting against"}),
        # It has a seat, and is recused.
        ("A, B, C", "", OBJECTS + EXCLUDED, "", {"A is silent instead of objecting"}),
        ("B, C", "chair A with casting vote ", " and casting vote of A", "", set()),
    ],
)
def test_what_it_does_otherwise(
    members: str, chair: str, more: str, manner: str, said: set[str]
) -> None:
    text = RULES.format(members=members, chair=chair, more=more, manner=manner)
    specification = load_text(text, "club.policy")
    found = find_loopholes(Search(specification, Limits(60)), specification.properties[0])
    told = {it.text for way in found.loopholes for it in way.openings}
    assert said <= told
    if "A" not in members or EXCLUDED in more:
        assert not any("stays away" in each or "votes against" in each for each in told), told
