"""Files that are right: checked without a remark, in any layout, and any line end."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from policy_dsl import examine, examine_text, load
from policy_dsl.formatter import format_text
from policy_dsl.model import Place

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOOD = sorted((HERE / "good").glob("*.policy*"))
ALL = [*GOOD, *sorted((ROOT / "specs").rglob("*.policy*"))]


def without_places(value: object) -> object:
    """A model as plain data, without the places in the file."""
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return (
            type(value).__name__,
            *(without_places(getattr(value, each.name)) for each in fields(value)),
        )
    if isinstance(value, tuple):
        return tuple(map(without_places, value))
    if isinstance(value, dict):
        return {key: without_places(each) for key, each in value.items()}
    return value


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_nothing_is_said(path: Path) -> None:
    found = examine(path)
    assert found.specification is not None, found.diagnostics
    assert found.diagnostics == ()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_layout_does_not_matter(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    formatted = format_text(text, markdown=path.suffix == ".md")
    assert format_text(formatted, markdown=path.suffix == ".md") == formatted
    name = str(path)
    again = examine_text(formatted, name, path.parent)
    assert without_places(again.specification) == without_places(load(path))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(path: Path, end: str) -> None:
    text = path.read_bytes().decode("utf-8").replace("\n", end)
    again = examine_text("\ufeff" + text, str(path), path.parent)
    assert again.diagnostics == ()
    assert again.specification == load(path)
