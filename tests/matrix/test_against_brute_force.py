"""The matrix against enumeration: classes part all decisions, and who can block or carry is exact."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator, Mapping

import pytest

from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting, condition_holds
from policy_dsl.model import ALWAYS, AllOf, AnyOf, Manner, Requirement, Specification
from policy_dsl.state import Interval, State, intervals
from tests.semantics.enumerating import Domain, TooLarge, all_readings, compositions
from tests.semantics.generator import TINY, Maker
from tests.semantics.meeting_ballots import Heads, Question
from verifier.encoding.treatment import effect_groups
from verifier.matrix.results import Cell, Matrix, Row, Span
from verifier.matrix.running import matrix_of
from verifier.solving.limits import Limits

SEEDS = range(60)
LIMITS = Limits(seconds=20)


def question(
    spec: Specification, state: State, readings: Mapping[str, str], put: Decision
) -> Question:
    meeting = Meeting(spec, state, readings, put)
    return Question(meeting, meeting.ways, limit=8000)


def coalitions(asked: Question, most: int) -> Iterator[tuple[int, Heads]]:
    """All choices of voters, the fewest first, with how many they are."""
    cells = [
        ((party, cell), number)
        for party, them in asked.rules.situation.cells.items()
        for cell, number in them
    ]
    for size in range(most + 1):
        for counts in compositions(size, len(cells)):
            if all(n <= number for n, (_, number) in zip(counts, cells, strict=True)):
                yield size, {key: n for (key, _), n in zip(cells, counts, strict=True) if n}


def everybody(spec: Specification) -> int:
    return sum(party.size for party in spec.parties)


def least_blocking(spec: Specification, asked: Question) -> int | None:
    return next(
        (
            n
            for n, heads in coalitions(asked, everybody(spec))
            if asked.blocked(heads, Manner.AGAINST)
        ),
        None,
    )


def least_carrying(spec: Specification, asked: Question) -> int | None:
    return next((n for n, heads in coalitions(asked, everybody(spec)) if asked.passed(heads)), None)


def span_of(numbers: list[int | None]) -> Span | None:
    known = [n for n in numbers if n is not None]
    if not known:
        return None
    return Span(min(known), None if None in numbers else max(known))


def cell_of(row: Row, readings: Mapping[str, str]) -> Cell:
    """The cell that speaks of these readings."""
    fitting = [
        cell
        for cell in row.cells
        if not cell.readings or any(given.items() <= readings.items() for given in cell.readings)
    ]
    assert len(fitting) == 1
    return fitting[0]


def able_powers(spec: Specification, asked: Question) -> Iterator[str]:
    """The powers that can take the decision, whose demands do not fail by their conditions alone."""
    for power in spec.powers:
        demands = asked.meeting.demands(power)
        if demands is not None and not any(impossible(asked.simple(d, False)) for d in demands):
            yield power.name


def impossible(requirement: Requirement) -> bool:
    """Whether a requirement whose conditions are decided cannot be met, whatever the votes."""
    match requirement:
        case AllOf(parts):
            return any(impossible(part) for part in parts)
        case AnyOf(parts):
            return all(impossible(part) for part in parts)
        case _:
            return False


def check_row(
    spec: Specification, state: State, row: Row, readings: Mapping[str, str], them: list[Question]
) -> None:
    cell = cell_of(row, readings)
    able = {frozenset(able_powers(spec, asked)) for asked in them}
    assert frozenset(way.power for way in cell.ways) == frozenset().union(*able)
    passing = [asked for asked in them if asked.adoptable]
    expected = "none" if not passing else "every" if len(passing) == len(them) else "some"
    assert cell.can_pass == expected
    if not passing:
        return
    for name in [p.name for p in spec.parties]:
        alone = [
            [
                asked.blocked({(name, c): 1}, Manner.AGAINST)
                for c, _ in asked.rules.situation.cells[name]
            ]
            for asked in passing
        ]
        holder = next((h for h in cell.holders if name in h.parties), None)
        if all(all(each) for each in alone):
            assert holder is not None, name
            assert holder.always, name
        elif any(any(each) for each in alone):
            assert holder is not None, name
            assert not holder.always, name
        else:
            assert holder is None, name
    assert cell.block == span_of([least_blocking(spec, asked) for asked in passing])
    assert cell.carry == span_of([least_carrying(spec, asked) for asked in passing])


def made(seed: int) -> tuple[Specification, Interval, list[Decision]]:
    """The first model from a seed on that has few enough decisions, a time in it, and these decisions."""
    for attempt in itertools.count():
        rng = random.Random(1_000 * seed + attempt)
        spec = Maker(rng, TINY).specification()
        interval = rng.choice(intervals(spec))
        never = set(effect_groups(spec, interval.state).never)
        with contextlib.suppress(TooLarge):
            decisions = Domain(spec, interval.state, ALWAYS, (), False, (), 400).decisions()
            return spec, interval, [put for put in decisions if not put.effects & never]
    raise AssertionError("counting has no end")


@pytest.mark.parametrize("seed", SEEDS)
def test_random_models(seed: int) -> None:
    spec, interval, decisions = made(seed)
    state = interval.state
    found: Matrix = matrix_of(spec, interval, LIMITS)
    assert found.decided
    by_row: dict[int, list[Decision]] = {}
    for put in decisions:
        fitting = [
            index
            for index, row in enumerate(found.rows)
            if condition_holds(spec, state, put, row.condition, True)
        ]
        assert len(fitting) == 1, "each decision is of exactly one class"
        by_row.setdefault(fitting[0], []).append(put)
    assert set(by_row) == set(range(len(found.rows))), "no class is empty"
    rng = random.Random(seed)
    for index, them in by_row.items():
        # The numbers are compared where few enough decisions are to be asked about.
        if len(them) > 24 or everybody(spec) > 5:
            continue
        every = list(all_readings(spec, state, {}))
        for readings in rng.sample(every, min(2, len(every))):
            try:
                asked = [question(spec, state, readings, put) for put in them]
                check_row(spec, state, found.rows[index], readings, asked)
            except TooLarge:
                break
