"""What an analysis says, as properties to be put into the file."""

from __future__ import annotations

from collections.abc import Iterable

from policy_dsl.model import Specification
from verifier.output.text import Printable, blocks, lines
from verifier.statements.printing import declarations
from verifier.statements.statement import Statement


def render_properties(
    specification: Specification, command: str, statements: Iterable[Statement]
) -> Printable:
    """A property for each, with an empty line between them."""
    return blocks(
        lines(said.split("\n")) for said in declarations(specification, command, statements)
    )
