"""`vetoproof chart`: against all ballots of small models, exact thresholds, and the command around them."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.state import intervals
from tests.cli.calling import call
from tests.semantics.enumerating import TooLarge, all_ballots, all_readings
from tests.semantics.generator import TINY, Maker, random_case
from verifier.charting.charts import ChartAsked, chart
from verifier.charting.choosing import NoneChosen, chosen
from verifier.charting.votes_shared_out import Counting, counted_bodies
from verifier.results.chart import ChartOutcome, PowerChart

Seen = dict[tuple[int, int, int], set[bool]]


def everything(counting: Counting) -> Seen:
    """All ballots in the body, what is held being held, by their numbers of votes."""
    meeting, found = counting.meeting, Seen()
    meetings = meeting.specification.meetings
    for ballots in all_ballots(meeting, 3_000, [counting.body], consents=False):
        recused = {(each.party, each.cell) for each in counting.recused}
        if any(
            counts.attending
            for (body, party), cells in ballots.votes.items()
            for cell, counts in cells.items()
            if body == counting.body and (party, cell) in recused
        ):
            continue
        if set(ballots.casting) != {body for body in counting.cast_for if body == counting.body}:
            continue
        if any(vote.value == "against" for vote in ballots.casting.values()):
            continue
        voted = [0, 0, 0]
        for (body, _), cells in ballots.votes.items():
            for counts in cells.values() if body == counting.body else ():
                voted[0] += counts.in_favour
                voted[1] += counts.against
                voted[2] += counts.abstain
        held = counting.elsewhere
        given = Ballots(
            {**held.votes, **{k: v for k, v in ballots.votes.items() if k[0] == counting.body}},
            held.consents,
            held.casting,
        )
        given = replace(given, earlier=(given,) * (meetings - 1))
        floor = Floor(meeting.rules, given, counting.power)
        adopted = all(check(floor, each, False).met for each in meeting.ways[counting.power])
        found.setdefault((voted[0], voted[1], voted[2]), set()).add(adopted)
    return found


OUTCOMES = {
    (True,): ChartOutcome.ADOPTED,
    (False,): ChartOutcome.NOT_ADOPTED,
    (False, True): ChartOutcome.DEPENDS,
}


def judged(counting: Counting) -> int:
    """Every number of votes has the outcome that its ballots have; so rows follow. How many depend on who votes."""
    seen = everything(counting)
    for votes, adopted in seen.items():
        assert counting.outcome(votes) is OUTCOMES[tuple(sorted(adopted))], votes
    rows, every = counting.rows()
    assert every
    for row in rows:
        for said, against in ((row.opposed, 1), (row.abstaining, 2)):
            enough, perhaps = [], []
            for number in range(row.attending + 1):
                votes = [number, 0, 0]
                votes[against] = row.attending - number
                outcomes = seen[votes[0], votes[1], votes[2]]
                enough += [number] if outcomes == {True} else []
                perhaps += [number] if True in outcomes else []
            assert said.enough == min(enough, default=None)
            assert said.perhaps == min(perhaps, default=None)
    return sum(len(outcomes) > 1 for outcomes in seen.values())


def test_random_models() -> None:
    judged_so_far = depending = 0
    for seed in range(90):
        spec = Maker(random.Random(f"chart {seed}"), TINY).specification()
        state = intervals(spec)[-1].state
        readings = next(all_readings(spec, state, {}))
        for power in (p for p in spec.powers if p.name in state.in_force):
            meeting = chosen(spec, state, readings, power, {}, None)
            if isinstance(meeting, NoneChosen):
                continue
            for body in counted_bodies(meeting, power.name):
                try:
                    depending += judged(Counting(meeting, power.name, body))
                except TooLarge:
                    continue
                judged_so_far += 1
    assert judged_so_far > 40
    assert depending > 10


def test_that_a_power_cannot_take_a_decision_is_said_of_none_that_it_can() -> None:
    """Where the power may take a drawn decision, it is not said that it can take none of which so much is so."""
    seen: Counter[str] = Counter()
    for seed in range(700):
        case = random_case(random.Random(f"taken {seed}"))
        chance = random.Random(seed)
        drawn = case.decision
        meeting = Meeting(case.specification, case.state, case.readings, drawn)
        said = {name: value for name, value in drawn.facts.items() if chance.random() < 0.5}
        effects = frozenset(drawn.effects) if chance.random() < 0.5 else None
        for power in (p for p in case.specification.powers if p.name in case.state.in_force):
            found = chosen(case.specification, case.state, case.readings, power, said, effects)
            none = isinstance(found, NoneChosen)
            if isinstance(found, NoneChosen) and found.at_all:
                assert power.name not in meeting.ways, (seed, power.name)
                seen["none at all"] += 1
            seen["not found"] += none and power.name in meeting.ways
            seen["found"] += not none
    assert seen["none at all"] > 20, seen
    assert seen["not found"] > 5, seen
    assert seen["found"] > 100, seen


# --- known thresholds ----------------------------------------------------------------------------


def charted(
    requires: str, size: int = 20, quorum: str = "none", ask: ChartAsked | None = None
) -> PowerChart:
    text = f"""governance "Club"
