"""The one specification that a command works on, and the words of a call that speak of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.loading import load
from policy_dsl.model import Specification


class WrongCall(Exception):
    """What is wrong with a call, in words."""


def specification(path: str, command: str) -> Specification | None:
    """The specification in a file; None once its errors are printed."""
    try:
        return load(path)
    except PolicyErrors as errors:
        print(errors, file=sys.stderr)
        print(f"vetoproof {command}: {path} can't be used", file=sys.stderr)
        return None


def chosen_readings(given: Sequence[str]) -> dict[str, str]:
    """`--reading CLAUSE=READING`, as often as given; WrongCall for anything else."""
    found: dict[str, str] = {}
    for text in given:
        clause, equals, reading = text.partition("=")
        if not (clause and equals and reading):
            raise WrongCall(f"--reading {text}: write CLAUSE=READING, as in --reading veto=literal")
        found[clause.strip()] = reading.strip()
    return found
