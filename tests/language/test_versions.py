"""A file says which language it is written in, or is read as one in the current language."""

from pathlib import Path

import pytest

from policy_dsl import examine, examine_text
from policy_dsl.formatter import format_text, same_meaning
from policy_dsl.parsing import parse
from policy_dsl.records import replace
from policy_dsl.source import Source
from policy_dsl.syntax import Governance
from policy_dsl.upgrading import upgraded
from policy_dsl.versions import LANGUAGE
from tests.cli.calling import ROOT, call

FILES = [
    *sorted((ROOT / "specs").rglob("*.policy")),
    *sorted((Path(__file__).parent / "good").rglob("*.policy*")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_upgraded_file_says_what_it_said_and_its_language(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    markdown = path.name.endswith(".md")
    after = upgraded(before, markdown, path.name)
    assert upgraded(after, markdown, path.name) == after
    assert format_text(after, markdown, path.name) == after
    read = parse(Source(path.name, after))
    declared = read.file.declarations
    said = [each.language for each in declared if isinstance(each, Governance)]
    assert [number and int(number.value) for number in said] == [LANGUAGE] * len(said)
    without = tuple(
        replace(each, language=None) if isinstance(each, Governance) else each for each in declared
    )
    assert same_meaning(
        parse(Source(path.name, before)),
        replace(read, file=replace(read.file, declarations=without)),
    )


@pytest.mark.parametrize("number", ["0", "00", "2", "10", "1_0", "9" * 10_000])
def test_what_is_not_read_is_all_that_is_said_of_a_file(number: str) -> None:
    text = (
        f'party ,,, nobody\ngovernance "A" anything {{new}} language {number}\nbody B members X\n'
    )
    assert [each.code for each in examine_text(text).diagnostics] == ["VP021"]


def test_of_what_another_file_would_declare_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "newer.policy").write_text('governance "B" language 9\nparty P\n', encoding="utf-8")
    main = tmp_path / "main.policy"
    main.write_text(
        'governance "A" language 1\ninclude "newer.policy"\nbody B members P\n  quorum none\n',
        encoding="utf-8",
    )
    (only,) = examine(str(main)).diagnostics
    assert (only.code, only.span.file) == ("VP021", str(tmp_path / "newer.policy"))


def test_a_file_that_says_nothing_or_the_current_one_is_read_alike() -> None:
    rest = "party language\nbody Board\n  members language\n  quorum none\n"
    plain, said = (examine_text(f'governance "A"{more}\n{rest}') for more in ("", " language 01"))
    assert not plain.diagnostics
    assert not said.diagnostics
    assert said.specification is not None
    assert plain.specification is not None
    assert said.specification.parties[0].name == "language"


def test_the_command_says_which_files_it_would_change(tmp_path: Path) -> None:
    path = tmp_path / "rules.policy"
    path.write_text('governance "A" version "3"  # title\n', encoding="utf-8")
    assert call("format", "--check", str(path)).code == 0
    assert call("format", "--upgrade", "--check", str(path)).code == 1
    assert call("format", "--upgrade", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == 'governance "A" version "3" language 1  # title\n'
    assert call("format", "--upgrade", "--check", str(path)).code == 0
