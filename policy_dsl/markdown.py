"""Policy blocks in Markdown files.

A legal text and its formalisation can stand side by side in one `.policy.md` file. Only fenced
```policy blocks are the specification. All else is replaced by blanks of the same length, so every
offset, line and column points into the Markdown file itself.
"""

from __future__ import annotations

import re

from policy_dsl.diagnostics import Diagnostic, Severity
from policy_dsl.records import dataclass
from policy_dsl.source import Source

__all__ = ["Block", "is_markdown", "policy_blocks", "policy_text"]

# CommonMark: up to three blanks, at least three backticks or tildes, and a word that names the language.
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n\r`]*)$", re.MULTILINE)
_LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r)?")
_NOT_LINE_END = re.compile(r"[^\n\r]")


@dataclass(frozen=True)
class Block:
    """The inside of a fenced block: characters `start` up to, not including, `end`."""

    start: int
    end: int


def is_markdown(name: str) -> bool:
    """Whether a file of this name is a Markdown file."""
    return name.lower().endswith(".md")


def policy_blocks(source: Source) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The insides of the policy blocks, and an error for one that is never closed.

    Blocks of other languages are skipped as a whole: a ```policy inside a ````text block is text.
    """
    blocks: list[Block] = []
    opened: tuple[str, bool, int, int] | None = (
        None  # fence, of policy, its start, start of the inside
    )
    position = 0
    text = source.text
    while position < len(text):
        line = _LINE.match(text, position)
        assert line is not None  # the pattern matches anything
        end = line.end()
        fence = _FENCE.match(line.group().rstrip("\r\n"))
        if fence is not None:
            mark, info = fence["fence"], fence["info"].strip()
            if opened is None:
                word = info.split(maxsplit=1)[0].lower() if info else ""
                opened = (mark, word == "policy", position, end)
            elif not info and mark[0] == opened[0][0] and len(mark) >= len(opened[0]):
                if opened[1]:
                    blocks.append(Block(opened[3], position))
                opened = None
        position = end
    if opened is not None and opened[1]:
        first_line = source.span(
            opened[2], opened[2] + len(source.line_text(source.position(opened[2])[0]))
        )
        blocks.append(Block(opened[3], len(text)))
        return tuple(blocks), (
            Diagnostic(
                "VP012",
                Severity.ERROR,
                "this policy block is not closed",
                first_line,
                f"end it with a line that holds {opened[0]} and nothing else",
            ),
        )
    return tuple(blocks), ()


def policy_text(source: Source) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The file with everything outside its policy blocks blanked out."""
    blocks, diagnostics = policy_blocks(source)
    pieces: list[str] = []
    position = 0
    for block in blocks:
        pieces.append(_NOT_LINE_END.sub(" ", source.text[position : block.start]))
        pieces.append(source.text[block.start : block.end])
        position = block.end
    pieces.append(_NOT_LINE_END.sub(" ", source.text[position:]))
    return Source(source.name, "".join(pieces)), diagnostics
