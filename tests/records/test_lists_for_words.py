"""Records in JSON with a list where a word is expected, and mappings that take what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_dsl.records import replace
from tests.records.test_found_tables import outcomes, read

MAP = """each: votes
columns: {motion: title, voter: votes.*, vote: votes, outcome: result, date: day}
dates: year month day
body: Council
words: {"": absent, yes: for, no: against}
outcomes: {won: adopted, lost: not adopted}
defaults: {others: absent}
"""
VOTES = {"Able": "yes", "Baker": "yes", "Carter": "no", "Dyer": "no", "Eaton": "yes"}
PLAIN = {"title": "Roof", "day": "2024-01-16", "result": "won", "votes": VOTES}


def said(
    tmp_path: Path, mapping: str, *records: object
) -> tuple[list[tuple[str, bool, bool | None]], list[str], list[str]]:
    found = read(tmp_path, json.dumps(records), mapping, name="found.json")
    messages = [it.message for it in found.faults]
    return outcomes(replace(found, faults=())), messages, [it.message for it in found.notes]


@pytest.mark.parametrize("lump", [{"A": 1, "B": 2}, ["yes"], {}, []])
@pytest.mark.parametrize(
    ("part", "whose"),
    [("result", "its outcome"), ("title", "its motion"), ("day", "its date"), ("", "Baker's vote")],
)
def test_a_list_where_a_word_is_expected_is_a_fault(
    part: str, whose: str, lump: object, tmp_path: Path
) -> None:
    if not part and lump == ["yes"]:
        lump = [lump]  # a list below a name has the votes of that name
    wrong = {**PLAIN, part: lump} if part else {**PLAIN, "votes": {**VOTES, "Baker": lump}}
    found, faults, _ = said(tmp_path, MAP, wrong, {**PLAIN, "title": "Fence"})
    assert found == [("Fence", True, True)]
    assert [it.split(" (")[0] for it in faults] == [f"{whose} is a list of parts, not a word"]


def test_a_record_that_others_go_on_with_is_not_decided_without_its_faulty_part(
    tmp_path: Path,
) -> None:
    parts = [
        {**PLAIN, "id": "7", "votes": {"Able": {"A": 1}, "Baker": "no"}},
        {**PLAIN, "id": "7", "votes": {"Carter": "yes", "Dyer": "yes"}},
    ]
    found, faults, _ = said(tmp_path, MAP, *parts)
    assert found == []
    assert faults == [
        "Able's vote is a list of parts, not a word (the mapping takes vote from 'votes')"
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("result", "resutl", "there is no column 'resutl'; did you mean result?"),
        ("title", "titel", "there is no column 'titel'; did you mean title?"),
        ("votes.*", "vote.*", "there is no column 'vote.*'; did you mean votes.*?"),
        ("each: votes", "each: vots", "there is no part 'vots'; did you mean votes?"),
    ],
)
def test_a_misspelt_part_is_a_fault(right: str, wrong: str, fault: str, tmp_path: Path) -> None:
    found, faults, _ = said(tmp_path, MAP.replace(right, wrong), PLAIN)
    assert found == []
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_a_part_that_no_record_has_is_noted(tmp_path: Path) -> None:
    without = {name: it for name, it in PLAIN.items() if name != "result"}
    found, faults, notes = said(tmp_path, MAP, without)
    assert (found, faults) == ([("Roof", True, None)], [])
    assert notes == ["no record here has a part 'result', from which the mapping takes outcome"]
    assert said(tmp_path, MAP, without, PLAIN)[2] == []


def test_members_whose_votes_are_lists(tmp_path: Path) -> None:
    mapping = """turned: who
body: Council
voters: {Able: Able, Baker: Baker, Carter: Carter, Dyer: Dyer, Eaton: Eaton}
words: {"": absent, yes: for, no: against}
"""
    members = [{"who": who, "Roof": vote, "seen": ["x"]} for who, vote in VOTES.items()]
    found, faults, notes = said(tmp_path, mapping, *members)
    assert (found, faults, notes) == ([("Roof", True, None)], [], ["this part was not read: seen"])
    members[1] = {"who": "Baker", "Roof": ["yes"]}
    found, faults, _ = said(tmp_path, mapping, *members)
    assert found == []
    assert faults[0].startswith("Baker's Roof is a list of parts, not a word")


def test_records_of_ours_with_a_list_for_a_word(tmp_path: Path) -> None:
    votes = {"Able": "for", "Baker": "for", "Carter": "for", "others": "absent"}
    for wrong in ({"motion": ["Roof"]}, {"votes": {"Council": {**votes, "Dyer": []}}}):
        found, faults, _ = said(tmp_path, "body: Council\n", {"votes": {"Council": votes}, **wrong})
        assert (found, len(faults)) == ([], 1)


MOTIONS = """each: items
columns: {motion: items.title, outcome: items.result}
body: Council
voters: {items.roll.Able: Able, items.roll.Baker: Baker, items.roll.Carter: Carter}
totals: {items.tally.ayes: for}
words: {"": absent, yes: for, no: against}
outcomes: {won: adopted, lost: not adopted}
defaults: {others: absent}
"""


def test_motions_that_a_record_lists(tmp_path: Path) -> None:
    roll = {"Able": "yes", "Baker": "yes", "Carter": "no"}
    roof = {"title": "Roof", "result": "won", "roll": roll, "tally": {"ayes": 3}}
    meeting = {"items": [roof, {**roof, "result": "lost", "roll": {**roll, "Able": "no"}}]}
    found, faults, _ = said(tmp_path, MOTIONS, meeting)
    assert (found, faults) == ([("Roof", True, True), ("Roof", False, False)], [])
    for wrong, fault in (
        ({"items": []}, "it lists nothing under 'items'"),
        (
            {"items": [{**roof, "roll": {**roll, "Able": {"A": 1}}}]},
            "Able's vote is a list of parts",
        ),
        ({"items": [{**roof, "tally": {"ayes": [3]}}]}, "Roof's total is a list of parts"),
    ):
        found, faults, _ = said(tmp_path, MOTIONS, meeting, wrong)
        assert len(found) == 2
        assert [it[: len(fault)] for it in faults] == [fault]
    found, faults, _ = said(tmp_path, MOTIONS, {"items": [roof, {**roof, "tally": {"ayes": {}}}]})
    assert (found, len(faults)) == ([("Roof", True, True)], 1)
    nobody = MOTIONS.replace("items.roll.Able", "items.roll.Zed")
    assert "there is no column 'items.roll.Zed'" in said(tmp_path, nobody, meeting)[1][0]


def test_totals_beside_votes_that_a_record_lists(tmp_path: Path) -> None:
    mapping = f"{MAP}totals: {{tally.ayes: for}}\n"
    found = read(tmp_path, json.dumps([{**PLAIN, "tally": {"ayes": 4}}]), mapping, name="a.json")
    assert outcomes(found) == [("Roof", True, True)]
    (motion,) = found.motions
    assert (
        "the totals of Council in the record are 4 for, but its roll has 3 for" in motion.notes[0]
    )
