"""Lines that fit a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from verifier.results import Support

WIDTH = 100


def wrapped(text: str, indent: int, bullet: str = "") -> Iterator[str]:
    """A sentence in lines of at most WIDTH, after `bullet`, its further lines indented by as much."""
    blank = " " * indent
    yield from textwrap.wrap(
        text,
        WIDTH,
        initial_indent=blank + bullet,
        subsequent_indent=blank + " " * max(len(bullet), 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def located(text: str, file: str, line: int) -> str:
    """A text with its place, where it has one."""
    return f"{text} ({file}:{line})" if file else text


def support_lines(heading: str, supports: Sequence[Support], indent: int = 2) -> Iterator[str]:
    """What an answer rests on, under a heading; nothing where it rests on nothing."""
    if not supports:
        return
    yield " " * indent + heading
    for support in supports:
        yield from wrapped(located(support.text, support.file, support.line), indent + 2, "- ")
