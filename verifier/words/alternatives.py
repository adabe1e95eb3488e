"""What is tried instead of an assumption, or where a text is silent or unclear, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.model import Event, Requirement, Specification
from verifier.words import in_titles, plain_names
from verifier.words.verdicts import day

NO_QUORUM = "there is no quorum: however few attend"
FULL_QUORUM = "every member has to attend"
HALF_QUORUM = "at least half of the members have to attend"
CASTING_VOTE = "the chair has a casting vote"
NO_CASTING_VOTE = "the chair has no casting vote"
NO_CHANGE = "no decision under it can change the rules or the seats"
NOT_IN_FORCE = "it is not in force"
NOT_HAPPENED = "it did not happen"
NO_MEMBER = " is not a member"
ANOTHER_MEMBER = "there is one member more, whom nothing here names"
ABSTAINING = "whoever objects abstains instead of voting against"
AWAY = "whoever objects stays away instead of voting against"
AMENDED = "the rules and seats are changed first, by decisions that they allow"
ALL_DATES = "each is asked of every time of the timeline, not only of its own"

# The kinds of point, and what each is called.
KINDS = {
    "assumed": "assumption",
    "reported": "reported, not enacted",
    "expected": "expected, not known to have come about",
    "disputed": "in force or not: disputed",
    "proposed": "proposed, not in force",
    "reading": "can be read in several ways",
    "standing": "taken for granted in every answer",
}


def without(specification: Specification, party: str) -> str:
    """A member left out."""
    return f"{plain_names.party(specification, party)}{NO_MEMBER}"


def needs(specification: Specification, asked: Requirement) -> str:
    """Another threshold."""
    said = wording.requirement(specification, asked, spoken=True)
    said = said.replace("by separate act", "by an act of its own")
    return f"it takes {in_titles.names_replaced(specification, said)}"


def rules_otherwise(specification: Specification, judge: str) -> str:
    """A judge who is wrong."""
    return f"{plain_names.party(specification, judge)} rules otherwise than things are"


def read_as(name: str, title: str) -> str:
    """One reading."""
    return f"it is read as “{title or plain_names.spaced(name)}”"


def in_force() -> str:
    """A proposed clause."""
    return "it is in force"


def quorum_of(body: str) -> str:
    """A quorum, as the subject of a point."""
    return f"quorum of {body}"


def members_of(body: str, parties: Sequence[str]) -> str:
    """Some members of a body, as the subject of a point."""
    return f"members of {body}: {wording.listed(parties)}"


def happened(event: Event, on: date) -> str:
    """An event, as the subject of a point."""
    return f"{wording.event(event)} on {day(on)}"


STANDING_MANNER = "Whoever objects comes to the meeting, and votes against."
STANDING_JUDGE = "Decisions are classified as what they are."
STANDING_RULES = "The rules stand as written at that time."
STANDING_TIME = (
    "Each question is about one time; without a date, about the time after the last event."
)
