"""Parties are named together in as few words as the language has for them, and are read back as the same."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from policy_dsl.model import Includes, Specification
from policy_dsl.state import State, intervals
from verifier.describing.whom import parties_of, whom

TEXT = """governance "A board"
party Ada
party Ben
party Cleo
party Dan
party Eve
parties 3 Crowd
group Side is Ada, Ben, Cleo, Dan
body Board
  members Side, Eve, Crowd
  quorum none
decision
  substance affects : parties
power p
  when affects includes any of SAID
  requires majority of members in Board
"""
ALL = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Crowd")


def read(said: str) -> tuple[Specification, State]:
    specification = load_text(TEXT.replace("SAID", said), "board.policy")
    return specification, intervals(specification)[-1].state


@pytest.mark.parametrize(
    ("them", "said"),
    [
        (ALL, "Board"),
        (("Ada", "Ben", "Cleo", "Dan"), "Side"),
        (("Ada", "Ben", "Cleo", "Dan", "Crowd"), "Board except Eve"),
        (("Ada", "Ben", "Cleo", "Dan", "Eve"), "Board except Crowd"),
        (("Ben", "Cleo", "Dan"), "Ben, Cleo, Dan"),
        (("Ada", "Ben", "Cleo", "Eve"), "Ada, Ben, Cleo, Eve"),
        (("Ben", "Cleo", "Dan", "Eve", "Crowd"), "Board except Ada"),
        (("Ada", "Eve"), "Ada, Eve"),
    ],
)
def test_in_as_few_words_as_there_are(them: tuple[str, ...], said: str) -> None:
    specification, state = read("Board")
    who = whom(specification, state, them)
    assert who.label == said
    again, state = read(said)
    condition = again.powers[0].when.under(None)
    assert isinstance(condition, Includes)
    assert condition.who == who
    assert parties_of(again, state, condition.who) == frozenset(them)
