"""Who is meant where parties are named, and some of them are taken out."""

from __future__ import annotations

import pytest

from policy_dsl import examine_text, load_text
from policy_dsl.model import ConsentVote, Includes, Not, Specification, Who
from policy_dsl.state import intervals
from verifier.mutation.mutants import mutants

TEXT = """governance "A board"
party A
party B
party C
party Mayor
group Side is A, B
group Others is Board except A, Mayor
group More is Others, A
group Fewer is Side, C except B
body Board
  members A, B, C, Mayor
  quorum none
body Panel
  members A, C
  quorum none
decision
  substance affects : parties
power p
  requires consent of every one of WHO in Board
"""


def read(who: str) -> Specification:
    return load_text(TEXT.replace("WHO", who), "board.policy")


def meant(specification: Specification) -> Who:
    requirement = specification.powers[0].requires.under(None)
    assert isinstance(requirement, ConsentVote)
    return requirement.who


@pytest.mark.parametrize(
    ("said", "them"),
    [
        ("Board except A", "B C Mayor"),
        ("Board except Side, Mayor", "C"),
        ("Board except Panel", "B Mayor"),
        ("Others", "B C"),
        ("Others except B", "C"),
        ("More", "A B C"),
        ("More except Panel", "B"),
        ("Fewer", "A C"),
        ("Side except B", "A"),
    ],
)
def test_those_who_are_left(said: str, them: str) -> None:
    specification = read(said)
    seats = intervals(specification)[-1].state.seats
    who = meant(specification)
    assert sorted(who.everybody(seats)) == them.split()
    assert [p.name for p in specification.parties if who.means(p.name, seats)] == them.split()
    assert who.label == said


def test_whom_an_attribute_takes_out_is_certain_on_no_decision() -> None:
    specification = read("Board except affects")
    seats = intervals(specification)[-1].state.seats
    who = meant(specification)
    assert (who.attributes, who.seated_in, who.varies) == (("affects",), ("Board",), True)
    assert not list(who.everybody(seats))
    assert all(who.may_mean(party.name, seats) for party in specification.parties)


def test_no_one_of_them_is_not_any_of_them() -> None:
    text = TEXT.replace("power p\n", "power p when affects includes no one of Board except A\n")
    condition = load_text(text.replace("WHO", "Side"), "board.policy").powers[0].when.under(None)
    assert isinstance(condition, Not)
    assert isinstance(condition.part, Includes)
    assert (condition.part.who.label, condition.part.every) == ("Board except A", False)


@pytest.mark.parametrize("said", ["Board except A, B, C, Mayor", "Side except Board, Side"])
def test_somebody_has_to_be_left(said: str) -> None:
    found = examine_text(TEXT.replace("WHO", said), "board.policy")
    assert [each.code for each in found.diagnostics] == ["VP094"]


def test_whom_it_leaves_out_is_a_slip_to_be_noticed() -> None:
    for said, whole in (("Side except B", "Side"), ("Board except affects, A", "Board")):
        slips = [it for it in mutants(read(said)) if it.kind == "whom it leaves out"]
        assert [(it.before, it.after) for it in slips] == [(said, whole)]
        changed = meant(slips[0].specification)
        assert changed == meant(read(whole))
