"""`vetoproof decide`: minutes before the rules of their day. Every fault is named, nothing is guessed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from policy_dsl import load, load_text
from tests.testing.specifications import ROOT, committee
from verifier.cli import main
from verifier.records.faults import Fault
from verifier.records.judging import decided
from verifier.records.occasion import Occasion
from verifier.records.plain import record
from verifier.records.reading import read
from verifier.testing import scenarios

RULES = str(ROOT / "examples/voting_service/rules.policy")
BOARD = str(ROOT / "specs/nottinghamshire.policy")

ROOF = """
motion: New roof
date: 2025-03-01
decision: {spending: 12_000, repair: no}
votes:
  Meeting:
    Member: {for: 6, against: 3}
    Treasurer: absent
    Secretary: absent
outcome: adopted
"""


def decide(tmp_path: Path, text: str, name: str = "minutes.yaml", rules: str = RULES) -> int:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return main(["decide", rules, str(path)])


@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_every_occasion_written_as_a_record_is_read_as_it_was(ending: str, tmp_path: Path) -> None:
    """JSON is YAML: the same text is read in both ways."""
    path = tmp_path / f"record.{ending}"
    for specification in (committee(), load(BOARD)):

        @settings(
            max_examples=120,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(scenarios(specification, effects=True, rulings=True, uncounted=True))
        def same(occasion: Occasion) -> None:
            path.write_text(json.dumps(record(occasion)), encoding="utf-8")
            found, faults = read(occasion.specification, [str(path)])
            assert not faults, [str(fault) for fault in faults]
            assert found[0].occasion.outcome == occasion.outcome
            assert found[0].outcome is occasion.adopted
            assert found[0].occasion.state == occasion.state

        same()


def test_a_motion_clause_by_clause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(tmp_path, ROOF) == 0
    out = capsys.readouterr().out
    assert "ADOPTED, as recorded" in out
    assert "Rule large_sums (" in out
    assert "So it is adopted, by power ordinary." in out


def test_an_outcome_that_differs_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(tmp_path, ROOF.replace("for: 6, against: 3", "for: 5, against: 4")) == 1
    assert (
        "DIFFERS: recorded as adopted, but by the rules it is not adopted"
        in capsys.readouterr().out
    )


def test_the_rules_are_those_of_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ROOF.replace("12_000", "0").replace("Treasurer: absent", "Treasurer: for")
    votes = small.replace("{for: 6, against: 3}", "{for: 4, against: 4, absent: 1}")
    assert decide(tmp_path, votes) == 0
    assert decide(tmp_path, votes.replace("2025-03-01", "2025-01-20")) == 1  # now it is a tie
    seen = capsys.readouterr()
    assert "the casting vote of Secretary in Meeting decides it" not in seen.err  # absent: no vote
    suspended = ROOF.replace("2025-03-01", "2025-01-20").replace(
        "Treasurer: absent", "Treasurer: for"
    )
    assert decide(tmp_path, suspended) == 0
    assert (
        "Treasurer voted for in Meeting, but is suspended there: not counted"
        in capsys.readouterr().out
    )


def test_an_ambiguous_clause_is_read_in_every_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "date: 2019-05-01\ndecision: {kind: policy, may_outsource: yes, may_privatise: no}\n"
        "votes:\n  Board: {City: abstain, County: for, NUH: for, Chair: for, MidNotts: for, others: absent}\n"
        "outcome: adopted\n"
    )
    assert decide(tmp_path, text, rules=BOARD) == 3
    out = capsys.readouterr().out
    assert (
        "adopted under cast of unanimity; not adopted under all_members of unanimity or present"
        in out
    )
    read_so = text + "readings: {unanimity: cast}\n"
    assert decide(tmp_path, read_so, rules=BOARD) == 0
    assert decide(tmp_path, read_so.replace("cast", "present"), rules=BOARD) == 1
    assert decide(tmp_path, text.replace("City: abstain", "City: against"), rules=BOARD) == 1


def test_a_tie_asks_for_the_casting_vote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tie = (
        ROOF.replace("12_000", "1")
        .replace("{for: 6, against: 3}", "{for: 4, against: 4, abstain: 1}")
        .replace("Secretary: absent", "Secretary: abstain")
    )
    assert decide(tmp_path, tie) == 2
    assert "the casting vote of Secretary in Meeting decides it" in capsys.readouterr().err
    assert decide(tmp_path, tie + "casting: {Meeting: for}\n") == 0
    assert decide(tmp_path, tie + "casting: {Meeting: not cast}\n") == 1


FAULTS = [
    ("date: 2025-03-01", "date: 1.3.2025", 3, "'1.3.2025' is no date"),
    ("date: 2025-03-01\n", "", 2, "it does not say when this was"),
    ("12_000", "12_000.50", 4, "is no value of spending; write a whole number in GBP"),
    ("repair: no", "repair: perhaps", 4, "write yes or no"),
    ("repair: no", "repiar: no", 4, "did you mean repair?"),
    (", repair: no", "", 2, "it does not say what repair is"),
    ("Meeting:", "Meting:", 6, "there is no body 'Meting'; did you mean Meeting?"),
    (
        "Treasurer: absent",
        "Tresurer: absent",
        8,
        "there is no party 'Tresurer'; did you mean Treasurer?",
    ),
    ("Treasurer: absent", "Treasurer: aye", 8, "'aye' is no vote; did you mean for?"),
    (
        "Treasurer: absent",
        "Treasurer: {for: 2}",
        2,
        "2 votes of Treasurer in Meeting, but there is 1",
    ),
    ("    Treasurer: absent\n", "", 2, "it does not say what Treasurer did in Meeting"),
    ("against: 3", "against: 2", 2, "8 votes of Member in Meeting, but there are 9"),
    ("against: 3", "against: 4", 2, "10 votes of Member in Meeting, but there are 9"),
    ("against: 3", "against: three", 7, "'three' is no number of votes"),
    ("{for: 6, against: 3}", "for", 7, "say how many voted so"),
    ("outcome: adopted", "outcome: carried", 10, "write “adopted” or “not adopted”"),
    ("outcome: adopted", "outcom: adopted", 10, "did you mean outcome?"),
    (
        "outcome: adopted",
        "outcome: adopted\neffects: [removes Tresurer from Meeting]",
        11,
        "no effect",
    ),
    (
        "outcome: adopted",
        "outcome: adopted\nreadings: {ordinary: strict}",
        11,
        "clause with readings",
    ),
    ("outcome: adopted", "outcome: adopted\nrulings: {repair: yes}", 11, "nobody rules on repair"),
    (
        "outcome: adopted",
        "outcome: adopted\nconsents: [Treasurer]",
        11,
        "no clause asks for the consent",
    ),
    ("outcome: adopted", "outcome: adopted\ndate: 2025-03-02", 11, "'date' is said twice"),
    ("decision: {", "decision: [", 4, "this is no YAML"),
    ("votes:\n  Meeting:", "ballots:\n  Meeting:", 2, "there are no votes; write them under"),
]


@pytest.mark.parametrize(("good", "bad", "line", "said"), FAULTS)
def test_every_fault_is_named_with_its_line(
    good: str, bad: str, line: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert good in ROOF
    assert decide(tmp_path, ROOF.replace(good, bad)) == 2
    seen = capsys.readouterr()
    assert said in seen.err
    assert f"minutes.yaml:{line}: " in "\n".join(x for x in seen.err.splitlines() if said in x)
    assert "ADOPTED" not in seen.out


def test_several_faults_are_all_named_and_other_motions_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = (
        ROOF.replace("for: 6", "fro: 6")
        .replace("repair: no", "repair: maybe")
        .replace("New roof", "Bad")
    )
    assert decide(tmp_path, f"{ROOF}---{bad}") == 2
    seen = capsys.readouterr()
    assert "ADOPTED, as recorded" in seen.out
    assert "Bad" not in seen.out
    assert seen.err.count("record 2, Bad") >= 2


GAINS = """\
governance "G"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
decision
  substance gains : parties
