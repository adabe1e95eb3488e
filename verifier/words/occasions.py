"""One decision put to the vote, in words: who did what, what the rules make of it, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from policy_dsl import wording
from policy_dsl.interpreter import Obstacle
from policy_dsl.model import Effect
from verifier.words.meetings import ordinal
from verifier.words.verdicts import day

ADOPTED = "adopted"
NOT_ADOPTED = "not adopted"


def outcome(adopted: bool) -> str:
    """What came of it."""
    return ADOPTED if adopted else NOT_ADOPTED


# --- who did what --------------------------------------------------------------------------------

FOR, AGAINST, ABSTAINING, ABSENT = "for", "against", "abstaining", "absent"
RECUSED = "recused, so not voting"
RECUSED_AWAY = "recused, and not there"
SUSPENDED = "suspended"
UNCOUNTED = "voting without a vote, so not counted"
TO_COME = "still to come"
DOING = (FOR, AGAINST, ABSTAINING, ABSENT, TO_COME, RECUSED, RECUSED_AWAY, SUSPENDED, UNCOUNTED)
NOBODY = "nobody"
_NO_SEATS = "nobody has a seat"


def on(it: date) -> str:
    """When it was."""
    return f"Date: {day(it)}."


def read_so(readings: Mapping[str, str]) -> str:
    """How ambiguous clauses are read."""
    return (
        f"Read so: {wording.listed([f'{name} of {clause}' for clause, name in readings.items()])}."
    )


def ruling(name: str, value: str) -> str:
    """A judge rules otherwise than it is."""
    return f"It is ruled that {name} is {value}, which is not so."


def casting_vote(chair: str, body: str, vote: str) -> str:
    """How a chair cast its casting vote."""
    return f"Casting vote of {chair or 'the chair'} in {body}: {vote}."


def decision(values: Sequence[tuple[str, str]], effects: Sequence[str]) -> str:
    """What is put to the vote."""
    said = "; ".join(f"{name}: {value}" for name, value in values) or "any"
    does = f"; it {wording.listed(effects)}" if effects else ""
    return f"Decision: {said}{does}."


def ballots(body: str, doing: Sequence[tuple[str, str]]) -> str:
    """Who did what in a body."""
    return f"In {body}: {'; '.join(f'{what}: {who}' for what, who in doing) or _NO_SEATS}."


def does_not_matter(bodies: Sequence[str]) -> str:
    """Bodies of which nothing asks what they do on such a decision."""
    return f"What was done in {wording.listed(bodies)} does not matter: nothing that applies asks about it."


def at_meeting(index: int, on_day: date | None) -> str:
    """Above what is done at one of several meetings."""
    return f"{ordinal(index)} meeting{'' if on_day is None else f', on {day(on_day)}'}:"


def some_names(names: Sequence[str], most: int, number: int) -> str:
    """Names; of many, some. A name may stand for several ("75 Climber"): `number` is how many there are in all."""
    if len(names) <= most:
        return wording.listed(names)
    shown = ", ".join(names[: most - 2])
    if number == len(names):
        return f"{shown} and {number - most + 2} others"
    return f"{shown} and others ({number:,} in all)"


def consents(who: str) -> str:
    """Who consents by an act of its own."""
    return f"Consent by separate act: {who or NOBODY}."


def objections(who: str) -> str:
    """Who objects by an act of its own."""
    return f"Objection by separate act: {who}."


# --- what the rules make of it -------------------------------------------------------------------


def applies(clause: str, why: str) -> str:
    """A clause applies."""
    return f"{clause} applies: {why}"


def does_not_apply(clause: str, why: str) -> str:
    """A clause does not apply."""
    return f"{clause} does not apply: {why}"


def does_not_cover(power: str, why: str) -> str:
    """A power that is not about such decisions."""
    return f"{power} does not cover it: {why}"


def requires(clause: str, why: str) -> str:
    """What a clause asks for, and whether it was met."""
    return f"{clause} requires {why}"


def forbids(clause: str) -> str:
    """A prohibition."""
    return f"{clause} forbids it"


def may_not(power: str, effect: Effect) -> str:
    """An effect that a power may not have."""
    return f"{power} may not take a decision that {wording.effect(effect)}"


def obstacle(it: Obstacle) -> str:
    """An effect that the decision can't have."""
    return f"it {wording.effect(it.effect)}, {barred(it)}"


