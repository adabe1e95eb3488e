"""Verifier against brute force: the verdicts of random properties, and the readings under which they fail."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import product

from policy_dsl.decisions import Decision
from policy_dsl.interpreter import condition_holds
from policy_dsl.model import (
    And,
    BodyHas,
    Condition,
    HoldsRight,
    IsMember,
    IsSuspended,
    Not,
    Or,
    Property,
    Specification,
)
from policy_dsl.model.traverse import condition_of_claim, speaks_of_state
from policy_dsl.state import State, after_events, intervals_of
from tests.semantics.brute_force import Case, TooLarge, worst
from tests.semantics.brute_force import Verdict as Known
from tests.semantics.enumerating import all_readings
from tests.semantics.generating_claims import random_questions
from tests.semantics.generator import TINY, Shape
from tests.semantics.supposed import asked_of
from verifier import Limits, Options, PropertyResult, StateResult, Verdict, check

PER_MODEL = 3
LIMITS = Limits(seconds=20)
MOST_READINGS = 12


@dataclass
class Judged:
    """How many verdicts were compared, of which kind; and where the two differ."""

    compared: Counter[str] = field(default_factory=Counter)
    too_large: int = 0
    differences: list[str] = field(default_factory=list)


def model_of(seed: int, shape: Shape = TINY) -> Specification:
    """The model of a seed, with its properties."""
    specification, properties = random_questions(
        random.Random(f"verdicts {seed}"), PER_MODEL, shape
    )
    return replace(specification, properties=properties)


def differences(
    seed: int, shape: Shape = TINY, limit: int = 400, only: str = "", ballots: int = 60_000
) -> Judged:
    """Everything in which the verdicts differ about the model of this seed.

    `only` leaves aside properties of which the verifier says anything else.
    """
    found = Judged()
    specification = model_of(seed, shape)
    for result, prop in zip(
        check(specification, Options(limits=LIMITS)).properties,
        specification.properties,
        strict=True,
    ):
        label = f"seed {seed}, {prop.name} ({type(prop.claim).__name__}: {result.claim})"
        if result.verdict is Verdict.UNDETERMINED:
            found.differences.append(f"{label}: undetermined, {result.reason}")
            continue
        if only and result.verdict.value != only:
            continue
        try:
            known = known_verdicts(specification, prop, limit, ballots)
        except TooLarge:
            found.too_large += 1
            continue
        found.compared[f"{type(prop.claim).__name__} {result.verdict.value}"] += 1
        found.differences += [f"{label}: {each}" for each in compare(prop, result, known)]
    return found


def judged(specifications: Iterable[Specification], limit: int = 300) -> Counter[str]:
    """The verdicts on all properties small enough for brute force, which says the same of each."""
    found: Counter[str] = Counter()
    for number, specification in enumerate(specifications):
        results = check(specification, Options(limits=LIMITS, explained=False)).properties
        for result, prop in zip(results, specification.properties, strict=True):
            try:
                known = known_verdicts(specification, prop, limit, 20_000)
            except TooLarge:
                continue
            differing = compare(prop, result, known)
            assert not differing, (number, result.claim, differing)
            found[result.verdict.value] += 1
    return found


def spoken_of(specification: Specification, prop: Property, state: State) -> bool:
    """Whether the claim speaks of a state: not where it asks who sits where, and no decision answers to that."""
    when = condition_of_claim(prop.claim)
    if not speaks_of_state(when) or any(event.one_of for event in prop.supposing):
        return True
    return True in answers(specification, after_events(state, prop.supposing), when)


def answers(specification: Specification, state: State, condition: Condition) -> set[bool]:
    """What a condition can be in a state, if all that decisions say is open."""
    match condition:
        case BodyHas():
            return {condition_holds(specification, state, Decision({}), condition, True)}
        case Not(part):
            return {not so for so in answers(specification, state, part)}
        case And(parts) | Or(parts):
            each = [answers(specification, state, part) for part in parts]
            joined = all if isinstance(condition, And) else any
            return {joined(chosen) for chosen in product(*each)}
        case _:
            return {True, False}


ByReading = list[tuple[dict[str, str], Known]]


def known_verdicts(
    specification: Specification, prop: Property, limit: int = 400, ballots: int = 60_000
) -> list[ByReading]:
    """The brute force's verdict under each reading, state by state; none where it does not speak of a state."""
    found = []
    for interval in intervals_of(specification, prop):
        by_reading: list[tuple[dict[str, str], list[Known]]] = []
        for there, state, asked in asked_of(specification, prop, interval.state):
            readings = list(all_readings(there, state, dict(prop.fixed_readings)))
            if len(readings) > MOST_READINGS:
                raise TooLarge(f"{len(readings)} readings")
            by_reading = by_reading or [(reading, []) for reading in readings]
            for reading, verdicts in by_reading:
                verdicts.append(Case(there, state, reading, asked, limit, ballots).verdict())
        # Where nobody can be chosen to whom it could happen nothing is said.
        each = [(reading, worst(verdicts)) for reading, verdicts in by_reading]
        found.append(each or [({}, Known.VACUOUS)])
    spoken = [
        spoken_of(specification, prop, interval.state)
        for interval in intervals_of(specification, prop)
    ]
    if True not in spoken:
        return found
    return [each if so else [] for each, so in zip(found, spoken, strict=True)]


def compare(prop: Property, result: PropertyResult, known: list[ByReading]) -> list[str]:
    """What differs."""
    every = [verdict for each in known for _, verdict in each]
    if result.verdict.value != worst(every).value:
        return [f"verifier {result.verdict.value} ({result.reason}), not {worst(every).value}"]
    found = []
    for state, each in zip(result.states, known, strict=True):
        if not each:
            continue
        said, is_ = state.verdict.value, worst(v for _, v in each).value
        if said != is_:
            found.append(f"from {state.start}: {said}, not {is_}")
        elif state.verdict is Verdict.FAILS and state.readings_complete:
            found += _compare_readings(prop, state, each)
    return found


def _compare_readings(prop: Property, state: StateResult, each: ByReading) -> list[str]:
    if isinstance(prop.claim, HoldsRight | IsMember | IsSuspended):
        return []
    found = []
    for reading, verdict in each:
        named = not state.readings or any(
            all(reading[clause] == name for clause, name in one.items()) for one in state.readings
        )
        if named is not (verdict is Known.FAILS):
            found.append(f"fails under {reading}: {named}, not {not named}")
    return found
