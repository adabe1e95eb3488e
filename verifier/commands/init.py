"""`vetoproof init`: a first specification to start from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from verifier import exits
from verifier.words import calls as say


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
    it.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, unless there is one."""
    from policy_dsl.template import template

    path = Path(arguments.file)
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(template(arguments.title))
    except FileExistsError:
        print(say.fault("init", say.exists(path)), file=sys.stderr)
        return exits.WRONG
    except OSError as error:
        print(say.fault("init", f"{path}: {error.strerror}"), file=sys.stderr)
        return exits.WRONG
    print(say.begun(path))
    return exits.OK
