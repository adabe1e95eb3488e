"""`vetoproof report` from the command line: what it writes, and what it says when it can't."""

import pytest

from verifier import cli
from verifier.commands import report

SMALL = """
governance "Small" version "2"
party A "Anna"
party B
body Board
  members A, B
  quorum none
power ordinary requires unanimity of members in Board
property veto "Anna can block everything"
  A can block every decision
"""


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.policy"
    file.write_text(SMALL, encoding="utf-8")
    return file


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_writes_a_review(small, tmp_path, capsys, ending):
    out = tmp_path / f"review.{ending}"
    assert cli.main(["report", str(small), "-o", str(out), "--date", "2026-01-05"]) == 0
    assert str(out) in capsys.readouterr().out
    assert out.stat().st_size > 5000


def test_quick_says_what_it_left_out(small, tmp_path):
    out = tmp_path / "review.html"
    assert cli.main(["report", str(small), "-o", str(out), "--quick"]) == 0
    assert "made with --quick" in out.read_text(encoding="utf-8")


def test_since_an_earlier_version(small, tmp_path):
    new = tmp_path / "new.policy"
    new.write_text(SMALL.replace("unanimity of members", "majority of members"), encoding="utf-8")
    out = tmp_path / "review.html"
    given = ["report", str(new), "-o", str(out), "--since", str(small), "--quick"]
    assert cli.main(given) == 0
    text = out.read_text(encoding="utf-8")
    assert 'id="changes"' in text


def test_the_ending_says_the_format(small, capsys):
    assert cli.main(["report", str(small), "-o", "review.pdf"]) == 2
    assert ".html or .docx" in capsys.readouterr().err


def test_says_what_to_install(small, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report, "find_spec", lambda name: None)
    assert cli.main(["report", str(small), "-o", str(tmp_path / "r.html")]) == 2
    said = capsys.readouterr().err
    assert "vetoproof[report]" in said
    assert "Traceback" not in said


def test_a_wrong_specification(tmp_path, capsys):
    bad = tmp_path / "bad.policy"
    bad.write_text('governance "B"\nparty', encoding="utf-8")
    assert cli.main(["report", str(bad), "-o", str(tmp_path / "r.html")]) == 2
    assert "VP" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_a_folder_that_is_not_there(small, tmp_path, capsys):
    out = tmp_path / "nowhere" / "review.html"
    assert cli.main(["report", str(small), "-o", str(out), "--quick"]) == 2
    assert "could not be written" in capsys.readouterr().err
