"""`vetoproof readings`: where do the readings of a clause part?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.files import specification_files
from verifier.commands.options import add_as_properties, add_limits, limits_of
from verifier.commands.shell import Command, CommandAnswer
from verifier.output.text import Printable, blocks

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.results.readings import ComparedReadings


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument("-v", "--verbose", action="store_true", help="as text: each vote as a story")
    add_as_properties(it)
    add_limits(it)


@dataclass(frozen=True)
class ReadingsAnswer(CommandAnswer):
    """What was compared in each specification."""

    compared: tuple[tuple[ComparedReadings, Specification], ...] = ()

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        return any(each.undetermined for each, _ in self.compared)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """What was compared, with what kept other files from being looked at."""
        from verifier.answers.readings import render_json

        return render_json([each for each, _ in self.compared], errors)

    def text(self) -> Printable | None:
        """A screen for each specification, with stories if these are asked for."""
        if not self.compared:
            return None
        from verifier.rendering import readings_text as rendering

        verbose = self.arguments.verbose
        return blocks(
            rendering.render_text(each, verbose, rendering.spelling_of(it))
            for each, it in self.compared
        )

    def documents(self, title: str) -> Sequence[RenderedDocument]:
        """A document for each specification."""
        from verifier.rendering import readings_text as rendering

        return [rendering.document(each, rendering.spelling_of(it)) for each, it in self.compared]

    def properties(self) -> Printable | None:
        """What was found and is a claim of the language."""
        if not self.compared:
            return None
        from verifier.rendering.statements import render_properties

        return blocks(
            render_properties(it, "readings", each.statements) for each, it in self.compared
        )


def _readings(arguments: argparse.Namespace) -> ReadingsAnswer:
    from verifier.readings.comparing import readings

    given = specification_files([arguments.file], arguments.root)
    files = [given.examined(file) for file in given.files]
    return ReadingsAnswer(
        arguments,
        tuple(each for each in files if each.specification is None),
        faults=given.faults,
        compared=tuple(
            (readings(it, limits_of(arguments)), it)
            for each in files
            if (it := each.specification) is not None
        ),
    )


COMMAND = Command(
    name="readings",
    help="where the readings of a clause part: the smallest vote adopted by one of them only",
    description="For each two readings of each clause in force: the smallest vote that is adopted with the clause"
    " read in the one way and is not with it read in the other, or the proof that there is none. Exit code: 0"
    " done, 2 the specification or the call is wrong, 3 something stayed open.",
    options=_options,
    answer=_readings,
    kind=ReadingsAnswer,
)
