"""`vetoproof check`: does each property hold?"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field
from verifier.commands.documents import add_format
from verifier.commands.files import loaded_files, specification_files
from verifier.commands.options import add_limits, day, in_time, limits_of, positive
from verifier.commands.progress import progress_on_terminal
from verifier.commands.reporting import MACHINES, Settled, add_baseline, spelt
from verifier.commands.shell import AnswerWithJson, Command, WrongCall
from verifier.output.streams import out_is_terminal
from verifier.output.text import Printable

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.checking.specifications import Options
    from verifier.findings.finding import Finding
    from verifier.rendering.wrapping import Spell, Spellings, TextPart
    from verifier.results import (
        PropertyResult,
        SecondOpinion,
        SolversDisagree,
        SpecificationResult,
    )
    from verifier.solving.deadline import Deadline


def _options(it: argparse.ArgumentParser) -> None:
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


@dataclass(frozen=True)
class CheckAnswer(AnswerWithJson):
    """The verdicts of each specification. `disagreed`: a second solver gave another answer, so there are none."""

    results: tuple[SpecificationResult, ...] = ()
    spelt: Spellings = field(default_factory=dict)
    disagreed: bool = False

    @property
    def properties_(self) -> list[PropertyResult]:
        """The verdicts of all of them."""
        return [prop for result in self.results for prop in result.properties]

    @property
    def second_opinion(self) -> SecondOpinion | None:
        """What a second solver said of all answers together; None where none was asked."""
        from verifier.results import second_opinions

        return second_opinions(self.properties_)

    @property
    def found(self) -> bool:
        """A property is not as expected."""
        from verifier.results import Verdict

        return any(
            not prop.as_expected and prop.verdict is not Verdict.UNDETERMINED
            for prop in self.properties_
        )

    @property
    def open(self) -> bool:
        """A limit kept something of a property open."""
        return not all(prop.settled for prop in self.properties_)

    @property
    def internal(self) -> bool:
        """Two evaluations of the rules, or two solvers, disagree."""
        return self.disagreed or any(prop.internal for prop in self.properties_)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The verdicts, with what kept other files from being checked."""
        from verifier.answers.check import render_json

        return render_json(self.results, errors)

    def parts(self) -> Sequence[TextPart]:
        """Each property in full."""
        from verifier.rendering.check_text import told

        return told(self.results, self.arguments.explain, self.spelt)

    def text(self) -> Printable | None:
        """Each property that is not as expected in full, and the others where that is asked for."""
        from verifier.rendering.check_text import render_text

        it = self.arguments
        colour = out_is_terminal() and "NO_COLOR" not in os.environ
        return render_text(self.results, it.explain, colour, self.spelt, _in_full(it)) or None

    def findings(self) -> tuple[Finding, ...]:
        """The properties that are not as expected, or not decided."""
        from verifier.findings.collecting import of_check

        return spelt(self.results, lambda result: of_check([result]), self.spelt)

    def spell(self) -> Spell:
        """As the files are spelt, if they agree."""
        from verifier.rendering.wrapping import common

        return common([result.file for result in self.results], self.spelt)

    def in_own_format(self, settled: Settled) -> Printable:
        """As JUnit has it."""
        from verifier.rendering.junit import render

        known = () if settled.compared is None else settled.compared.known
        keys = frozenset((each.place.file, each.subject) for each in known)
        return render(self.results, keys, self.spelt, self._in_the_way())

    def _in_the_way(self) -> list[tuple[str, str]]:
        """What kept something from being checked: each file or the tool, and what is wrong."""
        from policy_dsl.diagnostics import render_all

        found = [
            (next(iter(each.sources), ""), render_all(each.diagnostics, each.sources))
            for each in self.refused
        ]
        return [*found, *(("vetoproof check", fault) for fault in self.faults)]

    def remarks(self) -> Sequence[str]:
        """How many answers a second solver gives, too."""
        opinion = self.second_opinion
        if opinion is None:
            return ()
        from verifier.words.check import second_opinion_counted

        return [second_opinion_counted(opinion)]


