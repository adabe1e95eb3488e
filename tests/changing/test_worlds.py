"""The interpreter's steps: what each effect does to a world, and what an amended clause may say."""

from __future__ import annotations

import pytest

from policy_dsl.change import (
    AmendedQuorum,
    Newcomers,
    after_decision,
    begin,
    leaving,
    nothing_asked,
    recusing,
    stops_everything,
    suspending_itself,
)
from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import decide
from policy_dsl.model import Recusal, Specification
from tests.semantics.building import (
    body,
    effect,
    latest,
    of,
    one,
    party,
    pattern,
    power,
    recusal,
    rule,
    specification,
)


def spec() -> Specification:
    return specification(
        party("Ada"),
        party("Ben"),
        party("Cleo"),
        body("Board", "Ada Ben"),
        rule("both", of("unanimity", "members", "Board"), limits="P"),
        rule("ever", of(">= 1", "", "Board")),
        rule("later", of("unanimity", "members", "Board"), proposed=True),
        rule("law", of("majority", "cast", "Board"), fixed=True),
        recusal("own", "Board", one("Cleo")),
        power("P", of("majority", "cast", "Board"), grants=[pattern("amend")]),
    )


def adopted(world: object, votes: str) -> bool:
    given = {
        ("Board", name): single(Vote.FOR if vote == "+" else Vote.AGAINST)
        for name, vote in zip(("Ada", "Ben"), votes, strict=True)
    }
    decided = decide(
        world.specification,  # type: ignore[attr-defined]
        world.state,  # type: ignore[attr-defined]
        {},
        Decision({}),
        Ballots(given),
    )
    return decided.adopted


def test_an_amended_rule_may_ask_for_nothing_or_too_much() -> None:
    world = after_decision(begin(spec(), latest(spec())), [effect("amend", "both")])
    both = world.specification.clause["both"]
    assert not adopted(world, "+-")
    assert not adopted(world.reading([stops_everything(both)]), "++")
    assert adopted(world.reading([nothing_asked(both)]), "++")


def test_only_what_was_amended_can_be_reworded_and_only_to_its_kind() -> None:
    world = begin(spec(), latest(spec()))
    with pytest.raises(ValueError, match="was not amended"):
        world.reading([nothing_asked(world.specification.clause["both"])])
    with pytest.raises(ValueError, match="was not amended"):
        world.reading([AmendedQuorum("Board", None)])


def test_what_is_fixed_or_not_there_cannot_be_changed() -> None:
    world = begin(spec(), latest(spec()))
    with pytest.raises(ValueError, match="is fixed"):
        after_decision(world, [effect("amend", "law")])
    with pytest.raises(ValueError, match="nothing to"):
        after_decision(world, [effect("lapse", "later")])
    with pytest.raises(ValueError, match="nothing to"):
        after_decision(world, [effect("remove", "Board", "Cleo")])


def test_several_effects_at_once_are_judged_by_the_state_before() -> None:
    world = after_decision(
        begin(spec(), latest(spec())),
        [effect("lapse", "both"), effect("enact", "later"), effect("admit", "Board", "Cleo")],
    )
    assert world.state.in_force >= {"later"}
    assert "both" not in world.state.in_force
    assert ("Board", "Cleo") in world.state.seats


def test_what_is_enacted_again_says_what_was_declared() -> None:
    world = begin(spec(), latest(spec()))
    world = after_decision(world, [effect("amend", "both")])
    world = world.reading([stops_everything(world.specification.clause["both"])])
    world = after_decision(world, [effect("lapse", "both")])
    world = after_decision(world, [effect("enact", "both")])
    assert world.specification.clause["both"] == spec().clause["both"]
    assert "both" not in world.amended


def test_a_new_power_is_bound_by_what_limits_every_power_only() -> None:
    world = after_decision(begin(spec(), latest(spec())), [effect("enact_power")])
    assert adopted(world, "+-") is False  # `law`, which limits every power, wants a majority
    assert adopted(world, "++")
    lapsed = after_decision(world, [effect("lapse", "P")])
    assert adopted(lapsed, "++")


def test_any_number_is_admitted_by_one_decision() -> None:
    world = after_decision(
        begin(spec(), latest(spec())),
        [effect("admit_new", "Board")],
        {"Board": [Newcomers(10_000)]},
    )
    assert world.specification.party["newcomer"].size == 10_000
    again = after_decision(world, [effect("admit_new", "Board")], {"Board": [Newcomers(2)]})
    assert again.specification.party["newcomer_2"].size == 2


def test_others_leave_and_suspend_themselves() -> None:
    world = suspending_itself(begin(spec(), latest(spec())), "Ada", "Board")
    assert ("Board", "Ada") in world.state.suspended
    gone = leaving(world, "Ada", "Board")
    assert ("Board", "Ada") not in gone.state.seats | gone.state.suspended
    with pytest.raises(ValueError, match="has no seat"):
        leaving(gone, "Ada", "Board")


def test_an_amended_recusal_may_exclude_anybody() -> None:
    world = after_decision(begin(spec(), latest(spec())), [effect("amend", "own")])
    own = world.specification.clause["own"]
    assert isinstance(own, Recusal)
    now = world.reading(
        [recusing(own, one("Ben"), True)],
    )
    assert adopted(now, "+-")
    assert not adopted(world, "+-")
