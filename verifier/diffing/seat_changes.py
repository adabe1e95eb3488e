"""Who sits where, who holds which right, and when a body is quorate: what is so on one side only."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import Specification
from policy_dsl.state import State, holds_right
from verifier.diffing.aligning import Alignment, Moment
from verifier.diffing.fates import Pair
from verifier.encoding.terms import negation
from verifier.results.diff import SeatChange, SeatKind
from verifier.solving.answers import LimitReached, there_is
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.words import diffing as words
from verifier.words.reasons import why


def seat_changes(alignment: Alignment, moment: Moment) -> list[SeatChange]:
    """The seats, suspensions and rights that differ in one stretch of time."""
    return [
        SeatChange(kind, party, where, before, now, (moment.stretch,))
        for kind, party, where, before, now in _differences(alignment, moment)
        if before is not now
    ]


def _differences(
    alignment: Alignment, moment: Moment
) -> Iterator[tuple[SeatKind, str, str, bool, bool]]:
    old, new = alignment.old.shared, alignment.new.shared
    for old_body, new_body in alignment.bodies:
        for party in new.party:
            mine, theirs = (old_body, party), (new_body, party)
            sat, sits = mine in moment.old.seats, theirs in moment.new.seats
            yield "member", party, new_body, sat, sits
            if sat and sits:
                was, now = mine in moment.old.suspended, theirs in moment.new.suspended
                yield "suspended", party, new_body, was, now
    rights = {r.name for r in old.rights} & {r.name for r in new.rights}
    for right in (r.name for r in new.rights if r.name in rights):
        for party in new.party:
            had = _has(old, moment.old, party, right)
            yield "right", party, right, had, _has(new, moment.new, party, right)


def _has(specification: Specification, state: State, party: str, right: str) -> bool:
    return holds_right(specification, state, party, right)


def quorum_changes(pair: Pair, budget: Budget) -> tuple[list[str], list[str]]:
    """The bodies that the same attendance makes quorate on one side only; and what a limit kept open."""
    found: list[str] = []
    undetermined: list[str] = []
    joint = pair.joint
    for old_body, new_body in joint.bodies:
        before = joint.old.requirements.quorate(old_body)
        now = joint.new.requirements.quorate(new_body)
        given = [*pair.limits, *joint.ballot_limits]
        try:
            harder = there_is(Exists([*given, before, negation(now)]).ask(budget))
            easier = there_is(Exists([*given, now, negation(before)]).ask(budget))
        except LimitReached as reached:
            undetermined.append(words.limit(why(reached.reason), words.QUORUM_OF.format(new_body)))
            continue
        if harder or easier:
            found.append(words.quorum(new_body, easier, harder))
    return found, undetermined
