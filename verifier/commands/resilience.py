"""`vetoproof resilience`: after how many departures can nothing be decided any more?"""

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
    from verifier.results.resilience import Resilience


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument(
        "--all",
        action="store_true",
        help="as text: all kinds of decision, not only what a screen holds",
    )
    add_as_properties(it)
    add_limits(it)


class ResilienceAnswer(AnswerBySpecification):
    """What departures do in each specification."""

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """All of it, with what kept other files from being looked at."""
        from verifier.answers.resilience import render_json

        return render_json([found for found, _ in self.found_of], errors)

    def screen(self, found: Resilience, spell: Spell) -> Printable:
        """A screen, or all."""
        from verifier.rendering import resilience_text as rendering

        return rendering.render_text(found, self.arguments.all, spell)

    def document(self, found: Resilience, spell: Spell) -> RenderedDocument:
        """A table, and what stands below it."""
        from verifier.rendering import resilience_text as rendering

        return rendering.document(found, spell)

    def properties(self) -> Printable | None:
        """What was found and is a claim of the language."""
        return self.properties_of("resilience")


def _resilience(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.resilience.fewest_departures import resilience

    return answered_within(arguments, ResilienceAnswer, resilience)


COMMAND = Command(
    name="resilience",
    help="after how few departures nothing can pass any more, and how few decide all then",
    description="For each class of decision that can be taken: the fewest seats that fall vacant, holders who are"
    " suspended and parties who are silent with whom nothing of it can pass any more; and how few members can pass"
    " all of it as seats fall vacant. Exit code: 0 done, 2 the specification or the call is wrong, 3 something stayed"
    " open.",
    options=_options,
    answer=_resilience,
    kind=ResilienceAnswer,
)
