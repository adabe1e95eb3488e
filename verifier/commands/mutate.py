"""`vetoproof mutate`: do the properties notice when the rules are changed?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import add_limits, in_time, limits_of, positive
from verifier.commands.specifications import WithErrors, say_wrong, specification
from verifier.output import streams

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.mutation.scoring import Noticed, Score
    from verifier.records.faults import Fault
    from verifier.records.occasion import Occasion


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "mutate",
        help="do the properties notice when the rules are changed?",
        description="Change the rules in one small way at a time (> for >=, another base, an exception dropped, a scope"
        " narrowed, a quorum off by one) and see whether a property's verdict changes, or a recorded motion would be"
        " decided otherwise. Changes that nobody notices are listed with what they would do. Exit code: 0 the score is"
        " reached, 1 it is not, 2 the specification, the call or a record is wrong, 3 a verdict stayed undetermined."
        " Needs the extra vetoproof[conformance].",
    )
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument(
        "--record",
        action="append",
        default=[],
        metavar="RECORD",
        help="minutes that should notice, too: .json, .yaml or .csv (repeatable)",
    )
    it.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="only this clause or body (repeatable)",
    )
    it.add_argument(
        "--at-least",
        type=_percentage,
        default=100,
        metavar="PERCENT",
        help="the score to reach (default: 100)",
    )
    it.add_argument(
        "--examples",
        type=positive,
        default=300,
        metavar="N",
        help="scenarios to draw for what a change does (default: 300)",
    )
    it.add_argument("--all", action="store_true", help="also list the changes that are noticed")
    add_format(it, "json")
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


def _percentage(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        from verifier.words.calls import no_percentage

        raise argparse.ArgumentTypeError(no_percentage(text))
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Try the mutants, print, and tell."""
    with in_time(arguments):
        tried = _tried(arguments)
    if tried is None:
        return exits.WRONG
    found, records = tried
    if arguments.format == "json":
        from verifier.answers.mutate import render_json

        streams.out(render_json(arguments.file, found))
    else:
        _tell(arguments, found, records)
    codes = [exits.OPEN for one in found.each if not one.reached or one.undetermined]
    if found.percent < arguments.at_least:
        codes.append(exits.FINDING)
    return exits.worst(codes)


def _tried(arguments: argparse.Namespace) -> tuple[Score, tuple[Occasion, ...]] | None:
    """What came of the mutants, and the recorded motions; None once it is said what is wrong."""
    as_json = _as_json(arguments)
    rules = specification(arguments.file, arguments.root, "mutate", as_json)
    if rules is None:
        return None
    known = {*rules.clause, *rules.body}
    wrong = [name for name in arguments.only if name not in known]
    if wrong:
        from verifier.words.records import CLAUSE_OR_BODY, unknown

        said = [unknown(CLAUSE_OR_BODY, name, sorted(known)) for name in wrong]
        say_wrong("mutate", said, as_json)
        return None
    records, faults = _records(rules, arguments.record, arguments.root)
    if faults:
        if as_json is not None:
            from verifier.answers.mutate import render_json

            streams.out(render_json(arguments.file, None, faults))
        else:
            streams.err_lines(*map(str, faults))
        return None
    try:
        found = _scored(arguments, rules, records)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from verifier.words.calls import NEEDS_MORE

        say_wrong("mutate", [NEEDS_MORE], as_json)
        return None
    return found, records


def _as_json(arguments: argparse.Namespace) -> WithErrors | None:
    """What is printed where nothing could be tried, if JSON is asked for."""
    if arguments.format != "json":
        return None
    from verifier.answers.mutate import render_json

    return partial(render_json, arguments.file)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    say_wrong("mutate", faults, _as_json(arguments))


def _records(
    rules: Specification, paths: list[str], root: str | None
) -> tuple[tuple[Occasion, ...], tuple[Fault, ...]]:
    """The recorded motions, each under every reading it leaves open, and what is wrong with them."""
    from verifier.records.faults import Fault
    from verifier.records.judging import decided
    from verifier.records.reading import read

    recorded, faults = read(rules, paths, root)
    answers = [decided(each) for each in recorded]
    wrong = (*faults, *(answer for answer in answers if isinstance(answer, Fault)))
    occasions = (
        occasion
        for answer in answers
        if not isinstance(answer, Fault)
        for occasion in answer.answers
    )
    return tuple(occasions), wrong


def _scored(
    arguments: argparse.Namespace, rules: Specification, records: tuple[Occasion, ...]
) -> Score:
    from verifier.mutation.scoring import score
    from verifier.words import calls

    terminal = streams.err_is_terminal()

    def progress(done: int, of: int) -> None:
        if terminal:
            said = calls.progress(done, of, calls.CHANGES)
            streams.progress(said)

    try:
        return score(
            rules,
            records,
            limits_of(arguments),
            arguments.examples,
            arguments.only,
            progress,
        )
    finally:
        if terminal:
            streams.clear_progress()


def _tell(arguments: argparse.Namespace, found: Score, records: tuple[Occasion, ...]) -> None:
    from verifier.rendering.wrapping import in_text, part, spelling_of

    told = part(_lines(arguments, found, records), spelling_of(found.specification))
    if arguments.format in DOCUMENTS:
        tell_parts(arguments.format, [told], "mutate")
    else:
        streams.out(in_text([told]))


def _lines(
    arguments: argparse.Namespace, found: Score, records: tuple[Occasion, ...]
) -> Iterator[str]:
    from verifier.words import mutating as say

    for one in found.noticed if arguments.all else ():
        yield say.noticed(one.by, one.name, one.mutant)
    for one in found.unnoticed:
        yield say.unnoticed(one.mutant)
        yield from _what_it_does(one)
    for one in found.without_effect:
        yield say.no_difference(one.mutant)
    for one in found.each:
        if one.reached and one.undetermined:
            yield say.undetermined(one.mutant, one.undetermined)
    for one in found.not_reached:
        yield say.not_reached(one.mutant)
    if records:
        from verifier.records.coverage import coverage, table

        yield from table(found.specification, coverage(records))
    same, unsettled = len(found.without_effect), len(found.open)
    yield say.score(len(found.noticed), found.counted, int(found.percent), same, unsettled)


def _what_it_does(one: Noticed) -> Iterator[str]:
    from verifier.records.telling import situation
    from verifier.words.mutating import would_be

    if one.example is None:
        return
    yield f"  {would_be(one.example.adopted)}"
    for line in situation(one.example):
        yield f"    {line}"
