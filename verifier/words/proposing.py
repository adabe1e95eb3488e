"""What a proposed mapping says of its guesses."""

from __future__ import annotations

import os
from collections.abc import Sequence

TABLES_ONLY = "a mapping can be proposed for a table, whose name ends in .csv or .tsv, or for votes in .json or .jsonl"
NOTHING_LISTED = (
    "no part of these records lists votes: none has the words of several. Who the members are is for the specification"
    " to say, as parties"
)
LISTED = "the part that lists most votes"
TURNED = "a row for each member, a column for each motion; the column with the members' names"
NOBODYS_NAME = "it is nobody's name here"
# What tables call whoever had no seat on the day.
NO_MEMBER = ("not a member", "not a member yet", "not yet a member")
NO_VOTES = "they hold no votes, so they are no motions"
WHO = "who is that?"
WHAT = "what does that mean?"
TO_FILL_IN = "The table does not say this; fill in what goes for all of its motions, or leave out what it says itself:"
NOT_UTF8 = "it is no UTF-8"
ONLY_BODY = "the only body"
BY_NAME = "by their names; a roll is checked against them, or completed by them"
BY_NAME_ITSELF = "it is called so"
BY_WORDS = "columns that hold votes"
NEAR = "by what the names have in common"
DATES = "the only order in which all days are days"
PRESENT_IS_THERE = "who is there without voting abstains"
NOT_VOTING = "whether such a member was there is not said"
PAIRED = "a pair stays away"
RECUSED = "if such a member stays in the room it is there for the quorum: abstain"
EMPTY = "an empty cell: no member then; absent, if it was one"
NO_VOTER = "not a voter"
BY = {
    "motion": "by its name; several columns are joined as [A, B]",
    "date": "by its name",
    "body": "by its words",
    "voter": "by its names",
    "vote": "by its words",
    "outcome": "by its name and words",
}


def heading(path: str) -> str:
    """Above a mapping."""
    return (
        f"# A first mapping for {os.path.basename(path)}, to be read and mended before it is used: what is marked as"
        " guessed may be wrong."
    )


def guessed(why: str) -> str:
    """Beside a guess."""
    return f"# guessed: {why}"


def dates_either(orders: Sequence[Sequence[str]]) -> str:
    """Days that could be meant in several orders."""
    return f"they could be read as {' or as '.join(' '.join(order) for order in orders)}"


def one_of_bodies(bodies: Sequence[str]) -> str:
    """Which body it is was not said."""
    return f"one of {', '.join(bodies)}"


def everybody_else(names: Sequence[str]) -> str:
    """Who has no name in the specification."""
    shown = ", ".join(" ".join(name.split()) for name in names[:5])
    more = f" and {len(names) - 5:,} more" if len(names) > 5 else ""
    return f"for {shown}{more}"
