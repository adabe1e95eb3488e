"""`vetoproof decide`: minutes before the rules of their day. Every fault is named, nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from policy_dsl import load
from tests.records.voting_service import ROOF, decide
from tests.testing.specifications import ROOT, committee
from verifier.cli import main
from verifier.records.occasion import Occasion
from verifier.records.plain import record
from verifier.records.reading import read
from verifier.testing import scenarios

BOARD = str(ROOT / "specs/nottinghamshire.policy")


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
