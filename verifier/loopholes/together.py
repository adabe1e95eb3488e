"""The same way round several properties, told once."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.results.loopholes import Loophole, PropertyLoopholes


def together(results: Sequence[PropertyLoopholes]) -> tuple[tuple[Loophole, ...], ...]:
    """The findings, those together of which the same is to be said, whichever property they go round.

    What is neither accepted nor a way round only such properties as are expected to be false comes first.
    """
    expected_false = {each.property for each in results if each.expected_false is not None}
    found: dict[object, list[Loophole]] = {}
    for result in results:
        for each in result.loopholes:
            found.setdefault(_said(each), []).append(each)
    ways = [tuple(them) for them in found.values()]
    return tuple(sorted(ways, key=lambda them: not unexpected(them, expected_false)))


def unexpected(them: Sequence[Loophole], expected_false: frozenset[str] | set[str]) -> bool:
    """Whether it is not accepted, and a way round a property that is not expected to be false."""
    return any(each.accepted is None and each.property not in expected_false for each in them)


def _said(it: Loophole) -> object:
    """What a line says of a finding, but for numbers that may differ."""
    # A way that needs another reading is not one that goes under the reading which a claim asks about.
    readings = frozenset(o.name for each in it.sets for o in each.openings if o.kind == "reading")
    return it.content, readings, it.accepted
