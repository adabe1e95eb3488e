"""`vetoproof decide`: tables, a row for each vote."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policy_dsl import load_text
from tests.records.voting_service import ROOF, TABLE, decide
from verifier.records.faults import Fault
from verifier.records.judging import decided
from verifier.records.reading import read


def test_a_row_a_vote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(tmp_path, TABLE, "minutes.csv") == 0
    assert "for: 4 Member; against: 2 Member; absent: 3 Member" in capsys.readouterr().out
    crlf = "\N{BYTE ORDER MARK}" + TABLE.replace(",", ";").replace("\n", "\r\n")
    assert decide(tmp_path, crlf, "minutes.csv") == 0


@pytest.mark.parametrize(
    ("good", "bad", "row", "said"),
    [
        ("Cy,Member,for", "Cy,Membre,for", 4, "there is no party 'Membre'; did you mean Member?"),
        ("Cy,Member,for", "Bob,Member,for", 4, "Bob voted in Meeting in row 3 already"),
        ("Cy,Member,for", "Cy,Member,yes", 4, "'yes' is no vote; did you mean for?"),
        ("Cy,Member,for,,,", "Cy,Member,for,,", 4, "8 cells, but the header has 9"),
        ("Cy,Member,for,,,", "Cy,Member,for,11000,,", 4, "but '12000' in row 2"),
        ("Roof,,Meeting,Cy", "Roof,,Meting,Cy", 4, "there is no body 'Meting'"),
        ("Roof,,Meeting,Cy", "Roof,,,Cy", 4, "no body, and 'for' is no consent"),
        ("motion,date", "motion,dates", 1, "there is no column 'dates'; did you mean date?"),
        ("motion,date", "motion,motion", 1, "there are two columns called 'motion'"),
        ("voter,party,vote", "voter,party,note", 1, "there is no column vote"),
        ("Roof,,Meeting,others,,absent,,,\n", "", 2, "Treasurer and Secretary did in Meeting"),
        ("12000", "much", 2, "'much' is no value of spending"),
    ],
)
def test_every_fault_is_named_with_its_row(
    good: str, bad: str, row: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert good in TABLE
    assert decide(tmp_path, TABLE.replace(good, bad), "minutes.csv") == 2
    seen = capsys.readouterr()
    named = [line for line in seen.err.splitlines() if said in line]
    assert named, seen.err
    assert f"minutes.csv:{row}: " in named[0]
    assert "ADOPTED" not in seen.out


def test_a_row_that_can_t_be_read_spoils_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knows whose it was: others, absent, may hide that it was a vote."""
    assert decide(tmp_path, TABLE + "Roof,,Meeting\n", "minutes.csv") == 2
    assert "ADOPTED" not in capsys.readouterr().out


def test_a_table_beside_a_record(tmp_path: Path) -> None:
    votes = "voter,party,vote\n" + "".join(
        f"m{i},Member,{'for' if i < 6 else 'against'}\n" for i in range(9)
    )
    (tmp_path / "votes.csv").write_text(votes)
    beside = ROOF.replace("Member: {for: 6, against: 3}", "file: votes.csv")
    assert decide(tmp_path, beside) == 0
    (tmp_path / "votes.csv").write_text(votes.replace("m3,Member", "m2,Member"))
    assert decide(tmp_path, beside) == 2


def test_whom_attributes_name_comes_from_the_rows(tmp_path: Path) -> None:
    specification = load_text(
        'governance "G"\nparties 5 Councillor\nbody B\n  members Councillor\n  quorum none\n'
        "decision\n  substance interested : parties\n"
        "recusal r in B excludes interested from voting\n"
        "power p requires majority of votes cast in B\n"
    )
    path = tmp_path / "v.csv"
    path.write_text(
        "body,voter,party,vote,named_by,outcome\n"
        "B,a,Councillor,for,,adopted\nB,b,Councillor,for,,\nB,c,Councillor,against,interested,\n"
        "B,d,Councillor,against,interested,\nB,e,Councillor,against,,\n"
    )
    found, faults = read(specification, [str(path)])
    assert not faults
    answer = decided(found[0])
    assert not isinstance(answer, Fault)
    assert answer.agrees
    assert answer.remarks
    assert answer.answers[0].outcome.bodies[0].counted.cast == 3


def test_many_voters_are_counted_right(tmp_path: Path) -> None:
    specification = load_text(
        'governance "G"\nparties 20_000 Member\nbody B\n  members Member\n  quorum none\n'
        "power p requires majority of votes cast in B\n"
    )
    rng = random.Random(3)
    votes = [rng.choice(["for", "against", "abstain", "absent"]) for _ in range(20_000)]
    path = tmp_path / "v.csv"
    rows = "".join(f"B,m{i},Member,{vote}\n" for i, vote in enumerate(votes))
    path.write_text("body,voter,party,vote\n" + rows)
    found, faults = read(specification, [str(path)])
    assert not faults
    counted = found[0].occasion.outcome.bodies[0].counted
    assert (counted.in_favour, counted.against) == (votes.count("for"), votes.count("against"))
