"""`vetoproof decide`: what is no record at all, and what a fault says to write."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from policy_dsl import load_text
from tests.cli.calling import call
from tests.records.voting_service import ROOF, RULES, TABLE
from verifier.cli import main
from verifier.records.reading import read


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("m.txt", b"", "which format is it?"),
        ("m.json", b"{", "this is no JSON"),
        ("m.json", b"[" * 100_000, "nested too deeply"),
        ("m.yaml", b"[" * 5_000, ""),
        ("m.yaml", b"a: &a [1]\nb: *a\n", "a record has no references"),
        ("m.yaml", b"", "there is no record in this file"),
        ("m.yaml", b"just a text", "a record has names with values"),
        ("m.csv", b"", "there is no header"),
        ("m.csv", b"body,voter,vote\n", "there is a header, but no row"),
        ("m.csv", b'body,voter,vote\n"a\n', "can't be read"),
        ("m.json", b"\xff\xfe\x00", "no text in utf-16"),
        ("m.json", b'{"votes": 1, "votes": 2}', "'votes' is said twice"),
    ],
)
def test_files_that_are_no_records(
    name: str, data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["decide", RULES, str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", RULES, "no/such.yaml"]) == 2
    assert "it can't be read: No such file" in capsys.readouterr().err


def test_broken_records_never_end_in_a_traceback(tmp_path: Path) -> None:
    rng = random.Random(11)
    for number in range(400):
        text, name = (ROOF, "m.yaml") if number % 2 else (TABLE, "m.csv")
        data = bytearray(text.encode())
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    del data[place : place + rng.randint(1, 8)]
                case 1:
                    data[place:place] = rng.choice(
                        [b"{", b": ", b",", b"\n", b"\xff", b"'", b"- ", b"&x "]
                    )
                case 2:
                    data[place] = rng.randrange(256)
        path = tmp_path / name
        path.write_bytes(bytes(data))
        assert main(["decide", RULES, str(path), "--brief"]) in (0, 1, 2)


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(f"{ROOF}---{ROOF.replace('for: 6', 'for: sex')}", encoding="utf-8")
    assert main(["decide", RULES, str(path), "--format", "json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["motions"][0]["agrees"] is True
    assert said["motions"][0]["answers"][0]["powers"] == ["ordinary"]
    assert said["faults"][0]["line"] == 17


NAMED = """
governance "Club"
party Ann
parties 9 Member
body Board
  members Ann, Member
  quorum none
body Other
  members Ann
  quorum none
decision
  form gains : parties
power p requires majority of votes cast in Board or consent of Ann by separate act
recusal own in Board
  excludes gains from voting
"""
SOME = """
motion: M
decision: {{gains: {gains}}}
{named}
votes:
  Board:
    Ann: for
    Member: [{{named_by: gains, absent: 2}}, {{for: 3, against: 4}}]
  {other}
consents: {consents}
"""


@pytest.mark.parametrize(
    ("named", "gains", "other", "consents", "fault"),
    [
        ("", "Member", "others: absent", "nobody", "`named: {Member: {by: gains, number: 1}}`"),
        (
            "named: {Member: 2}",
            "nobody",
            "others: absent",
            "nobody",
            "`named: {Member: {by: gains, number: 1}}`",
        ),
        (
            "named: {Member: {gains: 2}}",
            "nobody",
            "others: absent",
            "nobody",
            "{by: gains, number: 1}",
        ),
        (
            "named: {Member: {by: gains}}",
            "nobody",
            "others: absent",
            "nobody",
            "{by: gains, number: 1}",
        ),
        (
            "named: {Member: {by: gains, number: 11}}",
            "nobody",
            "others: absent",
            "nobody",
            "11 of Member are named, but there are 9",
        ),
        (
            "named: {Member: {by: gains, number: 2}}",
            "nobody",
            "",
            "nobody",
            "`Other: did not meet` under `votes`",
        ),
        ("named: {Member: {by: gains, number: 2}}", "nobody", "others: absent", "nobody", None),
        ("named: {Member: {by: gains, number: 2}}", "nobody", "Other: did not meet", "[]", None),
    ],
)
def test_what_a_fault_says_to_write_can_be_written(
    named: str, gains: str, other: str, consents: str, fault: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "m.yaml"
    text = SOME.format(named=named, gains=gains, other=other, consents=consents)
    path.write_text(text, encoding="utf-8")
    found, faults = read(load_text(NAMED), [str(path)])
    if fault is None:
        assert len(found) == 1
        assert not faults
    else:
        assert any(fault in each.message for each in faults)


OBJECTING = """governance "Club"
parties 3 Elder
body Committee
  members Elder
  quorum none
body Assembly
  members Elder
  quorum at least 1/2 of members
power ordinary requires consensus in Committee and consensus in Assembly
"""


def test_what_is_made_of_a_body_that_did_not_meet_is_said(tmp_path: Path) -> None:
    rules, record = tmp_path / "club.policy", tmp_path / "minutes.yaml"
    rules.write_text(OBJECTING, encoding="utf-8")
    record.write_text(
        "votes: {Committee: did not meet, Assembly: {Elder: {absent: 3}}}\n", encoding="utf-8"
    )
    said = " ".join(call("decide", str(rules), str(record)).out.split())
    assert "Committee did not meet, and has no quorum: decided as a meeting that nobody" in said
    assert "Assembly did not meet" not in said


def test_votes_that_cannot_be_read_are_not_said_to_be_missing(tmp_path: Path) -> None:
    rules, record = tmp_path / "club.policy", tmp_path / "minutes.yaml"
    rules.write_text(OBJECTING, encoding="utf-8")
    record.write_text("votes: {Committee: {Elder: for}}\n", encoding="utf-8")
    said = call("decide", str(rules), str(record))
    assert "say how many voted so, as {for: 3}" in said.err
    assert "there are no votes of Committee" not in said.err
    assert "there are no votes of Assembly" in said.err
