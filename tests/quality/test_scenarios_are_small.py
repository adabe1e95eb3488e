"""A scenario says no more than it has to: as few votes out of the ordinary as will do, and what matters."""

from collections import Counter
from collections.abc import Iterable

import pytest

from policy_dsl import load_text
from policy_dsl.model import Alone, CanBlock, Manner
from tests.checked import NAMES, checked, result, specification
from verifier import Scenario, Verdict, check

FAILING_BLOCKS = [
    (name, prop.name)
    for name in NAMES
    for prop in specification(name).properties
    if isinstance(prop.claim, CanBlock)
    and prop.expected_false is not None
    and not prop.even_after_amendments
]


def scenario(name: str, prop: str) -> Scenario:
    found = result(name, prop).scenario
    assert found is not None
    return found


def votes(name: str, prop: str) -> dict[str, tuple[str, ...]]:
    return {line.vote: line.who for line in scenario(name, prop).votes}


@pytest.mark.parametrize(("name", "prop"), FAILING_BLOCKS)
def test_nobody_opposes_but_those_asked_about(name: str, prop: str) -> None:
    """That they can't block is shown best while all others are in favour."""
    found = scenario(name, prop)
    claim = next(each for each in specification(name).properties if each.name == prop).claim
    assert isinstance(claim, CanBlock)
    vote = {
        Manner.AGAINST: "against",
        Manner.ABSTAINING: "abstain",
        Manner.AWAY: "absent",
    }.get(claim.manner)
    others = {who for line in found.votes if line.vote not in ("for", vote) for who in line.who}
    kept = {
        who
        for line in found.votes
        if line.vote.startswith(("recused", "suspended"))
        for who in line.who
    }
    assert others <= kept
    if claim.who.alone is Alone.TOGETHER and vote is not None:
        held = _heads(found.coalition)
        for body in {line.body for line in found.votes}:
            acting = [line for line in found.votes if line.vote == vote and line.body == body]
            for who, number in _heads(who for line in acting for who in line.who).items():
                assert number <= held[who], who


def _heads(names: Iterable[str]) -> Counter[str]:
    """How many of each party; of a cohort some may do one thing and others another."""
    found: Counter[str] = Counter()
    for name in names:
        number, _, cohort = name.rpartition(" ")
        found[cohort] += int(number.replace(",", "")) if number else 1
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_effects_without_need(name: str) -> None:
    for prop in checked(name).properties:
        if prop.scenario is not None and not prop.scenario.earlier:
            asked = any(effect in prop.claim for effect in ("amends", "admits", "removes"))
            assert len(prop.scenario.effects) <= int(asked), prop.name


def test_attributes_that_make_no_difference_are_left_out() -> None:
    assert scenario("nottinghamshire", "outsourcing_veto").attributes == {
        "kind": "contract",
        "may_outsource": "yes",
    }
    assert scenario("nottinghamshire", "veto_when_absent").attributes == {
        "kind": "policy",
        "may_outsource": "yes",
    }
    assert scenario("blmk_luton", "luton_decides").attributes == {
        "affects": "Luton",
        "represented": "nobody",
    }
    assert scenario("blmk_luton", "voice_without_veto").attributes == {}
    assert scenario("gallery/un_security_council", "abstention_blocks_in_practice").attributes == {
        "matter": "enforcement"
    }


def test_one_vote_out_of_the_ordinary() -> None:
    absent = votes("nottinghamshire", "veto_when_absent")
    assert set(absent) == {"for", "absent"}
    assert absent["absent"] == ("City",)
    abstaining = votes("gallery/un_security_council", "abstention_blocks_in_practice")
    assert len(abstaining["abstain"]) == 1
    assert set(abstaining) == {"for", "abstain"}


def test_a_ruling_that_is_wrong_is_the_only_one() -> None:
    assert scenario("nottinghamshire", "misclassification").rulings == {"may_outsource": "no"}


def test_examples_are_unanimous_where_they_can_be() -> None:
    assert set(votes("nottinghamshire", "contract_by_contract")) == {"for"}


@pytest.mark.parametrize("name", NAMES)
def test_a_story_for_every_failing_claim_about_decisions(name: str) -> None:
    for prop in checked(name).properties:
        if prop.verdict is not Verdict.FAILS:
            continue
        told = prop.scenario is not None or bool(prop.in_the_way)
        assert told, prop.name
        if prop.scenario is not None:
            assert prop.scenario.text[-1].startswith(("So ", "No power"))


def test_who_is_not_with_the_rest_votes_the_other_way() -> None:
    """Where one vote less would do as an abstention or an absence, too, the story is told with a vote against."""
    seats = "".join(f"party {name}\n" for name in "ABCDE")
    text = (
        f'governance "G"\n{seats}body Board\n  members A, B, C, D, E\n  quorum none\n'
        "power p\n  requires at least 3 votes in favour in Board\n"
        "power q\n  requires unanimity of members in Board\n"
        "property x every decision requires unanimity of members in Board\n"
    )
    found = check(load_text(text)).properties[0].scenario
    assert found is not None
    assert {line.vote: line.number for line in found.votes} == {"for": 4, "against": 1}
