"""What an analysis says, as properties to be put into the file."""

from __future__ import annotations

from collections.abc import Iterable

from policy_dsl.model import Specification
from verifier.output.text import Printable, blocks, lines
from verifier.results.statement import Statement
from verifier.statements.printing import declarations
from verifier.words.statements import after_edit


def render_edited(
    edits: Iterable[tuple[int, str, Specification, Iterable[Statement]]], command: str
) -> Printable:
    """Edits by number and text, each with a property for each statement about the specification as edited."""
    found = []
    for number, text, specification, statements in edits:
        above = [after_edit(number, text)]
        for said in declarations(specification, command, statements):
            found.append(lines([*above, *said.split("\n")]))
            above = []
    return blocks(found)


def render_properties(
    specification: Specification, command: str, statements: Iterable[Statement]
) -> Printable:
    """A property for each, with an empty line between them."""
    return blocks(
        lines(said.split("\n")) for said in declarations(specification, command, statements)
    )
