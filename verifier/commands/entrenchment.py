"""`vetoproof entrenchment`: who can change which rule or seat?"""

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
    from verifier.results.entrenchment import Entrenchment


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument(
        "--all", action="store_true", help="as text: a row for each, with its title, in a table"
    )
    add_as_properties(it)
    add_limits(it)


@dataclass(frozen=True)
class EntrenchmentAnswer(CommandAnswer):
    """A table for each specification."""

    tables: tuple[tuple[Entrenchment, Specification], ...] = ()

    @property
    def open(self) -> bool:
        """A limit kept something of a table open."""
        return any(table.undetermined for table, _ in self.tables)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The tables, with what kept other files from being looked at."""
        from verifier.answers.entrenchment import render_json

        return render_json([table for table, _ in self.tables], errors)

    def text(self) -> Printable | None:
        """Each table as a screen, or in full."""
        if not self.tables:
            return None
        from verifier.rendering import entrenchment_text as rendering

        render = rendering.render_table if self.arguments.all else rendering.render_text
        return blocks(render(table, rendering.spelling_of(it)) for table, it in self.tables)

    def documents(self, title: str) -> Sequence[RenderedDocument]:
        """Each table as a document of its own."""
        from verifier.rendering import entrenchment_text as rendering

        return [rendering.document(table, rendering.spelling_of(it)) for table, it in self.tables]

    def properties(self) -> Printable | None:
        """What the tables say that is a claim of the language."""
        if not self.tables:
            return None
        from verifier.rendering.statements import render_properties

        return blocks(
            render_properties(it, "entrenchment", table.statements) for table, it in self.tables
        )


def _entrenchment(arguments: argparse.Namespace) -> EntrenchmentAnswer:
    from verifier.changing.entrenchment import entrenchment

    given = specification_files([arguments.file], arguments.root)
    files = [given.examined(file) for file in given.files]
    return EntrenchmentAnswer(
        arguments,
        tuple(each for each in files if each.specification is None),
        faults=given.faults,
        tables=tuple(
            (entrenchment(it, limits_of(arguments)), it)
            for each in files
            if (it := each.specification) is not None
        ),
    )


COMMAND = Command(
    name="entrenchment",
    help="who can change which rule or seat, how, and what protects that",
    description="For each rule and seat: the powers that can change it, who can stop that alone, and whether for"
    " good or only until something else is changed first; rules that protect themselves; and how the rules can"
    " lock themselves. Exit code: 0 done, 2 the specification or the call is wrong, 3 something stayed open.",
    options=_options,
    answer=_entrenchment,
    kind=EntrenchmentAnswer,
)
