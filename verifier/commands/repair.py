"""`vetoproof repair`: which smallest change of wording closes a loophole, and what else would it change?"""

from __future__ import annotations

import argparse
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.documents import DOCUMENTS, add_format, tell_parts
from verifier.commands.options import (
    add_as_properties,
    add_limits,
    day,
    in_time,
    limits_of,
    positive,
)
from verifier.commands.progress import progress_on_terminal
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out, out_lines
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.rendering.wrapping import Spell
    from verifier.results.repair import PropertyRepairs


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "repair",
        help="which smallest change of wording closes a way round a property?",
        description="Try changes of wording against the ways round what a property protects, and offer those that "
        "close one: each with what it closes, the verdicts that it changes, and the decisions that it makes harder. "
        "Exit code: 0 nothing to repair, or some edit closes each way, 1 some way is closed by no edit, 2 the "
        "specification or the call is wrong, 3 something stayed undetermined.",
    )
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "property",
        nargs="?",
        metavar="PROPERTY",
        help="the property whose loopholes to close (default: tell which have some)",
    )
    it.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="every edit in full, where that is more than a screen",
    )
    it.add_argument(
        "--apply", type=positive, metavar="N", help="write the file anew with edit number N made"
    )
    add_format(it, "json")
    it.add_argument(
        "--today",
        type=day,
        metavar="DATE",
        help="the day that acceptances are judged by (default: today)",
    )
    add_as_properties(it, "apply")
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


def run(arguments: argparse.Namespace) -> int:
    """Search, print, and write where asked to."""
    from policy_dsl.loading import examine
    from verifier.rendering.wrapping import spelling_of

    with in_time(arguments):
        loaded = examine(arguments.file, arguments.root)
        if loaded.specification is None:
            _refused(arguments, loaded)
            return exits.WRONG
        if arguments.property is None:
            return _list(arguments, loaded.specification)
        found, fault = _search(arguments, loaded)
    if found is None:
        refuse(arguments, [fault])
        return exits.WRONG
    if arguments.apply is not None:
        return _apply(arguments, loaded, found, spelling_of(loaded.specification))
    if arguments.as_properties:
        _print_properties(arguments, loaded.or_errors(), found)
    elif arguments.format == "json":
        from verifier.answers.repair import render_json

        out(render_json(found))
    elif arguments.format in DOCUMENTS:
        from verifier.rendering.repair_text import told

        spell = spelling_of(loaded.specification)
        tell_parts(arguments.format, told(found, True, spell), "repair")
    else:
        from verifier.rendering.repair_text import render_text

        spell = spelling_of(loaded.specification)
        out(render_text(found, arguments.verbose, spell))
    return _code(found)


def _print_properties(
    arguments: argparse.Namespace, specification: Specification, found: PropertyRepairs
) -> None:
    """What is said of each edit, to be put into the file as it would be then."""
    from verifier.checking.meaningful import meaningful
    from verifier.rendering.statements import render_edited
    from verifier.repair.finding import reread
    from verifier.repair.statements import statements

    edits = []
    with in_time(arguments):
        for number, repair in enumerate(found.repairs, 1):
            after = reread(specification, arguments.file, repair.new_text).or_errors()
            said = statements(after, found.property, repair)
            said = meaningful(after, said, limits_of(arguments))
            edits.append((number, repair.text, after, said))
    out(render_edited(edits, "repair"))


