"""What several commands ask for in the same way: limits, dates, processes."""

from __future__ import annotations

import argparse
import os
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.solving.deadline import Deadline
    from verifier.solving.helping import Helpers
    from verifier.solving.limits import Limits, StepsOfRun


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from verifier.words.calls import no_date

        raise argparse.ArgumentTypeError(no_date(text)) from None


def positive(text: str) -> int:
    """A whole number of at least 1."""
    from verifier.solving.limits import count_in

    try:
        return count_in(text)
    except ValueError:
        from verifier.words.calls import no_whole_number

        raise argparse.ArgumentTypeError(no_whole_number(text)) from None


def steps_of_run(text: str) -> StepsOfRun:
    """What the solver may do in a run, counted over all that the run asks."""
    from verifier.solving.limits import StepsOfRun

    return StepsOfRun(positive(text))


def seconds(text: str) -> float:
    """A time limit."""
    from verifier.solving.limits import seconds_in

    try:
        return seconds_in(text)
    except ValueError:
        from verifier.words.calls import no_seconds

        raise argparse.ArgumentTypeError(no_seconds(text)) from None


def folder(text: str) -> str:
    """A folder that is there."""
    if not os.path.isdir(text):
        from verifier.words.calls import no_folder

        raise argparse.ArgumentTypeError(no_folder(text))
    return text


def add_root(parser: argparse.ArgumentParser) -> None:
    """Where files are read from; `verifier.cli` adds it to each command that reads any."""
    parser.add_argument(
        "--root",
        type=folder,
        metavar="FOLDER",
        help="read included files, and what stands beside them, from this folder and those in it (default: the "
        "folder that is checked, or else the one that the file is in)",
    )


def add_run_limit(parser: argparse.ArgumentParser) -> None:
    """The limit on all that a command does; `verifier.cli` adds it to each."""
    parser.add_argument(
        "--timeout",
        type=seconds,
        metavar="SECONDS",
        help="limit the whole run; what was not reached by then is named (default: no limit)",
    )


def add_limits(parser: argparse.ArgumentParser) -> None:
    """The limits on one property or question, of each command that solves."""
    parser.add_argument(
        "--question-timeout",
        type=seconds,
        default=60.0,
        metavar="SECONDS",
        help="limit a property, or a question of an analysis (default: 60)",
    )
    parser.add_argument(
        "--steps",
        type=steps_of_run,
        metavar="N",
        help="limit the solver steps of the whole run (the same everywhere)",
    )
    parser.add_argument("--memory", type=positive, metavar="MIB", help="limit the solver's memory")


# So many processes share the work, at most, where nobody says how many: each takes memory of its own.
MOST_JOBS = 4
# Where somebody says so for all commands.
JOBS = "VETOPROOF_JOBS"


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """How many processes share the work."""
    parser.add_argument(
        "--jobs",
        type=positive,
        default=os.environ.get(JOBS),
        metavar="N",
        help=f"processes to share the work (default: what {JOBS} says, or else one for each processor, but at most "
        "four, once it takes a while)",
    )


def helpers_of(arguments: argparse.Namespace, at_once: bool = False) -> Helpers | None:
    """The processes that help, `at_once` where there is always much to do; None where all is for this one.

    How far the steps of a run reach is only the same everywhere if one process takes them, one after the other; and
    memory that is limited is not taken several times, nor a process begun in a program of somebody else, unless it is
    asked for.
    """
    from verifier.solving.helping import PATIENCE, Helpers
    from verifier.solving.process import OWN

    asked: int | None = arguments.jobs
    if arguments.steps is not None or (asked is None and (arguments.memory or not OWN.get())):
        return None
    number = min(MOST_JOBS, _processors()) if asked is None else asked
    if number == 1:
        return None
    from verifier.commands.signals import work_for_parent

    return Helpers(number - 1, work_for_parent, PATIENCE if asked is None and not at_once else 0.0)


def _processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def add_today(parser: argparse.ArgumentParser, judged: str) -> None:
    """Of what is accepted until a day: which day it is."""
    parser.add_argument(
        "--today",
        type=day,
        metavar="DATE",
        help=f"the day that {judged} are judged by (default: today)",
    )


def add_as_properties(parser: argparse.ArgumentParser, *others: str) -> None:
    """For commands whose answers are claims of the language; with `others` of its options it prints something else."""
    parser.add_argument(
        "--as-properties",
        action="store_true",
        help="print what it finds as properties, to be put into the file and checked",
    )
    parser.set_defaults(not_as_properties=("format", *others))


def no_properties(arguments: argparse.Namespace) -> str | None:
    """What is wrong with a call that asks for properties, and for something else in their place."""
    if not getattr(arguments, "as_properties", False):
        return None
    from verifier.words.calls import not_as_properties

    for name in arguments.not_as_properties:
        given = getattr(arguments, name)
        if given is not None and (name, given) != ("format", "text"):
            return not_as_properties(name, str(given))
    return None


# What is kept for telling what was found: a part of the run's limit, but no more than some seconds.
KEPT = (0.1, 1.0)
# What a run may take beyond its limit, at most: a part of it, but at least some seconds.
BEYOND = (0.1, 0.5)


def limit_of(arguments: argparse.Namespace) -> Deadline | None:
    """When the run is to be over; None where nothing is said."""
    if arguments.timeout is None:
        return None
    from verifier.solving.deadline import Deadline

    return Deadline.after(arguments.timeout, arguments.started)


def deadline_of(arguments: argparse.Namespace) -> Deadline | None:
    """When analyses end, so that what they found can be told in time; None where nothing is said.

    A command that takes longer to write what it found keeps more for that, as its `kept`.
    """
    limit = limit_of(arguments)
    if limit is None:
        return None
    part, most = getattr(arguments, "kept", KEPT)
    return limit.moved(-min(part * limit.seconds, most))


def all_in_time(arguments: argparse.Namespace) -> AbstractContextManager[None]:
    """All that a command does, printing and writing included; `verifier.cli` runs each in such a block."""
    limit = limit_of(arguments)
    if limit is None:
        return nullcontext()
    from verifier.solving.watching import watched

    part, least = BEYOND
    return watched(limit.moved(max(part * limit.seconds, least) / 2))


def in_time(arguments: argparse.Namespace) -> AbstractContextManager[None]:
    """Work that is ended so early that what was found can be told; each command does all but that in such a block."""
    deadline = deadline_of(arguments)
    if deadline is None:
        return nullcontext()
    from verifier.solving.watching import watched

    return watched(deadline)


def limits_of(arguments: argparse.Namespace) -> Limits:
    """The limits that a call asks for."""
    from verifier.solving.limits import Limits

    return Limits(
        seconds=arguments.question_timeout,
        megabytes=arguments.memory,
        deadline=deadline_of(arguments),
        run=arguments.steps,
    )
