"""What is known of the seeds comes out, and what is shown stays small enough to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl import load
from policy_dsl.loading import load_text
from policy_dsl.model import Is, Not, Specification
from policy_dsl.wording import condition as in_words
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import Loophole, PropertyLoopholes
from verifier.solving.limits import Limits

SPECS = Path(__file__).parents[2] / "specs"
EVERY = sorted([*SPECS.glob("*.policy"), *SPECS.glob("gallery/*.policy")])
NOTTINGHAMSHIRE = SPECS / "nottinghamshire.policy"


def loopholes(spec: Specification, name: str) -> PropertyLoopholes:
    prop = next(each for each in spec.properties if each.name == name)
    found = find_loopholes(Search(spec, Limits(120)), prop)
    assert found is not None
    assert found.undetermined is None
    assert not found.more
    return found


def by_openings(found: PropertyLoopholes) -> dict[frozenset[tuple[str, str]], Loophole]:
    return {frozenset((o.kind, o.name) for o in each.openings): each for each in found.sets}


def test_policy_veto() -> None:
    known = by_openings(loopholes(load(NOTTINGHAMSHIRE), "policy_veto"))
    exemption = known[frozenset({("exemption", "contracts")})]
    assert in_words(exemption.under.of_facts) == "kind is contract"
    assert exemption.power == "board_decision"
    assert exemption.supporters is not None
    assert exemption.supporters.number == 5  # of eight, one of whom votes against
    wrong = known[frozenset({("classification", "may_outsource")})]
    assert wrong.under.of_rulings == Not(Is("may_outsource", True))
    for reading in ("present", "cast"):
        assert frozenset({("reading", f"{reading} of unanimity"), ("absence", "City")}) in known
    assert not any(
        ("reading", "all_members of unanimity") in them or them == {("absence", "City")}
        for them in known
    )
    suspended = known[frozenset({("timing", "2019-04-11")})]
    assert not suspended.before_protection
    assert suspended.supporters is not None
    assert suspended.supporters.number == 7
    assert known[frozenset({("timing", "2018-11-20")})].before_protection
    assert frozenset({("timing", "before 2018-11-20")}) in known


def test_an_urgent_power_is_a_route() -> None:
    text = NOTTINGHAMSHIRE.read_text(encoding="utf-8")
    urgent = (
        'power urgent "Urgent matters"\n  requires consent of Chair in Board\n'
        '  assumed "boards like it often let the chair act in urgent matters"\n\n'
        "rule unanimity "
    )
    spec = load_text(text.replace("rule unanimity ", urgent, 1), "urgent.policy")
    known = by_openings(loopholes(spec, "policy_veto"))
    route = known[frozenset({("route", "urgent")})]
    assert route.power == "urgent"
    assert route.supporters is not None
    assert route.supporters.who == ("Chair",)
    assert frozenset({("exemption", "contracts")}) in known


def test_luton_decides() -> None:
    known = by_openings(loopholes(load(SPECS / "blmk_luton.policy"), "luton_decides"))
    route = known[frozenset({("route", "ics_decision")})]
    assert in_words(route.under.of_facts) == "not represented includes Luton"
    assert route.scenario.attributes == {"represented": "nobody", "affects": "Luton"}
    assert set(known) == {frozenset({("route", "ics_decision")})}


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_scenarios_stay_small(path: Path) -> None:
    spec = load(path)
    search = Search(spec, Limits(120))
    for prop in spec.properties:
        found = find_loopholes(search, prop)
        if found is None:
            continue
        assert found.undetermined is None
        sizes = [len(each.parts) for each in found.loopholes]
        assert sizes == sorted(sizes)
        for each in found.loopholes:
            told = f"{prop.name}: {[o.name for o in each.openings]}"
            assert each.scenario.outcome == "adopted", told
            assert len(each.openings) <= 3, told
            assert len(each.scenario.text) <= 13, told
            assert len(each.scenario.attributes) <= 4, told
            assert len(each.scenario.votes) <= 5, told
            assert len(in_words(each.under.of_facts)) <= 80, told
