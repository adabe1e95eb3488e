"""`vetoproof matrix`: who decides what."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.files import specification_files
from verifier.commands.options import add_as_properties, add_limits, day, limits_of
from verifier.commands.reporting import Settled
from verifier.commands.shell import AnswerWithJson, Command
from verifier.output.streams import finish, out, out_lines
from verifier.output.text import Printable, lines, stacked

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import Spell
    from verifier.results.matrix import Matrix


def _options(it: argparse.ArgumentParser) -> None:
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


@dataclass(frozen=True)
class MatrixAnswer(AnswerWithJson):
    """The matrix of a specification. As text its rows are printed already: as they were found."""

    matrix: Matrix | None = None
    specification: Specification | None = None

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        return self.matrix is not None and not self.matrix.decided

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The matrix."""
        from verifier.answers.matrix import render_json

        return render_json([] if self.matrix is None else [self.matrix], errors)

    def spell(self) -> Spell:
        """As the specification is spelt."""
        from verifier.rendering.wrapping import british, spelling_of

        return british if self.specification is None else spelling_of(self.specification)

    def text(self) -> Printable | None:
        """What stands below the rows."""
        if self.matrix is None:
            return None
        from verifier.rendering.matrix_text import rest

        return stacked([lines([""]), rest(self.matrix, self.spell())])

    def documents(self, title: str) -> Sequence[RenderedDocument]:
        """The matrix as a document."""
        if self.matrix is None:
            return ()
        from verifier.rendering.matrix_tables import document

        return [document(self.matrix, self.spell())]

    def properties(self) -> Printable | None:
        """What the matrix says that is a claim of the language."""
        if self.matrix is None or self.specification is None:
            return None
        from verifier.matrix.statements import statements
        from verifier.rendering.statements import render_properties

        said = statements(self.specification, self.matrix, self.arguments.at)
        return render_properties(self.specification, "matrix", said)

    def in_own_format(self, settled: Settled) -> Printable | None:
        """As a table for a spreadsheet."""
        if self.matrix is None:
            return None
        from verifier.rendering.matrix_tables import render_csv

        return render_csv(self.matrix, self.spell())


class _Rows:
    """Rows that are printed as they are found: somebody may be waiting for them."""

    def __init__(self, specification: Specification, in_full: bool) -> None:
        from verifier.rendering.wrapping import spelling_of

        self.spell = spelling_of(specification)
        self.in_full = in_full
        self.printed: int | None = None  # None: not even what stands above them

    def __call__(self, known: Matrix) -> None:
        """Print what is known and has not been printed yet."""
        from verifier.rendering.matrix_text import heading, row_of

        if self.printed is None:
            out(heading(known, self.spell))
            self.printed = 0
        for row in known.rows[self.printed :]:
            above = known.rows[self.printed - 1] if self.printed and not self.in_full else None
            out_lines("")
            out(row_of(row, self.spell, above))
            self.printed += 1
        finish()


def _matrix(arguments: argparse.Namespace) -> MatrixAnswer:
    from verifier.matrix.whole_matrix import matrix

    given = specification_files([arguments.file], arguments.root)
    if len(given.files) > 1:
        from verifier.words.calls import one_specification

        return MatrixAnswer(arguments, faults=(*given.faults, one_specification(arguments.file)))
    if given.faults:
        return MatrixAnswer(arguments, faults=given.faults)
    loaded = given.examined(given.files[0])
    specification = loaded.specification
    if specification is None:
        return MatrixAnswer(arguments, (loaded,))
    rows = None
    if arguments.format == "text" and not arguments.as_properties:
        rows = _Rows(specification, arguments.all)
    found = matrix(specification, arguments.at, limits_of(arguments), rows)
    if rows is not None:
        rows(found)
    return MatrixAnswer(arguments, matrix=found, specification=specification)


COMMAND = Command(
    name="matrix",
    help="who decides what: each class of decision, by power, threshold and who can block it",
    description="List the classes of decision that the rules distinguish, and for each the powers that can take "
    "it, what they need, who can block alone, and how few can block or carry it. Exit code: 0 done, 2 the "
    "specification or the call is wrong, 3 something stayed undetermined.",
    options=_options,
    answer=_matrix,
    kind=MatrixAnswer,
)
