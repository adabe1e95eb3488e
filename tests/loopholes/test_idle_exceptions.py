"""An exception is an opening where it is at work: made to what would limit the power, or exclude somebody who votes."""

import pytest

from policy_dsl import load_text
from tests.loopholes.brute_openings import minimal_sets
from tests.loopholes.heading_by_hand import heading_faults
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


def test_a_chair_without_a_vote_loses_nothing_by_a_recusal() -> None:
    text = RULES.format(recusal="when a excludes Chair", more="", when="")
    specification = load_text(text.replace(" with casting vote", ""), "club.policy")
    found = find_loopholes(Search(specification, Limits(60)), specification.properties[0])
    assert found.loopholes
    assert not any(it.name == "e" for way in found.loopholes for it in way.openings)


TWO_FORMS = """governance "Urgent"
party A
party B
party K
body Board members A, B quorum none
decision substance tax : yes or no
decision substance mild : yes or no
decision form stage : one of bill, order
power bill when stage is bill requires unanimity of members in Board
power order when stage is order requires majority of votes cast in Board
rule royal limits {limits} when tax requires consent of K by separate act
exception urgent to royal when mild
property {claim}
"""


@pytest.mark.parametrize(
    ("limits", "claim", "wanted"),
    [
        # By another power than the rule limits: that it is excepted is no part of the way.
        (
            "bill",
            "A can block every decision when stage is bill",
            ["form+absence", "form+abstention"],
        ),
        (
            "bill",
            "every decision when tax and stage is order requires consent of K by separate act",
            ["route", "form+exemption"],
        ),
        ("every power", "K can block every decision when tax", ["exemption"]),
        # The exception allows it in the other form only, which is named.
        (
            "bill",
            "K can block every decision when tax and stage is order",
            ["route", "form+exemption"],
        ),
        ("every power", "K can block every decision when tax and stage is order", ["exemption"]),
    ],
)
def test_of_an_exception_to_what_limits_one_power(
    limits: str, claim: str, wanted: list[str]
) -> None:
    specification = load_text(TWO_FORMS.format(limits=limits, claim=f"p {claim}"), "club.policy")
    prop = specification.properties[0]
    found = find_loopholes(Search(specification, Limits(60)), prop)
    ways = ["+".join(sorted({it.kind for it in way.openings}, reverse=True)) for way in found.sets]
    assert sorted(ways) == sorted(wanted)
    assert {frozenset((it.kind, it.name) for it in way.openings) for way in found.sets} == (
        minimal_sets(specification, prop)
    )
    assert [heading_faults(specification, prop, way) for way in found.sets] == [[]] * len(ways)


def test_an_exception_is_at_work_once_what_it_is_made_to_is_reworded_too() -> None:
    """The rule speaks of nothing that the claim does; reworded it does, and its exception then frees the form."""
    specification = load_text(
        """governance "Club"
party A
party B
party C
party D
body Board members A, B, C, D quorum none
decision substance kind : one of spending, naming
decision form route : one of meeting, letter
power letter when route is letter requires consent of every one of Board in Board fixed "so"
power meeting when route is meeting requires majority of votes cast in Board
  may amend names, memos
rule names limits every power when kind is naming requires consent of B in Board
exception memos to names when route is letter and kind is naming
property x A can block every decision when route is letter and kind is spending
""",
        "club.policy",
    )
    found = find_loopholes(
        Search(specification, Limits(60), changes=True), specification.properties[0]
    )
    assert found.undetermined is None
    ways = [way for way in found.loopholes if {"names", "memos"} <= {o.name for o in way.openings}]
    assert ways
    assert all(way.steps for way in ways)
