"""`while the others stay away`, `… abstain`, `… vote against`: against brute force, and by hand."""

from __future__ import annotations

import random

import pytest

from policy_dsl import examine_text, load_text
from policy_dsl.model import CanBlock, CannotBlock, CanPass, Others, Property
from tests.semantics.generating_claims import specification_about
from tests.semantics.generator import JUDGED, TINY, Shape
from tests.semantics.judging import judged
from verifier import Verdict, check


def _says_what_others_do(prop: Property) -> bool:
    claim = prop.claim
    return isinstance(claim, CanBlock | CannotBlock | CanPass) and claim.others is not None


@pytest.mark.parametrize(("shape", "seeds"), [(TINY, 24), (JUDGED, 12)], ids=["tiny", "judged"])
def test_what_the_others_do_against_brute_force(shape: Shape, seeds: int) -> None:
    found = judged(
        specification_about(random.Random(f"others {seed}"), 3, shape, _says_what_others_do)
        for seed in range(4, 4 + seeds)
    )
    assert min(found["holds"], found["fails"], found["vacuous"]) > 1


COUNCIL = """governance "Council"
party Chair
parties 6 Member
body Council members Member chair Chair with casting vote quorum at least 3 of members
decision substance money : yes or no
power ordinary requires majority of votes cast in Council
rule signed limits ordinary when money requires consent of Chair by separate act
"""
CLAIMS = {
    # Two carry an empty room but for its quorum; a third is needed for that.
    "any 2 of Member together can pass every decision when not money while the others stay away": "fails",
    "any 3 of Member together can pass every decision when not money while the others stay away": "holds",
    "any 1 of Member together can pass every decision when not money while the others abstain": "holds",
    "any 3 of Member together can pass every decision when not money while the others vote against": "fails",
    "any 4 of Member together can pass every decision when not money while the others vote against": "holds",
    # At a tie the casting vote decides, and whoever is not of the holders does not cast it for.
    "any 3 of Member and Chair together can pass every decision while the others vote against": "holds",
    # Nobody else consents.
    "Member together can pass every decision when money while the others stay away": "fails",
    "any 3 of Member together can block every decision while the others stay away": "holds",
    "any 4 of Member together can block every decision by abstaining while the others vote against": "holds",
    "any 3 of Member together can block every decision when money while the others abstain": "vacuous",
    "any 2 of Member together cannot block any decision while the others abstain": "fails",
    "Chair cannot block any decision when not money while the others stay away": "vacuous",
    "some 4 of Member together can pass every decision when not money while the others vote against": "holds",
    "no 3 of Member together can pass every decision while the others vote against": "holds",
    "no one of Member alone can pass every decision while the others stay away": "holds",
    "every one of Member alone can pass every decision when not money while the others abstain": "holds",
}


def test_what_the_others_do_by_hand() -> None:
    text = COUNCIL + "".join(f"property p{n} {claim}\n" for n, claim in enumerate(CLAIMS))
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    said = {each.claim: each.verdict.value for each in check(specification).properties}
    assert said == CLAIMS


def test_what_is_taken_for_granted_of_the_others_is_said() -> None:
    text = f"{COUNCIL}property p Member together can block every decision while the others abstain"
    specification = examine_text(text, "council.policy").specification
    assert specification is not None
    (result,) = check(specification).properties
    assert any("Everybody else abstains" in each.text for each in result.assumptions)


def test_a_claim_that_what_the_others_do_makes_vacuous_says_so() -> None:
    """Nothing is said to be prohibited that a prohibition has nothing to do with."""
    rules = """
governance "With the others"
party A
party B
party C
body K members A, B, C quorum none
decision substance s : yes or no
power p requires consent of A in K
prohibition f limits every power when s
"""
    for others in Others:
        for when, why in (
            ("not s", f"no such decision could be adopted {others.value}"),
            ("s", "every such decision is prohibited, whoever votes how"),
        ):
            text = f"{rules}property x C can block every decision when {when} {others.value}\n"
            (result,) = check(load_text(text, "rules.policy")).properties
            assert (result.verdict, result.reason) == (Verdict.VACUOUS, why)
