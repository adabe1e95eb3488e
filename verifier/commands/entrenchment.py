"""`vetoproof entrenchment`: who can change which rule or seat?"""

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
    it.add_argument(
        "--all", action="store_true", help="as text: a row for each, with its title, in a table"
    )
    add_as_properties(it)
    add_limits(it)


class EntrenchmentAnswer(AnswerBySpecification):
    """A table for each specification."""

    command = "entrenchment"

    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules of `entrenchment`."""
        from verifier.answers import entrenchment as answers
        from verifier.rendering import entrenchment_text as rendering

        return answers, rendering


def _entrenchment(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.changing.entrenchment import entrenchment
    from verifier.words import calls

    return answered_within(arguments, EntrenchmentAnswer, entrenchment, calls.CHANGEABLE)


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
