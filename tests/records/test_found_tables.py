"""Tables and records as somebody else publishes them, read as a mapping says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_dsl import load
from tests.records.found_tables import (
    COUNCIL,
    LEGISLATION,
    LONG_MAP,
    SECURITY_COUNCIL,
    WIDE,
    WIDE_MAP,
    long_table,
)
from verifier.cli import main
from verifier.records.faults import Fault
from verifier.records.mapping import read_mapping
from verifier.records.reading import Records, read_as


def read(
    folder: Path, table: bytes | str, mapping: str, rules: str = COUNCIL, name: str = "found.csv"
) -> Records:
    specification = folder / "rules.policy"
    specification.write_text(rules, encoding="utf-8")
    found = load(str(specification))
    path = folder / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    (folder / "a.map.yaml").write_text(mapping, encoding="utf-8")
    faults: list[Fault] = []
    read_by = read_mapping(found, str(folder / "a.map.yaml"), None, faults)
    assert not faults, faults
    return read_as(found, [str(path)], read_by)


def outcomes(records: Records) -> list[tuple[str, bool, bool | None]]:
    assert not records.faults, [str(fault) for fault in records.faults]
    return [(it.label, it.occasion.adopted, it.outcome) for it in records.motions]


# --- tables --------------------------------------------------------------------------------------


def test_a_column_for_each_member(tmp_path: Path) -> None:
    records = read(tmp_path, WIDE, WIDE_MAP)
    assert outcomes(records) == [
        ("Bristol Street", True, True),
        ("City Manager", False, False),
        ("Library", True, True),
    ]
    assert [each.occasion.day.isoformat() for each in records.motions if each.occasion.day] == [
        "2024-01-16",
        "2023-06-20",
        "2021-05-04",
    ]
    assert "vacant" in records.motions[1].notes[0]
    assert [str(note) for note in records.notes] == [
        f"{tmp_path / 'found.csv'}:1: this column was not read: mover"
    ]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("latin-1", "encoding: latin-1\n"),
        ("utf-16-le", "encoding: utf-16-le\n"),
        ("utf-8", "encoding: UTF-8\n"),
    ],
)
def test_encodings(encoding: str, said: str, tmp_path: Path) -> None:
    table = WIDE.replace("Library", "Bücherei")
    found = read(tmp_path, table.encode(encoding), said + WIDE_MAP)
    assert outcomes(found)[-1] == ("Bücherei", True, True)


def test_an_encoding_that_is_not_said_is_asked_for(tmp_path: Path) -> None:
    found = read(tmp_path, WIDE.replace("Library", "Bücherei").encode("latin-1"), WIDE_MAP)
    assert not found.motions
    assert "encoding: latin-1" in found.faults[0].message


@pytest.mark.parametrize(
    ("separator", "said"), [(",", ""), ("\t", ""), ("|", ""), ("!", 'separator: "!"\n')]
)
def test_separators(separator: str, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, WIDE.replace(";", separator), said + WIDE_MAP)
    assert len(outcomes(found)) == 3


def test_a_total_that_is_not_that_of_the_roll_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, WIDE.replace("Pass;3;2", "Pass;4;2"), WIDE_MAP)
    assert outcomes(found)[0] == ("Bristol Street", True, True)
    assert found.motions[0].notes == (
        "the totals of Council in the record are 4 for, but its roll has 3 for: the roll is what is decided by",
    )


def test_members_missing_in_a_roll_are_taken_from_totals_and_told(tmp_path: Path) -> None:
    missing = WIDE_MAP.replace("carter_vote: Carter, ", "").replace(", eaton_vote: Eaton", "")
    found = read(tmp_path, WIDE, missing)
    roll, *_ = (motion.notes for motion in found.motions)
    assert roll == (
        "the roll of Council does not say what Carter and Eaton did: that is taken from the totals",
    )
    assert all(
        "totals" not in note for it in read(tmp_path, WIDE, WIDE_MAP).motions for note in it.notes
    )


def test_what_stands_for_nothing_in_numbers(tmp_path: Path) -> None:
    table = WIDE.replace(";3;0;Aye", ";3;-;Aye")
    asked = read(tmp_path, table, WIDE_MAP)
    assert "say so under `zero`" in asked.faults[0].message
    assert outcomes(read(tmp_path, table, f'{WIDE_MAP}zero: "-"\n')) == outcomes(
        read(tmp_path, WIDE, WIDE_MAP)
    )


@pytest.mark.parametrize("more", ["", "anyone_else: Member\n"])
def test_a_title_is_a_name_where_one_alone_has_it(more: str, tmp_path: Path) -> None:
    rules = COUNCIL.replace("party Eaton", 'party Eaton "E. Eaton"\nparties 2 Member').replace(
        "Dyer, Eaton", "Dyer, Eaton, Member"
    )
    votes = "".join(f"A,{who},for\n" for who in ("Councillor Dyer", "E. Eaton", "Able"))
    mapping = f"body: Council\ndefaults: {{others: absent}}\n{more}"
    table = f"motion,voter,vote\n{votes}"
    (motion,) = read(tmp_path, table, mapping, rules=rules).motions
    voted = {
        who
        for (_, who), cells in motion.occasion.ballots.votes.items()
        for c in cells.values()
        if c.in_favour
    }
    assert voted == {"Dyer", "Eaton", "Able"}
    twice = read(tmp_path, f"{table}A,Dyer,against\n", mapping, rules=rules)
    assert "2 votes of Dyer in Council, but there is 1" in twice.faults[0].message
    shared = rules.replace("E. Eaton", "Councillor Dyer").replace("parties", "party Fox\nparties")
    motions = read(tmp_path, table, mapping, rules=shared).motions
    assert len(motions) == bool(more)  # they are anyone else


def test_two_columns_of_one_name_are_a_fault_where_it_is_taken(tmp_path: Path) -> None:
    lines = WIDE.splitlines()
    twice = "".join(
        f"{line};{cell};{cell}\n" for line, cell in zip(lines, ["mover", *"abcd"], strict=True)
    )
    sort = twice.replace(";mover;mover", ";SORT;SORT")
    found = read(tmp_path, sort, WIDE_MAP)
    assert outcomes(found) == outcomes(read(tmp_path, WIDE, WIDE_MAP))
    assert [it.message for it in found.notes] == ["these columns were not read: mover, SORT"]
    for name in ("dyer_vote", "outcome", "tally_ayes", "date"):
        wrong = read(tmp_path, twice.replace(";mover;mover", f";{name};{name}"), WIDE_MAP)
        used = name != "date"  # the mapping takes the date from another
        assert bool(wrong.faults) == used
        assert not used or "two columns called" in wrong.faults[0].message


def test_titles_in_records_of_ours(tmp_path: Path) -> None:
    rules = f"{COUNCIL}rule dear limits motion\n  requires consent of Dyer by separate act\n"
    votes = "votes: {Council: {Councillor Dyer: for, Able: for, Baker: for, others: absent}}\n"
    said = f"{votes}consents: {{Councillor Dyer: yes%s}}\n"
    found = read(tmp_path, said % "", "{}", rules=rules, name="found.yaml")
    assert outcomes(found) == [("", True, None)]
    found = read(tmp_path, said % ", Dyer: no", "{}", rules=rules, name="found.yaml")
    assert "'Dyer' is said twice" in found.faults[0].message


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (WIDE_MAP.replace("Nay: against, ", ""), "'Nay' is no vote; did you mean against?"),
        (WIDE_MAP.replace("Fail: not adopted, ", ""), "'Fail' is no outcome"),
        (WIDE_MAP.replace("agenda_item_title", "title"), "there is no column 'title'"),
        (WIDE_MAP.replace("dates: day month year\n", ""), "'16.01.2024' is no date"),
        (WIDE_MAP.replace("day month year", "month day year"), "'16.01.2024' is no date"),
    ],
)
def test_nothing_is_guessed(mapping: str, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, WIDE, mapping)
    assert any(said in str(fault) for fault in found.faults), found.faults
    assert len(found.motions) < 3


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("colums: {}", "there is no part of a mapping called 'colums'; did you mean columns?"),
        (
            "columns: {voters: Name}",
            "there is no column of records called 'voters'; did you mean vot",
        ),
        ("columns: 3", "names with values are expected here"),
        ("words: {Aye: fro}", "there is no such thing as 'fro'; did you mean for?"),
        ("names: {X: Nobody}", "there is no such thing as 'Nobody'"),
        ("dates: day day year", "'day day year' is no order of day, month, year"),
        ("encoding: klingon", "'klingon' is no encoding"),
        ("separator: ab", "one character is expected, or tab, comma, semicolon, bar"),
        ("values: {price: {a: b}}", "there is no attribute 'price'"),
        ("- a", "a mapping has names with values"),
        ("[", "this is no YAML"),
    ],
)
def test_a_mapping_that_is_wrong(mapping: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "rules.policy").write_text(COUNCIL)
    whole = mapping[0] in "-["
    text = mapping if whole else f"body: Council\n{mapping}\n"
    (tmp_path / "a.map.yaml").write_text(text)
    faults: list[Fault] = []
    found = read_mapping(
        load(str(tmp_path / "rules.policy")), str(tmp_path / "a.map.yaml"), None, faults
    )
    assert found is None
    assert said in str(faults[0]), faults
    assert whole or "a.map.yaml:2: " in str(faults[0])


def test_a_row_for_each_vote(tmp_path: Path) -> None:
    rules = Path(SECURITY_COUNCIL).read_text()
    found = read(tmp_path, long_table(), LONG_MAP, rules)
    assert outcomes(found) == [("0 S/2025/0", False, False), ("1 S/2025/1", True, True)]
    twice = long_table().replace("Yes,State 4", "Yes,State 5", 1)
    assert "State 5 voted in Council in row" in str(
        read(tmp_path, twice, LONG_MAP, rules).faults[0]
    )


def test_rows_that_are_left_out_and_values_in_other_words(tmp_path: Path) -> None:
    rules = Path(SECURITY_COUNCIL).read_text()
    table = long_table().replace("Outcome,Vote", "Outcome,Kind,Vote").replace("veto,", "veto,Rule,")
    table = table.replace("majority,", "majority,Sanctions,")
    mapping = LONG_MAP.replace("outcome: Outcome}", "outcome: Outcome, matter: Kind}")
    mapping += "values: {matter: {Sanctions: enforcement}}\nleave_out: {Kind: Rule}\n"
    assert outcomes(read(tmp_path, table, mapping, rules)) == [("1 S/2025/1", True, True)]


def test_two_motions_of_one_name(tmp_path: Path) -> None:
    """On two days, and, told apart by an id, on one."""
    table = """motion,date,body,voter,vote,outcome
