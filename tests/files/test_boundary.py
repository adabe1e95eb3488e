"""Nothing outside of the root is read, links resolved, by any command, format or function; and no pipe or device."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_dsl import PolicyErrors, examine, examine_text, load, load_text
from policy_dsl.reading import OutsideRootError, read_bytes
from tests.cli.calling import CLUB, HOLDS, ROOT, call
from verifier.cli import COMMANDS, WITHOUT_FILES

# Each line of it would be shown by an error message.
SECRET = "TOKEN=hunter2\nparty TOKEN hunter2\n"
RULES = CLUB.replace("timeline", 'include "named.policy"\ntimeline') + HOLDS
CALLS: dict[str, tuple[str, ...]] = {
    "check": ("in/club.policy",),
    "entrenchment": ("in/club.policy",),
    "loopholes": ("in/club.policy", "holds_true"),
    "repair": ("in/club.policy", "holds_true"),
    "format": ("in/club.policy",),
    "decide": ("in/club.policy", "in/minutes.yaml"),
    "conform": ("in/club.policy", "--command", "true"),
    "mutate": ("in/club.policy",),
    "matrix": ("in/club.policy",),
    "readings": ("in/club.policy",),
    "chart": ("in/club.policy", "ordinary"),
    "resilience": ("in/club.policy",),
    "suggest": ("in/club.policy",),
    "lint": ("in/club.policy",),
    "diff": ("in/club.policy", "in/club.policy"),
    "report": ("in/club.policy", "-o", "in/review.html"),
}
FORMATS = {
    "check": ("text", "json", "junit", "sarif", "github"),
    "loopholes": ("text", "json", "sarif", "github"),
    "lint": ("text", "json", "sarif", "github"),
    "format": (),
    "report": (),
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in", "in/deep", "out"):
        Path(name).mkdir()
    Path("out/secret.policy").write_text(SECRET, encoding="utf-8")
    Path("in/minutes.yaml").write_text("motion: New\n", encoding="utf-8")


def by_path(_: Path) -> str:
    return "../out/secret.policy"


def by_whole_path(there: Path) -> str:
    return str(there / "out/secret.policy")


def by_link(_: Path) -> str:
    Path("in/link.policy").symlink_to("../out/secret.policy")
    return "link.policy"


def by_two_links(_: Path) -> str:
    Path("in/link.policy").symlink_to("deep/link.policy")
    Path("in/deep/link.policy").symlink_to("../../out/secret.policy")
    return "link.policy"


def by_linked_folder(_: Path) -> str:
    Path("in/folder").symlink_to("../out")
    return "folder/secret.policy"


def round_about(_: Path) -> str:
    return "deep/../../out/../out/secret.policy"


def into_the_system(_: Path) -> str:
    return "/proc/self/environ"


WAYS = (
    by_path,
    by_whole_path,
    by_link,
    by_two_links,
    by_linked_folder,
    round_about,
    into_the_system,
)


def including(name: str) -> None:
    Path("in/club.policy").write_text(RULES.replace("named.policy", name), encoding="utf-8")


def test_every_command_is_tried() -> None:
    # `import` reads a configuration, which includes nothing: tests/importing.
    assert set(CALLS) == {*COMMANDS} - {*WITHOUT_FILES, "import"}


@pytest.mark.parametrize("way", WAYS)
def test_no_command_reads_what_is_outside(way: Callable[[Path], str], tmp_path: Path) -> None:
    including(way(tmp_path))
    for command, arguments in CALLS.items():
        for form in FORMATS.get(command, ("text", "json")) or (None,):
            called = call(command, *arguments, *(() if form is None else ("--format", form)))
            said = called.out + called.err
            assert "hunter2" not in said
            assert "TOKEN" not in said
            assert os.environ["PATH"] not in said
            if command != "format":  # which follows no `include`
                assert called.code == 2, (command, form)
                assert "VP087" in said or form == "junit"
    assert not Path("in/review.html").exists()


@pytest.mark.parametrize("way", WAYS[:-1])
def test_the_root_that_is_named_is_one_that_does(
    way: Callable[[Path], str], tmp_path: Path
) -> None:
    Path("out/secret.policy").write_text("party Dan\n", encoding="utf-8")
    including(way(tmp_path))
    refused = call("check", "in/club.policy")
    assert "in/club.policy:18:9: error VP087" in refused.err
    assert "\n            ^^^" in refused.err
    found = re.search(r"--root (.+)", refused.err)
    assert found is not None
    assert call("check", "in/club.policy", "--root", found[1]).code == 0
    assert call("check", ".").code == 2 - 2 * (found[1] == ".")
    assert examine("in/club.policy", found[1]).specification is not None


def test_a_folder_that_is_named_is_the_root_of_what_is_in_it() -> None:
    Path("out/secret.policy").write_text("party Dan\n", encoding="utf-8")
    including("../out/secret.policy")
    assert call("check", ".").code == 0
    assert call("check", ".", "in").code == 0
    assert call("check", "in", ".").code == 0
    assert call("check", "in").code == 2
    assert call("check", ".", "--root", "in").code == 2
    assert call("check", "in", "--root", "nowhere").code == 2
    Path("in/club.policy").rename("in/deep/club.policy")
    Path("in/people.policy").write_text("party Dan\n", encoding="utf-8")
    text = Path("in/deep/club.policy").read_text(encoding="utf-8")
    Path("in/deep/club.policy").write_text(
        text.replace("../out/secret.policy", "../people.policy"), encoding="utf-8"
    )
    assert call("check", "in").code == 0
    assert call("check", "in/deep").code == 2


def test_files_and_folders_that_are_links() -> None:
    Path("in/a.policy").symlink_to("../out/secret.policy")
    Path("in/b.policy").symlink_to("/proc/self/environ")
    Path("folder").symlink_to("/proc/self")
    for name in ("in/a.policy", "in/b.policy", "in"):
        for command in ("check", "lint", "format"):
            called = call(command, name)
            assert called.code == 2
            assert "--root" in called.err
            assert "hunter2" not in called.err
            assert os.environ["PATH"] not in called.err
    called = call("check", "folder")
    assert (called.code, "--root /" in called.err) == (2, True)
    Path("real.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    Path("link.policy").symlink_to("real.policy")
    assert call("check", "link.policy").code == 0
    assert "hunter2" in call("check", "in/a.policy", "--root", ".").err


def test_records_name_tables_within_the_root() -> None:
    Path("in/club.policy").write_text(CLUB, encoding="utf-8")
    Path("out/votes.csv").write_text("voter,vote\nAnn,hunter2\n", encoding="utf-8")
    record = "date: 2024-02-02\ndecision: {price: 1, secret: no}\nvotes: {Committee: {file: ../out/votes.csv}}\n"
    Path("in/minutes.yaml").write_text(record, encoding="utf-8")
    for form in ("text", "json"):
        called = call("decide", "in/club.policy", "in/minutes.yaml", "--format", form)
        assert called.code == 2
        assert "outside of the folder that is read" in called.out + called.err
        assert "--root ." in called.out + called.err
        assert "hunter2" not in called.out + called.err
    opened = call("decide", "in/club.policy", "in/minutes.yaml", "--root", ".")
    assert "hunter2" in opened.err
    assert call("mutate", "in/club.policy", "--record", "in/minutes.yaml").code == 2


def test_waivers_and_baselines_that_are_links() -> None:
    Path("in/club.policy").write_text(CLUB + HOLDS, encoding="utf-8")
    Path("out/w.toml").write_text(
        '[[waive]]\ncode = "hunter2"\nsubject = "s"\nbecause = "b"\n', encoding="utf-8"
    )
    Path("in/club.lint.toml").symlink_to("../out/w.toml")
    Path("out/b.json").write_text(
        '{"tool": "vetoproof", "version": 1, "findings": [{"fingerprint": "x", "rule": "r", '
        '"subject": "hunter2", "message": "m"}]}',
        encoding="utf-8",
    )
    Path("in/known.json").symlink_to("../out/b.json")
    for arguments in (
        ("lint", "in/club.policy"),
        ("check", "in/club.policy", "--baseline", "in/known.json"),
    ):
        called = call(*arguments)
        assert (called.code, "hunter2" in called.err) == (2, False)
        assert "--root ." in called.err
        assert "hunter2" in call(*arguments, "--root", ".").err


@pytest.mark.parametrize("kind", ["pipe", "socket", "/dev/zero", "/dev/full", "/dev/tty"])
def test_what_waits_or_never_ends_is_refused_at_once(kind: str) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        if kind == "pipe":
            os.mkfifo("in/pipe")
        elif kind == "socket":
            listening.bind("in/socket")
        name = kind if kind.startswith("/") else f"in/{kind}"
        included = name.removeprefix("in/")
        including(included)
        for command, arguments in (
            ("check", ("in/club.policy", "--root", "/")),
            ("check", (name,)),
            ("format", (name,)),
            ("loopholes", (name,)),
            ("matrix", (name,)),
            ("lint", ("in/club.policy", "--baseline", name, "--root", "/")),
        ):
            called = call(command, *arguments)
            assert called.code == 2
            assert re.search(r"it is a (pipe|socket|device), not a file", called.err)


def test_the_library_has_the_same_root(tmp_path: Path) -> None:
    including("../out/secret.policy")
    for reading in (
        lambda: load("in/club.policy"),
        lambda: load(Path("in/club.policy"), "in"),
        lambda: load_text(RULES.replace("named", "out/secret"), "x.policy", "in/deep", "in"),
        lambda: load_text(RULES.replace("named", "../out/secret"), "x.policy", "in"),
    ):
        with pytest.raises(PolicyErrors) as raised:
            reading()
        assert "hunter2" not in str(raised.value)
    text = RULES.replace("named.policy", "../out/secret.policy")
    opened = examine_text(text, "x.policy", "in", tmp_path)
    assert any(one.span.file.endswith("secret.policy") for one in opened.diagnostics)
    assert any("secret" in name for name in opened.sources)


def test_the_pytest_plugin_has_the_same_root() -> None:
    including("../out/secret.policy")

    def tested(*arguments: str) -> str:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "vetoproof"]
        done = subprocess.run(
            [*command, "-c", os.devnull, "--rootdir=.", *arguments],
            capture_output=True,
            text=True,
            check=False,
            # No other plugin that happens to be installed.
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        )
        return done.stdout + done.stderr

    for arguments in (("in/club.policy",), (".", "--vetoproof-root", "in")):
        said = tested(*arguments)
        assert "VP087" in said
        assert "hunter2" not in said
    assert "hunter2" in tested(".")


def test_a_revision_has_the_same_root() -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    Path("out/people.policy").write_text("party Dan\n", encoding="utf-8")
    including("../out/people.policy")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    refused = call("diff", "in/club.policy", "--rev", "HEAD")
    assert refused.code == 2
    assert refused.err.count("VP087") == 2
    assert refused.err.count("--root .\n") == 2
    assert call("diff", "in/club.policy", "--rev", "HEAD", "--root", ".").code == 0
    including("../../elsewhere.policy")
    subprocess.run([*git, "commit", "-qam", "second"], check=True)
    refused = call("diff", "in/club.policy", "--rev", "HEAD", "--format", "json")
    assert "a revision has the files of its repository only" in refused.out
    assert "vetoproof-" not in json.dumps(json.loads(refused.out))


def test_a_link_put_there_between_the_look_and_the_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("in/a.policy").write_text("party Dan\n", encoding="utf-8")
    assert read_bytes("in/a.policy", "in", 100) == b"party Dan\n"
    assert read_bytes("in/a.policy", "in", 3) == b"part"
    real = os.open

    def replaced(path: str, *rest: int) -> int:
        Path("in/a.policy").unlink()
        Path("in/a.policy").symlink_to("../out/secret.policy")
        return real(path, *rest)

    monkeypatch.setattr(os, "open", replaced)
    with pytest.raises(OSError, match="symbolic"):
        read_bytes("in/a.policy", "in", 100)
    monkeypatch.setattr(os, "open", real)
    with pytest.raises(OutsideRootError):
        read_bytes("in/a.policy", "in", 100)
