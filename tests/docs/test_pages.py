"""Every command, specification and program of the documentation does what the page says."""

import contextlib
import re
import shlex
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.answered_once import answered_once
from tests.cli.calling import call
from tests.docs.blocks import ROOT, Block, inline_commands, linking_pages, links, pages
from tests.docs.running import Shown, matches, run_page
from verifier.cli import COMMANDS, main, parser


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_is_right(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # All ways round take long to find, and other tests look at how they are told, too.
    answered_once(monkeypatch, "loopholes")
    wrong = [
        f"{shown.block.place}: {shown.what}\n--- the page says\n{shown.expected}\n--- it is\n{shown.actual}"
        for shown in run_page(page, tmp_path)
        if not shown.right
    ]
    assert not wrong, (
        "\n\n".join(wrong) + "\n\n`python -m tests.docs.update` writes what it is; read it."
    )


def test_links_lead_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in linking_pages()
        for link in links(page)
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_every_command_is_listed() -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[?`(\w+)`", page, re.M)
    there = [name for name in COMMANDS if find_spec(f"verifier.commands.{name}") is not None]
    assert listed, "the table of commands is gone"
    assert [name for name in there if name not in listed] == []


def _typed(page: Path) -> list[str]:
    return [f"{page.relative_to(ROOT)}: {command}" for command in inline_commands(page)]


@pytest.mark.parametrize("where", sorted({c for page in linking_pages() for c in _typed(page)}))
def test_a_command_in_running_text_can_be_typed(where: str, tmp_path: Path) -> None:
    """It runs on the file that `vetoproof init` writes; where it names what only its reader has, it can be read."""
    words = shlex.split(where.split(": ", 1)[1])
    match words:
        case ["pip", "install", wanted]:
            extra = wanted.removeprefix("vetoproof[").removesuffix("]")
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
            assert extra in project["project"]["optional-dependencies"]
        case ["python" | "python3", "-c", program]:
            exec(program, {})
        case ["python" | "python3", "-m", module, *_]:
            assert find_spec(module) is not None
        case ["vetoproof", "COMMAND" | "--help" | "--version", *_]:
            assert parser().format_help()
        case ["vetoproof", command, *rest] if "my.policy" in rest and "PROPERTY" not in rest:
            with contextlib.chdir(tmp_path):
                if command != "init":
                    assert main(["init", "my.policy"]) == 0
                assert main([command, *rest]) in (0, 1)  # 1: it found something
        case ["vetoproof", command, *rest]:
            assert find_spec(f"verifier.commands.{command}") is not None
            options = [word for word in rest if word.startswith("--")]
            assert all(option in _help(command) for option in options)
        case _:
            raise AssertionError(f"{where}: how is this tried?")


def _help(command: str) -> str:
    return call(command, "--help").out


OPTION = re.compile(r"--[a-z][-a-z]*")
# Where more is said about a command than on its own page.
ALSO = {"lint": "lint/README.md", "conform": "testing-course.md", "mutate": "testing-course.md"}


def test_every_option_is_described() -> None:
    """On the page about the command, or where all commands, or their formats and baselines, are described."""
    missing = []
    for name in COMMANDS:
        if find_spec(f"verifier.commands.{name}") is None:
            continue
        names = ("check.md", "ci.md", ALSO.get(name, f"{name}.md"))
        there = [ROOT / "docs" / each for each in names if (ROOT / "docs" / each).exists()]
        told = {o for each in there for o in OPTION.findall(each.read_text(encoding="utf-8"))}
        offered = set(OPTION.findall(call(name, "--help").out.partition("positional arguments")[2]))
        assert offered, name
        missing += [f"{name} {option}" for option in sorted(offered - told - {"--help"})]
    assert missing == []


def test_what_is_left_out_is_marked() -> None:
    assert matches("a\nb", "a\nb")
    assert matches("a\n…\nd", "a\nb\nc\nd")
    assert matches("a\n…\nd", "a\nd")
    assert matches("time: … s", "time: 3 s")
    assert not matches("a\nd", "a\nb\nd")
    assert not matches("a", "a\nb")
    assert not matches("a\n…", "b\na")
    assert not matches("time: … s", "time:\n3 s")


def test_another_story_of_the_same_kind_is_no_mistake() -> None:
    def shown(votes: str, end: str = "So the decision is adopted.") -> str:
        return f"FAILS  x\n  This can happen:\n    In Board: {votes}.\n    {end}\n  Assuming:\n    - it"

    def right(expected: str, actual: str) -> bool:
        block = Block(ROOT / "README.md", 1, "console", (), "", 0, 0)
        return Shown(block, "", expected, actual).right

    told = shown("for: Ann and Bob; against: Cem")
    assert right(told, shown("for: Ann and Cem; against: Bob"))
    assert not right(told, shown("for: Ann and Cem; absent: Bob"))
    assert not right(told, shown("for: Ann and Bob; against: Cem", "So it fails."))
    assert not right(told, told.replace("FAILS", "HOLDS"))
    assert not right(told, told + "\n    - more")


def test_a_page_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    page = ROOT / "docs" / "no such page.md"
    copy = tmp_path / "page.md"
    copy.write_text(
        '```policy first.policy\ngovernance "G"\nparty A\nbody B members A quorum none\n'
        "power p requires unanimity of members in B\n"
        "property x A can block every decision\n```\n"
        "```console\n$ vetoproof check first.policy --property x\nnothing\n$ echo $?\n7\n```\n"
        "```policy claims\nA can block every motion\n```\n"
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        encoding="utf-8",
    )
    assert not page.exists()
    folder = tmp_path / "folder"
    folder.mkdir()
    shown = list(run_page(copy, folder))
    assert [one.right for one in shown] == [True, False, False, False, False]
    assert "HOLDS  x" in shown[1].actual
    assert "VP0" in shown[3].actual
