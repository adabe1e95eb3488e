"""Compositions: how many of some parties may sit in a body, after decisions that admit and remove."""

from __future__ import annotations

from itertools import combinations

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import decide
from policy_dsl.model import Effect, EffectKind, Specification
from policy_dsl.state import intervals
from tests.semantics.asking import votes
from tests.semantics.building import effect
from verifier import Verdict, check
from verifier.encoding.effects import effect_groups, may_be_too_many
from verifier.encoding.terms import name_of

PARTS = """
governance "Composed"
party A
party B
party C
party D
party E
parties 2 Worker
group Acme is A, D, E
group All is A, B, C, D, E, Worker
body Board
  members {members}
  quorum none
decision
  substance hires : yes or no
composition mix in Board
  allows at most {allows}
power p
  requires at least 1 votes in favour in Board
  may admit members to Board, remove members of Board, suspend members of Board{amends}
{more}
"""


def written(
    allows: str, members: str = "A, B, C", more: str = "", amends: str = ""
) -> Specification:
    text = PARTS.format(allows=allows, members=members, more=more, amends=amends)
    found = examine_text(text, "composed.policy").specification
    assert found is not None, text
    return found


def passes(it: Specification, moves: str) -> bool:
    """Whether a decision that admits (+) and removes (-) these is adopted, if B votes for it."""
    state = intervals(it)[-1].state
    kinds = {"+": "admit", "-": "remove", "!": "suspend"}
    effects = {
        effect("admit_new", "Board")
        if name == "+newcomers"
        else effect(kinds[name[0]], "Board", name[1:])
        for name in moves.split()
    }
    put = Decision({"hires": True}, effects=frozenset(effects))
    outcome = decide(it, state, {}, put, votes(Board="B+"))
    assert outcome.adopted is not bool(outcome.obstacles)
    if it.body["Board"].seats is None:
        assert all(each.by == "mix" for each in outcome.obstacles)
        # Those of whom there would be too many come, or others go.
        theirs = it.compositions[0].who.parties
        assert all(
            (each.effect.kind is EffectKind.ADMIT) is (each.effect.party in theirs)
            for each in outcome.obstacles
        )
    return outcome.adopted


@pytest.mark.parametrize(
    ("allows", "members", "moves", "adopted"),
    [
        ("2 of Acme", "A, B, C", "+D", True),
        ("2 of Acme", "A, B, C", "+D +E", False),
        # Who goes makes room for who comes.
        ("2 of Acme", "A, B, C", "+D +E -A", True),
        ("1 of Acme", "A, B, C", "+D", False),
        ("1 of Acme", "A, B, C", "+D -A", True),
        ("1 of Acme", "A, B, C", "+D -C", False),
        ("1 of Acme", "A, B, C", "+newcomers +Worker", True),
        ("1 of Acme", "A, B, C", "", True),
        # Where it is more already it may not become more still; it may stay, and become less.
        ("0 of Acme", "A, B, C", "+D", False),
        ("0 of Acme", "A, B, C", "+D -A", True),
        ("0 of Acme", "A, B, C", "-A", True),
        ("0 of Acme", "A, B, C", "-C !A", True),
        # A set of parties comes as a whole.
        ("1 of Worker", "A, B, C", "+Worker", False),
        ("2 of Worker", "A, B, C", "+Worker", True),
        # A share of all who sit there: those who come and go besides count.
        ("1/3 of members of Acme", "A, B, C", "+D", False),
        ("1/3 of members of Acme", "A, B, C", "+D +newcomers", False),
        ("1/3 of members of Acme", "A, B, C", "+D +Worker", True),
        ("1/3 of members of Acme", "A, B, C", "-C", False),
        ("1/3 of members of Acme", "A, B, C", "-C +Worker", True),
        ("1/3 of members of Acme", "A, B, C", "-A", True),
        ("1/3 of members of Acme", "A, B, C, D", "-C", False),
        ("1/3 of members of Acme", "A, B, C, D", "+Worker", True),
    ],
)
def test_no_decision_gives_them_more(allows: str, members: str, moves: str, adopted: bool) -> None:
    assert passes(written(allows, members), moves) is adopted


