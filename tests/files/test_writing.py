"""Files are written whole or not at all, and stay what they are: modes, links, marks, line ends."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import CLUB, HOLDS, ROOT, call
from verifier import writing
from verifier.writing import write_new, write_whole

OLD = b"what was there\n" * 50
STEPS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "link",
    "chown",
    "lseek",
    "ftruncate",
    "posix_fallocate",
)
MESSY = CLUB.replace("  members", "      members") + HOLDS


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class FailingOs:
    """`os`, of which one call of one function fails; a file is closed and a write done half all the same."""

    def __init__(self, step: str, number: int) -> None:
        self.step, self.left, self.failed = step, number, False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name != self.step:
            return real

        def failing(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left != 0:
                return real(*arguments, **named)
            self.failed = True
            if name == "write":
                real(arguments[0], arguments[1][: len(arguments[1]) // 2])
            elif name == "close":
                real(*arguments, **named)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return failing


def plain(path: Path) -> None:
    path.write_bytes(OLD)


def linked(path: Path) -> None:
    path.write_bytes(OLD)
    os.link(path, "other name")


def symlink(path: Path) -> None:
    Path("there").mkdir()
    Path("there/real").write_bytes(OLD)
    path.symlink_to("there/real")


def nothing(path: Path) -> None:
    pass


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("made", [plain, linked, symlink, nothing])
@pytest.mark.parametrize("new", [b"new", b"new, and longer " * 200, b""])
def test_whatever_fails_the_file_is_as_it_was(
    made: Callable[[Path], None], step: str, new: bytes
) -> None:
    path = Path("file")
    made(path)
    before = path.read_bytes() if path.exists() else None
    names = sorted(str(each) for each in Path().rglob("*"))
    for number in range(1, 20):
        failing = FailingOs(step, number)
        try:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(writing, "os", failing)
                write_whole(path, new)
        except OSError:
            assert failing.failed
            assert (path.read_bytes() if path.exists() else None) == before
            assert sorted(str(each) for each in Path().rglob("*")) == names
            continue
        assert path.read_bytes() == new
        if not failing.failed:
            break
        before, names = new, sorted(str(each) for each in Path().rglob("*"))
    else:
        pytest.fail("never done")
    assert not list(Path().rglob(".*"))


@pytest.mark.parametrize("step", STEPS)
def test_a_new_file_is_there_whole_or_not_at_all(step: str) -> None:
    for number in range(1, 20):
        failing = FailingOs(step, number)
        try:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(writing, "os", failing)
                write_new("file", b"new")
        except OSError:
            assert failing.failed
            assert os.listdir() == []
            continue
        assert os.listdir() == ["file"]
        assert Path("file").read_bytes() == b"new"
        Path("file").unlink()
        if not failing.failed:
            return
    pytest.fail("never done")


def test_what_is_there_is_never_written_over_as_new() -> None:
    Path("file").write_bytes(OLD)
    Path("dangling").symlink_to("nowhere")
    for name in ("file", "dangling"):
        with pytest.raises(FileExistsError):
            write_new(name, b"new")
    assert Path("file").read_bytes() == OLD
    assert sorted(os.listdir()) == ["dangling", "file"]


def test_links_and_modes_stay() -> None:
    plain(Path("file"))
    Path("file").chmod(0o640)
    os.link("file", "hard")
    Path("there").mkdir()
    os.link("file", "there/hard")
    Path("soft").symlink_to("file")
    for number, name in enumerate(("file", "hard", "soft", "there/hard")):
        new = f"{number} ".encode() * (9 - number)
        write_whole(name, new)
        assert {Path(each).read_bytes() for each in ("file", "hard", "soft", "there/hard")} == {new}
    assert Path("file").stat().st_nlink == 3
    assert Path("soft").is_symlink()
    assert Path("file").stat().st_mode & 0o7777 == 0o640
    Path("hard").unlink()
    Path("there/hard").unlink()
    write_whole("soft", b"alone")
    assert Path("file").stat().st_mode & 0o7777 == 0o640
    assert Path("file").read_bytes() == b"alone"
    Path("dangling").symlink_to("there/new")
    write_whole("dangling", b"made")
    assert Path("there/new").read_bytes() == b"made"
    mask = os.umask(0o022)
    os.umask(mask)
    assert Path("there/new").stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_that_may_not_be_written_is_not_replaced() -> None:
    plain(Path("file"))
    Path("file").chmod(0o444)
    with pytest.raises(PermissionError):
        write_whole("file", b"new")
    assert Path("file").read_bytes() == OLD
    assert os.listdir() == ["file"]


def test_what_is_no_file_takes_the_bytes() -> None:
    reading, writes = os.pipe()
    write_whole(f"/dev/fd/{writes}", b"through")
    os.close(writes)
    assert os.read(reading, 100) == b"through"
    os.close(reading)
    for name in ("/dev/full", "full.html"):
        if name == "full.html":
            Path(name).symlink_to("/dev/full")
        with pytest.raises(OSError, match="No space left"):
            write_whole(name, b"new")
    with pytest.raises(IsADirectoryError):
        write_whole(".", b"new")


def limited(size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that can write no file of more than `size` bytes, as if the disk were full."""
    return subprocess.run(
        [sys.executable, "-B", "-m", "verifier", *arguments],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_commands_on_a_full_disk_lose_nothing() -> None:
    Path("club.policy").write_text(MESSY, encoding="utf-8")
    Path("known.json").write_bytes(OLD)
    Path("review.html").write_bytes(OLD)
    for made, arguments in (
        ("club.policy", ("format", "club.policy")),
        ("known.json", ("check", "club.policy", "--write-baseline", "known.json")),
        ("review.html", ("report", "club.policy", "-o", "review.html", "--quick")),
        ("rules.policy", ("init", "rules.policy")),
    ):
        called = limited(20, *arguments)
        assert called.returncode == 2, called
        assert f"{made} could not be written: File too large" in called.stderr
    assert sorted(os.listdir()) == ["club.policy", "known.json", "review.html"]
    assert Path("club.policy").read_text(encoding="utf-8") == MESSY
    assert Path("known.json").read_bytes() == Path("review.html").read_bytes() == OLD
    assert call("init", "rules.policy").code == 0


@pytest.mark.parametrize("path", ["none/review.html", "folder.html", "read_only.docx"])
def test_that_a_review_cannot_be_written_is_said_before_it_is_made(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("jinja2", "svg", "docx", "resvg_py"):
        pytest.importorskip(module)
    monkeypatch.setattr("verifier.review.building.review", lambda *_: pytest.fail("it was made"))
    Path("club.policy").write_text(MESSY, encoding="utf-8")
    Path("folder.html").mkdir()
    Path("read_only.docx").touch(0o444)
    called = call("report", "club.policy", "-o", "review.html", "-o", path)
    assert called.code == 2
    assert f"{path} could not be written: " in called.err
    assert not Path("review.html").exists()


def test_commands_leave_a_read_only_file() -> None:
    for name in ("club.policy", "known.json", "review.html"):
        Path(name).write_text(MESSY, encoding="utf-8")
        Path(name).chmod(0o444)
    for made, arguments in (
        ("club.policy", ("format", "club.policy")),
        ("known.json", ("check", "club.policy", "--write-baseline", "known.json")),
        ("review.html", ("report", "club.policy", "-o", "review.html", "--quick")),
    ):
        called = call(*arguments)
        assert called.code == 2
        assert f"{made} could not be written: Permission denied" in called.err
        assert Path(made).read_text(encoding="utf-8") == MESSY


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("markdown", [False, True])
def test_format_keeps_mark_and_line_ends(mark: bytes, end: bytes, markdown: bool) -> None:
    text = f"#  Title \n\n```policy\n{MESSY}```\n\nend\n" if markdown else MESSY
    path = Path("club.policy.md" if markdown else "club.policy")
    path.write_bytes(mark + text.encode().replace(b"\n", end))
    assert call("format", str(path)).code == 0
    found = path.read_bytes()
    assert found.startswith(mark + text.encode()[:5])
    assert found.count(b"\xef\xbb\xbf") == bool(mark)
    assert found.replace(end, b"").count(b"\n") + found.replace(end, b"").count(b"\r") == 0
    assert b"      members" not in found
    assert call("format", "--check", str(path)).code == 0


def test_format_keeps_both_kinds_of_line_ends_around_the_blocks_of_markdown() -> None:
    path = Path("club.policy.md")
    path.write_bytes(b"one\r\ntwo\n\n```policy\n" + MESSY.encode() + b"```\nend\r\n")
    assert call("format", str(path)).code == 0
    found = path.read_bytes()
    assert found.startswith(b"one\r\ntwo\n\n```policy\ngovernance")
    assert found.endswith(b"```\nend\r\n")
    assert found.count(b"\r") == 2
