"""Exactly how many situations change: decisions times readings times ballots, each judged by the interpreter.

Ballots are not enumerated one by one. What the rules ask of one body's votes depends on how many of each sort of
member do what, so each body is gone through by such numbers, weighted with the number of ballots that each stands
for; of each it is kept which requirements it meets. Bodies vote independently of each other, and so do consents.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, product
from math import prod

from policy_dsl.decisions import Decision, Value
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    Attribute,
    Compare,
    Includes,
    IncludesCount,
    Is,
    NumberIn,
    OneOf,
    PartySet,
    Specification,
    YesNo,
)
from policy_dsl.model.traverse import all_conditions, all_whos, condition_atoms
from policy_dsl.state import State
from verifier.diffing.aligning import Alignment, Moment
from verifier.diffing.ballot_counts import BallotCount, TooMany
from verifier.results.diff import SituationCount
from verifier.words import diffing as words

MOST_CASES = 4_096  # more decisions and readings than so many are not gone through


def count(alignment: Alignment, moment: Moment) -> SituationCount:
    """How many situations there are in a stretch of time, and in how many the outcome is another."""
    try:
        return _Count(alignment, moment).counted()
    except TooMany as reason:
        return SituationCount(moment.stretch, str(reason))


class _Count:
    """The count in one stretch of time."""

    def __init__(self, alignment: Alignment, moment: Moment) -> None:
        self.alignment, self.moment = alignment, moment
        self.sides = (
            (alignment.old.shared, moment.old),
            (alignment.new.shared, moment.new),
        )
        self.ballots = BallotCount(self.sides, alignment.bodies)

    def counted(self) -> SituationCount:
        attributes = self._attributes()
        options = [self._values(attribute) for attribute in attributes]
        for specification, _ in self.sides:
            if any(p.cohort for p in specification.parties) and any(
                isinstance(a.type, PartySet) for a in attributes
            ):
                raise TooMany(words.COHORTS_NAMED)
        readings = self._readings()
        decisions = prod(len(each) for each in options)
        ways = prod(len(names) for names in readings.values())
        if decisions * ways > MOST_CASES:
            raise TooMany(words.too_many(words.CASES, MOST_CASES))
        rest = {
            a.name: self._any(a)
            for a in self.sides[1][0].attributes
            if a.name not in {b.name for b in attributes}
        }
        passed = failed = ballots = 0
        for values in product(*options):
            facts = dict(zip([a.name for a in attributes], values, strict=True))
            for names in product(*readings.values()):
                read = dict(zip(readings, names, strict=True))
                now, no_longer, of = self._ballots(Decision({**rest, **facts}), read)
                passed, failed, ballots = passed + now, failed + no_longer, of
        what = words.situations(decisions, [a.name for a in attributes], ways, ballots)
        return SituationCount(
            self.moment.stretch, None, decisions, ways, ballots, passed, failed, what
        )

    # --- decisions and readings ----------------------------------------------------------------

    def _attributes(self) -> list[Attribute]:
        """The attributes that some clause of either side asks about."""
        asked: set[str] = set()
        for specification, _ in self.sides:
            conditions = [*all_conditions(specification)]
            for atom in (a for c in conditions for a in condition_atoms(c)):
                if isinstance(atom, Is | Compare | Includes | IncludesCount):
                    asked.add(atom.attribute)
            given = [name for who in all_whos(specification) for name in who.attributes]
            asked.update(given)
        return [a for a in self.sides[1][0].attributes if a.name in asked]

    def _values(self, attribute: Attribute) -> list[Value]:
        match attribute.type:
            case YesNo():
                return [False, True]
            case OneOf(values):
                foreign = self.alignment.foreign_values
                return [value for value in values if (attribute.name, value) not in foreign]
            case NumberIn():
                raise TooMany(words.not_finite(attribute.name))
            case PartySet():
                names = [p.name for p in self.sides[1][0].parties if not p.cohort]
                if 2 ** len(names) > MOST_CASES:
                    raise TooMany(words.too_many(words.CASES, MOST_CASES))
                return [
                    frozenset(them)
                    for size in range(len(names) + 1)
                    for them in combinations(names, size)
                ]

    def _any(self, attribute: Attribute) -> Value:
        match attribute.type:
            case YesNo():
                return False
            case OneOf(values):
                return values[0]
            case NumberIn():
                return 0
            case PartySet():
                return frozenset()

    def _readings(self) -> dict[str, list[str]]:
        """The readings of the ambiguous clauses in force that both sides have, if both are ambiguous."""
        found: dict[str, list[str]] = {}
        for specification, state in self.sides:
            for clause in specification.clauses:
                if clause.readings and clause.name in state.in_force:
                    names = [r.name for r in clause.readings]
                    known = found.get(clause.name)
                    found[clause.name] = (
                        names if known is None else [n for n in known if n in names]
                    )
        return found

    def _ballots(self, decision: Decision, read: Mapping[str, str]) -> tuple[int, int, int]:
        """How many ballots only the new side adopts, how many only the old one, and how many there are."""
        return self.ballots.counted(
            [
                Meeting(specification, state, _own(specification, state, read), decision)
                for specification, state in self.sides
            ]
        )


def _own(specification: Specification, state: State, read: Mapping[str, str]) -> dict[str, str]:
    """The readings of the clauses that one side has in force."""
    clauses = specification.clause
    return {
        clause: reading
        for clause, reading in read.items()
        if clause in state.in_force and clause in clauses and clauses[clause].readings
    }
