"""Clauses that nothing tells apart: of each the same is so as the rules stand, asked of it itself."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from policy_dsl import load_text
from policy_dsl.model import CanBlock, Condition, Manner, NoneCanPass, Specification
from policy_dsl.state import intervals
from verifier.changing.alike import stand_ins
from verifier.changing.assets import assets
from verifier.changing.stopping import AsRulesStand
from verifier.encoding.treatment import Seen
from verifier.results.statement import alone
from verifier.solving.limits import Budget, Limits

SEEDS = range(30)
PROVISIONS = [f"w{number}" for number in range(6)]


def rules(seed: int) -> Specification:
    """Provisions that powers may amend, and that clauses speak of, some of them by name."""
    rng = random.Random(f"alike {seed}")

    def some() -> str:
        return ", ".join(rng.sample(PROVISIONS, rng.randint(1, 3)))

    grants = [f"amend {some()}", "amend any clause", f"amend {some()}, amend rule_0"]
    lines = [
        'governance "Provisions"',
        "party A",
        "party B",
        "parties 3 C",
        "body X members A, B, C quorum none",
        *(f'provision {name} "text"{rng.choice(["", "", chr(32) + FIXED])}' for name in PROVISIONS),
        *(
            f"power power_{number} requires {requirement} may {rng.choice(grants)}"
            for number, requirement in enumerate(["majority of members in X", "consent of A in X"])
        ),
        *(
            f"rule rule_{number} limits every power when {rng.choice(['', 'not '])}amends"
            f" {rng.choice(PROVISIONS)} requires consent of {rng.choice('AB')} in X"
            for number in range(2)
        ),
        f"exception e to rule_0 when amends {rng.choice(PROVISIONS)}",
        f"prohibition never limits every power when amends {rng.choice(PROVISIONS)}",
    ]
    return load_text("\n".join(lines), "rules.policy")


FIXED = 'fixed "so"'


def whens(specification: Specification) -> Iterator[Condition]:
    state = intervals(specification)[-1].state
    return (each.when for each in assets(specification, state) if each.fixed is None)


def answers(seed: int) -> tuple[int, int]:
    """How many stand for another, and of how many of these some change passes."""
    specification = rules(seed)
    state = intervals(specification)[-1].state
    asked = list(whens(specification))
    holders = [alone(party) for party in specification.parties]
    standing = AsRulesStand(specification, state, Budget(Limits()), asked, holders)
    shared = passing = 0
    for when, instead in stand_ins(specification, state, asked).items():
        if when == instead:
            continue
        shared += 1
        itself = standing._failing(NoneCanPass(when), None)
        assert itself == standing.failing(NoneCanPass(when)), when
        passing += bool(itself)
        for holder in holders:
            claim = CanBlock(holder, when, Manner.AGAINST)
            assert standing._failing(claim, None) == standing.failing(claim), (holder, when)
    return shared, passing


def test_what_stands_for_another_is_answered_alike() -> None:
    found = [answers(seed) for seed in SEEDS]
    assert sum(shared for shared, _ in found) > 60
    assert sum(passing for _, passing in found) > 20


def test_what_is_seen_of_each_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Seen, "signature", lambda self, effect: ())
    with pytest.raises(AssertionError):
        test_what_stands_for_another_is_answered_alike()


def test_seats_stand_for_themselves() -> None:
    specification = rules(0)
    state = intervals(specification)[-1].state
    seats = [each.when for each in assets(specification, state) if each.kind == "seat"]
    assert seats
    assert all(when == it for when, it in stand_ins(specification, state, seats).items())
