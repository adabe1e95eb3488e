"""Runs what the documentation shows, in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policy_dsl import examine_text
from policy_dsl.diagnostics import render_all
from tests.docs.blocks import ROOT, Block, blocks, commands, examples, sets_up
from tests.testing.contracts import MODULES, missing
from verifier.cli import main

# What commands of the documentation may read; they may write where they like.
NEEDED = ("specs", "examples")
_SHELL = re.compile(r"[|<>;&*$]|^[A-Z_]+=")
_WRAPPED = {
    "requirements": "power example_{} requires {}",
    "conditions": "prohibition example_{} limits every power when {}",
    "claims": "property example_{} {}",
}


# What follows "This can happen:" or "for example:" and stands further in.
_STORY = re.compile(r"(?m)^(.*(?:happen:|for example:)\n)((?:    .*\n)+)")
_SAYS = "In|Time|Read|Decision|Told|Tried|Casting|Rule|Prohibition|Exception|Recusal|Power|So|No|It"


def _told(text: str) -> list[str]:
    """The sentences of all stories, without names and numbers: what is told, whoever it is about."""
    stories = [" ".join(story.split()) for _, story in _STORY.findall(text + "\n")]
    plain = [re.sub(r"\b(?:present|absent), recused", "recused", story) for story in stories]
    names = rf"\b(?!(?:{_SAYS})\b)[A-Z]\w*|\d[\d,_]*|\band\b|,"
    return [" ".join(re.sub(names, "", story).split()) for story in plain]


@dataclass(frozen=True)
class Shown:
    """Something that a page says is printed, and what is."""

    block: Block
    what: str
    expected: str
    actual: str

    @property
    def right(self) -> bool:
        """Whether the page is right, `…` standing for anything that is left out.

        Which of several equally plain stories is told is up to the solver, and no mistake of the page.
        """
        return matches(self.expected, self.actual) or (
            matches(_STORY.sub(r"\1", self.expected + "\n"), _STORY.sub(r"\1", self.actual + "\n"))
            and _told(self.expected) == _told(self.actual)
        )


@dataclass
class Page:
    """The state of a page while its blocks run from top to bottom."""

    folder: Path
    world: str = ""
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})
    code: int = 0
    printed: str | None = None


def prepared(folder: Path) -> Path:
    """The folder, with what commands of the documentation read."""
    for name in NEEDED:
        left_out = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    if not missing():
        (folder / MODULES.relative_to(ROOT)).symlink_to(MODULES.resolve())
    return folder


def run_page(path: Path, folder: Path) -> Iterator[Shown]:
    """All that a page says is printed. The working directory is `folder` meanwhile."""
    page = Page(prepared(folder))
    with contextlib.chdir(folder):
        for block in blocks(path):
            printed, page.printed = page.printed, None
            match block.language:
                case "console" if "contracts" in block.words and missing():
                    continue
                case "console":
                    yield from _console(page, block)
                case "policy":
                    yield from _policy(page, block)
                case "python":
                    page.printed = _python(page, block)
                case "text" if printed is not None:
                    yield Shown(block, "the program above", block.text.strip("\n"), printed)
                case "json":
                    json.loads(block.text)
                case "text" | "markdown" | "toml" | "yaml" | "javascript":
                    for name in block.words:
                        (folder / name).write_text(block.text, encoding="utf-8")
                case _:
                    raise AssertionError(
                        f"{block.place}: say after the fence what it is, as tests/docs/blocks.py lists it"
                    )


def matches(expected: str, actual: str) -> bool:
    """Whether they are the same; a line `…` stands for any lines, `…` inside one for anything in it."""
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
    text = "".join(line.rstrip() + "\n" for line in actual.splitlines())
    return re.fullmatch(pattern, text) is not None


# --- commands ------------------------------------------------------------------------------------


def _console(page: Page, block: Block) -> Iterator[Shown]:
    for command in commands(block):
        if sets_up(command.line):
            continue
        printed = str(page.code) if command.line == "echo $?" else _printed(page, command.line)
        yield Shown(block, command.line, command.expected, printed.strip("\n"))


def _printed(page: Page, line: str) -> str:
    if line.startswith("vetoproof ") and not _SHELL.search(line):
        page.code, printed = in_process(shlex.split(line, comments=True)[1:])
        return printed
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        line,
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
    )
    page.code = done.returncode
    return done.stdout


def in_process(arguments: list[str]) -> tuple[int, str]:
    """A command's exit code, and all that it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main(arguments)
        except SystemExit as end:  # `--help`, or a call that cannot be read
            code = int(end.code or 0)
    return code, out.getvalue()


# --- specifications and programs -----------------------------------------------------------------


def _policy(page: Page, block: Block) -> Iterator[Shown]:
    name = next((word for word in block.words if word.endswith((".policy", ".policy.md"))), None)
    if name is not None:
        Path(name).write_text(block.text, encoding="utf-8")
    text = block.text
    kind = next((word for word in block.words if word in _WRAPPED), None)
    if kind is not None:
        wrapped = [_WRAPPED[kind].format(n, one) for n, one in enumerate(examples(block))]
        assert wrapped, f"{block.place}: there is nothing in it"
        text = page.world + "\n" + "\n".join(wrapped)
    elif not re.search(r"^governance\b", text, re.M):
        text = page.world + "\n" + text
    found = examine_text(text, name or "text.policy", page.folder)
    if "wrong" in block.words:
        assert found.specification is None, f"{block.place}: there is nothing wrong with it"
        return
    said = render_all(found.diagnostics, found.sources)
    if kind is None and re.search(r"^governance\b", block.text, re.M):
        page.world = block.text
    yield Shown(block, "the specification", "", said)


def _python(page: Page, block: Block) -> str:
    out = io.StringIO()
    code = compile("\n" * block.line + block.text, str(block.page), "exec")
    with contextlib.redirect_stdout(out):
        exec(code, page.names)
    return out.getvalue().strip("\n")
