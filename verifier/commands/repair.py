"""`vetoproof repair`: which smallest change of wording closes a loophole, and what else would it change?"""

from __future__ import annotations

import argparse
from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.records import dataclass, replace
from verifier.commands.documents import DOCUMENTS, add_format
from verifier.commands.loopholes import as_statements, ways_round
from verifier.commands.options import (
    add_as_properties,
    add_jobs,
    add_limits,
    add_today,
    helpers_of,
    limits_of,
    positive,
)
from verifier.commands.progress import progress_on_terminal
from verifier.commands.shell import AnswerWithJson, Command, WrongCall
from verifier.output.text import Printable, lines
from verifier.writing import write_whole

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.answers.errors import Error
    from verifier.rendering.wrapping import Spell, TextPart
    from verifier.results.loopholes import PropertyLoopholes
    from verifier.results.repair import PropertyRepairs
    from verifier.results.statement import Statement

    EditSaid = tuple[int, str, Specification, Sequence[Statement]]


def _options(it: argparse.ArgumentParser) -> None:
    it.add_argument("file", metavar="FILE", help="a specification")
    it.add_argument(
        "property",
        nargs="?",
        metavar="PROPERTY",
        help="the property whose loopholes to close (default: tell which have some)",
    )
    # As `check` has it.
    it.add_argument("--property", dest="named", metavar="NAME", help=argparse.SUPPRESS)
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
    add_today(it, "acceptances")
    add_as_properties(it, "apply")
    add_jobs(it)
    add_limits(it)


@dataclass(frozen=True)
class RepairAnswer(AnswerWithJson):
    """The ways round each property (`of_all`), if none is named; else the edits that close some round that one.

    `said` is what is said of the first, and `edits_said` what is said of each edit, where it is asked for as
    properties. `applied` is the number of the edit with which the file was written.
    """

    loaded: Loaded | None = None
    of_all: tuple[PropertyLoopholes, ...] | None = None
    of_property: PropertyRepairs | None = None
    said: tuple[Statement, ...] = ()
    edits_said: tuple[EditSaid, ...] = ()
    applied: int | None = None

    @property
    def found(self) -> bool:
        """Some way round is closed by no edit, or has to be closed yet."""
        if self.applied is not None:
            return False
        if self.of_property is not None:
            return bool(self.of_property.closed_by_none)
        ways = (way for each in self.of_all or () for way in each.loopholes)
        return any(way.accepted is None for way in ways)

    @property
    def open(self) -> bool:
        """A limit kept something open."""
        from verifier.results import loopholes, repair

        if self.applied is not None:
            return False
        if self.of_property is not None:
            return not repair.settled(self.of_property)
        return not all(map(loopholes.settled, self.of_all or ()))

    def as_json(self, errors: Sequence[Error]) -> Printable:
        """What is found of the property, or of all."""
        from verifier.answers.repair import render_json, render_list

        if self.of_all is not None:
            return render_list(self.of_all, errors)
        return render_json(self.of_property, errors)

    def spell(self) -> Spell:
        """As the specification is spelt."""
        from verifier.rendering.wrapping import british, spelling_of

        return british if self.loaded is None else spelling_of(self.loaded.or_errors())

    def parts(self) -> Sequence[TextPart]:
        """The edits, or the ways that there are to close."""
        from verifier.rendering.repair_text import told, told_of_all

        if self.of_all is not None:
            return told_of_all(self.of_all, self.spell())
        if self.of_property is None:
            return ()
        full = self.arguments.verbose or self.arguments.format in DOCUMENTS
        return told(self.of_property, full, self.spell())

    def text(self) -> Printable | None:
        """The same; or that the file is written."""
        if self.applied is None or self.of_property is None:
            return super().text()
        from verifier.words.repair import applied, left

        edit = self.of_property.repairs[self.applied - 1]
        said = applied(self.applied, self.arguments.file, edit.text)
        return lines([self.spell()(f"{said} {left(edit)}")])

    def properties(self) -> Printable | None:
        """What is said of each edit or way, to be put into the file as it would be then."""
        from verifier.rendering.statements import render_edited, render_properties

        if self.loaded is None:
            return None
        if self.of_all is not None:
            return render_properties(self.loaded.or_errors(), "repair", self.said)
        return render_edited(self.edits_said, "repair")

    def with_files_written(self) -> RepairAnswer:
        """With the edit asked for made in the file: the text that was verified, whole or not at all."""
        from verifier.words.repair import no_repair

        number, found = self.arguments.apply, self.of_property
        if number is None or found is None or self.loaded is None:
            return self
        if number > len(found.repairs):
            raise WrongCall(no_repair(number, len(found.repairs)))
        _write(self.arguments.file, self.loaded, found.repairs[number - 1].new_text)
        return replace(self, applied=number)


