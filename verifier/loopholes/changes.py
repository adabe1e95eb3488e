"""Loopholes that change the rules or the seats first: suspension, removal, packing and amendment."""

from __future__ import annotations

from policy_dsl.model import Property, Specification
from policy_dsl.state import intervals_of
from verifier.changing.openings import ChangeLoophole, openings
from verifier.loopholes.results import Loophole, Meeting, Opening
from verifier.loopholes.supporting import most_needed, supporters
from verifier.solving.limits import Budget
from verifier.words import changing as say
from verifier.words import loopholes as words

MANY = "there are more"


def change_loopholes(
    specification: Specification, prop: Property, budget: Budget, most: int
) -> tuple[list[Loophole], str | None]:
    """The minimal sets of changes after which a property of the rules as they stand is lost, and why some may lack.

    Asked of the last state that the property speaks of; none where it is lost there without any change.
    """
    if prop.even_after_amendments:
        # Such a claim fails by these very changes, and its own scenario tells them.
        return [], None
    interval = intervals_of(specification, prop)[-1]
    found = openings(specification, prop, interval, budget, most)
    told = [each for each in found.found if each.scenario is not None]
    untold = len(found.found) - len(told)
    stopped = found.stopped
    if stopped is None and untold:
        stopped = words.untold_changes(untold)
    return [_loophole(prop, each, budget) for each in told], stopped


def _meetings(it: ChangeLoophole, budget: Budget) -> tuple[Meeting, ...]:
    """The meetings of a story, each with those who suffice at it."""
    assert it.story is not None
    held = [*it.story.meetings, *([it.story.last] if it.story.last is not None else [])]
    found: list[Meeting] = []
    for each in held:
        if each.scenario is None or each.frame is None or each.values is None:
            continue
        power = each.scenario.power or ""
        enough = supporters(each.frame, each.frame.who, each.values, power, None, budget)
        found.append(Meeting(say.decision(each), power, enough))
    return tuple(found)


def _loophole(prop: Property, it: ChangeLoophole, budget: Budget) -> Loophole:
    assert it.scenario is not None
    meetings = _meetings(it, budget)
    return Loophole(
        property=prop.name,
        openings=tuple(Opening(o.kind, o.name, o.text, o.file, o.line) for o in it.openings),
        power=it.scenario.power or "",
        clauses=tuple(line.name for line in it.scenario.clauses if line.applied),
        condition=words.condition(()),
        supporters=most_needed(meetings),
        accepted=None,
        scenario=it.scenario,
        steps=it.steps,
        meetings=meetings,
    )
