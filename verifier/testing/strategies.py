"""Hypothesis strategies from a specification: states, decisions, ballots, and whole scenarios.

They draw from the model, so nothing is thrown away; they go where mistakes are made (as few in favour as
will do, one fewer, ties, a quorum just met, a recused chair, each clause applying and not); and they shrink
to what a person would choose: today, the simplest decision, everybody for but those who matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from hypothesis import note
from hypothesis import strategies as st

from policy_dsl import wording
from policy_dsl.decisions import Ballots, Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import ALWAYS, Condition, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import State, interval_on, intervals
from verifier.diffing.separating import Within
from verifier.mutation.witnesses import Place
from verifier.output.formats import json_line
from verifier.records.occasion import Occasion, ambiguous, day_in
from verifier.records.plain import record
from verifier.testing.drawing import Drawer, focuses, simplest_decision
from verifier.testing.named_options import naming_options
from verifier.testing.selecting import When, condition_from
from verifier.testing.voting import VOTES, drawn_ballots
from verifier.words import conforming as say

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__tracebackhide__ = True  # pytest shows whoever calls


class AboutDecisions(TypedDict, total=False):
    """Of which decisions: put on a day (`on`) or to a `state`, without either to any state of the timeline.

    `readings` fixes some readings. With `effects` they may change rules and seats besides what `when` says; with
    `rulings` judges may rule otherwise than the facts are.
    """

    on: date | None
    state: State | None
    readings: Mapping[str, str] | None
    effects: bool
    rulings: bool


class AboutScenarios(AboutDecisions, total=False):
    """Of which decisions: put on a day (`on`) or to a `state`, without either to any state of the timeline.

    `readings` fixes some readings. With `effects` they may change rules and seats besides what `when` says; with
    `rulings` judges may rule otherwise than the facts are. With `uncounted` suspended members may send in votes, which
    do not count.
    """

    uncounted: bool


def states(specification: Specification) -> SearchStrategy[State]:
    """The states of the timeline; simplest is the last one."""
    every = tuple(dict.fromkeys(interval.state for interval in reversed(intervals(specification))))
    return st.sampled_from(every)


def decisions(
    specification: Specification,
    when: When = None,
    *,
    state: State | None = None,
    effects: bool = False,
    rulings: bool = False,
) -> SearchStrategy[Decision]:
    """Decisions of which `when` holds: a condition as one writes it after `when`, or a property's name.

    They are put to `state` (None: after the last event). With `effects` they may change rules and seats
    besides what `when` says; with `rulings` judges may rule otherwise than the facts are.
    """
    condition = condition_from(specification, when)
    here = intervals(specification)[-1].state if state is None else state
    simplest_decision(specification, here, condition)  # says so now if there is none
    return _decision(
        AskedAbout(specification, condition, ((here, None),), effects=effects, rulings=rulings)
    )


def ballots(
    specification: Specification,
    body: str | None = None,
    *,
    decision: Decision | None = None,
    state: State | None = None,
    readings: Mapping[str, str] | None = None,
) -> SearchStrategy[Ballots]:
    """Ballots on a decision (None: the simplest one), in every body and with all consents, or in one body only."""
    if body is not None and body not in specification.body:
        raise ValueError(say.no_body(body, [b.name for b in specification.bodies]))
    here = intervals(specification)[-1].state if state is None else state
    if decision is None:
        decision = simplest_decision(specification, here, ALWAYS)
    return _ballots(
        AskedAbout(
            specification,
            places=((here, None),),
            readings=readings or {},
            decision=decision,
            body=body,
        )
    )


def asked_about(
    specification: Specification,
    when: When = None,
    *,
    on: date | None = None,
    state: State | None = None,
    readings: Mapping[str, str] | None = None,
    effects: bool = False,
    rulings: bool = False,
    uncounted: bool = False,
) -> AskedAbout:
    """What `scenarios` draws from, as it says."""
    condition = condition_from(specification, when)
    fixed = dict(readings or {})
    check_readings(specification, fixed)
    places: tuple[Place, ...]
    if state is not None:
        places = ((state, on),)
    elif on is not None:
        places = ((interval_on(specification, on).state, on),)
    else:
        places = tuple((i.state, day_in(i)) for i in reversed(intervals(specification)))
    places = _where_it_can_hold(specification, condition, places)
    return AskedAbout(specification, condition, places, fixed, effects, rulings, uncounted)


@naming_options(AboutScenarios, like=asked_about)
def scenarios(
    specification: Specification, when: When = None, **about: Unpack[AboutScenarios]
) -> SearchStrategy[Occasion]:
    """A decision of which `when` holds, a state, readings, and everybody's ballots."""
    return drawn_from(asked_about(specification, when, **about))


