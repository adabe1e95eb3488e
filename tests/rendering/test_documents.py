"""An answer is one document: what a terminal shows in full stands in Markdown and in HTML, in the same order."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from policy_dsl.versions import LANGUAGE
from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, VACUOUS, call
from tests.testing.specifications import ROOT
from verifier.commands import documents
from verifier.output import markdown
from verifier.version import __version__, z3_version

RULES = str(ROOT / "examples" / "voting_service" / "rules.policy")
MINUTES = str(ROOT / "examples" / "voting_service" / "minutes.yaml")
PROGRAM = f"{sys.executable} {ROOT / 'examples' / 'other_languages' / 'voting.py'} --defect"
# Marks of Markdown and HTML in names: none of them may do anything.
HOSTILE = '<script>x</script> **bold** [here](there) `code` | a # 1. b &amp; "quoted"'.replace(
    '"', "'"
)
CALLS = [
    ["check", "club.policy", "--verbose"],
    ["check", "club.policy", "--verbose", "--steps", "1"],
    ["check", "club.policy", "--explain", "--all-bases"],
    ["lint", "club.policy", "--all", "--today", "2026-01-01"],
    ["loopholes", "club.policy", "--verbose", "--today", "2026-01-01"],
    ["diff", "club.policy", "later.policy", "--all", "--no-counts"],
    ["repair", "club.policy", "fails_truly", "--verbose", "--today", "2026-01-01"],
    ["repair", "club.policy", "--today", "2026-01-01"],
    ["entrenchment", "club.policy", "--all"],
    ["decide", RULES, MINUTES],
    ["mutate", RULES, "--only", "emergencies", "--examples", "60"],
    ["conform", RULES, "--command", PROGRAM, "--examples", "60", "--coverage"],
]


class _Page(HTMLParser):
    """The visible text of a page; every element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.add(tag)
        if tag not in ("meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title") and "footer" not in self.open:
            self.text += f" {data}" if "skip" not in data.lower() else ""


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]\w*", text)


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rules = CLUB.replace('"Club"', f'"{HOSTILE}"') + HOLDS + EXPECTED + FAILS + VACUOUS
    assert HOSTILE in rules
    Path("club.policy").write_text(rules, encoding="utf-8")
    Path("later.policy").write_text(
        rules.replace("is above 1_000\n", "is above 2_000\n"), encoding="utf-8"
    )


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
@pytest.mark.usefixtures("club")
def test_what_a_terminal_shows_stands_in_every_document(arguments: list[str]) -> None:
    text = call(*arguments)
    markdown = call(*arguments, "--format", "markdown")
    page = call(*arguments, "--format", "html")
    assert text.code == markdown.code == page.code
    assert text.err == markdown.err == page.err
    shown = _Page(page.out)
    assert shown.elements.isdisjoint({"script", "b", "a"} - {"a"})
    versions = f"vetoproof {__version__} (z3 {z3_version()}, language {LANGUAGE})"
    assert page.out.count(versions) == 1
    escaped = re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", markdown.out)
    assert escaped.endswith(f"\n\n{versions}\n")
    escaped = escaped.removesuffix(f"{versions}\n")
    told = words(text.out)
    assert told
    if (
        arguments[0] == "entrenchment"
    ):  # a table there, whose cells are cut into lines on a terminal
        heading = set(words(text.out.partition("\n\n")[0]))
        assert set(told) - heading <= set(words(escaped)) | set(words(shown.text))
        return
    own = ["vetoproof", arguments[0]]
    for said in (words(escaped), words(shown.text)):
        assert (said[2:] if said[:2] == own else said) == told


@pytest.mark.usefixtures("club")
def test_marks_in_names_do_nothing() -> None:
    markdown = call("check", "club.policy", "--format", "markdown").out
    heading = markdown.splitlines()[0]
    assert heading.startswith(r"# \<script>x\</script> \*\*bold\*\* \[here\](there) \`code\` \| a")
    page = call("check", "club.policy", "--format", "html").out
    assert "&lt;script&gt;x&lt;/script&gt; **bold**" in page
    assert "&amp;amp;" in page


@pytest.mark.usefixtures("club")
def test_without_what_makes_pages_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "find_spec", lambda _: None)
    refused = call("check", "club.policy", "--format", "html")
    assert refused.code == 2
    assert "pip install 'vetoproof[report]'" in refused.err
    assert call("check", "club.policy", "--format", "markdown").code == 1


@pytest.mark.parametrize("text", ["a", "```", "a\n````\n<b>", "- x `y` ~~~"])
def test_what_stands_as_it_is_cannot_end_its_fence(text: str) -> None:
    first, *lines, last = markdown.verbatim(text).split("\n")
    assert first == last == "`" * len(first)
    assert lines == text.split("\n")
    assert not any(first in line for line in lines)
