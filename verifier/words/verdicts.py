"""What is said about verdicts: why something is vacuous, under which readings, on which dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from policy_dsl.model import Others, Property
from policy_dsl.wording import event, listed

# The days of a month as words say them.
_FEW = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
ORDINALS = (
    *_FEW,
    *_TEENS.split(),
    "twentieth",
    *(f"twenty-{few}" for few in _FEW),
    "thirtieth",
    "thirty-first",
)


def day(it: date) -> str:
    """A date as the language writes it."""
    return it.isoformat()


def period(start: date | None, end: date | None) -> str:
    """A stretch of time; `end` is the first day after it."""
    if start is None and end is None:
        return "at any time"
    if end is None:
        assert start is not None
        return f"from {day(start)} on"
    last = end - timedelta(days=1)
    if start is None:
        return f"until {day(last)}"
    return f"on {day(start)}" if start == last else f"from {day(start)} to {day(last)}"


def under_readings(readings: Sequence[Mapping[str, str]]) -> str:
    """Readings as "reading cast of unanimity"; several as alternatives."""
    each = [
        listed([f"{name} of {clause}" for clause, name in reading.items()]) for reading in readings
    ]
    return " or ".join(each)


def _under(said: str) -> str:
    return f" under the reading {said}" if said else ""


def no_such_decision(said: str, of_seats: bool) -> str:
    """Nothing to speak of. `of_seats`: what is spoken of depends on who sits where."""
    seats = ", as the seats are" if of_seats else ""
    return f"there is no such decision{seats}{_under(said)}"


def no_such_coalition(said: str) -> str:
    """Nobody to speak of."""
    return f"there are not that many of them{_under(said)}"


def happens_to_nobody() -> str:
    """Of a claim that supposes something of one of several."""
    return "there is nobody to whom what is supposed can happen then"


def supposed(prop: Property) -> str:
    """What a property supposes: "A leaves Board and B is suspended from Board"."""
    return listed([event(each) for each in prop.supposing])


# So many choices are named.
_NAMED = 8


def fails_supposing(choices: Sequence[str]) -> str:
    """To whom it happens where a claim fails that is made whoever it is."""
    each = [f"supposing that {said}" for said in choices[:_NAMED]]
    left = len(choices) - len(each)
    return f"it fails {listed([*each, f'{left} more such'] if left else each)}"


def open_supposing(said: str, reason: str) -> str:
    """Of one choice it is not known."""
    return f"whether it fails supposing that {said} ({reason.rstrip('.')})"


def resting_if(said: str, supposed: str) -> str:
    """What a proof rests on for one choice of several."""
    return f"{said}, supposing that {supposed}"


def supposing_this(said: str, reason: str) -> str:
    """Why nothing is known, or to be said, of one choice."""
    return f"supposing that {said}: {reason}"


def whoever_is_chosen() -> str:
    """Of a claim that some choice of several does: why it fails, beside the story of one of them."""
    return "whoever of them is chosen, there is a decision like this one"


def if_it_acts_otherwise(party: str, one_of: bool) -> str:
    """Before what changes in a story where one voter does something else, and nobody besides."""
    return f"If {'one of ' if one_of else ''}{party} does otherwise, and nobody else:"


def without_clause(kind: str, clause: str) -> str:
    """Before what changes in a story where a clause does not apply, and all else is as it is."""
    return f"Without {kind} {clause}, by the same ballots:"


def without_and_freed(kind: str, clause: str) -> str:
    """The same, of a clause that says who may vote."""
    return f"Without {kind} {clause}, where whoever may vote then does so, and all others do as before:"


def read_otherwise(kind: str, clause: str, reading: str) -> str:
    """Before what changes in a story where a clause is read in another way, and all else is as it is."""
    return f"With {kind} {clause} read as {reading}, by the same ballots:"


def read_otherwise_and_freed(kind: str, clause: str, reading: str) -> str:
    """The same, of a clause that says who may vote."""
    return f"With {kind} {clause} read as {reading}, where whoever may vote then does so, and all others do as before:"


def not_in_force(kind: str, clause: str) -> str:
    """Of a claim about a clause."""
    return f"{kind} {clause} is not in force"


def no_vote(said: str) -> str:
    """Of a claim about somebody's vote."""
    return f"there is no such vote{_under(said)}: who is asked about has no seat with a vote, and no casting vote"


def no_such_vote(said: str) -> str:
    """The vote cannot be."""
    return (
        f"there can be no such vote{_under(said)}: there are not that many members entitled to vote"
    )


def requirement_never_met(said: str) -> str:
    """The condition of `passes with` cannot be."""
    return f"nothing that it speaks of can ever meet this requirement{_under(said)}"


def no_power_covers(said: str) -> str:
    """Nobody may decide it."""
    return f"no power covers any such decision{_under(said)}, so none can be adopted"


def always_prohibited(said: str) -> str:
    """It is forbidden anyway."""
    return f"every such decision is prohibited{_under(said)}, whoever votes how"


def never_with_these_others(others: Others, said: str) -> str:
    """What everybody else does, as the claim says, keeps every decision from passing."""
    return f"no such decision could be adopted{_under(said)} {others.value}"


def nothing_adopts(said: str) -> str:
    """It cannot pass anyway."""
    return f"no such decision could be adopted{_under(said)}, even with everybody in favour"


def nor_after_changes(why: str) -> str:
    """It says nothing of the rules as they stand, nor of any that come of them."""
    return f"{why}; and no change of the rules that the claim allows for alters that"


def more_in_json(number: int) -> str:
    """Facts that are not listed."""
    return f"and {number:,} more (--format json has them all)"


def at_a_time(when: str, verdict: str, readings: str, reason: str) -> str:
    """A verdict on one stretch of time."""
    read = f" (under {readings})" if readings else ""
    return f"{when}: {verdict}{read}{f' ({reason})' if reason else ''}"


def prohibited_by(names: Sequence[str]) -> str:
    """Why it holds."""
    return f"prohibited by {listed(list(names))}"


def ways_apart(internal: str) -> str:
    """The tool found a fault in itself."""
    return (
        "internal error: two independent evaluations of the rules disagree about it, so no verdict is given."
        f" Please report it with the specification ({internal})."
    )


# --- what is so in a specification --------------------------------------------------------------


def listed_member(party: str, body: str, listed: bool, observes: bool = False) -> str:
    """What a list of members or observers says of a party."""
    role = "an observer" if observes else "a member"
    return f"{party} is {'' if listed else 'not '}listed as {role} of {body}"


def yes_or_no(it: bool) -> str:
    """A value."""
    return "yes" if it else "no"


def right_of(name: str, title: str) -> str:
    """A right by its name and title."""
    return f"right {name} “{title}”" if title not in ("", name) else f"right {name}"


def happened_on(event: str, on: date | None) -> str:
    """An event with its day, if it is more than supposed."""
    return f"{event} (supposed)" if on is None else f"{event} on {day(on)}"
