"""The matrix of a specification at one time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import assert_never

from policy_dsl.model import Effect, Includes, IncludesCount, Specification, Touches
from policy_dsl.records import dataclass, field, replace
from policy_dsl.state import Interval, State, interval_on, intervals
from verifier.describing.effects import EffectWords
from verifier.describing.prime_covers import Described
from verifier.encoding.effects import beyond_seats
from verifier.encoding.treatment import Seen
from verifier.matrix.blocking_and_carrying import Deciding
from verifier.matrix.by_power import DecisionsOfPower, of_power, powers_in_force
from verifier.matrix.decision_classes import (
    Classes,
    RulesInPeriod,
    SymmetryClass,
    decision_classes,
    ground,
)
from verifier.matrix.in_words import MOST_CLASSES, described_in_time, in_order
from verifier.matrix.named_parties import naming_of
from verifier.results.matrix import (
    Barred,
    Matrix,
    MatrixCell,
    MatrixRow,
    NeverBecause,
    UnlistedClauses,
)
from verifier.solving.answers import Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import matrix as words
from verifier.words.reasons import why

# Where each power is listed by itself there is room for so many rows, and so many of one power.
ROOM = 100
MOST_OF_A_POWER = 20


def matrix(
    specification: Specification,
    at: date | None = None,
    limits: Limits | None = None,
    tell: Callable[[Matrix], None] | None = None,
) -> Matrix:
    """Who decides what on a day; after the last event where none is given. `limits` are those of each class.

    `tell` is told what is known so far whenever a row has been found; rows are found in the order they stand in.
    """
    bare = replace(specification, properties=(), acceptances=())
    interval = intervals(bare)[-1] if at is None else interval_on(bare, at)
    return matrix_of(bare, interval, limits or Limits(), tell)


def matrix_of(
    specification: Specification,
    interval: Interval,
    limits: Limits,
    tell: Callable[[Matrix], None] | None = None,
) -> Matrix:
    """The matrix of one stretch of the timeline."""
    return _Making(specification, interval, limits, tell).made()


# A class in words, with what describes it.
_Told = tuple[str, SymmetryClass, Described, Budget]
# What is no longer than this is said as it is.
LINE = 80


def never_because(effects: EffectWords, state: State) -> tuple[NeverBecause, ...]:
    """What no decision can do, by the reasons for it."""
    specification = effects.specification
    seen = Seen(specification, state)
    by_reason = {
        reason: {e for e in effects.never if seen.barred(e) is reason} for reason in Barred
    }
    return tuple(
        NeverBecause(
            reason,
            effects.never_of(frozenset(them)),
            reason is Barred.SEATS and any(_room_for_some(specification, state, e) for e in them),
        )
        for reason, them in by_reason.items()
        if them
    )


def _room_for_some(specification: Specification, state: State, admits: Effect) -> bool:
    """Whether one seat is vacant where somebody is to be admitted: it is a cohort for which that is not enough."""
    return not beyond_seats(specification, state, replace(admits, party=""))


@dataclass
class _Making:
    """The matrix of one stretch of the timeline, as far as it is made."""

    specification: Specification
    interval: Interval
    limits: Limits
    tell: Callable[[Matrix], None] | None
    rows: list[MatrixRow] = field(default_factory=list)
    found: dict[object, MatrixCell] = field(default_factory=dict)
    undescribed: list[str] = field(default_factory=list)
    left_out: list[UnlistedClauses] = field(default_factory=list)
    never: tuple[Touches, ...] = ()
    never_because: tuple[NeverBecause, ...] = ()
    other: SymmetryClass | None = None

    def made(self) -> Matrix:
        classes = Classes((), False, None)
        try:
            with watched(self.limits.deadline):
                it = ground(self.specification, self.interval.state)
                self.never = it.alphabet.effect_words.never_said
                self.never_because = never_because(it.alphabet.effect_words, self.interval.state)
                classes = decision_classes(it, Budget(self.limits), MOST_CLASSES)
                if classes.more:
                    self._by_power(it)
                before, last = in_order(self.specification, classes.classes)
                for alike in before:
                    self._rows(it, self._described(it, alike))
                rest = [one for alike in last for one in self._described(it, alike)]
                longest = self._longest(rest)
                self._rows(it, sorted(rest, key=lambda one: one is longest))
        except OutOfTime as over:
            left = len(classes.classes) - len(self.rows) - len(self.undescribed)
            self.undescribed += [why(over.reason)] * left
            if not classes.classes:
                classes = Classes((), classes.more, over.reason)
        return self._so_far(classes)

    def _so_far(self, classes: Classes) -> Matrix:
        return Matrix(
            self.specification.file,
            self.specification.title,
            self.interval.start,
            self.interval.end,
            tuple(self.rows),
            self.never,
            classes.more,
            tuple(self.left_out),
            None if classes.undetermined is None else why(classes.undetermined),
            tuple(self.undescribed),
            self.specification.meetings > 1,
            self.never_because,
        )

    def _by_power(self, whole: RulesInPeriod) -> None:
        """Each power by itself, as far as there is room; what is left of each, and which powers."""
        room = ROOM
        for power in powers_in_force(whole):
            if not room:
                self.left_out.append(UnlistedClauses(power.name, None))
                continue
            part = of_power(whole, power, lambda: Budget(self.limits), min(room, MOST_OF_A_POWER))
            room -= len(part.parts)
            for each in part.parts:
                match each:
                    case Unknown(reason):
                        self.undescribed.append(why(reason))
                    case DecisionsOfPower():
                        self._row_of(part.ground, each, power.name)
                    case _:
                        assert_never(each)
            if part.left:
                self.left_out.append(UnlistedClauses(power.name, part.left))

    def _row_of(self, it: RulesInPeriod, part: DecisionsOfPower, power: str) -> None:
        budget = Budget(self.limits)
        said = described_in_time(it, part.inside, budget, self.limits, part.among)
        match said:
            case Described(condition):
                text = words.by_power(power, part.applying, condition)
            case Unknown(reason):
                self.undescribed.append(why(reason))
                return
            case _:
                assert_never(said)
        # What no other clause asks about whom a decision names is known to be said by the condition.
        known = not any(isinstance(atom, Includes | IncludesCount) for atom in it.alphabet.atoms)
        naming = naming_of(said) if known else None
        deciding = Deciding(it, part.decisions, budget, naming, self.found)
        row = _row_in_time(deciding, said, text)
        match row:
            case MatrixRow():
                row = replace(row, power=power, applying=part.applying)
            case Unknown():
                pass
            case _:
                assert_never(row)
        self._add(row)

    def _add(self, row: MatrixRow | Unknown) -> None:
        match row:
            case MatrixRow():
                self.rows.append(row)
            case Unknown(reason):
                self.undescribed.append(why(reason))
                return
            case _:
                assert_never(row)
        if self.tell is not None:
            self.tell(self._so_far(Classes((), bool(row.power), None)))

    def _described(self, it: RulesInPeriod, alike: Sequence[SymmetryClass]) -> list[_Told]:
        """Classes of which none comes before another but by its words."""
        described: list[_Told] = []
        for each in alike:
            budget = Budget(self.limits)
            said = described_in_time(it, each.term, budget, self.limits)
            match said:
                case Described(condition):
                    text = words.classes_text(condition)
                    described.append((text, each, said, budget))
                case Unknown(reason):
                    self.undescribed.append(why(reason))
                case _:
                    assert_never(said)
        return sorted(described, key=lambda one: one[0])

    def _rows(self, it: RulesInPeriod, them: Sequence[_Told]) -> None:
        for text, each, said, budget in them:
            deciding = Deciding(it, each, budget, naming_of(said), self.found)
            other = each is self.other and not self.undescribed
            self._add(_row_in_time(deciding, said, words.EVERY_OTHER if other else text))

    def _longest(self, rest: Sequence[_Told]) -> _Told | None:
        """Of the classes that are left, one that is not said in a line: it comes last, as all that the others are not.

        For that all others have to be said, and exactly.
        """
        if self.undescribed or (not self.rows and len(rest) < 2):
            return None
        exact = all(row.exact for row in self.rows) and all(one[2].exact for one in rest)
        longest = max(rest, key=lambda one: len(one[0]), default=None)
        if longest is None or not exact or len(longest[0]) <= LINE:
            return None
        self.other = longest[1]
        return longest


def _row_in_time(deciding: Deciding, described: Described, text: str) -> MatrixRow | Unknown:
    try:
        deciding.budget.limits.go_on()
        return _row(deciding, described, text)
    except OutOfTime as over:
        return Unknown(over.reason)


def _row(deciding: Deciding, described: Described, text: str) -> MatrixRow:
    decisions = deciding.decisions
    cells = [deciding.cell(readings, treated) for readings, treated in decisions.treated]
    every = [each for _, them in decisions.treated for each in them]
    specification = deciding.ground.specification
    prohibitions = {name for each in every for name in each.prohibitions}
    exemptions = {name for each in every for name in each.exemptions}
    recusals = {name for each in every for name in each.recusals if deciding.keeps_out(name)}
    by = tuple(c.name for c in specification.prohibitions if c.name in prohibitions)
    return MatrixRow(
        described.condition,
        text,
        described.exact,
        _joined(cells),
        tuple(c.name for c in specification.exceptions if c.name in exemptions),
        by,
        tuple(c.name for c in specification.recusals if c.name in recusals),
    )


def _joined(cells: list[MatrixCell]) -> tuple[MatrixCell, ...]:
    """Cells that say the same, as one with several readings; where all do, readings are not mentioned."""
    merged: dict[MatrixCell, list[Mapping[str, str]]] = {}
    for cell in cells:
        merged.setdefault(replace(cell, readings=()), []).extend(cell.readings)
    if len(merged) == 1:
        return tuple(merged)
    return tuple(replace(cell, readings=tuple(them)) for cell, them in merged.items())
