"""What a system is asked: what tells most first, no question twice, all that there are where they are few."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification
from verifier.records.occasion import Occasion
from verifier.testing import Disagreement, assert_conforms, telling_scenarios
from verifier.testing.exhausting import Space
from verifier.testing.simplifying import weight
from verifier.testing.strategies import asked_about
from verifier.testing.systems_asked import Run, question_of
from verifier.testing.telling_questions import Reached
from verifier.words.mutating import SEATS_OF_ANOTHER_DATE

# Shares of 101 tokens: 4 % of them is 4.04, which the contract rounds down, and a ballot of 4 tells the two apart.
GOVERNOR = """
governance "Token governor"
party Whale with tokens 45
party Fund with tokens 31
party Ann with tokens 20
party Bob with tokens 3
parties 2 Small "small holder" with tokens 1
body Holders
  members Whale, Fund, Ann, Bob, Small
  quorum none
power proposal
  requires majority of votes cast in Holders weighted by tokens
      and at least 4% of members in Holders weighted by tokens counting abstentions
"""
TOKENS = {"Whale": 45, "Fund": 31, "Ann": 20, "Bob": 3, "Small": 1}


def governor(quorum: Callable[[int, int, int], bool]) -> Callable[[Occasion], bool]:
    """A contract whose quorum is this of tokens for, against and abstaining."""

    def system(occasion: Occasion) -> bool:
        done = [
            (counts.in_favour * weight, counts.against * weight, counts.abstain * weight)
            for (_, party), cells in occasion.ballots.votes.items()
            for weight in (TOKENS[party],)
            for counts in cells.values()
        ]
        for_, against, abstaining = (sum(each) for each in zip(*done, strict=True))
        return for_ > against and quorum(for_, against, abstaining)

    return system


DEFECTS = {
    "votes against count towards the quorum": lambda f, g, a: f + g + a >= 5,
    "the quorum is rounded down": lambda f, g, a: f + a >= 4,
    "the quorum is dropped": lambda f, g, a: True,
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_of_a_governor_is_found_within_sixty_questions_with_every_seed(
    defect: str,
) -> None:
    rules = load_text(GOVERNOR, "governor.policy")
    system = governor(DEFECTS[defect])
    asked: list[bool] = []

    def counted(occasion: Occasion) -> bool:
        said = system(occasion)
        asked.append(said is occasion.adopted)
        return said

    for seed in range(20):
        asked.clear()
        with pytest.raises(Disagreement):
            assert_conforms(counted, rules, seed=seed, examples=60)
        assert asked.index(False) < 60


def rules_of(text: str) -> Specification:
    return load_text(text, "small.policy")


THREE = """
governance "Three"
party Ann
party Bob
party Cem
body Board
  members Ann, Bob, Cem
  quorum at least 2 of members
decision
  form urgent : yes or no
power ordinary
  requires majority of votes cast in Board
rule hard limits ordinary
  when not urgent
  requires at least 1 of members in Board
"""


def test_all_questions_are_asked_once_where_they_are_few() -> None:
    asked: list[object] = []

    def system(occasion: Occasion) -> bool:
        asked.append(question_of(occasion))
        return occasion.adopted

    about = asked_about(rules_of(THREE))
    run = Run(system, about)
    run.compare(1000)
    assert run.exhausted
    assert run.asked == len(asked) == len(set(asked)) == 4**3 * 2
    fewer = Run(system, about)
    fewer.compare(100)
    assert not fewer.exhausted
    assert fewer.asked <= 100


def test_no_question_is_asked_twice() -> None:
    asked: list[object] = []

    def system(occasion: Occasion) -> bool:
        asked.append(question_of(occasion))
        return occasion.adopted

    assert_conforms(system, load_text(GOVERNOR, "governor.policy"), examples=70)
    assert len(asked) == len(set(asked)) == 70


def test_what_would_have_been_noticed_is_told() -> None:
    run = Run(lambda occasion: occasion.adopted, asked_about(rules_of(THREE)))
    run.compare(1000)
    told = run.telling.exercised()
    assert told.noticed + told.no_difference == told.changes
    assert told.open == 0
    # Whoever has a majority of votes cast has one vote: the rule is never what keeps a decision from it.
    hard = next(part for part in told.parts if part.text.startswith("at least 1 of members"))
    assert hard.not_met is Reached.CANNOT_BE
    assert next(p for p in told.parts if p.text.startswith("majority")).both_ways


def test_a_disagreement_comes_as_the_smallest() -> None:
    """Of all questions that show it none is smaller."""
    rules = rules_of(THREE)

    def system(occasion: Occasion) -> bool:
        counted = occasion.outcome.bodies[0].counted
        return occasion.adopted and not counted.abstaining

    with pytest.raises(Disagreement) as caught:
        assert_conforms(system, rules)
    about = asked_about(rules)
    every = Space(rules, about.places, about.within, False, 1000)
    showing = [it for it in every if system(it) is not it.adopted]
    assert weight(caught.value.occasion) == min(map(weight, showing))


def test_telling_scenarios_are_asked_about_first() -> None:
    rules = rules_of(THREE)
    asked: list[object] = []

    def system(occasion: Occasion) -> bool:
        asked.append(question_of(occasion))
        return occasion.adopted

    assert_conforms(system, rules)
    telling = [question_of(each) for each in telling_scenarios(rules)]
    assert telling == asked[: len(telling)]
    assert len(telling) == len(set(telling)) >= 5


def test_a_system_that_answers_by_chance_is_told_so() -> None:
    answers = iter([True, True, False] * 1000)
    with pytest.raises(AssertionError, match="now one way, now another"):
        assert_conforms(lambda occasion: next(answers), rules_of(THREE))


def test_separating_questions_come_before_others() -> None:
    """So few tell the rules from most changes of them."""
    run = Run(lambda occasion: occasion.adopted, asked_about(rules_of(THREE)))
    run.compare(15)
    told = run.telling.exercised()
    assert run.asked == 15
    assert told.noticed > told.changes // 2


READ = """
governance "Read in two ways"
party Ann
party Bob
body Board
  members Ann, Bob
  quorum none
