"""`vetoproof resilience`: after how many departures can nothing be decided any more?"""

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
        "--all",
        action="store_true",
        help="as text: all kinds of decision, not only what a screen holds",
    )
    add_as_properties(it)
    add_limits(it)


class ResilienceAnswer(AnswerBySpecification):
    """What departures do in each specification."""

    command = "resilience"

    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules of `resilience`."""
        from verifier.answers import resilience as answers
        from verifier.rendering import resilience_text as rendering

        return answers, rendering


def _resilience(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.resilience.fewest_departures import resilience

    return answered_within(arguments, ResilienceAnswer, resilience, "kinds of decision")


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
