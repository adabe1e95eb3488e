"""What `resilience` says to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl.records import replace
from policy_dsl.wording import listed
from verifier.results.resilience import (
    BodyResilience,
    Departing,
    FewestAfter,
    Resilience,
    ResilientClass,
    Standstill,
)
from verifier.words.sentences import sentence
from verifier.words.verdicts import period

COLUMNS = ("decisions", "after departures")
# So many sets of the same number are listed, and so many steps in how few decide all.
MOST_SETS = 3
MOST_STEPS = 4
EITHER = "left or suspended"
ALL = "all "
_GONE = {"left": "has left", "suspended": "is suspended", EITHER: "has left or is suspended"}
_CAN_GO = {
    "left": "has a seat to leave",
    "suspended": "has a vote to lose",
    EITHER: "has a seat to leave or a vote to lose",
}
# What is open of kinds of decision.
DEPARTURES = "what departures do to {}"
ALL_DEPARTURES = "all that departures do to {}"
NOTHING_CAN_PASS = (
    "Nothing can pass: whatever anybody votes. Who is silent stays away from every meeting and"
    " consents to nothing."
)
WHAT_IS_COUNTED = (
    f"{NOTHING_CAN_PASS} So many can pass all: they vote for, and no decision fails,"
    " whatever the others do."
)


def heading(found: Resilience) -> str:
    """What is looked at."""
    return f"{found.title} ({found.file}): after departures, {period(found.start, found.end)}"


def counts(found: Resilience) -> str:
    """How many classes there are, and how many of them nothing can pass of in any case."""
    number = len({each.text for each in found.classes})
    if found.by_power:
        said = (
            f"Too many kinds of decision to list; {number:,} powers, each with all that it decides."
        )
    else:
        kinds = "kind" if number == 1 else "kinds"
        least = "At least " if found.undetermined else ""
        said = f"{least}{number:,} {kinds} of decision that can be taken."
        if least and not number:
            said = "No kind of decision that can be taken is known; not all is settled."
    if found.closed == 1:
        said += " 1 more is left out: nothing of it can pass as it is."
    elif found.closed:
        said += f" {found.closed:,} more are left out: nothing of them can pass as it is."
    return said


def left_out(number: int) -> str:
    """How many kinds of decision there is no room for."""
    kinds = "kind" if number == 1 else "kinds"
    return f"{number:,} more {kinds} of decision: --all."


def which(it: ResilientClass) -> str:
    """Which decisions, under which reading."""
    read = [f"{clause} read as {reading}" for clause, reading in it.reading.items()]
    return f"{it.text}, {listed(read)}" if read else it.text


def sentences(it: ResilientClass) -> Iterator[str]:
    """What is so of a class of decisions, body by body."""
    for body in it.bodies:
        yield f"{body.body} ({body.voting:,} with a vote): {_departures(body)}."
        few = _fewest(body)
        if few:
            yield few
    yield _silent(it)


def _departures(it: BodyResilience) -> str:
    vacant, suspended = it.standstills
    if _alike(vacant, suspended):
        return _standstill(vacant, it.seats, EITHER)
    parts = [_standstill(vacant, it.seats, "left"), _standstill(suspended, it.voting, "suspended")]
    return "; ".join(parts)


def _alike(one: Standstill, other: Standstill) -> bool:
    """Whether the same is so of both, and the number of those of whom it can be."""
    return replace(one, kind=other.kind) == other and one.open is None


def _standstill(it: Standstill, of: int, how: str) -> str:
    if it.open is not None:
        known = _still_passes(it.clear, of, how)
        return f"{known}; whether it can with more is not settled ({it.open})"
    if it.number is None:
        left = "; more were not gone through" if it.left_out else ""
        return f"{_still_passes(it.clear, of, how)}{left}{_gone(it)}"
    if it.number == of:
        return f"something can pass until {_have(of, how, ALL)}{_gone(it)}"
    return f"nothing can pass once {_have(it.number, how)}{_sets(it.sets)}{_gone(it)}"


def _have(number: int, how: str, which: str = "") -> str:
    several = number > 1
    who = f"{which}{number:,}" if several or which != ALL else "the only one"
    left = f"{who} {'have' if several else 'has'} left"
    suspended = f"{who} {'are' if several else 'is'} suspended"
    match how:
        case "left":
            return left
        case "suspended":
            return suspended
        case _:
            return f"{left}, or {suspended}"


def _still_passes(clear: int, of: int, how: str) -> str:
    if clear == 0:
        return f"something can pass while nobody {_GONE[how]}" if of else f"nobody {_CAN_GO[how]}"
    if clear == of:
        return f"something can pass even once {_have(of, how, ALL)}"
    return f"something can still pass once {_have(clear, how, 'any ')}"


def _gone(it: Standstill) -> str:
    return " (with some fewer there is no such decision to take)" if it.gone else ""


def _sets(them: Sequence[Sequence[Departing]], such_as: str = "") -> str:
    said = [who(each) for each in them[:MOST_SETS]]
    if len(them) > MOST_SETS:
        said.append(f"{len(them) - MOST_SETS:,} other sets")
    return f" ({such_as}{' or '.join(said)})" if said else ""


def who(them: Sequence[Departing]) -> str:
    """A set of departures."""
    return listed([text for each in them for text in _some(each)])


def _some(it: Departing) -> list[str]:
    if it.number < it.size:
        return [f"any {it.number:,} of {it.text}"]
    if it.size == 1 or len(it.parties) > 1:
        return list(it.parties)
    return [f"all of {it.text}"]


def _fewest(it: BodyResilience) -> str:
    """How few decide all as seats fall vacant, and from when on an even split decides nothing; "" for nothing."""
    parts: list[str] = []
    if it.fewest:
        first, *later = it.fewest
        left = " (with more who have left it was not asked)" if it.fewest_left_out else ""
        parts.append(f"{first.number:,} of {it.body} can pass all{_later(later)}{left}")
    if it.split is not None and it.split.before is not None:
        yes, no = it.split.before
        a, b = it.split.votes
        left = _have(it.split.vacant, "left")
        cast = " (with no casting vote cast)" if it.split.casting else ""
        parts.append(
            f"a vote of {yes} to {no} carries it, and once {left} one of {a} to {b} does not{cast}"
        )
    if it.open:
        parts.append(f"the rest of how few can pass all is not settled ({listed(list(it.open))})")
    said = "; ".join(parts)
    # No part begins with a name, which would be written as it is.
    return sentence(said) if said else ""


def _later(them: Sequence[FewestAfter]) -> str:
    shown = list(them)
    if len(shown) > MOST_STEPS:
        shown = [*shown[: MOST_STEPS - 1], shown[-1]]
    said = [f"{each.number:,} once {_have(each.vacant, 'left')}" for each in shown]
    if len(shown) < len(them):
        said.insert(len(said) - 1, "…")
    return "".join(f", {each}" for each in said)


def _silent(it: ResilientClass) -> str:
    stop = it.silent
    if stop.open is not None:
        said = f"how many who are silent stop it is not settled ({stop.open})"
    elif stop.number is None:
        said = "something can pass whoever is silent"
    else:
        verb = "is" if stop.number == 1 else "are"
        chosen = stop.number > 1 and not any(each.number < each.size for each in stop.sets[0])
        such_as = "such as " if chosen else ""
        said = f"nothing can pass while {stop.number:,} {verb} silent{_sets(stop.sets, such_as)}"
        said += "" if stop.least else "; of fewer it was not asked"
    parts = [said]
    parts += [
        f"{number:,} of {body} can pass all while all others are"
        for body, number in it.among_silent
    ]
    if it.open:
        parts.append(f"how few can pass all then is not settled ({listed(list(it.open))})")
    return sentence("; ".join(parts))


def below(found: Resilience) -> Iterator[str]:
    """What is said once of all of it."""
    if found.classes:
        yield WHAT_IS_COUNTED
    if found.assumptions:
        yield f"Assuming: {' '.join(found.assumptions)}"
    for each in found.undetermined:
        yield f"Not settled: {each}."


__all__ = [
    "COLUMNS",
    "NOTHING_CAN_PASS",
    "below",
    "counts",
    "heading",
    "sentences",
    "which",
    "who",
]
