"""VL09 in small random rules, against enumeration by the interpreter: recusals that go by the ruling among them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from policy_dsl import load_text
from policy_dsl.decisions import Ballots, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import Specification
from policy_dsl.state import initial_state
from tests.semantics.enumerating import all_ballots
from verifier.linting.every_check import lint
from verifier.words import lint as words

from .test_against_brute_force import at_last

REQUIRED = (
    "majority of votes cast in K",
    "at least 2/3 of members in K",
    "unanimity of members not abstaining in K",
    "majority of those present in K",
    "at least 1 votes in favour in K",
    "consensus in K and attendance of at least 2 of members in K",
    "consent of A in K",
    "turnout of at least 2 of members in K",
    "no rejection by majority of votes cast in K with quorum none",
)


def rules(r: random.Random) -> str:
    members = ["A", "B", *(["J"] if r.random() < 0.6 else [])]
    chair = "chair J with casting vote" if len(members) < 3 or r.random() < 0.4 else ""
    quorum = r.choice(("none", "at least 2 of members", "turnout of at least 2 of members"))
    conditions = ("s", "not s", "s and who includes A", "who includes B or not s")
    rule = f"rule r limits p when s requires {r.choice(REQUIRED)}" if r.random() < 0.5 else ""
    lines = [
        'governance "G"',
        *(f"party {name}" for name in "ABJ"),
        f"body K members {', '.join(members)} {chair} quorum {quorum}",
        "decision",
        "  substance s : yes or no judged by J",
        "  substance who : parties",
        f"power p requires {r.choice(REQUIRED)}",
        rule,
        f"recusal x in K when {r.choice(conditions)} excludes {r.choice(('A', 'J', 'who'))} from voting",
        "  and counting" * (r.random() < 0.5),
    ]
    return "\n".join(lines)


def profits(spec: Specification) -> bool:
    """Whether some false ruling, and nothing else, turns an outcome to what the judge votes for."""
    state = initial_state(spec)
    for fact, number in itertools.product((True, False), range(2)):
        for who in itertools.combinations("ABJ", number):
            facts = {"s": fact, "who": frozenset(who)}
            false = Meeting(spec, state, {}, Decision(facts, rulings={"s": not fact}))
            truly = Meeting(spec, state, {}, Decision(facts))
            for ballots in _acting(false):
                adopted = false.adopted(ballots)
                if adopted != truly.adopted(ballots) and _votes_so(false, ballots, adopted):
                    return True
    return False


def _acting(meeting: Meeting) -> Iterator[Ballots]:
    """Whoever is recused abstains, if it comes: so it does where it may vote."""
    recused = [("K", each.party) for each in meeting.rules.seated["K"] if each.recused_by]
    for ballots in all_ballots(meeting, 1_000, consents=False):
        given = [counts for key in recused for counts in ballots.votes.get(key, {}).values()]
        if not any(counts.in_favour or counts.against for counts in given):
            yield ballots


def _votes_so(meeting: Meeting, ballots: Ballots, adopted: bool) -> bool:
    """Whether the judge votes for everywhere, or against everywhere."""
    for seat in meeting.rules.seated["K"]:
        if seat.party == "J" and not seat.recused_by:
            counts = ballots.votes.get(("K", "J"), {}).get(seat.cell, Counts())
            if not (counts.in_favour if adopted else counts.against):
                return False
    if meeting.specification.body["K"].chair is None:
        return True
    return ballots.casting.get("K") is (Vote.FOR if adopted else Vote.AGAINST)


@pytest.mark.parametrize("block", range(2))
def test_judges_who_can_profit_are_found(block: int) -> None:
    found = 0
    for seed in range(12 * block, 12 * (block + 1)):
        spec = load_text(rules(random.Random(seed)))
        result = lint(spec, at_last(spec, words.JUDGE))
        assert not result.open, seed
        assert bool(result.findings) == profits(spec), seed
        found += bool(result.findings)
    assert found
