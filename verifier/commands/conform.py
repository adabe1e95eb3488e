"""`vetoproof conform`: does a program decide as the rules do?"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import day, deadline_of, in_time, positive, seconds
from verifier.commands.saying import say_faults
from verifier.commands.specifications import (
    WithErrors,
    WrongCall,
    chosen_readings,
    say_wrong,
    specification,
)
from verifier.output.formats import json_text
from verifier.output.streams import out
from verifier.output.text import Printable, stacked
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.records.coverage import Coverage
    from verifier.records.occasion import Occasion
    from verifier.rendering.wrapping import Part
    from verifier.testing.conformance import Disagreement


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "conform",
        help="does a program decide as the rules do?",
        description="Ask a program about decisions and ballots drawn from the rules, a JSON object a line, and compare"
        ' its answers ({"adopted": true}, a line each) with the rules. A disagreement is shown as the plainest scenario'
        " found, with the clause that decides it. Exit code: 0 none found, 1 a disagreement, 2 the specification, the"
        " call or the program's answers are wrong. Needs the extra vetoproof[conformance].",
    )
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument(
        "--command", required=True, metavar="COMMAND", help='the program, as in "node voting.js"'
    )
    it.add_argument(
        "--examples", type=positive, default=1000, metavar="N", help="questions (default: 1000)"
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
    it.set_defaults(run=run, refuse=refuse)


def run(arguments: argparse.Namespace) -> int:
    """Compare, and say what was found."""
    as_json = _as_json(arguments)
    try:
        with in_time(arguments):
            rules = specification(arguments.file, arguments.root, "conform", as_json)
            if rules is None:
                return exits.WRONG
            compared = _compared(arguments, rules)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from verifier.words.calls import NEEDS_MORE

        say_wrong("conform", [NEEDS_MORE], as_json)
        return exits.WRONG
    except WrongCall as fault:
        say_wrong("conform", [str(fault)], as_json)
        return exits.WRONG
    found = compared.found
    if found is not None and arguments.save:
        fault_in_saving = _save(found.occasion, arguments.save)
        if fault_in_saving:
            say_wrong("conform", [fault_in_saving], as_json)
            return exits.WRONG
    if arguments.format == "json":
        out(_json(arguments.file, rules, compared))
    else:
        if arguments.format in DOCUMENTS:
            tell_parts(arguments.format, _parts(rules, compared), "conform")
        else:
            out(_text(rules, compared))
        say_faults("conform", compared.late)
    codes = [exits.OPEN for _ in compared.late]
    return exits.worst(codes if found is None else [*codes, exits.FINDING])


def _as_json(arguments: argparse.Namespace) -> WithErrors | None:
    """What is printed where nothing could be asked, if JSON is asked for."""
    if arguments.format != "json":
        return None
    from verifier.answers.conform import render_json

    return partial(render_json, arguments.file)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    say_wrong("conform", faults, _as_json(arguments))


@dataclass(frozen=True)
class Compared:
    """The disagreement, if there is one, how many questions were asked, what they exercised, what was not reached."""

    found: Disagreement | None = None
    asked: int = 0
    covered: Coverage | None = None
    late: tuple[str, ...] = ()


def _compared(arguments: argparse.Namespace, rules: Specification) -> Compared:
    """What the program was asked, as far as the run may go on."""
    from verifier.records.coverage import Coverage
    from verifier.solving.deadline import OutOfTime
    from verifier.testing.command_conformance import Program, ProgramError
    from verifier.testing.conformance import Disagreement, NoReading, Run, settled_readings
    from verifier.testing.strategies import scenarios
    from verifier.words import conforming as say
    from verifier.words.reasons import why

    try:
        command = shlex.split(arguments.command)
        drawn = scenarios(
            rules,
            arguments.when,
            on=arguments.at,
            readings=settled_readings(rules, chosen_readings(arguments.reading)),
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
    try:
        with Program(command, arguments.answer_timeout, deadline_of(arguments)) as program:
            questions = Run(program.ask, (ProgramError,), covered)
            try:
                questions.compare(drawn, arguments.examples, arguments.seed)
            except Disagreement as found:
                return Compared(found, questions.asked, covered)
            except OutOfTime as over:
                late = say.asked_in_time(why(over.reason), questions.asked, arguments.examples)
                return Compared(questions.found, questions.asked, covered, (late,))
            except AssertionError as error:  # answers one way, then another
                raise WrongCall(str(error)) from None
            except ValueError as error:
                raise WrongCall(str(error)) from None
            return Compared(None, questions.asked, covered)
    except ProgramError as error:
        raise WrongCall(str(error)) from None


def _save(occasion: Occasion, path: str) -> str:
    """Write the record; returns what went wrong."""
    from verifier.records.plain import record

    text = json_text(record(occasion))
    try:
        write_whole(path, f"{text}\n".encode())
    except OSError as error:
        from verifier.words.calls import not_written

        return not_written(path, error)
    return ""


def _text(rules: Specification, compared: Compared) -> Printable:
    from verifier.rendering.wrapping import in_text

    return stacked(in_text([each]) for each in _parts(rules, compared))


def _parts(rules: Specification, compared: Compared) -> Iterator[Part]:
    from verifier.records.coverage import table
    from verifier.rendering.wrapping import part, spelling_of
    from verifier.words import conforming as say

    spell = spelling_of(rules)
    found, asked = compared.found, compared.asked
    if compared.covered is not None:
        yield part(table(rules, compared.covered), spell)
    if found is None:
        yield part([say.none_found(asked)], spell)
    else:
        yield part(found.told.split("\n"))
        yield part([say.found_within(asked)], spell)


def _json(file: str, rules: Specification, compared: Compared) -> Printable:
    from verifier.answers.conform import render_json
    from verifier.answers.errors import errors

    found, late, text = compared.found, errors((), compared.late), ""
    if found is not None:
        from verifier.rendering.wrapping import british
        from verifier.testing.conformance import explained

        text = explained(found.occasion, found.answer, found.before, british)
    return render_json(file, late, compared.asked, compared.covered, found, rules, text)
