"""`vetoproof entrenchment`: who can change which rule or seat?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.commands.by_specification import AnswerBySpecification, answered_within
from verifier.commands.documents import add_format
from verifier.commands.options import add_as_properties, add_limits
from verifier.commands.shell import Command, CommandAnswer
from verifier.output.text import Printable

if TYPE_CHECKING:
    from verifier.answers.errors import Error
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import Spell
    from verifier.results.entrenchment import Entrenchment


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument(
        "--all", action="store_true", help="as text: a row for each, with its title, in a table"
    )
    add_as_properties(it)
    add_limits(it)


class EntrenchmentAnswer(AnswerBySpecification):
    """A table for each specification."""

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The tables, with what kept other files from being looked at."""
        from verifier.answers.entrenchment import render_json

        return render_json([found for found, _ in self.found_of], errors)

    def screen(self, found: Entrenchment, spell: Spell) -> Printable:
        """The table as a screen, or in full."""
        from verifier.rendering import entrenchment_text as rendering

        return (rendering.render_table if self.arguments.all else rendering.render_text)(
            found, spell
        )

    def document(self, found: Entrenchment, spell: Spell) -> RenderedDocument:
        """A table, and what stands below it."""
        from verifier.rendering import entrenchment_text as rendering

        return rendering.document(found, spell)

    def properties(self) -> Printable | None:
        """What was found and is a claim of the language."""
        return self.properties_of("entrenchment")


def _entrenchment(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.changing.entrenchment import entrenchment

    return answered_within(arguments, EntrenchmentAnswer, entrenchment)


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
