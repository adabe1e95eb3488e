"""Seats, vacant or not: what is counted of them, and that nobody is admitted beyond them."""

from __future__ import annotations

import pytest

from policy_dsl import examine_text
from policy_dsl.change import Newcomers, after_decision, begin
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import decide
from policy_dsl.model import Specification
from policy_dsl.state import intervals
from tests.semantics.asking import votes
from tests.semantics.building import effect
from verifier import Verdict, check

PARTS = """
governance "Seats"
party A
party B
party C
party D
party E
body Board
  members A, B, C
  seats {seats}
  quorum {quorum}
decision
  substance hires : yes or no
power p
  requires {requires} in Board
  may admit members to Board, remove members of Board
{more}
"""


def written(requires: str, seats: int = 5, quorum: str = "none", more: str = "") -> Specification:
    text = PARTS.format(requires=requires, seats=seats, quorum=quorum, more=more)
    found = examine_text(text, "seats.policy").specification
    assert found is not None, text
    return found


def passes(specification: Specification, ballots: str) -> bool:
    state = intervals(specification)[-1].state
    put = Decision({"hires": False})
    return decide(specification, state, {}, put, votes(Board=ballots)).adopted


def test_vacant_seats_count() -> None:
    # Three sit on five seats: three votes are a majority of the seats, two of the members.
    assert passes(written("majority of members"), "A+ B+ C-")
    assert not passes(written("majority of seats"), "A+ B+ C-")
    assert passes(written("majority of seats"), "A+ B+ C+")
    assert passes(written("majority of seats", 3), "A+ B+ C-")
    assert not passes(written("majority of votes cast", quorum="at least 2/3 of seats"), "A+ B+ C-")
    assert passes(written("majority of votes cast", quorum="at least 3/5 of seats"), "A+ B+ C0")
    assert not passes(
        written("majority of votes cast", quorum="turnout of at least 3/5 of seats"), "A+ B+ C0"
    )


def test_who_is_suspended_keeps_a_seat_that_is_not_vacant() -> None:
    suspended = "timeline\n  on 2020-01-01  C is suspended from Board"
    assert passes(written("unanimity of members", 3, more=suspended), "A+ B+")
    assert not passes(written("unanimity of seats", 3, more=suspended), "A+ B+")
    assert passes(written("at least 2/3 of seats", 3, more=suspended), "A+ B+")


def test_who_is_recused_and_counting_leaves_the_seats() -> None:
    recusal = "recusal r in Board excludes C from voting"
    assert not passes(written("at least 1/2 of seats", more=recusal), "A+ B+")
    assert passes(written("at least 1/2 of seats", more=f"{recusal} and counting"), "A+ B+")
    assert not passes(written("more than 1/2 of seats", more=f"{recusal} and counting"), "A+ B+")


def test_nobody_is_admitted_beyond_the_seats() -> None:
    for seats, admitted, adopted in ((3, "D", False), (4, "D", True), (4, "D E", False)):
        it = written("majority of votes cast", seats)
        state = intervals(it)[-1].state
        effects = frozenset(effect("admit", "Board", name) for name in admitted.split())
        # Who leaves by the same decision makes no seat vacant before it.
        for those in (effects, effects | {effect("remove", "Board", "C")}):
            put = Decision({"hires": False}, effects=those)
            outcome = decide(it, state, {}, put, votes(Board="A+ B+ C+"))
            assert outcome.adopted is adopted
            assert {o.beyond_seats for o in outcome.obstacles} == (set() if adopted else {True})
        if not adopted:
            with pytest.raises(ValueError, match="not vacant"):
                after_decision(begin(it, state), effects)
    newcomers = [effect("admit_new", "Board")]
    world = begin(it, state)
    assert len(after_decision(world, newcomers, {"Board": [Newcomers(1)]}).state.seats) == 4
    with pytest.raises(ValueError, match="not vacant"):
        after_decision(world, newcomers, {"Board": [Newcomers(2)]})


@pytest.mark.parametrize(
    ("seats", "claim", "verdict"),
    [
        (3, "no decision when admits anyone to Board can pass", Verdict.HOLDS),
        (4, "no decision when admits anyone to Board can pass", Verdict.FAILS),
        (4, "no decision when admits D to Board and admits E to Board can pass", Verdict.HOLDS),
        (5, "no decision when admits D to Board and admits E to Board can pass", Verdict.FAILS),
        (
            3,
            "A and B together can block every decision when hires even after amendments",
            Verdict.HOLDS,
        ),
        (
            4,
            "A and B together can block every decision when hires even after amendments",
            Verdict.HOLDS,
        ),
        (
            5,
            "A and B together can block every decision when hires even after amendments",
            Verdict.FAILS,
        ),
        (
            9,
            "A and B together can block every decision when hires even after amendments",
            Verdict.FAILS,
        ),
    ],
)
def test_verdicts_know_how_many_seats_there_are(seats: int, claim: str, verdict: Verdict) -> None:
    counted = "majority of seats"
    if "even after" in claim:
        # C alone admits others; with A and B against, more than half of the seats have to be theirs.
        more = "power q when admits anyone to Board and not hires"
        more += " requires consent of C in Board may admit members to Board\n"
        more += f"property claim {claim}"
    else:
        more = f"property claim {claim}"
    (result,) = check(written(counted, seats, more=more)).properties
    assert result.verdict is verdict, result.reason
    said = f"Board has {seats} seats"
    assert any(said in each.text for each in result.assumptions)
