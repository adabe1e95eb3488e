"""What can be checked: files, folders, what they include, Markdown; and what cannot be read."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import CLUB, HOLDS, call, process


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(*arguments: str) -> list[str]:
    answer = json.loads(call("check", *arguments, "--format", "json").out)
    return [it["file"] for it in answer["specifications"]]


def test_folders_in_order_and_each_file_once() -> None:
    for name in ("b.policy", "a/z.policy", "a/y.policy", "a/deep/x.policy", "notes.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(CLUB, encoding="utf-8")
    assert checked("b.policy", "a", "a/y.policy") == [
        "b.policy",
        "a/deep/x.policy",
        "a/y.policy",
        "a/z.policy",
    ]
    assert checked(".") == ["a/deep/x.policy", "a/y.policy", "a/z.policy", "b.policy"]


def test_a_folder_without_specifications() -> None:
    Path("empty").mkdir()
    called = call("check", "empty")
    assert called.code == 2
    assert "empty: no specification (*.policy, *.policy.md) in this folder" in called.err


def test_included_files_are_not_checked_by_themselves() -> None:
    lines = CLUB.splitlines(keepends=True)
    # Alone, the second half would be wrong: nobody is declared in it.
    Path("parties.policy").write_text("".join(lines[1:4]), encoding="utf-8")
    Path("club.policy").write_text(
        lines[0] + 'include "parties.policy"\n' + "".join(lines[4:]) + HOLDS, encoding="utf-8"
    )
    assert checked(".") == ["club.policy"]
    assert call("check", ".").code == 0
    assert call("check", "parties.policy").code == 2


def test_places_in_an_included_file() -> None:
    Path("rules.policy").write_text(CLUB.split("\n", 1)[1], encoding="utf-8")
    Path("club.policy").write_text(
        'governance "Club"\ninclude "rules.policy"\n' + HOLDS, encoding="utf-8"
    )
    out = call("check", "club.policy").out
    assert "rule dear “Dear things” (rules.policy:12)" in out
    assert "holds_true" in out


def test_markdown() -> None:
    declarations, claims = CLUB, HOLDS
    Path("club.policy.md").write_text(
        f"# Club\n\nFirst the *rules*.\n\n```policy\n{declarations}```\n\nThen what we think.\n\n"
        f"```text\nnot read\n```\n\n```policy\n{claims}```\n",
        encoding="utf-8",
    )
    called = call("check", "club.policy.md")
    assert called.code == 0
    assert "rule dear “Dear things” (club.policy.md:18)" in called.out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfeg\x00o\x00", "VP011"),
        (b'governance "G\xe9"\n', "VP011"),
        (b"\x00\x01\x02\x7fELF", "VP011"),
        (b'governance "G" @\n', "VP006"),
        (b"", "VP080"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "VP011"),
    ],
)
def test_what_is_no_specification(data: bytes, code: str) -> None:
    Path("it.policy").write_bytes(data)
    for command in ("check", "format"):
        called = call(command, "it.policy")
        if command == "format" and code == "VP080":
            continue  # the layout of nothing is nothing
        assert called.code == 2
        assert "it.policy:1:" in called.err or "it.policy" in called.err
        assert code in called.err
    assert Path("it.policy").read_bytes() == data


def test_a_folder_that_is_called_like_a_file_and_a_file_that_is_called_like_nothing() -> None:
    Path("odd.policy").mkdir()
    Path("rules").write_text(CLUB + HOLDS, encoding="utf-8")
    assert call("check", "odd.policy").code == 2
    assert call("check", "rules").code == 0


@pytest.mark.parametrize("name", ["a\x1b[2Jb.policy", "a\nb.policy", "a\udcffb.policy"])
def test_a_name_that_would_rewrite_the_terminal(name: str) -> None:
    Path("there").mkdir()
    try:
        Path("there", name).write_text(CLUB, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no file can be called so here")
    for given in ("there", f"there/{name}"):
        called = call("check", given)
        assert (called.code, called.out) == (2, "")
        (said,) = called.err.splitlines()
        assert said.isprintable()
        assert "rename it" in said


def a_pipe(name: str) -> None:
    os.mkfifo(name)


def a_link_to_nothing(name: str) -> None:
    os.symlink("nothing.policy", name)


def a_link_to_itself(name: str) -> None:
    os.symlink(Path(name).name, name)


def a_link_to_a_folder(name: str) -> None:
    os.symlink(".", name)


def a_link_to_nothing_outside(name: str) -> None:
    os.symlink("/nowhere/nothing.policy", name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("command", ["check", "lint", "format", "entrenchment"])
@pytest.mark.parametrize(
    "made",
    [a_pipe, a_link_to_nothing, a_link_to_itself, a_link_to_a_folder, a_link_to_nothing_outside],
)
def test_what_is_called_like_a_specification_is_not_passed_over(
    command: str, made: Callable[[str], None]
) -> None:
    Path("there/deep").mkdir(parents=True)
    Path("there/club.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    assert call(command, "there").code in (0, 1)
    made("there/deep/lost.policy")
    called = call(command, "there")
    assert called.code == 2
    assert "there/deep/lost.policy" in called.err


@pytest.mark.parametrize("command", ["check", "lint", "format", "matrix", "entrenchment"])
def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("there/deep").mkdir(parents=True)
    Path("there/club.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    looked_into = os.scandir

    def refused(folder: str) -> object:
        if str(folder).endswith("deep"):
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return looked_into(folder)

    monkeypatch.setattr(os, "scandir", refused)
    called = call(command, "there")
    assert called.code == 2
    assert "there/deep can't be read" in called.err


def test_errors_go_to_the_error_stream_and_verdicts_to_the_other(tmp_path: Path) -> None:
    Path("club.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    Path("wrong.policy").write_text("party 7\n", encoding="utf-8")
    called = process("check", "club.policy", "wrong.policy", cwd=tmp_path)
    assert called.code == 2
    assert "HOLDS  holds_true" in called.out
    assert "wrong.policy" in called.err
    assert "wrong.policy" not in called.out
