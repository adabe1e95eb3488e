"""`the vote of A never matters to any decision`: against brute force, by hand, and what is told of it."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

from policy_dsl import examine_text
from policy_dsl.model import NeverMatters, Property
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import JUDGED, TINY, Shape
from tests.semantics.judging import judged
from verifier import Options, PropertyResult, Verdict, check
from verifier.answers.check import of_property
from verifier.answers.declared import written

GRANTED = replace(TINY, powers=2, effects=True)


def _about_a_vote(prop: Property) -> bool:
    return isinstance(prop.claim, NeverMatters)


@pytest.mark.parametrize(
    ("shape", "seeds", "fewest"),
    [(TINY, 16, 2), (GRANTED, 7, 2), (JUDGED, 15, 1)],
    ids=["tiny", "granted", "judged"],
)
def test_votes_that_never_matter_against_brute_force(shape: Shape, seeds: int, fewest: int) -> None:
    found = judged(
        specification_about(random.Random(f"matters {seed}"), 3, shape, _about_a_vote)
        for seed in range(seeds)
    )
    assert found["fails"] >= fewest
    assert found["holds"] + found["vacuous"] > 1


COUNCIL = """governance "Council"
party A
party B
party Chair
party Guest
parties 4 Member
group Pair is A, B
group Few is A, Member
body Council members A, B, Member observers Guest chair Chair with casting vote quorum none
body Panel members A, B quorum at least 2 of members
decision
  substance money : yes or no
  substance gains : parties
power ordinary when not money requires majority of votes cast in Council
power pair when money requires at least 2 votes in favour among Pair in Council
power mayor may admit members to Panel requires consent of Chair by separate act
power panel may admit members to Panel, remove members of Panel requires consensus in Panel
recusal own in Council excludes gains from voting and counting
recusal there in Panel when money excludes gains from voting
"""
CLAIMS = [
    ("A", "under ordinary", "fails"),
    ("every one of Member", "under ordinary", "fails"),
    ("every one of Member", "under pair", "holds"),
    ("every one of Pair", "under pair", "fails"),
    # One attends whether it is recused or not.
    ("B", "when gains includes B and gains includes no one of Member under ordinary", "holds"),
    ("B", "when money and gains includes B under panel", "fails"),
    # A tie: the casting vote is what the chair does.
    ("Chair", "under ordinary", "fails"),
    ("Chair", "under pair", "holds"),
    # A consent by separate act is no vote.
    ("Chair", "under mayor", "holds"),
    ("A", "under panel", "fails"),
    ("every one of Member", "under panel", "holds"),
    ("Guest", "", "vacuous"),
    ("every one of Few", "under mayor", "holds"),
    ("A", "when money and not money", "vacuous"),
]


def _claim(who: str, rest: str) -> str:
    return f"the vote of {who} never matters to any decision {rest}".rstrip()


def _checked(*claims: str, options: Options | None = None) -> list[PropertyResult]:
    text = COUNCIL + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(claims))
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    return list(check(specification, options).properties)


def test_votes_that_matter_by_hand() -> None:
    expected = {_claim(who, rest): verdict for who, rest, verdict in CLAIMS}
    found = _checked(*expected, options=Options(explained=False))
    assert {each.claim: each.verdict.value for each in found} == expected


def test_it_matters_where_fewer_powers_may_do_what_is_decided() -> None:
    """Whatever the powers are that any decision can take, a removal is for the panel alone."""
    text = COUNCIL.replace(
        "requires consent of Chair by separate act", "requires money or not money"
    )
    specification = examine_text(
        text + "property p the vote of A never matters to any decision", "council.policy"
    ).specification
    assert specification is not None
    (result,) = check(specification).properties
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    assert result.scenario.effects


def test_both_ballots_are_told() -> None:
    one, each = _checked(
        "the vote of A never matters to any decision when money",
        "the vote of every one of Member never matters to any decision under ordinary",
    )
    for result in (one, each):
        scenario = result.scenario
        assert scenario is not None
        assert scenario.otherwise is not None
        assert scenario.power is not None
        assert scenario.otherwise.power is None
        assert scenario.decision == scenario.otherwise.decision
        json.dumps(written(of_property(result)))
    assert one.scenario is not None
    assert any(line.startswith("If A does otherwise") for line in one.scenario.text)
    assert each.scenario is not None
    assert any(line.startswith("If one of Member does otherwise") for line in each.scenario.text)


def test_what_another_power_does_is_told_beside_the_one_that_is_asked_about() -> None:
    text = COUNCIL + "property p Member together can pass every decision when money under pair"
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    (result,) = check(specification).properties
    assert result.scenario is not None
    assert result.scenario.power is None
    told = " ".join(result.scenario.text)
    assert "Power pair requires" in told
    assert "So the decision is not adopted by power pair" in told


def test_what_it_rests_on_that_a_vote_never_matters() -> None:
    (result,) = _checked("the vote of every one of Member never matters to any decision under pair")
    assert {"pair"} <= {support.name for support in result.rests_on}
