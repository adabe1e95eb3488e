"""`by staying away at the first meeting`: against brute force, where whoever acts so may do anything at the others."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from policy_dsl import examine_text, load_text
from policy_dsl.model import CanBlock, CannotBlock, Property, Specification
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import TINY
from tests.semantics.judging import judged
from tests.semantics.printing import to_text, writable
from verifier import check

SHAPE = replace(TINY, meetings=1.0)


def _at_one(prop: Property) -> bool:
    claim = prop.claim
    return isinstance(claim, CanBlock | CannotBlock) and claim.at is not None


def models(seeds: int) -> list[Specification]:
    """Models with three properties each about what somebody does at one meeting."""
    return [
        specification_about(random.Random(f"at one meeting {seed}"), 3, SHAPE, _at_one)
        for seed in range(seeds)
    ]


def test_what_is_done_at_one_meeting_against_brute_force() -> None:
    found = judged(models(18))
    assert min(found["holds"], found["fails"]) > 2


CLUB = """governance "Club"
party A
party B
party C
body Board members A, B, C quorum at least 2 of members
decision substance small : yes or no
power twice requires majority of votes cast in Board then at least 2/3 of members in Board
power once when small requires majority of votes cast in Board
power tried requires majority of members in Board
  or at an adjourned meeting majority of votes cast in Board with quorum none
"""
CLAIMS = {
    # Two are quorate without the others at the first, and two of three carry the last.
    "any 2 of Board together can block every decision by staying away at the first meeting under twice": "holds",
    "A can block every decision by staying away at the first meeting under twice": "fails",
    "any 2 of Board together can block every decision by staying away at the last meeting under twice": "holds",
    "any 2 of Board together can block every decision by abstaining at the first meeting under twice": "fails",
    "any 2 of Board together can block every decision by abstaining at the last meeting under twice": "holds",
    "A cannot block any decision by voting against at the first meeting under twice": "holds",
    "any 2 of Board together cannot block any decision by any means at the first meeting under twice": "fails",
    "no one of Board alone can block every decision by any means at the last meeting under twice": "holds",
    "some 2 of Board together can block every decision by voting against at the first meeting under twice": "holds",
    # Who stays away from the first meeting and is in favour at the adjourned one stops nothing.
    "any 2 of Board together can block every decision by staying away at the first meeting under tried": "fails",
    "any 2 of Board together can block every decision by voting against at the first meeting under tried": "holds",
    "any 2 of Board together can block every decision by abstaining under twice": "holds",
}


def test_what_is_done_at_one_meeting_by_hand() -> None:
    text = CLUB + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(CLAIMS))
    specification = load_text(text, "club.policy")
    assert {each.claim: each.verdict.value for each in check(specification).properties} == CLAIMS


def test_at_every_meeting_is_what_is_meant_where_nothing_is_said() -> None:
    said, unsaid = (
        load_text(f"{CLUB}property p A can block every decision by abstaining{at}\n").properties
        for at in (" at every meeting", "")
    )
    assert said[0].claim == unsaid[0].claim


AT_LAST = "stays away, and consents to nothing, at the last meeting; what it does at the others is left open"


@pytest.mark.parametrize(
    ("who", "how", "said"),
    [
        ("A", "by voting against at the first meeting", "to nothing, at the first meeting"),
        ("A", "by staying away at the last meeting", AT_LAST),
        ("any 2 of Board together", "by abstaining at the first meeting", "what they do at"),
    ],
)
def test_what_is_left_open_is_said(who: str, how: str, said: str) -> None:
    claim = f"{who} can block every decision {how} under twice"
    (result,) = check(load_text(f"{CLUB}property p {claim}\n", "club.policy")).properties
    assert result.claim == claim
    assert any(said in each.text for each in result.assumptions)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("by abstaining at the first meeting", "VP104"),
        ("by abstaining at the first meeting under once", "VP104"),
        ("by abstaining at every meeting under once", "VP104"),
        ("by abstaining at the last meeting under tried", "VP104"),
        ("by abstaining at the first meeting while the others abstain under twice", "VP104"),
        ("by abstaining at the first meeting under twice even after amendments", "VP075"),
    ],
)
def test_what_cannot_be_meant_is_refused(how: str, code: str) -> None:
    text = f"{CLUB}property p A can block every decision {how}\n"
    assert [each.code for each in examine_text(text, "club.policy").diagnostics] == [code]


def test_claims_are_read_as_they_are_printed() -> None:
    for specification in filter(writable, models(8)):
        read = load_text(to_text(specification)).properties
        assert [p.claim.at for p in read] == [p.claim.at for p in specification.properties]
        assert [p.claim.manner for p in read] == [p.claim.manner for p in specification.properties]
