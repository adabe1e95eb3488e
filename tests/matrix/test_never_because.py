"""What the matrix says that no decision can do is so for the reason given; who can block is called by what is asked."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from policy_dsl import load_text
from policy_dsl.interpreter import beyond_seats, possible_effects, what_is_fixed
from policy_dsl.model import (
    And,
    Condition,
    Effect,
    EffectKind,
    EffectPattern,
    EveryCanPass,
    Is,
    Not,
    Or,
    Specification,
    Touches,
)
from policy_dsl.state import State, initial_state
from verifier.matrix.decision_classes import ground
from verifier.matrix.statements import leaving_aside
from verifier.matrix.whole_matrix import matrix, never_because
from verifier.results.matrix import Barred
from verifier.words.matrix import notes

GRANTS = (
    "may change membership of C",
    "may remove members of C",
    "may change membership of D",
    "may amend r",
    "may amend any clause",
)


def drawn(seed: int) -> Specification:
    draw = random.Random(seed)

    def some(text: str) -> str:
        return text if draw.random() < 0.5 else ""

    grants = "\n  ".join(draw.sample(GRANTS, draw.randint(0, 3)))
    return load_text(
        f"""governance "Barred"
party A
party B
parties 3 M
body C
  members A, B
  {some("seats 2") or some("seats 3")}
  quorum none
body D
  members A, M
  {some("fixed membership")}
  quorum none
decision
  substance s : yes or no
power p requires majority of votes cast in C
  {grants}
rule r limits p when s requires consent of A in C
  {some('fixed "by statute"')}
""",
        f"{seed}.policy",
    )


def reason(spec: Specification, state: State, effect: Effect) -> Barred | None:
    """Why no decision can have an effect, by the interpreter."""
    if not any(grant.matches(effect) for power in spec.powers for grant in power.grants):
        return Barred.NOT_GRANTED
    if what_is_fixed(spec, effect) is not None:
        return Barred.FIXED
    return Barred.SEATS if beyond_seats(spec, state, [effect]) else None


def test_what_no_decision_can_do_is_so_for_the_reason_given() -> None:
    seen: Counter[Barred] = Counter()
    rooms: set[bool] = set()
    for seed in range(40):
        spec = drawn(seed)
        state = initial_state(spec)
        told = never_because(ground(spec, state).alphabet.effect_words, state)
        for effect in possible_effects(spec, state):
            said = [
                each.because
                for each in told
                if any(pattern.matches(effect) for it in each.what for pattern in it.patterns)
            ]
            wanted = reason(spec, state, effect)
            assert said == ([] if wanted is None else [wanted]), (seed, effect)
            seen.update(said)
        for each in told:
            # Cohorts are told of only where one seat is vacant: else nobody is admitted.
            if each.because is Barred.SEATS:
                vacant = spec.body["C"].seats == 3
                assert each.cohorts == vacant, seed
                rooms.add(vacant)
    assert rooms == {False, True}
    assert set(seen) == set(Barred), seen


FULL = """governance "Full"
party A
party B
parties 3 M
body C members A, B seats 3 quorum none
body D members A, B, M quorum none
decision
  substance who : parties
power election when not who includes any of M requires majority of votes cast in D
  may change membership of C
power climb when who includes any of M requires consent of who by separate act
"""


def test_seats_that_are_held_are_no_lack_of_power_and_who_votes_elsewhere_is_not_asked() -> None:
    spec = load_text(FULL, "full.policy")
    it = matrix(spec)
    assert it is not None
    (note,) = [text for text in notes(it) if "leave such decisions aside" in text]
    assert (
        "no decision can be taken that admits M to C, since not so many seats are vacant, and a cohort"
        in note
    )
    assert "No power may take a decision that admits M" not in note
    for row in it.rows:
        for cell in row.cells:
            asked = " ".join(way.requires for way in cell.powers)
            assert " in D" in asked or "of D" not in cell.holders_text


REMOVES = Touches("removes any member of C", (EffectPattern(EffectKind.REMOVE, ("C",)),))
ANYTHING = Touches("changes anything", tuple(EffectPattern(kind) for kind in EffectKind))
URGENT, SMALL = Is("urgent", True), Is("small", True)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        # Changes are named, and denied of some of the decisions alone.
        (Or((And((URGENT, Not(ANYTHING))), SMALL)), True),
        (Or((And((URGENT, Not(REMOVES))), And((SMALL, Not(ANYTHING))))), False),
        (And((Or((URGENT, SMALL)), Not(ANYTHING))), False),
        # No changes are named, so none are meant.
        (Or((URGENT, SMALL)), False),
        (Or((ANYTHING, SMALL)), True),
    ],
)
def test_what_no_power_may_do_is_left_aside_where_it_is_meant(when: Condition, said: bool) -> None:
    claim = leaving_aside(EveryCanPass(when), (REMOVES,))
    assert isinstance(claim, EveryCanPass)
    assert (claim.when != when) is said
    if said:
        assert isinstance(claim.when, And)
        assert Not(REMOVES) in claim.when.parts
