"""Votes of which some is still to come, against all ways in which they may come out."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import (
    NO_ATTRIBUTE,
    Ballots,
    Cell,
    Counts,
    Decision,
    ToCome,
    Vote,
    single,
)
from policy_dsl.interpreter import Meeting
from policy_dsl.records import replace
from policy_dsl.state import intervals
from tests.cli.calling import call
from tests.semantics.generator import TINY, Case, random_case
from verifier.records.occasion import Occasion
from verifier.records.open_votes import open_vote
from verifier.results.open_votes import Standing
from verifier.solving.limits import Limits

VOTES = ("for", "against", "abstain", "absent")
LIMITS = Limits(seconds=60)


class Item:
    """One who is still to come: a vote in a body, an act apart, or a casting vote."""

    def __init__(self, kind: str, body: str, party: str, cell: Cell, recused: bool = False) -> None:
        self.kind, self.body, self.party, self.cell = kind, body, party, cell
        self.does = {
            "vote": ("attend", "absent") if recused else VOTES,
            "consents": ("consent", "no consent"),
            "objections": ("object", "no objection"),
            "casting": ("cast for", "cast against", "not cast"),
        }[kind]
        self.silent = {
            "vote": "absent",
            "consents": "no consent",
            "objections": "no objection",
            "casting": "not cast",
        }[kind]


def put(ballots: Ballots, items: list[Item], done: tuple[str, ...]) -> Ballots | None:
    """The ballots with what each of them does; None where one consents and objects."""
    votes = {seat: dict(cells) for seat, cells in ballots.votes.items()}
    acts = {
        "consents": {p: dict(c) for p, c in ballots.consents.items()},
        "objections": {p: dict(c) for p, c in ballots.objections.items()},
    }
    casting = dict(ballots.casting)
    field = {"for": "in_favour", "against": "against", "abstain": "abstain", "attend": "abstain"}
    for item, it in zip(items, done, strict=True):
        if it == item.silent:
            continue
        if item.kind == "vote":
            cells = votes[item.body, item.party]
            counts = cells[item.cell]
            name = field[it]
            more = {name: getattr(counts, name) + 1, "absent": counts.absent - 1}
            cells[item.cell] = replace(counts, **more)
        elif item.kind == "casting":
            casting[item.body] = Vote.FOR if it == "cast for" else Vote.AGAINST
        else:
            own = acts[item.kind].setdefault(item.party, {})
            own[item.cell] = own.get(item.cell, 0) + 1
    return Ballots(votes, acts["consents"], casting, acts["objections"], ballots.earlier)


def sound(meeting: Meeting, ballots: Ballots) -> bool:
    try:
        meeting.floor(ballots)
    except ValueError:
        return False
    return True


def outcomes(
    meeting: Meeting, ballots: Ballots, items: list[Item]
) -> Mapping[tuple[str, ...], bool]:
    found = {}
    for done in itertools.product(*(item.does for item in items)):
        whole = put(ballots, items, done)
        if whole is not None and sound(meeting, whole):
            found[done] = meeting.adopted(whole)
    return found


def known(items: list[Item]) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    """What may be known of some of them, fewest first."""
    every = itertools.product(*((None, *item.does) for item in items))
    return iter(sorted(((sum(k is not None for k in it), it) for it in every), key=lambda e: e[0]))


def expected(
    meeting: Meeting, ballots: Ballots, items: list[Item]
) -> tuple[Standing, dict[tuple[bool, bool], int]]:
    """How it stands; and for each outcome the fewest acts that bring it about for certain, or if nothing else comes."""
    every = outcomes(meeting, ballots, items)
    silent = tuple(item.silent for item in items)
    if len(set(every.values())) == 1:
        return (Standing.CARRIED if every[silent] else Standing.LOST), {}
    fewest: dict[tuple[bool, bool], int] = {}
    for number, them in known(items):
        fitting = {
            done: outcome
            for done, outcome in every.items()
            if all(k is None or k == it for k, it in zip(them, done, strict=True))
        }
        said = set(fitting.values())
        if len(said) == 1:
            fewest.setdefault((said.pop(), True), number)
        alone = tuple(s if k is None else k for k, s in zip(them, silent, strict=True))
        if alone in every:
            fewest.setdefault((every[alone], False), number)
    return Standing.OPEN, fewest


def opened(rng: random.Random, case: Case) -> tuple[Occasion, ToCome, list[Item]] | None:
    """A case of which some is still to come, as if nothing more came; None where that is not few."""
    meeting = Meeting(case.specification, case.state, case.readings, case.decision)
    ballots = case.ballots
    votes = {seat: dict(cells) for seat, cells in ballots.votes.items()}
    coming: dict[tuple[str, str], dict[Cell, int]] = {}
    items: list[Item] = []
    for body, them in meeting.rules.seated.items():
        for seated in them:
            if seated.suspended:
                continue
            counts = votes.setdefault((body, seated.party), {}).get(seated.cell)
            counts = Counts(absent=seated.number) if counts is None else counts
            votes[body, seated.party][seated.cell] = counts
            recused = bool(seated.recused_by)
            if rng.random() < 0.5 or counts.total > 3:
                continue
            there = [name for name in ("in_favour", "against", "abstain") if getattr(counts, name)]
            number = 1
            if there:
                name = rng.choice(there)
                counts = replace(
                    counts, **{name: getattr(counts, name) - 1, "absent": counts.absent + 1}
                )
                votes[body, seated.party][seated.cell] = counts
            coming.setdefault((body, seated.party), {})[seated.cell] = number
            items.append(Item("vote", body, seated.party, seated.cell, recused))
    acts: dict[str, dict[str, dict[Cell, int]]] = {"consents": {}, "objections": {}}
    given = {
        "consents": {p: dict(c) for p, c in ballots.consents.items()},
        "objections": {p: dict(c) for p, c in ballots.objections.items()},
    }
    for kind, added in acts.items():
        for party, cells in meeting.rules.situation.cells.items():
            for cell, _ in cells:
                taken = sum(given[k].get(party, {}).get(cell, 0) for k in given)
                if rng.random() < 0.25 and not taken:
                    added.setdefault(party, {})[cell] = 1
                    items.append(Item(kind, "", party, cell))
    casting = dict(ballots.casting)
    bodies = set()
    for body in case.specification.bodies:
        if body.chair is not None and body.chair.casting_vote and rng.random() < 0.5:
            casting.pop(body.name, None)
            bodies.add(body.name)
            items.append(Item("casting", body.name, body.chair.party, frozenset()))
    if not items or len(items) > 4:
        return None
    silent = Ballots(votes, given["consents"], casting, given["objections"], ballots.earlier)
    to_come = ToCome(coming, acts["consents"], acts["objections"], frozenset(bodies))
    occasion = Occasion(
        case.specification, case.state, case.readings, case.decision, silent, None, "", {}
    )
    return occasion, to_come, items


def judged(seed: int) -> Standing | None:
    rng = random.Random(f"open {seed}")
    case = random_case(rng, TINY)
    found = opened(rng, case)
    if found is None:
        return None
    occasion, to_come, items = found
    standing, fewest = expected(occasion.meeting, occasion.ballots, items)
    said = open_vote(replace(occasion, to_come=to_come), LIMITS)
    assert said.standing is standing, seed
    for each in said.fewest:
        assert each.number == fewest[each.adopted, each.certain], (seed, each)
        assert each.ways
        assert all(sum(act.number for act in way) == each.number for way in each.ways)
    return standing


def test_random_votes() -> None:
    seen: dict[Standing | None, int] = {}
    # In the last ones compositions count who comes and goes.
    for seed in (*range(120), 1272, 2825, 3097):
        standing = judged(seed)
        seen[standing] = seen.get(standing, 0) + 1
    assert seen[Standing.OPEN] > 10, seen
    assert seen[Standing.CARRIED] > 1, seen


THREE = """governance "Three"
party Ann party Bob party Cy
body Board members Ann, Bob, Cy quorum none
decision substance x : yes or no
power p requires unanimity of members in Board
"""


def test_who_is_alike_need_not_sit_alike_in_a_state_that_is_written_out() -> None:
    spec = examine_text(THREE, "three.policy").specification
    assert spec is not None
    state = intervals(spec)[-1].state
    state = replace(state, seats=state.seats - {("Board", "Cy")})
    ballots = Ballots({("Board", "Ann"): single(Vote.FOR), ("Board", "Bob"): single(Vote.ABSENT)})
    occasion = Occasion(
        spec,
        state,
        {},
        Decision({"x": True}),
        ballots,
        None,
        "",
        {},
        to_come=ToCome({("Board", "Bob"): {NO_ATTRIBUTE: 1}}),
    )
    said = open_vote(occasion, LIMITS)
    assert said.standing is Standing.OPEN
    assert {each.adopted: each.number for each in said.fewest if each.certain} == {
        True: 1,
        False: 1,
    }


# --- records -------------------------------------------------------------------------------------

CLUB = """governance "Club"
party Ann party Bob
parties 9 Member
party Bank
body Committee members Ann, Bob, Member
  chair Bob with casting vote
  quorum at least 1/2 of members
