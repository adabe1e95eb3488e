"""What a command says where the tool itself failed, in the format that was asked for."""

from __future__ import annotations

import argparse
import os
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from verifier.exits import INTERNAL
from verifier.output.formats import json_text
from verifier.output.streams import err_lines, out
from verifier.words import calls as say

DEBUG = "VETOPROOF_DEBUG"

Refuse = Callable[[argparse.Namespace, Sequence[str]], None]
"""How a command says what is wrong, in the format that its arguments ask for: each has one, as its `refuse`."""


def failed(arguments: argparse.Namespace, error: Exception) -> int:
    """Say that the tool failed, without a traceback unless that is asked for; the exit code of an internal error."""
    if os.environ.get(DEBUG, "") not in ("", "0"):
        err_lines(*"".join(traceback.format_exception(error)).rstrip().split("\n"))
    fault = said_of(error)
    refuse: Refuse | None = getattr(arguments, "refuse", None)
    if refuse is not None:
        # What failed may be needed to say so as well.
        with suppress(Exception):
            refuse(arguments, [fault])
            return INTERNAL
    with suppress(Exception):
        err_lines(say.of_tool(fault))
        if getattr(arguments, "format", None) == "json":
            out(json_text({"errors": [{"code": None, "message": fault}]}))
    return INTERNAL


def said_of(error: Exception) -> str:
    """What is said of an error: its kind and where it was raised, not what it says, which may be of a file."""
    if isinstance(error, MemoryError):
        return say.OUT_OF_MEMORY
    return say.internal_error(type(error).__name__, _place(error), DEBUG)


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