def _list(arguments: argparse.Namespace, specification: Specification) -> int:
    """Which properties have ways round them that are not accepted."""
    from verifier.loopholes.finding import find_all
    from verifier.loopholes.searching import Search
    from verifier.rendering.wrapping import spelling_of
    from verifier.results.loopholes import settled
    from verifier.words.repair import NO_NUMBER

    if arguments.apply is not None:
        refuse(arguments, [NO_NUMBER])
        return exits.WRONG
    today = arguments.today or date.today()
    search = Search(specification, limits_of(arguments), today=today, changes=True)
    with progress_on_terminal(len(specification.properties), "properties") as progress:
        results = find_all(search, specification.properties, progress)
    if arguments.as_properties:
        from verifier.commands.loopholes import print_properties

        print_properties(arguments, "repair", specification, results)
    elif arguments.format == "json":
        from verifier.answers.repair import render_list as json_list

        out(json_list(results))
    else:
        from verifier.rendering.repair_text import told_of_all
        from verifier.rendering.wrapping import in_text

        parts = told_of_all(results, spelling_of(specification))
        if arguments.format in DOCUMENTS:
            tell_parts(arguments.format, parts, "repair")
        else:
            out(in_text(parts))
    codes = [exits.OK]
    if not all(settled(each) for each in results):
        codes.append(exits.OPEN)
    if any(way.accepted is None for each in results for way in each.loopholes):
        codes.append(exits.FINDING)
    return exits.worst(codes)


def _code(found: PropertyRepairs) -> int:
    from verifier.results.repair import settled

    codes = [exits.OK]
    if not settled(found):
        codes.append(exits.OPEN)
    if found.closed_by_none:
        codes.append(exits.FINDING)
    return exits.worst(codes)


def _search(arguments: argparse.Namespace, loaded: Loaded) -> tuple[PropertyRepairs | None, str]:
    from verifier.loopholes.openings import left_aside, protection
    from verifier.repair.finding import Repairing, find_repairs
    from verifier.words.calls import no_property
    from verifier.words.loopholes import protects_nothing

    specification = loaded.specification
    assert specification is not None
    known = {prop.name: prop for prop in specification.properties}
    prop = known.get(arguments.property)
    if prop is None:
        return None, no_property(arguments.property, known)
    if protection(prop) is None:
        return None, protects_nothing(prop.name, left_aside(prop))
    source = loaded.sources[arguments.file]
    today = arguments.today or date.today()
    limits = limits_of(arguments)
    it = Repairing(arguments.file, source, specification, limits, today, changes=True)
    with progress_on_terminal(0, "edits") as progress:

        def begin(total: int) -> Callable[[str], None]:
            progress.total = total
            return progress

        return find_repairs(it, prop, begin), ""


def _apply(
    arguments: argparse.Namespace, loaded: Loaded, found: PropertyRepairs, spell: Spell
) -> int:
    """Write the text that was verified, whole or not at all."""
    from verifier.words.repair import applied, left, no_repair

    number = arguments.apply
    if number > len(found.repairs):
        refuse(arguments, [no_repair(number, len(found.repairs))])
        return exits.WRONG
    repair = found.repairs[number - 1]
    fault = _replaced(arguments.file, loaded, repair.new_text)
    if fault:
        refuse(arguments, [fault])
        return exits.WRONG
    if arguments.format == "json":
        from verifier.answers.repair import render_json

        out(render_json(found))
    else:
        out_lines(spell(f"{applied(number, arguments.file, repair.text)} {left(repair)}"))
    return exits.OK


def _replaced(path: str, loaded: Loaded, after: str) -> str:
    """Write the new text in the place of the one that was read; returns what went wrong.

    The file may have been changed while edits were tried. A byte order mark stays.
    """
    from policy_dsl.reading import read_bytes
    from verifier.words.calls import not_written
    from verifier.words.repair import changed_meanwhile

    before = loaded.sources[path].text.encode()
    try:
        there = read_bytes(path, loaded.or_errors().root, len(before) + len(BOM_UTF8))
        mark = BOM_UTF8 if there.startswith(BOM_UTF8) else b""
        if there != mark + before:
            return changed_meanwhile(path)
        write_whole(path, mark + after.encode())
    except OSError as error:
        return not_written(path, error)
    return ""


def _refused(arguments: argparse.Namespace, loaded: Loaded) -> None:
    if arguments.format == "json":
        from verifier.answers.repair import render_json

        out(render_json(None, [loaded]))
        return

    say_wrong_files([loaded])


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    if arguments.format == "json":
        from verifier.answers.repair import render_json

        out(render_json(None, (), faults))
        return
    say_faults("repair", faults)
