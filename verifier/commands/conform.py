"""`vetoproof conform`: does a program decide as the rules do?"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.options import day, deadline_of, positive, seconds
from verifier.commands.shell import Command, CommandAnswer, WrongCall, unusable
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.records.coverage import Coverage
    from verifier.records.occasion import Occasion
    from verifier.rendering.wrapping import TextPart
    from verifier.testing.disagreeing import Disagreement
    from verifier.testing.questions import Exercised


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument(
        "--command", required=True, metavar="COMMAND", help='the program, as in "node voting.js"'
    )
    it.add_argument(
        "--examples",
        type=positive,
        default=1000,
        metavar="N",
        help="different questions at most (default: 1000)",
    )
    it.add_argument("--seed", type=int, metavar="N", help="other questions than the usual ones")
    it.add_argument(
        "--when", metavar="CONDITION", help='only such decisions, as in "kind is policy"'
    )
    it.add_argument("--at", type=day, metavar="DATE", help="only on this day, as 2019-04-12")
    it.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="CLAUSE=READING",
        help="how the program reads an ambiguous clause (repeatable; default: as intended)",
    )
    it.add_argument("--effects", action="store_true", help="also decisions that change the rules")
    it.add_argument(
        "--rulings", action="store_true", help="also rulings that differ from the facts"
    )
    it.add_argument(
        "--uncounted", action="store_true", help="also votes sent in by suspended members"
    )
    it.add_argument(
        "--answer-timeout",
        type=seconds,
        default=10.0,
        metavar="SECONDS",
        help="how long to wait for an answer (default: 10)",
    )
    it.add_argument(
        "--coverage", action="store_true", help="how often each clause applied, did not, decided"
    )
    it.add_argument("--save", metavar="RECORD", help="write the disagreement to this file, as JSON")
    add_format(it, "json")


@dataclass(frozen=True)
class ConformAnswer(CommandAnswer):
    """The disagreement, if there is one, how many questions were asked, what they exercised, what was not reached."""

    rules: Specification | None = None
    disagreement: Disagreement | None = None
    asked: int = 0
    covered: Coverage | None = None
    late: tuple[str, ...] = ()
    exercised: Exercised | None = None
    exhausted: bool = False

    @property
    def found(self) -> bool:
        """The program decides otherwise than the rules."""
        return self.disagreement is not None

    @property
    def open(self) -> bool:
        """A limit kept some questions from being asked."""
        return bool(self.late)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The disagreement with the clause that decides it, and what is wrong."""
        from verifier.answers import errors as wrong
        from verifier.answers.conform import render_json

        found, explanation = self.disagreement, ""
        if found is not None:
            from verifier.rendering.wrapping import british
            from verifier.testing.disagreeing import explained

            explanation = explained(found.occasion, found.answer, found.before, british)
        return render_json(
            self.arguments.file,
            (*errors, *wrong.errors((), self.late)),
            self.asked,
            self.covered,
            found,
            self.rules,
            explanation,
            self.exercised,
            self.exhausted,
        )

    def parts(self) -> Sequence[TextPart]:
        """What was exercised, if that is asked for; then the disagreement, or that there is none."""
        if self.rules is None:
            return ()
        from verifier.records.coverage import table
        from verifier.rendering.wrapping import part, spelling_of
        from verifier.words import conforming as say

        spell = spelling_of(self.rules)
        told = []
        if self.covered is not None:
            told.append(part(table(self.rules, self.covered), spell))
        if self.disagreement is None:
            asked = say.all_agree if self.exhausted else say.none_found
            lines = [asked(self.asked), *_exercised(self.exercised)]
            return [*told, part(lines, spell)]
        found = self.disagreement.told.split("\n")
        return [*told, part(found), part([say.found_within(self.asked)], spell)]

    def text(self) -> Printable | None:
        """The same, one below the other."""
        from verifier.output.text import stacked
        from verifier.rendering.wrapping import in_text

        parts = self.parts()
        return stacked(in_text([each]) for each in parts) if parts else None

    def remarks(self) -> Sequence[str]:
        """What was not reached."""
        if not self.for_people:
            return ()
        from verifier.words.calls import fault

        return [*unusable("conform", self), *(fault("conform", each) for each in self.late)]

    def with_files_written(self) -> ConformAnswer:
        """With the disagreement saved as a record, where that is asked for."""
        if self.disagreement is not None and self.arguments.save:
            _save(self.disagreement.occasion, self.arguments.save)
        return self


