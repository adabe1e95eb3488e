"""Votes told in numbers, unanimity, vacant seats: what they leave open, by the solver and by brute force."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from policy_dsl import load_text
from policy_dsl.decisions import ONE_VOTE, Ballots, Vote
from policy_dsl.records import replace
from verifier.cli import main
from verifier.records.judging import Decided, decided
from verifier.records.reading import read

RULES = """governance "Board"
party Ann
party Bob
party Cy
party Di
party Ed
body Board
  members Ann, Bob, Cy, Di, Ed
  chair Ann with casting vote
  quorum at least 3 of members
decision
  substance gains : parties
power ordinary requires {requires}
recusal own in Board
  excludes gains from voting
"""
MEMBERS = ("Ann", "Bob", "Cy", "Di", "Ed")


def judge(folder: Path, votes: str, requires: str, gains: str = "nobody") -> Decided:
    specification = load_text(RULES.format(requires=requires))
    path = folder / "a.yaml"
    path.write_text(f"decision: {{gains: {gains}}}\nvotes: {{Board: {votes}}}\n")
    found, faults = read(specification, [str(path)])
    assert not faults, [str(each) for each in faults]
    judged = decided(found[0])
    if not isinstance(judged, Decided):
        raise Unfit(str(judged))
    return judged


class Unfit(Exception):
    """A record with a fault."""


REQUIREMENTS = (
    "majority of votes cast in Board",
    "majority of members in Board",
    "majority of votes cast in Board and consent of Bob in Board",
    "at least 2/3 of those present in Board and no objection from Bob in Board",
)
SAID = (
    ("{for: 3, against: 2}", {"for": 3, "against": 2}),
    ("{for: 3, against: 1}", {"for": 3, "against": 1}),
    ("{for: 2, against: 2, abstain: 1}", {"for": 2, "against": 2, "abstain": 1}),
    ("{for: 2, absent: 1}", {"for": 2, "absent": 1}),
    ("{for: 4, present: 4}", {"for": 4, "present": 4}),
    ("unanimous", {"at least for": 1, "against": 0}),
    ("without a vote", {"against": 0}),
    ("{Bob: against, total: {for: 3, against: 2}}", {"for": 3, "against": 2, "Bob": "against"}),
)


def fits(ballot: tuple[Vote, ...], said: dict[str, int | str], recused: set[str]) -> bool:
    """Whether votes of the five are those of the numbers; who may not vote is there or not."""
    there = [
        v for n, v in zip(MEMBERS, ballot, strict=True) if n in recused and v is not Vote.ABSENT
    ]
    votes = [vote for name, vote in zip(MEMBERS, ballot, strict=True) if name not in recused]
    count = {vote.value: votes.count(vote) for vote in Vote}
    for what, number in said.items():
        if isinstance(number, str):
            if ballot[MEMBERS.index(what)].value != number:
                return False
            continue
        match what:
            case "present":
                ok = 5 - count["absent"] - (len(recused) - len(there)) == number
            case "absent":
                ok = count["absent"] + len(recused) - len(there) == number
            case "abstain":
                ok = count["abstain"] <= number <= count["abstain"] + len(there)
            case "at least for":
                ok = count["for"] >= number
            case _:
                ok = count[what] == number
        if not ok:
            return False
    return True


@pytest.mark.parametrize("requires", REQUIREMENTS)
def test_every_way_to_give_out_numbers_by_brute_force(requires: str, tmp_path: Path) -> None:
    for (text, said), gains in product(SAID, ("nobody", "Di")):
        occasion = judge(tmp_path, "{others: absent}", requires, gains).answers[0]
        recused = set() if gains == "nobody" else {gains}
        expected = set()
        for ballot in product(Vote, repeat=5):
            if not fits(ballot, said, recused):
                continue
            votes = {
                ("Board", name): {frozenset(): ONE_VOTE[vote]}
                for name, vote in zip(MEMBERS, ballot, strict=True)
            }
            for casting in ({}, {"Board": Vote.FOR}, {"Board": Vote.AGAINST}):
                ballots = Ballots(votes, casting=casting)
                expected.add(occasion.meeting.adopted(ballots))
        if not expected:
            with pytest.raises(Unfit, match="the totals do not fit"):
                judge(tmp_path, text, requires, gains)
            continue
        judged = judge(tmp_path, text, requires, gains)
        assert {each.adopted for each in judged.answers} == expected, (text, gains)
        assert judged.adopted is (expected.pop() if len(expected) == 1 else None)


def test_numbers_that_fit_nobody_are_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.policy").write_text(RULES.format(requires=REQUIREMENTS[0]))
    path = tmp_path / "a.yaml"
    path.write_text("decision: {gains: nobody}\nvotes: {Board: {for: 5, against: 2}}\n")
    assert main(["decide", str(tmp_path / "rules.policy"), str(path)]) == 2
    assert "the totals do not fit those who may vote" in capsys.readouterr().err


def test_both_cases_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules.policy").write_text(RULES.format(requires=REQUIREMENTS[2]))
    path = tmp_path / "a.yaml"
    path.write_text(
        "decision: {gains: nobody}\nvotes: {Board: {for: 3, against: 2}}\noutcome: adopted\n"
    )
    assert main(["decide", str(tmp_path / "rules.policy"), str(path)]) == 3
    out = capsys.readouterr().out
    assert "DEPENDS on who voted how, which the record does not say" in out
    assert "Votes in numbers alone, in Board: 3 for, 2 against. It could be:" in out
    assert "So it is adopted, by power ordinary." in out
    assert "So it is not adopted." in out


# --- vacant seats --------------------------------------------------------------------------------

CHAMBER = """governance "Chamber"
parties 10 Deputy
body Chamber
  members Deputy
  quorum majority of members
