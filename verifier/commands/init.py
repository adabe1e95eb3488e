"""`vetoproof init`: a first specification to start from."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from verifier import exits
from verifier.commands.options import in_time
from verifier.commands.saying import say_faults
from verifier.output.streams import out_lines
from verifier.words import calls as say
from verifier.writing import write_new


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "init",
        help="write a commented specification to start from",
        description="Write a small commented specification that checks at once, to be changed into your own.",
    )
    it.add_argument(
        "file", metavar="FILE", help="the file to write, as rules.policy; never one that exists"
    )
    it.add_argument(
        "--title", default="Our rules", metavar="TEXT", help="what the rules are called"
    )
    it.set_defaults(run=run, refuse=refuse)


def refuse(_: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    say_faults("init", faults)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, unless there is one."""
    from policy_dsl.template import template

    path = Path(arguments.file)
    try:
        with in_time(arguments):
            write_new(path, template(arguments.title).encode("utf-8"))
    except FileExistsError:
        say_faults("init", [say.exists(path)])
        return exits.WRONG
    except OSError as error:
        say_faults("init", [say.not_written(path, error)])
        return exits.WRONG
    except ValueError as error:  # no file can have this name
        say_faults("init", [f"{path}: {say.unreadable(error)}"])
        return exits.WRONG
    out_lines(say.begun(path))
    return exits.OK
