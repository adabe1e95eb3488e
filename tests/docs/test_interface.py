"""The list of public names: what is documented, what there is, and what examples use are the same."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
PACKAGES = ("policy_dsl", "verifier")
# Modules that say themselves which of their names are public.
WITH_A_LIST = ("policy_dsl", "verifier", "verifier.testing")


def listed() -> dict[str, frozenset[str]]:
    """The table of docs/python.md: the names of each module."""
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    section = page.partition("## What stays")[2]
    rows = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", section, re.MULTILINE)
    return {
        module: frozenset(re.findall(r"`(\w+)`", names.partition(": a module")[0]))
        for module, names in rows
    }


def used(source: str) -> Iterator[tuple[str, str]]:
    """The names that a program takes from the packages, each with its module."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PACKAGES:
            yield from ((str(node.module), alias.name) for alias in node.names)
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in PACKAGES
        ):
            yield node.value.id, node.attr


def programs() -> Iterator[tuple[str, str]]:
    """What the documentation and the examples show in Python, each with its place."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"^```python[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            yield page.name, block
    for path in sorted((ROOT / "examples").rglob("*.py")):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", listed())
def test_what_is_listed_is_there(module: str) -> None:
    for name in listed()[module]:
        found = getattr(import_module(module), name, None)
        assert found is not None or import_module(f"{module}.{name}"), name


@pytest.mark.parametrize("module", WITH_A_LIST)
def test_a_module_and_the_page_list_the_same(module: str) -> None:
    assert set(import_module(module).__all__) == listed()[module]


def test_examples_use_nothing_else() -> None:
    public = listed()
    found = {
        f"{place}: {module}.{name}"
        for place, source in programs()
        for module, name in used(source)
        if name not in public.get(module, ())
    }
    # `wording` is used as a module, of which some names are listed.
    assert {each for each in found if f"{each.partition(': ')[2]}" not in public} == set()


def test_every_answer_is_listed() -> None:
    from verifier.answers.published import DECLARED

    assert set(DECLARED) == listed()["verifier.answers"]