power law requires majority of members in Chamber
"""


@pytest.mark.parametrize(
    ("votes", "adopted"),
    [
        ("{Deputy: {for: 5, against: 3, vacant: 2}}", True),
        ("{Deputy: {for: 5, against: 3, absent: 2}}", False),
        ("{for: 5, against: 3, absent: 0, vacant: 2}", True),
        ("{for: 5, against: 3, absent: 1, vacant: 1}", True),
        ("{for: 5, against: 3, absent: 2}", False),
        ("{Deputy: {for: 5, against: 3}, others: vacant}", True),
        ("{Deputy: {for: 5, against: 3, absent: 1}, others: vacant}", True),
        ("{Deputy: {for: 5, against: 4}, others: vacant}", True),
    ],
)
def test_vacant_seats_are_nobody_s(votes: str, adopted: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"votes: {{Chamber: {votes}}}\n")
    found, faults = read(load_text(CHAMBER), [str(path)])
    assert not faults, faults
    judged = decided(found[0])
    assert isinstance(judged, Decided)
    assert judged.adopted is adopted
    assert bool(found[0].notes) is ("vacant" in votes)


def test_a_vacant_seat_of_one(tmp_path: Path) -> None:
    votes = "{Ann: for, Bob: for, Cy: against, Di: vacant, Ed: vacant}"
    judged = judge(tmp_path, votes, "at least 2/3 of members in Board")
    assert judged.adopted is True
    others = "{Ann: for, Bob: for, Cy: against, others: vacant}"
    assert judge(tmp_path, others, "at least 2/3 of members in Board").adopted is True
    whole = replace(judged.recorded, notes=())
    assert whole.occasion.state.seats == {("Board", name) for name in ("Ann", "Bob", "Cy")}


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (
            "{Deputy: {for: 5, against: 5, vacant: 2}}",
            "10 votes of Deputy in Chamber, but there are 8",
        ),
        (
            "{Deputy: {for: 5, vacant: 12}}",
            "12 of the seats of Deputy in Chamber are said to be vacant",
        ),
        ("{for: many}", "'many' is no number of votes"),
    ],
)
def test_vacancies_that_do_not_fit(votes: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"votes: {{Chamber: {votes}}}\n")
    found, faults = read(load_text(CHAMBER), [str(path)])
    assert not found
    assert any(said in str(each) for each in faults), faults
