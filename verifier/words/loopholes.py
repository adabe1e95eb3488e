"""What is said about loopholes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.model import CanBlock, Property, Requires, Specification
from policy_dsl.model.traverse import condition_of_claim
from policy_dsl.state import Interval
from verifier.words.verdicts import day, period

ACCEPTANCE_GONE = "there is no such loophole any more; take the line out"


def acceptance_expired(until: date) -> str:
    """It was accepted for a time."""
    return f"accepted until {day(until)}, which has passed; accept it anew or close it"


def timing_name(interval: Interval) -> str:
    """An interval's name: its first day, or that it was before one."""
    if interval.start is not None:
        return day(interval.start)
    return f"before {day(interval.end)}" if interval.end is not None else "always"


def timing(interval: Interval) -> str:
    """At another time."""
    return f"at another time: {period(interval.start, interval.end)}"


def protected(specification: Specification, prop: Property) -> str:
    """What a property protects, in words."""
    when = wording.when(condition_of_claim(prop.claim)).strip() or "of any kind"
    match prop.claim:
        case CanBlock(who=who):
            return f"the will of {wording.coalition(who)} over decisions {when}"
        case Requires(requirement=requirement):
            asked = wording.requirement(specification, requirement)
            return f"that decisions {when} need {asked}"
        case _:
            return f"decisions {when}"


def assumptions(specification: Specification) -> tuple[str, ...]:
    """What the list takes for granted."""
    form = [a.name for a in specification.attributes if a.role.value == "form"]
    found = [
        "Decisions with the same substance attributes are the same in substance"
        + (f", whatever their {wording.listed(form)}." if form else "."),
        "Openings that are not listed with a loophole are closed: votes are against, judges rule as things are,"
        " clauses are read as intended where a reading is marked so.",
        "The rules stand as written; how they could be changed first is not looked at here.",
    ]
    return tuple(found)


def condition(parts: Sequence[str]) -> str:
    """A condition of a loophole, in words."""
    return wording.listed(list(parts)) if parts else "any such decision"
