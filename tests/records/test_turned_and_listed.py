"""A column for each motion, votes in JSON of which a mapping is proposed, and who else reads by mappings."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.records.found_tables import COUNCIL, WIDE, WIDE_MAP
from tests.records.test_found_tables import outcomes, read
from verifier.cli import main

TURNED = """Member,Roof,Budget,Fence
Able,Aye,Nay,Aye
Baker,Aye,Aye,Recused
Carter,Nay,Aye,Absent
Dyer,Absent,Nay,Aye
Eaton,Aye,Nay,Nay
Result,Carried,Lost,Carried
"""
WHO = ("Able", "Baker", "Carter", "Dyer", "Eaton")
LISTED = json.dumps(
    [
        {
            "bill": name,
            "result": result,
            "sponsors": [{"name": "Able"}],
            "roll": {
                "votes": [{"who": who, "position": how} for who, how in zip(WHO, said, strict=True)]
            },
        }
        for name, result, said in (
            ("A", "Passed", ("Aye", "Nay", "Aye", "Aye", "Absent")),
            ("B", "Failed", ("Aye", "Nay", "Nay", "Nay", "Absent")),
        )
    ]
)


def propose(folder: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    (folder / "rules.policy").write_text(COUNCIL)
    (folder / name).write_text(text)
    code = main(["decide", str(folder / "rules.policy"), "--propose-map", str(folder / name)])
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


def test_a_table_with_a_column_for_each_motion_is_turned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = propose(tmp_path, "found.csv", TURNED, capsys)
    assert "turned: Member  # guessed" in mapping
    assert "outcome: Result" in mapping
    expected = [("Roof", True, True), ("Budget", False, False), ("Fence", True, True)]
    assert outcomes(read(tmp_path, TURNED, mapping)) == expected


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TURNED.replace("Member", "Who"), "there is no column 'Member'"),
        (TURNED.replace("Baker,", "Able,"), "Able"),
    ],
)
def test_a_table_that_cannot_be_turned_is_told(table: str, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, table, "turned: Member\nbody: Council\n")
    assert not found.motions
    assert said in found.faults[0].message


@pytest.mark.parametrize(
    "table",
    [f"{TURNED}Yes,2,2,3\n", TURNED.replace("\nAble", "\n,CC1.2,CC1.3,CC1.4\nAble")],
)
def test_a_cell_that_is_no_vote_does_not_make_a_motion_none(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = propose(tmp_path, "found.csv", table, capsys)
    assert "leave_out" not in mapping
    expected = [("Roof", True, True), ("Budget", False, False), ("Fence", True, True)]
    assert outcomes(read(tmp_path, table, mapping)) == expected


def test_what_is_left_out_by_a_guess_holds_no_vote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = TURNED.splitlines()
    more = ("Ward", "North", "South", "Aye", "East", "West", "")
    ward = "\n".join(f"{row},{cell}" for row, cell in zip(rows, more, strict=True))
    assert "Ward" not in propose(tmp_path, "found.csv", ward, capsys)
    none = ward.replace(",Absent,Aye", ",Absent,Old")
    assert "motion: [Ward]" in propose(tmp_path, "found.csv", none, capsys)


def test_a_column_without_a_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = propose(tmp_path, "found.csv", TURNED, capsys)
    found = read(tmp_path, TURNED.replace(",Budget,", ",,"), mapping)
    assert [label for label, *_ in outcomes(found)] == ["Roof", "Fence"]
    said = [it.message for it in found.notes]
    assert said == ["column 3 has no name, so no motion was read from it"]


def test_two_columns_of_one_name_without_votes_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = TURNED.splitlines()
    cells = ("SORT,SORT", *(f"{n},{n}" for n in range(5)), ",")
    table = "".join(f"{row},{cell}\n" for row, cell in zip(rows, cells, strict=True))
    mapping = propose(tmp_path, "found.csv", table, capsys)
    assert "motion: [SORT]" in mapping
    assert len(outcomes(read(tmp_path, table, mapping))) == 3
    asked = read(tmp_path, table, mapping.replace("[SORT]", "[]"))
    assert "there are two columns called 'SORT'" in asked.faults[0].message


def test_a_row_without_a_name_is_told_and_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = propose(tmp_path, "found.csv", TURNED, capsys)
    table = TURNED.replace("Result", "") + ",,,\n"
    found = read(tmp_path, table, mapping.replace("  outcome: Result", "  # no outcome"))
    assert [made for _, made, _ in outcomes(found)] == [True, False, True]
    assert [it.message.split(";")[0] for it in found.notes] == [
        "this was not read of any motion: row 7"
    ]
    named = read(tmp_path, table, mapping.replace("outcome: Result", "outcome: row 7"))
    assert outcomes(named) == [
        ("Roof", True, True),
        ("Budget", False, False),
        ("Fence", True, True),
    ]
    assert not named.notes


def test_a_mapping_is_proposed_for_votes_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = propose(tmp_path, "found.json", LISTED, capsys)
    assert 'each: "roll.votes"  # guessed' in mapping
    expected = [("A", True, True), ("B", False, False)]
    assert outcomes(read(tmp_path, LISTED, mapping, name="found.json")) == expected
    (tmp_path / "none.json").write_text('{"bill": "A"}')
    arguments = ["decide", str(tmp_path / "rules.policy"), "--propose-map"]
    assert main([*arguments, str(tmp_path / "none.json")]) == 2
    assert "no part of these records lists votes" in capsys.readouterr().err


def test_only_bodies_that_matter_are_told_and_who_is_recused_is_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, minutes = tmp_path / "rules.policy", tmp_path / "minutes.yaml"
    rules.write_text(
        COUNCIL.replace(
            "power motion", "body Senate\n  members Able, Dyer\n  quorum none\npower motion"
        )
        + "rule large limits motion\n  when big\n  requires majority of votes cast in Senate\n"
        "recusal own in Council\n  excludes gains from voting\n"
        "decision\n  substance gains : parties\n  form big : yes or no\n"
    )
    said = (
        "decision: {gains: Able, big: %s}\nvotes:\n  Senate: {Able: for, Dyer: for}\n"
        "  Council: {Able: absent, Baker: for, Carter: for, Dyer: for, Eaton: against}\n"
    )
    for big in ("yes", "no"):
        minutes.write_text(said % big)
        assert main(["decide", str(rules), str(minutes)]) == 0
        told = capsys.readouterr().out
        assert "against: Eaton; recused, and not there: Able." in told
        assert ("In Senate: for: Able and Dyer." in told) is (big == "yes")
        assert ("What was done in Senate does not matter" in told) is (big == "no")


def test_mutate_and_conform_read_records_by_a_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.policy").write_text(COUNCIL)
    (tmp_path / "found.csv").write_text(WIDE)
    (tmp_path / "a.map.yaml").write_text(WIDE_MAP)
    program = tmp_path / "no.py"
    program.write_text("import sys\nfor line in sys.stdin:\n    print('false', flush=True)\n")
    by = [str(tmp_path / "found.csv"), "--map", str(tmp_path / "a.map.yaml")]
    rules = str(tmp_path / "rules.policy")
    assert main(["mutate", rules, "--only", "motion", "--record", *by, "--at-least", "1"]) == 0
    capsys.readouterr()
    assert (
        main(["conform", rules, "--command", f"{sys.executable} {program}", "--replay", *by]) == 1
    )
    assert "In Council: for: Able, Dyer and Eaton" in capsys.readouterr().out