def barred(it: Obstacle) -> str:
    """Why a decision can't have an effect: "which is fixed"."""
    if it.beyond_seats:
        return "where not so many seats are vacant"
    return f"which is more than {it.by} allows" if it.by else "which is fixed"


def not_quorate(body: str, why: str) -> str:
    """Too few attend."""
    return f"{body} is not quorate: its quorum is {why}."


def power(name: str) -> str:
    """A power by its name."""
    return f"Power {name}"


def so_adopted(by: Sequence[str]) -> str:
    """The end."""
    return f"So it is adopted, by {wording.listed([f'power {name}' for name in by])}."


def too_soon(power: str) -> str:
    """A power whose meetings followed one another too soon."""
    return f"{power} asks for more time between its meetings than passed"


NO_POWER = "no power covers it"
SO_NO_POWER = "No power covers it. So it is not adopted."
SO_NOT_ADOPTED = "So it is not adopted."


# --- how often -----------------------------------------------------------------------------------

NEVER_APPLIED = "never applied"
ALWAYS_APPLIED = "always applied"
NEVER_DECIDED = "never decided"


def coverage_heading(scenarios: int) -> str:
    """Above the numbers of each clause."""
    return f"Clauses in {scenarios:,} scenarios (applied, did not apply, decided):"


# --- motions in minutes --------------------------------------------------------------------------


def so_many_faults(number: int) -> str:
    """After the faults."""
    many = "one fault" if number == 1 else f"{number:,} faults"
    return f"{many} in the records; what they are about was not decided"


def verdict(adopted: bool, recorded: bool | None) -> str:
    """The answer in a line, and whether the minutes say the same."""
    answer = outcome(adopted)
    if recorded is not None and recorded is not adopted:
        return f"DIFFERS: recorded as {outcome(recorded)}, but by the rules it is {answer}"
    return f"{answer.upper()}{'' if recorded is None else ', as recorded'}"


def depends(under: Sequence[str], recorded: bool | None) -> str:
    """The answer where it depends on how a clause is read."""
    said = [*under, *([] if recorded is None else [f"recorded as {outcome(recorded)}"])]
    return f"DEPENDS on the reading: {'; '.join(said)}"


def depends_on_who_voted(recorded: bool | None) -> str:
    """The answer where it depends on who cast which of the votes that are told in numbers."""
    said = "" if recorded is None else f"; recorded as {outcome(recorded)}"
    return f"DEPENDS on who voted how, which the record does not say: adopted or not adopted{said}"


def not_known(why: str) -> str:
    """Whether all ways to give out votes come out the same was not settled."""
    return f"NOT KNOWN: whether it is the same whoever voted how is not settled ({why})"


def in_numbers(totals: Sequence[tuple[str, str]], same: bool) -> str:
    """That a record tells votes in numbers alone, before an example of who voted how."""
    said = "; ".join(f"in {body}: {numbers}" for body, numbers in totals)
    so = "It comes out the same whoever they were; for example" if same else "It could be"
    return f"Votes in numbers alone, {said}. {so}:"


def under(adopted: bool, readings: Sequence[Mapping[str, str]], most: int) -> str:
    """The readings under which it is adopted, or is not."""
    read = [
        wording.listed([f"{name} of {clause}" for clause, name in each.items()])
        for each in readings
    ]
    more = f" or {len(read) - most:,} others" if len(read) > most else ""
    return f"{outcome(adopted)} under {' or '.join(read[:most])}{more}"


def note(remark: str) -> str:
    """A vote that is recorded and does not count."""
    return f"Note: {remark}."
