"""Which questions tell most: for each change of the rules the smallest vote that it decides otherwise.

They are made one after the other, as they are asked for: first as many as it takes until each change would have been
noticed, then the own question of each of the others. What comes of it is said of the questions that were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import chain

from policy_dsl.model import NOT_IN_FORCE, AnyClause, Place, Specification, Versions
from policy_dsl.records import dataclass, fields, replace
from verifier.diffing.separating import Within
from verifier.mutation.casting import mutants_of_casting
from verifier.mutation.demanded_parts import PartBothWays, parts
from verifier.mutation.mutants import Mutant, mutants, mutants_of_seats
from verifier.mutation.witnesses import AskedMutant, Witness
from verifier.mutation.witnesses import Place as Situated
from verifier.records.occasion import Occasion
from verifier.solving.deadline import Deadline
from verifier.solving.limits import Limits, StepsOfRun
from verifier.solving.reasons import Reason, Why
from verifier.solving.watching import watched
from verifier.words import mutating as say

# Kinds of change that few votes tell from the rules; a vote that does mostly tells coarser ones as well.
_FINEST = {
    kind: place
    for place, kind in enumerate(
        (
            say.CASTS_THOUGH,
            say.WHO_COUNTS,
            say.in_quorum(say.WHO_COUNTS),
            say.ROUNDING,
            say.in_quorum(say.ROUNDING),
            say.OFF_BY_ONE,
            say.in_quorum(say.OFF_BY_ONE),
            say.QUORUM_OFF_BY_ONE,
            say.STRICT_OR_NOT,
            say.in_quorum(say.STRICT_OR_NOT),
            say.BOUNDARY,
            say.ABSTENTIONS,
        )
    )
}
# How much the solver may do for one question in one state, and for all of them together: in steps, not in seconds, so
# that the same questions come on any machine, however busy it is.
LIMITS = Limits(seconds=None, steps=20_000_000)
IN_ALL = 400_000_000


@dataclass
class Tried:
    """A change of the rules: whether a question that was asked is decided otherwise by it, and its own question."""

    change: AskedMutant
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


class Reached(Enum):
    """Whether a question was asked in which a part alone decides by being met, or by not being met."""

    YES = "yes"
    NO = "no"  # and it is not known whether there is one
    CANNOT_BE = "cannot be"  # there is none, which is proved


@dataclass(frozen=True)
class ExercisedPart:
    """A part of a requirement, a condition or a quorum, and whether it was met, and not met, where it alone decides."""

    what: str
    place: Place
    text: str
    met: Reached
    not_met: Reached

    @property
    def both_ways(self) -> bool:
        """It was met where it alone decides, and not met where it does."""
        return self.met is self.not_met is Reached.YES


@dataclass(frozen=True)
class Exercised:
    """How many changes of the rules there are, would have been noticed and make no difference, which is proved.

    Of the others it is not known whether they make one. `parts` are those of what the rules demand.
    """

    changes: int
    noticed: int
    no_difference: int
    parts: tuple[ExercisedPart, ...]

    @property
    def open(self) -> int:
        """How many were not noticed, and may make a difference."""
        return self.changes - self.noticed - self.no_difference


@dataclass(frozen=True)
class TriedPart:
    """A part of the rules, with the change by which it is always met and the one by which it never is.

    The first is noticed where the part was not met and alone decided, the other where it was met and alone decided.
    """

    part: PartBothWays
    met: Tried
    not_met: Tried


def _reached(tried: Tried) -> Reached:
    if tried.noticed:
        return Reached.YES
    return Reached.CANNOT_BE if tried.makes_no_difference else Reached.NO


def _under(clause: AnyClause, reading: str) -> tuple[object, ...]:
    """What a clause says under one of its readings; nothing where by that it is not in force."""
    if reading == NOT_IN_FORCE:
        return ()
    said = (getattr(clause, each.name) for each in fields(clause))
    return tuple(it.under(reading) if isinstance(it, Versions) else it for it in said)


@dataclass
class TellingQuestions:
    """The questions about rules in some states that tell most, and what those that were asked would have noticed."""

    rules: Specification
    places: Sequence[Situated]
    within: Within
    deadline: Deadline | None = None
    limits: Limits = LIMITS
    in_all: int = IN_ALL

    @cached_property
    def changes(self) -> tuple[Tried, ...]:
        """Each small change of the rules, those first that chance is least likely to notice."""
        rules = self.rules
        every = chain(mutants_of_casting(rules), mutants(rules), mutants_of_seats(rules))
        tried = map(self._tried, filter(self._read, every))
        return tuple(sorted(tried, key=lambda it: _FINEST.get(it.mutant.kind, len(_FINEST))))

    @cached_property
    def parts(self) -> tuple[TriedPart, ...]:
        """Each part of what they demand."""
        return tuple(
            TriedPart(part, self._tried(part.met), self._tried(part.not_met))
            for part in parts(self.rules)
            if self._read(part.met) or self._read(part.not_met)
        )

    def _read(self, mutant: Mutant) -> bool:
        """Whether it changes what is read: not a text of a reading that nobody asks about."""
        clause = self.rules.clause.get(mutant.name)
        reading = (self.within.readings or {}).get(mutant.name)
        if clause is None or reading is None:
            return True
        changed = mutant.specification
        others = replace(changed, clauses=self.rules.clauses) != self.rules
        return others or _under(changed.clause[mutant.name], reading) != _under(clause, reading)

    def _tried(self, mutant: Mutant) -> Tried:
        return Tried(AskedMutant(self.rules, mutant, self.within.readings or {}))

    @cached_property
    def all(self) -> tuple[Tried, ...]:
        """All changes, those of parts last."""
        return (*self.changes, *(it for part in self.parts for it in (part.met, part.not_met)))

    def exercised(self) -> Exercised:
        """What the questions that were asked would have noticed, and which parts of the rules they exercised."""
        return Exercised(
            len(self.changes),
            sum(each.noticed for each in self.changes),
            sum(each.makes_no_difference for each in self.changes),
            tuple(
                ExercisedPart(
                    part.part.met.what,
                    part.part.met.place,
                    part.part.text,
                    met=_reached(part.not_met),
                    not_met=_reached(part.met),
                )
                for part in self.parts
            ),
        )

    def note(self, occasion: Occasion) -> None:
        """That a question was asked."""
        for tried in self.all:
            if tried.open:
                tried.noticed = tried.change.differs(occasion)

    def separating(self) -> Iterator[Occasion]:
        """The smallest questions that tell the rules from each change; to be asked before the next is made."""
        left = StepsOfRun(self.in_all)
        for tried in self.all:
            if tried.open:
                yield from self._own(tried, left)
        for tried in self.changes:
            if tried.witness is None:
                yield from self._own(tried, left)

    def _own(self, tried: Tried, left: StepsOfRun) -> Iterator[Occasion]:
        if not left.left:
            tried.witness = Witness(unknown=Reason(Why.STEPS, left.most))
            return
        limits = replace(self.limits, deadline=self.deadline, run=left)
        with watched(self.deadline):
            tried.witness = tried.change.witness(self.places, self.within, limits)
        if tried.witness.occasion is not None:
            yield tried.witness.occasion
