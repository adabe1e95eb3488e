"""Requirements whose own quorum is lower than that of the body: what is found, and that nothing else is."""

from __future__ import annotations

import random
from datetime import date

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import Meeting
from policy_dsl.interpreter.requirements import check, quorate
from policy_dsl.model import AllOf, Specification
from policy_dsl.records import replace
from policy_dsl.state import intervals
from tests.semantics.building import attending, body, of, party, power, specification
from tests.semantics.enumerating import all_ballots
from verifier.linting.every_check import LintOptions, lint
from verifier.linting.quorums import own_quorums

TODAY = date(2026, 1, 1)
TEXT = """
governance "Society"
parties 9 Member
body Society
  members Member
  quorum at least 4 of members
decision
  form kind : one of a, b
power p
  requires {requires}
"""


def found(it: Specification) -> list[str]:
    result = lint(it, LintOptions(TODAY, ("VL13",)))
    assert not result.open
    return [finding.why for finding in result.findings]


@pytest.mark.parametrize(
    ("requires", "fewest"),
    [
        ("majority of votes cast in Society", None),
        ("majority of votes cast in Society with quorum none", "only 1 attends"),
        ("at least 3 of members in Society with quorum none", "only 3 attend"),
        ("majority of votes cast in Society with quorum at least 3 of members", "only 3 attend"),
        ("majority of votes cast in Society with quorum at least 4 of members", None),
        ("majority of votes cast in Society with quorum at least 1/2 of members", None),
        ("at least 1/2 of members in Society with quorum none", None),
        ("consensus in Society with quorum none", "which nobody attends"),
        ("no rejection by majority of votes cast in Society with quorum none", "nobody attends"),
        # What has to be met besides counts: together it takes as many as the quorum does.
        (
            "majority of votes cast in Society with quorum none"
            " and attendance of at least 5 of members in Society",
            None,
        ),
        (
            "kind is a and majority of votes cast in Society with quorum none"
            " or attendance of at least 5 of members in Society",
            "only 1 attends",
        ),
        ("turnout of at least 2 of members in Society", None),
    ],
)
def test_who_attends_at_the_least(requires: str, fewest: str | None) -> None:
    it = examine_text(TEXT.format(requires=requires), "society.policy").specification
    assert it is not None
    said = found(it)
    assert len(said) == (fewest is not None)
    assert fewest is None or fewest in said[0]


def drawn(rng: random.Random) -> Specification:
    members = ("A", "B", "C", "D")[: rng.choice([3, 4])]
    tally = of(
        rng.choice(["majority", ">= 2", ">= 2/3", "unanimity"]),
        rng.choice(["cast", "members", "present"]),
        "Board",
    )
    own = replace(tally, no_quorum=True)
    asked = power("p", own)
    if rng.random() < 0.6:
        asked = power("p", AllOf((own, attending(rng.choice([">= 1", ">= 2", ">= 3"]), "Board"))))
    quorum = attending(rng.choice([">= 1", ">= 2", ">= 1/2", ">= 3", ">= 2/3"]), "Board")
    return specification(*map(party, members), body("Board", " ".join(members), quorum), asked)


def test_found_where_some_ballots_show_it() -> None:
    seen = {True: 0, False: 0}
    for seed in range(24):
        it = drawn(random.Random(seed))
        state = intervals(it)[-1].state
        meeting = Meeting(it, state, {}, Decision({}))
        (clause,) = it.powers
        ((asked, where),) = dict.fromkeys(own_quorums(clause.requires.under(None)))
        numbers = []
        for ballots in all_ballots(meeting, 100_000, consents=False):
            floor = meeting.floor(ballots)
            if check(floor, asked, False).met and not quorate(floor, where):
                numbers.append(floor.count(where, None, None, False).present)
        said = found(it)
        assert bool(said) is bool(numbers), seed
        if numbers:
            fewest = min(numbers)
            assert f"only {fewest} attend" in said[0], (seed, said)
        seen[bool(numbers)] += 1
    assert min(seen.values()) >= 5, seen