Consent Calendar,2024-01-16,Council,Baker,for,adopted
Consent Calendar,2024-01-16,Council,others,for,adopted
Consent Calendar,2024-02-06,Council,Baker,for,not adopted
Consent Calendar,2024-02-06,Council,others,against,not adopted
"""
    expected = [("Consent Calendar", True, True), ("Consent Calendar", False, False)]
    assert outcomes(read(tmp_path, table, "body: Council")) == expected
    same = table.replace("02-06", "01-16").replace("motion,", "motion,id,")
    numbered = "".join(
        line.replace("Calendar,", f"Calendar,{(n - 1) // 2},") if n else line
        for n, line in enumerate(same.splitlines(keepends=True))
    )
    assert outcomes(read(tmp_path, numbered, "body: Council")) == expected
    undated = table.replace("Baker,for", "Baker,for").replace(
        "Calendar,2024-01-16,Council,others", "Calendar,,Council,others"
    )
    assert outcomes(read(tmp_path, undated, "body: Council")) == expected


def test_names_in_lists(tmp_path: Path) -> None:
    table = (
        "item,ayes,noes,result\n"
        'Bridge,"Able, Baker and Councillor Dyer",Carter; Eaton,Passed\n'
        "Tunnel,Able,Baker & Carter,Lost\n"
    )
    mapping = """columns: {motion: item, outcome: result}
