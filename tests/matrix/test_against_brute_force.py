"""The matrix against enumeration: classes part all decisions, and who can block or carry is exact."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator, Mapping

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting, condition_holds
from policy_dsl.model import (
    ALWAYS,
    AllOf,
    AnyOf,
    Manner,
    Recusal,
    Requirement,
    Specification,
    Successive,
)
from policy_dsl.state import Interval, State, intervals
from tests.matrix.conflicts import conflict_rules, naming_rules
from tests.semantics.enumerating import Domain, TooLarge, all_readings, compositions
from tests.semantics.generator import TINY, Maker
from tests.semantics.meeting_ballots import Heads, Question
from verifier.describing.prime_covers import Described, describe
from verifier.encoding.treatment import effect_groups
from verifier.matrix import scaling
from verifier.matrix.blocking_and_carrying import Deciding
from verifier.matrix.decision_classes import decision_classes, ground
from verifier.matrix.whole_matrix import matrix_of
from verifier.results.matrix import Matrix, MatrixCell, MatrixRow, NumberRange, Scale
from verifier.solving.limits import Budget, Limits

SEEDS = range(24)
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


def span_of(numbers: list[int | None]) -> NumberRange | None:
    known = [n for n in numbers if n is not None]
    if not known:
        return None
    return NumberRange(min(known), None if None in numbers else max(known))


def cell_of(row: MatrixRow, readings: Mapping[str, str]) -> MatrixCell:
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
    for power in () if asked.meeting.obstacles else spec.powers:
        demands = asked.meeting.demands(power)
        if demands is not None and not any(impossible(asked.simple(d, False)) for d in demands):
            yield power.name


def impossible(requirement: Requirement) -> bool:
    """Whether a requirement whose conditions are decided cannot be met, whatever the votes."""
    match requirement:
        case AllOf(parts) | Successive(parts):
            return any(impossible(part) for part in parts)
        case AnyOf(parts):
            return all(impossible(part) for part in parts)
        case _:
            return False


def check_row(
    spec: Specification,
    state: State,
    row: MatrixRow,
    readings: Mapping[str, str],
    them: list[Question],
) -> None:
    cell = cell_of(row, readings)
    able = {frozenset(able_powers(spec, asked)) for asked in them}
    assert frozenset(way.power for way in cell.powers) == frozenset().union(*able)
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
    if cell.scale is not None:
        check_scale(spec, cell.scale, them)
    assert cell.block == span_of([least_blocking(spec, asked) for asked in passing])
    assert cell.carry == span_of([least_carrying(spec, asked) for asked in passing])


@pytest.mark.parametrize("seed", range(40, 52))
def test_decisions_that_no_votes_can_pass(seed: int) -> None:
    """Which of a class they are, and that the example is one with the fewest named."""
    spec = conflict_rules(random.Random(seed))
    state = intervals(spec)[-1].state
    it = ground(spec, state)
    decisions = Domain(spec, state, ALWAYS, (), False, (), 400).decisions()
    budget = Budget(LIMITS)
    for each in decision_classes(it, budget).classes:
        described = describe(it.alphabet, each.term, budget)
        assert isinstance(described, Described)
        them = [
            question(spec, state, {}, put)
            for put in decisions
            if not put.effects and condition_holds(spec, state, put, described.condition, True)
        ]
        ((readings, treated),) = each.treated
        if not them or not any(t.ways for t in treated):
            continue
        lost = Deciding(it, each, budget).lost(readings, treated)
        stuck = [asked for asked in them if not asked.adoptable]
        assert (lost is None) == (not stuck)
        if lost is None:
            continue
        assert lost.every == (len(stuck) == len(them))
        if not lost.every:
            fewest = min(named(spec, asked, None) for asked in stuck)
            assert sum(number for _, _, number in lost.example) == fewest


def named(
    spec: Specification,
    asked: Question,
    among: tuple[str, ...] | None,
    attribute: str = "gains",
) -> int:
    """How many parties the decision names, of some or of all who are told apart by it."""
    sitting = {party for _, party in intervals(spec)[-1].state.seats}
    found = 0
    for name in sitting if among is None else among:
        if spec.party[name].cohort:
            cells = asked.rules.situation.cells[name]
            found += sum(n for cell, n in cells if attribute in cell)
        else:
            parties = asked.meeting.decision.facts[attribute]
            assert isinstance(parties, frozenset)
            found += name in parties
    return found


def check_scale(spec: Specification, scale: Scale, them: list[Question]) -> None:
    for asked in them:
        number = named(spec, asked, scale.parties, scale.attribute)
        fitting = [step for step in scale.steps if step.from_ <= number <= step.to]
        assert len(fitting) == 1
        assert fitting[0].can_pass == asked.adoptable
        if asked.adoptable:
            assert fitting[0].block == least_blocking(spec, asked)
            assert fitting[0].carry == least_carrying(spec, asked)


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
    check_matrix(seed, spec, interval, decisions)


@pytest.mark.parametrize("seed", sorted({*range(18)} - {9, 16}))
def test_conflicts_of_interest(seed: int) -> None:
    """Where the numbers depend on how many may not vote: chairs, recusals and what counts them out included."""
    spec = conflict_rules(random.Random(seed))
    interval = intervals(spec)[-1]
    never = set(effect_groups(spec, interval.state).never)
    domain = Domain(spec, interval.state, ALWAYS, (), False, (), 400)
    decisions = [put for put in domain.decisions() if not put.effects & never]
    check_matrix(seed, spec, interval, decisions, most=64)


@pytest.mark.parametrize("seed", range(16))
def test_consent_of_those_named(seed: int) -> None:
    """Where those whom a decision does not name have no say in it."""
    spec = naming_rules(random.Random(seed))
    interval = intervals(spec)[-1]
    never = set(effect_groups(spec, interval.state).never)
    domain = Domain(spec, interval.state, ALWAYS, (), False, (), 400)
    decisions = [put for put in domain.decisions() if not put.effects & never]
    check_matrix(seed, spec, interval, decisions, most=64)


def check_in_play(
    spec: Specification,
    state: State,
    row: MatrixRow,
    readings: list[dict[str, str]],
    them: list[Decision],
) -> None:
    """A recusal is said to be in play only where it keeps somebody from voting on some decision of the row."""
    left = set(row.recusals)
    for read, put in itertools.product(readings, them):
        if not left:
            return
        rules = question(spec, state, read, put).rules
        for name in [*left]:
            clause = spec.clause[name]
            assert isinstance(clause, Recusal)
            if any(
                state.votes_in(clause.body, party)
                and name in rules.recusing(clause.body, party, cell, power)
                for party, cells in rules.situation.cells.items()
                for cell, _ in cells
                for power in (None, *(each.name for each in spec.powers))
            ):
                left.discard(name)
    assert not left, (row.text, left)


def check_matrix(
    seed: int, spec: Specification, interval: Interval, decisions: list[Decision], most: int = 24
) -> None:
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
        if len(them) > most or everybody(spec) > 5:
            continue
        every = list(all_readings(spec, state, {}))
        check_in_play(spec, state, found.rows[index], every, them)
        for readings in rng.sample(every, min(2, len(every))):
            try:
                asked = [question(spec, state, readings, put) for put in them]
                check_row(spec, state, found.rows[index], readings, asked)
            except TooLarge:
                break


NINE = """
governance "Nine, some of whom may gain"
parties 9 Member
body Board members Member quorum majority of members
decision
  substance gains : parties
