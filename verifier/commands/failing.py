"""What a command says where the tool itself failed, in the format that was asked for."""

from __future__ import annotations

import argparse
import os
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from verifier.commands.options import limit_of
from verifier.exits import INTERNAL, OPEN
from verifier.output.formats import json_text
from verifier.output.streams import err_lines, out
from verifier.solving.deadline import OutOfTime
from verifier.words import calls as say
from verifier.words.reasons import why

DEBUG = "VETOPROOF_DEBUG"

Refuse = Callable[[argparse.Namespace, Sequence[str]], None]
"""How a command says what is wrong, in the format that its arguments ask for: each has one, as its `refuse`."""


def out_of_time(arguments: argparse.Namespace, over: OutOfTime) -> int:
    """Say that the run had to end before all was said that was asked for; the exit code for that."""
    limit = limit_of(arguments)
    names = [*getattr(arguments, "paths", ())]
    names += [
        name for name in map(vars(arguments).get, ("file", "old", "new")) if isinstance(name, str)
    ]
    told_late = limit is not None and limit.passed
    said = (
        say.not_all_told(why(over.reason))
        if told_late
        else say.nothing_in_time(why(over.reason), names)
    )
    refuse: Refuse = arguments.refuse
    refuse(arguments, [said])
    return OPEN


def failed(arguments: argparse.Namespace, error: Exception) -> int:
    """Say that the tool failed, without a traceback unless that is asked for; the exit code."""
    if os.environ.get(DEBUG, "") not in ("", "0"):
        err_lines(*"".join(traceback.format_exception(error)).rstrip().split("\n"))
    code, fault = _what_failed(error)
    refuse: Refuse | None = getattr(arguments, "refuse", None)
    if refuse is not None:
        # What failed may be needed to say so as well.
        with suppress(Exception):
            refuse(arguments, [fault])
            return code
    with suppress(Exception):
        err_lines(say.of_tool(fault))
        if getattr(arguments, "format", None) == "json":
            out(json_text({"errors": [{"code": None, "message": fault}]}))
    return code


def _what_failed(error: Exception) -> tuple[int, str]:
    """The exit code, and what is said of an error: its kind and place, not what it says, which may be of a file."""
    from verifier.results import ReplayError
    from verifier.solving.answers import LimitReached
    from verifier.words.verdicts import ways_apart

    match error:
        case MemoryError():
            return INTERNAL, say.OUT_OF_MEMORY
        case LimitReached():  # one that left nothing to tell
            return OPEN, say.nothing_known(why(error.reason))
        case ReplayError():
            return INTERNAL, ways_apart(str(error))
        case _:
            return INTERNAL, say.internal_error(type(error).__name__, _place(error), DEBUG)


def _place(error: Exception) -> str:
    """The innermost line of the tool's own."""
    own = Path(__file__).parents[2]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(own) and path.relative_to(own).parts[0] in (
            "verifier",
            "policy_dsl",
        ):
            return f"{path.relative_to(own).as_posix()}:{frame.lineno}"
    return ""
