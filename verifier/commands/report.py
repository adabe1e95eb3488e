"""`vetoproof report`: the review of a specification, as a page or a Word file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, replace
from verifier.commands.options import (
    add_jobs,
    add_limits,
    day,
    helpers_of,
    in_time,
    limit_of,
    limits_of,
)
from verifier.commands.progress import progress_on_terminal
from verifier.commands.shell import Command, CommandAnswer, WrongCall
from verifier.output.text import Printable, lines
from verifier.words import report as words
from verifier.writing import check_place, write_whole

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from verifier.results.review import Review
    from verifier.solving.reasons import Reason

# What each format needs besides vetoproof itself, by the name it is imported and the name it is installed by.
NEEDS = {
    ".html": {"jinja2": "Jinja2", "svg": "svg.py"},
    ".docx": {"docx": "python-docx", "resvg_py": "resvg-py", "svg": "svg.py"},
}


# What is kept of a limit for writing: a part of it, but no more than some seconds.
KEPT = {".html": (0.25, 4.0), ".docx": (0.5, 12.0)}


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "-o",
        "--output",
        required=True,
        action="append",
        metavar="REVIEW",
        help="the file to write: its ending, .html or .docx, says the format; may be given for each",
    )
    it.add_argument(
        "--date", type=day, metavar="DATE", help="the date of the review (default: today)"
    )
    it.add_argument(
        "--since", metavar="OLD", help="an earlier version: what changed becomes a chapter"
    )
    it.add_argument(
        "--quick",
        action="store_true",
        help="leave out suggested wording, and asking each question again with assumptions otherwise",
    )
    add_jobs(it)
    add_limits(it)


@dataclass(frozen=True)
class ReportAnswer(CommandAnswer):
    """The review, to which files it is written, and why not to the others in time (`late`)."""

    review: Review | None = None
    written: tuple[str, ...] = ()
    late: Reason | None = None

    @property
    def open(self) -> bool:
        """A limit kept something of the review open, or kept it from being written."""
        return self.late is not None or (self.review is not None and self.review.undetermined)

    @property
    def internal(self) -> bool:
        """Two evaluations of the rules disagree."""
        lint = None if not self.written or self.review is None else self.review.lint
        return lint is not None and any(each.internal for each in lint.open)

    def text(self) -> Printable | None:
        """To which files it is written."""
        return lines([words.written(each) for each in self.written]) if self.written else None

    def remarks(self) -> Sequence[str]:
        """To which files it could not be written in time."""
        if self.late is None:
            return ()
        from verifier.words.calls import fault
        from verifier.words.reasons import why

        return [
            fault("report", words.not_written_in_time(why(self.late), each))
            for each in _files(self.arguments)
            if each not in self.written
        ]

    def with_files_written(self) -> ReportAnswer:
        """With the page, the Word file or both written."""
        if self.review is None:
            return self
        from verifier.solving.deadline import OutOfTime

        written: list[str] = []
        for path in _files(self.arguments):
            try:
                write_whole(path, _rendered(self.arguments, path, self.review))
            except OutOfTime as over:
                return replace(self, written=tuple(written), late=over.reason)
            except OSError as error:
                raise _not_written(path, error) from None
            written.append(path)
        return replace(self, written=tuple(written))


def _not_written(path: str, error: OSError) -> WrongCall:
    from verifier.words.calls import not_written

    return WrongCall(not_written(path, error))


def _files(arguments: argparse.Namespace) -> Sequence[str]:
    """The files to write, each once."""
    return tuple(dict.fromkeys(arguments.output))


def _ending(path: str) -> str:
    return Path(path).suffix.lower()


def _report(arguments: argparse.Namespace) -> ReportAnswer:
    from policy_dsl.loading import examine
    from verifier.linting.waiving import WaiverError

    files = _files(arguments)
    for path in files:
        if _ending(path) not in NEEDS:
            raise WrongCall(words.wrong_ending(path))
        for module, package in NEEDS[_ending(path)].items():
            if find_spec(module) is None:
                raise WrongCall(words.missing(package))
        try:  # before what takes long
            check_place(path)
        except OSError as error:
            raise _not_written(path, error) from None
    kept = [KEPT[_ending(path)] for path in files]
    arguments.kept = max(part for part, _ in kept), sum(seconds for _, seconds in kept)
    with in_time(arguments):
        loaded = examine(arguments.file, arguments.root)
        since = None if arguments.since is None else examine(arguments.since, arguments.root)
    both = [loaded] if since is None else [loaded, since]
    refused = tuple(each for each in both if each.specification is None)
    if refused:
        return ReportAnswer(arguments, refused)
    try:
        # Each part of the review ends in time by itself, and says what it did not come to.
        return ReportAnswer(arguments, review=_review(arguments, loaded, since))
    except WaiverError as error:
        raise WrongCall(str(error)) from None


def _review(arguments: argparse.Namespace, loaded: Loaded, since: Loaded | None) -> Review:
    from verifier.review.building import Asked, review
    from verifier.version import __version__, z3_version

    specification = loaded.or_errors()
    asked = Asked(
        arguments.date or date.today(),
        words.made_with(__version__, z3_version()),
        limits_of(arguments),
        arguments.quick,
        None if since is None else since.or_errors(),
    )
    with progress_on_terminal(3 * len(specification.properties), words.STEPS) as progress:
        return review(loaded, asked, progress, helpers_of(arguments, at_once=True))


def _rendered(arguments: argparse.Namespace, path: str, made: Review) -> bytes:
    from verifier.rendering.document.making import document

    if _ending(path) == ".html":
        from verifier.rendering.report_html import render_html

        return render_html(document(made)).encode("utf-8")
    from verifier.rendering.report_docx import render_docx

    limit = limit_of(arguments)
    if limit is None:
        return render_docx(document(made), made.cover.on)
    # Drawing takes longest, and its place can be taken by words; half of what is left then is for all the rest.
    pictures = limit.moved(-limit.left / 2)
    return render_docx(document(made), made.cover.on, lambda: not pictures.passed)


COMMAND = Command(
    name="report",
    help="the review, clause by clause, for people: a web page or a Word file",
    description="Write the review of a specification: the answers on a page, every clause with its quotation and "
    "standing, every way round with its story, pictures and a change of wording, every assumption with what "
    "depends on it. Exit code: 0 written, 2 the specification or the call is wrong, 3 written, but something "
    "stayed undetermined.",
    options=_options,
    answer=_report,
    kind=ReportAnswer,
    ends_in_time=True,
)
