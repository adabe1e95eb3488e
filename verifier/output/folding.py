"""A long line in several, broken between words."""

from __future__ import annotations


def fold(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """The text in lines of at most `width` letters, the first after `first`, any other one after `others`.

    A word that is longer than a line has one of its own. No lines where the text is blank. As `textwrap.wrap` breaks
    a text without tabs and line ends, neither in words nor at hyphens; a test compares. That takes a fiftieth of a
    check of a page.
    """
    lines: list[str] = []
    while True:
        indent = others if lines else first
        room = max(0, width - len(indent))
        end = len(text)
        if end > room:
            end = text.rfind(" ", 0, room + 1)
            if not text[: max(end, 0)].strip(" "):  # no word fits
                text = text.lstrip(" ")
                end = text.find(" ")
                if end < 0:
                    end = len(text)
        line = text[:end].rstrip(" ")
        if line:
            lines.append(indent + line)
        text = text[end:].lstrip(" ")
        if not text:
            return lines
