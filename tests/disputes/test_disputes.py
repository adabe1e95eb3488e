"""Public disputes about rules, each as a small specification: found unasked, or answered by one command.

What is right is what was decided in the end, or else what the text says. The sources stand in the files.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call

HERE = Path(__file__).parent


def path(name: str) -> str:
    return str(HERE / f"{name}.policy")


def said(*arguments: str, code: int | None = None) -> str:
    """What a command prints, in one line."""
    called = call(*arguments)
    assert code is None or called.code == code, called.err
    return " ".join(called.out.split())


# What lint finds unasked: the finding, and what it shows.
FOUND = [
    ("against_for_quorum", "VL06 House", "for: 39 Holder; against: 1 Holder"),
    ("abstentions_for_quorum", "VL14 House", "had one Holder stayed away, it would not"),
    ("abstentions_for_quorum", "VL15 proposal", "for: 1 Holder; abstaining: 39 Holder"),
    ("ninety_per_cent", "VL16 values_vote", "In Committee: for: 5 Elected; absent: 2 Elected"),
    ("two_sentences", "VL17 supermajority and all_others", "neither asks for what the other does"),
    ("idle_quorum", "VL12 Electors", "with and without the quorum of Electors"),
    ("who_called_it", "VL17 of_members and of_council", "does not by of_council with called_by: council"),
    ("sole_director", "VL04 every decision", "under reading two of quorum_of_two, cannot pass"),
    ("sole_director", "VL04 every decision", "This is so from 2020-01-01 on"),
    ("staying_away", "VL06 Members", "had one Member stayed away, it would not"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "finding", "shown"), FOUND)
def test_found_by_lint(name: str, finding: str, shown: str) -> None:
    only = finding.split(" ", maxsplit=1)[0]
    assert shown in said("lint", path(name), "--only", only, "--show", finding, code=1)


def test_votes_for_only_make_the_quorum(tmp_path: Path) -> None:
    """What was decided of votes against that help: they are not counted."""
    text = Path(path("against_for_quorum")).read_text(encoding="utf-8")
    text = text.replace("at least 40% of members", "none")
    text = text.replace(
        "votes cast in House", "votes cast in House and at least 40 votes in favour in House"
    )
    file = tmp_path / "votes_for.policy"
    file.write_text(text, encoding="utf-8")
    assert said("lint", str(file), "--only", "VL06", "--only", "VL14", "--only", "VL15", code=0)


# The smallest vote that parts two readings.
PARTED = [
    ("two_thirds_of_what", "Adopted as cast and not as board: in Board 1 for, 8 absent."),
    ("two_thirds_of_what", "Adopted as board and not as cast: cannot happen."),
    (
        "one_on_holiday",
        "Adopted as nobody_against and not as everybody: in Council 8 for, 2 absent.",
    ),
    (
        "abstentions_for_neither",
        "Adopted as quorum_only and not as neither: in Committee 4 for, 1 abstaining, 4 absent.",
    ),
    (
        "does_abstaining_lower_it",
        "Adopted as lowered and not as full: in Council 5 for, 2 abstaining, 2 absent.",
    ),
    # A vote that was lost at a meeting of enough is won by fewer at the next.
    ("next_meeting", "Adopted as any_next and not as called_as_one: at its first meeting in Board"),
]


@pytest.mark.parametrize(("name", "sentence"), PARTED)
def test_answered_by_readings(name: str, sentence: str) -> None:
    assert sentence in said("readings", path(name), code=0)


def test_one_who_is_away_stops_unanimity() -> None:
    told = said("resilience", path("one_on_holiday"))
    everybody, nobody_against = told.split("overrule read as everybody")[1].split(
        "overrule read as nobody_against"
    )
    assert "Nothing can pass while 1 is silent" in everybody
    assert "Nothing can pass while 3 are silent" in nobody_against


def test_five_for_and_nine_to_come(tmp_path: Path) -> None:
    record = tmp_path / "open.json"
    votes = {"Voting": {"for": 5, "to come": 9}}
    record.write_text(json.dumps({"votes": {"Council": votes}, "decision": {}}), encoding="utf-8")
    told = said("decide", path("five_to_nothing"), str(record), code=3)
    assert "OPEN: adopted if nothing more comes" in told
    assert (
        "It is certain not to be adopted, whatever else comes, once any 1 of 9 Voting votes" in told
    )
    votes["Voting"] = {"for": 1, "to come": 13}
    record.write_text(json.dumps({"votes": {"Council": votes}, "decision": {}}), encoding="utf-8")
    told = said("decide", path("five_to_nothing"), str(record), code=3)
    assert "It is adopted if nothing else comes and any 1 of 13 Voting votes for" in told


def rows(name: str) -> dict[int, tuple[int | None, int | None]]:
    """For each number that attends, the votes for if the others are against, and if they abstain."""
    whole = json.loads(call("chart", path(name), "ordinary", "--format", "json").out)
    ((body,),) = (each["bodies"] for each in whole["specifications"])
    return {
        row["attending"]: (row["opposed"]["enough"], row["abstaining"]["enough"])
        for row in body["rows"]
    }


def test_half_the_quorum_without_a_vote_against() -> None:
    needed = rows("half_the_quorum")
    assert needed[4] == (None, None)
    assert needed[5] == (5, 5)
    assert needed[10] == (6, 5)
    assert needed[20] == (11, 5)


def test_to_abstain_or_to_leave() -> None:
    """Three who stay and abstain make five of eight too few; if they leave, four of five are enough."""
    needed = rows("abstain_or_leave")
    assert needed[8][1] == 6
    assert needed[5] == (4, 4)


def test_exactly_half_of_sixteen() -> None:
    told = said("diff", path("half_a_quorum"), path("more_than_half"), code=1)
    assert "for: 8 Member; absent: 8 Member" in told
    assert "Council is less easily quorate than before" in told


def test_a_tie_passes_by_the_vote_bot(tmp_path: Path) -> None:
    bot = tmp_path / "bot.policy"
    configured = str(HERE / "vote_bot.gitvote.yml")
    said("import", "gitvote", configured, "--members", "Maintainer=10", "-o", str(bot), code=0)
    told = said("diff", path("vote_bot_text"), str(bot), "-v", code=1)
    assert "not met, 5 of 10 in favour; 6 needed" in told
    assert "met, 5 of 10 in favour; 5 needed" in told


@pytest.mark.parametrize("name", ["one_employer", "own_removal"])
def test_what_can_be_said_and_holds(name: str) -> None:
    assert "2 properties: 2 hold. All as expected." in said("check", path(name), code=0)


def test_ejecting_takes_less_than_amending() -> None:
    told = said("entrenchment", path("ejecting"))
    assert "the seat of Member in Committee changed by: ejection (majority of members" in told
    assert "changed by: amendment (at least 3/4 of members" in told


def test_departures() -> None:
    told = said("resilience", path("one_resigns"))
    assert "nothing can pass once 4 have left" in told
    assert "once 1 has left one of 3 to 3 does not" in told
    assert "3 once 5 have left" in said("resilience", path("three_trustees"))
