"""What `vetoproof loopholes` prints, as far as no page of the documentation shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.answered_once import answered_once
from tests.cli.calling import ROOT, call
from verifier.commands import loopholes
from verifier.words.loophole_lines import FEWEST, what_columns_say
from verifier.words.supporters import NOT_SETTLED


@pytest.fixture(autouse=True)
def _answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answered_once(monkeypatch, "loopholes")


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
    called = call("loopholes", "pair.policy", "--all")
    assert called.code == 0
    assert (
        "  There is no way round it by staying away, abstaining, a suspension first or"
        in called.out
    )
    assert "\nAssuming:\n  - Decisions with the same substance" in called.out
    brief = call("loopholes", "pair.policy").out
    assert (
        "1 claim says who can stop what, or what is required. No way round was found for:" in brief
    )
    assert "Assuming: decisions of the same substance" in brief


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
    text = " ".join(call("loopholes", club, "unanimity", "-v").out.split())
    assert "Where gains includes no one of Committee and how is letter, by power" in text


def test_numbers_are_compared_as_the_rules_do(club: str) -> None:
    assert "\nprice is at most 1_000\n" in call("matrix", club).out
    assert "\nprice is above 1_000 and how is meeting\n" in call("matrix", club).out
    repaired = call("repair", club, "unanimity", "-v").out
    assert "+  when how is letter and price is at most 1_000" in repaired
    newer = CLUB.replace(
        "dear limits ordinary\n  when price is above 1_000", "dear limits ordinary"
    )
    Path("newer.policy").write_text(newer, encoding="utf-8")
    assert "Where price is at most 1_000" in call("diff", club, "newer.policy").out


SPECS = Path(__file__).parents[2] / "specs"


@pytest.mark.parametrize("name", ["nottinghamshire", "blmk_luton"])
def test_all_ways_round_are_told_on_one_screen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As a page of the documentation has them, so that they are looked for once.
    monkeypatch.chdir(ROOT)
    path = f"specs/{name}.policy"
    lines = call("loopholes", path).out.splitlines()
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines[1:])  # the first names the file
    every = json.loads(call("loopholes", path, "--format", "json").out)["loopholes"]
    contents = {each["content"]: each["name"] for each in every}
    shown = "\n".join(lines)
    # How many need what, counted anew.
    kinds = {each["content"]: {it["kind"] for it in each["openings"]} for each in every}
    said = " ".join(shown.split())
    for what, them in (
        ("if the holder acts otherwise", {"absence", "abstention", "opposition", "mixture"}),
        ("on another day", {"timing"}),
        ("after changes of rules or seats", {"suspension", "removal", "packing", "amendment"}),
    ):
        number = sum(bool(each & them) for each in kinds.values())
        assert f" {number} {what}" in said
    # Each way is on it by the name that it has round the first claim.
    for content in contents:
        first = next(each for each in every if each["content"] == content)
        assert f"\n{first['name']} " in shown
        # With the votes that it takes round that claim, and a mark where it takes others round another one.
        (line,) = (line for line in lines if line.startswith(f"{first['name']} "))
        differ = len({_votes(each) for each in every if each["content"] == content}) > 1
        silent, opposed = _votes(first)
        assert f" {silent} ({opposed}){'*' if differ else ' '} " in line
    # And of each claim the fewest of all its ways, variants included.
    _, _, fewest = said.partition(f"{FEWEST}: ")
    groups = [group.partition(" round ") for group in fewest.partition(".")[0].split("; ")]
    told = {claim: votes for votes, _, claims in groups for claim in claims.split(", ")}
    assert told == {
        claim: "{} ({})".format(*_fewest([it for it in every if it["property"] == claim]))
        for claim in {each["property"] for each in every}
    }


def _fewest(ways: Sequence[dict[str, Any]]) -> list[object]:
    sets = [each for way in ways for each in (way, *way["variants"])]
    return [
        min((n for n in numbers if n != "-"), default="-")
        for numbers in zip(*map(_votes, sets), strict=True)
    ]


def _votes(way: dict[str, Any]) -> tuple[Any, ...]:
    numbers = (way[of] for of in ("supporters_if_others_are_silent", "supporters"))
    return tuple("-" if it is None else it["number"] for it in numbers)


@pytest.mark.parametrize("name", ["nottinghamshire", "blmk_luton"])
def test_what_holds_is_told_by_its_title_on_one_screen(name: str) -> None:
    path = str(SPECS / f"{name}.policy")
    lines = call("check", path).out.splitlines()
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines[1:])
    said = " ".join(" ".join(lines).split())
    answers = json.loads(call("check", path, "--format", "json").out)["specifications"][0]
    for each in answers["properties"]:
        if each["verdict"] == "holds":
            assert f"“{each['title'][:40].rpartition(' ')[0]}" in said
        else:
            assert each["expected_because"].rstrip(".") in said


def test_one_way_round_is_shown_in_full() -> None:
    both = str(SPECS / "nottinghamshire.policy"), "policy_veto", "outsourcing_veto"
    text = call("loopholes", *both, "--show", "policy_veto/1").out
    assert text.startswith("policy_veto/1  the exception contracts")
    assert "The same way round other claims: outsourcing_veto/1." in " ".join(text.split())
    assert "So the decision is adopted, by power board_decision." in text
    assert "policy_veto/2" not in text
    one = json.loads(call("loopholes", *both, "--show", "policy_veto/1", "--format", "json").out)
    (found,) = one["loopholes"]
    by_content = f"policy_veto/x{found['content'][:8]}"
    assert text.split("\n")[0] in call("loopholes", *both, "--show", by_content).out
    wrong = call("loopholes", *both, "--show", "policy_veto/99")
    assert wrong.code == 2
    assert "there is no way round called policy_veto/99; there are policy_veto/1" in wrong.err


ACCEPTS = 'accepts exemption contracts in policy_veto because "procurement law leaves no choice"'


def test_what_is_accepted_and_what_cannot_be_is_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (SPECS / "nottinghamshire.policy").read_text(encoding="utf-8")
    Path("n.policy").write_text(f"{text}\n{ACCEPTS}\n", encoding="utf-8")
    out = call("loopholes", "n.policy", "policy_veto").out
    assert "exception contracts applies (accepted)" in out
    Path("n.policy").write_text(f"{text}\n{ACCEPTS} until 2020-01-01\n", encoding="utf-8")
    out = call("loopholes", "n.policy", "policy_veto").out
    assert "! accepts exemption contracts: accepted until" in out
    assert "(accepted)" not in out


def test_more_than_are_usually_looked_for_are_found_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopholes, "MOST", 8)
    kinds = [f"k{number}" for number in range(12)]
    text = [
        'governance "Many powers"',
        "party Ann",
        "party Bob",
        'body Pair members Ann, Bob quorum none assumed "nothing is written about it"',
        f"decision substance kind : one of {', '.join(kinds)}",
        "power own requires consent of Ann in Pair",
        *(f"power of_{kind} when kind is {kind} requires consent of Bob in Pair" for kind in kinds),
        "property veto Ann can block every decision",
    ]
    monkeypatch.chdir(tmp_path)
    Path("many.policy").write_text("\n".join(text), encoding="utf-8")
    found = {}
    for most in ("5", "15"):
        said = json.loads(call("loopholes", "many.policy", "--most", most, "--format", "json").out)
        (of_veto,) = said["properties"]
        found[most] = (of_veto["count"], of_veto["more"])
    assert found == {"5": (5, True), "15": (12, False)}


CHOSEN = """\
governance "Choices"
party Ann
party Bob
party Cem
body Committee
  members Ann, Bob, Cem
  quorum none  assumed "nothing is written about it"
