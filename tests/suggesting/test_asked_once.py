"""Kinds of decision of which the same is so are asked about once: each asked about by itself gives the same answer."""

from __future__ import annotations

import random

from policy_dsl import load_text
from policy_dsl.model import Specification
from policy_dsl.records import replace
from policy_dsl.state import intervals
from tests.semantics.judging import LIMITS
from tests.statements.protected import protected_rules
from verifier.matrix.in_words import classes_in_words
from verifier.resilience.claims_asked import ResilienceQuestions
from verifier.suggesting.kinds import DecisionKind, asked_once, changes
from verifier.suggesting.of_a_kind import known

CLUB = """governance "Club"
party Chair
party Secretary
parties 4 Member
body Board members Chair, Secretary, Member chair Chair quorum at least 3 of members
decision
  substance matter : one of plain, dispute, house, budget
  substance who : parties
power ordinary when matter is plain or matter is house
  requires majority of votes cast in Board
power grave when matter is dispute or matter is budget
  requires at least 2/3 of votes cast in Board or at an adjourned meeting majority of votes cast in
    Board with quorum none
  may amend any clause
rule budgets limits grave at every meeting when matter is budget requires consent of Chair in Board
rule homes limits ordinary when matter is house requires majority of votes cast in Board
recusal own in Board when matter is not plain
  excludes who from voting
provision books "Books are kept"
provision house_rules "There are rules of the house"
"""


def test_what_stands_for_others_is_asked_of_each_with_the_same_answer() -> None:
    rules = [protected_rules(random.Random(f"suggest {seed}")) for seed in range(1)]
    spared = sum(map(compared, (load_text(CLUB, "club.policy"), *rules)))
    assert spared > 5


def compared(specification: Specification) -> int:
    """How many are spared; of each it is asked, too."""
    specification = replace(specification, properties=(), acceptances=())
    state = intervals(specification)[-1].state
    told = classes_in_words(specification, state, LIMITS)
    kinds = [*map(DecisionKind, told.classes), *changes(specification, state)]
    every = replace(told, classes=tuple(kind.asked for kind in kinds))
    asking = ResilienceQuestions(specification, state, every, LIMITS)
    once = asked_once(specification, state, kinds)
    for number, instead in enumerate(once):
        if number != instead:
            mine, other = (known(asking.about(each, ())) for each in (number, instead))
            assert mine == other, (kinds[number].asked.text, kinds[instead].asked.text)
    return len(kinds) - len(set(once))
