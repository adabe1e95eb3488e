"""Ballots at the edge: as few in favour as will do, or one fewer.

Changing a vote to *for* never defeats a decision, and never turns a tally from met to not met; attending
never ends a quorum. Where a recusal limits powers, to come is to attend without a vote, which can; and where a meeting
may be adjourned, to come to it can. Then what is found is one such number of several. So if voters take their place in
a row and the first so many vote for, there is one number from which on it is met, and bisection finds it, for heads and
weights and compound rules alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Seated
from policy_dsl.records import dataclass, replace

FIELD: Mapping[Vote, str] = {
    Vote.FOR: "in_favour",
    Vote.AGAINST: "against",
    Vote.ABSTAIN: "abstain",
    Vote.ABSENT: "absent",
}


@dataclass(frozen=True)
class VotersInOrder:
    """Voters of a body in a row: whoever is entitled to vote there, in the order in which they are turned."""

    body: str
    voters: tuple[Seated, ...]

    @property
    def heads(self) -> int:
        """How many they are."""
        return sum(seated.number for seated in self.voters)


def all_doing(vote: Vote, number: int) -> Counts:
    """So many, all doing the same."""
    return replace(Counts(), **{FIELD[vote]: number})


def with_first(
    ballots: Ballots,
    row: VotersInOrder,
    first: int,
    doing: Vote,
    others: Vote,
    asleep: int = 0,
    sleeping: Vote = Vote.ABSENT,
) -> Ballots:
    """The ballots with the first so many of a row doing one thing, the others another, the last `asleep` a third."""
    votes: dict[tuple[str, str], dict[Cell, Counts]] = {
        where: dict(cells) for where, cells in ballots.votes.items()
    }
    awake = row.heads - asleep
    before = 0
    for seated in row.voters:
        one = _share(before, seated.number, 0, min(first, awake))
        two = _share(before, seated.number, min(first, awake), awake)
        counts = [0, 0, 0, 0]
        for vote, number in ((doing, one), (others, two), (sleeping, seated.number - one - two)):
            counts[_ORDER.index(vote)] += number
        votes.setdefault((row.body, seated.party), {})[seated.cell] = Counts(*counts)
        before += seated.number
    return replace(ballots, votes=votes)


_ORDER = (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.ABSENT)


def _share(start: int, number: int, low: int, high: int) -> int:
    """How many of the voters from `start` on stand between two places of the row."""
    return max(0, min(start + number, high) - max(start, low))


def turning_point(heads: int, met: Callable[[int], bool]) -> int | None:
    """A number for which it is met, and for one less not; None where it is met for 0, or not for all.

    Where it is met for all above one for which it is, that is the smallest. Rules that count abstentions or want a
    quorum may turn more than once, and then it is one of those places.
    """
    if met(0) or not met(heads):
        return None
    low, high = 0, heads  # not met at low, met at high
    while high - low > 1:
        middle = (low + high) // 2
        if met(middle):
            high = middle
        else:
            low = middle
    return high


def in_row(body: str, seated: Sequence[Seated], start: int) -> VotersInOrder:
    """The entitled voters of a body in a row that begins at the given one."""
    entitled = [each for each in seated if each.entitled]
    if entitled:
        start %= len(entitled)
    return VotersInOrder(body, (*entitled[start:], *entitled[:start]))
