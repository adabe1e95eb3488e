"""Rows are printed as they are found, and each kind of decision is decided once."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl.loading import load_text
from policy_dsl.model import Condition
from verifier.cli import main
from verifier.describing.prime_covers import Described
from verifier.matrix.blocking_and_carrying import Deciding
from verifier.matrix.named_parties import naming_of
from verifier.matrix.whole_matrix import matrix

RULES = """governance "Club"
parties 9 Member
body Club
  members Member
  quorum none
decision
  form kind : one of a, b, c
  substance concerned : parties
power first
  when kind is a
  requires majority of votes cast in Club
power second
  when kind is b
  requires majority of votes cast in Club
power third
  when kind is c and not concerned includes any of Club
  requires majority of votes cast in Club
recusal own in Club
  excludes concerned from voting and counting
"""


def watch(monkeypatch: pytest.MonkeyPatch, seen: list[str], what: object) -> None:
    """Keep what was there before each class is decided."""
    decide = Deciding.cell

    def cell(self: Deciding, *arguments: object) -> object:
        assert callable(what)
        seen.append(what())
        return decide(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Deciding, "cell", cell)


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_the_first_row_is_printed_before_the_last_is_decided(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(RULES, encoding="utf-8")
    seen: list[str] = []
    watch(monkeypatch, seen, lambda: capsys.readouterr().out)
    assert main(["matrix", "club.policy", "--format", form]) == 0
    last = capsys.readouterr().out
    assert len(seen) > 3
    if form == "text":
        assert "first: a majority" in seen[1]
        assert "second: a majority" in seen[2]
        assert seen[0] == ""
    else:
        assert not any(seen)
    assert "third" in (last if form != "text" else "".join(seen))


def test_what_is_found_is_told_in_the_order_it_stands_in() -> None:
    told: list[int] = []
    rows: list[object] = []

    def tell(known: object) -> None:
        rows[:] = known.rows  # type: ignore[attr-defined]
        told.append(len(rows))

    whole = matrix(load_text(RULES, "club.policy"), tell=tell)
    assert told == list(range(1, len(whole.rows) + 1))
    assert tuple(rows) == whole.rows
    powers = [way.power for row in whole.rows for cell in row.cells for way in cell.powers]
    assert powers == ["first", "second", "third"]


def test_decisions_that_name_the_same_and_need_the_same_are_decided_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    ask = Deciding._asked

    def counted(self: Deciding, *arguments: object) -> object:
        asked.append(arguments)
        return ask(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Deciding, "_asked", counted)
    whole = matrix(load_text(RULES, "club.policy"))
    first, second, third = (row.cells[0] for row in whole.rows if row.cells[0].powers)
    assert len(asked) == 2  # the third names nobody, which makes a difference
    assert (first.block, first.carry) == (second.block, second.carry)
    assert (first.block, first.carry) != (third.block, third.carry)


def test_whom_decisions_can_name() -> None:
    free = "(kind is a or not concerned includes any of Club)"
    text = RULES.replace("not concerned includes any of Club", free)
    spec = load_text(text, "club.policy")
    when: Condition | None = spec.powers[2].when.plain
    assert when is not None
    # In one of the two cases nothing is said of whom they name.
    assert naming_of(Described(when)) == frozenset({frozenset()})
    assert naming_of(Described(when, exact=False)) is None
    strict = load_text(RULES, "club.policy").powers[2].when.plain
    assert strict is not None
    assert naming_of(Described(strict)) != frozenset({frozenset()})
