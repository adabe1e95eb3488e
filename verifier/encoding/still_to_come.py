"""Who is still to come: what they may do, and how what they do in an answer is put into ballots."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

import z3

from policy_dsl.decisions import Ballots, Vote
from policy_dsl.records import dataclass, replace
from verifier.encoding.known_decision import Seat
from verifier.solving.values import Values


class Act(Enum):
    """What one who is still to come can be known to do."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    AWAY = "absent"
    ATTEND = "attend"  # recused: without a vote
    CONSENT = "consent"
    NO_CONSENT = "no consent"
    OBJECT = "object"
    NO_OBJECTION = "no objection"
    CAST_FOR = "cast for"
    CAST_AGAINST = "cast against"
    NOT_CAST = "not cast"


@dataclass(frozen=True)
class StillToCome:
    """Some who are alike, of whom `number` are still to come, in a body or (no body) for an act apart.

    `who` are those still to come: a party, the cell of its members, and how many. `fixed` says how many of them do what
    for certain.
    """

    body: str
    who: tuple[Seat, ...]
    number: int
    fixed: Mapping[Act, z3.ArithRef]


_FIELD = {Vote.FOR: "in_favour", Vote.AGAINST: "against", Vote.ABSTAIN: "abstain"}


def read_votes(
    body: str, who: Sequence[Seat], votes: Mapping[Vote, tuple[z3.ArithRef, int]]
) -> Callable[[Values, Ballots], None]:
    """Puts the votes of those still to come into ballots, from the first party on."""

    def read(values: Values, ballots: Ballots) -> None:
        left = {vote: values.number(v) - known for vote, (v, known) in votes.items()}
        for party, cell, number in who:
            cells = ballots.votes[body, party]
            assert isinstance(cells, dict)
            free = number
            for vote, wanted in left.items():
                part = min(free, wanted)
                left[vote] = wanted - part
                free -= part
                counts = cells[cell]
                cells[cell] = replace(
                    counts,
                    absent=counts.absent - part,
                    **{_FIELD[vote]: getattr(counts, _FIELD[vote]) + part},
                )

    return read


def read_acts(
    kind: str, who: Sequence[Seat], variable: z3.ArithRef, done: int
) -> Callable[[Values, Ballots], None]:
    """Puts the consents, or the objections, of those still to come into ballots."""

    def read(values: Values, ballots: Ballots) -> None:
        acts = ballots.consents if kind == "consents" else ballots.objections
        left = values.number(variable) - done
        for party, cell, number in who:
            part = min(number, left)
            left -= part
            own = acts.setdefault(party, {})  # type: ignore[attr-defined]
            own[cell] = own.get(cell, 0) + part

    return read
