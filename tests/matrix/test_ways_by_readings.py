"""Of a way to decide no more readings are named than make it one, and these are those of the cells."""

from __future__ import annotations

import itertools
import random

from policy_dsl.model import ALWAYS
from verifier.results.matrix import DecidingPower, MatrixCell, MatrixRow
from verifier.results.matrix_ways import ways_by_readings

CLAUSES = {"a": "xy", "b": "xyz", "c": "xy"}
EVERY = [dict(zip(CLAUSES, names, strict=True)) for names in itertools.product(*CLAUSES.values())]


def way(power: str, requires: str) -> DecidingPower:
    return DecidingPower(power, "", requires, (), "t.policy", 1)


def cell(reading: dict[str, str], *ways: DecidingPower) -> MatrixCell:
    return MatrixCell((reading,), ways, "every", (), "", None, None)


def row(*cells: MatrixCell) -> MatrixRow:
    return MatrixRow(ALWAYS, "", True, cells, (), (), ())


def test_a_power_is_told_by_its_own_readings() -> None:
    said = row(*(cell(r, way("p", r["a"]), way("q", r["b"]), way("s", "")) for r in EVERY))
    assert [(it.power, it.requires, readings) for it, readings in ways_by_readings(said)] == [
        ("s", "", ()),
        ("p", "x", ({"a": "x"},)),
        ("p", "y", ({"a": "y"},)),
        ("q", "x", ({"b": "x"},)),
        ("q", "y", ({"b": "y"},)),
        ("q", "z", ({"b": "z"},)),
    ]


def test_what_is_told_in_short_is_so_under_just_those_readings() -> None:
    rng = random.Random(3)
    for _ in range(60):
        chosen = {reading: rng.random() < 0.5 for reading in range(len(EVERY))}
        said = row(*(cell(r, *[way("p", "")] * chosen[i]) for i, r in enumerate(EVERY)))
        for _, readings in ways_by_readings(said):
            meant = [any(short.items() <= r.items() for short in readings) for r in EVERY]
            assert meant == list(chosen.values()) or (not readings and all(chosen.values()))


def test_where_not_all_readings_are_listed_they_are_told_as_they_are() -> None:
    some = [EVERY[0], EVERY[1], EVERY[4]]
    said = row(cell(some[0], way("p", "")), *(cell(each) for each in some[1:]))
    assert [readings for _, readings in ways_by_readings(said)] == [(some[0],)]
