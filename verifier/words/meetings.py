"""How meetings are called: those of a story, and those at which one decision is taken."""

from __future__ import annotations

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


def ordinal(index: int) -> str:
    """The name of a meeting by its place, counted from 0."""
    if index < len(_ORDINALS):
        return _ORDINALS[index]
    number = index + 1
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def at_its(index: int) -> str:
    """At which of its meetings something is done about a decision, counted from 0: "at its first meeting"."""
    return f"at its {ordinal(index).lower()} meeting"


def body_at(body: str, index: int, meetings: int) -> str:
    """A body at one of several meetings: "Board at its first meeting"; where there is one, the body alone."""
    return body if meetings == 1 else f"{body} {at_its(index)}"


NOTHING_CHANGES = "No seat and no rule changes between the meetings at which a decision is taken."