def _check(arguments: argparse.Namespace) -> CheckAnswer:
    from verifier.checking.specifications import Options
    from verifier.results import SolversDisagree

    if arguments.second_solver and not _has_second_solver():
        from verifier.words.calls import NO_SECOND_SOLVER

        raise WrongCall(NO_SECOND_SOLVER)
    options = Options(
        None if arguments.property is None else tuple(arguments.property),
        arguments.at,
        limits_of(arguments),
        arguments.all_bases,
        count_loopholes=True,
        second_solver=arguments.second_solver,
    )
    given = specification_files(arguments.paths, arguments.root)
    with in_time(arguments):
        files = [loaded for _, loaded in loaded_files(given, arguments.paths)]
    # From here on each property ends in time by itself.
    todo = [each.specification for each in files if each.specification is not None]
    wrong = [*given.faults, *_not_there(options, todo)]
    try:
        results = tuple(_verdicts(arguments, options, todo))
    except SolversDisagree as error:
        return CheckAnswer(arguments, faults=(_reported(error),), disagreed=True)
    spellings_: Spellings = {}
    if arguments.format != "json":
        from verifier.rendering.wrapping import spellings

        spellings_ = spellings(*todo)
    from verifier.words.calls import of_property

    wrong += [
        of_property(prop.name, prop.reason)
        for result in results
        for prop in result.properties
        if prop.internal
    ]
    return CheckAnswer(
        arguments,
        tuple(each for each in files if each.specification is None),
        tuple(each for each in files if each.specification is not None and each.warnings),
        tuple(wrong),
        results,
        spellings_,
    )


def _in_full(it: argparse.Namespace) -> bool:
    """Whether what is as expected is told in full as well, even where that is more than a screen."""
    return bool(it.verbose or it.explain or it.all_bases or it.second_solver or it.property)


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


def _not_there(options: Options, todo: Sequence[Specification]) -> list[str]:
    """Properties that are asked for, and that none of some specifications has."""
    known = {prop.name for each in todo for prop in each.properties}
    missing = [name for name in options.properties or () if name not in known]
    if not (todo and missing):
        return []
    from verifier.words.calls import no_property

    return [no_property(name, known) for name in missing]


def _verdicts(
    arguments: argparse.Namespace, options: Options, todo: Sequence[Specification]
) -> Iterator[SpecificationResult]:
    """The verdicts of each specification that has any of the properties asked for."""
    from policy_dsl.records import replace
    from verifier.checking.specifications import check
    from verifier.rendering.check_text import has_a_line_each
    from verifier.solving.limits import Limits

    wanted = options.properties
    total = sum(wanted is None or p.name in wanted for each in todo for p in each.properties)
    # How far the steps of a run reach is only the same everywhere if one process takes them, one after the other.
    jobs = 1 if options.limits.run is not None else arguments.jobs
    with (
        _executor(jobs, options.limits.deadline) as executor,
        progress_on_terminal(total, "properties") as progress,
    ):
        for specification in todo:
            own = {prop.name for prop in specification.properties}
            names = None if wanted is None else tuple(name for name in wanted if name in own)
            if names != ():
                # Under limits nothing is asked twice: the second time they might not suffice.
                lines = (
                    arguments.format == "text"
                    and not _in_full(arguments)
                    and options.limits == Limits()
                    and has_a_line_each(len(specification.properties))
                )
                of_these = replace(options, properties=names, lines=lines)
                yield check(specification, of_these, executor, progress)


@contextmanager
def _executor(jobs: int, deadline: Deadline | None) -> Iterator[Executor | None]:
    if jobs == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from verifier.commands.signals import end_workers, work_for_parent

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


COMMAND = Command(
    name="check",
    help="does each property of a specification hold?",
    description="Prove or refute each property: with a replayed scenario where it fails, and with what it "
    "rests on where it holds. Exit code: 0 all as expected, 1 something is not, 2 the specification or the "
    "call is wrong, 3 something stayed undetermined, 4 the tool is at fault.",
    options=_options,
    answer=_check,
    kind=CheckAnswer,
    ends_in_time=True,
)
