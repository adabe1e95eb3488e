"""What a file says of where its declarations come from, and the weakest of all that a story rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import Event, Notes, Place, Property, Specification, Status
from policy_dsl.records import dataclass
from verifier.encoding.activity import kind_of
from verifier.results import Scenario, SourceStrength, Weakest
from verifier.words.assumptions import declared
from verifier.words.verdicts import ORDINALS

_BY_STATUS: Mapping[Status, SourceStrength] = {
    Status.REPORTED: SourceStrength.REPORTED,
    Status.EXPECTED: SourceStrength.EXPECTED,
    Status.PROPOSED: SourceStrength.PROPOSED,
    Status.DISPUTED: SourceStrength.DISPUTED,
    Status.ASSUMED: SourceStrength.ASSUMED,
}


@dataclass(frozen=True)
class Noted:
    """A declaration with what is noted of it. `part_of` is the body or clause that it belongs to, if to any.

    Of an event it is said which one that is.
    """

    kind: str
    name: str
    notes: Notes
    place: Place
    part_of: str = ""
    event: Event | None = None

    @property
    def source(self) -> SourceStrength:
        """What stands behind it."""
        if self.notes.assumed is not None or not self.day_is_given:
            return SourceStrength.ASSUMED
        status = self.notes.status
        if status is not None and status in _BY_STATUS:
            return _BY_STATUS[status]
        return SourceStrength.QUOTED if self.notes.citations else SourceStrength.NONE

    @property
    def day_is_given(self) -> bool:
        """Whether the words that are quoted for an event name its day; so for one without any, and for all else."""
        cited = [each for each in self.notes.citations if each.quotation]
        if self.event is None or self.event.on is None or not cited:
            return True
        on = self.event.on.day
        named = re.compile(rf"(?<!\d)0?{on}(?!\d)|\b{ORDINALS[on - 1]}\b", re.IGNORECASE)
        return any(named.search(f"{each.quotation} {each.location}") for each in cited)


def noted(specification: Specification, prop: Property | None = None) -> Iterator[Noted]:
    """Everything that can carry `assumed`, in the order of the file's kinds."""
    for body in specification.bodies:
        yield Noted("body", body.name, body.notes, body.place)
        yield Noted("quorum", body.name, body.quorum_notes, body.quorum_place)
        for seat in body.members:
            yield Noted("member", seat.party, seat.notes, seat.place, body.name)
    for clause in specification.clauses:
        yield Noted(kind_of(clause), clause.name, clause.notes, clause.place)
        for reading in clause.readings:
            yield Noted("reading", clause.name, reading.notes, reading.place, reading.name)
    for right in specification.rights:
        yield Noted("right", right.name, right.notes, right.place)
    for event in specification.events:
        yield Noted("event", wording.event(event), event.notes, event.place, event=event)
    if prop is not None:
        yield Noted("property", prop.name, prop.notes, prop.place)


def at_work(specification: Specification, scenario: Scenario) -> tuple[Noted, ...]:
    """The clauses, seats and events at work in a story: clauses first, then bodies, then what happened.

    A body or a quorum of which nothing at all is noted says no more than that it is there.
    """
    every = [*noted(specification), *judged(specification)]
    order = {"body": 1, "quorum": 1, "member": 1, "event": 2}
    every.sort(key=lambda each: order.get(each.kind, 0))
    found = [each for each in every if _at_work(each, scenario)]
    clauses = {each.name for each in found if each.kind not in order}
    happened = frozenset(_happened(specification, scenario, clauses))
    return (*found, *(each for each in every if each.event is not None and each.event in happened))


def _happened(
    specification: Specification, scenario: Scenario, clauses: Collection[str]
) -> Iterator[Event]:
    """What made the seats of the bodies that vote, and these clauses, what they are: of each the last event."""
    start = scenario.start
    bodies = {vote.body for meeting in (*scenario.earlier, scenario) for vote in meeting.votes}
    last: dict[tuple[str, str], Event] = {}
    for event in specification.events:
        before = start is not None and event.on is not None and event.on <= start
        concerns = event.body in bodies if event.body else event.subject in clauses
        if before and concerns:
            last[event.body, event.subject] = event
    yield from last.values()


def weakest_of(them: Sequence[Noted]) -> Noted | None:
    """The first with the least behind it; None where there are none."""
    order = list(SourceStrength)
    return max(them, key=lambda each: order.index(each.source), default=None)


def weakest(specification: Specification, scenario: Scenario) -> Weakest | None:
    """Of all that is at work in a story the first with the least behind it; None where there is nothing."""
    found = weakest_of(at_work(specification, scenario))
    if found is None:
        return None
    what = declared(found.kind, found.name, found.part_of)
    return Weakest(found.source, what, found.place.file, found.place.line)


def judged(specification: Specification) -> Iterator[Noted]:
    """The attributes on which somebody rules."""
    for it in specification.attributes:
        if it.judge is not None:
            yield Noted("attribute", it.name, it.notes, it.place)


def _at_work(it: Noted, scenario: Scenario) -> bool:
    return any(_in_meeting(it, meeting) for meeting in (*scenario.earlier, scenario))


def _in_meeting(it: Noted, meeting: Scenario) -> bool:
    bodies = {vote.body for vote in meeting.votes}
    match it.kind:
        case "body" | "quorum":
            return it.name in bodies and it.notes != Notes()
        case "member":
            mine = [vote for vote in meeting.votes if vote.body == it.part_of]
            return it.notes != Notes() and any(it.name in vote.who for vote in mine)
        case "reading":
            read_so = meeting.readings.get(it.name) == it.part_of
            return read_so and it.notes != Notes() and _clause_in_meeting(it.name, meeting, bodies)
        case "attribute":
            return it.name in meeting.rulings
        case "event" | "right":
            return False
        case _:
            return _clause_in_meeting(it.name, meeting, bodies)


def _clause_in_meeting(name: str, meeting: Scenario, bodies: Collection[str]) -> bool:
    """Whether the outcome is due to it: of powers, to the one that takes the decision; of recusals, to those that keep
    somebody from voting in the bodies that are asked.
    """
    line = next((each for each in meeting.clauses if each.name == name and each.applied), None)
    if line is None or line.kind == "power":
        return name == meeting.power
    if line.kind != "recusal":
        return True
    return any(
        name in seat.recused_by and bool(seat.number)
        for body in meeting.replay.bodies_for(meeting.power)
        if body.body in bodies
        for seat in body.seated
    )
