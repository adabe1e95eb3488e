"""Mistakes with the casting vote are asked about among the first questions; and it is a part that is exercised."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from policy_dsl import load_text
from verifier.diffing.separating import Within
from verifier.mutation.casting import mutants_of_casting
from verifier.mutation.witnesses import AskedMutant, places_of
from verifier.testing import Disagreement, assert_conforms
from verifier.testing.exhausting import Space
from verifier.testing.telling_questions import Reached, TellingQuestions

BOARD = """
governance "A board"
party Okafor "The chair"
party Brandt
parties {residents} Resident
body Board
  members Okafor, Brandt, Resident
  chair Okafor with casting vote
  quorum at least {quorum} of members
decision
  substance gains : one of others, presiding
power ordinary
  requires majority of votes cast in Board
recusal gain in Board
  when gains is presiding
  excludes Okafor from voting
"""
RULES = load_text(BOARD.format(residents=6, quorum=4))
SMALL = load_text(BOARD.format(residents=2, quorum=2))
NONE = {"for": 0, "against": 0, "abstain": 0, "absent": 0}


class Board:
    """A system; `casts` says what a chair may do that casts."""

    def __init__(self, casts: tuple[str, ...] = ("for", "abstain"), recused: bool = False) -> None:
        self.casts, self.recused = casts, recused

    def decide(
        self, decision: Mapping[str, str], ballots: Mapping, casting: Mapping[str, str]
    ) -> bool:
        votes = ballots["Board"]
        recused = decision["gains"] == "presiding"
        count = {
            what: number + [votes["Okafor"] if not recused else "", votes["Brandt"]].count(what)
            for what, number in {**NONE, **votes["Resident"]}.items()
        }
        absent = votes["Resident"]["absent"]
        absent += [votes["Okafor"], votes["Brandt"]].count("absent")
        if 8 - absent < 4 or not count["for"]:
            return False
        chair = votes["Okafor"] in self.casts and (self.recused or not recused)
        tie = count["for"] == count["against"] and chair and casting.get("Board") == "for"
        return count["for"] > count["against"] or tie


MISTAKES = {
    "absent": Board(("for", "abstain", "absent")),
    "against": Board(("for", "abstain", "against")),
    "recused": Board(recused=True),
    "no casting vote": Board(()),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_mistakes_with_the_casting_vote_are_found_soon(mistake: str, seed: int | None) -> None:
    with pytest.raises(Disagreement):
        assert_conforms(MISTAKES[mistake].decide, RULES, examples=60, seed=seed, database=None)


def test_a_system_without_one_agrees() -> None:
    assert_conforms(Board().decide, RULES, examples=60, database=None)


def test_what_decides_otherwise_is_found_where_there_is_any() -> None:
    """Interpreter and encoding agree on what such a chair does: all votes, tried one by one."""
    within = Within(effects=False, rulings=False)
    places = places_of(SMALL)
    every = list(Space(SMALL, places, within, False, 10_000))
    for mutant in mutants_of_casting(SMALL):
        asked = AskedMutant(SMALL, mutant)
        witness = asked.witness(places, within)
        assert witness.occasion is not None
        assert asked.differs(witness.occasion)
        differing = [it for it in every if asked.differs(it)]
        assert all(it.ballots.casting for it in differing)
        assert differing


def test_it_is_a_part_that_is_exercised_both_ways() -> None:
    telling = TellingQuestions(SMALL, places_of(SMALL), Within(effects=False, rulings=False))
    for occasion in telling.separating():
        telling.note(occasion)
    (part,) = (
        it for it in telling.exercised().parts if it.text == "casting vote of Okafor in Board"
    )
    assert (part.met, part.not_met) == (Reached.YES, Reached.YES)
