"""What was found is told in time as well: a review is whole or is not there, and no printing goes on for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from pkgutil import resolve_name

import pytest

from verifier import cli

SEED = "specs/nottinghamshire.policy"
SLACK = 8.0
RENDERED = {
    "check": "verifier.rendering.check_text.render_text",
    "lint": "verifier.rendering.lint_text.told",
    "diff": "verifier.rendering.diff_text.told",
    "report": "verifier.rendering.document.making.document",
}


def for_ever_once(name: str) -> Callable[..., object]:
    """The first time it tells for ever; what is said of that is told as usual."""
    truly = resolve_name(name)
    times = count()

    def told(*given: object, **more: object) -> object:
        if next(times):
            return truly(*given, **more)
        for _each in count():
            pass
        raise AssertionError("counting has no end")

    return told


@pytest.mark.parametrize("command", RENDERED)
def test_telling_ends_too(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("jinja2")
    monkeypatch.setattr(RENDERED[command], for_ever_once(RENDERED[command]))
    review = tmp_path / "review.html"
    more = {"report": ["-o", str(review), "--quick"], "diff": [SEED]}.get(command, [])
    began = time.monotonic()
    code = cli.main([command, SEED, *more, "--timeout", "2"])
    assert time.monotonic() - began < 2 + SLACK
    said = capsys.readouterr()
    assert code == 3
    assert "the run's limit of 2 seconds was reached before" in said.err
    if command == "report":
        assert f"{review} was not written" in said.err
        assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_where_a_review_is_not_ready(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("resvg_py")
    review = tmp_path / "review.docx"
    review.write_text("the old one")
    assert cli.main(["report", SEED, "-o", str(review), "--timeout", "0.3"]) == 3
    # Nothing was found in time, or it could not be written in time, or it was.
    said = capsys.readouterr().err
    nothing = "before there was anything to say" in said
    assert nothing or str(review) in said or review.read_bytes()[:2] == b"PK"
    assert review.read_bytes()[:2] == b"PK" or review.read_bytes() == b"the old one"
    assert [each.name for each in tmp_path.iterdir()] == ["review.docx"]


def test_words_stand_for_pictures_for_which_there_is_no_time() -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("resvg_py")
    import io

    from policy_dsl.loading import examine
    from verifier.rendering.document.blocks import Picture
    from verifier.rendering.document.making import document
    from verifier.rendering.report_docx import render_docx
    from verifier.review.building import Asked, review
    from verifier.solving.deadline import Deadline
    from verifier.solving.limits import Limits

    on = date(2026, 1, 1)
    limits = Limits(deadline=Deadline.after(0.001))
    made = document(review(examine(SEED), Asked(on, "0", limits)))
    assert any("before everything was examined" in text for _, text in made.notices)
    pictures = [b for chapter in made.chapters for b in chapter.blocks if isinstance(b, Picture)]
    assert pictures
    time_for = iter([True])
    word = docx.Document(io.BytesIO(render_docx(made, on, lambda: next(time_for, False))))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert len(word.inline_shapes) == 1
    for each in pictures[1:]:
        assert f"{each.title} (not drawn, as the run's limit left no time for it)" in text
        assert each.alternative in text


def test_what_comes_last_in_a_review_ends_in_time_as_well() -> None:
    from policy_dsl import load
    from verifier.readings.pairs import readings
    from verifier.resilience.fewest_departures import resilience
    from verifier.solving.deadline import Deadline
    from verifier.solving.limits import Limits

    over = Limits(deadline=Deadline.after(0))
    assert resilience(load(SEED), over).undetermined
    assert readings(load(SEED), over).undetermined
