"""Markdown: headings, tables, lists and paragraphs, whose text is text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_dsl.visible import visible
from verifier.output.text import Printable

__all__ = ["Marked", "heading", "item", "paragraph", "quoted", "rows", "verbatim"]

_MARKS = re.compile(r"[\\|_<&*\[\]`~]")

Marked = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is in bold."""


def _inline(text: str | Marked) -> str:
    if not isinstance(text, str):
        return "".join(f"**{_inline(each)}**" if bold else _inline(each) for each, bold in text)
    return _MARKS.sub(r"\\\g<0>", visible(text))


def heading(text: str | Marked, level: int = 1) -> Printable:
    """A heading; the first level is that of the whole."""
    return Printable(f"{'#' * level} {_inline(text)}")


def rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[Printable]:
    """A table, line by line."""
    yield _row(head)
    yield Printable(f"| {' | '.join('---' for _ in head)} |")
    yield from map(_row, body)


def _row(cells: Sequence[str]) -> Printable:
    return Printable(f"| {' | '.join(map(_inline, cells))} |")


def item(text: str | Marked, depth: int = 0, number: int | None = None) -> Printable:
    """A point of a list, below `depth` others; with a number where the order counts."""
    bullet = "-" if number is None else f"{number}."
    return Printable(f"{' ' * (4 * depth)}{bullet} {_first(_inline(text))}")


def paragraph(text: str | Marked) -> Printable:
    """A paragraph of its own, in one line."""
    return Printable(_first(_inline(text)))


def quoted(text: str, source: str) -> Printable:
    """Words of a source, and which."""
    return Printable(f"> {_first(_inline(text))}\n>\n> {_first(_inline(source))}")


def verbatim(text: str) -> Printable:
    """Lines as they are, between fences that are longer than any row of such signs in them.

    Lines that were only indented would be a part of a list above them, and no longer as they are.
    """
    fence = "`" * max(3, *(len(each) + 1 for each in re.findall("`+", text)), 3)
    return Printable("\n".join([fence, *map(visible, text.split("\n")), fence]))


def _first(text: str) -> str:
    """A text whose beginning makes no heading, list or quotation of it."""
    return re.sub(r"\A(\s*\d*)(?=[#>+=.)-])", r"\1\\", text)
