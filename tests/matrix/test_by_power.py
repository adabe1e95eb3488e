"""Where there are more classes than can be listed, each power by itself: what its rows say is so, in few questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.classes import conditions, exceptions, subjects
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting, condition_holds
from policy_dsl.loading import load_text
from policy_dsl.model import ExceptionTo, Power, Specification
from policy_dsl.state import State
from tests.matrix.test_against_brute_force import (
    LIMITS,
    cell_of,
    everybody,
    least_blocking,
    least_carrying,
    made,
)
from tests.semantics.enumerating import TooLarge, all_readings
from tests.semantics.meeting_ballots import Question
from verifier.cli import main
from verifier.matrix import whole_matrix
from verifier.matrix.blocking_and_carrying import Deciding
from verifier.matrix.whole_matrix import matrix, matrix_of
from verifier.results.matrix import MatrixRow, NumberRange


def by_it(
    spec: Specification, state: State, readings: Mapping[str, str], put: Decision, power: str
) -> Question:
    """The decision, to be taken by one power alone."""
    meeting = Meeting(spec, state, readings, put)
    its = spec.clause[power]
    assert isinstance(its, Power)
    demands = None if meeting.obstacles else meeting.demands(its)
    return Question(meeting, {} if demands is None else {power: demands}, limit=2000)


def bearing(spec: Specification, power: str) -> set[str]:
    """The clauses that may bear on a power's decisions."""
    found = {power} | {c.name for c in spec.clauses if spec.limits(c, power)}
    while True:
        more = {
            c.name
            for c in spec.clauses
            if isinstance(c, ExceptionTo) and found.intersection(c.targets)
        }
        if more <= found:
            return found - {power}
        found |= more


def applying(
    spec: Specification, state: State, power: str, readings: Mapping[str, str], put: Decision
) -> set[str] | None:
    """What applies of that; None where the power does not cover the decision."""
    meeting = Meeting(spec, state, readings, put)
    its = spec.clause[power]
    assert isinstance(its, Power)
    if not meeting.rules.active(its) or meeting.not_granted(its):
        return None
    return {name for name in bearing(spec, power) if meeting.rules.active(spec.clause[name])}


# One that takes as long as all others together is left to another day.
@pytest.mark.parametrize("seed", sorted({*range(24)} - {11}))
def test_rows_of_random_models(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every decision that a row speaks of, under each reading, is decided as it says."""
    monkeypatch.setattr(whole_matrix, "MOST_CLASSES", 0)
    monkeypatch.setattr(whole_matrix, "ROOM", 200)
    monkeypatch.setattr(whole_matrix, "MOST_OF_A_POWER", 200)
    spec, interval, decisions = made(seed)
    found = matrix_of(spec, interval, LIMITS)
    assert found.decided
    assert found.more == bool(decisions)
    assert not found.left_out
    readings = list(all_readings(spec, interval.state, {}))
    for power in {row.power for row in found.rows}:
        state = interval.state
        applies = [
            (put, [applying(spec, state, power, each, put) for each in readings])
            for put in decisions
        ]
        rows = [row for row in found.rows if row.power == power]
        for put, by_reading in applies:
            some = {name for names in by_reading for name in names or ()}
            if all(names is None for names in by_reading):
                continue
            for row in rows:
                if some <= set(row.applying) and condition_holds(
                    spec, interval.state, put, row.condition, True
                ):
                    for each in readings:
                        check_said(spec, row, each, by_it(spec, state, each, put, power))
        forbidding = {p.name for p in spec.prohibitions}
        met = {name for _, them in applies for names in them for name in names or ()}
        assert met & forbidding <= {name for row in rows for name in row.applying}


def check_said(
    spec: Specification, row: MatrixRow, readings: Mapping[str, str], it: Question
) -> None:
    """What a row says goes for one of its decisions."""
    cell = cell_of(row, readings)
    try:
        adoptable = it.adoptable
        assert cell.can_pass in ("some", "every" if adoptable else "none")
        if not adoptable or everybody(spec) > 4:
            return
        assert within(least_blocking(spec, it), cell.block)
        assert within(least_carrying(spec, it), cell.carry)
    except TooLarge:
        return


def within(number: int | None, span: NumberRange | None) -> bool:
    if number is None:
        return span is None or span.most is None
    return span is not None and span.least <= number <= (span.most or number)


COMPOSED = """
governance "One of two"
party A
party B
party C
group G is A, C
body Board members A, B quorum none
power seating may admit members to Board requires majority of members in Board
composition mix in Board allows at most 1 of G
"""


def test_what_a_composition_bars_is_in_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """It limits no power by name, and stands for each."""
    monkeypatch.setattr(whole_matrix, "MOST_CLASSES", 0)
    (row,) = matrix(load_text(COMPOSED, "composed.policy")).rows
    assert row.text == "by seating, where nothing else applies: not admits C to Board"
    assert [cell.can_pass for cell in row.cells] == ["every"]


# --- growth --------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [subjects, conditions, exceptions])
def test_twice_the_clauses_are_no_more_questions(
    shape: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is decided is as much as is listed, however many classes the clauses make together."""
    assert callable(shape)
    asked: list[int] = []
    decide = Deciding.cell

    def cell(self: Deciding, *arguments: object) -> object:
        asked[-1] += 1
        return decide(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Deciding, "cell", cell)
    for number in (40, 80):
        asked.append(0)
        found = matrix(load_text(shape(number), "many.policy"))
        assert found.decided
        assert found.more
        assert 0 < len(found.rows) <= whole_matrix.ROOM
        assert asked[-1] == len(found.rows)


def test_what_is_cut_is_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A listing that is cut leaves nothing open, and says what it leaves out."""
    monkeypatch.chdir(tmp_path)
    Path("many.policy").write_text(conditions(31), encoding="utf-8")
    assert main(["matrix", "many.policy"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "by motion, where nothing else applies: every decision motion: a majority" in said
    assert "by motion, where rule_3 applies: act_3 motion:" in said
    assert "that may bear on a power besides: 11 of motion." in said
