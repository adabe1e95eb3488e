"""Markdown: headings, tables, lists and paragraphs, whose text is text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_dsl.visible import visible
from verifier.output.text import Printable

__all__ = ["heading", "item", "paragraph", "rows"]

_MARKS = re.compile(r"[\\|_<*\[\]`~]")


def _inline(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", visible(text))


def heading(text: str) -> Printable:
    """The heading of the whole."""
    return Printable(f"# {_inline(text)}")


def rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[Printable]:
    """A table, line by line."""
    yield _row(head)
    yield Printable(f"| {' | '.join('---' for _ in head)} |")
    yield from map(_row, body)


def _row(cells: Sequence[str]) -> Printable:
    return Printable(f"| {' | '.join(map(_inline, cells))} |")


def item(text: str) -> Printable:
    """A point of a list."""
    return Printable(f"- {_first(_inline(text))}")


def paragraph(text: str) -> Printable:
    """A paragraph of its own, in one line."""
    return Printable(_first(_inline(text)))


def _first(text: str) -> str:
    """A text whose beginning makes no heading, list or quotation of it."""
    return re.sub(r"\A(\s*\d*)(?=[#>+=.)-])", r"\1\\", text)
