"""`vetoproof entrenchment`: who can change which rule or seat?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier import exits
from verifier.commands.documents import add_format, tell_documents
from verifier.commands.options import add_as_properties, add_limits, in_time, limits_of
from verifier.commands.saying import say_faults, say_wrong_files
from verifier.output.streams import out
from verifier.output.text import blocks

if TYPE_CHECKING:
    from policy_dsl.loading import Loaded
    from policy_dsl.model import Specification
    from verifier.results.entrenchment import Entrenchment


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    it = subparsers.add_parser(
        "entrenchment",
        help="who can change which rule or seat, how, and what protects that",
        description="For each rule and seat: the powers that can change it, who can stop that alone, and whether for"
        " good or only until something else is changed first; rules that protect themselves; and how the rules can"
        " lock themselves. Exit code: 0 done, 2 the specification or the call is wrong, 3 something stayed open.",
    )
    it.add_argument("file", metavar="FILE", help="a specification")
    add_format(it, "json")
    it.add_argument(
        "--all", action="store_true", help="as text: a row for each, with its title, in a table"
    )
    add_as_properties(it)
    add_limits(it)
    it.set_defaults(run=run, refuse=refuse)


def refuse(arguments: argparse.Namespace, faults: Sequence[str]) -> None:
    """Say what is wrong, in the format that is asked for."""
    _print(arguments, [], [], faults)


def run(arguments: argparse.Namespace) -> int:
    """Work it out, print it, and tell."""
    from verifier.changing.entrenchment import entrenchment
    from verifier.commands.files import specification_files

    given = specification_files([arguments.file], arguments.root)
    codes = [exits.WRONG for _ in given.faults]
    tables = []
    refused = []
    with in_time(arguments):
        loaded_ones = [given.examined(file) for file in given.files]
        for loaded in loaded_ones:
            if loaded.specification is None:
                refused.append(loaded)
                codes.append(exits.WRONG)
                continue
            table = entrenchment(loaded.specification, limits_of(arguments))
            tables.append((table, loaded.specification))
            codes.append(exits.OPEN if table.undetermined else exits.OK)
    _print(arguments, tables, refused, given.faults)
    return exits.worst(codes)


def _print(
    arguments: argparse.Namespace,
    tables: Sequence[tuple[Entrenchment, Specification]],
    refused: Sequence[Loaded],
    faults: Sequence[str],
) -> None:
    if arguments.format == "json":
        from verifier.answers.entrenchment import render_json

        out(render_json([table for table, _ in tables], refused, faults))
        return
    from verifier.rendering import entrenchment as rendering

    say_wrong_files(refused)
    say_faults("entrenchment", faults)
    if not tables:
        return
    if arguments.as_properties:
        from verifier.rendering.statements import render_properties

        out(blocks(render_properties(it, "entrenchment", table.statements) for table, it in tables))
        return
    if arguments.format != "text":
        made = [rendering.document(table, rendering.spelling_of(it)) for table, it in tables]
        tell_documents(arguments.format, made, "entrenchment")
        return
    render = rendering.render_table if arguments.all else rendering.render_text
    out(blocks(render(table, rendering.spelling_of(it)) for table, it in tables))
