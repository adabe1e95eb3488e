"""How the holder acts: as its claim says, all of it, in every body; or otherwise, and then that is what is said."""

from __future__ import annotations

from collections import Counter

import pytest

from policy_dsl.loading import load_text
from policy_dsl.model import Manner
from tests.loopholes.brute_openings import minimal_sets
from tests.loopholes.conduct_questions import acting_question
from tests.loopholes.heading_by_hand import heading_faults
from tests.loopholes.test_against_brute_force import openings, searched
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.rendering.loopholes_text import told
from verifier.rendering.wrapping import Detail, in_text
from verifier.solving.limits import Limits

COUNTED: Counter[str] = Counter()
# Between them they have every manner of claim, and every opening of how a holder acts.
TELLING = (111, 129, 144, 148, 156, 634)


def compare(seed: int) -> None:
    """Exactly the ways of the definition, and each story shows its heading, member by member."""
    spec, prop = acting_question(seed)
    wanted = minimal_sets(spec, prop)
    found = searched(spec, prop)
    assert wanted is not None
    assert {openings(each) for each in found.sets} == wanted, seed
    assert len(found.sets) == len(wanted), seed
    for each in found.sets:
        assert heading_faults(spec, prop, each) == [], (seed, openings(each))
    COUNTED[prop.claim.manner.value] += 1  # type: ignore[union-attr]
    COUNTED.update(kind for them in wanted for kind, _ in them)


def test_ways_round_are_those_of_each_manner() -> None:
    COUNTED.clear()
    for seed in (*range(40), *TELLING):
        compare(seed)
    assert all(COUNTED[manner.value] for manner in Manner), COUNTED
    kinds = ("absence", "abstention", "opposition", "mixture")
    assert all(COUNTED[kind] for kind in kinds), COUNTED


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(10_000, 30_000, 500))
def test_a_long_campaign(first: int) -> None:
    for seed in range(first, first + 500):
        compare(seed)


def texts(rules: str) -> list[list[str]]:
    spec = load_text(rules, "conduct.policy")
    found = searched(spec, spec.properties[0])
    return [[opening.text for opening in each.openings] for each in found.sets]


NINE = """\
governance "Nine"
parties 9 Member
body Board
  members Member
  quorum at least 6 of members
power ordinary
  requires at least 2/3 of votes cast in Board
property few any 4 of Board together can block every decision
"""


def test_where_some_stay_away_it_is_not_said_that_all_do() -> None:
    """With all four away there is no quorum."""
    who = "any 4 of Board together"
    assert texts(NINE) == [
        [f"{who} abstain instead of voting against"],
        [f"of {who}, 3 stay away and 1 votes against"],
    ]


THREE = """\
governance "Three"
party A
party B
party C
body Board
  members A, B, C
  quorum at least 3 of members
power ordinary
  requires majority of votes cast in Board
property stay
  A can block every decision by staying away
"""


def test_a_claim_about_staying_away_begins_there() -> None:
    assert texts(THREE) == [
        ["A abstains instead of staying away"],
        ["A votes against instead of staying away"],
    ]


TWO_BODIES = """\
governance "Two bodies"
party A
party B
party C
body Board
  members A, B, C
  quorum at least 2 of members
body Council
  members A, B
  quorum at least 2 of members
power ordinary
  requires unanimity of those present in Board and attendance of A in Council and consensus in Council
property veto
  A can block every decision
"""


def test_what_is_done_in_one_body_only_is_said_of_that_body() -> None:
    assert texts(TWO_BODIES) == [["A stays away from Board; A abstains in Council"]]


def test_who_does_not_vote_against_does_not_object_either() -> None:
    alone = THREE.replace("at least 3 of members", "none")
    rules = alone.replace("in Board\n", "in Board and no objection from A by separate act\n")
    assert sorted(texts(rules.replace(" by staying away", ""))) == [
        ["A abstains instead of voting against"],
        ["A stays away instead of voting against"],
    ]


def test_one_holder_and_several_are_told_alike() -> None:
    """Ways round that differ only in who acts are one line, whether a claim is about one party or several."""
    specification = load_text(
        """governance "Choir"
party Ada
party Ben
party Cy
party Dee
body Choir members Ada, Ben, Cy, Dee quorum none
decision substance tour : yes or no
power sing requires at least 2/3 of votes cast in Choir with quorum attendance of Ada
property one Ada can block every decision by staying away
property two Ada and Ben together can block every decision by staying away
"""
    )
    search = Search(specification, Limits())
    found = [find_loopholes(search, prop) for prop in specification.properties]
    them = [each for each in found if each is not None]
    texts = {each.text for way in them[1].loopholes for each in way.openings}
    assert "Ada and Ben together abstain instead of staying away" in texts
    said = str(in_text(told(them, Detail.SCREEN, "Choir")))
    assert said.count("the holder abstains ") == 1
    assert "the holder abstain " not in said
