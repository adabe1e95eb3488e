"""Whatever a decision is in what its story leaves out, all that the story says of it is so: each is decided again."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, product

import pytest

from policy_dsl import load_text
from policy_dsl.decisions import Decision, Value
from policy_dsl.interpreter import decide
from policy_dsl.model import Compare, NumberIn, OneOf, PartySet, Property, Specification
from policy_dsl.model.traverse import all_conditions, condition_atoms
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY
from tests.semantics.judging import LIMITS
from verifier import Options, Scenario, check
from verifier.scenarios.concretizing import Lifted
from verifier.scenarios.narrating import told

SHAPE = replace(TINY, powers=2, rules=2)
MOST = 12

BOARD = """governance "Board"
party Ann
party Bob
party Cy
party Dee
body Council members Ann, Bob, Cy, Dee chair Bob with casting vote quorum none
decision substance gains : parties form big : yes or no
"""
RECUSED = """power ordinary requires majority of votes cast in Council
recusal own in Council when big excludes gains from voting and counting
"""
TWO_POWERS = """power general when big requires unanimity of members in Council
power spend when not big requires at least 1 votes in favour in Council
"""

MANY = """governance "Many"
party Ann
party Bob
party Cy
party Dee
body Council members Ann, Bob, Cy, Dee chair Bob with casting vote quorum none
body Board members Cy, Dee quorum at least 1 of members
decision
  substance gains : parties
  form big : yes or no
  form law : yes or no
  form sum : number in EUR
