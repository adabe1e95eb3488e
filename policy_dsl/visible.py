"""Text of others made such that it can forge nothing: what cannot be seen is shown as an escape.

Names, quotations, paths, records and what programs say may hold signs that rewrite a terminal (controls), change the
order of what is read (bidirectional overrides), begin a line of their own (line and paragraph separators), hide
(zero-width signs), or command a build server (`::error::…`, `##[error]…`). Letters of every script, marks, currency,
quotation marks and emoji stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

__all__ = ["HIDDEN", "escape", "seen", "signs", "visible"]

# Controls, format signs, separators of lines, surrogates, signs that take no room, and what is no character at all.
HIDDEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
)
_HIDDEN = re.compile(f"[{HIDDEN}]")
# GitHub reads `::` at the beginning of a line, however far in; `##[`, `##vso[` and `##teamcity[` are read anywhere.
_COMMAND = re.compile(r"(?<=:):|(?<=#)#(?=[A-Za-z]*\[)")
_SHORT: Mapping[str, str] = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_JOINERS = "\u200c\u200d"
_AS_EMOJI = "\ufe0f"
_FLAG = "\U0001f3f4"
_TAG_END = "\U000e007f"
_KEYS = frozenset("0123456789#*")


def escape(character: str) -> str:
    """How a character is shown that cannot be seen: as a string of Python has it."""
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def seen(text: str, keep: str = "") -> str:
    """A text without hidden signs: each is shown as an escape, but for those in `keep`."""
    # Most text is plain, which is quicker to ask than to look for each hidden sign.
    if (text.isascii() and text.isprintable()) or not _HIDDEN.search(text):
        return text
    return _HIDDEN.sub(
        lambda found: (
            found[0] if found[0] in keep or _belongs(text, found.start()) else escape(found[0])
        ),
        text,
    )


def visible(text: str) -> str:
    """A text as a part of one line of output: without hidden signs, line ends and commands to build servers."""
    shown = seen(text)
    if "::" not in shown and "##" not in shown:  # looked for first, as next to no line has any
        return shown
    return _COMMAND.sub(lambda found: escape(found[0]), shown)


def signs(text: str) -> list[str]:
    """The characters of a text, each as `visible` shows it there."""
    shown = list(text)
    for found in _HIDDEN.finditer(text):
        if not _belongs(text, found.start()):
            shown[found.start()] = escape(found[0])
    for found in _COMMAND.finditer(text):
        shown[found.start()] = escape(found[0])
    return shown


def _belongs(text: str, at: int) -> bool:
    """Whether a sign that takes no room is a part of the letter or emoji beside it, where it has a meaning."""
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _JOINERS:  # between letters of scripts that join, and between emoji
        dressed = before == _AS_EMOJI and _belongs(text, at - 1)
        return (dressed or _joins(before)) and _joins(after)
    if (
        "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    ):  # another form of what stands before
        return before in _KEYS if before.isascii() else not _HIDDEN.match(before)
    if "\U000e0020" <= sign <= _TAG_END:  # the flags of England, Scotland and Wales
        flag = text.rfind(_FLAG, max(0, at - 8), at)
        end = text.find(_TAG_END, at, at + 8)
        tags = text[flag + 1 : end]
        return (
            flag >= 0 and 3 <= end - flag <= 8 and all("\U000e0020" <= t < _TAG_END for t in tags)
        )
    return False


def _joins(neighbour: str) -> bool:
    """Whether it stays as it is and has a form that a joiner changes."""
    if not neighbour or neighbour.isascii() or _HIDDEN.match(neighbour):
        return False
    return unicodedata.category(neighbour) in {"Lo", "Mn", "Mc", "So", "Sk"}