power p requires majority of votes cast in Committee
property some_two some 2 of Committee together can block every decision
property alone Ann can block every decision while the others stay away
property no_one no one of Committee alone can block every decision
"""


def test_claims_that_are_not_followed_are_named_and_not_said_to_protect_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("choices.policy").write_text(CHOSEN, encoding="utf-8")
    said = "Not looked at: some_two, alone. Ways round are looked for of claims that name"
    for more in ("", "property veto Ann can block every decision\n"):
        Path("choices.policy").write_text(CHOSEN + more, encoding="utf-8")
        for options in ((), ("--all",)):
            out = call("loopholes", "choices.policy", *options).out
            assert said in " ".join(out.split())
            assert "protects anything" not in out
    for name in ("some_two", "alone"):
        for called in (
            call("loopholes", "choices.policy", name),
            call("repair", "choices.policy", name),
        ):
            assert called.code == 2
            assert f"no ways round {name} are looked for" in called.err
            assert "protects nothing" not in called.err
    assert "no_one protects nothing" in call("loopholes", "choices.policy", "no_one").err


APART = """\
governance "One apart"
parties 3 Founder
parties 2 Elected
body Board
  members Founder, Elected
  quorum none
decision
  substance conflict : parties
power p requires majority of votes cast in Board
  may amend q
power q requires unanimity of members in Board
rule r limits p, q requires no objection from any of Founder in Board
recusal c in Board excludes conflict from voting
property each every one of Founder alone can block every decision under q
"""


def test_one_of_a_cohort_that_is_told_from_the_others_is_not_called_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("apart.policy").write_text(APART, encoding="utf-8")
    out = " ".join(call("loopholes", "apart.policy", "-v").out.split())
    assert "conflict includes the one Founder" in out
    assert "conflict includes every one of Founder" not in out


def test_a_number_of_votes_that_was_not_found_is_explained() -> None:
    assert f"{NOT_SETTLED}: not settled" in what_columns_say("", open_votes=True)
    assert NOT_SETTLED not in what_columns_say("", open_votes=False)