def drawn_from(about: AskedAbout) -> SearchStrategy[Occasion]:
    """Scenarios of what is asked about."""
    return _scenario(about)


def check_readings(specification: Specification, readings: Mapping[str, str]) -> None:
    """ValueError, saying what there is, for a clause without such a reading."""
    for clause, reading in readings.items():
        if clause not in specification.clause or not specification.clause[clause].readings:
            raise ValueError(say.no_clause_with_readings(clause, ambiguous(specification)))
        names = [r.name for r in specification.clause[clause].readings]
        if reading not in names:
            raise ValueError(say.no_such_reading(clause, reading, names))


# --- how they are drawn --------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class AskedAbout:
    """All that a strategy draws from, in one argument: Hypothesis prints the arguments of strategies."""

    specification: Specification
    condition: Condition = ALWAYS
    places: tuple[Place, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    effects: bool = False
    rulings: bool = False
    uncounted: bool = False
    decision: Decision | None = None
    body: str | None = None

    @property
    def within(self) -> Within:
        """Which decisions."""
        return Within(self.condition, self.readings, self.effects, self.rulings, self.uncounted)

    def __repr__(self) -> str:
        return repr(self.specification.file)


@st.composite
def _decision(draw: DrawFn, asked: AskedAbout) -> Decision:
    drawer = Drawer(draw, asked.specification)
    state, _ = asked.places[0]
    focus = drawer.one((None, *focuses(asked.specification, state, {})))
    return drawer.decision(state, {}, asked.condition, focus, asked.effects, asked.rulings)


@st.composite
def _ballots(draw: DrawFn, asked: AskedAbout) -> Ballots:
    drawer = Drawer(draw, asked.specification)
    state, _ = asked.places[0]
    assert asked.decision is not None
    readings = _readings(drawer, state, asked.readings)
    meeting = Meeting(asked.specification, state, readings, asked.decision)
    bodies = tuple(b.name for b in asked.specification.bodies)
    if asked.body is not None:
        bodies = (asked.body,)
    return drawn_ballots(drawer, meeting, bodies, consents=asked.body is None)


@st.composite
def _scenario(draw: DrawFn, asked: AskedAbout) -> Occasion:
    specification = asked.specification
    drawer = Drawer(draw, specification)
    state, day = drawer.one(asked.places)
    read = _readings(drawer, state, asked.readings)
    focus = drawer.one((None, *focuses(specification, state, read)))
    decision = drawer.decision(state, read, asked.condition, focus, asked.effects, asked.rulings)
    meeting = Meeting(specification, state, read, decision)
    bodies = tuple(body.name for body in specification.bodies)
    given = drawn_ballots(drawer, meeting, bodies, consents=True, focus=focus)
    strays: dict[tuple[str, str], Vote] = {}
    for seat in sorted(state.suspended) if asked.uncounted else ():
        if drawer.pick(2):
            strays[seat] = drawer.one(VOTES[:3])
    found = Occasion(specification, state, read, decision, given, day, uncounted=strays)
    note(_Printed(found))
    return found


@dataclass(frozen=True, repr=False)
class _Printed:
    """What Hypothesis prints of a scenario with a failing case, and only then: the record that is read back."""

    occasion: Occasion

    def __repr__(self) -> str:
        return f"{say.AS_RECORD}\n{json_line(record(self.occasion))}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def _where_it_can_hold(
    specification: Specification,
    condition: Condition,
    places: tuple[Place, ...],
) -> tuple[Place, ...]:
    """The states in which the condition holds of some decision; ValueError if there is none."""
    found = []
    for place in places:
        try:
            simplest_decision(specification, place[0], condition)
        except ValueError:
            continue
        found.append(place)
    if not found:
        raise ValueError(say.holds_of_none(wording.condition(condition)))
    return tuple(found)


def _readings(drawer: Drawer, state: State, fixed: Mapping[str, str]) -> dict[str, str]:
    """A reading of each ambiguous clause in force; simplest is the one intended, or the first."""
    found: dict[str, str] = {}
    for name in ambiguous(drawer.specification, state):
        readings = sorted(drawer.specification.clause[name].readings, key=lambda r: not r.intended)
        found[name] = fixed.get(name) or drawer.one(readings).name
    return found
