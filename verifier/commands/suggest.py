"""`vetoproof suggest`: which properties would the author of these rules want to know?"""

from __future__ import annotations

import argparse

from verifier.commands.by_specification import (
    AnswerBySpecification,
    JsonOf,
    ScreenOf,
    answered_within,
)
from verifier.commands.documents import add_format
from verifier.commands.options import add_as_properties, add_limits
from verifier.commands.shell import Command, CommandAnswer


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument("--all", action="store_true", help="as text: all, not only those to begin with")
    add_as_properties(it)
    add_limits(it)


class SuggestAnswer(AnswerBySpecification):
    """Properties of each specification."""

    command = "suggest"

    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules of `suggest`."""
        from verifier.answers import suggest as answers
        from verifier.rendering import suggest_text as rendering

        return answers, rendering


def _suggest(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.suggesting.suggested import suggest

    return answered_within(arguments, SuggestAnswer, suggest, "kinds of decision")


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
