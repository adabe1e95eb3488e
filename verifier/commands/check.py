"""`vetoproof check`: does each property hold?"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field
from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.files import loaded_files, specification_files
from verifier.commands.options import add_limits, day, in_time, limits_of, positive
from verifier.commands.progress import progress_on_terminal
from verifier.commands.reporting import MACHINES, Settled, add_baseline, rendered, settle, spelt
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import err_lines, out, out_is_terminal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from policy_dsl.loading import Loaded
    from verifier.checking.running import Options
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Spellings
    from verifier.results import SecondOpinion, SolversDisagree, SpecificationResult
    from verifier.solving.deadline import Deadline


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "check",
        help="does each property of a specification hold?",
        description="Prove or refute each property: with a replayed scenario where it fails, and with what it "
        "rests on where it holds. Exit code: 0 all as expected, 1 something is not, 2 the specification or the "
        "call is wrong, 3 something stayed undetermined, 4 the tool is at fault.",
    )
    it.add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="specifications, or folders of them"
    )
    it.add_argument(
        "--property", action="append", metavar="NAME", help="only this property (repeatable)"
    )
    it.add_argument("--at", type=day, metavar="DATE", help="ask about this day, as 2019-04-12")
    add_format(it, "json", "junit", *MACHINES)
    it.add_argument(
        "--explain", action="store_true", help="show every clause, and why it did or did not apply"
    )
    it.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="also what is as expected in full, where that is more than a screen",
    )
    it.add_argument(
        "--jobs",
        type=positive,
        default=1,
        metavar="N",
        help="processes to share the work (default: 1)",
    )
    it.add_argument(
        "--all-bases",
        action="store_true",
        help="show every minimal set of clauses that carries a proof",
    )
    it.add_argument(
        "--second-solver",
        action="store_true",
        help="ask another solver, cvc5, whether it gives the same answers",
    )
    add_baseline(it)
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


@dataclass
class CheckRun:
    """What came of a call, file by file."""

    results: list[SpecificationResult] = field(default_factory=list)
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    warned: list[Loaded] = field(default_factory=list)
    settled: Settled = field(default_factory=Settled)
    spelt: Spellings = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The properties that are not as expected, or not decided."""
        from verifier.findings.collecting import of_check

        return spelt(self.results, lambda result: of_check([result]), self.spelt)

    @property
    def second_opinion(self) -> SecondOpinion | None:
        """What a second solver said of all answers together; None where none was asked."""
        from verifier.results import second_opinions

        return second_opinions(prop for result in self.results for prop in result.properties)

    @property
    def code(self) -> int:
        """The exit code."""
        from verifier.results import Verdict

        codes = [exits.WRONG for _ in (*self.refused, *self.faults)]
        properties = [prop for result in self.results for prop in result.properties]
        if not all(prop.settled for prop in properties):
            codes.append(exits.OPEN)
        if any(prop.internal for prop in properties):
            codes.append(exits.INTERNAL)
        if self.settled.fails(
            any(not p.as_expected and p.verdict is not Verdict.UNDETERMINED for p in properties)
        ):
            codes.append(exits.FINDING)
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and tell."""
    from verifier.checking.running import Options
    from verifier.results import SolversDisagree

    if arguments.second_solver and not _has_second_solver():
        from verifier.words.calls import NO_SECOND_SOLVER

        missing = CheckRun(faults=[NO_SECOND_SOLVER])
        _print(arguments, missing)
        return missing.code
    names = None if arguments.property is None else tuple(arguments.property)
    options = Options(
        names,
        arguments.at,
        limits_of(arguments),
        arguments.all_bases,
        count_loopholes=True,
        second_solver=arguments.second_solver,
    )
    try:
        done = _check(arguments, options)
    except SolversDisagree as error:
        refuse(arguments, [_reported(error)])
        return exits.INTERNAL
    from verifier.words.calls import of_property

    done.faults += [
        of_property(prop.name, prop.reason)
        for result in done.results
        for prop in result.properties
        if prop.internal
    ]
    done.settled = settle(arguments, lambda: done.findings, not (done.refused or done.faults))
    done.faults += done.settled.faults
    _print(arguments, done)
    if done.second_opinion is not None:
        from verifier.words.check import second_opinion_counted

        err_lines(second_opinion_counted(done.second_opinion))
    return done.code


def _has_second_solver() -> bool:
    from verifier.solving.second_solver import installed

    return installed()


def _reported(error: SolversDisagree) -> str:
    """What two solvers disagree about, and where that is now."""
    from pathlib import Path
    from tempfile import mkdtemp

    from verifier.words.calls import solvers_disagree
    from verifier.writing import write_new

    try:
        file = Path(mkdtemp(prefix="vetoproof-")) / "question.smt2"
        write_new(file, error.question.encode())
    except OSError:
        return solvers_disagree(error.first, error.second, None)
    return solvers_disagree(error.first, error.second, str(file))


def _check(arguments: argparse.Namespace, options: Options) -> CheckRun:
    from policy_dsl.records import replace
    from verifier.checking.running import check

    given = specification_files(arguments.paths, arguments.root)
    done = CheckRun(faults=list(given.faults))
    todo = []
    known: set[str] = set()
    with in_time(arguments):
        files = loaded_files(given, arguments.paths)
    # From here on each property ends in time by itself.
    for _, loaded in files:
        if loaded.specification is None:
            done.refused.append(loaded)
            continue
        if loaded.warnings:
            done.warned.append(loaded)
        known.update(prop.name for prop in loaded.specification.properties)
        todo.append(loaded.specification)
    if arguments.format != "json":
        from verifier.rendering.wrapping import spellings

        done.spelt = spellings(*todo)
    missing = [name for name in options.properties or () if name not in known]
    if todo and missing:
        from verifier.words.calls import no_property

        done.faults += [no_property(name, known) for name in missing]
    total = sum(
        sum(options.properties is None or p.name in options.properties for p in s.properties)
        for s in todo
    )
    # How far the steps of a run reach is only the same everywhere if one process takes them, one after the other.
    jobs = 1 if options.limits.run is not None else arguments.jobs
    with (
        _executor(jobs, options.limits.deadline) as executor,
        progress_on_terminal(total, "properties") as progress,
    ):
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


@contextmanager
def _executor(jobs: int, deadline: Deadline | None) -> Iterator[Executor | None]:
    if jobs == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from verifier.commands.stopping import end_workers, work_for_parent

    # Spawned, not forked: the solver keeps threads and locks that a forked process would inherit.
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=spawned, initializer=work_for_parent)
    try:
        yield pool
    except BaseException:
        end_workers()
        raise
    finally:
        if deadline is not None and deadline.passed:
            end_workers()  # nobody waits any more for what they are at
        pool.shutdown(cancel_futures=True)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, CheckRun(faults=list(faults)))


def _in_the_way(done: CheckRun) -> list[tuple[str, str]]:
    """What kept something from being checked: each file or the tool, and what is wrong."""
    from policy_dsl.diagnostics import render_all

    found = [
        (next(iter(each.sources), ""), render_all(each.diagnostics, each.sources))
        for each in done.refused
    ]
    return [*found, *(("vetoproof check", fault) for fault in done.faults)]


def _print(arguments: argparse.Namespace, done: CheckRun) -> None:
    if arguments.format == "json":
        from verifier.answers.check import render_json

        out(render_json(done.results, done.refused, done.faults))
        return

    say_wrong_files([*done.refused, *done.warned])
    say_faults("check", done.faults)
    if arguments.format == "junit":
        from verifier.rendering.junit import render

        compared = done.settled.compared
        known = () if compared is None else compared.known
        keys = frozenset((f.place.file, f.subject) for f in known)
        out(render(done.results, keys, done.spelt, _in_the_way(done)))
        return
    if arguments.format in MACHINES:
        from verifier.findings.collecting import of_files
        from verifier.rendering.wrapping import common

        findings = (*of_files([*done.refused, *done.warned]), *done.findings)
        spell = common([result.file for result in done.results], done.spelt)
        out(rendered(arguments.format, findings, done.settled, done.faults, spell))
        return
    from verifier.rendering.text import render_text, told

    if arguments.format in DOCUMENTS:
        parts = told(done.results, arguments.explain, done.spelt)
        if parts:
            tell_parts(arguments.format, parts, "check")
        return
    colour = out_is_terminal() and "NO_COLOR" not in os.environ
    in_full = (
        arguments.verbose
        or arguments.explain
        or arguments.all_bases
        or arguments.second_solver
        or arguments.property is not None
    )
    text = render_text(done.results, arguments.explain, colour, done.spelt, in_full)
    if text:
        out(text)
