"""What `decide` answers of a vote that is still open: plain frozen data."""

from __future__ import annotations

from enum import Enum

from policy_dsl.records import dataclass


class Standing(Enum):
    """What is known of a vote of which some is still to come."""

    CARRIED = "carried"
    LOST = "lost"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FurtherAct:
    """So many of those still to come do something: vote for, against, abstain, stay away, consent …

    In `body`, or by separate act where that is empty. `who` are all those who could be the ones, `left` how many there
    are of them, who are alike.
    """

    act: str
    number: int
    left: int
    who: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class FewestActs:
    """The fewest further acts that bring about an outcome.

    `certain`: whatever all others still do; else, if they do nothing more. `ways` are all smallest sets of such acts,
    of those by voting for or against alone if there are any; some, where there are `more`. `number` None is not known,
    and `open` says why.
    """

    adopted: bool
    certain: bool
    number: int | None
    ways: tuple[tuple[FurtherAct, ...], ...] = ()
    more: bool = False
    open: str | None = None


@dataclass(frozen=True)
class OpenVote:
    """A vote of which some is still to come, under one reading.

    `now` is what comes of it if nothing more comes. `fewest` are told of one that is open. `because` says why it is not
    known how it stands.
    """

    standing: Standing
    now: bool
    to_come: tuple[FurtherAct, ...]
    fewest: tuple[FewestActs, ...] = ()
    because: str | None = None


@dataclass(frozen=True)
class RollCall:
    """What came of a motion in one body, all others being still to vote.

    `passed`: it can still be adopted with these votes of the body, and could not with all of it against; false: it
    cannot, and could with all of it for. None where these votes do not decide that, under some reading, or it is not
    known.
    """

    body: str
    passed: bool | None
