"""Source text and places in it.

Every node of the syntax tree, and so every sentence that Vetoproof says about a specification,
points at the words it comes from. Offsets count characters (never bytes); lines and columns are
counted from 1, and a tab is one column, as editors' "go to line:column" count it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from policy_dsl.records import dataclass, field

__all__ = ["Source", "Span", "lines_of"]

# The line ends that editors agree on. `str.splitlines` knows eight more (form feed, U+2028 …)
# and would number lines as no editor does.
_LINE_END = re.compile(r"\r\n|\n|\r")
_BOM = "\ufeff"


@dataclass(frozen=True)
class Span:
    """A stretch of one file: characters `start` up to, not including, `end`."""

    file: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, last: Span) -> Span:
        """The stretch from the beginning of this one to the end of `last`."""
        return Span(
            self.file, self.start, last.end, self.line, self.column, last.end_line, last.end_column
        )

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def lines_of(text: str) -> list[str]:
    """The lines of a text, as editors number them, without their ends."""
    found = _LINE_END.split(text)
    return found if found[-1] else found[:-1]


def _line_starts(text: str) -> array[int]:
    starts = array("I", (0,))
    starts.extend(match.end() for match in _LINE_END.finditer(text))
    return starts


@dataclass(frozen=True)
class Source:
    """A named text. A byte order mark at its head is dropped: it is no part of what the author
    wrote.
    """

    name: str
    text: str
    _starts: array[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.text.startswith(_BOM):
            object.__setattr__(self, "text", self.text[1:])
        object.__setattr__(self, "_starts", _line_starts(self.text))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1, of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The place from `start` up to `end`."""
        return Span(self.name, start, end, *self.position(start), *self.position(end))

    def line_text(self, line: int) -> str:
        """The text of line number `line`, without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def line_end(self, line: int) -> str:
        """What line number `line` ends with; nothing at the end of the text."""
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return self.text[self._starts[line - 1] + len(self.line_text(line)) : end]

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._starts)
