"""What is wrong with minutes: what they leave out, what is not known, what does not add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import NumberIn, OneOf, YesNo
from policy_dsl.nearness import near_words

SHOWN = 8  # names in a list of what there is

# What minutes may say in words of their own.
DID_NOT_MEET = "did not meet"
NOBODY = "nobody"
TO_COME = "to come"
# Of all members of a body together, or of a seat.
TOTAL, PRESENT, VACANT = "total", "present", "vacant"
UNANIMOUS, WITHOUT_A_VOTE = "unanimous", "without a vote"
LEFT_OUT = "left out"
SOME_FOR = "at least for"
CONSENT_TO_COME, OBJECTION_TO_COME = "consent to come", "objection to come"

# What there may be that is not there.
CLAUSE_OR_BODY = "clause or body"
PARTIES_ATTRIBUTE = "attribute with parties"
AMBIGUOUS_CLAUSE = "clause with readings"
PART_OF_RECORD = "part of a record called"
PART_OF_STATE = "part of a state called"
PART = "part called"

NO_DAY = (
    "it does not say when this was: the rules and seats change over time; write the date,"
    " as in date: 2019-04-12"
)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """There is no such thing; the one that was probably meant, or those that there are."""
    names = list(known)
    close = near_words(name, names, 1)
    if close:
        return f"there is no {what} {name!r}; did you mean {close[0]}?"
    if not names:
        return f"there is no {what} {name!r}: the specification has none"
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return f"there is no {what} {name!r}; there are: {', '.join(names[:SHOWN])}{more}"


def misspelt(name: str, known: Iterable[str]) -> bool:
    """Whether a name is likely to be a misspelt one."""
    return bool(near_words(name, known, 1, 0.75))


def reading_of(clause: str) -> str:
    """What there may be that is not there."""
    return f"reading of {clause}"


# --- values --------------------------------------------------------------------------------------


def expected(kind: object) -> str:
    """What to write as a value."""
    match kind:
        case YesNo():
            return "write yes or no"
        case OneOf(values):
            return f"write one of {', '.join(values)}"
        case NumberIn(unit):
            return f"write a whole number{f' in {unit}' if unit else ''}"
        case _:
            return f"write the names of the parties, or {NOBODY}"


def no_date(text: str) -> str:
    """A day in another form."""
    return f"{text!r} is no date; write one like 2019-04-12, or say under `dates` of a mapping in which order it is"


def no_outcome(text: str, adopted: str, not_adopted: str) -> str:
    """What came of it, in other words."""
    return (
        f"{text!r} is no outcome; write “{adopted}” or “{not_adopted}”, or say under `outcomes` of a mapping"
        " what it means"
    )


def no_judge(name: str) -> str:
    """A ruling on what nobody rules on."""
    return f"nobody rules on {name}; say what it is under `decision`"


def one_value(name: str, kind: object) -> str:
    """A list where one value is expected."""
    return f"{name} has one value, not a list; {expected(kind)}"


def no_value(given: str, name: str, kind: object) -> str:
    """A value of another kind."""
    return f"{given!r} is no value of {name}; {expected(kind)}"


def no_names(party: str, size: int, attribute: str, table: bool) -> str:
    """Some of many without names of their own are named."""
    how = (
        f"write {attribute} in a column named_by, in the rows of those whom it names"
        if table
        else f"write how many of them it names beside `decision`, for example {named_as(party, attribute)}"
    )
    return f"{party} stands for {size:,} who have no names, so leave it out of {attribute}: {how}"


def named_as(party: str, attribute: str) -> str:
    """How a record says how many of many without names an attribute names."""
    return f"`named: {{{party}: {{by: {attribute}, number: 1}}}}`"


def how_many_named(party: str, attributes: Sequence[str]) -> str:
    """Of many without names it is not said, or said in another form, how many are named by what."""
    shown = attributes[0] if attributes else "ATTRIBUTE"
    return f"write by which attributes, and how many, as in {named_as(party, shown)}"


def more_named_than_there_are(number: int, party: str, size: int) -> str:
    """More than there are are named."""
    return f"{number:,} of {party} are named, but there are {size:,}"


def no_number(number: str, party: str) -> str:
    """How many are named, in another form."""
    return f"{number!r} is no number of {party}"


def attribute_silent(name: str, kind: object, table: bool) -> str:
    """Nothing is said of an attribute."""
    where = f"in a column {name}" if table else "under `decision`"
    return f"it does not say what {name} is; {expected(kind)}, {where}"


# --- votes ---------------------------------------------------------------------------------------


def no_vote(text: str, meant: str) -> str:
    """A vote in other words."""
    hint = f"did you mean {meant}? " if meant else ""
    return (
        f"{text!r} is no vote; {hint}write for, against, abstain, absent, {VACANT} or {TO_COME}, or say under `words`"
        " of a mapping what it means"
    )


def no_vote_of_others(text: str) -> str:
    """What whoever is not mentioned did, in other words."""
    return f"{text!r} is not known of others; write absent, for, against, abstain, {VACANT} or {TO_COME}, or name them"


def no_total(what: str, known: Sequence[str]) -> str:
    """What cannot be said of all members together."""
    return f"{what!r} is no total; write how many were {', '.join(known)}"


def no_number_in_all(text: str) -> str:
    """A number is expected."""
    return f"{text!r} is no number of votes; if it stands for 0, say so under `zero` of a mapping"


def not_asked_to_consent(party: str, asked: Sequence[str]) -> str:
    """The consent of somebody whose consent nothing asks for."""
    names = wording.listed(asked) or NOBODY
    return f"no clause asks for the consent of {party}; it is asked of {names}"


def not_asked_to_object(party: str, asked: Sequence[str]) -> str:
    """The objection of somebody of whom nothing asks whether it objects."""
    names = wording.listed(asked) or NOBODY
    return f"no clause asks whether {party} objects by separate act; it is asked of {names}"


def consents_and_objects(party: str) -> str:
    """Both acts of one."""
    return f"{party} is said to consent and to object; it does one of the two, or neither"


def consent_silent(missing: Sequence[str]) -> str:
    """Nothing is said of a consent."""
    names = wording.listed(missing[:SHOWN])
    return f"it does not say whether {names} consented; write it, yes, no or {TO_COME}, under `consents`"


def no_casting_vote(body: str) -> str:
    """A casting vote that nobody has."""
    return f"nobody has a casting vote in {body}"


def no_casting(text: str) -> str:
    """A casting vote in other words."""
    return f"{text!r} is no casting vote; write for, against, not cast or {TO_COME}"


def no_votes(body: str, table: bool) -> str:
    """Nothing is said of a body."""
    otherwise = (
        f"a row in which others are absent in {body}"
        if table
        else f"`{body}: {DID_NOT_MEET}` under `votes`"
    )
    return f"there are no votes of {body}; write them, or, if it {DID_NOT_MEET}, {otherwise}"


def votes_silent(body: str, silent: Sequence[str]) -> str:
    """Nothing is said of some voters."""
    more = f" and {len(silent) - SHOWN:,} others" if len(silent) > SHOWN else ""
    names = ", ".join(silent[:SHOWN]) if more else wording.listed(silent)
    return f"it does not say what {names}{more} did in {body}; write it, or others: absent"


def marked(party: str, marks: Sequence[str]) -> str:
    """Those members of a party whom some attributes name."""
    return f"{party} named by {wording.listed(marks)}" if marks else party


def too_many_votes(total: int, who: str, body: str, size: int) -> str:
    """More votes than voters."""
    are = f"there {'is' if size == 1 else 'are'} {size:,}"
    return f"{total:,} votes of {who} in {body}, but {are}"


def too_few_votes(total: int, who: str, body: str, size: int) -> str:
    """Fewer votes than voters."""
    return (
        f"{total:,} votes of {who} in {body}, but there are {size:,};"
        " write what the others did, or others: absent"
    )


def nobody_attended(body: str) -> str:
    """A body that did not meet, of which nobody has to attend."""
    return (
        f"{body} {DID_NOT_MEET}, and has no quorum: decided as a meeting that nobody attends, so what needs no votes"
        " in favour there is met"
    )


def vote_without_effect(party: str, vote: str, body: str, suspended: bool) -> str:
    """A vote of somebody who has none."""
    why = "is suspended there" if suspended else "has no vote there"
    return f"{party} voted {vote} in {body}, but {why}: not counted"


def vote_though_recused(who: str, body: str, by: Sequence[str]) -> str:
    """A vote of somebody who may not vote on this."""
    return f"{who} voted in {body}, but is recused by {wording.listed(by)}: not counted"


def more_to_come(number: int, who: str, left: int) -> str:
    """More acts to come than there are who have not acted."""
    return f"{number:,} of {who} are said to be still to come, but there {'is' if left == 1 else 'are'} {left:,} left"


OUTCOME_TOO_SOON = "it has an outcome, but some is still to come; leave out the one or the other"


# --- what decides, and is left open --------------------------------------------------------------


def too_many_readings(clauses: int, many: int, first: str, reading: str) -> str:
    """More ways to read it than are tried."""
    return (
        f"{clauses} clauses can be read in several ways, {many:,} in all: say under `readings`"
        f" how some are read, as {first}: {reading}"
    )


HELD_ALREADY = "of a meeting before the last nothing is still to come"


def open_before_its_time(power: str) -> str:
    """Votes still to come at the last of meetings of which it is not known when they were, or that were too early."""
    return (
        f"power {power} asks for some time between its meetings, and it is not known that it passed: say the `date` of"
        " each; how votes stand is said of meetings that can decide"
    )


def meetings_missing(power: str, meetings: int) -> str:
    """A record of fewer meetings than a power asks for."""
    return (
        f"power {power} is used at {meetings} meetings that follow one another: say under `earlier` what was done at"
        " those before the last, in order"
    )


def first_meeting_missing(power: str, body: str) -> str:
    """A record of one meeting, where a power may be used at a first or at an adjourned one."""
    return (
        f"power {power} is used at a first meeting or, where {body} is not quorate there, at an adjourned one: say"
        " under `earlier` what was done at the first, and beside it what was done at the adjourned one; if none was"
        f" held, `{body}: did not meet` under `votes`"
    )


def days_missing(power: str) -> str:
    """A record that does not say when its meetings were."""
    return f"power {power} asks for some time between its meetings: say the `date` of each"


def casting_vote_decides(chair: str, body: str) -> str:
    """A tie, and nothing is said of the casting vote."""
    return (
        f"the casting vote of {chair} in {body} decides it, and the record does not"
        f" say how it was cast; write it under `casting`, as {body}: for, against or not cast"
    )


# --- vacant seats, and votes in numbers ----------------------------------------------------------


def too_many_vacant(number: int, party: str, body: str, size: int) -> str:
    """More vacant seats than there are, or votes of one who has none."""
    return f"{number:,} of the seats of {party} in {body} are said to be vacant, of {size:,}, beside votes"


def vacant_elsewhere(party: str, body: str, others: Sequence[str]) -> str:
    """Some of many who sit in several bodies are missing in one of them."""
    return f"{party} sits in {wording.listed([body, *others])}: of those without names as many are vacant in each"


def vacant_of_whom(body: str) -> str:
    """Vacant seats that may be those of several."""
    return f"whose seats in {body} are vacant? write it of a party, as its vote"


def vacant(number: int, party: str, body: str, cohort: bool) -> str:
    """Vacant seats do not count."""
    seats = f"{number:,} {'seat' if number == 1 else 'seats'}" if cohort else "the seat"
    be = "is" if number == 1 or not cohort else "are"
    return f"{seats} of {party} in {body} {be} vacant, so not counted among its members"


def totals(said: Mapping[str, int]) -> str:
    """Numbers of votes, as a record has them."""
    if set(said) <= {"against", SOME_FOR}:
        return UNANIMOUS if SOME_FOR in said else WITHOUT_A_VOTE
    return _plainly(said)


def _plainly(said: Mapping[str, int]) -> str:
    return ", ".join(
        f"at least {number:,} for" if what == SOME_FOR else f"{number:,} {what}"
        for what, number in said.items()
    )


def totals_differ(body: str, said: Mapping[str, int], roll: Mapping[str, int]) -> str:
    """Totals beside a roll that has others."""
    return (
        f"the totals of {body} in the record are {_plainly(said)}, but its roll has {_plainly(roll)}: the roll"
        " is what is decided by"
    )


def from_totals(body: str, who: Sequence[str]) -> str:
    """Some are missing in a roll beside which there are totals."""
    names = wording.listed(who[:SHOWN]) if len(who) <= SHOWN else ", ".join(who[:SHOWN])
    more = f" and {len(who) - SHOWN:,} others" if len(who) > SHOWN else ""
    return f"the roll of {body} does not say what {names}{more} did: that is taken from the totals"


TOTALS_AND_TO_COME = (
    "votes are told in totals, and some are still to come: whose the totals are is not known;"
    " write the roll"
)
TOTALS_BEFORE_THE_LAST = (
    "of a meeting before the last write the roll: totals leave open who voted how"
)
TOTALS_DO_NOT_FIT = "the totals do not fit those who may vote: more votes than voters, or fewer"
