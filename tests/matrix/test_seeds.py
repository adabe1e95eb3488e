"""The matrices of the two cases and the gallery, as printed. `python -m tests.matrix.test_seeds` writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_dsl.loading import examine
from policy_dsl.wording import condition
from verifier.cli import main
from verifier.matrix.whole_matrix import matrix
from verifier.rendering.matrix_text import row_of
from verifier.rendering.wrapping import printed as lines_of
from verifier.rendering.wrapping import wrapped

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*(ROOT / "specs").glob("*.policy"), *(ROOT / "specs/gallery").glob("*.policy")]
)
LINES_OF_A_SCREEN = 24


def printed(file: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["matrix", file, *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("file", FILES)
def test_text(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    expected = EXPECTED / f"{Path(file).stem}.txt"
    assert printed(file, capsys) == expected.read_text(encoding="utf-8")


def test_nottinghamshire_fits_on_a_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert len(printed("specs/nottinghamshire.policy", capsys).splitlines()) <= LINES_OF_A_SCREEN


def test_what_is_not_said_again_is_as_of_the_class_above() -> None:
    """In full it is said of each class in the same words; what is in play is said in any case."""
    likes = 0
    for file in ("nottinghamshire.policy", "nottinghamshire_entrenched.policy"):
        specification = examine(str(ROOT / "specs" / file)).specification
        assert specification is not None
        rows = matrix(specification).rows
        decided: list[str] = []
        for above, row in zip((None, *rows), rows, strict=False):
            condition_ends = len(lines_of(wrapped(row.text, 0)).splitlines())
            own, in_full = (
                row_of(row, above=other).splitlines()[condition_ends:] for other in (above, None)
            )
            before, decided = decided, [line for line in in_full if "in play:" not in line]
            if own[0].startswith("  as above"):
                likes += 1
                assert decided == before
                in_play = [line.strip() for line in in_full if line not in decided]
                assert all(line in own[0] for line in in_play)
                assert in_play or "in play:" not in own[0]
            else:
                assert own == in_full
    assert likes >= 2


def test_known_numbers() -> None:
    """Facts that stand in books: see docs and the gallery's own citations."""

    def numbers(file: str, when: str) -> tuple[int | None, int | None, set[str]]:
        specification = examine(str(ROOT / "specs" / file)).specification
        assert specification is not None
        found = [row for row in matrix(specification).rows if condition(row.condition) == when]
        cell = found[0].cells[0]
        block = cell.block.least if cell.block else None
        carry = cell.carry.least if cell.carry else None
        return block, carry, {name for h in cell.holders for name in h.parties}

    permanent = {"China", "France", "Russia", "UnitedKingdom", "UnitedStates"}
    council = "gallery/un_security_council.policy"
    assert numbers(council, "matter is procedural and changes nothing") == (7, 9, set())
    block, carry, who = numbers(council, "matter is enforcement and changes nothing")
    assert (block, carry, len(who & permanent) or len(who)) == (1, 9, 5)
    # At least four member states block; fifteen with enough population carry.
    assert numbers("gallery/eu_council.policy", "always")[:2] == (4, 15)
    # 34 Senators and the President stop both ways, 218 + 51 + the President carry; 35 stop them without him.
    assert numbers("gallery/us_legislation.policy", "always")[:2] == (35, 270)


@pytest.mark.parametrize("form", ["markdown", "csv", "json"])
def test_other_forms_say_the_same(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = printed("specs/nottinghamshire.policy", capsys, "--format", form)
    plain = text.replace("\\_", "_")
    for part in (
        "kind is policy and (may_privatise or may_outsource)",
        "unanimity of members in Board",
    ):
        assert part in plain
    if form == "json":
        rows = json.loads(text)["matrices"][0]["rows"]
        assert [row["cells"][0]["block"]["least"] for row in rows] == [4, 4, 1]


def test_another_day(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """While suspended the city is not among those who can block."""
    monkeypatch.chdir(ROOT)
    text = printed("specs/nottinghamshire.policy", capsys, "--at", "2019-04-12")
    assert "each of OtherMembers; 1 can block; 7 can carry" in text


def test_wrong_calls(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["matrix", "nowhere.policy"]) == 2
    assert "no such file" in capsys.readouterr().err


if __name__ == "__main__":
    import contextlib
    import os

    os.chdir(ROOT)
    EXPECTED.mkdir(exist_ok=True)
    for each in FILES:
        path = EXPECTED / f"{Path(each).stem}.txt"
        with path.open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
            main(["matrix", each])
