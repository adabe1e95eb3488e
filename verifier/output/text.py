"""Text for people, line by line. A line is one line, whatever names it holds."""

from __future__ import annotations

from collections.abc import Iterable

from policy_dsl.visible import visible

__all__ = ["Printable", "blocks", "highlighted", "lines", "one_line", "stacked"]


class Printable(str):
    """Text that may leave: whatever it holds of others can forge nothing. Made in `verifier.output` only."""

    __slots__ = ()

    def without_letters(self, encoding: str) -> str:
        """The same for a code page that lacks some of its letters: plain ones for these, or visible escapes."""
        return "".join(each if _has(encoding, each) else _plain(encoding, each) for each in self)


# What stands for signs of print in code pages that lack them; any other letter is shown as an escape.
_PLAIN = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "…": "...", "×": "x",
    "→": "->", "≥": ">=", "≤": "<=", "≠": "/=", "•": "*", "−": "-", "\xa0": " ",
}  # fmt: skip


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _plain(encoding: str, character: str) -> str:
    return _PLAIN.get(character) or character.encode("ascii", "backslashreplace").decode("ascii")


def one_line(text: str) -> Printable:
    """A line: nothing in it ends it, hides in it, or commands who reads it."""
    return Printable(visible(text))


def lines(them: Iterable[str]) -> Printable:
    """Lines, one below the other."""
    return stacked(map(one_line, them))


def highlighted(word: str, colour: str, rest: str) -> Printable:
    """A line that begins with a word in a colour of the terminal, such as 32, and in bold."""
    return Printable(f"\x1b[1;{colour}m{visible(word)}\x1b[0m{visible(rest)}")


def stacked(texts: Iterable[Printable]) -> Printable:
    """Texts one below the other."""
    return Printable("\n".join(texts))


def blocks(texts: Iterable[Printable]) -> Printable:
    """Texts with an empty line between them."""
    return Printable("\n\n".join(texts))
