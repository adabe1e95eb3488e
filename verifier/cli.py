"""The command line: which commands there are, and what goes wrong with a call."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import NoReturn

from verifier.exits import WRONG

# Each is a module in verifier/commands; only the one that is called imports anything heavy.
COMMANDS = ("check", "loopholes", "format", "init", "decide", "conform", "mutate", "matrix", "lint")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in two lines."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message}\nTry “{self.prog} --help”.\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    made = _Parser(
        prog="vetoproof",
        description="Check governance rules: who can block, pass or change what, and how it can be got round.",
    )
    made.add_argument("--version", action="version", version=f"vetoproof {_version()}")
    subparsers = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        if find_spec(f"verifier.commands.{name}") is not None:
            import_module(f"verifier.commands.{name}").add_parser(subparsers)
    return made


def _version() -> str:
    try:
        return version("vetoproof")
    except PackageNotFoundError:
        return "(not installed)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the result is the exit code."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`vetoproof check … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except KeyboardInterrupt:
        print("vetoproof: stopped", file=sys.stderr)
        return 130
