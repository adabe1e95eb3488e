"""`vetoproof chart`: what comes of how many votes?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from verifier.commands.by_specification import AnswerBySpecification, JsonOf, ScreenOf, answered
from verifier.commands.documents import add_format
from verifier.commands.options import day, positive
from verifier.commands.shell import Command, CommandAnswer, WrongCall

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.rendering.document.blocks import RenderedDocument
    from verifier.rendering.wrapping import Spell
    from verifier.results.chart import PowerChart


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument("power", metavar="POWER", help="the power whose decisions are charted")
    it.add_argument(
        "--decision",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what the decision is (repeatable; default: the plainest that the power may take)",
    )
    it.add_argument(
        "--effect",
        action="append",
        default=[],
        metavar="EFFECT",
        help="what it does to rules or seats, as 'amends dear' (repeatable)",
    )
    it.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="CLAUSE=READING",
        help="how a clause is read (repeatable; default: as intended, or the first)",
    )
    it.add_argument(
        "--body", action="append", default=[], metavar="BODY", help="this body only (repeatable)"
    )
    it.add_argument(
        "--turnout",
        type=_attending,
        metavar="N",
        help="so many attend: the outcome for each number of votes for and against",
    )
    it.add_argument(
        "--size",
        type=positive,
        metavar="N",
        help="as if so many had a vote in the body: after departures, or with more of those without names",
    )
    it.add_argument(
        "--at", type=day, metavar="DATE", help="the rules of this day (default: the last)"
    )
    add_format(it, "json")


def _attending(text: str) -> int:
    from verifier.words.chart import MOST_IN_FULL, how_many_attend

    if not text.isascii() or not text.isdigit() or len(text) > 3 or int(text) > MOST_IN_FULL:
        raise argparse.ArgumentTypeError(how_many_attend())
    return int(text)


class ChartAnswer(AnswerBySpecification):
    """The chart of the power."""

    command = "chart"

    def said_by(self) -> tuple[JsonOf, ScreenOf]:
        """The modules of `chart`."""
        from verifier.answers import chart as answers
        from verifier.rendering import chart_text as rendering

        return answers, rendering

    @property
    def in_full(self) -> bool:
        """There is one way to show it."""
        return True

    def document(self, found: PowerChart, spell: Spell) -> RenderedDocument:
        """A page has it as a picture, too."""
        from verifier.rendering import chart_text

        return chart_text.document(found, spell, self.arguments.format == "html")


def _chart(arguments: argparse.Namespace) -> CommandAnswer:
    from verifier.charting.charts import ChartAsked, NotCharted, chart

    asked = ChartAsked(
        arguments.power,
        tuple(arguments.decision),
        tuple(arguments.effect),
        tuple(arguments.reading),
        tuple(arguments.body),
        arguments.turnout,
        arguments.size,
        arguments.at,
    )

    def work(specification: Specification) -> PowerChart:
        try:
            return chart(specification, asked)
        except NotCharted as error:
            raise WrongCall(str(error)) from None

    return answered(arguments, ChartAnswer, work)


COMMAND = Command(
    name="chart",
    help="what comes of how many votes for and against, at each turnout",
    description="Of the decisions of one power: how many votes for it takes at each number that attends, in whole"
    " votes, for each body in which the power counts; worked out by the interpreter. Exit code: 0 done, 2 the"
    " specification or the call is wrong, 3 there are too many ways to share out the votes.",
    options=_options,
    answer=_chart,
    kind=ChartAnswer,
)
