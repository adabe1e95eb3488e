"""The tokens of a text, kept as numbers: each is made when it is looked at.

A token as an object takes hundreds of bytes, whatever stands in it; a file of nothing but quotation marks has
millions of them. Ten bytes each will do to know where they are.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from lark import Token

from policy_dsl.source import Source

__all__ = ["Marks", "Tokens"]


class Marks:
    """Places of a text that are marked."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._marked = bytearray()

    def add(self, place: int) -> None:
        """Mark one."""
        if not self._marked:
            self._marked = bytearray(self._size + 1)
        self._marked[place] = 1

    def __contains__(self, place: int | None) -> bool:
        return place is not None and place < len(self._marked) and bool(self._marked[place])

    def __bool__(self) -> bool:
        return bool(self._marked)


class Tokens(Sequence[Token]):
    """Tokens in the order of a text, or some of them that follow each other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._types, self._starts, self._ends = array("H"), array("I"), array("I")
        self._first, self._behind = 0, 0
        self._instead: dict[int, Token] = {}

    def add(self, kind: str, start: int, end: int) -> None:
        """One more at the end of all. No token goes on in another line."""
        number = self._numbers.get(kind)
        if number is None:
            number = self._numbers[kind] = len(self._names)
            self._names.append(kind)
        self._types.append(number)
        self._starts.append(start)
        self._ends.append(end)
        self._behind += 1

    def __len__(self) -> int:
        return self._behind - self._first

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Tokens: ...
    def __getitem__(self, index: int | slice) -> Token | Tokens:
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self))
            return self._part(self._first + start, self._first + max(start, stop), self._instead)
        where = index + (self._first if index >= 0 else self._behind)
        if not self._first <= where < self._behind:
            raise IndexError(index)
        return self._token(where)

    def __iter__(self) -> Iterator[Token]:
        return map(self._token, range(self._first, self._behind))

    def _token(self, where: int) -> Token:
        if where in self._instead:
            return self._instead[where]
        kind = self._names[self._types[where]]
        start, end = self._starts[where], self._ends[where]
        text = self.source.text[start:end]
        if kind == "NAME" and not text.isascii():
            # Two spellings of é that no reader can tell apart are one name.
            text = unicodedata.normalize("NFC", text)
        line, column = self.source.position(start)
        return Token(kind, text, start, line, column, line, column + end - start, end)

    def _part(self, first: int, behind: int, instead: dict[int, Token]) -> Tokens:
        part = Tokens.__new__(Tokens)
        part.source, part._names, part._numbers = self.source, self._names, self._numbers
        part._types, part._starts, part._ends = self._types, self._starts, self._ends
        part._first, part._behind, part._instead = first, behind, instead
        return part

    def replaced(self, index: int, token: Token) -> Tokens:
        """The same with another token in the place of one."""
        where = self._first + index
        return self._part(self._first, self._behind, {**self._instead, where: token})

    def type_at(self, index: int) -> str:
        """The type of a token, without making it."""
        where = self._first + index
        if where in self._instead:
            return self._instead[where].type
        return self._names[self._types[where]]

    def line_at(self, index: int) -> int:
        """The line of a token, without making it."""
        return self.source.position(self._starts[self._first + index])[0]

    def any_in(self, marks: Marks) -> bool:
        """Whether one of them begins at a place that is marked."""
        return bool(marks) and any(
            self._starts[where] in marks for where in range(self._first, self._behind)
        )
