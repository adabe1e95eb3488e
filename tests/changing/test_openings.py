"""Changes as openings: every change belongs to one, and each is called what it is."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from policy_dsl import load, load_text
from policy_dsl.model import Specification
from policy_dsl.state import intervals
from tests.changing.small import small_case
from verifier.changing.change_openings import change_openings
from verifier.changing.problem import Problem, ask_for
from verifier.changing.saturation import saturate
from verifier.solving.limits import Budget, Limits

SPECS = Path(__file__).parents[2] / "specs"


def problem(spec: Specification, name: str) -> Problem:
    prop = next(p for p in spec.properties if p.name == name)
    prop = replace(prop, even_after_amendments=True)
    (ask,) = ask_for(spec, prop, intervals(spec)[-1].state)
    return Problem(ask, Budget(Limits(seconds=60)))


def test_the_holders_seat_stands_alone_and_others_together() -> None:
    found = change_openings(problem(load(SPECS / "nottinghamshire.policy"), "policy_veto"))
    seats = [(each.kind, each.name) for each in found if each.kind in ("suspension", "removal")]
    assert seats == [
        ("suspension", "City from Board"),
        ("removal", "City from Board"),
        ("suspension", "others from Board"),
        ("removal", "others from Board"),
    ]
    texts = {each.name: each.text for each in found if each.kind == "removal"}
    assert texts["City from Board"] == "City is removed from Board"
    assert texts["others from Board"] == "others are removed from Board, or leave it"


def test_whoever_is_suspended_may_be_restored() -> None:
    text = (SPECS / "nottinghamshire.policy").read_text(encoding="utf-8")
    text = text.replace("  on 2019-04-16  City is restored to Board\n", "")
    found = change_openings(problem(load_text(text), "policy_veto"))
    texts = {(each.kind, each.name): each.text for each in found}
    assert texts["packing", "Board"] == "members are admitted or restored to Board"
    assert ("suspension", "City from Board") not in texts
    assert ("removal", "City from Board") in texts


def test_every_change_belongs_to_an_opening() -> None:
    for seed in range(40):
        spec, prop = small_case(random.Random(seed))
        for ask in ask_for(spec, prop, intervals(spec)[-1].state):
            it = Problem(ask, Budget(Limits(seconds=60)))
            covered = {p for opening in change_openings(it) for p in opening.points}
            assert set(it.points) <= covered | it.beginning
            # With none open nothing changes at all, not even by somebody's leaving.
            assert set(saturate(it, within=frozenset()).reached) == it.beginning
            assert saturate(it, within=covered).reached == saturate(it).reached
