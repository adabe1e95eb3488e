"""`vetoproof matrix`: who decides what."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, field
from verifier import exits
from verifier.commands.documents import add_format, tell_documents
from verifier.commands.options import add_as_properties, add_limits, day, in_time, limits_of
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import finish, out, out_lines

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.rendering.wrapping import Spell
    from verifier.results.matrix import Matrix


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "matrix",
        help="who decides what: each class of decision, by power, threshold and who can block it",
        description="List the classes of decision that the rules distinguish, and for each the powers that can take "
        "it, what they need, who can block alone, and how few can block or carry it. Exit code: 0 done, 2 the "
        "specification or the call is wrong, 3 something stayed undetermined.",
    )
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "--at",
        type=day,
        metavar="DATE",
        help="the rules of this day (default: after the last event)",
    )
    add_format(it, "csv", "json")
    it.add_argument(
        "--all",
        action="store_true",
        help="say of each class in full how it is decided, even where that is as of the one above it",
    )
    add_as_properties(it)
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


@dataclass
class MatrixRun:
    """What came of a call."""

    results: list[Matrix] = field(default_factory=list)
    refused: list[Loaded] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    spell: Spell | None = None
    specification: Specification | None = None
    printed: int | None = None  # how many rows have been; None: not even what stands above them

    @property
    def code(self) -> int:
        """The exit code."""
        codes = [exits.WRONG for _ in (*self.refused, *self.faults)]
        codes += [exits.OPEN for each in self.results if not each.decided]
        return exits.worst(codes)


def run(arguments: argparse.Namespace) -> int:
    """Work it out, print it, and tell."""
    from verifier.commands.files import specification_files

    done = MatrixRun()
    given = specification_files([arguments.file], arguments.root)
    done.faults += given.faults
    if len(given.files) > 1:
        from verifier.words.calls import one_specification

        done.faults.append(one_specification(arguments.file))
    elif not done.faults:
        with in_time(arguments):
            _make(arguments, given.examined(given.files[0]), done)
    _print(arguments, done)
    return done.code


def _make(arguments: argparse.Namespace, loaded: Loaded, done: MatrixRun) -> None:
    from verifier.matrix.running import matrix
    from verifier.rendering.wrapping import spelling_of

    if loaded.specification is None:
        done.refused.append(loaded)
    else:
        done.spell = spelling_of(loaded.specification)
        tell = None
        done.specification = loaded.specification
        if arguments.format == "text" and not arguments.as_properties:

            def tell(known: Matrix) -> None:
                _print_rows(known, done, arguments.all)

        limits = limits_of(arguments)
        done.results.append(matrix(loaded.specification, arguments.at, limits, tell))


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, MatrixRun(faults=list(faults)))


def _print(arguments: argparse.Namespace, done: MatrixRun) -> None:
    if arguments.format == "json":
        from verifier.answers.matrix import render_json

        out(render_json(done.results, done.refused, done.faults))
        return
    from verifier.rendering.wrapping import british

    say_wrong_files(done.refused)
    say_faults("matrix", done.faults)
    if arguments.as_properties and done.specification is not None:
        _print_properties(arguments, done.specification, done.results)
        return
    for result in done.results:
        match arguments.format:
            case "text":
                from verifier.rendering.matrix_text import rest

                _print_rows(result, done, arguments.all)
                out_lines("")
                out(rest(result, done.spell or british))
            case "markdown" | "html":
                from verifier.rendering.matrix_tables import document

                document_ = document(result, done.spell or british)
                tell_documents(arguments.format, [document_], "matrix")
            case _:
                from verifier.rendering.matrix_tables import render_csv

                out(render_csv(result, done.spell or british))


def _print_properties(
    arguments: argparse.Namespace, specification: Specification, results: Sequence[Matrix]
) -> None:
    from verifier.matrix.statements import statements
    from verifier.rendering.statements import render_properties

    for result in results:
        said = statements(specification, result, arguments.at)
        out(render_properties(specification, "matrix", said))


def _print_rows(known: Matrix, done: MatrixRun, in_full: bool) -> None:
    """What is known and has not been printed yet, at once: somebody may be waiting for it."""
    from verifier.rendering.matrix_text import heading, row_of
    from verifier.rendering.wrapping import british

    spell = done.spell or british
    if done.printed is None:
        out(heading(known, spell))
        done.printed = 0
    for row in known.rows[done.printed :]:
        above = known.rows[done.printed - 1] if done.printed and not in_full else None
        out_lines("")
        out(row_of(row, spell, above))
        done.printed += 1
    finish()
