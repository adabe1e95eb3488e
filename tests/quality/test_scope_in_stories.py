"""What a story says of clauses goes for the power that takes the decision: what limits others does not apply."""

import random
from dataclasses import replace

from policy_dsl import load_text
from policy_dsl.interpreter import decide
from policy_dsl.model import ExceptionTo, NeverApplies, Prohibition, Rule, Specification
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY
from tests.semantics.judging import LIMITS
from verifier import Options, PropertyResult, Scenario, check

SHAPE = replace(TINY, powers=3, rules=3)

RULES = """governance "T"
party A
party B
body C members A, B quorum none
decision form notice : number in days
power p requires majority of votes cast in C
power q requires consent of A by separate act
rule r "Seven days' notice" limits p requires notice is at least 7
"""


def shown(rules: str, claim: str) -> PropertyResult:
    specification = load_text(f"{rules}property x {claim}\n", "rules.policy")
    (result,) = check(specification).properties
    return result


def story(rules: str, claim: str) -> str:
    scenario = shown(rules, claim).scenario
    assert scenario is not None
    return " ".join(scenario.text)


def why(rules: str, claim: str, clause: str) -> str:
    scenario = shown(rules, claim).scenario
    assert scenario is not None
    (line,) = (each for each in scenario.clauses if each.name == clause)
    assert not line.applied
    assert not line.matters
    return line.why


def test_a_rule_of_another_power_does_not_apply_and_is_not_told_of() -> None:
    claim = "B can block every decision when notice is below 7"
    told = story(RULES, claim)
    assert "Rule r" not in told
    assert told.endswith("by power q.")
    assert why(RULES, claim, "r") == "it limits p only, and the decision is taken by q"


def test_nor_does_an_exception_to_it() -> None:
    rules = RULES + "exception e to r when notice is above 2\n"
    claim = "B can block every decision when notice is exactly 3"
    assert "Exception e" not in story(rules, claim)
    assert why(rules, claim, "e").startswith("what it makes an exception to limits p only, and")


def test_what_is_read_or_assumed_of_another_power_is_not_told() -> None:
    rules = """governance "T"
party A
party B
body C members A, B quorum none
power p
  requires
    reading narrow "all of them": unanimity of members in C
    reading wide "those who vote": majority of votes cast in C
  assumed "as p has always been used"
power q requires consent of A by separate act
  assumed "as q has always been used"
"""
    result = shown(rules, "B can block every decision under q")
    assert result.scenario is not None
    assert result.scenario.power == "q"
    assert not [line for line in result.scenario.text if line.startswith("Read so")]
    said = [each.text for each in result.assumptions if each.kind != "standing"]
    assert said == ["as q has always been used"]


def test_where_it_applies_to_one_of_several_that_is_said() -> None:
    told = story(RULES, "every decision when notice is below 7 passes with consent of B in C")
    assert "notice is 0" not in told.split("Rule r")[1].split(".")[0]
    assert "applies: it speaks of every decision; it limits p only." in told


def test_what_applies_limits_the_power_by_which_it_passes() -> None:
    seen = 0
    for seed in range(80):
        specification, properties = random_questions(random.Random(f"scope {seed}"), 3, SHAPE)
        specification = replace(specification, properties=properties)
        claims = {each.name: each.claim for each in properties}
        for result in check(specification, Options(limits=LIMITS)).properties:
            if result.scenario is not None and result.scenario.power is not None:
                if isinstance(claims[result.name], NeverApplies):
                    _applies_by_whichever_power(specification, result.scenario)
                    continue
                seen += _judged(specification, result.scenario)
                _does_nothing_untold(specification, result.scenario)
    assert seen > 20


def _does_nothing_untold(specification: Specification, scenario: Scenario) -> None:
    """The decision is adopted by the same power without the clauses that the story leaves out."""
    idle = {line.name for line in scenario.clauses if not line.matters}
    left = replace(scenario.state, in_force=scenario.state.in_force - idle)
    readings = {name: read for name, read in scenario.readings.items() if name not in idle}
    outcome = decide(specification, left, readings, scenario.decision, scenario.ballots)
    assert scenario.power in outcome.adopted_by, idle
    # What another ballot on the same decision comes to is told apart.
    told = " ".join(scenario.text).split(" does otherwise,")[0]
    for name in idle:
        assert not any(f" {kind} {name} " in told for kind in ("Rule", "Prohibition", "Exception"))


def _applies_by_whichever_power(specification: Specification, scenario: Scenario) -> None:
    """Where a clause is said never to apply, it is told which do: adopted or not, and by whatever power."""
    outcomes = {each.clause: each for each in scenario.replay.clauses}
    for line in scenario.clauses:
        if isinstance(specification.clause[line.name], Rule | Prohibition | ExceptionTo):
            assert line.applied is outcomes[line.name].active, line


def _judged(specification: Specification, scenario: Scenario) -> int:
    """How many of its clauses limit powers; each of those that apply has to do with the power used."""
    (power,) = (each for each in scenario.replay.powers if each.power == scenario.power)
    demanded = {limit.clause for limit in power.limits}
    outcomes = {each.clause: each for each in scenario.replay.clauses}
    seen = 0
    for line in scenario.clauses:
        clause = specification.clause[line.name]
        limited = isinstance(clause, Rule | Prohibition | ExceptionTo)
        if not limited or not outcomes[line.name].active:
            assert not limited or not line.applied
            continue
        seen += 1
        if isinstance(clause, Rule):
            assert line.applied is (line.name in demanded), line
        elif isinstance(clause, Prohibition):
            assert not line.applied, line  # or it would not have passed
        elif clause.requires is not None:
            assert line.applied is (line.name in demanded), line
    return seen
