"""What lint finds in random models, against enumeration by the interpreter."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.model import ALWAYS, Composition, Provision, Specification
from policy_dsl.state import State, intervals
from tests.describing.parsed import read_again
from tests.semantics.enumerating import Domain, TooLarge, all_ballots, all_readings
from tests.semantics.generator import TINY, Maker
from tests.semantics.printing import to_text
from verifier.checking.specifications import Options, check
from verifier.encoding.treatment import effect_groups
from verifier.linting.dead_clauses import idle_clauses
from verifier.linting.every_check import LintOptions, lint
from verifier.linting.lint_context import LintContext
from verifier.linting.votes import dummies
from verifier.matrix.whole_matrix import matrix_of
from verifier.results import Verdict
from verifier.results.matrix import MatrixRow
from verifier.solving.limits import Limits
from verifier.words import lint as words

LIMITS = Limits(seconds=60)
TODAY = date(2020, 1, 1)
SEEDS = range(24)


def made(spec: Specification, limit: int = 300) -> tuple[State, list[Decision]]:
    """The last state and all decisions in it; TooLarge where there are more than `limit`."""
    state = intervals(spec)[-1].state
    return state, Domain(spec, state, ALWAYS, (), False, (), limit).decisions()


def at_last(spec: Specification, code: str) -> LintOptions:
    """What is asked of the last state alone."""
    return LintOptions(TODAY, (code,), LIMITS, at=intervals(spec)[-1].start)


def first_fitting(seed: int, judged: Callable[[Specification], bool]) -> None:
    """Judge the first model from a seed on that is small enough, and that there is something to judge in."""
    for attempt in itertools.count():
        with contextlib.suppress(TooLarge):
            if judged(Maker(random.Random(1_000 * seed + attempt), TINY).specification()):
                return


def active(spec: Specification, state: State, name: str, decisions: list[Decision]) -> bool:
    """Whether a clause applies to some decision under some reading."""
    clause = spec.clause[name]
    return any(
        Meeting(spec, state, readings, put).rules.active(clause)
        for readings in all_readings(spec, state, {})
        for put in decisions
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_dead_clauses(seed: int) -> None:
    """VL02 and, for what one exception takes away, VL07."""
    first_fitting(seed, dead_clauses)


def dead_clauses(spec: Specification) -> bool:
    room = LintContext(spec, LIMITS)
    idle_clauses(room)
    dead = {f.subject for f in room.findings if f.code == words.DEAD}
    swallowed = {
        name
        for f in room.findings
        if f.code == words.WIDE
        for name in spec.clause[f.subject].targets  # type: ignore[union-attr]
    }
    expected = set()
    for clause in spec.clauses:
        states = [s for s in room.states if clause.name in s.in_force]
        if isinstance(clause, Composition | Provision) or not states:
            continue
        if not any(
            active(spec, s, clause.name, Domain(spec, s, ALWAYS, (), False, (), 200).decisions())
            for s in states
        ):
            expected.add(clause.name)
    assert dead <= expected
    assert expected - dead <= swallowed
    return True


def outcome_differs(
    spec: Specification, state: State, name: str, readings: Mapping[str, str], put: Decision
) -> bool:
    """Whether some ballot has another outcome without the clause."""
    meeting = Meeting(spec, state, readings, put)
    without = Meeting(spec, state, readings, put, {name})
    return any(meeting.adopted(b) != without.adopted(b) for b in all_ballots(meeting, 1000))


@pytest.mark.parametrize("seed", SEEDS)
def test_redundant_clauses(seed: int) -> None:
    """VL03: no ballot on any decision makes a difference; what is not listed makes one somewhere."""
    first_fitting(seed, redundant_clauses)


def redundant_clauses(spec: Specification) -> bool:
    spec = replace(spec, events=())
    state, decisions = made(spec, 40)
    room = LintContext(spec, LIMITS)
    idle_clauses(room)
    assert not room.open
    listed = {f.subject: f.code for f in room.findings if f.code != words.WIDE}
    compared = 0
    for clause in spec.clauses:
        if (
            isinstance(clause, Composition | Provision)
            or clause.name not in state.in_force
            or clause.fixed
        ):
            continue
        code = listed.get(clause.name)
        if code is None and any(clause.name in getattr(c, "targets", ()) for c in spec.clauses):
            continue  # swallowed, perhaps, which is said of the exception
        try:
            differs = any(
                outcome_differs(spec, state, clause.name, readings, put)
                for readings in all_readings(spec, state, {})
                for put in decisions
            )
        except TooLarge:
            continue
        compared += 1
        if code in (words.DEAD, words.REDUNDANT, words.SEVERAL):
            assert not differs, clause.name
        else:
            assert differs, clause.name
    return compared > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_gaps(seed: int) -> None:
    """VL01: exactly the decisions that no power covers under the reading."""
    first_fitting(seed, gaps)


def gaps(spec: Specification) -> bool:
    state, decisions = made(spec)
    found = lint(spec, at_last(spec, words.GAP))
    still = [put for put in decisions if not put.effects]
    gap = any(
        not any(Meeting(spec, state, readings, put).rules.active(power) for power in spec.powers)
        for readings in all_readings(spec, state, {})
        for put in still
    )
    assert bool(found.findings) == gap
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_dummies(seed: int) -> None:
    """VL05: whoever is not listed at all changes some outcome; whoever is listed for all decisions changes none."""
    first_fitting(seed, idle_votes)


def idle_votes(spec: Specification) -> bool:
    state, decisions = made(spec, 40)
    never = set(effect_groups(spec, state).never)
    decisions = [put for put in decisions if not put.effects & never]
    room = LintContext(spec, LIMITS)
    dummies(room)
    listed = {f.subject for f in room.findings}
    # Where nothing can pass that a body decides, that is what is to be said (VL04), not that votes are idle.
    passing = [
        f"{way.requires} {[limit.requires for limit in way.limits]}"
        for row in matrix_of(spec, intervals(spec)[-1], LIMITS).rows
        for cell in row.cells
        if cell.can_pass in ("every", "some")
        for way in cell.powers
    ]
    compared = len(listed)
    for body in spec.bodies:
        if body.name in listed or not any(f"in {body.name}" in text for text in passing):
            continue
        for seat in body.members:
            name = seat.party
            if not state.votes_in(body.name, name):
                continue
            if any(f"{name} in {body.name}" == subject for subject in listed):
                continue
            try:
                assert any(
                    changes(spec, Meeting(spec, state, readings, put), body.name, name)
                    for readings in all_readings(spec, state, {})
                    for put in decisions
                ) or not_first_of_class(room, name), (body.name, name)
            except TooLarge:
                continue
            compared += 1
    return compared > 0


def not_first_of_class(room: LintContext, name: str) -> bool:
    """A class of interchangeable parties is listed by its first."""
    cells = room.ground(room.now.state).encoding.electorate.cells
    return all(cell.voters.first.name != name for cell in cells)


def changes(spec: Specification, meeting: Meeting, body: str, party: str) -> bool:
    """Some ballot whose outcome changes with one vote of the party in the body."""
    if not meeting.ways:
        return False
    by_rest: dict[object, set[bool]] = {}
    number = spec.party[party].size
    for ballots in all_ballots(meeting, 3000):
        if number > 1:
            break
        votes = {k: v for k, v in ballots.votes.items() if k != (body, party)}
        recused = any(s.recused_by for s in meeting.rules.seated[body] if s.party == party)
        if recused:
            return False
        key = (repr(votes), repr(ballots.consents), repr(ballots.casting))
        by_rest.setdefault(key, set()).add(meeting.adopted(ballots))
    if number > 1:
        raise TooLarge("a cohort")
    return any(len(outcomes) > 1 for outcomes in by_rest.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_clashes(seed: int) -> None:
    """VL04 is found where the matrix, which is tested apart, says that some of what is open cannot pass."""
    spec = Maker(random.Random(seed), TINY).specification()
    matrix = matrix_of(replace(spec, properties=()), intervals(spec)[-1], LIMITS)
    assert matrix.decided
    lost = {
        row.text
        for row in matrix.rows
        if any(
            (cell.powers and cell.can_pass in ("none", "some")) or "no such" in cell.because
            for cell in row.cells
        )
    }
    found = lint(spec, at_last(spec, words.CLASH)).findings
    assert bool(found) == bool(lost)
    assert len(found) <= len(lost), "one fact is one finding"
    every = {row.text for row in matrix.rows if lost_whole(row)}
    whole = [each for each in found if not each.of_some]
    assert bool(whole) >= bool(every)
    if any(clause.readings for clause in spec.clauses):
        return
    # What is said to be lost as a whole is so: the subject is a condition, and no decision that meets it can pass.
    text = to_text(replace(spec, properties=(), acceptances=()))
    for each in whole:
        subject = "" if each.subject == "every decision" else each.subject
        again, _ = read_again(text, subject)
        (verdict,) = check(again, Options(("said_again",))).properties
        assert verdict.verdict in (Verdict.HOLDS, Verdict.VACUOUS), (seed, each.subject)


def lost_whole(row: MatrixRow) -> bool:
    """Under the first reading that loses anything, every decision of the row is lost."""
    for cell in row.cells:
        if (cell.powers and cell.can_pass == "none") or "no such" in cell.because:
            return True
        if cell.powers and cell.can_pass == "some":
            return False
    return False
