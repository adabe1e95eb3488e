"""What passes however many of a cohort have seats: how those are shared out among whom a decision names."""

from __future__ import annotations

import random
from collections.abc import Sequence

import z3

from policy_dsl import load_text
from policy_dsl.state import intervals
from verifier import Limits, Options, Verdict, check
from verifier.encoding.changing_rules import encode_changing
from verifier.encoding.choices import Choices, shared_out
from verifier.encoding.terms import Int, identity, number
from verifier.solving.library import substituted

TEAM = """
governance "Team"
party A
party B
parties 60 Developer
body Council members A, B quorum none
body Team members A, B, Developer quorum none
decision
  substance matter : one of plain, change
  substance conflicted : parties
  substance absent : parties
power ordinary when matter is plain
  requires majority of votes cast in Council
power amendment when matter is change
  requires at least 2/3 of votes cast in Team
  may amend any clause
recusal conflicts in Council
  excludes conflicted from voting
recusal absences in Council
  excludes absent from voting
"""


def test_what_passes_however_many_have_seats_is_asked_once() -> None:
    """Not of one number of seats of those named after the other, for which ten million steps did not suffice."""
    text = f"{TEAM}property claim some decision when changes anything can pass\n"
    asked = load_text(f"{text}  even after amendments\n", "team.policy")
    (result,) = check(asked, Options(limits=Limits(steps=4_000_000), explained=False)).properties
    assert result.verdict is Verdict.FAILS


def test_seats_are_shared_out_as_nearly_as_their_number_allows() -> None:
    """As they were where there are as many, and otherwise so that nothing is wrong with it."""
    specification = load_text(TEAM, "team.policy")
    encoding = encode_changing(specification, intervals(specification)[-1].state)
    electorate, change = encoding.electorate, encoding.change
    cells = [cell for cell in electorate.cells if not cell.voters.single]
    whole = change.sits["Team", "Developer"], change.votes["Team", "Developer"]
    sitting = [electorate.sitting["Team", cell.name] for cell in cells]
    voting = [electorate.seats["Team", cell.name] for cell in cells]
    mine = {identity(term) for term in (*sitting, *voting)}
    shares = Choices([it for it in electorate.shares if identity(it[0]) in mine])
    assert len(shares.numbers) == len(mine) == 8
    # Of other bodies and parties these limits say nothing here.
    named = {*map(str, (*sitting, *voting, *whole)), *(str(cell.size) for cell in cells)}
    limits = [limit for limit in electorate.limits if variables_of(limit) <= named]
    assert len(limits) > 8
    choose = random.Random(5)
    for _ in range(8):
        sizes = parted(choose, 60, [60] * 4)
        sits = choose.choice((0, 1, choose.randint(0, 60), 60))
        votes = choose.choice((0, choose.randint(0, sits), sits))
        seated = parted(choose, sits, sizes)
        instance = [
            *valued([cell.size for cell in cells], sizes),
            *valued(sitting, seated),
            *valued(voting, parted(choose, votes, seated)),
        ]
        found = shared_out(shares, instance, valued(whole, (sits, votes)))
        for each in range(5):
            if each:
                sits = choose.randint(0, 60)
                votes = choose.choice((0, choose.randint(0, sits), sits))
            guess = valued(whole, (sits, votes))
            there = [(variable, z3.simplify(substituted(it, guess))) for variable, it in found]
            if not each:
                assert {str(v): str(n) for v, n in there} == {str(v): str(n) for v, n in instance}
            assert all(
                z3.is_true(z3.simplify(substituted(limit, [*guess, *there]))) for limit in limits
            )


def parted(choose: random.Random, whole: int, rooms: Sequence[int]) -> list[int]:
    """A whole in parts, each of at most so many; often as many or as few as can be."""
    found: list[int] = []
    left, behind = whole, sum(rooms)
    for room in rooms:
        behind -= room
        least, most = max(0, left - behind), min(room, left)
        found.append(choose.choice((least, most, choose.randint(least, most))))
        left -= found[-1]
    return found


def valued(terms: Sequence[Int], numbers: Sequence[int]) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """Variables with numbers."""
    return [
        (term, number(value))
        for term, value in zip(terms, numbers, strict=True)
        if not isinstance(term, int)
    ]


def variables_of(term: z3.ExprRef) -> set[str]:
    """The names of the variables in a term."""
    if not term.children():
        return set() if z3.is_int_value(term) or z3.is_true(term) else {str(term)}
    return set().union(*map(variables_of, term.children()))
