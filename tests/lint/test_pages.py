"""Every code has a page, every page a code, and the example on a page shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policy_dsl import examine_text
from verifier.cli import COMMANDS
from verifier.words.lint import TITLES

PAGES = Path(__file__).parents[2] / "docs" / "lint"


def test_pages_are_the_codes() -> None:
    assert {page.stem for page in PAGES.glob("VL*.md")} == set(TITLES)


@pytest.mark.parametrize("code", sorted(TITLES))
def test_a_page_has_the_title_and_shows_the_code(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {code}: {TITLES[code]}\n")
    for heading in ("## What exactly", "## How to mend it", "## Example"):
        assert heading in text
    assert re.search(rf"^\S+:\d+: {code} ", text, re.M), "the example shows the finding"
    (source,) = re.findall(r"^```policy \S+\n(.*?)^```", text, re.M | re.S)
    assert examine_text(source).specification is not None


def test_the_index_lists_all() -> None:
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    for code, title in TITLES.items():
        assert f"| [{code}]({code}.md) | {title} |" in text


def test_the_command_is_known() -> None:
    assert "lint" in COMMANDS
