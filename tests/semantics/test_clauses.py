"""Claims about a clause and how it is read: against brute force, by hand, and what is told of them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from policy_dsl import examine_text
from policy_dsl.model import (
    MakesNoDifference,
    NeverApplies,
    Property,
    ReadingMakesNoDifference,
    Specification,
)
from policy_dsl.state import intervals
from tests.semantics.brute_force import TooLarge
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import TINY, Shape
from tests.semantics.judging import LIMITS, compare, known_verdicts
from verifier import Options, PropertyResult, check
from verifier.answers.check import of_property
from verifier.answers.declared import written
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.linting.every_check import LintOptions, lint

GRANTED = replace(TINY, powers=2, effects=True)
RULED = replace(TINY, judged=0.9)


def _about_a_clause(prop: Property) -> bool:
    return isinstance(prop.claim, NeverApplies | MakesNoDifference)


def _about_readings(prop: Property) -> bool:
    return isinstance(prop.claim, ReadingMakesNoDifference)


def judged(
    shape: Shape,
    seed: int,
    wanted: Callable[[Property], bool] = _about_a_clause,
    questions: int = 3,
) -> Counter[str]:
    """How many verdicts of each kind brute force confirms, of the model of a seed."""
    found: Counter[str] = Counter()
    specification = specification_about(random.Random(f"clauses {seed}"), questions, shape, wanted)
    results = check(specification, Options(limits=LIMITS, explained=False)).properties
    for result, prop in zip(results, specification.properties, strict=True):
        try:
            known = known_verdicts(specification, prop, 300, 20_000)
        except TooLarge:
            continue
        assert not compare(prop, result, known), (seed, result.claim)
        found[f"{type(prop.claim).__name__} {result.verdict.value}"] += 1
    return found


@pytest.mark.parametrize(
    ("shape", "seeds"),
    [(TINY, 20), (GRANTED, 12), (RULED, 22)],
    ids=["tiny", "granted", "ruled"],
)
def test_claims_about_clauses_against_brute_force(shape: Shape, seeds: int) -> None:
    found: Counter[str] = Counter()
    for seed in range(seeds):
        found += judged(shape, seed)
    for claim, held in (("NeverApplies", 1), ("MakesNoDifference", 1)):
        assert found[f"{claim} fails"] > 0, found
        assert found[f"{claim} holds"] + found[f"{claim} vacuous"] >= held, found


@pytest.mark.parametrize("shape", [TINY, GRANTED, RULED], ids=["tiny", "granted", "ruled"])
def test_claims_about_readings_against_brute_force(shape: Shape) -> None:
    found: Counter[str] = Counter()
    for seed in range(36):
        found += judged(shape, seed, _about_readings, 1)
        failing = found["ReadingMakesNoDifference fails"]
        if found.total() >= 4 and 0 < failing < found.total():
            return
    raise AssertionError(found)


TOWN = """governance "Town"
party Mayor
party Clerk
parties 4 Member
body Board members Mayor, Clerk, Member chair Mayor with casting vote quorum none
decision
  substance borrows : yes or no
  substance own : parties
  form fast : yes or no judged by Mayor
