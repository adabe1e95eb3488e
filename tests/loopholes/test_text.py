"""What `vetoproof loopholes` prints, as far as no page of the documentation shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import call

NO_WAY = """\
governance "A pair"
party Ann
party Bob
body Pair
  members Ann, Bob
  quorum none  assumed "nothing is written about it"
power joint
  requires unanimity of members in Pair
property veto "Ann can block everything"
  Ann can block every decision
"""


def test_no_way_round_is_said_with_what_it_takes_for_granted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pair.policy").write_text(NO_WAY, encoding="utf-8")
    called = call("loopholes", "pair.policy")
    assert called.code == 0
    assert "  There is no way round it: with all openings of these kinds open" in called.out
    assert "  Assuming:\n    - Decisions with the same substance" in called.out
    assert "Assuming" not in call("loopholes", "pair.policy", "--brief").out


CLUB = """\
governance "A club"
party Ann
party Bob
party Cem
body Committee
  members Ann, Bob, Cem
  quorum none  assumed "nothing is written about it"
decision
  substance price : number in GBP
  substance gains : parties
  form how : one of meeting, letter
power ordinary
  requires majority of votes cast in Committee
rule dear limits ordinary
  when price is above 1_000
  requires unanimity of votes cast in Committee
exception letters to dear
  when how is letter
recusal own in Committee
  excludes gains from voting
property unanimity
  every decision when price is above 1_000 requires unanimity of votes cast in Committee
"""


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(CLUB, encoding="utf-8")
    return "club.policy"


def test_where_a_way_is_open_though_it_matters_how_many_are_recused(club: str) -> None:
    """What no clause can be asked for is told by itself, and hides nothing of the rest."""
    text = " ".join(call("loopholes", club, "unanimity").out.split())
    assert "Where gains names nobody and how is letter, by power ordinary." in text


def test_numbers_are_compared_as_the_rules_do(club: str) -> None:
    assert "\nprice is at most 1_000\n" in call("matrix", club).out
    assert "\nprice is above 1_000 and how is meeting\n" in call("matrix", club).out
    repaired = call("repair", club, "unanimity").out
    assert "+  when how is letter and price is at most 1_000" in repaired
    newer = CLUB.replace(
        "dear limits ordinary\n  when price is above 1_000", "dear limits ordinary"
    )
    Path("newer.policy").write_text(newer, encoding="utf-8")
    assert "Where price is at most 1_000" in call("diff", club, "newer.policy").out
