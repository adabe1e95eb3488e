"""What is said of motions that a system is told of step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl.wording import listed

NOT_OPENED = "it refuses to put the motion to the vote"
NOT_CLOSED = "it refuses to close the vote"
TAKEN_AFTER_CLOSING = "it takes a vote after closing"
FIRST_VOTE_REFUSED = "it refuses the first vote of somebody who has one"
NO_RESULT = "it has no result after closing"
CLOSED = "the vote is closed"


def voter(body: str, party: str, number: int | str) -> str:
    """Who votes where."""
    return f"{party}{f' {number}' if number else ''} in {body}"


def opened(number: object) -> str:
    """A motion."""
    return f"motion {number} is put to the vote"


def voted(who: str, vote: str, taken: bool) -> str:
    """A vote, and whether it was taken."""
    what = {"for": "votes for", "against": "votes against", "abstain": "abstains"}[vote]
    return f"{who} {what}{'' if taken else ', which is refused'}"


def result_before_closing(said: bool) -> str:
    """A result that nobody can know."""
    return f"it says before closing that the motion is {_so(said)}"


def another_result(before: bool, now: bool) -> str:
    """Two results of one motion."""
    return f"it said that the motion is {_so(before)}, and now that it is {_so(now)}"


def _so(adopted: bool) -> str:
    return "adopted" if adopted else "not adopted"


def wrong(what: str, story: Sequence[str]) -> str:
    """What a system does that it may not, and what came before."""
    return f"The system does not keep to the life of a motion: {what}. Before that: {'; '.join(story)}."


def broke(why: str, at: str, story: Sequence[str]) -> str:
    """A program that ends or is silent in a session: at what event, and what came before."""
    before = f" Before that: {'; '.join(story)}." if story else ""
    return f"The program breaks in a session: {why}. It was told: {at}.{before}"


def told(event: Mapping[str, object], said: bool | None = True) -> str:
    """A line of a session in words, with what was answered where that is no mere yes."""
    motion, party, body = (event.get(it) for it in ("motion", "party", "body"))
    match event["event"]:
        case "begins":
            return "a session begins"
        case "opens":
            return opened(motion)
        case "votes":
            who = voter(str(body), str(party), str(event.get("number", "")))
            return voted(who, str(event["vote"]), said is not False)
        case "closes":
            return f"the vote on motion {motion} is closed"
        case "result":
            return f"the result of motion {motion} is asked for"
        case "decides":
            does = event.get("effects")
            effects = f" that {listed([*map(str, does)])}" if isinstance(does, list) else ""
            return f"a decision is taken at once{effects}"
        case happened if party is not None:
            return f"{party} {happened} {body}"
        case happened:
            return f"{event['clause']} {happened}"


def neither(said: object) -> str:
    """Something that is neither accepted nor refused."""
    how = "True (or nothing) where it accepts, and False where it refuses"
    return f"the system returned {said!r}; it has to return {how}"


def no_acceptance(shown: str) -> str:
    """A program's answer to an event."""
    how = 'write {"accepted": true} or {"accepted": false}'
    return f"the answer does not say whether it is accepted: {shown!r}; {how}"


def refuses_what_happened(event: str) -> str:
    """What happened cannot be refused."""
    return f"The system refuses that something happened: {event}."


def no_such_event(name: str, known: Sequence[str]) -> str:
    """A name that no event has."""
    return f"there is no event {name!r}; there are: {', '.join(known)}"


def held_in_time(reached: str, held: int, wanted: int) -> str:
    """The run had to end before all sessions were held, or what was found was made short."""
    return f"{reached} in session {held:,}; {wanted:,} were to be held"


def other_when_repeated() -> str:
    """A program that remembers something from one session to the next, or leaves it to chance."""
    return (
        "the program does something else when a session is repeated, so it cannot be compared with the rules;"
        " does it keep something from one session to the next?"
    )


def found_once(what: str) -> str:
    """What was found in a session, and not when the same session was held again."""
    return (
        "What follows was found in a session, and not found again when it was repeated: the program keeps something"
        f" from one session to the next, or leaves something to chance.\n{what}"
    )


def sessions_agree(sessions: int) -> str:
    """Nothing was found."""
    return f"No disagreement in {sessions:,} sessions."


def sessions_replayed(sessions: int) -> str:
    """Nothing is found any more."""
    return f"No disagreement in the {_sessions(sessions)} replayed."


def _sessions(number: int) -> str:
    return "session" if number == 1 else f"{number:,} sessions"


def no_line(what: object) -> str:
    """A line of a saved session that no program is told."""
    return f"{what} is no line of a session; --save writes sessions as they can be replayed"


def no_motion(number: str) -> str:
    """Something done on a motion that was not opened."""
    return f"motion {number} was not opened before that"


def no_voter(who: str) -> str:
    """Somebody votes who has no seat there."""
    return f"{who} has no seat there at that time"


SESSIONS_ALONE = "sessions and records can't be replayed in one call; call it once for each"
