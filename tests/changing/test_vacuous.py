"""What makes it so that a claim says nothing, whatever decisions bring about."""

from dataclasses import replace

import pytest

from policy_dsl import load_text
from tests.changing.comparing import KINDS
from verifier import Limits, Options, PropertyResult, Verdict, check

RULES = """governance "Club"
party A
party B
party C
body Board members A, B, C quorum none
decision substance a : yes or no
power q when not a requires consent of B in Board
rule r limits q when not a requires consent of C in Board
power s when not a requires majority of members in Board may amend r
property x A can block every decision when {when} even after amendments
"""


def asked(when: str, rules: str = RULES) -> PropertyResult:
    return check(load_text(rules.format(when=when), "club.policy")).properties[0]


def test_it_is_named_what_keeps_every_such_decision_from_being_adopted() -> None:
    found = asked("a")
    assert found.verdict is Verdict.VACUOUS
    named = [support.text for support in found.in_the_way]
    assert found.states[0].core_minimal
    assert len(named) == 3
    for part in ("new power", "power q", "power s"):
        assert any(part in each for each in named)


@pytest.mark.parametrize("power", ["q", "s"])
def test_without_any_one_of_them_it_says_something(power: str) -> None:
    rules = RULES.replace("may amend r", f"may amend r, amend {power}")
    assert asked("a", rules).verdict is not Verdict.VACUOUS


def test_of_no_decision_nothing_is_named() -> None:
    found = asked("a and not a")
    assert found.verdict is Verdict.VACUOUS
    assert not found.in_the_way


def test_of_random_claims_that_say_nothing() -> None:
    vacuous = 0
    for seed in range(24):
        specification, prop = KINDS["small"](seed)
        options = Options(properties=(prop.name,), limits=Limits(seconds=20))
        found = check(specification, options).properties[0]
        if found.verdict is not Verdict.VACUOUS:
            continue
        vacuous += 1
        # What is named never changes; of the rules as they stand it is named what makes it so.
        now = replace(prop, even_after_amendments=False)
        alone = replace(specification, properties=(now,))
        assert not found.in_the_way or check(alone, options).properties[0].in_the_way
        assert found.in_the_way or "no such decision" in found.reason, seed
    assert vacuous >= 2
