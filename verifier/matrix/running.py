"""The matrix of a specification at one time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from policy_dsl.model import Specification
from policy_dsl.records import replace
from policy_dsl.state import Interval, interval_on, intervals
from verifier.describing.covering import Described, describe
from verifier.matrix.classes import Classes, DecisionClass, Ground, decision_classes, ground
from verifier.matrix.deciding import Deciding
from verifier.matrix.results import Cell, Matrix, Row
from verifier.solving.answers import Unknown
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Budget, Limits
from verifier.solving.watching import watched
from verifier.words import matrix as words


def matrix(
    specification: Specification, at: date | None = None, limits: Limits | None = None
) -> Matrix:
    """Who decides what on a day; after the last event where none is given. `limits` are those of each class."""
    bare = replace(specification, properties=(), acceptances=())
    interval = intervals(bare)[-1] if at is None else interval_on(bare, at)
    return matrix_of(bare, interval, limits or Limits())


def matrix_of(specification: Specification, interval: Interval, limits: Limits) -> Matrix:
    """The matrix of one stretch of the timeline."""
    rows: list[Row] = []
    undescribed: list[str] = []
    never = ""
    classes = Classes((), False, None)
    try:
        with watched(limits.deadline):
            it = ground(specification, interval.state)
            never = words.never(it.alphabet.effect_words.never_said)
            classes = decision_classes(it, Budget(limits))
            for each in classes.classes:
                row = _row_in_time(it, each, limits)
                match row:
                    case Row():
                        rows.append(row)
                    case Unknown(reason):
                        undescribed.append(reason)
                    case _:
                        assert_never(row)
    except OutOfTime as over:
        left = len(classes.classes) - len(rows) - len(undescribed)
        undescribed += [str(over)] * left
        if not classes.classes:
            classes = Classes((), False, str(over))
    return Matrix(
        specification.file,
        specification.title,
        interval.start,
        interval.end,
        tuple(sorted(rows, key=lambda row: _order(specification, row))),
        never,
        classes.more,
        classes.undetermined,
        tuple(undescribed),
    )


def _row_in_time(it: Ground, decisions: DecisionClass, limits: Limits) -> Row | Unknown:
    try:
        limits.go_on()
        return _row(it, decisions, limits)
    except OutOfTime as over:
        return Unknown(str(over))


def _row(it: Ground, decisions: DecisionClass, limits: Limits) -> Row | Unknown:
    budget = Budget(limits)
    described = describe(it.alphabet, decisions.term, budget)
    match described:
        case Unknown():
            return described
        case Described():
            pass
        case None:
            raise AssertionError  # a class is of some decisions
        case _:
            assert_never(described)
    deciding = Deciding(it, decisions, budget)
    cells = [deciding.cell(readings, treated) for readings, treated in decisions.treated]
    every = [each for _, them in decisions.treated for each in them]
    specification = it.specification
    prohibitions = {name for each in every for name in each.prohibitions}
    exemptions = {name for each in every for name in each.exemptions}
    recusals = {name for each in every for name in each.recusals}
    by = tuple(c.name for c in specification.prohibitions if c.name in prohibitions)
    return Row(
        described.condition,
        words.classes_text(described.condition),
        described.exact,
        _joined(cells),
        tuple(c.name for c in specification.exceptions if c.name in exemptions),
        by,
        tuple(c.name for c in specification.recusals if c.name in recusals),
    )


def _joined(cells: list[Cell]) -> tuple[Cell, ...]:
    """Cells that say the same, as one with several readings; where all do, readings are not mentioned."""
    merged: dict[Cell, list[Mapping[str, str]]] = {}
    for cell in cells:
        merged.setdefault(replace(cell, readings=()), []).extend(cell.readings)
    if len(merged) == 1:
        return tuple(merged)
    return tuple(replace(cell, readings=tuple(them)) for cell, them in merged.items())


def _order(specification: Specification, row: Row) -> tuple[object, ...]:
    """First what can be decided, in the order of powers and with the fewest clauses besides."""
    powers = [c.name for c in specification.powers]
    ways = [way for cell in row.cells for way in cell.ways]
    return (
        not ways,
        min((powers.index(way.power) for way in ways), default=0),
        max((len(way.limits) for way in ways), default=0),
        len(row.exemptions),
        row.text,
    )