decision
  substance gains : parties
  form price : number in EUR
power ordinary requires majority of votes cast in Committee
rule dear limits ordinary when price is above 1_000
  requires consent of Bank by separate act
recusal own in Committee excludes gains from voting
"""


@pytest.fixture
def stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(CLUB, encoding="utf-8")

    def asked(text: str, name: str = "open.yaml") -> tuple[int, str, str]:
        Path(name).write_text(text, encoding="utf-8")
        called = call("decide", "club.policy", name)
        return called.code, called.out, called.err

    return asked


def minutes(votes: str, price: int = 5, gains: str = "nobody", more: str = "") -> str:
    return (
        f"decision: {{price: {price}, gains: {gains}}}\nvotes:\n  Committee: {{{votes}}}\n"
        f"{more or 'consents: [Bank]'}\n"
    )


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (minutes("Ann: for, Bob: for, Member: {for: 4, to come: 5}"), 0, "ADOPTED, whatever"),
        (minutes("Ann: against, Bob: against, Member: {against: 4, to come: 5}"), 0, "NOT ADOPTED, w"),
        (minutes("Ann: for, others: to come"), 3, "OPEN: not adopted if nothing more comes"),
        (minutes("Ann: for, Member: to come, others: absent"), 3, "OPEN"),
        # Ann gains by it, and may make the quorum without a vote.
        (minutes("Ann: to come, Bob: for, Member: {for: 4, absent: 5}", gains="Ann"), 3, "OPEN"),
        (minutes("Ann: to come, Bob: for, Member: {for: 3, absent: 6}", gains="Ann"), 0, "NOT ADOPTED"),
        # All depends on an act apart, or on the casting vote.
        (
            minutes("Ann: for, Bob: for, Member: {for: 9}", 5_000, more="consents: {Bank: to come}"),
            3,
            "once Bank consents by separate act",
        ),
        (
            minutes("Ann: for, Bob: against, Member: {for: 4, against: 4, absent: 1}")
            + "casting: {Committee: to come}\n",
            0,
            "NOT ADOPTED, whatever",
        ),
        (
            minutes("Ann: against, Bob: for, Member: {for: 4, against: 4, absent: 1}")
            + "casting: {Committee: to come}\n",
            3,
            "Bob casts the casting vote for in Committee",
        ),
    ],
)  # fmt: skip
def test_how_it_stands(stands, text: str, code: int, said: str) -> None:  # type: ignore[no-untyped-def]
    returned, out, err = stands(text)
    assert (returned, err) == (code, "")
    assert said in out
    assert "still to come" in out.lower()


def test_all_of_it_is_to_come(stands) -> None:  # type: ignore[no-untyped-def]
    record = (
        "decision: {price: 5_000, gains: nobody}\nvotes: {Committee: to come}\nconsents: to come\n"
    )
    code, out, err = stands(record)
    assert (code, err) == (3, "")
    assert (
        "votes in Committee of Ann, Bob and 9 Member; consent by separate act of Bank"
        in " ".join(out.split())
    )
    assert "once Bank refuses its consent" in out


def test_only_the_last_of_several_meetings_is_open(stands) -> None:  # type: ignore[no-untyped-def]
    first = "requires majority of votes cast in Committee then at least 8 of members in Committee"
    text = CLUB.replace("requires majority of votes cast in Committee", first)
    text = text.replace("limits ordinary when", "limits ordinary at the last meeting when")
    Path("club.policy").write_text(text, encoding="utf-8")
    before = (
        "earlier:\n  - votes: {Committee: {Ann: for, Bob: for, Member: {for: 4, absent: 5}}}\n"
        "    consents: [Bank]\n"
    )
    code, out, err = stands(minutes("Ann: for, Bob: for, Member: {for: 3, to come: 6}") + before)
    assert (code, err) == (3, "")
    assert out.count("still to come: 6 Member") == 1
    assert "once any 3 of 6 Member vote for in Committee" in out


def test_it_depends_on_how_a_clause_is_read(stands) -> None:  # type: ignore[no-untyped-def]
    text = CLUB.replace(
        "requires majority of votes cast in Committee",
        "requires reading cast: majority of votes cast in Committee"
        " reading whole: at least 8 of members in Committee",
    )
    Path("club.policy").write_text(text, encoding="utf-8")
    record = minutes("Ann: for, Bob: for, Member: {for: 5, to come: 4}")
    code, out, _ = stands(record)
    assert code == 3
    assert (
        "DEPENDS on the reading: ADOPTED, whatever still comes under cast of ordinary;"
        " OPEN: not adopted if nothing more comes under whole of ordinary" in " ".join(out.split())
    )
    assert "any 1 of 4 Member votes for in Committee" in out
    code, out, _ = stands(record + "readings: {ordinary: cast}\n")
    assert code == 0
    assert "ADOPTED, whatever still comes" in out


def test_the_same_in_a_table(stands) -> None:  # type: ignore[no-untyped-def]
    rows = (
        "body,voter,vote,number,price,gains\nCommittee,Ann,for,,5000,nobody\n"
        "Committee,Member,for,6,,\nCommittee,Member,to come,3,,\nCommittee,Bob,to come,,,\n"
        ",Bank,consent to come,,,\nCommittee,,casting to come,,,\n"
    )
    code, out, err = stands(rows, "open.csv")
    assert (code, err) == (3, "")
    assert "It is certain to be adopted, whatever else comes, once Bank consents" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (minutes("Ann: for, others: to come") + "outcome: adopted\n", "some is still to come"),
        (minutes("Ann: for, Bob: for, Member: {for: 5, to come: 5}"), "10 votes of Member"),
        (minutes("Ann: for, Bob: for, Member: {for: 5, to come: 3}"), "8 votes of Member"),
    ],
)
def test_what_is_said_to_come_has_to_fit(stands, text: str, said: str) -> None:  # type: ignore[no-untyped-def]
    code, _, err = stands(text)
    assert code == 2
    assert said in err


def test_json_and_a_limit(stands) -> None:  # type: ignore[no-untyped-def]
    stands(minutes("Ann: for, others: to come"))
    called = call("decide", "club.policy", "open.yaml", "--format", "json")
    (motion,) = json.loads(called.out)["motions"]
    assert motion["adopted"] is None
    ((still_open),) = [each["open_vote"] for each in motion["answers"]]
    assert still_open["standing"] == "open"
    certain = {each["adopted"]: each["number"] for each in still_open["fewest"] if each["certain"]}
    assert certain == {True: 5, False: 6}
    limited = call("decide", "club.policy", "open.yaml", "--steps", "1")
    assert limited.code == 3
    assert "NOT KNOWN" in limited.out


def test_what_is_said_under_a_limit_is_so(stands) -> None:  # type: ignore[no-untyped-def]
    """Under rising limits: how it stands, and how few it takes, is as without one, or said to be open."""
    stands(minutes("Ann: for, Member: {for: 2, to come: 5, against: 2}, others: to come"))

    def told(*options: str) -> tuple[int, str, dict[tuple[bool, bool], tuple[int | None, object]]]:
        called = call("decide", "club.policy", "open.yaml", "--format", "json", *options)
        ((motion,),) = [json.loads(called.out)["motions"]]
        (each,) = [answer["open_vote"] for answer in motion["answers"]]
        numbers = {
            (it["adopted"], it["certain"]): (it["number"], it["open"]) for it in each["fewest"]
        }
        return called.code, each["standing"], numbers

    code, standing, known = told()
    assert (code, standing) == (3, "open")

    for steps in (1, 1_000, 5_000, 10_000, 20_000, 40_000, 100_000):
        code, said, numbers = told("--steps", str(steps))
        assert code == 3
        assert said in (standing, "unknown")
        for key, (number, why) in numbers.items():
            assert (number is None) is (why is not None)
            assert number in (None, known[key][0])
    assert told("--steps", "100000000")[2] == known
