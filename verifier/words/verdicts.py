"""What is said about verdicts: why something is vacuous or undetermined, under which readings, on which dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from policy_dsl.wording import listed


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


def no_such_decision(said: str) -> str:
    """Nothing to speak of."""
    return f"there is no such decision{_under(said)}"


def no_such_coalition(said: str) -> str:
    """Nobody to speak of."""
    return f"there are not that many of them{_under(said)}"


def whoever_is_chosen() -> str:
    """Of a claim that some choice of several does: why it fails, beside the story of one of them."""
    return "whoever of them is chosen, there is a decision like this one"


def choice_open(reason: str) -> str:
    """It is known whether some choice does, and no more."""
    return f"who can be chosen, and on what that rests ({reason})"


def too_many_readings() -> str:
    """Some choice does under every reading, another under another one."""
    return choice_open("it goes with the reading, and there are too many to go through")


def others_chosen() -> str:
    """Why one does not look for all minimal sets behind a claim that some choice does."""
    return "of others who can be chosen it may be so for other reasons"


def if_it_acts_otherwise(party: str, one_of: bool) -> str:
    """Before what changes in a story where one voter does something else, and nobody besides."""
    return f"If {'one of ' if one_of else ''}{party} does otherwise, and nobody else:"


def without_clause(kind: str, clause: str) -> str:
    """Before what changes in a story where a clause does not apply, and all else is as it is."""
    return f"Without {kind} {clause}, by the same ballots:"


def without_and_freed(kind: str, clause: str) -> str:
    """The same, of a clause that says who may vote."""
    return f"Without {kind} {clause}, where whoever may vote then does so, and all others do as before:"


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


def nothing_adopts(said: str) -> str:
    """It cannot pass anyway."""
    return f"no such decision could be adopted{_under(said)}, even with everybody in favour"


def nor_after_changes(why: str) -> str:
    """It says nothing of the rules as they stand, nor of any that come of them."""
    return f"{why}; and no change of the rules that the claim allows for alters that"


def vacuity_undetermined(reason: str) -> str:
    """Nothing refutes it, but perhaps it says nothing."""
    return (
        f"nothing refutes it, but whether it speaks of any decision that can pass is open: {reason}"
    )


# --- why a search ended: said by what solves, which knows no other words ---------------------------

SEARCH_GAVE_UP = "the search for a proof gave up"
PROOF_NOT_CHECKED = "a proof was found but did not pass its own checks"


def time_limit(seconds: float) -> str:
    """No time is left for a question."""
    return f"the time limit of {_seconds(seconds)} was reached"


def run_limit(seconds: float) -> str:
    """No time is left for the run."""
    return f"the run's limit of {_seconds(seconds)} was reached"


def _seconds(number: float) -> str:
    return f"{number:g} second{'' if number == 1 else 's'}"


def step_limit(steps: int | None) -> str:
    """No step is left."""
    return f"the limit of {steps} steps was reached"


INTERRUPTED = "the solver was told to stop"


def memory_limit(megabytes: int | None) -> str:
    """No memory is left."""
    return f"the memory limit{f' of {megabytes} MiB' if megabytes else ''} was reached"


def gave_up(why: str) -> str:
    """The solver's own reason."""
    return f"the solver gave up ({why})"


def search_ended(why: object) -> str:
    """The solver's own reason."""
    return f"the search for a proof ended early ({why})"


def limit_reached(reason: str) -> str:
    """A limit, and what to try."""
    options = {
        "the run's limit": "--timeout SECONDS",
        "time limit": "--question-timeout SECONDS",
        "steps": "--steps N",
        "memory": "--memory MIB",
    }
    raising = [f"Raise it ({option}), or ask" for word, option in options.items() if word in reason]
    return f"{reason}. {raising[0] if raising else 'Ask'} about fewer dates, readings or powers at once."


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


def ruled_to_be(attribute: str, value: str) -> str:
    """What a judge says."""
    return f"{attribute} is ruled to be {value}"


def right_of(name: str, title: str) -> str:
    """A right by its name and title."""
    return f"right {name} “{title}”" if title not in ("", name) else f"right {name}"


def happened_on(event: str, on: date | None) -> str:
    """An event with its day, if it is more than supposed."""
    return f"{event} (supposed)" if on is None else f"{event} on {day(on)}"


def core_unknown(reason: str) -> str:
    """It holds, but a limit kept the tool from saying why."""
    return f"what it rests on ({reason})"


# --- what a limit kept open beside a verdict that is known ---------------------------------------


def core_open(reason: str) -> str:
    """It holds, and what it rests on suffices for that."""
    return f"whether all that it rests on is needed ({reason})"


def story_open(reason: str) -> str:
    """It is told how it can happen, perhaps not as plainly as can be."""
    return f"whether it can be told more plainly how that can happen ({reason})"


def no_story(reason: str) -> str:
    """It is not told how it can happen."""
    return f"how that can happen ({reason})"


def readings_open(reason: str) -> str:
    """It fails under those that are listed."""
    return f"under which other readings it fails ({reason})"


def obstacles_open(reason: str) -> str:
    """What is listed stands in the way together."""
    return f"whether it is all that is listed, or less, that stands in the way ({reason})"


def bases_open(reason: str) -> str:
    """Each of those that are listed carries it."""
    return f"what else carries it alone ({reason})"


def vacuity_open(reason: str) -> str:
    """It says nothing."""
    return f"why it says nothing ({reason})"


def vacuous_somehow(reason: str) -> str:
    """It is known that no decision that it speaks of can pass, and no more."""
    return f"nothing that it speaks of can be so; which part of it makes that impossible is open: {reason}"
