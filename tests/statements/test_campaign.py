"""The long campaign counts what it puts back, and tells of what is refuted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.statements.campaign import WANTED, Counted, Yield, one
from tests.statements.drawing import said_by, sources
from verifier import Verdict
from verifier.results.statement import Said

BY_NAME = {source.name: source for source in sources()}


def test_what_is_put_back_is_counted_once() -> None:
    counted, brought = Counted(), Yield()
    for _ in range(2):
        one(BY_NAME["matrix of protected"], 2, counted, brought)
    assert counted.total == len(counted.seen) > 5
    assert counted.by_force.total() > 5
    assert (counted.refuted, counted.broken) == (0, 0)
    assert brought.kinds.total() == 2 * counted.total


def test_what_is_seldom_said_is_worth_most() -> None:
    one(BY_NAME["matrix of protected"], 2, counted := Counted(), brought := Yield())
    before = brought.worth(counted)
    for kind in brought.kinds:
        counted.kinds[kind] = WANTED
    assert brought.worth(counted) < before


def test_what_is_refuted_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    source, counted = BY_NAME["matrix of protected"], Counted()
    (read,) = source.printed(2)
    judged = next(iter(read.judged()))
    other = Verdict.FAILS if judged.verdict is Verdict.HOLDS else Verdict.HOLDS
    counted.add(source, read, replace(judged, verdict=other))
    assert counted.refuted == 1
    said = capsys.readouterr().out
    assert "REFUTED" in said
    assert judged.written in said


def test_only_the_kinds_asked_for_are_put_back() -> None:
    rare = Said.NEVER_APPLIES
    counted = Counted(only=frozenset({rare}))
    for seed in range(1, 9):
        one(BY_NAME["lint of idle"], seed, counted, Yield())
    assert counted.kinds.keys() == {(rare, True)}
    assert counted.by_force.total() > 0
    assert counted.refuted == 0


def test_every_kind_is_made_by_some_command_that_is_asked() -> None:
    made = frozenset().union(*(said_by(it.command) for it in sources()))
    # What the review says first is put back of the shipped specifications, which takes long of others.
    assert set(Said) - made == {Said.AS_REVIEWED}


def test_what_some_of_a_cohort_do_is_said_in_the_language_or_not_at_all() -> None:
    # A claim about what two do each by itself has no words for one of a cohort.
    (read,) = BY_NAME["loopholes of protecting"].printed(301142)
    assert read
