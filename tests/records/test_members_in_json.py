"""Lists of members in JSON and YAML, as projects keep them: their votes on motions, and what records call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Called, call

RULES = """governance "Committee"
party Dale "Dale Lane"
party Ann "Ann Bell"
parties 3 Member
body Committee
  members Dale, Ann, Member
  quorum none
power motion requires majority of votes cast in Committee
"""
# A file that a bot keeps: an entry for each member, with a part for each motion, and some numbers.
VOTES = [
    {"name": who, "Budget$$16": budget, "Donation$$13": donation, "last": "2025-02-14",
     "voted": True, "agreeCount": 1, "abstainCount": 0, "links": {"site": "x"}, "repos": ["y"]}
    for who, budget, donation in (
        ("dalelane", "In favor", "Against"),
        ("AnnBell", "In favor", "Not participated"),
        ("Cem", "Against", "Against"),
        ("dee", "Not participated", "In favor"),
        ("eva", "Abstain", "Against"),
    )
]  # fmt: skip
MEMBERS = [
    {"name": "Dale Lane", "github": "dalelane", "company": "IBM", "repos": ["bindings"]},
    {"name": "Ann Bell", "github": "ann-b", "availableForHire": False},
    {"github": "cem", "repos": []},
    {"name": "Fay", "github": "fay"},
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules.policy").write_text(RULES)
    Path("votes.json").write_text(json.dumps(VOTES, indent=2))
    Path("members.json").write_text(json.dumps(MEMBERS))


def decide(*more: str) -> Called:
    return call("decide", "rules.policy", *more)


def test_a_list_of_members_with_their_votes_is_read_by_the_mapping_that_is_proposed() -> None:
    proposed = decide("--propose-map", "votes.json")
    assert proposed.code == 0, proposed.err
    assert "turned: name  # guessed" in proposed.out
    assert "AnnBell: Ann\n" in proposed.out
    assert "Cem: Member  # guessed: it is nobody's name here" in proposed.out
    assert 'motion: [last, voted, agreeCount, abstainCount, "links.site"]' in proposed.out
    Path("a.map.yaml").write_text(proposed.out)
    decided = decide("votes.json", "--map", "a.map.yaml", "--brief")
    assert decided.code == 0, decided.err
    assert "Budget$$16 (votes.json:1): ADOPTED" in decided.out
    assert "Donation$$13 (votes.json:1): NOT ADOPTED" in decided.out
    # The same in YAML, which is read by its name.
    Path("votes.yaml").write_text(json.dumps(VOTES))
    again = decide("votes.yaml", "--map", "a.map.yaml", "--brief")
    assert again.out == decided.out.replace("votes.json", "votes.yaml")


def test_whoever_has_no_name_leaves_nothing_decided() -> None:
    Path("a.map.yaml").write_text(decide("--propose-map", "votes.json").out)
    Path("votes.json").write_text(json.dumps([*VOTES, {"login": "x"}]))
    decided = decide("votes.json", "--map", "a.map.yaml")
    assert (decided.code, decided.out) == (2, "")
    assert "votes.json:6: this entry has no 'name'" in decided.err


def test_records_of_our_own_form_are_read_beside_a_mapping_that_turns() -> None:
    Path("a.map.yaml").write_text("turned: name\nbody: Committee\n")
    record = {"motion": "M", "votes": {"Committee": {"Dale": "for"}, "others": "absent"}}
    Path("own.json").write_text(json.dumps([record]))
    assert decide("own.json", "--map", "a.map.yaml").out.startswith("M (own.json): ADOPTED")


def test_a_list_of_members_without_votes_is_told_once_with_what_to_write() -> None:
    told = decide("members.json")
    assert told.code == 2
    assert told.err.count("members.json") == 1
    assert "these are no records of motions: they say name, github, company" in told.err
    assert "`names_in` of a mapping takes from such a list what records call them" in told.err
    proposed = decide("--propose-map", "members.json")
    assert proposed.code == 2
    assert "Who the members are is for the specification to say" in proposed.err


@pytest.mark.parametrize(
    "record",
    [
        {"moton": "A", "vote": {"Committee": {"Dale": "for"}}},
        {"decision": {}, "consents": "nobody"},
        {"title": "A", "date": "2025-01-01"},
    ],
)
def test_records_of_motions_with_mistakes_are_told_one_by_one(record: dict[str, object]) -> None:
    Path("own.json").write_text(json.dumps([record, record]))
    told = decide("own.json").err
    assert "these are no records" not in told
    assert "record 2" in told


NAMES = "names_in: {file: members.json, from: github, to: name}\n"
BOT = """columns: {motion: issue, voter: user, vote: said}
body: Committee
words: {In favor: for, Against: against}
defaults: {others: absent}
"""


@pytest.mark.parametrize("ending", ["json", "yaml", "csv"])
def test_what_records_call_members_is_taken_from_a_list_of_them(ending: str) -> None:
    said = json.dumps(MEMBERS)
    if ending == "csv":
        said = "name,github\nDale Lane,dalelane\nAnn Bell,ann-b\n"
    Path(f"members.{ending}").write_text(said)
    Path("a.map.yaml").write_text(BOT + NAMES.replace("json", ending))
    Path("bot.csv").write_text("issue,user,said\nA,dalelane,In favor\nA,ann-b,Against\n")
    assert "In Committee: for: Dale; against: Ann;" in decide("bot.csv", "--map", "a.map.yaml").out
    # Whoever is in the list and has no party here is told as anybody without a name.
    Path("bot.csv").write_text("issue,user,said\nA,fay,In favor\n")
    assert "fay" in decide("bot.csv", "--map", "a.map.yaml").err
    # What stands under `names` goes before the list.
    Path("a.map.yaml").write_text(BOT + NAMES.replace("json", ending) + "names: {dalelane: Ann}\n")
    Path("bot.csv").write_text("issue,user,said\nA,dalelane,In favor\n")
    assert "In Committee: for: Ann;" in decide("bot.csv", "--map", "a.map.yaml").out


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "names_in: {file: members.json}",
            "names_in: {file: members.json, from: github, to: name}",
        ),
        (NAMES.replace("github", "githb"), "there is no part 'githb'; did you mean github?"),
        (NAMES.replace("to: name", "to: company"), "has the name or the title of a party under"),
        (NAMES.replace("members.", "no."), "it can't be read"),
        (NAMES.replace("members.json", "rules.policy"), "this is no JSON"),
        (NAMES.replace("members.json", "one.json"), "a list of members is expected here"),
        (NAMES.replace("members.json", "latin.json"), "UTF-8"),
        (NAMES.replace("members.json", "../x.json"), "it can't be read"),
    ],
)
def test_a_list_of_names_that_is_none_is_told(said: str, told: str) -> None:
    Path("one.json").write_text("[1, 2]")
    Path("latin.json").write_bytes(b'[{"name": "\xe9"}]')
    Path("a.map.yaml").write_text(BOT + said)
    Path("bot.csv").write_text("issue,user,said\nA,dalelane,In favor\n")
    called = decide("bot.csv", "--map", "a.map.yaml")
    assert called.code == 2
    assert told in called.err