body: Council
lists: {ayes: for, noes: against}
names: {Councillor Dyer: Dyer}
outcomes: {Passed: adopted, Lost: not adopted}
defaults: {others: absent}
"""
    assert outcomes(read(tmp_path, table, mapping)) == [
        ("Bridge", True, True),
        ("Tunnel", False, False),
    ]
    unknown = read(tmp_path, table.replace("Eaton", "Eton"), mapping)
    assert "there is no party 'Eton'; did you mean Eaton?" in str(unknown.faults[0])
    twice = read(tmp_path, table.replace("Eaton", "Able"), mapping)
    assert "Able voted in Council in row 2 already" in str(twice.faults[0])


# --- records in YAML and JSON --------------------------------------------------------------------

MINUTES = """motion: recorded words
date: January 16, 2024
mover: Eaton
votes:
  The Council: {Baker: Aye, Carter: excused, Councillor Dyer: present, Eaton: recused, Able: For}
outcome: Passed
---
motion: proxy
date: February 6, 2024
votes:
  The Council: {Baker: Aye, Carter: {for: 1, proxy: Baker}, Able: For, Eaton: Aye, Dyer: excused}
outcome: withdrawn by the mover
---
motion: proxy
date: February 6, 2024
votes:
  The Council: {Baker: Aye, Carter: {for: 1, proxy: Baker}, Able: For, Eaton: excused, Dyer: excused}
