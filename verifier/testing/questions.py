"""Which questions tell most: for each change of the rules the smallest vote that it decides otherwise.

They are made one after the other, as they are asked for: first as many as it takes until each change would have been
noticed, then the own question of each of the others. What comes of it is said of the questions that were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policy_dsl.model import Specification
from policy_dsl.records import dataclass, replace
from verifier.diffing.separating import Within
from verifier.mutation.mutants import Mutant, mutants
from verifier.mutation.parts import Part, parts
from verifier.mutation.witnesses import Change, Place, Witness
from verifier.records.occasion import Occasion
from verifier.solving.deadline import Deadline
from verifier.solving.limits import Limits
from verifier.solving.reasons import Reason, Why
from verifier.solving.watching import watched

# How long the search for one question may take, and for all of them together.
LIMITS = Limits(seconds=5.0)
IN_ALL = 60.0


@dataclass
class Tried:
    """A change of the rules: whether a question that was asked is decided otherwise by it, and its own question."""

    change: Change
    noticed: bool = False
    witness: Witness | None = None

    @property
    def makes_no_difference(self) -> bool:
        """That no question is decided otherwise is proved."""
        return not self.noticed and self.witness is not None and self.witness.makes_no_difference

    @property
    def open(self) -> bool:
        """Neither is known."""
        return not self.noticed and not self.makes_no_difference

    @property
    def mutant(self) -> Mutant:
        """The changed rules."""
        return self.change.mutant


@dataclass(frozen=True)
class TriedPart:
    """A part of the rules, with the change by which it is always met and the one by which it never is.

    The first is noticed where the part was not met and alone decided, the other where it was met and alone decided.
    """

    part: Part
    met: Tried
    not_met: Tried

    @property
    def both_ways(self) -> bool:
        """It was met and decided alone, and it was not met and decided alone."""
        return self.met.noticed and self.not_met.noticed


@dataclass
class TellingQuestions:
    """The questions about rules in some states that tell most, and what those that were asked would have noticed."""

    rules: Specification
    places: Sequence[Place]
    within: Within
    deadline: Deadline | None = None
    limits: Limits = LIMITS
    in_all: float = IN_ALL

    @cached_property
    def changes(self) -> tuple[Tried, ...]:
        """Each small change of the rules."""
        return tuple(map(self._tried, mutants(self.rules)))

    @cached_property
    def parts(self) -> tuple[TriedPart, ...]:
        """Each part of what they demand."""
        return tuple(
            TriedPart(part, self._tried(part.met), self._tried(part.not_met))
            for part in parts(self.rules)
        )

    def _tried(self, mutant: Mutant) -> Tried:
        return Tried(Change(self.rules, mutant, self.within.readings or {}))

    @cached_property
    def all(self) -> tuple[Tried, ...]:
        """All changes, those of parts last."""
        return (*self.changes, *(it for part in self.parts for it in (part.met, part.not_met)))

    def note(self, occasion: Occasion) -> None:
        """That a question was asked."""
        for tried in self.all:
            if tried.open:
                tried.noticed = tried.change.differs(occasion)

    def separating(self) -> Iterator[Occasion]:
        """The smallest questions that tell the rules from each change; to be asked before the next is made."""
        left = Deadline.after(self.in_all)
        for tried in self.all:
            if tried.open:
                yield from self._own(tried, left)
        for tried in self.changes:
            if tried.witness is None:
                yield from self._own(tried, left)

    def _own(self, tried: Tried, left: Deadline) -> Iterator[Occasion]:
        if left.passed:
            tried.witness = Witness(unknown=Reason(Why.TIME, self.in_all))
            return
        limits = replace(self.limits, deadline=self.deadline)
        with watched(self.deadline):
            tried.witness = tried.change.witness(self.places, self.within, limits)
        if tried.witness.occasion is not None:
            yield tried.witness.occasion
