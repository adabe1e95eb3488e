"""`vetoproof decide`: was this motion, with these votes, validly adopted?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import in_time
from verifier.commands.saying import say_faults
from verifier.commands.specifications import WithErrors, say_wrong, specification
from verifier.output.streams import err_lines, out

if TYPE_CHECKING:
    from verifier.records.building import Recorded
    from verifier.records.faults import Fault
    from verifier.records.judging import Decided
    from verifier.rendering.wrapping import Part, Spell


_READINGS = 6  # more than so many are counted instead


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "decide",
        help="was this motion, with these votes, validly adopted, and by which clause?",
        description="Judge recorded motions by the rules of their day: minutes as JSON, YAML, or CSV with one row a"
        " vote. Exit code: 0 all recorded outcomes are those of the rules, 1 one is not, 2 the specification, the call"
        " or a record is wrong, 3 an outcome depends on how a clause is read.",
    )
    it.add_argument("file", metavar="FILE", help="the specification")
    it.add_argument("records", nargs="+", metavar="RECORD", help="minutes: .json, .yaml or .csv")
    it.add_argument("--brief", action="store_true", help="a line a motion, without the clauses")
    add_format(it, "json")
    it.set_defaults(run=run, refuse=refuse)


def run(arguments: argparse.Namespace) -> int:
    """Read, decide, print, and tell."""
    from verifier.records.faults import Fault
    from verifier.records.judging import decided
    from verifier.records.reading import read
    from verifier.solving.deadline import OutOfTime
    from verifier.words.calls import left_in_time
    from verifier.words.reasons import why

    answers: list[Decided] = []
    late: list[str] = []
    with in_time(arguments):
        rules = specification(arguments.file, arguments.root, "decide", _as_json(arguments))
        if rules is None:
            return exits.WRONG
        recorded, wrong = read(rules, arguments.records, arguments.root)
        faults = list(wrong)
        tried = 0
        try:
            for each in recorded:
                answer = decided(each)
                tried += 1
                if isinstance(answer, Fault):
                    faults.append(answer)
                else:
                    answers.append(answer)
        except OutOfTime as over:
            names = [_place(each) for each in recorded[tried:]]
            late.append(left_in_time(why(over.reason), names))
    if arguments.format == "json":
        from verifier.answers.decide import render_json
        from verifier.answers.errors import errors

        out(render_json(arguments.file, answers, faults, errors((), late)))
    else:
        from verifier.rendering.wrapping import in_text, spelling_of
        from verifier.words import occasions as say

        if answers:
            spell = spelling_of(rules)
            parts = [_part(each, arguments.brief, spell) for each in answers]
            if arguments.format in DOCUMENTS:
                tell_parts(arguments.format, parts, "decide")
            else:
                out(in_text(parts))
        err_lines(*map(str, faults))
        if faults:
            say_faults("decide", [say.so_many_faults(sum(each.number for each in faults))])
        say_faults("decide", late)
    return exits.worst([_code(answers, faults), *(exits.OPEN for _ in late)])


def _as_json(arguments: argparse.Namespace) -> WithErrors | None:
    """What is printed where nothing could be decided, if JSON is asked for."""
    if arguments.format != "json":
        return None
    from verifier.answers.decide import render_json

    return partial(render_json, arguments.file)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    say_wrong("decide", faults, _as_json(arguments))


def _code(answers: Sequence[Decided], faults: Sequence[Fault]) -> int:
    codes = [exits.WRONG for _ in faults]
    for each in answers:
        if each.adopted is None:
            codes.append(exits.OPEN)
        elif each.agrees is False:
            codes.append(exits.FINDING)
    return exits.worst(codes)


def _verdict(each: Decided) -> str:
    """The answer in a line."""
    from verifier.words import occasions as say

    recorded = each.recorded.outcome
    if each.adopted is None:
        return say.depends([_under(each, True), _under(each, False)], recorded)
    return say.verdict(each.adopted, recorded)


def _under(each: Decided, adopted: bool) -> str:
    """The readings under which it is adopted, or is not."""
    from verifier.words import occasions as say

    read = [occasion.readings for occasion in each.answers if occasion.adopted is adopted]
    return say.under(adopted, read, _READINGS)


def _place(recorded: Recorded) -> str:
    """A motion by what it is called and where it stands, for people."""
    line = f":{recorded.spot.line}" if recorded.spot.line else ""
    place = f"{recorded.file}{line}"
    return f"{recorded.label} ({place})" if recorded.label else place


def _part(each: Decided, brief: bool, spell: Spell) -> Part:
    from verifier.records.telling import reasons, situation
    from verifier.rendering.wrapping import Head, part
    from verifier.words import occasions as say

    lines = [f"  {say.note(remark)}" for remark in each.remarks]
    if not brief:
        for occasion in each.shown:
            lines += [f"  {line}" for line in (*situation(occasion), *reasons(occasion))]
    # The minutes' name for it stays as they write it.
    head = Head(f"{_place(each.recorded)}: {spell(_verdict(each))}", level=2)
    return part([head, *map(spell, lines)])
