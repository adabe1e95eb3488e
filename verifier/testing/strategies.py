"""Hypothesis strategies from a specification: states, decisions, ballots, and whole scenarios.

They draw from the model, so nothing is thrown away; they go where mistakes are made (as few in favour as
will do, one fewer, ties, a quorum just met, a recused chair, each clause applying and not); and they shrink
to what a person would choose: today, the simplest decision, everybody for but those who matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from policy_dsl import wording
from policy_dsl.decisions import Ballots, Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import ALWAYS, Condition, Specification
from policy_dsl.state import State, interval_on, intervals
from verifier.records.occasion import Occasion, ambiguous, day_in
from verifier.testing.asking import When, condition_from
from verifier.testing.drawing import Drawer, focuses, simplest_decision
from verifier.testing.voting import VOTES, drawn_ballots

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


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
    return _decisions(specification, condition, here, effects, rulings)


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
        known = ", ".join(b.name for b in specification.bodies)
        raise ValueError(f"there is no body {body!r}; there are: {known}")
    here = intervals(specification)[-1].state if state is None else state
    if decision is None:
        decision = simplest_decision(specification, here, ALWAYS)
    return _ballots(specification, body, decision, here, readings or {})


def scenarios(
    specification: Specification,
    when: When = None,
    *,
    on: date | None = None,
    state: State | None = None,
    readings: Mapping[str, str] | None = None,
    effects: bool = False,
    rulings: bool = False,
    uncounted: bool = False,
) -> SearchStrategy[Occasion]:
    """A decision of which `when` holds, a state, readings, and everybody's ballots.

    Without `on` (a day) or `state`, any state of the timeline; `readings` fixes some of them. With
    `uncounted`, suspended members may send in votes, which do not count.
    """
    condition = condition_from(specification, when)
    fixed = dict(readings or {})
    check_readings(specification, fixed)
    places: tuple[tuple[State, date | None], ...]
    if state is not None:
        places = ((state, on),)
    elif on is not None:
        places = ((interval_on(specification, on).state, on),)
    else:
        places = tuple((i.state, day_in(i)) for i in reversed(intervals(specification)))
    places = _where_it_can_hold(specification, condition, places)
    return _scenarios(specification, condition, places, fixed, effects, rulings, uncounted)


def check_readings(specification: Specification, readings: Mapping[str, str]) -> None:
    """ValueError, saying what there is, for a clause without such a reading."""
    for clause, reading in readings.items():
        if clause not in specification.clause or not specification.clause[clause].readings:
            known = ", ".join(ambiguous(specification)) or "none"
            raise ValueError(f"there is no clause {clause!r} with readings; there are: {known}")
        names = [r.name for r in specification.clause[clause].readings]
        if reading not in names:
            raise ValueError(
                f"{clause} has no reading {reading!r}; its readings are: {', '.join(names)}"
            )


# --- how they are drawn: by functions without arguments, so that Hypothesis can name them briefly ----


def _decisions(
    specification: Specification,
    condition: Condition,
    state: State,
    effects: bool,
    rulings: bool,
) -> SearchStrategy[Decision]:
    simplest_decision(specification, state, condition)  # says so now if there is none
    clauses = tuple(focuses(specification, state, {}))

    @st.composite
    def decision(draw: DrawFn) -> Decision:
        drawer = Drawer(draw, specification)
        focus = drawer.one((None, *clauses))
        return drawer.decision(state, {}, condition, focus, effects, rulings)

    return decision()


def _ballots(
    specification: Specification,
    body: str | None,
    decision: Decision,
    state: State,
    readings: Mapping[str, str],
) -> SearchStrategy[Ballots]:
    bodies = tuple(b.name for b in specification.bodies) if body is None else (body,)

    @st.composite
    def ballot(draw: DrawFn) -> Ballots:
        drawer = Drawer(draw, specification)
        meeting = Meeting(specification, state, _readings(drawer, state, readings), decision)
        return drawn_ballots(drawer, meeting, bodies, consents=body is None)

    return ballot()


def _scenarios(
    specification: Specification,
    condition: Condition,
    places: tuple[tuple[State, date | None], ...],
    readings: Mapping[str, str],
    effects: bool,
    rulings: bool,
    uncounted: bool,
) -> SearchStrategy[Occasion]:
    bodies = tuple(body.name for body in specification.bodies)

    @st.composite
    def scenario(draw: DrawFn) -> Occasion:
        drawer = Drawer(draw, specification)
        state, day = drawer.one(places)
        read = _readings(drawer, state, readings)
        focus = drawer.one((None, *focuses(specification, state, read)))
        decision = drawer.decision(state, read, condition, focus, effects, rulings)
        meeting = Meeting(specification, state, read, decision)
        given = drawn_ballots(drawer, meeting, bodies, consents=True)
        strays: dict[tuple[str, str], Vote] = {}
        for seat in sorted(state.suspended) if uncounted else ():
            if drawer.pick(2):
                strays[seat] = drawer.one(VOTES[:3])
        return Occasion(specification, state, read, decision, given, day, uncounted=strays)

    return scenario()


def _where_it_can_hold(
    specification: Specification,
    condition: Condition,
    places: tuple[tuple[State, date | None], ...],
) -> tuple[tuple[State, date | None], ...]:
    """The states in which the condition holds of some decision; ValueError if there is none."""
    found = []
    for place in places:
        try:
            simplest_decision(specification, place[0], condition)
        except ValueError:
            continue
        found.append(place)
    if not found:
        raise ValueError(
            f"there is no decision of which this holds: {wording.condition(condition)}"
        )
    return tuple(found)


def _readings(drawer: Drawer, state: State, fixed: Mapping[str, str]) -> dict[str, str]:
    """A reading of each ambiguous clause in force; simplest is the one intended, or the first."""
    found: dict[str, str] = {}
    for name in ambiguous(drawer.specification, state):
        readings = sorted(drawer.specification.clause[name].readings, key=lambda r: not r.intended)
        found[name] = fixed.get(name) or drawer.one(readings).name
    return found
