"""What several commands ask for in the same way: limits, dates, processes."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.solving.limits import Limits


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from verifier.words.calls import no_date

        raise argparse.ArgumentTypeError(no_date(text)) from None


def positive(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        from verifier.words.calls import no_whole_number

        raise argparse.ArgumentTypeError(no_whole_number(text))
    return int(text)


def seconds(text: str) -> float:
    """A time limit."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number < 1e6:
        from verifier.words.calls import no_seconds

        raise argparse.ArgumentTypeError(no_seconds(text))
    return number


def add_limits(parser: argparse.ArgumentParser) -> None:
    """The limits on one property."""
    parser.add_argument(
        "--timeout",
        type=seconds,
        default=60.0,
        metavar="SECONDS",
        help="limit a property (default: 60)",
    )
    parser.add_argument(
        "--steps",
        type=positive,
        metavar="N",
        help="limit a property's solver steps (the same everywhere)",
    )
    parser.add_argument("--memory", type=positive, metavar="MIB", help="limit the solver's memory")


def limits_of(arguments: argparse.Namespace) -> Limits:
    """The limits that a call asks for."""
    from verifier.solving.limits import Limits

    return Limits(arguments.timeout, arguments.steps, arguments.memory)
