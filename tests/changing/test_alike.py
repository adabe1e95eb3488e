"""Clauses that nothing tells apart: of each the same is so as the rules stand, asked of it itself."""

from __future__ import annotations

from policy_dsl.model import CanBlock, Manner, NoneCanPass
from policy_dsl.state import intervals
from tests.statements.test_entrenchment import of
from verifier.changing.alike import stand_ins
from verifier.changing.assets import assets
from verifier.changing.stopping import AsRulesStand
from verifier.results.statement import alone
from verifier.solving.limits import Budget, Limits

SEEDS = range(12)


def test_what_stands_for_another_is_answered_alike() -> None:
    shared = told_apart = passing = 0
    for seed in SEEDS:
        specification = of(seed)
        state = intervals(specification)[-1].state
        whens = [each.when for each in assets(specification, state) if each.fixed is None]
        holders = [alone(party) for party in specification.parties]
        standing = AsRulesStand(specification, state, Budget(Limits()), whens, holders)
        for when, instead in stand_ins(specification, state, whens).items():
            told_apart += when == instead
            if when == instead:
                continue
            shared += 1
            itself = standing._failing(NoneCanPass(when), None)
            assert itself == standing.failing(NoneCanPass(when)), (seed, when)
            passing += bool(itself)
            claim = CanBlock(holders[0], when, Manner.AGAINST)
            assert standing._failing(claim, None) == standing.failing(claim), (seed, when)
    assert shared > 20
    assert passing > 5
    assert told_apart > 20


def test_seats_stand_for_themselves() -> None:
    specification = of(SEEDS[0])
    state = intervals(specification)[-1].state
    seats = [each.when for each in assets(specification, state) if each.kind == "seat"]
    assert all(when == it for when, it in stand_ins(specification, state, seats).items())
