"""`format` replaces files whole or not at all; `init` never writes over one."""

import os
from pathlib import Path

import pytest

from policy_dsl import load
from tests.cli.calling import CLUB, HOLDS, ROOT, call

MESSY = (
    CLUB.replace("  members", "      members").replace("power ordinary", "power   ordinary") + HOLDS
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_once_is_enough_and_the_meaning_stays() -> None:
    path = Path("club.policy")
    path.write_text("# Said first.\n" + MESSY, encoding="utf-8")
    before = call("check", "club.policy").out
    would = call("format", "--check", "club.policy")
    assert (would.code, would.out) == (1, "club.policy: would be laid out anew\n")
    assert path.read_text(encoding="utf-8") == "# Said first.\n" + MESSY
    done = call("format", "club.policy")
    assert (done.code, done.out) == (0, "club.policy: laid out anew\n")
    text = path.read_text(encoding="utf-8")
    assert text != MESSY
    assert text.startswith("# Said first.\n")
    for again in (call("format", "--check", "club.policy"), call("format", "club.policy")):
        assert (again.code, again.out, again.err) == (0, "", "")
    assert path.read_text(encoding="utf-8") == text
    strip = [line.rsplit(" (club", 1)[0] for line in before.splitlines()]
    after = call("check", "club.policy").out
    assert [line.rsplit(" (club", 1)[0] for line in after.splitlines()] == strip


def test_a_file_with_errors_is_left_as_it_is() -> None:
    path = Path("club.policy")
    path.write_text(MESSY + "party 7\n", encoding="utf-8")
    good = Path("good.policy")
    good.write_text(MESSY, encoding="utf-8")
    called = call("format", "club.policy", "good.policy")
    assert called.code == 2
    assert path.read_text(encoding="utf-8") == MESSY + "party 7\n"
    assert call("format", "--check", "good.policy").code == 0


def test_links_and_permissions_stay() -> None:
    Path("real").mkdir()
    real = Path("real/club.policy")
    real.write_text(MESSY, encoding="utf-8")
    real.chmod(0o640)
    os.symlink("real/club.policy", "link.policy")
    assert call("format", "link.policy").code == 0
    assert Path("link.policy").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert real.read_text(encoding="utf-8") != MESSY


def test_markdown_outside_the_blocks_stays() -> None:
    path = Path("club.policy.md")
    path.write_text(f"#  Title \n\n*   text\n\n```policy\n{MESSY}```\n\nend", encoding="utf-8")
    assert call("format", "club.policy.md").code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#  Title \n\n*   text\n\n```policy\n")
    assert text.endswith("```\n\nend")
    assert call("format", "--check", "club.policy.md").code == 0


def test_the_specifications_are_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    called = call("format", "--check", "specs")
    assert (called.code, called.out, called.err) == (0, "", "")


def test_init_writes_a_file_that_checks_at_once() -> None:
    made = call("init", "rules.policy", "--title", 'The "best" club')
    assert (made.code, made.out) == (0, "Wrote rules.policy. Next: vetoproof check rules.policy\n")
    assert load("rules.policy").title == 'The "best" club'
    checked = call("check", "rules.policy")
    assert (checked.code, checked.err) == (0, "")
    assert "All as expected." in checked.out
    assert call("format", "--check", "rules.policy").code == 0


def test_init_never_overwrites() -> None:
    path = Path("rules.policy")
    path.write_text("mine", encoding="utf-8")
    called = call("init", "rules.policy")
    assert called.code == 2
    assert "exists already and is left as it is" in called.err
    assert path.read_text(encoding="utf-8") == "mine"
    os.symlink("nowhere", "dangling.policy")
    assert call("init", "dangling.policy").code == 2
    assert not Path("nowhere").exists()
    assert call("init", "no/such/folder.policy").code == 2
