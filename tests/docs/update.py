"""Writes into the documentation what its commands print now: `python -m tests.docs.update [PAGE…]`.

Read the difference before you commit it. What holds `…` is written anew only where it does not fit any more,
and then whole: shorten it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.blocks import Block, commands, pages, sets_up
from tests.docs.running import Shown, run_page


def updated(page: Path) -> str:
    """The page with what is printed now."""
    with tempfile.TemporaryDirectory() as folder:
        shown = list(run_page(page, Path(folder)))
    text = page.read_text(encoding="utf-8")
    wrong = {id(one.block): one.block for one in shown if not one.right}
    for block in sorted(wrong.values(), key=lambda block: -block.start):
        own = [one for one in shown if one.block is block]
        if block.language == "console":
            text = text[: block.start] + _console(block, own) + text[block.end :]
        elif block.language == "text":
            text = text[: block.start] + own[0].actual + "\n" + text[block.end :]
        else:
            print(f"{block.place}: not right\n{own[0].actual}")
    return text


def _console(block: Block, shown: list[Shown]) -> str:
    left = list(shown)
    lines: list[str] = []
    for command in commands(block):
        lines.append(f"$ {command.line}")
        one = None if sets_up(command.line) else left.pop(0)
        said = command.expected if one is None or one.right else one.actual
        lines += said.splitlines()
    return "\n".join(lines) + "\n"


def main() -> None:
    """All pages, or those named."""
    for page in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        text = updated(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            print(f"{page}: written")


if __name__ == "__main__":
    main()