def test_who_is_suspended_holds_a_seat_and_a_clause_not_in_force_allows_all() -> None:
    suspended = "timeline\n  on 2020-01-01  A is suspended from Board"
    assert not passes(written("1 of Acme", more=suspended), "+D")
    lapsed = "timeline\n  on 2020-01-01  mix lapses"
    assert passes(written("1 of Acme", more=lapsed), "+D")


@pytest.mark.parametrize(
    ("claim", "allows", "verdict"),
    [
        ("no decision when admits D to Board can pass", "1 of Acme", Verdict.FAILS),
        (
            "no decision when admits D to Board and not removes any member of Board can pass",
            "1 of Acme",
            Verdict.HOLDS,
        ),
        ("some decision when admits D to Board can pass", "1 of Acme", Verdict.FAILS),
        (
            "some decision when admits D to Board and removes any member of Board can pass",
            "1 of Acme",
            Verdict.HOLDS,
        ),
    ],
)
def test_verdicts(claim: str, allows: str, verdict: Verdict) -> None:
    more = "prohibition closed limits p when hires\n"
    more += "power q when hires requires consent of D in Board and consent of E in Board\n"
    it = written(allows, "A, B, C", more + f"property claim {claim}")
    (result,) = check(it).properties
    assert result.verdict is verdict, result.reason


@pytest.mark.parametrize("amends", ["mix", "q"])
def test_what_may_be_amended_may_allow_more(amends: str) -> None:
    more = 'prohibition closed limits p when hires\n  fixed "so"\n'
    more += "power q when hires requires consent of D in Board and consent of E in Board\n"
    more += '  fixed "so"\n'
    more += "property claim no decision when hires can pass even after amendments"
    (result,) = check(written("1 of Acme", "A, B, C", more, f", amend {amends}")).properties
    expected = Verdict.FAILS if amends == "mix" else Verdict.HOLDS
    assert result.verdict is expected, result.reason


# What is said of many effects at once.
MOVES = ("+D", "+E", "+Worker", "-A", "-C")


def as_effect(move: str) -> Effect:
    return effect({"+": "admit", "-": "remove"}[move[0]], "Board", move[1:])


@pytest.mark.parametrize(
    ("allows", "seats"),
    [
        ("1 of Acme", ""),
        ("2 of Acme", ""),
        ("3 of Acme", ""),
        ("1/3 of members of Acme", ""),
        ("1/2 of members of Acme", ""),
        ("9 of All", "\n  seats 4"),
        ("9 of All", "\n  seats 5"),
        ("9 of All", "\n  seats 6"),
        ("9 of All", "\n  seats 8"),
    ],
)
def test_what_may_be_too_many_and_who_is_alike(allows: str, seats: str) -> None:
    it = written(allows, members=f"A, B, C{seats}")
    state = intervals(it)[-1].state
    fine = {
        them: passes(it, " ".join(them))
        for size in range(len(MOVES) + 1)
        for them in combinations(MOVES, size)
    }
    barred = may_be_too_many(it, state, [*map(as_effect, MOVES)])
    assert bool(barred) is not all(fine.values())
    rest = {move for move in MOVES if as_effect(move) not in barred}
    assert all(fine[them] for them in fine if rest.issuperset(them))
    # Those who come are not barred without need together with those who go, nor the other way round.
    for kind in "+-":
        back = {move for move in MOVES if move[0] == kind} - rest
        if back and not seats:
            assert not all(fine[them] for them in fine if (rest | back).issuperset(them))
    # Effects with one variable stand for each other; of those that take seats it is counted how many.
    if seats:
        return
    groups = effect_groups(it, [*map(as_effect, MOVES)])
    for one, other in combinations(MOVES, 2):
        if name_of(groups[as_effect(one)]) == name_of(groups[as_effect(other)]):
            for them in fine:
                if one not in them and other not in them:
                    given = [tuple(m for m in MOVES if m in (*them, it)) for it in (one, other)]
                    assert fine[given[0]] is fine[given[1]], (them, one, other)
