"""The one specification that a command works on, and the words of a call that speak of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

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


def a_day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date; write one like 2019-04-12"
        ) from None


def a_number(text: str) -> int:
    """A whole number of at least 1 of the command line."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)


def some_seconds(text: str) -> float:
    """A number of seconds of the command line."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds
