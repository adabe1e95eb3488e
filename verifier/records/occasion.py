"""An occasion: one decision put to the vote, in one state, with everybody's ballots."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from policy_dsl.decisions import Ballots, Decision, ToCome, Vote
from policy_dsl.interpreter import Meeting, Outcome
from policy_dsl.model import Power, Provision, Specification, Successive, Waiting
from policy_dsl.records import dataclass, field
from policy_dsl.state import Interval, State
from verifier.records.who_did_what import Scene


@dataclass(frozen=True, repr=False)
class Occasion:
    """A decision, everybody's ballots, and the rules that they meet.

    `readings` names a reading of each ambiguous clause. `day` is a day on which the timeline has this
    state, where there is one; of meetings that follow one another it is the day of the last, and `days` are
    those of the ones before it, as far as they are known. `uncounted` are votes of parties that have none in
    that body: the rules do not see them, a system may. `label` is what the minutes call it. `to_come` is what
    of the ballots may still come; in `ballots` it is as if nothing did.
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
    days: tuple[date | None, ...] = ()

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
        """Adopted or not by the rules; where it is known that too little time passed between its meetings, not."""
        return bool(self.adopted_by)

    @cached_property
    def adopted_by(self) -> tuple[str, ...]:
        """The powers by which it is adopted."""
        return tuple(p for p in self.outcome.adopted_by if self.waited(p) is not False)

    def waited(self, power: str) -> bool | None:
        """Whether as much time passed between the meetings as the power asks for; None where that is not known."""
        clause = self.specification.clause[power]
        assert isinstance(clause, Power)
        asked = clause.requires.under(self.readings.get(power))
        waiting = asked.waiting if isinstance(asked, Successive) else ()
        days = (*self.days, self.day)[-len(waiting) - 1 :]
        if len(days) <= len(waiting):
            days = (*(None for _ in range(len(waiting) + 1 - len(days))), *days)
        found: list[bool | None] = [
            None if None in (before, after) else _passed(it, before, after)  # type: ignore[arg-type]
            for it, before, after in zip(waiting, days, days[1:], strict=False)
            if it is not None
        ]
        return False if False in found else None if None in found else True

    @property
    def scene(self) -> Scene:
        """What there is to tell of it, whatever the rules say."""
        return Scene(self.meeting, self.ballots, self.day, self.uncounted, self.to_come, self.days)

    def __repr__(self) -> str:
        return "Occasion(\n  " + "\n  ".join(self.scene.lines()) + "\n)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same where Hypothesis (or IPython) prints it, not field by field."""
        printer.text(repr(self))


def _passed(it: Waiting, before: date, after: date) -> bool:
    """Whether so much time passed from one day to the other: a month to the same day of it, or to its end."""
    if it.unit != "months":
        days = it.number * (7 if it.unit == "weeks" else 1)
        return (after - before).days >= days
    months = before.year * 12 + before.month - 1 + it.number
    year, month = divmod(months, 12)
    if year > date.max.year:
        return False
    last = monthrange(year, month + 1)[1]
    return after >= date(year, month + 1, min(before.day, last))


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
