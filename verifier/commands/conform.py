"""`vetoproof conform`: does a program decide as the rules do?"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.options import day, deadline_of, positive, seconds
from verifier.commands.progress import questions_shown
from verifier.commands.shell import Command, CommandAnswer, WrongCall, unusable
from verifier.output import streams
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.diffing.separating import Within
    from verifier.records.coverage import Coverage
    from verifier.records.faults import Fault
    from verifier.records.occasion import Occasion
    from verifier.rendering.wrapping import TextPart
    from verifier.testing.breaking import Breakdown
    from verifier.testing.command_conformance import Program
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
    it.add_argument(
        "--sessions",
        type=positive,
        metavar="N",
        help="instead of questions hold so many sessions: motions are opened, voted on one vote after the other, and"
        " closed, and members come and go",
    )
    it.add_argument(
        "--event",
        action="append",
        metavar="NAME",
        help='with --sessions: what may happen, as "leaves" (repeatable; "none": nothing; default: joins, leaves, is'
        " suspended from, is restored to)",
    )
    it.add_argument("--save", metavar="RECORD", help="write what is found to this file, as JSON")
    it.add_argument(
        "--replay",
        action="append",
        default=[],
        metavar="RECORD",
        help="ask only what was saved, or the motions of other records (repeatable)",
    )
    add_format(it, "json")


@dataclass(frozen=True)
class ConformAnswer(CommandAnswer):
    """What was found, if anything, how many questions were asked, what they exercised, what was not reached."""

    rules: Specification | None = None
    disagreement: Disagreement | None = None
    breakdown: Breakdown | None = None
    in_session: str | None = None
    in_records: tuple[Fault, ...] = ()
    asked: int = 0
    covered: Coverage | None = None
    late: tuple[str, ...] = ()
    exercised: Exercised | None = None
    exhausted: bool = False

    @property
    def found(self) -> bool:
        """The program decides otherwise than the rules, or breaks at a question."""
        found = (self.disagreement, self.breakdown, self.in_session)
        return any(each is not None for each in found)

    @property
    def wrong(self) -> bool:
        """The specification, the call or a record is wrong."""
        return bool(self.refused or self.faults or self.in_records)

    @property
    def open(self) -> bool:
        """A limit kept some questions from being asked."""
        return bool(self.late)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The disagreement with the clause that decides it, and what is wrong."""
        from verifier.answers import errors as wrong
        from verifier.answers.conform import render_json
        from verifier.rendering.wrapping import british

        found, explanation = self.disagreement, ""
        if self.breakdown is not None:
            explanation = self.breakdown.told(british)
        elif found is not None:
            from verifier.testing.disagreeing import explained

            explanation = explained(found.occasion, found.answer, found.before, british)
        return render_json(
            self.arguments.file,
            (
                *errors,
                *wrong.errors((), self.late),
                *wrong.errors((), tuple(map(str, self.in_records))),
            ),
            self.asked,
            self.covered,
            found,
            self.rules,
            explanation,
            self.exercised,
            self.exhausted,
            self.breakdown,
            in_session=self.in_session,
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
        if self.in_session is not None:
            return [*told, part(self.in_session.split("\n"))]
        if self.breakdown is not None:
            broken = self.breakdown.told().split("\n")
            return [*told, part(broken), part([say.broken_within(self.asked)], spell)]
        if self.disagreement is None:
            if self.arguments.sessions:
                from verifier.words.sessions import sessions_agree

                return [*told, part([sessions_agree(self.arguments.sessions)], spell)]
            agreed = say.replayed if self.arguments.replay else say.none_found
            none = say.all_agree if self.exhausted else agreed
            lines = [none(self.asked), *_exercised(self.exercised)]
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

        late = (fault("conform", each) for each in self.late)
        return [*unusable("conform", self), *map(str, self.in_records), *late]

    def with_files_written(self) -> ConformAnswer:
        """With what was found saved as a record, where that is asked for."""
        found = self.breakdown or self.disagreement
        if found is not None and self.arguments.save:
            _save(found.occasion, self.arguments.save)
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
    from verifier.testing.breaking import breakdown
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
    replayed, wrong = _recorded(rules, arguments, about.within.readings or {})
    if wrong:
        return ConformAnswer(arguments, in_records=wrong)
    covered = Coverage() if arguments.coverage else None
    deadline = deadline_of(arguments)

    def start() -> Program:
        return Program(command, arguments.answer_timeout, deadline)

    if arguments.sessions:
        return _in_sessions(arguments, rules, start, about.within)
    found: Disagreement | None = None
    broken: Breakdown | None = None
    late: tuple[str, ...] = ()
    try:
        program = start()
    except ProgramError as error:
        raise WrongCall(str(error)) from None
    progress = questions_shown(arguments.examples)
    questions = Run(program.ask, about, (ProgramError,), covered, deadline, progress)
    try:
        with program:
            try:
                if replayed is None:
                    questions.compare(arguments.examples, arguments.seed)
                else:
                    questions.replay(replayed)
            except Disagreement as one:
                found = one
            except OutOfTime as over:
                found = questions.found
                wanted = arguments.examples if replayed is None else len(replayed)
                late = (say.asked_in_time(why(over.reason), questions.asked, wanted),)
            except (AssertionError, ValueError) as error:  # answers one way, then another
                raise WrongCall(str(error)) from None
    except ProgramError as error:
        assert questions.broken_at is not None
        before = questions.asked - 1
        usable = before > 0 or replayed is not None
        broken = breakdown(start, questions.broken_at, error, before, usable)
        if broken is None:
            raise WrongCall(str(error)) from None
    finally:
        if streams.err_is_terminal():
            streams.clear_progress()
    to_the_end = replayed is None and found is None and broken is None and not late
    return ConformAnswer(
        arguments,
        rules=rules,
        disagreement=found,
        breakdown=broken,
        asked=questions.asked,
        covered=covered,
        late=late,
        exercised=questions.telling.exercised() if to_the_end else None,
        exhausted=questions.exhausted,
    )


def _in_sessions(
    arguments: argparse.Namespace,
    rules: Specification,
    start: Callable[[], Program],
    within: Within,
) -> ConformAnswer:
    """What is found in sessions."""
    from hypothesis.errors import Flaky

    from verifier.solving.deadline import OutOfTime
    from verifier.testing.command_conformance import ProgramError
    from verifier.testing.program_sessions import FOUND, SessionBroke, Sessions, hold_sessions
    from verifier.testing.state_machine import COMING_AND_GOING
    from verifier.words import sessions as say
    from verifier.words.reasons import why

    events = arguments.event or [each.value for each in COMING_AND_GOING]
    sessions = Sessions(start)
    found: str | None = None
    late: tuple[str, ...] = ()
    try:
        hold_sessions(
            sessions,
            rules,
            arguments.sessions,
            arguments.seed,
            when=within.when,
            readings=within.readings,
            events=[] if events == ["none"] else events,
            rulings=arguments.rulings,
        )
    except SessionBroke as broke:
        if not sessions.answered:  # it knows nothing of sessions
            raise WrongCall(str(broke.__cause__ or broke)) from None
        found = str(broke)
    except FOUND as one:
        found = str(one)
    except OutOfTime as over:
        late = (say.held_in_time(why(over.reason), sessions.number, arguments.sessions),)
    except Flaky:
        raise WrongCall(say.other_when_repeated()) from None
    except (ProgramError, ValueError, TypeError) as error:
        raise WrongCall(str(error)) from None
    finally:
        sessions.close()
    return ConformAnswer(arguments, rules=rules, in_session=found, asked=sessions.told, late=late)


def _recorded(
    rules: Specification, arguments: argparse.Namespace, readings: Mapping[str, str]
) -> tuple[tuple[Occasion, ...] | None, tuple[Fault, ...]]:
    """What is to be replayed (None: nothing is), read as the records say or else as the program does; what is wrong."""
    if not arguments.replay:
        return None, ()
    from policy_dsl.records import replace
    from verifier.records.faults import Fault
    from verifier.records.judging import decided
    from verifier.records.reading import read
    from verifier.words import conforming as say

    recorded, faults = read(rules, arguments.replay, arguments.root)
    found, wrong = [], list(faults)
    for each in recorded:
        occasion = replace(each.occasion, readings={**readings, **each.occasion.readings})
        if each.unallotted or each.roll_call_of or occasion.to_come.anything:
            wrong.append(Fault(each.file, each.spot.line, "", say.still_open(each.label)))
            continue
        answer = decided(replace(each, occasion=occasion))
        if isinstance(answer, Fault):
            wrong.append(answer)
        else:
            found.append(occasion)
    return tuple(found), tuple(wrong)


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
    description="Ask a program about decisions and ballots, a JSON object a line, and compare its answers"
    ' ({"adopted": true}, a line each) with the rules: first the smallest votes that tell the rules from each small'
    " change of them, then votes next to these, then drawn ones. A disagreement is shown as the smallest vote found,"
    " with the clause that decides it; so is a question at which the program ends, hangs or writes what is no"
    " answer. Exit code: 0 none found, 1 a disagreement or such a question, 2 the specification, the call or a record"
    " is wrong, or the program answers nothing. Needs the extra vetoproof[conformance].",
    options=_options,
    answer=_conform,
    kind=ConformAnswer,
)
