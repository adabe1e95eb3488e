"""A roll call of one body alone, in words."""

from __future__ import annotations

from verifier.results.open_votes import RollCall


def verdict(it: RollCall, recorded: bool | None) -> str:
    """The answer in a line, and whether the record says the same."""
    if it.passed is None:
        return f"OPEN: these votes of {it.body} do not decide whether it can be adopted"
    said = _said(it.passed)
    if recorded is None:
        return f"{said.upper()} in {it.body}: {_so(it.passed)}"
    if recorded is not it.passed:
        but = f"by the rules it {said} there: {_so(it.passed)}"
        return f"DIFFERS: recorded as {_said(recorded)} in {it.body}, but {but}"
    return f"{said.upper()} in {it.body}, as recorded: {_so(it.passed)}"


def _said(passed: bool) -> str:
    return "passed" if passed else "failed"


def _so(passed: bool) -> str:
    return "it can still be adopted" if passed else "it cannot be adopted any more"
