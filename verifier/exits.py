"""Exit codes: what a command tells the program that called it."""

from __future__ import annotations

from collections.abc import Iterable

OK = 0  # all as expected
FINDING = 1  # a property not as expected, or whatever else the command looks for
WRONG = 2  # the specification or the call is wrong
OPEN = 3  # something stayed undetermined
INTERNAL = 4  # a fault of the tool, which says nothing about the specification: nothing of that run may be relied on

# What goes before what, where several files or properties differ.
_RANK = (OK, FINDING, OPEN, WRONG, INTERNAL)


def worst(codes: Iterable[int]) -> int:
    """4 goes before 2, 2 before 3, 3 before 1, 1 before 0."""
    return max(codes, key=_RANK.index, default=OK)