parties {size} Member
body Club members Member quorum {quorum}
power p requires {requires}
"""
    read = examine_text(text, "club.policy")
    assert read.specification is not None
    return chart(read.specification, ask or ChartAsked("p"))


@pytest.mark.parametrize(
    ("requires", "attending", "opposed", "exact"),
    [
        ("at least 68% of members in Club", 20, 14, "13.6"),
        ("at least 2/3 of votes cast in Club", 20, 14, "13 1/3"),
        ("at least 2/3 of votes cast in Club", 6, 4, None),
        ("majority of votes cast in Club", 20, 11, "> 10"),
        ("majority of votes cast in Club", 7, 4, "> 3.5"),
        ("at least 4% of members rounded down in Club", 20, 1, None),
        ("all but 3 of members in Club", 17, 17, None),
        ("all but 3 of members in Club", 16, None, None),
    ],
)
def test_whole_votes(requires: str, attending: int, opposed: int | None, exact: str | None) -> None:
    (body,) = charted(requires).bodies
    row = body.rows[attending]
    assert (row.opposed.enough, row.opposed.exact) == (opposed, exact)


@pytest.mark.parametrize(("size", "needed"), [(1, 1), (6, 4), (7, 4), (20, 11), (21, 11)])
def test_another_size(size: int, needed: int) -> None:
    (body,) = charted("majority of members in Club", 9, ask=ChartAsked("p", size=size)).bodies
    assert body.voters == size
    assert [row.opposed.enough for row in body.rows] == [
        needed if attending >= needed else None for attending in range(size + 1)
    ]


def test_a_million_voters() -> None:
    (body,) = charted("majority of votes cast in Club", 1_000_000, "at least 1/3 of members").bodies
    assert not body.every
    assert len(body.rows) < 30
    known = {row.attending: row.opposed.enough for row in body.rows}
    assert known[333_333] is None
    assert known[333_334] == 166_668
    assert known[1_000_000] == 500_001


CONDA = """governance "Half the quorum is enough without a no"
parties 12 Core
body Council members Core quorum none
power ordinary
  requires at least 6 votes in favour in Council and majority of votes cast in Council
  or at least 3 votes in favour in Council and consensus in Council
"""


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("conda.policy").write_text(CONDA, encoding="utf-8")
    called = call("chart", "conda.policy", "ordinary")
    assert (called.code, called.err) == (0, "")
    assert len(called.out.splitlines()) <= 30
    grid = call("chart", "conda.policy", "ordinary", "--turnout", "4")
    assert "  3  +  -" in grid.out
    whole = json.loads(call("chart", "conda.policy", "ordinary", "--format", "json").out)
    (found,) = whole["specifications"]
    (body,) = found["bodies"]
    assert body["voters"] == 12
    assert body["rows"][6]["abstaining"]["enough"] == 3
    for form in ("markdown", "html"):
        printed = call("chart", "conda.policy", "ordinary", "--format", form).out
        assert "Council" in printed
        assert ("<svg" in printed) is (form == "html")


RULES = """governance "Board"
party Ann party Bob party Cleo with shares 3 party Dan
body Board members Ann, Bob, Dan chair Cleo with casting vote quorum none
body Owners members Ann, Cleo quorum none
decision
  substance sells : yes or no
  form price : number in EUR
  substance gains : parties
