"""The command line: which commands there are, and what goes wrong with a call."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

from verifier.commands import COMMANDS
from verifier.commands.signals import Stopping
from verifier.exits import WRONG
from verifier.output import streams
from verifier.solving.process import OWN

# A limit on a run counts from here: what comes before is the interpreter's own start.
STARTED = time.monotonic()


WITHOUT_FILES = ("init",)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call in two lines."""

    def error(self, message: str) -> NoReturn:
        from verifier.words.calls import refused

        streams.err_lines(*refused(self.prog, _plain(message)))
        self.exit(WRONG)

    def _print_message(self, message: str, file: object = None) -> None:
        """Help, which is all that argparse says by itself."""
        streams.out_lines(*message.rstrip("\n").split("\n"))


def _plain(message: str) -> str:
    """What argparse says of a call, in words for people."""
    from verifier.words import calls as say

    if found := re.fullmatch(
        r"argument (?:COMMAND|(\S+)): invalid choice: '(.*?)' \(choose from (.*)\)", message
    ):
        option, given, known = found.groups()
        names = re.findall(r"[\w-]+", known)
        return say.no_choice(option, given, names) if option else say.no_command(given, names)
    if found := re.fullmatch(r"the following arguments are required: (.*)", message):
        return say.something_missing(found[1])
    if found := re.fullmatch(r"argument (\S+): (.*)", message):
        said = say.SAY_WHAT if found[2].startswith("expected ") else found[2]
        return f"{found[1]}: {said}"
    if found := re.fullmatch(r"unrecognized arguments: (.*)", message):
        return say.no_option(found[1])
    return message


class _Version(argparse.Action):
    """Says the versions, of which that of the solver is looked up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        from policy_dsl.versions import LANGUAGE
        from verifier.version import __version__, z3_version
        from verifier.words.calls import versions

        streams.out_lines(versions(__version__, z3_version(), LANGUAGE))
        parser.exit()


def parser(commands: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the whole command line, or of some commands only."""
    made = _Parser(
        prog="vetoproof",
        description="Check governance rules: who can block, pass or change what, and how it can be got round.",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="show the version")
    from verifier.commands.options import add_root, add_run_limit

    subparsers = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in commands:
        if find_spec(f"verifier.commands.{name}") is not None:
            import_module(f"verifier.commands.{name}").COMMAND.add_parser(subparsers)
            add_run_limit(subparsers.choices[name])
            if name not in WITHOUT_FILES:
                add_root(subparsers.choices[name])
    return made


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What a call asks for. Property names may stand before and after options."""
    called = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
    wanted = parser(called)
    given, rest = wanted.parse_known_args(arguments)
    if rest:
        names = getattr(given, "properties", None)
        if not isinstance(names, list) or any(each.startswith("-") for each in rest):
            wanted.error(f"unrecognized arguments: {' '.join(rest)}")
        names += rest
    return given


def run() -> NoReturn:
    """The command `vetoproof`: a process of its own."""
    Stopping()
    run_stoppable()


def run_stoppable() -> NoReturn:
    """The same, where it is seen to already that signals end it."""
    OWN.set(True)
    os._exit(_guarded(lambda: main(started=STARTED)))


def _guarded(call: Callable[[], int]) -> int:
    """The exit code of a call; a call whose output is lost has not done what it is for."""
    try:
        try:
            code = call()
        except SystemExit as error:
            if not isinstance(error.code, int):
                raise
            code = error.code
        streams.finish()
        return code
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`vetoproof check … | head`).
        streams.give_up()
        return WRONG
    except streams.OutputLost as lost:
        from verifier.words.calls import output_lost

        streams.give_up()
        with suppress(streams.OutputLost, BrokenPipeError):
            streams.err_lines(output_lost(str(lost)))
            streams.finish()
        return WRONG


def main(arguments: Sequence[str] | None = None, started: float | None = None) -> int:
    """Run a command; the result is the exit code. A limit on the run counts from `started` (now, if not given)."""
    begun = time.monotonic() if started is None else started
    return _guarded(lambda: _run(sys.argv[1:] if arguments is None else arguments, begun))


def _run(arguments: Sequence[str], started: float) -> int:
    from verifier.solving.deadline import OutOfTime

    given = argparse.Namespace()
    try:
        given = parsed(arguments)
        given.started = started
        from verifier.commands.documents import nothing_to_write_pages_with
        from verifier.commands.options import all_in_time, no_properties

        fault = no_properties(given) or nothing_to_write_pages_with(given)
        if fault is not None:
            given.refuse(given, [fault])
            return WRONG
        with all_in_time(given):
            code: int = given.run(given)
        return code
    except KeyboardInterrupt as stopped:
        from verifier.commands.signals import exit_code, let_go
        from verifier.words.calls import STOPPED

        let_go(stopped)
        streams.err_lines(STOPPED)
        return exit_code(stopped)
    except (BrokenPipeError, streams.OutputLost):
        raise
    except OutOfTime as over:
        from verifier.commands.failing import out_of_time

        return out_of_time(given, over)
    except Exception as error:
        from verifier.commands.failing import failed

        return failed(given, error)
