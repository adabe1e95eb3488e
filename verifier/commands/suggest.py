"""`vetoproof suggest`: which properties would the author of these rules want to know?"""

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
    from verifier.results.suggest import Suggestions


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument("--all", action="store_true", help="as text: all, not only those to begin with")
    add_as_properties(it)
    add_limits(it)


class SuggestAnswer(AnswerBySpecification):
    """Properties of each specification."""

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """All of them, with what kept other files from being looked at."""
        from verifier.answers.suggest import render_json

        return render_json([found for found, _ in self.found_of], errors)

    def screen(self, found: Suggestions, spell: Spell) -> Printable:
        """Those to begin with, as a part of a file; or all."""
        from verifier.rendering import suggest_text as rendering

        return rendering.render_text(found, self.arguments.all, spell)

    def document(self, found: Suggestions, spell: Spell) -> RenderedDocument:
        """A row for each property."""
        from verifier.rendering import suggest_text as rendering

        return rendering.document(found, spell)

    def properties(self) -> Printable | None:
        """All of them, without comments."""
        return self.properties_of("suggest")


def _suggest(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.suggesting.suggested import suggest

    return answered_within(arguments, SuggestAnswer, suggest)


COMMAND = Command(
    name="suggest",
    help="properties that the author of these rules would want to know, with their verdicts",
    description="Write properties that can be appended to the file, and that no property of it says: who stops"
    " decisions alone, how few pass and block them, who changes which rule, who can be removed, what can happen at"
    " all. Each was checked. Exit code: 0 done, 2 the specification or the call is wrong, 3 something stayed open.",
    options=_options,
    answer=_suggest,
    kind=SuggestAnswer,
)
