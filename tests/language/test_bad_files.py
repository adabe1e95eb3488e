"""What is said about each file that is wrong; the catalogue; its pages."""

import re
from pathlib import Path

import pytest

from policy_dsl import PolicyErrors, examine, examine_text, load, parsing
from policy_dsl.catalogue import CATALOGUE
from policy_dsl.diagnostics import Severity
from tests.language.error_pages import (
    BAD,
    PAGES,
    WITHOUT_FILE,
    bad_files,
    expected_path,
    pages,
    shown,
)

PACKAGE = Path(parsing.__file__).parent


@pytest.mark.parametrize("name", bad_files())
def test_what_is_said(name: str) -> None:
    assert shown(name) == expected_path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", bad_files())
def test_it_is_shown_what_its_name_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    found = examine(name)
    code = name.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0]
    if code == "VP083" and "included" in name:
        code = "VP042"
    assert code in {one.code for one in found.diagnostics}
    if any(one.severity is Severity.ERROR for one in found.diagnostics):
        with pytest.raises(PolicyErrors) as caught:
            load(name)
        assert str(caught.value) + "\n" == expected_path(name).read_text(encoding="utf-8")
    else:
        load(name)


def test_each_code_has_a_file() -> None:
    codes = {name.split(".")[0] for name in bad_files()}
    assert set(CATALOGUE) - codes == set(WITHOUT_FILE)


def test_each_code_is_in_use_and_each_in_use_is_in_the_catalogue() -> None:
    used = {
        code
        for path in PACKAGE.rglob("*.py")
        if "catalogue" not in path.parts
        for code in re.findall(r'"(VP\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used == set(CATALOGUE)


def test_no_expectation_without_a_file() -> None:
    assert {path.name for path in BAD.glob("*.expected")} == {
        expected_path(name).name for name in bad_files()
    }


def test_what_no_file_shows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (found,) = examine_text('governance "T"\ninclude "other.policy"').diagnostics
    assert (found.code, found.span.line) == ("VP084", 2)
    large = tmp_path / "large.policy"
    with large.open("wb") as file:
        file.truncate(parsing.LARGEST_FILE + 1)
    assert [one.code for one in examine(large).diagnostics] == ["VP010"]


def test_the_pages_are_those_of_the_catalogue() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    assert written == pages()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_an_entry_says_what_to_do(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.title
    assert not entry.title.endswith(".")
    assert entry.explanation.endswith(".")
    assert entry.mend.endswith((".", "`."))