power motion requires at least 2/3 of those present in Board
recusal conflict in Board excludes gains from voting
"""


def test_nine_in_conflict_are_ten_cases() -> None:
    specification = examine_text(NINE, "nine.policy").specification
    assert specification is not None
    (row,) = matrix_of(specification, intervals(specification)[-1], LIMITS).rows
    (cell,) = row.cells
    assert cell.scale is not None
    cases = [n for step in cell.scale.steps for n in range(step.from_, step.to + 1)]
    assert cases == list(range(10))
    # By hand: with six in conflict two of them make the quorum, and three of five are too few.
    assert [n for s in cell.scale.steps if not s.can_pass for n in range(s.from_, s.to + 1)] == [
        6,
        7,
        8,
        9,
    ]


ONE_APART = """
governance "Five, of whom one is asked about"
party First
party B
party C
party D
party E
body Board members First, B, C, D, E quorum none
decision
  substance gains : parties
power motion requires at least 2/3 of those present in Board
rule strict limits motion when gains includes First requires majority of members in Board
recusal conflict in Board excludes gains from voting
"""


def test_a_scale_that_is_cut_ends_with_the_most_that_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not with the most that there are, where a class names fewer."""
    monkeypatch.setattr(scaling, "MOST_STEPS", 2)
    specification = examine_text(ONE_APART, "apart.policy").specification
    assert specification is not None
    rows = matrix_of(specification, intervals(specification)[-1], LIMITS).rows
    scales = [cell.scale for row in rows for cell in row.cells if cell.scale is not None]
    assert [(s.steps[0].from_, s.steps[-1].to, s.left_out) for s in scales] == [
        (0, 4, True),
        (1, 5, True),
    ]
