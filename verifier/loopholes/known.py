"""What decisions are known to reach with some openings open; it bounds what they reach with more or with fewer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence, Set

from policy_dsl.records import dataclass, field
from verifier.changing.problem import Term
from verifier.encoding.points import Point
from verifier.encoding.terms import identity


@dataclass(frozen=True)
class Reaching:
    """What is asked: what is reached where these terms hold throughout, with these openings open."""

    fixed: frozenset[int]
    on: frozenset[int]

    def __le__(self, other: Reaching) -> bool:
        """Whether nothing is reached here that is not reached there: no more is open, and no less holds."""
        return self.on <= other.on and self.fixed >= other.fixed


@dataclass
class ReachedSoFar:
    """What was found to be reached, all of it in each case."""

    _found: dict[Reaching, frozenset[Point]] = field(default_factory=dict)

    _terms: dict[int, Term] = field(default_factory=dict)

    def where(self, fixed: Sequence[Term], on: frozenset[int]) -> Reaching:
        """What is asked where these terms hold."""
        names = {identity(term): term for term in fixed}
        self._terms |= names  # kept, so that no other term gets its number
        return Reaching(frozenset(names), on)

    def add(self, here: Reaching, reached: Collection[Point]) -> None:
        """That this, and no more, is reached."""
        self._found[here] = frozenset(reached)

    def at_least(
        self, here: Reaching, fresh: Callable[[frozenset[int]], frozenset[Point] | None]
    ) -> tuple[frozenset[Point], frozenset[Point] | None]:
        """What is reached here for certain; and what has to be among the first that is reached besides, if any is.

        `fresh` says that of what is open here, and was not there; None: not known.
        """
        below = [(it, points) for it, points in self._found.items() if it <= here]
        every = frozenset[Point]().union(*(points for _, points in below))
        for it, points in below:
            if it.fixed == here.fixed and points == every:
                return every, fresh(here.on - it.on)
        return every, None

    def at_most(self, here: Reaching, everything: Set[Point]) -> Set[Point]:
        """What can be reached here at most."""
        for it, points in self._found.items():
            if here <= it:
                everything = everything & points
        return everything
