"""Lines that fit a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from verifier.results import Support

WIDTH = 100
# So many facts are listed; of more than that, some.
MOST_SUPPORTS, SOME_SUPPORTS = 30, 20


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
    return f"{text} ({file}:{line})" if file and line else text


def support_lines(heading: str, supports: Sequence[Support], indent: int = 2) -> Iterator[str]:
    """What an answer rests on, under a heading; nothing where it rests on nothing."""
    if not supports:
        return
    yield " " * indent + heading
    shown = supports if len(supports) <= MOST_SUPPORTS else supports[:SOME_SUPPORTS]
    for support in shown:
        yield from wrapped(located(support.text, support.file, support.line), indent + 2, "- ")
    if len(shown) < len(supports):
        yield (
            " " * (indent + 2)
            + f"- and {len(supports) - len(shown):,} more (--format json has them all)"
        )
