"""What the strategies draw: always possible, at the edges often, what was asked for always; and they shrink."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from policy_dsl import load
from policy_dsl.decisions import Vote
from policy_dsl.interpreter import condition_holds, decide
from policy_dsl.model import And, Condition, Not, Or, Specification
from policy_dsl.model.traverse import condition_of_claim
from policy_dsl.state import intervals
from tests.semantics.generator import ORDINARY, Maker
from tests.testing.specifications import ROOT, committee
from verifier.records.occasion import Occasion
from verifier.testing import ballots, decisions, scenarios, states

SPECS = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "specs").rglob("*.policy"))


def drawn(strategy: Any, number: int, seen: Callable[[Any], object]) -> None:
    """Draw so many, always the same, and look at each."""

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def look(value: Any) -> None:
        seen(value)

    look()


@pytest.mark.parametrize("path", SPECS)
def test_every_scenario_is_possible_and_none_is_thrown_away(path: str) -> None:
    specification = load(ROOT / path)
    found: list[Occasion] = []
    drawn(scenarios(specification, effects=True, rulings=True, uncounted=True), 60, found.append)
    assert len(found) == 60 or len({repr(o) for o in found}) < 60  # small specifications run out
    for occasion in found:
        again = decide(
            specification, occasion.state, occasion.readings, occasion.decision, occasion.ballots
        )
        assert again == occasion.outcome


def test_random_specifications_are_drawn_from_without_a_fault() -> None:
    rng = random.Random(20260101)
    for _ in range(60):
        maker = Maker(rng, ORDINARY)
        specification = maker.specification()
        drawn(
            scenarios(specification, effects=True, rulings=True, uncounted=True),
            8,
            lambda occasion: occasion.outcome,
        )


def test_a_condition_holds_of_every_decision_drawn_and_random_ones_are_found_if_there_are_any() -> (
    None
):
    rng = random.Random(7)
    tried = 0
    for _ in range(120):
        maker = Maker(rng, ORDINARY)
        specification = maker.specification()
        condition: Condition = maker.condition(2)
        state = intervals(specification)[-1].state
        cases = [maker.decision(specification, state) for _ in range(15)]
        some = any(condition_holds(specification, state, d, condition, True) for d in cases)
        strategy = _strategy_if_any(specification, condition)
        if strategy is None:
            assert not some, f"{condition} holds of some decision, yet none is drawn"
            continue
        tried += 1
        drawn(
            strategy,
            5,
            lambda d, c=condition, s=specification, at=state: _holds(s, at, d, c),
        )
    assert tried > 80


def _strategy_if_any(specification: Specification, condition: Condition) -> Any:
    try:
        return decisions(specification, condition)
    except ValueError:
        return None


def _holds(specification: Specification, state: Any, decision: Any, condition: Condition) -> None:
    assert condition_holds(specification, state, decision, condition, True)


@pytest.mark.parametrize(
    "when",
    [
        "kind is policy and not (urgent or cost is at least 10)",
        "cost is above 1_500 and cost is below 1_502",
        "affects includes every one of Named and not affects includes Chair",
        "removes Ann from Committee or changes membership of Owners",
        "affects includes any of Councillor and urgent",
    ],
)
def test_conditions_as_one_writes_them(when: str, tmp_path: Any) -> None:
    from tests.testing.specifications import COMMITTEE

    path = tmp_path / "committee.policy"
    path.write_text(COMMITTEE, encoding="utf-8")
    specification = load(path)
    from verifier.testing.selecting import condition_from

    condition = condition_from(specification, when)
    state = intervals(specification)[-1].state
    drawn(decisions(specification, when), 30, lambda d: _holds(specification, state, d, condition))


def test_a_property_name_stands_for_its_condition() -> None:
    specification = load(ROOT / "specs/nottinghamshire.policy")
    condition = condition_of_claim(
        next(p for p in specification.properties if p.name == "policy_veto").claim
    )
    state = intervals(specification)[-1].state
    drawn(
        decisions(specification, "policy_veto"),
        20,
        lambda d: _holds(specification, state, d, condition),
    )


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("kidn is policy", "no attribute"),
        ("kind is", "can't be read"),
        ("may_outsource and not may_outsource", "there is no decision of which this holds"),
    ],
)
def test_conditions_that_make_no_sense_are_said_to(when: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        scenarios(load(ROOT / "specs/nottinghamshire.policy"), when)


def test_what_contradicts_itself_holds_of_no_decision() -> None:
    specification = committee()
    from policy_dsl.model import Is

    urgent = Is("urgent", True)
    for condition in (And((urgent, Not(urgent))), Or(())):
        with pytest.raises(ValueError, match="no decision"):
            decisions(specification, condition)


# --- the edges -----------------------------------------------------------------------------------


def edges_of(occasion: Occasion) -> set[str]:
    """What kind of edge it stands at."""
    found: set[str] = {"adopted" if occasion.adopted else "not adopted"}
    for power in occasion.outcome.powers:
        checks = [limit.checked for limit in power.limits]
        checks += [power.requirement] if power.requirement else []
        for checked in (part for c in checks for part in (c, *c.parts)):
            numbers = checked.numbers
            if checked.tie:
                found.add("tie")
            if numbers is None or numbers.base is None:
                continue
            off = numbers.counted - numbers.needed
            found |= {"exactly"} if off == 0 else {"one off"} if abs(off) <= 1 else set()
    for body in occasion.outcome.bodies:
        if body.quorum is not None and body.quorum.numbers is not None:
            off = body.quorum.numbers.counted - body.quorum.numbers.needed
            found |= {"barely quorate"} if 0 <= off < 1 else set()
            found |= {"one short of quorate"} if -1 <= off < 0 else set()
        chair = occasion.specification.body[body.body].chair
        for seated in body.seated:
            if chair is not None and seated.party == chair.party and seated.recused_by:
                found.add("recused chair")
    for each in occasion.outcome.clauses:
        found.add(f"{each.clause} {'applies' if each.active else 'does not apply'}")
    return found


def test_scenarios_stand_at_every_edge_often_enough() -> None:
    counts: Counter[str] = Counter()
    drawn(scenarios(committee()), 600, lambda o: counts.update(edges_of(o)))
    for edge in (
        "tie",
        "exactly",
        "one off",
        "barely quorate",
        "one short of quorate",
        "recused chair",
        "large applies",
        "small_or_urgent applies",
        "never applies",
        "owners applies",
        "owners does not apply",
        "interested applies",
    ):
        assert counts[edge] >= 6, f"{edge}: {counts[edge]} of 600"
    assert 0.1 <= counts["adopted"] / 600 <= 0.7


def test_independent_votes_would_hardly_ever_stand_there() -> None:
    """The measure above can fail: with every vote drawn by itself, ties and quorums are rare."""
    rng = random.Random(1)
    specification = load(ROOT / "specs/gallery/us_legislation.policy")
    strategy_counts: Counter[str] = Counter()
    drawn(scenarios(specification), 300, lambda o: strategy_counts.update(edges_of(o)))
    from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts, Decision

    plain: Counter[str] = Counter()
    state = intervals(specification)[-1].state
    for _ in range(300):
        votes = {}
        for body in specification.bodies:
            for seat in body.members:
                each = Counter(
                    rng.choice("faba") for _ in range(specification.party[seat.party].size)
                )
                size = specification.party[seat.party].size
                counts = Counts(each["f"], each["a"], size - each["f"] - each["a"], 0)
                votes[body.name, seat.party] = {NO_ATTRIBUTE: counts}
        occasion = Occasion(
            specification, state, {"override": "practised"}, Decision({}), Ballots(votes)
        )
        plain.update(edges_of(occasion))
    assert strategy_counts["exactly"] >= 100 > 10 * plain["exactly"]
    assert strategy_counts["tie"] >= 8


def test_a_million_voters_cost_no_more_than_a_handful() -> None:
    from policy_dsl import load_text

    specification = load_text(
        'governance "Many"\nparties 1_000_000 Member\nbody All\n  members Member\n  quorum none\n'
        "power p\n  requires at least 2/3 of votes cast in All\n"
    )
    found: list[Occasion] = []
    drawn(scenarios(specification), 200, found.append)
    shares = [
        o.outcome.powers[0].requirement.numbers
        for o in found
        if o.outcome.powers[0].requirement is not None
    ]
    exact = [n for n in shares if n is not None and n.base and n.counted == n.needed]
    assert len([n for n in exact if n.base and n.base > 1000]) >= 5


# --- ballots and states --------------------------------------------------------------------------


def test_ballots_of_one_body_speak_of_no_other() -> None:
    specification = committee()
    drawn(
        ballots(specification, "Owners"),
        40,
        lambda b: _only(b, "Owners"),
    )
    with pytest.raises(ValueError, match="there is no body 'Owner'; there are: Committee, Owners"):
        ballots(specification, "Owner")


def _only(given_ballots: Any, body: str) -> None:
    assert {where for where, _ in given_ballots.votes} == {body}
    assert not given_ballots.consents


def test_states_are_those_of_the_timeline() -> None:
    specification = committee()
    found = set()
    drawn(states(specification), 30, found.add)
    assert found == {interval.state for interval in intervals(specification)}


# --- shrinking -----------------------------------------------------------------------------------


def smallest(condition: Callable[[Occasion], bool]) -> Occasion:
    return find(
        scenarios(committee()),
        condition,
        settings=settings(
            max_examples=3000,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_anything_shrinks_to_the_plainest_decision_today_with_everybody_for() -> None:
    occasion = smallest(lambda o: o.adopted)
    assert occasion.state == intervals(committee())[-1].state
    assert occasion.decision.facts == {
        "kind": "policy",
        "cost": 0,
        "urgent": False,
        "affects": frozenset(),
    }
    assert all(
        counts.in_favour == counts.total
        for cells in occasion.ballots.votes.values()
        for counts in cells.values()
    )


def test_a_refusal_by_a_rule_shrinks_to_the_number_at_its_edge() -> None:
    occasion = smallest(
        lambda o: any(not limit.checked.met for power in o.outcome.powers for limit in power.limits)
    )
    assert occasion.decision.facts["cost"] == 1000
    assert occasion.decision.facts["kind"] == "policy"
    assert not occasion.decision.facts["urgent"]


def test_a_recused_chair_shrinks_to_the_chair_alone() -> None:
    occasion = smallest(lambda o: "recused chair" in edges_of(o))
    assert occasion.decision.facts["affects"] == {"Chair"}
    assert not any(occasion.decision.cells.values())


def test_a_broken_tie_shrinks_to_one_casting_vote_and_one_suspended_seat_at_most() -> None:
    occasion = smallest(lambda o: "tie" in edges_of(o) and o.adopted)
    assert occasion.ballots.casting == {"Committee": Vote.FOR}
    kinds = {
        vote
        for where, cells in occasion.ballots.votes.items()
        for counts in cells.values()
        for vote in ("in_favour", "against", "abstain", "absent")
        if where[0] == "Committee" and getattr(counts, vote)
    }
    assert kinds <= {"in_favour", "against", "absent"}
    assert "In Committee" in repr(occasion)


def test_a_failing_test_prints_the_scenario_in_the_words_of_the_specification() -> None:
    @settings(
        max_examples=200, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(scenario=scenarios(committee()))
    def nothing_large_is_adopted(scenario: Occasion) -> None:
        cost = scenario.decision.facts["cost"]
        assert isinstance(cost, int)
        assert not scenario.adopted or cost < 1000

    with pytest.raises(AssertionError) as caught:
        nothing_large_is_adopted()
    text = "\n".join(caught.value.__notes__)
    assert "Decision: kind: policy; cost: 1,000 GBP; urgent: no; affects: nobody." in text
    assert "Specification(" not in text