power ordinary requires majority of members in Board may amend any clause
power urgent when fast requires consent of Mayor in Board
rule half limits ordinary when borrows requires at least 1/2 of members in Board
rule large limits ordinary when borrows requires at least 5 votes in favour in Board
rule twice limits ordinary when borrows and own includes Clerk requires at least 5 votes in favour in Board
rule kept limits ordinary when amends kept itself requires unanimity of members in Board
prohibition later limits every power when borrows
recusal interest in Board excludes own from voting and counting
exception poor to large when not borrows
exception poorest to poor when not borrows
timeline on 2020-01-01 later takes effect on 2020-06-01 later lapses
"""
CLAIMS = [
    ("half never applies", "fails"),
    ("half never applies when not borrows", "holds"),
    ("half never applies when borrows and not borrows", "vacuous"),
    # What a majority has, half has; what `large` demands, `twice` adds nothing to.
    ("half makes no difference", "holds"),
    ("large makes no difference", "fails"),
    ("large makes no difference when not borrows", "holds"),
    ("large makes no difference under urgent", "holds"),
    ("twice makes no difference", "holds"),
    ("twice never applies", "fails"),
    # A decision to amend a clause is one to the rules without it, too.
    ("kept makes no difference", "fails"),
    ("kept makes no difference when amends no clause", "holds"),
    ("later never applies", "vacuous"),
    ("later never applies on 2020-02-01", "fails"),
    ("later makes no difference throughout", "fails"),
    # Nothing can be adopted that it speaks of, with the clause or without it.
    ("half makes no difference when borrows on 2020-02-01", "vacuous"),
    ("later makes no difference when borrows on 2020-02-01", "fails"),
    # An exception applies where what it is made to would.
    ("poor never applies", "holds"),
    ("poorest never applies", "holds"),
    ("poor makes no difference", "holds"),
    ("interest makes no difference", "fails"),
    ("interest makes no difference when own includes at most 0 of Board", "holds"),
    ("ordinary makes no difference", "fails"),
    ("ordinary makes no difference under urgent", "holds"),
    # A wrong ruling opens what the facts would not.
    ("urgent never applies when not fast", "holds"),
    ("urgent never applies when not fast whatever Mayor rules", "fails"),
    ("urgent makes no difference when not fast whatever Mayor rules", "fails"),
]


def _verdicts(*claims: str) -> list[str]:
    """Without what explains them."""
    specification = _asked(*claims)
    encodings = Encodings(specification)
    return [verdict_of(encodings, prop, LIMITS).value for prop in specification.properties]


def _checked(*claims: str) -> list[PropertyResult]:
    return list(check(_asked(*claims)).properties)


def _asked(*claims: str) -> Specification:
    text = TOWN + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(claims))
    examined = examine_text(text, "town.policy")
    assert examined.specification is not None, examined.diagnostics
    return examined.specification


def test_claims_about_clauses_by_hand() -> None:
    expected = dict(CLAIMS)
    assert dict(zip(expected, _verdicts(*expected), strict=True)) == expected


def test_what_refutes_them_is_told() -> None:
    applies, rule, recusal = _checked(
        "large never applies when fast", "large makes no difference", "interest makes no difference"
    )
    assert applies.scenario is not None
    assert any(line.name == "large" and line.applied for line in applies.scenario.clauses)
    assert any(line.startswith("Rule large applies") for line in applies.scenario.text)
    for result, kind in ((rule, "rule large"), (recusal, "recusal interest")):
        scenario = result.scenario
        assert scenario is not None
        instead = scenario.otherwise
        assert instead is not None
        assert instead.decision == scenario.decision
        assert {scenario.outcome, instead.outcome} == {"adopted", "not adopted"}
        assert any(line.startswith(f"Without {kind}") for line in scenario.text)
        json.dumps(written(of_property(result)))


WHOM = (
    "affected includes at least 2 of Board",
    "affected includes any of Runner",
    "affected includes A",
    "affected includes every one of Board",
    "affected includes exactly 1 of Board except A",
)


def test_whom_a_decision_names_it_names_with_a_clause_and_without() -> None:
    """What only the claim asks about is true of the same decision by the other rules, a cohort of one included."""
    found: Counter[str] = Counter()
    draw = random.Random(9)
    for number in range(24):
        power, rule, claim = (draw.choice(WHOM) for _ in range(3))
        text = f"""governance "Named {number}"
