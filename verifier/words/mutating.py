"""What is said of slips in a specification, and of who notices them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policy_dsl.model import Scope
from policy_dsl.wording import limited
from verifier.words.occasions import outcome

# --- kinds of slip, and how a part reads before and after ----------------------------------------

BOUNDARY = "boundary"
AND_OR = "and/or"
PART_DROPPED = "part dropped"
MEETING_DROPPED = "meeting dropped"
ANOTHER_MEETING = "another meeting"
BASE_SWAPPED = "base swapped"
ABSTENTIONS = "abstentions"
SCOPE_OF_COUNT = "scope of the count"
WHOM_IT_LEAVES_OUT = "whom it leaves out"
HEADS_FOR_WEIGHTS = "heads for weights"
STRICT_OR_NOT = "> for >="
ROUNDING = "rounded otherwise"
QUORUM_ASKED_OR_NOT = "quorum asked for or not"
OFF_BY_ONE = "off by one"
WHO_COUNTS = "who counts"
OF_ANOTHER_DATE = "of another date"
ALL_ALONG = "in force all along"
SEATS_OF_ANOTHER_DATE = "seats of another date"
AS_BEFORE = "as before"
PART = "part"
QUORUM_OFF_BY_ONE = "quorum off by one"
REQUIREMENT_DROPPED = "requirement dropped"
COUNTING = "counting"
SCOPE_NARROWED = "scope narrowed"
SCOPE_WIDENED = "scope widened"
SCOPE_MOVED = "scope moved"
QUORUM_DROPPED = "quorum dropped"
CASTS_THOUGH = "casting vote of a chair who is kept from it"
CASTING_VOTE_DROPPED = "casting vote dropped"

ALWAYS = "always"
AS_IT_STANDS = "as it stands"
NEVER_APPLIES = "never applies"
OWN_REQUIREMENT = "with its own requirement"
NO_REQUIREMENT = "without one"
AND_COUNTING = "and counting"
VOTING_ONLY = "from voting only"
NO_LIMITS = "without limits"
NO_QUORUM = "quorum none"


def dropped(kind: str) -> str:
    """A whole clause."""
    return f"{kind} dropped"


def in_quorum(kind: str) -> str:
    """The same slip in a quorum."""
    return f"quorum: {kind}"


def when(condition: str) -> str:
    """A condition."""
    return f"when {condition}"


def taken_as(condition: bool) -> tuple[str, str]:
    """A part of a condition, or of a requirement, that is so (or met) whatever happens; and one that never is."""
    return ("always so", "never so") if condition else ("always met", "never met")


def from_its_day(days: Sequence[date]) -> str:
    """A clause in force at its times only."""
    return "from and to its days: " + ", ".join(day.isoformat() for day in days)


def seat(party: str, body: str) -> str:
    """Somebody's seat."""
    return f"seat of {party} in {body}"


def from_that_day(event: str, on: date | None) -> str:
    """What becomes of a seat, and when."""
    return event if on is None else f"{event} on {on.isoformat()}"


def scope(word: str, named: str | Scope) -> str:
    """What a clause is about, as the language writes it."""
    return f"{word} {named if isinstance(named, str) else limited(named)}"


def scope_of_recusal(named: Scope) -> str:
    """Which powers a recusal limits."""
    return NO_LIMITS if named is None else scope("limits", named)


def quorum(requirement: str) -> str:
    """A quorum."""
    return f"quorum {requirement}"


def chair(party: str, casting_vote: bool) -> str:
    """A chair."""
    return f"chair {party} with casting vote" if casting_vote else f"chair {party}"


def casts_though(party: str, what: str) -> str:
    """A chair who casts for where it must not."""
    how = {"absent": "is absent", "against": "votes against", "recused": "is recused"}[what]
    return f"chair {party} casts, though it {how}"


def of_body(name: str) -> str:
    """Where a slip is, if it is in no clause."""
    return f"body {name}"


def slip(what: str, file: str, line: int, kind: str, before: str, after: str) -> str:
    """A slip in a line."""
    return f"{what} ({file}:{line}): {kind}: {before} → {after}"


# --- who notices ---------------------------------------------------------------------------------


def noticed(by: str, name: str, change: object) -> str:
    """A property or a record notices it."""
    return f"NOTICED by {by} {name}: {change}"


def unnoticed(change: object) -> str:
    """Nobody notices it."""
    return f"UNNOTICED: {change}"


def no_difference(change: object) -> str:
    """It changes no decision."""
    return f"NO DIFFERENCE (proved): {change}"


def not_known(change: object, why: str) -> str:
    """Nobody notices it, and a limit was reached before it was known what it does."""
    return f"NOT KNOWN whether it makes a difference: {change}: {why}"


def undetermined(change: object, properties: Sequence[str]) -> str:
    """Properties whose verdict is not known."""
    return f"UNDETERMINED for {change}: {', '.join(properties)}"


def not_reached(change: object) -> str:
    """The run had to end before it was tried."""
    return f"NOT REACHED in time: {change}"


def not_replayed(change: object) -> str:
    """The proof of a difference and the interpreter disagree."""
    return f"{change}: what should be decided otherwise is decided alike"


def would_be(adopted: bool) -> str:
    """Before a scenario that is decided otherwise."""
    return f"This is {outcome(adopted)}, and would be {outcome(not adopted)}:"


def score(noticed: int, counted: int, percent: int, same: int, unsettled: int) -> str:
    """How many are noticed; of those that are `unsettled`, which are counted, it is not known."""
    more = f"; {same} more make no difference (proved)" if same else ""
    if unsettled:
        return f"At least {noticed} of {counted} changes noticed ({percent}%); of {unsettled} it is not settled{more}."
    return f"{noticed} of {counted} changes noticed ({percent}%){more}."