def _repair(arguments: argparse.Namespace) -> RepairAnswer:
    from policy_dsl.loading import examine
    from verifier.words.repair import NO_NUMBER

    loaded = examine(arguments.file, arguments.root)
    specification = loaded.specification
    if specification is None:
        return RepairAnswer(arguments, (loaded,))
    name = arguments.property or arguments.named
    if name is not None:
        found = _edits(arguments, loaded, specification, name)
        edits_said = _said(arguments, specification, found) if arguments.as_properties else ()
        return RepairAnswer(arguments, loaded=loaded, of_property=found, edits_said=edits_said)
    if arguments.apply is not None:
        raise WrongCall(NO_NUMBER)
    ways = ways_round(arguments, specification)
    said: Sequence[Statement] = ()
    if arguments.as_properties:
        said = as_statements(arguments, specification, ways)
    return RepairAnswer(arguments, loaded=loaded, of_all=ways, said=tuple(said))


def _edits(
    arguments: argparse.Namespace, loaded: Loaded, specification: Specification, name: str
) -> PropertyRepairs:
    from verifier.loopholes.openings import left_aside
    from verifier.repair.repairing import Repairing
    from verifier.repair.repairs import find_repairs
    from verifier.words.calls import no_property
    from verifier.words.loopholes import protects_nothing

    known = {prop.name: prop for prop in specification.properties}
    prop = known.get(name)
    if prop is None:
        raise WrongCall(no_property(name, known))
    source = loaded.sources[arguments.file]
    today = arguments.today or date.today()
    limits = limits_of(arguments)
    it = Repairing(arguments.file, source, specification, limits, today, changes=True)
    with progress_on_terminal(0, "edits") as progress:
        found = find_repairs(it, prop, progress.begin, helpers_of(arguments))
    if found is None:
        raise WrongCall(protects_nothing(prop.name, left_aside(prop)))
    return found


def _said(
    arguments: argparse.Namespace, specification: Specification, found: PropertyRepairs
) -> tuple[EditSaid, ...]:
    """What is said of each edit that is a claim of the language, with the specification as it would be then."""
    from verifier.checking.meaningful import meaningful
    from verifier.repair.repairing import reread
    from verifier.repair.statements import statements

    edits = []
    for number, repair in enumerate(found.repairs, 1):
        after = reread(specification, arguments.file, repair.new_text).or_errors()
        said = statements(after, found.property, repair)
        edits.append((number, repair.text, after, meaningful(after, said, limits_of(arguments))))
    return tuple(edits)


def _write(path: str, loaded: Loaded, after: str) -> None:
    """Write the new text in the place of the one that was read; WrongCall where that cannot be done.

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
            raise WrongCall(changed_meanwhile(path))
        write_whole(path, mark + after.encode())
    except OSError as error:
        raise WrongCall(not_written(path, error)) from None


COMMAND = Command(
    name="repair",
    help="which smallest change of wording closes a way round a property?",
    description="Try changes of wording against the ways round what a property protects, and offer those that "
    "close one: each with what it closes, the verdicts that it changes, and the decisions that it makes harder. "
    "Exit code: 0 nothing to repair, or some edit closes each way, 1 some way is closed by no edit, 2 the "
    "specification or the call is wrong, 3 something stayed undetermined.",
    options=_options,
    answer=_repair,
    kind=RepairAnswer,
)
