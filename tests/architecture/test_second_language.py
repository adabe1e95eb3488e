"""Decision 0009: a translation is chosen in one place, and may put words in another order than English does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.second_language import left_in_english, written

ROOT = Path(__file__).parents[2]
RULES = """governance "Rules of a club"
party Anna
party Bob
party Cleo
body Board
  members Anna, Bob, Cleo
  chair Anna with casting vote
  quorum at least 2 of members  assumed "usual"
decision
  substance sells : yes or no
  substance gains : parties
power ordinary
  requires majority of votes cast in Board
rule homes "Homes" limits ordinary
  when sells
  requires
    reading strict: consent of Bob in Board
    reading mild: no objection from Bob in Board
exception small to homes
  when gains includes Cleo
recusal own in Board
  excludes gains from voting
timeline
  on 2024-01-01  homes, small take effect
  on 2024-03-01  Cleo is suspended from Board
property veto Bob can block every decision when sells
property nothing Bob can block every decision when sells and not sells
property passing any 2 of Board together can pass every decision
property possible some decision when sells can pass
"""
CALLS = (
    "check {}",
    "check {} --steps 40000",
    "lint {} --all --today 2026-01-01",
    "loopholes {} --verbose --today 2026-01-01",
    "matrix {} --format markdown",
    "check {} --property possible --format markdown",
    "check {} --property no_such",
)
AS_JSON = ("check {} --format json", "lint {} --format json --today 2026-01-01")


def said(calls: tuple[str, ...], file: Path, *folder: str) -> list[tuple[int, str, str]]:
    """The exit code and output of each call, in the language of a folder, or in English."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.second_language", *folder],
        cwd=ROOT,
        input="".join(call.format(file) + "\n" for call in calls),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str, str]]]:
    folder = tmp_path_factory.mktemp("spoken")
    file = folder / "rules.policy"
    file.write_text(RULES, encoding="utf-8")
    (folder / "words").mkdir()
    return {
        "english": said(AS_JSON, file),
        "second": said(AS_JSON + CALLS, file, str(written(folder / "words"))),
    }


def test_what_is_left() -> None:
    assert left_in_english("⟦blocked ⟦veto⟧ is⟧ (Bob) ⟦or⟧ not").split() == ["(Bob)", "not"]


@pytest.mark.parametrize("call", CALLS)
def test_nothing_but_names_is_left_in_english(
    call: str, spoken: dict[str, list[tuple[int, str, str]]]
) -> None:
    """No sentence is written, or put together, elsewhere: outside the brackets is only what the file says itself."""
    _, out, err = spoken["second"][len(AS_JSON) + CALLS.index(call)]
    assert "⟦" in out + err
    left = re.sub(r"\S+\.policy(:\d+)*", "", left_in_english(out + "\n" + err))
    # The language's own words stay English, as keywords do.
    known = set(re.findall(r"\w+", RULES)) | {"covers", "vetoproof", *call.split()}
    lines = {line for line in left.splitlines() if set(re.findall(r"[^\W\d_]\w*", line)) - known}
    assert not lines


@pytest.mark.parametrize("call", AS_JSON)
def test_nothing_is_decided_by_the_text_of_a_sentence(
    call: str, spoken: dict[str, list[tuple[int, str, str]]]
) -> None:
    """The answers are those of English but for their sentences."""
    number = AS_JSON.index(call)
    english, second = (spoken[each][number] for each in ("english", "second"))
    assert english[0] == second[0]

    def same(one: Any, other: Any) -> None:
        if isinstance(other, str) and "⟦" in other:
            assert isinstance(one, str)
        elif isinstance(one, dict) and isinstance(other, dict):
            assert one.keys() == other.keys()
            for key in one:
                same(one[key], other[key])
        elif isinstance(one, list) and isinstance(other, list):
            assert len(one) == len(other)
            for left, right in zip(one, other, strict=True):
                same(left, right)
        else:
            assert one == other

    same(json.loads(english[1]), json.loads(second[1]))
