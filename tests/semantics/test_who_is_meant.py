"""Which powers a clause limits: by the body in which they count, as they read now."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from policy_dsl.change import Wording, after_decision, begin, nothing_asked
from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import decide
from policy_dsl.model import (
    ALWAYS,
    BodyHas,
    Composition,
    Effect,
    EffectKind,
    Includes,
    IncludesCount,
    PowersOf,
    Prohibition,
    Recusal,
    Rule,
    Specification,
)
from policy_dsl.state import initial_state
from tests.semantics.building import body, of, one, party, power, recusal, rule, specification
from tests.semantics.generator import ORDINARY, Maker
from tests.semantics.test_plain_forms import in_all


def every_power(it: Any) -> Any:
    """The plain form of `every power of B`."""
    scoped = isinstance(it, Rule | Prohibition) and isinstance(it.limits, PowersOf)
    return replace(it, limits=None) if scoped else it


def at_all(it: Any) -> Any:
    """The plain form of a recusal that limits powers."""
    return replace(it, limits=None) if isinstance(it, Recusal) and it.limits is not None else it


def any_of(it: Any) -> Any:
    """The plain form of `includes at least 2 of`."""
    return Includes(it.attribute, it.who, every=False) if isinstance(it, IncludesCount) else it


def whoever_sits(it: Any) -> Any:
    """The plain form of a condition on how many sit in a body."""
    return ALWAYS if isinstance(it, BodyHas) else it


def anybody(it: Any) -> Any:
    """The plain form of a composition: any number may sit there."""
    composed = isinstance(it, Composition)
    return replace(it, most=Fraction(1_000), share=False) if composed else it


PLAIN = {
    "every power of": (every_power, range(150)),
    "a recusal that limits powers": (at_all, range(600, 1_200)),
    "includes so many of": (any_of, range(350)),
    "so many sit in a body": (whoever_sits, range(120)),
    "a composition": (anybody, range(200)),
}


@pytest.mark.parametrize("name", PLAIN)
def test_the_plain_form_is_another_outcome(name: str) -> None:
    """In more than one case in a hundred."""
    change, seeds = PLAIN[name]
    cases, otherwise = compared(change, seeds)
    assert cases > 100
    assert otherwise * 100 >= cases, (otherwise, cases)


def compared(change: Callable[[Any], Any], seeds: range) -> tuple[int, int]:
    cases = otherwise = 0
    for seed in seeds:
        maker = Maker(random.Random(seed), ORDINARY)
        spec = maker.specification()
        plain = replace(spec, clauses=in_all(spec.clauses, change))
        for _ in range(4 if plain != spec else 0):
            it = maker.case(spec)
            asked = (it.state, it.readings, it.decision, it.ballots)
            cases += 1
            otherwise += decide(spec, *asked).adopted != decide(plain, *asked).adopted
    return cases, otherwise


def test_two_powers_decide_otherwise_on_the_same_votes() -> None:
    """Ada votes for: that counts for the one power; when the other is judged she attends, or is not there at all."""
    members, here = of("majority", "members", "Board"), of("majority", "present", "Board")
    for counting, other in ((False, Vote.FOR), (True, Vote.AGAINST)):
        spec = specification(
            *map(party, ("Ada", "Ben", "Cleo")),
            body("Board", "Ada Ben Cleo"),
            power("whole", members),
            power("rest", here),
            recusal("own", "Board", one("Ada"), and_counting=counting, limits="rest"),
        )
        votes = {("Board", "Ada"): single(Vote.FOR), ("Board", "Ben"): single(other)}
        state = initial_state(spec)
        outcome = decide(spec, state, {}, Decision({}), Ballots(votes))
        (whole, rest) = outcome.powers
        assert whole.adopts is (other is Vote.FOR)
        assert not rest.adopts
        without = Ballots({("Board", "Ben"): single(Vote.FOR)})
        # Who stays away does not attend, so that the one vote is a majority of those present.
        assert decide(spec, state, {}, Decision({}), without).adopted_by == ("rest",)


def _board() -> Specification:
    return specification(
        party("Ada"),
        party("Ben"),
        body("Board", "Ada Ben"),
        body("House", "Ben"),
        power("here", of("majority", "cast", "Board")),
        power("there", of("majority", "cast", "House")),
        rule("both", of("unanimity", "members", "House"), limits=PowersOf("Board")),
    )


def test_the_powers_of_a_body_are_those_that_count_there() -> None:
    spec = _board()
    assert spec.limited(PowersOf("Board")) == ("here",)
    assert spec.limits(spec.clause["both"], "here")
    assert not spec.limits(spec.clause["both"], "there")


def test_an_amended_power_may_leave_and_a_new_one_is_outside() -> None:
    spec = _board()
    amended = after_decision(
        begin(spec, initial_state(spec)),
        [Effect(EffectKind.AMEND, "here"), Effect(EffectKind.ENACT_POWER, "")],
    )
    assert amended.specification.limited(PowersOf("Board")) == ("here",)
    worded: list[Wording] = [nothing_asked(spec.clause["here"])]
    assert amended.reading(worded).specification.limited(PowersOf("Board")) == ()
