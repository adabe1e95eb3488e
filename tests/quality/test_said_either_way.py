"""What no decision may do can be said in the powers, as a prohibition or as a rule: the verdicts are the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from policy_dsl import load_text
from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    Condition,
    Given,
    NeverApplies,
    NoneCanPass,
    Not,
    Power,
    Prohibition,
    Property,
    Requirement,
    Rule,
    Specification,
    Versions,
)
from policy_dsl.state import State, intervals
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY
from tests.semantics.judging import LIMITS
from verifier import Options, Verdict, check

SHAPE = replace(TINY, powers=2, rules=1)
SEEDS = 16
T = TypeVar("T")


def in_the_condition(it: Power, when: Condition) -> AnyClause:
    """The power does not speak of such decisions."""
    said = _versions(it.when, lambda each: And((each, Not(when))))
    return replace(it, when=said)


def in_the_requirement(it: Power, when: Condition) -> AnyClause:
    """The power requires a decision to be another."""
    said = _versions(it.requires, lambda each: AllOf((each, Given(Not(when)))))
    return replace(it, requires=said)


def _versions(versions: Versions[T], change: Callable[[T], T]) -> Versions[T]:
    plain = None if versions.plain is None else change(versions.plain)
    return Versions(plain, {name: change(each) for name, each in versions.by_reading.items()})


def prohibited(when: Condition) -> AnyClause:
    """Every power is kept from it."""
    return Prohibition("banned", "", NOWHERE, NO_NOTES, (), None, Versions(when))


def required_otherwise(when: Condition) -> AnyClause:
    """Of such decisions something is required that nothing meets."""
    never: Versions[Requirement] = Versions(AnyOf(()))
    return Rule("banned", "", NOWHERE, NO_NOTES, (), None, Versions(when), never)


def ways(specification: Specification, when: Condition) -> list[Specification]:
    """The same limit on every power, said in each way there is."""
    found = []
    for said in (in_the_condition, in_the_requirement):
        clauses = [said(c, when) if isinstance(c, Power) else c for c in specification.clauses]
        found.append(replace(specification, clauses=tuple(clauses)))
    for clause in (prohibited(when), required_otherwise(when)):
        found.append(replace(specification, clauses=(*specification.clauses, clause)))
    return found


def of_what_is_not_limited(it: Property, specification: Specification, when: Condition) -> Property:
    """That a power never applies, of decisions that the limit is not about; any other claim as it is.

    A power whose own condition leaves such decisions out does not apply to them. One that is limited in another way
    does, although it adopts none of them: of these the forms truly differ.
    """
    if not isinstance(it.claim, NeverApplies) or it.claim.clause not in _powers(specification):
        return it
    return replace(it, claim=replace(it.claim, when=And((it.claim.when, Not(when)))))


def _powers(specification: Specification) -> set[str]:
    return {power.name for power in specification.powers}


def _state(specification: Specification) -> State:
    return intervals(specification)[-1].state


def test_the_same_limit_has_the_same_verdict_however_it_is_said() -> None:
    seen: Counter[Verdict] = Counter()
    for seed in range(SEEDS):
        rng = random.Random(f"either way {seed}")
        specification, properties = random_questions(rng, 3, SHAPE)
        asked = [p for p in properties if hasattr(p.claim, "when") and not p.even_after_amendments]
        if not asked or not specification.powers:
            continue
        when = asked[0].claim.when  # type: ignore[union-attr]
        none = replace(asked[0], name="none", claim=NoneCanPass(when))
        asked = [of_what_is_not_limited(each, specification, when) for each in asked]
        verdicts = [
            [
                result.verdict
                for result in check(
                    replace(said, properties=(none, *asked)),
                    Options(limits=LIMITS, explained=False),
                ).properties
            ]
            for said in ways(specification, when)
        ]
        assert all(each == verdicts[0] for each in verdicts), (seed, verdicts)
        seen[verdicts[0][0]] += 1
    assert seen[Verdict.HOLDS] > SEEDS // 3, seen


RULES = """governance "T"
party A
party B
body C members A, B quorum none
decision form gap : number in days
{rules}
property x no decision when gap is below 30 can pass
"""


def test_the_part_that_makes_it_so_is_named() -> None:
    power = "power p requires majority of votes cast in C"
    for rules, part in (
        (f"{power} and gap is at least 30", "power p"),
        ("power p when gap is at least 30 requires majority of votes cast in C", "power p"),
        (f"{power}\nprohibition f limits every power when gap is below 30", "prohibition f"),
        (f"{power}\nrule r limits every power requires gap is at least 30", "rule r"),
    ):
        specification = load_text(RULES.format(rules=rules), "rules.policy")
        (result,) = check(specification).properties
        assert result.verdict is Verdict.HOLDS, rules
        assert [each.text for each in result.rests_on] == [part], rules


def test_of_no_decision_at_all_nothing_is_said() -> None:
    rules = RULES.format(rules="power p requires majority of votes cast in C")
    claim = "no decision when gap is below 30 and gap is above 40 can pass"
    specification = load_text(f"{rules}property y {claim}\n", "rules.policy")
    assert check(specification).properties[1].verdict is Verdict.VACUOUS
