"""`vetoproof mutate`: do the properties notice when the rules are changed?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.mapped import add_map, records_read
from verifier.commands.on_records import AnswerOnRecords
from verifier.commands.options import add_limits, limits_of, positive
from verifier.commands.shell import Command
from verifier.output import streams
from verifier.output.text import Printable

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.mutation.scoring import Noticed, Score
    from verifier.records.faults import Fault
    from verifier.records.occasion import Occasion
    from verifier.records.reading import Records
    from verifier.rendering.wrapping import TextPart


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument(
        "--record",
        action="append",
        default=[],
        metavar="RECORD",
        help="minutes that should notice, too: .json, .yaml or .csv (repeatable)",
    )
    add_map(it)
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
        metavar="N",
        help="no longer used: what a change does is proved",
    )
    it.add_argument("--all", action="store_true", help="also list the changes that are noticed")
    add_format(it, "json")
    add_limits(it)


def _percentage(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        from verifier.words.calls import no_percentage

        raise argparse.ArgumentTypeError(no_percentage(text))
    return int(text)


@dataclass(frozen=True)
class MutateAnswer(AnswerOnRecords):
    """Which changes are noticed; `in_records` is what is wrong with records, which keeps any from being tried."""

    command = "mutate"

    score: Score | None = None
    records: tuple[Occasion, ...] = ()

    @property
    def found(self) -> bool:
        """The score is not reached."""
        return self.score is not None and self.score.percent < self.arguments.at_least

    @property
    def open(self) -> bool:
        """A change was not reached, or a verdict on it stayed undetermined."""
        each = () if self.score is None else self.score.each
        return any(not one.reached or one.undetermined or one.unknown is not None for one in each)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The changes, with what is wrong."""
        from verifier.answers.mutate import render_json

        return render_json(self.arguments.file, self.score, self.in_records, errors)

    def parts(self) -> Sequence[TextPart]:
        """The changes that nobody notices, or all, and the score."""
        if self.score is None:
            return ()
        from verifier.rendering.wrapping import part, spelling_of

        lines = _lines(self.arguments.all, self.score, self.records)
        return [part(lines, spelling_of(self.score.specification))]


def _mutate(arguments: argparse.Namespace) -> MutateAnswer:
    from policy_dsl.loading import examine

    loaded = examine(arguments.file, arguments.root)
    rules = loaded.specification
    if rules is None:
        return MutateAnswer(arguments, (loaded,))
    known = {*rules.clause, *rules.body}
    unknown_names = [name for name in arguments.only if name not in known]
    if unknown_names:
        from verifier.words.records import CLAUSE_OR_BODY, unknown

        said = (unknown(CLAUSE_OR_BODY, name, sorted(known)) for name in unknown_names)
        return MutateAnswer(arguments, faults=tuple(said))
    if not arguments.record:
        return MutateAnswer(arguments, score=_scored(arguments, rules, ()))
    read = records_read(arguments, rules, arguments.record)
    records, wrong = _records(read)
    if wrong:
        return MutateAnswer(arguments, in_records=wrong, notes=read.notes)
    score = _scored(arguments, rules, records)
    return MutateAnswer(arguments, score=score, records=records, notes=read.notes)


def _records(read: Records) -> tuple[tuple[Occasion, ...], tuple[Fault, ...]]:
    """The recorded motions, each under every reading it leaves open, and what is wrong with them."""
    from verifier.records.faults import Fault
    from verifier.records.judging import decided

    answers = [decided(each) for each in read.motions]
    wrong = (*read.faults, *(answer for answer in answers if isinstance(answer, Fault)))
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
            arguments.only,
            progress,
        )
    finally:
        if terminal:
            streams.clear_progress()


def _lines(in_full: bool, found: Score, records: tuple[Occasion, ...]) -> Iterator[str]:
    from verifier.words import mutating as say
    from verifier.words.reasons import why

    for one in found.noticed if in_full else ():
        yield say.noticed(one.by, one.name, one.mutant)
    for one in found.unnoticed:
        yield say.unnoticed(one.mutant)
        yield from _what_it_does(one)
    for one in found.without_effect:
        yield say.no_difference(one.mutant)
    for one in found.each:
        if one.reached and one.undetermined:
            yield say.undetermined(one.mutant, one.undetermined)
        elif not one.by and one.unknown is not None:
            yield say.not_known(one.mutant, why(one.unknown))
    for one in found.not_reached:
        yield say.not_reached(one.mutant)
    if records:
        from verifier.records.coverage import coverage, table

        yield from table(found.specification, coverage(records))
    same, unsettled = len(found.without_effect), len(found.open)
    yield say.score(len(found.noticed), found.counted, int(found.percent), same, unsettled)


def _what_it_does(one: Noticed) -> Iterator[str]:
    from verifier.records.occasion_lines import situation
    from verifier.words.mutating import would_be

    if one.example is None:
        return
    yield f"  {would_be(one.example.adopted)}"
    for line in situation(one.example):
        yield f"    {line}"


COMMAND = Command(
    name="mutate",
    help="do the properties notice when the rules are changed?",
    description="Change the rules in one small way at a time (> for >=, another base, an exception dropped, a scope"
    " narrowed, a quorum off by one) and see whether a property's verdict changes, or a recorded motion would be"
    " decided otherwise. Changes that nobody notices are listed with the smallest vote that they decide otherwise, or"
    " it is proved that they make no difference. Exit code: 0 the score is reached, 1 it is not, 2 the specification,"
    " the call or a record is wrong, 3 a verdict, or what a change does, stayed undetermined.",
    options=_options,
    answer=_mutate,
    kind=MutateAnswer,
)
