"""The fenced blocks of the documentation, and the pages that it consists of.

What the words after a fence mean:

- `console`: `$ ` and a command, each followed by what it prints. `…` stands for what is left out.
- `console contracts`: the same, where the contracts of `examples/governor` can run; elsewhere it is left out.
- `policy`: a specification, if it says `governance`; else something that may follow the last one on the page.
- `policy NAME.policy`: the same, written to a file of that name, for the commands further down.
- `policy wrong …`: one with errors. `policy requirements`, `… conditions`, `… claims`: one a line.
- `python`: a program; a `text` block right after it is what it prints.
- `json`: data. `text`, `yaml` and others: anything else; with a name, written to a file of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Made from files that are tested in tests/language, and compared with them there.
ELSEWHERE = ROOT / "docs" / "errors"

_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=fence)`*[ ]*$", re.M | re.S
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its first word, the other words after the fence, and its text from `start` to `end`."""

    page: Path
    line: int
    language: str
    words: tuple[str, ...]
    text: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """Where it begins, as editors understand it."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A command of a console block, and what the page says it prints."""

    line: str
    expected: str


def pages() -> list[Path]:
    """All pages with blocks to run."""
    top = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
    found = top + sorted((ROOT / "docs").rglob("*.md"))
    return [page for page in found if ELSEWHERE not in page.parents and blocks(page)]


def linking_pages() -> list[Path]:
    """All pages whose links are to lead somewhere."""
    return [
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        ROOT / "specs/README.md",
    ]


def links(page: Path) -> list[str]:
    """The files and folders that a page links to, relative to its own folder."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    found = re.findall(r"\]\(([^)#\s]+)", text)
    return [link for link in found if "://" not in link]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page,
            text.count("\n", 0, match.start()) + 1,
            *_info(match["info"]),
            match["text"],
            match.start("text"),
            match.end("text"),
        )
        for match in _FENCE.finditer(text)
    ]


def _info(info: str) -> tuple[str, tuple[str, ...]]:
    words = info.split()
    return (words[0], tuple(words[1:])) if words else ("", ())


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line.rstrip())
        else:
            raise AssertionError(f"{block.place}: a console block begins with a command: `$ …`")
    return [Command(line, "\n".join(printed).strip("\n")) for line, printed in found]


def sets_up(command: str) -> bool:
    """Whether a command installs something: tests/end_to_end runs those, in a place of their own."""
    return ".venv" in command or command.startswith(("git clone", "pip install", "npm "))


_INLINE = re.compile(r"`((?:vetoproof|python3?|pip) [^`]+)`")


def inline_commands(page: Path) -> list[str]:
    """The commands that a page names in its running text and its tables."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [" ".join(found.split()) for found in _INLINE.findall(text)]


def setup_commands() -> list[str]:
    """All commands of the documentation that install something, those of the README first."""
    return [
        command.line
        for page in pages()
        for block in blocks(page)
        if block.language == "console"
        for command in commands(block)
        if sets_up(command.line)
    ] + [line for page in pages() for line in inline_commands(page) if sets_up(line)]


def examples(block: Block) -> Iterator[str]:
    """The requirements, conditions or claims of a block: one a line, an indented line goes on with the last."""
    joined: list[str] = []
    for line in block.text.splitlines():
        said = line.split(" # ")[0].rstrip()
        if line[:1].isspace() and said.strip() and joined:
            joined[-1] += " " + said.strip()
        elif said and not said.startswith("#"):
            joined.append(said)
    yield from joined
