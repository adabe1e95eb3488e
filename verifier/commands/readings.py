"""`vetoproof readings`: where do the readings of a clause part?"""

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
    from verifier.results.readings import ComparedReadings


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument("-v", "--verbose", action="store_true", help="as text: each vote as a story")
    add_as_properties(it)
    add_limits(it)


class ReadingsAnswer(AnswerBySpecification):
    """What was compared in each specification."""

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """What was compared, with what kept other files from being looked at."""
        from verifier.answers.readings import render_json

        return render_json([found for found, _ in self.found_of], errors)

    def screen(self, found: ComparedReadings, spell: Spell) -> Printable:
        """A screen, with stories if these are asked for."""
        from verifier.rendering import readings_text as rendering

        return rendering.render_text(found, self.arguments.verbose, spell)

    def document(self, found: ComparedReadings, spell: Spell) -> RenderedDocument:
        """A row for each way in which two readings part."""
        from verifier.rendering import readings_text as rendering

        return rendering.document(found, spell)

    def properties(self) -> Printable | None:
        """What was found and is a claim of the language."""
        return self.properties_of("readings")


def _readings(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.readings.comparing import readings

    return answered_within(arguments, ReadingsAnswer, readings)


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
