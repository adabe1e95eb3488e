"""Where no decision can change anything, `even after amendments` says what the claim says without these words."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from policy_dsl import load_text
from policy_dsl.model import Power, Property, Specification, Throughout
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY
from verifier import Limits, Options, Verdict, check

CASES = 20
BATCHES = 2


def frozen(seed: int) -> tuple[Specification, list[Property]]:
    """A random specification without grants and with fixed seats, and claims about it."""
    spec, properties = random_questions(random.Random(f"frozen {seed}"), 4, TINY)
    bodies = tuple(replace(body, fixed_membership=True) for body in spec.bodies)
    clauses = tuple(replace(c, grants=()) if isinstance(c, Power) else c for c in spec.clauses)
    # With `throughout`, what is so at one time may be so together with what is so at another.
    kept = [
        prop
        for prop in properties
        if not isinstance(prop.at, Throughout) and not prop.claim.only_as_rules_stand
    ]
    return replace(spec, bodies=bodies, clauses=clauses), kept


def compare(seed: int) -> Counter[str]:
    """How often the two verdicts agreed, by verdict."""
    seen: Counter[str] = Counter()
    spec, kept = frozen(seed)
    enduring = [replace(p, name=f"{p.name}_enduring", even_after_amendments=True) for p in kept]
    asked = replace(spec, properties=(*kept, *enduring))
    results = check(asked, Options(limits=Limits(seconds=10), explained=False)).properties
    for plain, changing in zip(results[: len(kept)], results[len(kept) :], strict=True):
        if changing.verdict is not Verdict.UNDETERMINED:
            assert changing.verdict is plain.verdict, f"seed {seed}: {changing.claim}"
        seen[changing.verdict.value] += 1
    return seen


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_changes(batch: int) -> None:
    size = CASES // BATCHES
    seen = sum((compare(seed) for seed in range(batch * size, (batch + 1) * size)), Counter[str]())
    assert seen["undetermined"] <= size // 10, seen
    assert min(seen["holds"], seen["fails"], seen["vacuous"]) >= size // 5, seen


@pytest.mark.parametrize("seed", [308, 331, 441])
def test_no_one_alone(seed: int) -> None:
    """Of several each is asked about, not the first alone; and of nobody there is nothing to say."""
    compare(seed)


COHORT = """
governance "Board"
party A
party B
party C
parties 2 M
body Board
  members A, B, C, M
  quorum none
  fixed membership
decision
  substance whom : parties
power p requires majority of members in Board
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("M together can block every decision when whom includes any of M", "fails"),
        ("any 1 of M together can block every decision when whom includes every one of M", "fails"),
        ("M and A together can block every decision when whom includes any of M", "holds"),
        ("no one of M alone can block every decision when whom includes any of M", "holds"),
    ],
)
def test_a_cohort_of_which_a_decision_names_some(claim: str, verdict: str) -> None:
    """Those whom the decision names have their seats like the others."""
    text = f"{COHORT}property claim {claim}\n  even after amendments\n"
    assert check(load_text(text, "board.policy")).properties[0].verdict.value == verdict