"""
MINUTES_MAP = """dates: month day year
words: {Aye: for, For: for, excused: absent, recused: abstain, present: abstain}
outcomes: {Passed: adopted, withdrawn by the mover: left out}
names: {Councillor Dyer: Dyer, The Council: Council}
"""


def test_records_of_ours_in_other_words(tmp_path: Path) -> None:
    mapping = MINUTES_MAP + "proxies: present\n"
    found = read(tmp_path, MINUTES, mapping, name="minutes.yaml")
    assert outcomes(found) == [("recorded words", True, True), ("proxy", True, None)]
    assert "this part was not read: mover" in str(found.notes[0])
    absent = read(tmp_path, MINUTES, MINUTES_MAP + "proxies: absent\n", name="minutes.yaml")
    assert outcomes(absent)[1] == ("proxy", False, None)  # no quorum
    unsaid = read(tmp_path, MINUTES, MINUTES_MAP, name="minutes.yaml")
    assert "say `proxies: present` in a mapping" in str(unsaid.faults[0])


def test_what_others_did_is_not_said_of_numbers(tmp_path: Path) -> None:
    """A default of whoever is not mentioned goes for rolls; beside a roll numbers are checked."""
    minutes = """motion: A
votes: {Council: unanimous}
---
motion: B
votes: {Council: {for: 3, against: 1}}
---
motion: C
votes: {Council: {Able: for, Baker: for, Carter: against, total: {for: 3, against: 1}}}
"""
    found = read(tmp_path, minutes, "defaults: {others: absent}", name="minutes.yaml")
    assert [bool(each.unallotted) for each in found.motions] == [True, True, False]
    assert found.motions[2].notes == (
        "the totals of Council in the record are 3 for, but its roll has 2 for: the roll is what is decided by",
    )
    both = "motion: D\nvotes: {Council: unanimous, others: absent}\n"
    noted = read(tmp_path, both, "body: Council", name="minutes.yaml")
    assert "are at least 1 for, but its roll has 0 for" in noted.motions[0].notes[0]


ROLL_CALL_MAP = """each: votes
columns:
  motion: question
  date: date
  body: chamber
  roll_call_of: chamber
  voter: votes.id
  vote: "votes.*"
  outcome: result
dates: year month day
names: {h: House, s: Senate}
words: {Yea: for, Nay: against, Not Voting: absent, Present: abstain}
outcomes: {Passed: adopted, Failed: not adopted}
anyone_else: Representative
"""


def roll_call(yea: int, nay: int, result: str) -> str:
    votes = {
        "Yea": [{"id": f"Y{n}", "display_name": "one"} for n in range(yea)],
        "Nay": [{"id": f"N{n}", "display_name": "one"} for n in range(nay)],
        "Not Voting": [{"id": f"X{n}"} for n in range(435 - yea - nay)],
        "Present": [],
    }
    said = {"chamber": "h", "congress": 119, "date": "2025-04-15T14:30:00-04:00", "result": result}
    return json.dumps({**said, "question": "On Passage", "votes": votes})


@pytest.mark.parametrize(
    ("yea", "nay", "result", "code", "said"),
    [
        (220, 210, "Passed", 0, "PASSED in House, as recorded: it can still be adopted"),
        (210, 220, "Failed", 0, "FAILED in House, as recorded: it cannot be adopted any more"),
        (210, 220, "Passed", 1, "DIFFERS: recorded as passed in House, but by the rules it failed"),
    ],
)
def test_a_roll_call_of_one_chamber(
    yea: int,
    nay: int,
    result: str,
    code: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "roll.json").write_text(roll_call(yea, nay, result))
    (tmp_path / "roll.map.yaml").write_text(ROLL_CALL_MAP)
    call = [
        "decide",
        LEGISLATION,
        str(tmp_path / "roll.json"),
        "--map",
        str(tmp_path / "roll.map.yaml"),
    ]
    assert main(call) == code
    out = capsys.readouterr().out
    assert said in out
    if result == "Passed" and not code:
        needs = "any 51 of 100 Senator vote for in Senate and President consents"
        assert f"It is adopted if nothing else comes and {needs}" in out
        assert "In Senate: still to come: 100 Senator." in out


def test_a_list_of_votes_and_names_above_votes(tmp_path: Path) -> None:
    """Each vote an object, and each name with its vote."""
    mapping = "each: roll.votes\ncolumns: {{motion: title, voter: {0}, vote: {1}}}\nbody: Council\n"
    names = ("Able", "Baker", "Carter", "Dyer", "Eaton")
    listed = {"title": "A", "roll": {"votes": [{"who": n, "how": {"x": "for"}} for n in names]}}
    by = mapping.format("roll.votes.who", "roll.votes.how.x")
    assert outcomes(read(tmp_path, json.dumps([listed]), by, name="a.json")) == [("A", True, None)]
    above = {"title": "B", "roll": {"votes": dict.fromkeys(names, "against")}}
    by = mapping.format('"roll.votes.*"', "roll.votes")
    assert outcomes(read(tmp_path, json.dumps(above), by, name="a.json")) == [("B", False, None)]
