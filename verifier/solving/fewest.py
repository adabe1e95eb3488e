"""The smallest number with which a question has an answer."""

from __future__ import annotations

from collections.abc import Callable

from verifier.solving.answers import Found


def fewest(
    found: Found, count: Callable[[Found], int], ask: Callable[[int], Found | None]
) -> tuple[int, Found]:
    """The smallest number with which there is an answer, and that answer.

    `found` is an answer to begin with, `ask` gives one with at most so many. What an answer has itself is often far
    less than was allowed, so halving goes on from there.
    """
    low, high = 0, count(found)
    while low < high:
        # Whatever is an answer with so many is one with more allowed, so halving finds the boundary.
        middle = (low + high) // 2
        fewer = ask(middle)
        if fewer is None:
            low = middle + 1
        else:
            found, high = fewer, count(fewer)
    return high, found
