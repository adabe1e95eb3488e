"""What pictures say, and what is said in place of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl import wording
from verifier.results import Verdict, VoteLine
from verifier.words.facts import seats_held
from verifier.words.verdicts import period

if TYPE_CHECKING:
    from verifier.results.review import BodySeats, Lane, ReviewPeriod, SeatHeld

OBSERVERS = "Observers, without a vote"
CHAIR = "chair"
SUSPENDED = "suspended"
NOT_TO_SCALE = "The stretches of time are drawn equally long, however long they were."
MARKS = "Tick: can block. Cross: cannot block. Dash: anything else, as the table says."
TIMELINE_TITLE = "Who could block what, and when"
AS_A_PICTURE = "The timeline as a picture"
AS_A_TABLE = "The timeline as a table"


def others(number: int) -> str:
    """Those who are not drawn."""
    return f"and {number:,} others"


def seat_name(seat: SeatHeld) -> str:
    """What stands on a seat."""
    return seat.party if seat.number == 1 else f"{seat.number:,} × {seat.party}"


def chair_without_seat(name: str) -> str:
    """A chair who is no member."""
    return f"Chair, without a seat: {name}"


def quorum(it: BodySeats) -> str:
    """Below the seats."""
    return f"It can decide {it.quorum}."


def room_title(it: BodySeats) -> str:
    """The title of a picture of a body."""
    return f"Who sits in {it.title}"


def room_text(it: BodySeats) -> str:
    """A body in words."""
    names = [_seat(seat) for seat in it.seats]
    total = sum(seat.number for seat in it.seats)
    held = seats_held(total, it.places)
    said = f"{it.title} has {held}: {wording.listed(names) or 'none'}."
    if it.observers:
        said += f" Observers: {wording.listed([seat_name(seat) for seat in it.observers])}."
    if it.chair is not None:
        casting = "with" if it.casting_vote else "without"
        said += f" {it.chair} presides, {casting} a casting vote."
    return said


def _seat(seat: SeatHeld) -> str:
    marks = [CHAIR] if seat.chair else []
    marks += [SUSPENDED] if seat.suspended else []
    return f"{seat_name(seat)} ({', '.join(marks)})" if marks else seat_name(seat)


_VOTES = {
    "for": "For",
    "against": "Against",
    "abstain": "Abstaining",
    "absent": "Absent",
    "recused, attending": "Present, may not vote",
    "recused, absent": "Absent, may not vote",
    "suspended": "Suspended, no vote",
}


def votes_heading(line: VoteLine) -> str:
    """How many vote so."""
    return f"{_VOTES[line.vote]}: {line.number:,}"


def chamber_heading(body: str) -> str:
    """Above the votes of a body."""
    return f"Votes in {body}"


def chamber_title(bodies: Sequence[str]) -> str:
    """The title of a picture of votes."""
    return f"Who votes how in {wording.listed(list(bodies))}"


def chamber_text(votes: Sequence[VoteLine]) -> str:
    """The votes in words, body by body."""
    bodies = dict.fromkeys(line.body for line in votes)
    return " ".join(_body_text(body, [it for it in votes if it.body == body]) for body in bodies)


def _body_text(body: str, votes: Sequence[VoteLine]) -> str:
    each = [f"{votes_heading(line)} ({', '.join(line.who)})" for line in votes]
    return f"{body}. {'; '.join(each)}."


def lane(it: Lane) -> str:
    """What a lane is about."""
    return f"{it.who}: {it.what}"


def can_block(it: Lane, index: int) -> str:
    """What stands on a bar: whether they could in that stretch of time."""
    match it.verdicts[index]:
        case Verdict.HOLDS:
            return "can block"
        case Verdict.FAILS:
            if it.some[index]:
                return "some of them can"
            return "depends on reading" if it.readings[index] else "cannot block"
        case Verdict.VACUOUS:
            return "no such decision"
        case _:
            return "not determined"


def timeline_text(stretches: Sequence[ReviewPeriod], lanes: Sequence[Lane]) -> str:
    """The timeline in words."""
    said = []
    for each in lanes:
        parts = [
            f"{period(stretch.start, stretch.end)}: {can_block(each, index)}"
            for index, stretch in enumerate(stretches)
        ]
        said.append(f"{lane(each)}: {'; '.join(parts)}")
    return ". ".join(said) + "."