def _exercised(it: Exercised | None) -> Iterator[str]:
    """What would have been noticed, and which parts of the rules were not exercised both ways."""
    from verifier.testing.questions import Reached
    from verifier.words import conforming as say

    if it is None:
        return
    yield say.changes_noticed(it.changes, it.noticed, it.no_difference, it.open)
    yield say.parts_exercised(len(it.parts), sum(each.both_ways for each in it.parts))
    for each in it.parts:
        ways = ((each.met, say.MET), (each.not_met, say.NOT_MET))
        lacking = [(way, how is Reached.CANNOT_BE) for how, way in ways if how is not Reached.YES]
        if lacking:
            place = f"{each.place.file}:{each.place.line}"
            yield say.part_not_exercised(each.what, place, each.text, lacking)


def _conform(arguments: argparse.Namespace) -> ConformAnswer:
    from policy_dsl.loading import examine
    from verifier.records.coverage import Coverage
    from verifier.solving.deadline import OutOfTime
    from verifier.testing.command_conformance import Program, ProgramError
    from verifier.testing.conformance import NoReading, settled_readings
    from verifier.testing.disagreeing import Disagreement
    from verifier.testing.running import Run
    from verifier.testing.strategies import asked_about
    from verifier.words import conforming as say
    from verifier.words.reasons import why

    loaded = examine(arguments.file, arguments.root)
    rules = loaded.specification
    if rules is None:
        return ConformAnswer(arguments, (loaded,))
    try:
        command = shlex.split(arguments.command)
        about = asked_about(
            rules,
            arguments.when,
            on=arguments.at,
            readings=settled_readings(rules, _chosen_readings(arguments.reading)),
            effects=arguments.effects,
            rulings=arguments.rulings,
            uncounted=arguments.uncounted,
        )
    except NoReading as error:
        said = say.several_readings(error.clause, error.readings, option=True)
        raise WrongCall(said) from None
    except ValueError as error:
        raise WrongCall(str(error)) from None
    if not command:
        raise WrongCall(say.EMPTY_COMMAND)
    covered = Coverage() if arguments.coverage else None
    found: Disagreement | None = None
    late: tuple[str, ...] = ()
    try:
        with Program(command, arguments.answer_timeout, deadline_of(arguments)) as program:
            questions = Run(program.ask, about, (ProgramError,), covered, deadline_of(arguments))
            try:
                questions.compare(arguments.examples, arguments.seed)
            except Disagreement as one:
                found = one
            except OutOfTime as over:
                found = questions.found
                late = (say.asked_in_time(why(over.reason), questions.asked, arguments.examples),)
            except (AssertionError, ValueError) as error:  # answers one way, then another
                raise WrongCall(str(error)) from None
    except ProgramError as error:
        raise WrongCall(str(error)) from None
    return ConformAnswer(
        arguments,
        rules=rules,
        disagreement=found,
        asked=questions.asked,
        covered=covered,
        late=late,
        exercised=None if found is not None or late else questions.telling.exercised(),
        exhausted=questions.exhausted,
    )


def _chosen_readings(given: Sequence[str]) -> dict[str, str]:
    """`--reading CLAUSE=READING`, as often as given; WrongCall for anything else."""
    from verifier.words.calls import no_reading

    found: dict[str, str] = {}
    for text in given:
        clause, equals, reading = text.partition("=")
        if not (clause and equals and reading):
            raise WrongCall(no_reading(text))
        found[clause.strip()] = reading.strip()
    return found


def _save(occasion: Occasion, path: str) -> None:
    """Write the record."""
    from verifier.records.plain import record

    text = json_text(record(occasion))
    try:
        write_whole(path, f"{text}\n".encode())
    except OSError as error:
        from verifier.words.calls import not_written

        raise WrongCall(not_written(path, error)) from None


COMMAND = Command(
    name="conform",
    help="does a program decide as the rules do?",
    description="Ask a program about decisions and ballots drawn from the rules, a JSON object a line, and compare"
    ' its answers ({"adopted": true}, a line each) with the rules. A disagreement is shown as the plainest scenario'
    " found, with the clause that decides it. Exit code: 0 none found, 1 a disagreement, 2 the specification, the"
    " call or the program's answers are wrong. Needs the extra vetoproof[conformance].",
    options=_options,
    answer=_conform,
    kind=ConformAnswer,
)
