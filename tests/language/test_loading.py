"""Files, the files that they include, and what can be wrong with them."""

import os
from pathlib import Path

import pytest

import policy_dsl
from policy_dsl import (
    Loaded,
    PolicyErrors,
    examine,
    examine_text,
    load,
    load_text,
    load_with_warnings,
)

BASE = """governance "T"
party A
party B
body Board members A, B quorum none
"""
WHOLE = BASE + "power p requires majority of votes cast in Board\n"
WARNED = BASE + "power p requires at least 5 of members in Board\n"


def codes(loaded: Loaded) -> list[str]:
    return [one.code for one in loaded.diagnostics]


def test_a_text_and_a_file_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    path.write_text(WHOLE)
    assert load(path) == load_text(WHOLE, str(path))
    assert load(str(path)).file == str(path)


def test_warnings_come_with_the_specification(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    path.write_text(WARNED)
    specification, warnings = load_with_warnings(path)
    assert specification.title == "T"
    assert [one.code for one in warnings] == ["VP045"]
    assert load(path) == specification


def test_errors_have_everything_that_was_found() -> None:
    with pytest.raises(PolicyErrors) as caught:
        load_text(WARNED + "rule r requires consent of Q\n", "t.policy")
    assert [one.code for one in caught.value.diagnostics] == ["VP045", "VP060", "VP030"]
    assert str(caught.value).startswith("t.policy:5:18: warning VP045")


def test_paths_are_relative_to_the_including_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.policy").write_text('governance "T"\ninclude "sub/b.policy"\n' + WHOLE[15:])
    (tmp_path / "sub" / "b.policy").write_text('include "c.policy"\ninclude "../d.policy"\nparty X')
    (tmp_path / "sub" / "c.policy").write_text("party Y")
    (tmp_path / "d.policy").write_text("party Z")
    specification = load(tmp_path / "a.policy")
    assert [party.name for party in specification.parties] == ["Y", "Z", "X", "A", "B"]
    assert specification.party["Y"].place.file == str(tmp_path / "sub" / "c.policy")
    assert specification.title == "T"


def test_a_file_included_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "b.policy").write_text("party X")
    os.symlink(tmp_path / "b.policy", tmp_path / "c.policy")
    (tmp_path / "a.policy").write_text(
        WHOLE + 'include "b.policy" include "./b.policy" include "c.policy"'
    )
    assert len(load(tmp_path / "a.policy").parties) == 3


def test_errors_of_all_files_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "b.policy").write_text("rule r requires consensus in Bord\nparty\n")
    (tmp_path / "a.policy").write_text(
        WHOLE + 'include "b.policy"\nproperty x Q can block every decision\n'
    )
    found = examine(tmp_path / "a.policy")
    assert [(os.path.basename(one.span.file), one.code) for one in found.diagnostics] == [
        ("a.policy", "VP030"),
        ("b.policy", "VP060"),
        ("b.policy", "VP030"),
        ("b.policy", "VP002"),
    ]
    text = str(PolicyErrors(found.diagnostics, found.sources))
    assert "rule r requires consensus in Bord" in text


def test_circles_of_files(tmp_path: Path) -> None:
    for index in range(5):
        (tmp_path / f"f{index}.policy").write_text(f'include "f{(index + 1) % 5}.policy"\n')
    (tmp_path / "a.policy").write_text(WHOLE + 'include "f2.policy"\n')
    (found,) = examine(tmp_path / "a.policy").diagnostics
    assert found.code == "VP083"
    assert os.path.basename(found.span.file) == "f1.policy"
    assert [os.path.basename(each.span.file) for each in found.related] == [
        "f2.policy",
        "f3.policy",
        "f4.policy",
        "f0.policy",
    ]


def test_a_long_chain_of_files(tmp_path: Path) -> None:
    for index in range(2_000):
        (tmp_path / f"f{index}.policy").write_text(f'include "f{index + 1}.policy"\n')
    (tmp_path / "f2000.policy").write_text(WHOLE[15:])
    (tmp_path / "a.policy").write_text('governance "T"\ninclude "f0.policy"\n')
    assert len(load(tmp_path / "a.policy").parties) == 2


@pytest.mark.parametrize("name", ["missing.policy", "folder", "a\0b", "x" * 5000, "a.policy/b", ""])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    path = tmp_path / "a.policy"
    path.write_text(WHOLE)
    assert codes(examine(os.path.join(tmp_path, name))) == ["VP082"]
    path.write_text(WHOLE + f'include "{name}"\nproperty x Unknown can block every decision')
    assert {one.code for one in examine(path).diagnostics} <= {"VP082", "VP011"}


def test_what_is_included_is_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.policy").write_text(WHOLE + 'include "pipe" include "/dev/zero"')
    assert codes(examine(tmp_path / "a.policy")) == ["VP082", "VP087"]
    assert codes(examine(tmp_path / "a.policy", "/")) == ["VP082", "VP082"]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.policy"
    path.write_text(WHOLE)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert codes(examine(path)) == ["VP082"]


def test_names_of_files_cannot_rewrite_the_terminal(tmp_path: Path) -> None:
    found = examine(tmp_path / "\x1b[2J.policy")
    assert "\x1b" not in found.diagnostics[0].message


def test_a_text_can_include_where_its_folder_is_known(tmp_path: Path) -> None:
    (tmp_path / "b.policy").write_text("party X")
    text = WHOLE + 'include "b.policy"'
    assert codes(examine_text(text)) == ["VP084"]
    assert len(load_text(text, "t.policy", tmp_path).parties) == 3


def test_broken_files_do_not_make_names_unknown(tmp_path: Path) -> None:
    (tmp_path / "b.policy").write_bytes(b"party X\xff")
    (tmp_path / "a.policy").write_text(
        WHOLE + 'include "b.policy"\nproperty x X can block every decision'
    )
    assert codes(examine(tmp_path / "a.policy")) == ["VP011"]


def test_the_package_exports_what_people_need() -> None:
    assert {"load", "load_text", "PolicyErrors", "Specification"} <= set(policy_dsl.__all__)
    assert all(hasattr(policy_dsl, name) for name in policy_dsl.__all__)


def test_no_line_is_shown_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(PolicyErrors) as caught:
        load(tmp_path / "gone.policy")
    assert "^" not in str(caught.value)
    assert "help: check the name and the folder" in str(caught.value)
