"""What `chart` says to a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import wording
from verifier.results.chart import BodyChart, ChartOutcome, PowerChart, TurnoutRow, VotesNeeded
from verifier.words.verdicts import period

COLUMNS = (
    "attending",
    "votes for, the others there against",
    "votes for, the others there abstaining",
)
NEVER = "cannot pass"
GRID = {ChartOutcome.ADOPTED: "+", ChartOutcome.NOT_ADOPTED: "-", ChartOutcome.DEPENDS: "?"}
KEY = "+ adopted, - not adopted, ? depends on who votes so"

MOST_IN_FULL = 60

# --- what is wrong with a call -------------------------------------------------------------------


def how_many_attend() -> str:
    """Too many for a table of every vote."""
    return f"write a whole number from 0 to {MOST_IN_FULL}"


def no_power(name: str, known: Sequence[str], near: Sequence[str]) -> str:
    """There is no such power."""
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return f"there is no power {name!r}; {hint}"


def not_in_force(power: str) -> str:
    """It is not, at that time."""
    return f"power {power} is not in force then; ask about another day with --at"


def never_taken(power: str, said: bool, at_all: bool) -> str:
    """No decision was found that it could take; `at_all`: there is none of which so much is `said`."""
    if said and at_all:
        return f"power {power} cannot take such a decision; say something else with --decision or --effect"
    which, more = ("such decision", "more") if said else ("decision", "what it is")
    return (
        f"no {which} was found that power {power} can take; say {more} with --decision NAME=VALUE, and what it does to"
        " rules or seats with --effect"
    )


def no_value(text: str) -> str:
    """A value in another form."""
    return f"{text!r} is no value of an attribute; write it as --decision price=20"


def no_reading(text: str) -> str:
    """A reading in another form."""
    return f"{text!r} is no reading of a clause; write it as --reading CLAUSE=READING"


def not_counted_in(power: str, body: str, bodies: Sequence[str]) -> str:
    """Nothing is counted there."""
    return f"power {power} counts no votes in {body} for this decision; it does in {wording.listed(bodies)}"


def counts_nowhere(power: str) -> str:
    """No votes are asked for."""
    return f"power {power} counts no votes for this decision, so there is nothing to chart"


def too_many_attend(turnout: int, body: str, voters: int) -> str:
    """More than may vote."""
    return f"{turnout:,} cannot attend {body}: {voters:,} have a vote there on this decision"


def no_such_size(size: int, body: str) -> str:
    """It cannot have so many."""
    return f"{body} cannot be charted with {size:,} who have a vote: whoever has one is named, or it cannot decide so"


# --- what is held --------------------------------------------------------------------------------


def elsewhere(bodies: Sequence[str]) -> str:
    """The other bodies."""
    return f"In {wording.listed(bodies)} everybody votes for."


ACTS_APART = "Whoever is asked consents by separate act, and nobody objects by one."


def casting_vote(chair: str, body: str, cast: bool) -> str:
    """The casting vote."""
    how = "is cast for" if cast else "is not cast, so that a tie is lost"
    return f"The casting vote of {chair} in {body} {how}."


def at_each_meeting(power: str, meetings: int) -> str:
    """Of a power that is used at several meetings."""
    return f"Power {power} is used at {meetings} meetings that follow one another: everybody does the same at each."


def recused_away(who: Sequence[str], body: str) -> str:
    """Those without a vote."""
    return f"Whoever may not vote in {body} on it stays away: {wording.listed(who)}."


def shared_out(body: str) -> str:
    """Where it matters who votes so."""
    return f"In {body} it matters who votes how: a number is enough whoever they are; of what some may do, it says so."


# --- the chart -----------------------------------------------------------------------------------


def heading(it: PowerChart) -> str:
    """What is charted."""
    return f"{it.title} ({it.file}): power {it.power}, {period(it.start, it.end)}"


def given(it: PowerChart) -> Iterator[str]:
    """Which decision it is, how the rules are read, and which clauses apply."""
    said = [f"{name}: {value}" for name, value in it.decision.items()]
    said += [f"it {wording.listed(list(it.effects))}"] if it.effects else []
    yield f"Decision: {'; '.join(said) or 'any'}."
    if it.readings:
        read = [f"{name} of {clause}" for clause, name in it.readings.items()]
        yield f"Read so: {wording.listed(read)}."
    if it.clauses:
        yield f"Besides the power there apply: {wording.listed(list(it.clauses))}."
    yield ACTS_APART


def body(it: BodyChart) -> str:
    """Whose votes."""
    return f"In {it.body}, with {it.voters:,} who may vote:"


def cells(row: TurnoutRow) -> tuple[str, str, str]:
    """A row of the table."""
    return f"{row.attending:,}", needed(row.opposed), needed(row.abstaining)


def needed(it: VotesNeeded) -> str:
    """How many votes for it takes."""
    if it.enough is None:
        return NEVER if it.perhaps is None else f"{it.perhaps:,} if the right ones do"
    enough = f"{it.enough:,}" if it.exact is None else f"{it.exact}, so {it.enough:,}"
    if it.perhaps is not None and it.perhaps < it.enough:
        return f"{it.perhaps:,} if the right ones do; {enough} whoever they are"
    return enough


def some_rows() -> str:
    """Not all numbers have a row."""
    return "Some numbers that may attend; --turnout N shows any other in full."


def too_many(it: BodyChart) -> str:
    """There is no table."""
    return (
        f"In {it.body} there are too many ways in which so many votes may be shared out among those whom the rules tell"
        " apart: not charted."
    )


PICTURE_KEY = (
    "Across: how many attend. Upwards: how many votes for are enough; the grey line is all who attend.",
    "Dashes: the others there are against. Crosses: the others there abstain.",
)


def picture_title(it: BodyChart) -> str:
    """What is drawn."""
    return f"Votes for that are enough in {it.body}, by how many attend"


def picture_text(it: BodyChart) -> str:
    """What is said in place of the picture: where anything can pass, and what it takes if all are there."""
    passing = [row for row in it.rows if row.opposed.enough is not None]
    if not passing:
        return "Nothing can pass."
    first, last = passing[0], passing[-1]
    return (
        f"From {first.attending:,} who attend on, {needed(first.opposed)}; with {last.attending:,},"
        f" {needed(last.opposed)}, if the others there are against. The table has all numbers."
    )


def grid_heading(it: BodyChart) -> str:
    """Above the table of one turnout."""
    assert it.grid is not None
    return f"Of {it.grid.attending:,} who attend {it.body}, those who vote neither way abstain ({KEY}):"


def grid_columns(it: BodyChart) -> tuple[str, ...]:
    """Votes against, after the votes for."""
    assert it.grid is not None
    return ("for \\ against", *(f"{n}" for n in range(it.grid.attending + 1)))
