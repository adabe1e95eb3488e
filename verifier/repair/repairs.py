"""Finding repairs: each candidate is made, read again, and verified against everything that held before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from policy_dsl.model import Property
from policy_dsl.state import intervals_of
from verifier.loopholes.plans_known import Plans
from verifier.repair.candidates import candidates
from verifier.repair.editing import Edit
from verifier.repair.repairing import Repairing
from verifier.repair.trying import Trying, open_ways
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.progress import Begin, untold
from verifier.results.repair import (
    PropertyRepairs,
    Repair,
    UnsettledEdit,
)
from verifier.solving.deadline import OutOfTime
from verifier.solving.helping import Helpers
from verifier.solving.remembering import remembering
from verifier.solving.shared_work import SharedWork
from verifier.solving.watching import watched
from verifier.words import repair as words
from verifier.words.reasons import why


def find_repairs(
    it: Repairing,
    prop: Property,
    begin: Begin = untold,
    helpers: Helpers | None = None,
) -> PropertyRepairs | None:
    """The edits that close a way round a property; None for a claim that protects nothing.

    `begin` is told how many candidates there are, and gives what is told each one's text when it is done.
    """
    shared = SharedWork(helpers, it.limits.deadline, Trying(it), Trying.by, *it.asked)
    with remembering(), shared:
        return _repairs(it, prop, begin, shared)


def _repairs(
    it: Repairing,
    prop: Property,
    begin: Begin,
    shared: SharedWork[Trying],
) -> PropertyRepairs | None:
    plans = Plans()
    found = it.loopholes(it.specification, prop.name, plans=plans)
    if found is None:
        return None
    it.plans = tuple(plans.made)
    own = intervals_of(it.specification, prop)
    ways = open_ways(found, own, past=False)
    edits: Sequence[Edit] = ()
    if _worth(found, prop):
        edits = candidates(it.source, it.written, it.specification, prop, found)
    tell = begin(len(edits))
    repairs: dict[str, Repair] = {}
    unsettled: list[UnsettledEdit] = []
    tried = 0
    undetermined = [] if found.undetermined is None else [found.undetermined]
    try:
        with watched(it.limits.deadline):
            parts = [
                shared.part(Trying.tried, prop, edit, found, it.before, it.plans) for edit in edits
            ]
            for edit, part in zip(edits, parts, strict=True):
                repair = shared.result(part)
                it.limits.go_on()  # else what was found out about it may not be all that there is
                tried += 1
                tell(edit.text)
                match repair:
                    case None:
                        pass
                    case UnsettledEdit():
                        unsettled.append(repair)
                    case Repair():
                        repairs.setdefault(repair.new_text, repair)
                    case _:
                        assert_never(repair)
    except OutOfTime as over:
        undetermined.append(
            words.edits_left(why(over.reason), [edit.text for edit in edits[tried:]])
        )
    listed = sorted(repairs.values(), key=rank)
    closed = {way.name for repair in listed for way in repair.closes}
    unclosed = tuple(way for way in ways if way.name not in closed)
    # What is to be tried goes by all ways round, so that an edit may lack where one of these does.
    every_edit = not undetermined and not unsettled
    return PropertyRepairs(
        property=prop.name,
        title=prop.title,
        claim=found.claim,
        protected=found.protected,
        verdict=it.before[prop.name].verdict,
        ways=ways,
        repairs=tuple(listed),
        closed_by_none=unclosed if every_edit else (),
        past=open_ways(found, own, past=True),
        tried=tried,
        more=found.more,
        undetermined=tuple(dict.fromkeys(undetermined)),
        file=found.file,
        line=found.line,
        unsettled=tuple(unsettled),
        perhaps_closed=() if every_edit else unclosed,
    )


def _worth(found: PropertyLoopholes, prop: Property) -> bool:
    return any(each.accepted is None for each in found.loopholes) or prop.even_after_amendments


def rank(it: Repair) -> tuple[bool, int, bool, int, int]:
    """What breaks nothing comes first, then what closes most, keeps no decision from passing, and is smallest."""
    stuck = any(cost.kind == "stuck" for cost in it.costs)
    return it.breaks, -len(it.closes), stuck, it.size, it.line
