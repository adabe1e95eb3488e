"""`when X is ruled to be v`: against brute force, by hand, and in the language's words."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from policy_dsl import examine_text, wording
from policy_dsl.model import Property
from policy_dsl.model.traverse import condition_of_claim
from tests.semantics.brute_force import TooLarge
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS, compare, known_verdicts
from tests.semantics.printing import to_text, writable
from verifier import Options, PropertyResult, check

RULED = replace(TINY, judged=1.0, events=0)


def judged(seed: int) -> Counter[str]:
    """How many verdicts of each kind brute force confirms, of the model of a seed; it is read from its text again."""
    found: Counter[str] = Counter()
    maker = Maker(random.Random(f"rulings {seed}"), RULED)
    specification = maker.specification()
    asker = Asker(maker, specification)
    made: list[Property] = []
    for number in range(3):
        prop = asker.asking_for_rulings(f"claim{number}")
        judges = dict.fromkeys(a.judge for a in specification.attributes if a.judge is not None)
        free = tuple(judges) if maker.chance(0.8) else ()
        made.append(replace(prop, free_judges=free))
    made = [each for each in made if writable(replace(specification, properties=(each,)))]
    examined = examine_text(to_text(replace(specification, properties=tuple(made))), "ruled.policy")
    assert examined.specification is not None, (seed, examined.diagnostics)
    specification = examined.specification
    again = [condition_of_claim(each.claim) for each in specification.properties]
    written = [condition_of_claim(each.claim) for each in made]
    assert list(map(wording.condition, again)) == list(map(wording.condition, written)), seed
    results = check(specification, Options(limits=LIMITS, explained=False)).properties
    for result, prop in zip(results, specification.properties, strict=True):
        try:
            known = known_verdicts(specification, prop, 300, 20_000)
        except TooLarge:
            continue
        assert not compare(prop, result, known), (seed, result.claim)
        found[result.verdict.value] += 1
    return found


# What these rest on takes minutes: cores by nested questions.
LONG = {3, 5, 9, 25}


def test_claims_about_rulings_against_brute_force() -> None:
    found: Counter[str] = Counter()
    for seed in sorted(set(range(24)) - LONG):
        found += judged(seed)
    assert min(found[each] for each in ("fails", "holds", "vacuous")) > 2, found


RULES = """governance "T"
party A
party J
parties 3 K
body Board members A, J, K quorum none
decision
  form kind : one of big, small judged by J
  form fast : yes or no judged by J
  form cost : number in GBP judged by J
  form gains : parties judged by J
power p when kind is small requires majority of votes cast in Board
power q when kind is big or fast or cost is above 10 requires unanimity of members in Board
rule r limits every power when gains includes A requires consent of A in Board
"""
CLAIMS = [
    ("A can block every decision when kind is ruled to be big whatever J rules", "holds"),
    ("A can block every decision when kind is big whatever J rules", "fails"),
    ("J can block every decision when kind is big whatever J rules", "holds"),
    ("A can block every decision when gains is ruled to include A whatever J rules", "holds"),
    ("A can block every decision when gains includes A whatever J rules", "fails"),
    # Where no ruling may be wrong both are the same.
    ("A can block every decision when kind is ruled to be big", "holds"),
    ("no decision when kind is big and kind is ruled to be small can pass", "vacuous"),
    (
        "some decision when kind is big and kind is ruled to be small can pass whatever J rules",
        "holds",
    ),
    (
        "some decision when fast is ruled to be no and cost is ruled to be at most 10 and kind is ruled to be big"
        " and not gains is ruled to include at least 1 of K can pass whatever J rules",
        "holds",
    ),
    ("p never applies when kind is ruled to be big whatever J rules", "holds"),
    ("p never applies when kind is big whatever J rules", "fails"),
    ("q never applies when kind is small and fast is ruled to be no whatever J rules", "fails"),
    (
        "r makes no difference when gains is ruled to include every one of A, K whatever J rules",
        "fails",
    ),
]


def _checked(claims: list[str], rules: str = RULES) -> list[PropertyResult]:
    text = rules + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(claims))
    examined = examine_text(text, "rules.policy")
    assert examined.specification is not None, examined.diagnostics
    return list(check(examined.specification).properties)


def test_claims_about_rulings_by_hand() -> None:
    results = _checked([claim for claim, _ in CLAIMS])
    found = [(each.claim, each.verdict.value) for each in results]
    assert found == CLAIMS


# Who is named in fact stays as it is, whatever is ruled: of some decisions anything may be ruled, and of others not.
JUDGED = """governance "T"
party J
parties 3 K
body Board members J quorum none
decision form gains : parties judged by J
power p requires at least 1 votes in favour in Board
prohibition n limits p when gains includes at least 1 of K
"""
OF_FACTS = [
    (
        "some decision when gains includes every one of K and not gains is ruled to include at least 1 of K"
        " or not gains includes every one of K can pass whatever J rules",
        "holds",
    ),
    ("some decision when gains includes every one of K can pass whatever J rules", "fails"),
]


def test_facts_stay_as_they_are_whatever_is_ruled() -> None:
    results = _checked([claim for claim, _ in OF_FACTS], JUDGED)
    assert [(each.claim, each.verdict.value) for each in results] == OF_FACTS


MAJORITY = "majority of votes cast in Board"
TWICE = f"requires {MAJORITY} then {MAJORITY}"
ADJOURNED = f"requires {MAJORITY} or at an adjourned meeting of Board {MAJORITY} with quorum none"


@pytest.mark.parametrize("at", ["the first", "the last", "every"])
@pytest.mark.parametrize(
    "powers",
    [f"power p {TWICE}", f"power p {ADJOURNED}", f"power p {TWICE}\npower q {ADJOURNED}"],
)
def test_what_is_asked_at_a_meeting_is_asked_of_what_is_ruled(powers: str, at: str) -> None:
    text = f"""governance "T"
party A
party J
parties 3 K
body Board members A, J, K quorum majority of members
decision form fast : yes or no judged by J
{powers}
rule r limits every power at {at} meeting requires fast or consent of A by separate act
property by_ruling A can block every decision when fast is ruled to be no whatever J rules
property by_fact A can block every decision when not fast whatever J rules
"""
    examined = examine_text(text, "rules.policy")
    assert examined.specification is not None, examined.diagnostics
    options = Options(explained=False)
    found = [each.verdict.value for each in check(examined.specification, options).properties]
    assert found == ["holds", "fails"]
