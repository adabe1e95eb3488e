"""What happens to seats and clauses: in a timeline, or as something supposed."""

from __future__ import annotations

from datetime import date
from enum import Enum

from policy_dsl.model.places import NO_NOTES, Notes, Place
from policy_dsl.model.who import Who
from policy_dsl.records import dataclass


class EventKind(Enum):
    """What an event does; `subject` of an Event is a party or a clause."""

    JOINS = "joins"
    LEAVES = "leaves"
    SUSPENDED = "is suspended from"
    RESTORED = "is restored to"
    TAKES_EFFECT = "takes effect"
    LAPSES = "lapses"


@dataclass(frozen=True)
class Event:
    """Something that happened on `on` (None after `supposing`). `body` is "" for the clause events.

    What is supposed may happen to `one_of` several, whoever of them it is; `subject` is then "".
    """

    kind: EventKind
    subject: str
    body: str
    on: date | None
    place: Place
    notes: Notes = NO_NOTES
    one_of: Who | None = None
