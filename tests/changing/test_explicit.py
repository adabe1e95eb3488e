"""The verdict on changing rules agrees with going through every reachable state, on small random specifications.

Here a few hundred, in half a minute of processor time; `tests/changing/campaign.py` goes through as many as wanted.
"""

from __future__ import annotations

import pytest

from tests.changing.comparing import Compared, compare
from verifier.changing import deciding
from verifier.changing.invariant import Invariant
from verifier.changing.problem import Problem
from verifier.changing.saturation import Saturated

SMALL = 30
WHO = 36
SCOPES = 28
LEAVING = 20
WIDE = 20
SEATS = 16
FOLLOWING = 28
COMPOSED = 12
DONE = 14
LIMITED = 6
MEETINGS = 14
ADJOURNED = 20
BATCHES = 2


def as_found(problem: Problem, made: Saturated) -> Invariant:
    """All that is never reached: what the proof rests on, before it is made small."""
    return Invariant(made.never(problem), False)


def checked(kind: str, first: int, size: int) -> Compared:
    """A batch in which nothing differs and little is left open."""
    found = compare(kind, range(first, first + size))
    assert not found.differences
    assert found.seen["undetermined"] <= size // 5, found.seen
    # What the explicit search cannot go through says nothing of the verdicts; most it can.
    assert found.seen["too large"] <= size // 3, found.seen
    assert found.seen["holds"] + found.seen["vacuous"] >= size // 10, found.seen
    assert found.seen["fails"] >= size // 10, found.seen
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_few_things_that_can_all_change(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one batch with invariants made small; in the others they are checked as they were found."""
    if batch:
        monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    size = SMALL // BATCHES
    checked("small", batch * size, size)


def test_clauses_that_limit_the_powers_of_a_body() -> None:
    found = compare("who", range(WHO))
    assert not found.differences
    assert found.seen["undetermined"] <= WHO // 5, found.seen
    # Half of them have too many states to go through.
    assert min(found.seen["fails"], found.seen["holds"] + found.seen["vacuous"]) >= 2, found.seen


@pytest.mark.parametrize("batch", range(BATCHES))
def test_clauses_that_move(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One verdict in thirteen is wrong where a recusal keeps its body, whatever it says."""
    if batch:
        monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    size = SCOPES // BATCHES
    checked("scopes", batch * size, size)


@pytest.mark.parametrize(
    ("kind", "size"), [("seats", SEATS), ("composed", COMPOSED), ("following", FOLLOWING)]
)
def test_seats_that_are_vacant_or_not(
    kind: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    found = compare(kind, range(size))
    assert not found.differences
    assert min(found.seen[verdict] for verdict in ("holds", "fails", "vacuous")) >= 1, found.seen


def test_recusals_that_come_to_limit_some_powers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them hold if recusals that come to limit powers limit all of them, or none."""
    monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    found = compare("limited", (47, 61, *range(LIMITED)))
    assert not found.differences
    assert min(found.seen["fails"], found.seen["holds"]) >= 2, found.seen


def test_meetings_that_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    found = compare("meetings", range(MEETINGS))
    assert not found.differences
    assert min(found.seen["fails"], found.seen["holds"] + found.seen["vacuous"]) >= 2, found.seen


def test_adjourned_meetings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    found = compare("adjourned", range(ADJOURNED))
    assert not found.differences
    assert min(found.seen["fails"], found.seen["holds"] + found.seen["vacuous"]) >= 2, found.seen


def test_decisions_on_which_those_concerned_may_not_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    found = compare("done", range(DONE))
    assert not found.differences
    assert min(found.seen["fails"], found.seen["holds"] + found.seen["vacuous"]) >= 2, found.seen


@pytest.mark.parametrize("batch", range(BATCHES))
def test_seats_that_others_may_take_away(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if batch:
        monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    size = LEAVING // BATCHES
    checked("leaving", batch * size, size)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_bit_of_everything(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if batch:
        monkeypatch.setattr(deciding, "smallest_invariant", as_found)
    size = WIDE // BATCHES
    checked("wide", batch * size, size)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "kind",
    ["small", "meetings", "adjourned", "who", "scopes", "leaving", "done", "limited", "wide"],
)
def test_campaign(kind: str) -> None:
    """Some twenty minutes."""
    assert not compare(kind, range(10_000, 12_000)).differences