power ordinary
  requires
    reading strict "strictly": majority of votes cast in Board
    reading wide "widely": at least 1 of members in Board
"""


def test_a_reading_that_is_not_asked_about_is_no_change_and_no_part() -> None:
    about = asked_about(rules_of(READ), readings={"ordinary": "wide"})
    run = Run(lambda occasion: occasion.adopted, about)
    run.compare(100)
    told = run.telling.exercised()
    assert [part.text for part in told.parts] == ["at least 1 of members in Board"]
    assert all("majority" not in each.mutant.before for each in run.telling.changes)


SUSPENDED = """
governance "Four, one of them suspended for a time"
party Ann
party Bob
party Cem
party Dee
body Board
  members Ann, Bob, Cem, Dee
  quorum none
power ordinary
  requires {}
timeline
  on 2024-01-01 Ann is suspended from Board
  on 2024-06-01 Ann is restored to Board
"""


def seats_of_another_date(requires: str, uncounted: bool) -> list[tuple[bool, bool]]:
    """Of the suspension, and of its end, as if there were none: whether it is noticed, and proved to do nothing."""
    rules = load_text(SUSPENDED.format(requires), "four.policy")
    run = Run(lambda it: it.adopted, asked_about(rules, uncounted=uncounted))
    run.compare(40)
    tried = [it for it in run.telling.changes if it.mutant.kind == SEATS_OF_ANOTHER_DATE]
    if not uncounted:
        assert not any(
            it.witness and it.witness.occasion and it.witness.occasion.uncounted for it in tried
        )
    return [(it.noticed, it.makes_no_difference) for it in tried]


def test_seats_of_another_date_are_asked_about() -> None:
    yes, same = (True, False), (False, True)
    # Whoever is suspended and stays away is counted among the members, or makes no difference, which is proved.
    assert seats_of_another_date("majority of members in Board", False) == [yes, yes]
    assert seats_of_another_date("majority of votes cast in Board", False) == [same, yes]
    assert seats_of_another_date("majority of votes cast in Board", True) == [yes, yes]


def test_a_system_that_counts_the_suspended_is_found_in_one_of_the_first_questions() -> None:
    rules = load_text(SUSPENDED.format("majority of votes cast in Board"), "four.policy")

    def counts_all(ballots: Mapping[str, Mapping[str, str]]) -> bool:
        votes = list(ballots["Board"].values())
        return votes.count("for") > votes.count("against")

    with pytest.raises(Disagreement, match="voting without a vote, so not counted: Ann"):
        assert_conforms(counts_all, rules, examples=12, uncounted=True)


def test_what_cannot_be_put_to_changed_rules_is_no_difference() -> None:
    """Whoever is not suspended by these cannot be restored."""
    text = SUSPENDED.format("majority of members in Board").replace(
        "timeline",
        "power restoring\n  may restore members of Board\n  requires majority of members in Board\ntimeline",
    )
    rules = load_text(text, "four.policy")
    asked: list[Occasion] = []

    def system(occasion: Occasion) -> bool:
        asked.append(occasion)
        return occasion.adopted

    assert assert_conforms(system, rules, examples=60, effects=True) == 60
    assert any(occasion.decision.effects for occasion in asked)
