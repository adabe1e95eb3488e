"""`vetoproof conform`: does a program decide as the rules do?"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.mapped import add_map, records_read
from verifier.commands.on_records import AnswerOnRecords
from verifier.commands.options import day, deadline_of, positive, seconds
from verifier.commands.progress import shown
from verifier.commands.shell import Command, WrongCall
from verifier.output import streams
from verifier.output.formats import json_text
from verifier.output.text import Printable
from verifier.words.calls import QUESTIONS, SESSIONS
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.diffing.separating import Within
    from verifier.records.coverage import Coverage
    from verifier.records.faults import Fault
    from verifier.records.occasion import Occasion
    from verifier.rendering.wrapping import TextPart
    from verifier.testing.asking_programs import Compared
    from verifier.testing.command_conformance import Program
    from verifier.testing.program_sessions import SessionsHeld
    from verifier.testing.saved_sessions import SavedSession


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
        help="ask only what was saved, a session too, or the motions of other records (repeatable)",
    )
    add_map(it)
    add_format(it, "json")


@dataclass(frozen=True)
class ConformAnswer(AnswerOnRecords):
    """What came of questions, or of sessions; `in_records` is what is wrong with records that were to be replayed."""

    command = "conform"

    rules: Specification | None = None
    compared: Compared | None = None
    held: SessionsHeld | None = None
    covered: Coverage | None = None

    @property
    def found(self) -> bool:
        """The program decides otherwise than the rules, or breaks at a question."""
        by_question, by_session = self.compared, self.held
        return bool(
            (by_question and (by_question.disagreement or by_question.breakdown))
            or (by_session and by_session.found)
        )

    @property
    def late(self) -> tuple[str, ...]:
        """What was not reached, and why."""
        return tuple(it for each in (self.compared, self.held) if each for it in each.late)

    @property
    def open(self) -> bool:
        """A limit kept some questions from being asked, so that nothing is known; what was found before is known."""
        return bool(self.late) and not self.found

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The disagreement with the clause that decides it, and what is wrong."""
        from verifier.answers import errors as wrong
        from verifier.answers.conform import render_json
        from verifier.rendering.wrapping import british

        it, explanation = self.compared, ""
        if it is not None and it.breakdown is not None:
            explanation = it.breakdown.told(british)
        elif it is not None and it.disagreement is not None:
            explanation = it.disagreement.in_words(british)
        return render_json(
            self.arguments.file,
            (
                *errors,
                *wrong.errors((), self.late),
                *wrong.errors((), tuple(map(str, self.in_records))),
            ),
            it,
            self.held,
            self.covered,
            self.rules,
            explanation,
        )

    def parts(self) -> Sequence[TextPart]:
        """What was exercised, if that is asked for; then what was found, or that nothing was."""
        from verifier.commands.conform_lines import conform_parts, session_parts

        replayed = bool(self.arguments.replay)
        if self.rules is None:
            return ()
        if self.held is not None:
            return tuple(session_parts(self.rules, self.held, replayed))
        assert self.compared is not None
        return tuple(conform_parts(self.rules, self.compared, replayed, self.covered))

    def text(self) -> Printable | None:
        """The same, one below the other."""
        from verifier.output.text import stacked
        from verifier.rendering.wrapping import in_text

        parts = self.parts()
        return stacked(in_text([each]) for each in parts) if parts else None

    def remarks(self) -> Sequence[str]:
        """What is wrong with records, and what was not reached."""
        from verifier.words.calls import fault

        late = (fault(self.command, each) for each in self.late)
        return [*super().remarks(), *late] if self.for_people else ()

    def with_files_written(self) -> ConformAnswer:
        """With what was found saved, where that is asked for."""
        path = self.arguments.save
        if path and self.compared is not None:
            found = self.compared.breakdown or self.compared.disagreement
            if found is not None:
                from verifier.records.plain import record

                _save(json_text(record(found.occasion)), path)
        if path and self.held is not None and self.held.found is not None:
            from verifier.testing.saved_sessions import saved

            _save(saved(self.held.found), path)
        return self


def _conform(arguments: argparse.Namespace) -> ConformAnswer:
    from policy_dsl.loading import examine
    from verifier.records.coverage import Coverage
    from verifier.testing.asking_programs import compared
    from verifier.testing.command_conformance import Program, ProgramError
    from verifier.testing.command_words import words_of
    from verifier.testing.conformance import NoReading, settled_readings
    from verifier.testing.record_examples import occasions_in
    from verifier.testing.saved_sessions import read_sessions
    from verifier.testing.strategies import asked_about
    from verifier.words import conforming as say

    loaded = examine(arguments.file, arguments.root)
    rules = loaded.specification
    if rules is None:
        return ConformAnswer(arguments, (loaded,))
    try:
        command = words_of(arguments.command)
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
    deadline = deadline_of(arguments)

    def start() -> Program:
        return Program(command, arguments.answer_timeout, deadline)

    before, records = read_sessions(arguments.replay, arguments.root)
    if arguments.sessions or before:
        return _in_sessions(arguments, rules, start, about.within, before, records)
    replayed: tuple[Occasion, ...] | None = None
    notes: tuple[Fault, ...] = ()
    if arguments.replay:
        read = records_read(arguments, rules, arguments.replay)
        replayed, wrong = occasions_in(read, about.within.readings or {})
        notes = read.notes
        if wrong:
            return ConformAnswer(arguments, in_records=wrong, notes=notes)
    covered = Coverage() if arguments.coverage else None
    try:
        came = compared(
            start,
            about,
            arguments.examples,
            arguments.seed,
            replayed,
            covered,
            deadline,
            shown(arguments.examples, QUESTIONS),
        )
    except (ProgramError, ValueError) as error:
        raise WrongCall(str(error)) from None
    finally:
        if streams.err_is_terminal():
            streams.clear_progress()
    return ConformAnswer(arguments, rules=rules, compared=came, covered=covered, notes=notes)


def _in_sessions(
    arguments: argparse.Namespace,
    rules: Specification,
    start: Callable[[], Program],
    within: Within,
    before: Sequence[SavedSession],
    records: Sequence[str],
) -> ConformAnswer:
    """What is found in sessions: in those that were saved `before`, or else in new ones."""
    from verifier.testing.command_conformance import ProgramError
    from verifier.testing.program_sessions import Sessions, held, hold_sessions
    from verifier.testing.saved_sessions import NotReplayable, replay
    from verifier.testing.state_machine import COMING_AND_GOING
    from verifier.words import sessions as say

    if records or (before and arguments.sessions):
        raise WrongCall(say.SESSIONS_ALONE)
    events = arguments.event or [each.value for each in COMING_AND_GOING]

    def hold(sessions: Sessions) -> None:
        if before:
            replay(sessions, rules, within.readings or {}, before)
            return
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

    wanted = arguments.sessions or len(before)
    try:
        came = held(Sessions(start, shown(wanted, SESSIONS)), hold, wanted)
    except NotReplayable as error:
        return ConformAnswer(arguments, in_records=(error.args[0],))
    except (ProgramError, ValueError, TypeError) as error:
        raise WrongCall(str(error)) from None
    finally:
        if streams.err_is_terminal():
            streams.clear_progress()
    return ConformAnswer(arguments, rules=rules, held=came)


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


def _save(text: Printable, path: str) -> None:
    """Write what was found."""
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
    " answer, or answers now one way, now another. Exit code: 0 none found, 1 something of that kind, 2 the"
    " specification, the call or a record is wrong, or the program answers nothing. Needs the extra"
    " vetoproof[conformance].",
    options=_options,
    answer=_conform,
    kind=ConformAnswer,
)
