"""`vetoproof decide`: was this motion, with these votes, validly adopted?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass
from verifier.commands.documents import add_format
from verifier.commands.mapped import add_map, records_read
from verifier.commands.on_records import AnswerOnRecords
from verifier.commands.options import add_limits, limits_of
from verifier.commands.shell import Command, WrongCall
from verifier.output.text import Printable

if TYPE_CHECKING:
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.records.building import Recorded
    from verifier.records.faults import Fault
    from verifier.records.judging import Decided
    from verifier.rendering.wrapping import Spell, TextPart


_READINGS = 6  # more than so many are counted instead


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument("records", nargs="*", metavar="RECORD", help="minutes: .json, .yaml or .csv")
    add_map(it)
    it.add_argument(
        "--propose-map",
        metavar="TABLE",
        help="instead, print a first mapping for a table, and what is guessed in it",
    )
    it.add_argument("--brief", action="store_true", help="a line a motion, without the clauses")
    add_format(it, "json")
    add_limits(it)


@dataclass(frozen=True)
class DecideAnswer(AnswerOnRecords):
    """What became of each motion; `in_records` is what is wrong with records, `late` which motions were not reached."""

    command = "decide"

    rules: Specification | None = None
    motions: tuple[Decided, ...] = ()
    late: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """A recorded outcome is not that of the rules."""
        return any(each.settled and each.agrees is False for each in self.motions)

    @property
    def open(self) -> bool:
        """An outcome depends on how a clause is read or on what is still to come, or a limit kept it open."""
        return bool(self.late) or any(not each.settled for each in self.motions)

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """The motions, with what is wrong with records, and what else is wrong."""
        from verifier.answers import errors as wrong
        from verifier.answers.decide import render_json

        late = wrong.errors((), self.late)
        return render_json(
            self.arguments.file, self.motions, self.in_records, (*errors, *late), self.notes
        )

    def parts(self) -> Sequence[TextPart]:
        """Each motion."""
        if self.rules is None or self.proposed:
            return ()
        from verifier.rendering.wrapping import spelling_of

        spell = spelling_of(self.rules)
        return [_part(each, self.arguments.brief, spell) for each in self.motions]

    def text(self) -> Printable | None:
        """Each motion; or the mapping that is proposed."""
        from verifier.output.text import lines

        return lines(self.proposed) if self.proposed else super().text()

    def remarks(self) -> Sequence[str]:
        """What is wrong with records, and what was not reached."""
        if not self.for_people:
            return ()
        from verifier.words.calls import fault
        from verifier.words.occasions import so_many_faults

        said = [*super().remarks()]
        if self.in_records:
            number = sum(each.number for each in self.in_records)
            said.append(fault("decide", so_many_faults(number)))
        return [*said, *(fault("decide", each) for each in self.late)]


def _decide(arguments: argparse.Namespace) -> DecideAnswer:
    from policy_dsl.loading import examine
    from verifier.records.faults import Fault
    from verifier.records.judging import decided
    from verifier.solving.deadline import OutOfTime
    from verifier.words import mapping as say
    from verifier.words.calls import left_in_time
    from verifier.words.reasons import why

    loaded = examine(arguments.file, arguments.root)
    rules = loaded.specification
    if rules is None:
        return DecideAnswer(arguments, (loaded,))
    if arguments.propose_map is not None:
        if arguments.format != "text" or arguments.records or arguments.map is not None:
            raise WrongCall(say.PROPOSED_ALONE)
        return _proposal(arguments, rules)
    if not arguments.records:
        raise WrongCall(say.NO_RECORDS)
    found = records_read(arguments, rules, arguments.records)
    recorded = found.motions
    needs_limits = any(each.occasion.to_come.anything or each.unallotted for each in recorded)
    limits = limits_of(arguments) if needs_limits else None
    answers: list[Decided | Fault] = []
    late: tuple[str, ...] = ()
    try:
        for each in recorded:
            answers.append(decided(each, limits))
    except OutOfTime as over:
        names = [_place(each) for each in recorded[len(answers) :]]
        late = (left_in_time(why(over.reason), names),)
    return DecideAnswer(
        arguments,
        rules=rules,
        motions=tuple(each for each in answers if not isinstance(each, Fault)),
        in_records=(*found.faults, *(each for each in answers if isinstance(each, Fault))),
        notes=found.notes,
        late=late,
    )


def _proposal(arguments: argparse.Namespace, rules: Specification) -> DecideAnswer:
    """A first mapping for a table."""
    from verifier.records.proposing import proposed

    faults: list[Fault] = []
    found = proposed(rules, arguments.propose_map, arguments.root, faults)
    return DecideAnswer(arguments, rules=rules, in_records=tuple(faults), proposed=tuple(found))


def _verdict(each: Decided) -> str:
    """The answer in a line."""
    from verifier.words import occasions as say

    recorded = each.recorded.outcome
    if each.roll_call is not None:
        from verifier.words.roll_calls import verdict

        return verdict(each.roll_call, recorded)
    if each.open_votes:
        return _how_it_stands(each)
    if each.not_known is not None:
        return say.not_known(each.not_known)
    if each.on_who_voted:
        return say.depends_on_who_voted(recorded)
    if each.adopted is None:
        return say.depends([_under(each, True), _under(each, False)], recorded)
    return say.verdict(each.adopted, recorded)


def _how_it_stands(each: Decided) -> str:
    """The answer in a line where some is still to come."""
    from verifier.words import open_votes as say

    said = {say.verdict(it): occasion.readings for occasion, it in each.shown if it is not None}
    return next(iter(said)) if len(said) == 1 else say.depends(list(said.items()))


def _under(each: Decided, adopted: bool) -> str:
    """The readings under which it is adopted, or is not."""
    from verifier.words import occasions as say

    return say.under(adopted, each.under(adopted), _READINGS)


def _place(recorded: Recorded) -> str:
    """A motion by what it is called and where it stands, for people."""
    line = f":{recorded.spot.line}" if recorded.spot.line else ""
    place = f"{recorded.file}{line}"
    return f"{recorded.label} ({place})" if recorded.label else place


def _allotted(each: Decided) -> list[str]:
    """That who voted how is an example, where the record has numbers alone."""
    from verifier.words import occasions as say
    from verifier.words.records import totals

    bodies = {body for body, _ in each.recorded.unallotted}
    said = [(b, totals(numbers)) for b, numbers in each.recorded.totals.items() if b in bodies]
    same = len({occasion.adopted for occasion in each.answers}) == 1 and each.not_known is None
    return [say.in_numbers(said, same)] if said else []


def _part(each: Decided, brief: bool, spell: Spell) -> TextPart:
    from verifier.records.occasion_lines import reasons, situation
    from verifier.rendering.wrapping import Head, part
    from verifier.words import occasions as say
    from verifier.words.open_votes import AS_IT_IS
    from verifier.words.open_votes import lines as open_lines

    lines = [f"  {say.note(remark)}" for remark in (*each.recorded.notes, *each.remarks)]
    if not brief:
        told: set[str] = set()
        allotted = _allotted(each)
        first = each.shown[0][0]
        for occasion, still_open in each.shown:
            # What is so by several answers is told with the first.
            *why, so = reasons(occasion)
            there = situation(occasion, in_short=True)
            made = [line for line in (*there, *why) if line not in told]
            told.update(made)
            made = [*(allotted if occasion is first else ()), *made]
            at = sum(line in made for line in there)
            if still_open is not None:
                made[at:at] = [*open_lines(still_open), AS_IT_IS]
            lines += [f"  {line}" for line in (*made, so)]
    # The minutes' name for it stays as they write it.
    head = Head(f"{_place(each.recorded)}: {spell(_verdict(each))}", level=2)
    return part([head, *map(spell, lines)])


COMMAND = Command(
    name="decide",
    help="was this motion, with these votes, validly adopted, and by which clause?",
    description="Judge recorded motions by the rules of their day: minutes as JSON, YAML, or CSV with one row a"
    " vote. Exit code: 0 all recorded outcomes are those of the rules, 1 one is not, 2 the specification, the call"
    " or a record is wrong, 3 an outcome depends on how a clause is read.",
    options=_options,
    answer=_decide,
    kind=DecideAnswer,
)