"""
EVERY = " limits every power"
BODIES = ("Council", "Board")
CONDITIONS = (
    "big",
    "not big",
    "law",
    "big or law",
    "sum is above 5",
    "gains includes Bob",
    "big and not law",
)
REQUIREMENTS = (
    "majority of votes cast in Council",
    "at least 1 votes in favour in Council",
    "at least 1/2 of votes cast in Board",
    "consent of Ann by separate act",
    "at least 2 votes in favour in Council and majority of members in Board",
)
CLAIMS = (
    "Ann and Cy together can block every decision",
    "any 2 of Council together can block every decision",
    "Ann and Bob together can pass every decision",
    "a vote of 2 to 2 in Council carries every decision",
    "a vote of 1 to 1 in Board does not carry any decision",
    "every decision requires at least 3 votes in favour in Council",
    "no decision when big can pass",
    "some decision when law can pass",
    "c0 never applies",
    "c0 makes no difference",
    "the vote of Ann never matters to any decision",
)


def test_what_would_apply_to_another_decision_is_told_apart() -> None:
    found = _found(f"{BOARD}{RECUSED}property x Ann and Cy together can block every decision\n")
    assert "Decision: big: no." in found.text
    assert not [line for line in found.text if "any other" in line]


def test_that_an_attribute_names_nobody_is_told_where_a_recusal_asks_whom() -> None:
    rules = RECUSED.replace("when big ", "")
    found = _found(f"{BOARD}{rules}property x Ann and Cy together can block every decision\n")
    assert "Decision: gains: nobody." in found.text


def test_why_a_power_does_not_cover_it_is_told_and_by_which_other_it_is_taken() -> None:
    claim = "a vote of 2 to 2 in Council carries every decision under general"
    found = _found(f"{BOARD}{TWO_POWERS}property x {claim}\n")
    assert "Decision: big: no." in found.text
    assert found.text[-1].endswith("though it is by spend.")


def test_any_decision_is_one_that_changes_nothing_where_some_change_something() -> None:
    rules = "power p requires majority of votes cast in Council may remove members of Council\n"
    found = _found(f"{BOARD}{rules}property x Ann can block every decision\n")
    assert "Decision: any that changes nothing." in found.text


def test_all_that_is_said_is_so_whatever_is_left_out() -> None:
    seen: Counter[str] = Counter()
    for seed in range(45):
        specification = load_text(_drawn(random.Random(f"left out {seed}")), "rules.policy")
        seen.update(_of_all_stories(specification))
    assert seen["decisions"] > 100, seen
    assert seen["sets"] > 20, seen
    assert seen["any"] > 1, seen


@pytest.mark.campaign
def test_so_it_is_of_every_claim_form() -> None:
    seen: Counter[str] = Counter()
    for seed in range(100):
        specification, properties = random_questions(random.Random(f"left out {seed}"), 3, SHAPE)
        seen.update(_of_all_stories(replace(specification, properties=properties)))
    assert seen["decisions"] > 150, seen


def _drawn(rng: random.Random) -> str:
    """Two powers and some clauses, each of which may ask what the decision is."""

    def when() -> str:
        return rng.choice(("", "", *(f" when {each}" for each in CONDITIONS)))

    def limits() -> str:
        return rng.choice((EVERY, " limits p", " limits q"))

    def asked() -> str:
        return rng.choice(REQUIREMENTS)

    clauses = [f"power p{when()} requires {asked()}", f"power q{when()} requires {asked()}"]
    drawn = (
        lambda n: f"rule c{n}{limits()}{when()} requires {asked()}",
        lambda n: f"prohibition c{n}{limits()} when {rng.choice(CONDITIONS)}",
        lambda n: (
            f"recusal c{n} in {rng.choice(BODIES)}{limits().replace(EVERY, '')}{when()} excludes gains from voting"
        ),
        lambda n: (
            f"recusal c{n} in Council{limits().replace(EVERY, '')}{when()} excludes gains from voting and counting"
        ),
        lambda n: f"rule c{n}{limits()}{when()} requires {asked()}\nexception e{n} to c{n}{when()}",
    )
    clauses += [rng.choice(drawn)(number) for number in range(rng.randint(1, 3))]
    claim = rng.choice(CLAIMS)
    claim += "" if claim.endswith("applies") else rng.choice(("", "", " under p"))
    return "\n".join((MANY, *clauses, f"property x {claim}"))


def _of_all_stories(specification: Specification) -> Iterator[str]:
    of = {each.name: each for each in specification.properties}
    for result in check(specification, Options(limits=LIMITS)).properties:
        it = result.scenario
        if it is not None and not it.earlier:
            yield from _said_of_all(specification, of[result.name], it)


def _found(rules: str) -> Scenario:
    (result,) = check(load_text(rules, "rules.policy")).properties
    assert result.scenario is not None
    return result.scenario


def _said_of_all(specification: Specification, prop: Property, it: Scenario) -> Iterator[str]:
    """Each kind of other decision that was decided again; all that is said of them must be the same."""
    wanted = _said(specification, prop, it, it.decision)
    for name, decision in _others(specification, it):
        now = _said(specification, prop, it, decision)
        assert len(now) == len(wanted), (it.text, decision)
        for one, instead in zip(wanted, now, strict=True):
            (what, why), (what_now, why_now) = _parts(one), _parts(instead)
            # More than one part of a condition may fail: what is told of one is so all the same.
            assert what == what_now, (one, instead, decision)
            assert why <= why_now, (one, instead, decision)
        yield "decisions"
        if name:
            yield "sets"
        if "Decision: any." in it.text:
            yield "any"


def _parts(line: str) -> tuple[str, frozenset[str]]:
    """What is said of a clause, and each of the reasons; any other sentence is said as a whole."""
    found = re.fullmatch(r"(\w+ \w+ (?:applies|does not apply)): (.*)\.", line)
    return (line, frozenset()) if found is None else (found[1], frozenset(found[2].split(" and ")))


def _said(
    specification: Specification, prop: Property, it: Scenario, decision: Decision
) -> list[str]:
    lifted = Lifted(decision, it.ballots, it.readings, ())
    outcome = decide(specification, it.state, it.readings, decision, it.ballots)
    if it.power is not None and not it.text[-1].startswith("If "):
        assert it.power in outcome.adopted_by, (it.text, decision)
    about = (specification, it.state, prop, (it.start, it.end), lifted)
    again = told(*about, frozenset(it.attributes), outcome, it.power)
    return [line for line in again.text if not line.startswith("Decision: ")]


def _others(specification: Specification, it: Scenario) -> Iterator[tuple[bool, Decision]]:
    """Decisions that differ in what is left out, and whether in whom an attribute names."""
    left = [each for each in specification.attributes if each.name not in it.attributes]
    asked = [atom for each in all_conditions(specification) for atom in condition_atoms(each)]
    at = {atom.value for atom in asked if isinstance(atom, Compare)}
    parties = [each.name for each in specification.parties if not each.cohort]
    values: list[list[Value]] = []
    for each in left:
        match each.type:
            case OneOf(names):
                values.append([*names])
            case NumberIn():
                values.append(
                    sorted({0} | {n + by for n in at for by in (-1, 0, 1) if n + by >= 0})
                )
            case PartySet():
                some = (combinations(parties, size) for size in range(3))
                values.append([frozenset(them) for sized in some for them in sized])
            case _:
                values.append([False, True])
    every = [
        dict(zip([each.name for each in left], them, strict=True)) for them in product(*values)
    ]
    random.Random(0).shuffle(every)
    sets = [each.name for each in left if isinstance(each.type, PartySet)]
    facts, rulings = it.decision.facts, it.decision.rulings
    for changed in islice(every, MOST):
        ruled = {
            n: changed[n] for n, value in rulings.items() if n in changed and value == facts[n]
        }
        decision = replace(it.decision, facts={**facts, **changed}, rulings={**rulings, **ruled})
        yield any(changed[name] for name in sets), decision