power p
  requires majority of votes cast in Board
recusal own in Board
  excludes gains from voting
"""
GAINED = """\
motion,date,body,voter,vote,gains
Shed,,Board,Ann,for,{gains}
Shed,,Board,Bob,against,{gains}
"""


@pytest.mark.parametrize(
    ("gains", "code", "said"),
    [
        ("nobody", 0, "NOT ADOPTED"),
        ("Bob", 0, "Shed (minutes.csv:2): ADOPTED"),
        ("Ann; Bob", 0, "NOT ADOPTED"),
        ("noone", 2, "there is no party 'noone'"),
        ("", 2, "what gains is; write the names of the parties, or nobody, in a column gains"),
    ],
)
def test_whom_a_decision_names_in_a_table(
    gains: str,
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules.policy").write_text(GAINS, encoding="utf-8")
    Path("minutes.csv").write_text(GAINED.format(gains=gains), encoding="utf-8")
    assert main(["decide", "rules.policy", "minutes.csv"]) == code
    seen = capsys.readouterr()
    assert said in seen.out + seen.err


# --- tables --------------------------------------------------------------------------------------

TABLE = """motion,date,body,voter,party,vote,spending,repair,outcome
Roof,2025-03-01,Meeting,Ann,Member,for,12000,no,adopted
Roof,,Meeting,Bob,Member,for,,,
Roof,,Meeting,Cy,Member,for,,,
Roof,,Meeting,Dee,Member,for,,,
Roof,,Meeting,Ed,Member,against,,,
Roof,,Meeting,Flo,Member,against,,,
Roof,,Meeting,others,,absent,,,
"""


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


# --- what is no record at all --------------------------------------------------------------------


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
