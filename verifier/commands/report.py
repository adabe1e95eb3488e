"""`vetoproof report`: the review of a specification, as a page or a Word file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.options import add_limits, day, in_time, limit_of, limits_of
from verifier.commands.progress import progress_on_terminal
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out_lines
from verifier.words import report as words
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from verifier.results.review import Review

# What each format needs besides vetoproof itself, by the name it is imported and the name it is installed by.
NEEDS = {
    ".html": {"jinja2": "Jinja2", "svg": "svg.py"},
    ".docx": {"docx": "python-docx", "resvg_py": "resvg-py", "svg": "svg.py"},
}


# What is kept of a limit for writing: a part of it, but no more than some seconds.
KEPT = {".html": (0.25, 4.0), ".docx": (0.5, 12.0)}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "report",
        help="the review, clause by clause, for people: a web page or a Word file",
        description="Write the review of a specification: the answers on a page, every clause with its quotation and "
        "standing, every way round with its story, pictures and a change of wording, every assumption with what "
        "depends on it. Exit code: 0 written, 2 the specification or the call is wrong, 3 written, but something "
        "stayed undetermined.",
    )
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="REVIEW",
        help="the file to write: its ending, .html or .docx, says the format",
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
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


def refuse(_: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    say_faults("report", faults)


def run(arguments: argparse.Namespace) -> int:
    """Review, write, and tell."""
    ending = Path(arguments.output).suffix.lower()
    if ending not in NEEDS:
        return _wrong(words.wrong_ending(arguments.output))
    for module, package in NEEDS[ending].items():
        if find_spec(module) is None:
            return _wrong(words.missing(package))
    from verifier.linting.waiving import WaiverError
    from verifier.solving.deadline import OutOfTime
    from verifier.words.reasons import why

    arguments.kept = KEPT[ending]
    try:
        with in_time(arguments):
            loaded = _loaded(arguments.file, arguments.root)
            since = None if arguments.since is None else _loaded(arguments.since, arguments.root)
        if loaded is None or (arguments.since is not None and since is None):
            return exits.WRONG
        # Each part of the review ends in time by itself, and says what it did not come to.
        made = _review(arguments, loaded, since)
    except WaiverError as error:
        return _wrong(str(error))
    try:
        write_whole(arguments.output, _rendered(arguments, made, ending))
    except OutOfTime as over:
        say_faults("report", [words.not_written_in_time(why(over.reason), arguments.output)])
        return exits.OPEN
    except OSError as error:
        from verifier.words.calls import not_written

        return _wrong(not_written(arguments.output, error))
    out_lines(words.written(arguments.output))
    if made.lint is not None and any(each.internal for each in made.lint.open):
        return exits.INTERNAL
    return exits.OPEN if made.undetermined else exits.OK


def _wrong(fault: str) -> int:
    say_faults("report", [fault])
    return exits.WRONG


def _loaded(path: str, root: str | None) -> Loaded | None:
    """What a file holds; None once its errors are printed."""
    from policy_dsl.loading import examine

    loaded = examine(path, root)
    if loaded.specification is None:
        say_wrong_files([loaded])
        return None
    return loaded


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
        return review(loaded, asked, progress)


def _rendered(arguments: argparse.Namespace, made: Review, ending: str) -> bytes:
    from verifier.rendering.document.making import document

    if ending == ".html":
        from verifier.rendering.report_html import render_html

        return render_html(document(made)).encode("utf-8")
    from verifier.rendering.report_docx import render_docx

    limit = limit_of(arguments)
    if limit is None:
        return render_docx(document(made), made.cover.on)
    # Drawing takes longest, and its place can be taken by words; half of what is left then is for all the rest.
    pictures = limit.moved(-limit.left / 2)
    return render_docx(document(made), made.cover.on, lambda: not pictures.passed)