party A
party J
parties {draw.choice((1, 1, 2))} Runner
body Board members A, J, Runner quorum none
decision substance affected : parties judged by J
power only requires majority of votes cast in Board
power other when {power} requires unanimity of votes cast in Board
rule own limits only when {rule} requires at least 2 votes in favour in Board
property p {draw.choice(("only", "other", "own"))} makes no difference when {claim} whatever J rules
"""
        specification = examine_text(text).or_errors()
        (result,) = check(specification, Options(limits=LIMITS)).properties
        known = known_verdicts(specification, specification.properties[0], 400, 60_000)
        assert not compare(specification.properties[0], result, known), (text, result.reason)
        found[result.verdict.value] += 1
    assert found["fails"] > 4, found
    assert found["holds"], found


def test_what_they_rest_on() -> None:
    claim = "half makes no difference when own includes no one of Board and not fast"
    idle, half = _checked("poor never applies", claim)
    assert {"poor"} <= {support.name for support in idle.rests_on}
    assert {"half", "ordinary"} <= {support.name for support in half.rests_on}


def test_lint_and_claims_agree() -> None:
    """What lint says of a clause is what `check` says of the claim, of every clause that is in force at the last."""
    specification = examine_text(TOWN, "town.policy").specification
    assert specification is not None
    last = intervals(specification)[-1].state
    found = lint(
        specification, LintOptions(date(2024, 1, 1), ("VL02", "VL03"), LIMITS, at=date(2021, 1, 1))
    )
    said = {(each.code, each.subject) for each in found.findings}
    names = [c.name for c in specification.clauses if c.name in last.in_force]
    dead = dict(zip(names, _verdicts(*(f"{n} never applies" for n in names)), strict=True))
    idle = dict(zip(names, _verdicts(*(f"{n} makes no difference" for n in names)), strict=True))
    for name in names:
        never = dead[name] == "holds"
        assert never is (("VL02", name) in said), name
        assert (idle[name] == "holds" and not never) is (("VL03", name) in said), name
    assert {code for code, _ in said} == {"VL02", "VL03"}


READ = """governance "Council"
party Mayor
parties 5 Member
body Council members Mayor, Member chair Mayor with casting vote quorum at least 3 of members
decision
  substance borrows : yes or no
  substance own : parties
power ordinary
  requires
    reading cast "of those voting": majority of votes cast in Council
    reading every_one "of all members": majority of members in Council
rule many limits ordinary when borrows
  requires
    reading heads: at least 4 votes in favour in Council
    reading half: majority of members in Council
recusal interest in Council
  when
    reading broad: own includes any of Council
    reading money: borrows
  excludes own from voting
prohibition later limits ordinary when borrows status disputed
timeline on 2020-01-01 later lapses
"""
READINGS = [
    ("whether ordinary is read as cast or every_one makes no difference", "fails"),
    # Six members, so that half of them and one are four votes, and the chair's casting vote carries none.
    ("whether many is read as heads or half makes no difference", "holds"),
    ("whether ordinary is read as cast or every_one makes no difference when borrows", "holds"),
    ("whether interest is read as broad or money makes no difference", "fails"),
    ("whether interest is read as broad or money makes no difference when borrows", "holds"),
    ("whether later is read as in_force or not_in_force makes no difference", "vacuous"),
    (
        "whether later is read as in_force or not_in_force makes no difference on 2019-12-31",
        "fails",
    ),
]


def test_claims_about_readings_by_hand() -> None:
    expected = dict(READINGS)
    text = READ + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(expected))
    examined = examine_text(text, "council.policy")
    assert examined.specification is not None, examined.diagnostics
    results = check(examined.specification).properties
    assert {each.claim: each.verdict.value for each in results} == expected
    for result in results:
        if result.scenario is None:
            continue
        instead = result.scenario.otherwise
        assert instead is not None
        assert (result.scenario.outcome, instead.outcome) == ("adopted", "not adopted")
        assert instead.readings != result.scenario.readings
        json.dumps(written(of_property(result)))
    # What a proof that the readings agree rests on is at least the clause that is read.
    for result, clause in ((results[1], "many"), (results[4], "interest")):
        assert clause in {support.name for support in result.rests_on}
