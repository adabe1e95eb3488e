"""What is proved of changes, by going through all votes that there are: equivalent ones are, witnesses are smallest."""

from __future__ import annotations

import random

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification
from tests.mutation.campaign import drawn, every_change, main
from tests.semantics.generator import ORDINARY, Maker
from verifier.diffing.separating import Within
from verifier.mutation.witnesses import AskedMutant, places_of
from verifier.records.occasion import Occasion
from verifier.solving.limits import Limits
from verifier.testing.exhausting import Space
from verifier.testing.simplifying import weight

WEIGHTED = """
governance "Holders"
party Whale with tokens 40
party Fund with tokens 30
party Small with tokens 3
body Holders
  members Whale, Fund, Small
  quorum none
power proposal
  requires majority of votes cast in Holders weighted by tokens
      and at least 4% of members in Holders weighted by tokens counting abstentions
"""
CHAIRED = """
governance "A board"
party Chair
parties 2 Member
body Board
  members Chair, Member
  chair Chair with casting vote
  quorum at least 2/3 of members
decision
  form urgent : yes or no
power ordinary
  requires majority of votes cast in Board
rule careful limits ordinary
  requires no objection from Chair in Board
exception hurry to careful
  when urgent
recusal own_case in Board
  when urgent
  excludes Chair from voting
"""
CONSENTING = """
governance "Two chambers"
party Ann
party Bob
body House
  members Ann, Bob
  quorum none
decision
  substance affects : parties
power act
  requires at least 1 of members in House and consent of Bob by separate act
rule heard limits act
  when affects includes any of House
  requires attendance of every one of House in House or no objection from affects by separate act
timeline
  on 2020-01-01 heard lapses
"""
PLAIN = Within(effects=False, rulings=False)


def space(specification: Specification) -> list[Occasion]:
    found = Space(specification, places_of(specification), PLAIN, False, 2000)
    assert found.size is not None
    every = list(found)
    assert len(every) == found.size
    return every


@pytest.mark.parametrize(("text", "every_so_many"), [(WEIGHTED, 1), (CHAIRED, 2), (CONSENTING, 3)])
def test_brute_force_finds_no_proof_and_no_witness_wrong(text: str, every_so_many: int) -> None:
    rules = load_text(text, "small.policy")
    every = space(rules)
    proved = 0
    for mutant in every_change(rules)[::every_so_many]:
        change = AskedMutant(rules, mutant)
        witness = change.witness(places_of(rules), PLAIN)
        assert witness.unknown is None
        apart = [occasion for occasion in every if change.differs(occasion)]
        assert witness.makes_no_difference is (not apart), mutant
        proved += not apart
        if witness.occasion is not None:
            own = weight(witness.occasion)
            alike = [
                weight(other)
                for other in apart
                if other.decision == witness.occasion.decision
                and other.state == witness.occasion.state
            ]
            assert own == min(alike), mutant
    assert proved


def test_random_specifications_have_witnesses_that_replay() -> None:
    """And what is proved of a change is not refuted by another's witness, or by votes that are drawn."""
    for seed in (3, 29, 31, 7):
        rules = Maker(random.Random(f"wit {seed}"), ORDINARY).specification()
        tried = every_change(rules)
        random.Random(seed).shuffle(tried)
        changes = [AskedMutant(rules, mutant) for mutant in tried[:12]]
        found = [each.witness(places_of(rules), limits=Limits(seconds=20)) for each in changes]
        seen = [each.occasion for each in found if each.occasion is not None]
        seen += drawn(rules, 40, seed)
        for change, witness in zip(changes, found, strict=True):
            if witness.makes_no_difference:
                assert not any(change.differs(occasion) for occasion in seen), change.mutant


@pytest.mark.campaign
def test_no_change_of_a_shipped_specification_is_called_equivalent_wrongly() -> None:
    assert main([]) == 0
