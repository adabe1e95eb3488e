"""`vetoproof readings`: where do the readings of a clause part?"""

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
    it.add_argument("-v", "--verbose", action="store_true", help="as text: each vote as a story")
    add_as_properties(it)
    add_limits(it)


class ReadingsAnswer(AnswerBySpecification):
    """What was compared in each specification."""

    command = "readings"

    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules of `readings`."""
        from verifier.answers import readings as answers
        from verifier.rendering import readings_text as rendering

        return answers, rendering

    @property
    def in_full(self) -> bool:
        """With each vote as a story."""
        asked: bool = self.arguments.verbose
        return asked


def _readings(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.readings.pairs import readings

    return answered_within(arguments, ReadingsAnswer, readings, "pairs of readings")


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
