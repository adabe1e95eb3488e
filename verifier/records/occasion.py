"""An occasion: one decision put to the vote, in one state, with everybody's ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from policy_dsl.decisions import Ballots, Decision, ToCome, Vote
from policy_dsl.interpreter import Meeting, Outcome
from policy_dsl.model import Provision, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.state import Interval, State
from verifier.records.situation import Scene


@dataclass(frozen=True, repr=False)
class Occasion:
    """A decision, everybody's ballots, and the rules that they meet.

    `readings` names a reading of each ambiguous clause. `day` is a day on which the timeline has this
    state, where there is one. `uncounted` are votes of parties that have none in that body: the rules
    do not see them, a system may. `label` is what the minutes call it. `to_come` is what of the ballots may still come;
    in `ballots` it is as if nothing did.
    """

    specification: Specification
    state: State
    readings: Mapping[str, str]
    decision: Decision
    ballots: Ballots
    day: date | None = None
    label: str = ""
    uncounted: Mapping[tuple[str, str], Vote] = field(default_factory=dict)
    to_come: ToCome = ToCome()

    @cached_property
    def meeting(self) -> Meeting:
        """The decision before the rules; ValueError for one that nobody could put to this state."""
        return Meeting(self.specification, self.state, self.readings, self.decision)

    @cached_property
    def outcome(self) -> Outcome:
        """Adopted or not by the rules, and why."""
        return self.meeting.outcome(self.ballots)

    @property
    def adopted(self) -> bool:
        """Adopted or not by the rules."""
        return self.outcome.adopted

    @property
    def scene(self) -> Scene:
        """What there is to tell of it, whatever the rules say."""
        return Scene(self.meeting, self.ballots, self.day, self.uncounted, self.to_come)

    def __repr__(self) -> str:
        return "Occasion(\n  " + "\n  ".join(self.scene.lines()) + "\n)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same where Hypothesis (or IPython) prints it, not field by field."""
        printer.text(repr(self))


def day_in(interval: Interval) -> date | None:
    """A day of a stretch of the timeline; None where the timeline has no events."""
    if interval.start is not None:
        return interval.start
    return None if interval.end is None else interval.end - timedelta(days=1)


def ambiguous(specification: Specification, state: State | None = None) -> tuple[str, ...]:
    """The clauses (in force in `state`) for which a reading has to be chosen."""
    return tuple(
        clause.name
        for clause in specification.clauses
        if clause.readings
        and not isinstance(clause, Provision)
        and (state is None or clause.name in state.in_force)
    )


def intended_readings(specification: Specification) -> dict[str, str]:
    """For each ambiguous clause the reading marked as intended, if one is."""
    return {
        name: reading.name
        for name in ambiguous(specification)
        for reading in specification.clause[name].readings
        if reading.intended
    }


def all_readings(specification: Specification, clauses: Iterable[str]) -> list[dict[str, str]]:
    """Every choice of a reading for each of some clauses."""
    found: list[dict[str, str]] = [{}]
    for name in clauses:
        readings = [reading.name for reading in specification.clause[name].readings]
        found = [{**chosen, name: reading} for chosen in found for reading in readings]
    return found
