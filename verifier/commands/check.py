"""`vetoproof check`: does each property hold?"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.files import loaded_files, specification_files

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from verifier.checking.running import Options
    from verifier.results import SpecificationResult

FORMATS = ("text", "json", "junit")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "check",
        help="does each property of a specification hold?",
        description="Prove or refute each property: with a replayed scenario where it fails, and with what it "
        "rests on where it holds. Exit code: 0 all as expected, 1 something is not, 2 the specification or the "
        "call is wrong, 3 something stayed undetermined.",
    )
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--property", action="append", metavar="NAME", help="only this property (repeatable)"
    )
    it.add_argument("--at", type=_date, metavar="DATE", help="ask about this day, as 2019-04-12")
    it.add_argument(
        "--format", choices=FORMATS, default="text", help="how to print it (default: text)"
    )
    it.add_argument(
        "--explain", action="store_true", help="show every clause, and why it did or did not apply"
    )
    it.add_argument(
        "--jobs",
        type=_positive,
        default=1,
        metavar="N",
        help="processes to share the work (default: 1)",
    )
    it.add_argument(
        "--timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="limit a property (default: 60)",
    )
    it.add_argument(
        "--steps",
        type=_positive,
        metavar="N",
        help="limit a property's solver steps (the same everywhere)",
    )
    it.add_argument("--memory", type=_positive, metavar="MIB", help="limit the solver's memory")
    it.set_defaults(run=run)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date; write one like 2019-04-12"
        ) from None


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


@dataclass
class Run:
    """What came of a call, file by file."""

    results: list[SpecificationResult] = field(default_factory=list)
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warned: list[Loaded] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code."""
        from verifier.results import Verdict

        codes = [exits.WRONG for _ in (*self.refused, *self.faults)]
        for result in self.results:
            for prop in result.properties:
                if prop.verdict is Verdict.UNDETERMINED:
                    codes.append(exits.OPEN)
                elif not prop.as_expected:
                    codes.append(exits.FINDING)
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and tell."""
    from verifier.checking.running import Options
    from verifier.solving.limits import Limits

    limits = Limits(arguments.timeout, arguments.steps, arguments.memory)
    names = None if arguments.property is None else tuple(arguments.property)
    done = _check(arguments, Options(names, arguments.at, limits))
    _print(arguments, done)
    return done.code


def _check(arguments: argparse.Namespace, options: Options) -> Run:
    from dataclasses import replace

    from verifier.checking.running import check

    given = specification_files(arguments.paths)
    done = Run(faults=list(given.faults))
    todo = []
    known: set[str] = set()
    for _, loaded in loaded_files(given, arguments.paths):
        if loaded.specification is None:
            done.refused.append(loaded)
            continue
        if loaded.warnings:
            done.warned.append(loaded)
        known.update(prop.name for prop in loaded.specification.properties)
        todo.append(loaded.specification)
    missing = [name for name in options.properties or () if name not in known]
    if todo and missing:
        done.faults += [_no_property(name, known) for name in missing]
    total = sum(
        sum(options.properties is None or p.name in options.properties for p in s.properties)
        for s in todo
    )
    with _executor(arguments.jobs) as executor, _progress(total) as progress:
        for specification in todo:
            own = {prop.name for prop in specification.properties}
            wanted = options
            if options.properties is not None:
                wanted = replace(
                    options, properties=tuple(n for n in options.properties if n in own)
                )
                if not wanted.properties:
                    continue
            done.results.append(check(specification, wanted, executor, progress))
    return done


def _no_property(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(sorted(known))}"
    return f"there is no property {name}{hint}"


@contextmanager
def _executor(jobs: int) -> Iterator[Executor | None]:
    if jobs == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Spawned, not forked: the solver keeps threads and locks that a forked process would inherit.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def _progress(total: int) -> Iterator[Progress]:
    """On a terminal, and once a second has passed, how far it got."""
    shown = Progress(total, sys.stderr.isatty())
    try:
        yield shown
    finally:
        shown.clear()


@dataclass
class Progress:
    """A line on the terminal that says how many properties are done."""

    total: int
    terminal: bool
    started: float = field(default_factory=time.monotonic)
    done: int = 0
    written: bool = False

    def __call__(self, name: str) -> None:
        """One more is done."""
        self.done += 1
        if self.terminal and time.monotonic() - self.started > 1:
            print(
                f"\r\x1b[K{self.done} of {self.total} properties: {name}",
                end="",
                file=sys.stderr,
                flush=True,
            )
            self.written = True

    def clear(self) -> None:
        """Take the line away."""
        if self.written:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _print(arguments: argparse.Namespace, done: Run) -> None:
    if arguments.format == "json":
        from verifier.rendering.json_text import render_json

        print(render_json(done.results, done.refused, done.faults))
        return
    from policy_dsl.diagnostics import render_all

    for loaded in (*done.refused, *done.warned):
        print(render_all(loaded.diagnostics, loaded.sources), file=sys.stderr)
    for fault in done.faults:
        print(f"vetoproof check: {fault}", file=sys.stderr)
    if arguments.format == "junit":
        from verifier.rendering.junit import render

        print(render(done.results))
        return
    from verifier.rendering.text import render_text

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = render_text(done.results, arguments.explain, colour)
    if text:
        print(text)
