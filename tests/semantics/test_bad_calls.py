"""Calls that make no sense raise ValueError, and say why; nothing is silently taken for granted."""

from __future__ import annotations

from typing import Any

import pytest

from policy_dsl.decisions import Ballots, Counts, Decision, Vote, single
from policy_dsl.interpreter import decide
from policy_dsl.model import Consensus, Is
from tests.semantics.building import (
    body,
    choice,
    cohort,
    effect,
    event,
    flag,
    latest,
    number,
    of,
    parties,
    party,
    power,
    rule,
    specification,
)

SPEC = specification(
    party("A"),
    party("B"),
    party("Out"),
    cohort(3, "Farmer"),
    body("Board", "A B Farmer", chair="A", casting=True),
    body("Senate", "A"),
    flag("x", judge="A"),
    flag("y"),
    choice("kind", "policy contract"),
    number("value"),
    parties("affected"),
    power("p", of("majority", "cast", "Board"), when=Is("x", True)),
    rule("r", {"one": Consensus("Board"), "two": of(">= 1", "", "Board")}),
    event(1, "B suspended Board"),
)
GOOD: dict[str, Any] = {
    "x": True,
    "y": True,
    "kind": "policy",
    "value": 3,
    "affected": frozenset({"A"}),
}


def call(
    readings: dict[str, str] | None = None, ballots: Ballots | None = None, **put: Any
) -> object:
    parts = {"facts": GOOD, **put}
    return decide(
        SPEC,
        latest(SPEC),
        {"r": "one"} if readings is None else readings,
        Decision(**parts),
        ballots or Ballots(),
    )


def votes_of(body_: str, who: str, *counts: int) -> Ballots:
    return Ballots({(body_, who): {frozenset(): Counts(*counts)}})


# Some of them vote who may not, and others are said to be away.
OUT_IN_TWO = Ballots(
    {("Board", "Out"): {frozenset(): Counts(1), frozenset({"affected"}): Counts(absent=1)}}
)


def test_a_good_call() -> None:
    call()
    call(ballots=votes_of("Board", "Farmer", 1, 1, 1, 0))
    call(ballots=votes_of("Board", "B", 0, 0, 0, 1))  # suspended, and absent
    call(
        cells={"Farmer": {frozenset({"affected"}): 0, frozenset(): 3}}
    )  # nobody there is nothing wrong


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"readings": {}}, "several readings"),
        ({"readings": {"r": "three"}}, "no reading `three`"),
        ({"readings": {"r": "one", "p": "one"}}, "no reading"),
        ({"readings": {"r": "one", "nobody": "one"}}, "no reading"),
        ({"facts": {k: v for k, v in GOOD.items() if k != "x"}}, "does not say what `x` is"),
        ({"facts": {**GOOD, "zzz": True}}, "no attribute `zzz`"),
        ({"facts": {**GOOD, "x": "yes"}}, "no value of `x`"),
        ({"facts": {**GOOD, "value": -1}}, "no value of `value`"),
        ({"facts": {**GOOD, "value": True}}, "no value of `value`"),
        ({"facts": {**GOOD, "kind": "whim"}}, "no value of `kind`"),
        ({"facts": {**GOOD, "affected": frozenset({"Farmer"})}}, "no value of `affected`"),
        ({"facts": {**GOOD, "affected": frozenset({"Nobody"})}}, "no value of `affected`"),
        ({"rulings": {"y": True}}, "nobody rules on `y`"),
        ({"cells": {"A": {frozenset({"affected"}): 1}}}, "no cohort"),
        ({"cells": {"Farmer": {frozenset({"affected"}): 4}}}, "do not fit"),
        ({"cells": {"Farmer": {frozenset({"x"}): 1}}}, "something else"),
        ({"effects": frozenset({effect("enact", "r")})}, "nothing to change"),
        ({"effects": frozenset({effect("amend", "nothing")})}, "nothing to change"),
        ({"ballots": votes_of("Board", "Farmer", 1, 1, 0, 0)}, "do not add up"),
        ({"ballots": votes_of("Board", "A", 2, 0, 0, -1)}, "do not add up"),
        ({"ballots": votes_of("Board", "A", 0, 0, 0, 0)}, "do not add up"),
        ({"ballots": votes_of("Board", "Out", 1, 0, 0, 0)}, "no vote in `Board`"),
        ({"ballots": votes_of("Board", "B", 1, 0, 0, 0)}, "no vote in `Board`"),
        ({"ballots": OUT_IN_TWO}, "no vote in `Board`"),
        ({"ballots": votes_of("Nowhere", "A", 1, 0, 0, 0)}, "no such body"),
        ({"ballots": Ballots({("Board", "Who"): single(Vote.FOR)})}, "no such body or party"),
        ({"ballots": Ballots({}, {"A": {frozenset(): 2}})}, "do not fit"),
        ({"ballots": Ballots({}, {"Who": {frozenset(): 1}})}, "no such party"),
        ({"ballots": Ballots({}, {}, {"Senate": Vote.FOR})}, "nobody has a casting vote"),
        ({"ballots": Ballots({}, {}, {"Board": Vote.ABSTAIN})}, "for or against"),
    ],
)
def test_bad_calls(kwargs: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call(**kwargs)
