"""Changes of a specification's text: made on the words of a declaration, which alone is laid out anew."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from policy_dsl.diagnostics import PolicyErrors
from policy_dsl.formatter import format_text
from policy_dsl.parsing import parse
from policy_dsl.records import dataclass
from policy_dsl.source import Source, lines_of
from policy_dsl.syntax import Declaration


@dataclass(frozen=True)
class TextChange:
    """The characters from `start` to before `end`, replaced by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Edit:
    """A candidate: what kind of change, what it does in a sentence, where, and in which characters."""

    kind: str
    text: str
    line: int
    changes: tuple[TextChange, ...]


def declarations(source: Source) -> tuple[Declaration, ...]:
    """The declarations of one text, with their places."""
    return parse(source).file.declarations


def edited(source: Source, written: Sequence[Declaration], edit: Edit) -> str:
    """The text with these declarations after an edit. One of which nothing is left goes, with its lines."""
    text = source.text
    for declaration in reversed(written):
        start, end = declaration.span.start, declaration.span.end
        inside = sorted(
            (c for c in edit.changes if start <= c.start and c.end <= end),
            key=lambda change: change.start,
            reverse=True,
        )
        if not inside:
            continue
        piece = source.text[start:end]
        for change in inside:
            piece = piece[: change.start - start] + change.text + piece[change.end - start :]
        text = _replaced(text, start, end, _laid_out(piece))
    return text


def _laid_out(piece: str) -> str:
    if not piece.strip():
        return ""
    try:
        return format_text(piece).rstrip("\r\n")
    except PolicyErrors:
        return piece  # reading the whole will say what is wrong


def _replaced(text: str, start: int, end: int, piece: str) -> str:
    if piece:
        return text[:start] + piece + text[end:]
    before, after = text[:start].rstrip(" \t"), re.sub(r"\A[ \t]*(\r\n|\n|\r)?", "", text[end:])
    blank_before = not before or re.search(r"(\r\n|\n|\r)[ \t]*(\r\n|\n|\r)\Z", before)
    if blank_before:
        after = re.sub(r"\A([ \t]*(\r\n|\n|\r))+", "", after)
    return before + after if after or not before else before.rstrip() + "\n"


def diff_lines(path: str, old: str, new: str) -> tuple[str, ...]:
    """The change as people compare texts: lines taken out and put in, with two lines around."""
    lines = difflib.unified_diff(lines_of(old), lines_of(new), path, path, lineterm="", n=2)
    return tuple(lines)


def size(old: str, new: str) -> int:
    """How many words are taken out or put in."""
    first, second = old.split(), new.split()
    counted = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, False).get_opcodes():
        if tag != "equal":
            counted += (b - a) + (d - c)
    return counted


def without(source: Source, names: Sequence[tuple[int, int]], gone: Sequence[int]) -> str | None:
    """A list written `A, B, C` without some of its items; None where none is left. `names` are the items' places."""
    kept = [source.text[a:b] for index, (a, b) in enumerate(names) if index not in gone]
    return ", ".join(kept) if kept else None
