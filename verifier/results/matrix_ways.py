"""By which readings a class is decided in one way or another: no more of them than make the difference."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, Sequence
from math import prod

from verifier.results.matrix import DecidingPower, MatrixRow

Reading = Mapping[str, str]


def ways_by_readings(row: MatrixRow) -> Iterator[tuple[DecidingPower, tuple[Reading, ...]]]:
    """The ways of a row, each with the readings under which it is one.

    First those that are ways under all, with none; then those of a power together.
    """
    ways = list(dict.fromkeys(way for cell in row.cells for way in cell.powers))
    always = [way for way in ways if all(way in cell.powers for cell in row.cells)]
    yield from ((way, ()) for way in always)
    powers = list(dict.fromkeys(way.power for way in ways))
    for way in sorted(ways, key=lambda each: powers.index(each.power)):
        if way not in always:
            so = [reading for c in row.cells if way in c.powers for reading in c.readings]
            not_so = [reading for c in row.cells if way not in c.powers for reading in c.readings]
            yield way, _in_short(so, not_so)


def _in_short(so: Sequence[Reading], not_so: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings in which something is so, of no more clauses than decide it; all, where some are not listed."""
    clauses = list(dict.fromkeys(clause for reading in (*so, *not_so) for clause in reading))
    every = [tuple(reading.get(clause) for clause in clauses) for reading in (*so, *not_so)]
    if len(set(every)) != prod(len(set(names)) for names in zip(*every, strict=True)):
        return tuple(so)
    for clause in tuple(clauses):
        fewer = [each for each in clauses if each != clause]
        if not _of(so, fewer) & _of(not_so, fewer):
            clauses = fewer
    return tuple(dict(each) for each in _of(so, clauses))


def _of(
    readings: Sequence[Reading], clauses: Sequence[str]
) -> KeysView[tuple[tuple[str, str], ...]]:
    """What they say of these clauses, each once, in their order."""
    return dict.fromkeys(
        tuple((each, reading[each]) for each in clauses) for reading in readings
    ).keys()