power small when price is below 100 requires majority of votes cast in Board
power large when price is at least 100
  requires majority of votes cast in Board and consent of Ann in Owners
power reform requires unanimity of members in Board
  may amend r
rule r limits every power when sells requires at least 1/2 of members in Board
recusal own in Board excludes gains from voting
power never when price is below 0 requires majority of votes cast in Board
power consent requires consent of Ann by separate act
timeline
  on 2020-01-01 consent takes effect
"""


@pytest.mark.parametrize(
    ("call_of", "code", "said"),
    [
        (["large"], 0, "In Owners everybody votes for."),
        (["large", "--body", "Owners"], 0, "In Owners, with 2 who may vote"),
        (["large", "--decision", "price=5"], 2, "power large cannot take such a decision"),
        (["small", "--decision", "sells=yes"], 0, "there apply: r"),
        (
            ["small", "--decision", "gains=Bob"],
            0,
            "Whoever may not vote in Board on it stays away: Bob",
        ),
        (["small", "--decision", "sells"], 2, "write it as --decision price=20"),
        (["small", "--decision", "price=dear"], 2, "is no value of price"),
        (["small", "--effect", "amends r"], 2, "cannot take such a decision"),
        (["reform", "--effect", "amends r"], 0, "it amends r"),
        (["smal"], 2, "did you mean small?"),
        (["small", "--body", "Owners"], 2, "counts no votes in Owners"),
        (["small", "--turnout", "4"], 2, "3 have a vote there"),
        (["never"], 2, "no decision was found"),
        (["consent", "--at", "2019-01-01"], 2, "not in force then"),
        (["consent"], 2, "counts no votes for this decision"),
        (["small", "--size", "2"], 0, "In Board, with 2 who may vote"),
        (["small", "--size", "4"], 2, "cannot be charted with 4"),
        (["small", "--reading", "r"], 2, "write it as --reading CLAUSE=READING"),
    ],
)
def test_what_is_asked(
    call_of: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("board.policy").write_text(RULES, encoding="utf-8")
    called = call("chart", "board.policy", *call_of)
    assert called.code == code, called.err
    assert said in " ".join((called.out + called.err).split())


BESIDE = """governance "Beside"
party Ann with shares 3
party Bob
party Cem
body Board members Ann, Bob, Cem quorum none
body Owners members Ann, Bob quorum none
decision
  form kind : one of plan, gift
  substance gains : parties
power small requires majority of votes cast in Board
power wide requires majority of votes cast in Owners
rule r limits every power when kind is gift
  requires reading one: consent of Ann in Board reading other: consent of Bob in Board
recusal own in Board excludes gains from voting
exception trifle to own when kind is gift
"""


@pytest.mark.parametrize(
    ("power", "decision", "read", "apply", "turns"),
    [
        # Nobody gains, so nobody is recused; whose votes they are makes no difference.
        ("small", ["kind=plan"], False, [], False),
        ("small", ["kind=plan", "gains=Bob"], False, ["own"], False),
        ("small", ["kind=gift", "gains=Bob"], True, ["r", "trifle"], True),
        # Nor does it matter to what is decided elsewhere.
        ("wide", ["kind=plan", "gains=Bob"], False, [], False),
    ],
)
def test_only_what_has_to_do_with_the_decision_is_told(
    power: str, decision: list[str], read: bool, apply: list[str], turns: bool
) -> None:
    specification = examine_text(BESIDE, "beside.policy").specification
    assert specification is not None
    told = chart(specification, ChartAsked(power, decision=decision))
    assert (bool(told.readings), [*told.clauses]) == (read, apply)
    held = " ".join(" ".join(each.held) for each in told.bodies if each.body == told.bodies[0].body)
    assert ("it matters who votes how" in held) is turns
