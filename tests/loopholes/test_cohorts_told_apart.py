"""Ways round by which some of a cohort are excluded, or all of one lose their seats, come with a story."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from policy_dsl.change import new_clauses
from policy_dsl.model import Recusal
from policy_dsl.records import replace
from policy_dsl.state import intervals_of
from verifier.changing.cohorts import fewest_gone, some_told_apart
from verifier.changing.recusals import plainly_recused
from verifier.changing.saturation import Saturated
from verifier.encoding.terms import negation
from verifier.loopholes import changes
from verifier.loopholes.bounded import Bounded, question_about
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import PropertyLoopholes
from verifier.solving.answers import Found
from verifier.solving.limits import Budget, Limits
from verifier.solving.values import Values

SOME_EXCLUDED = """
governance "A committee"
parties {size} Member
body Board
  members Member
  quorum none
decision
  substance big : yes or no
power changing
  requires at least {share} of members in Board
  may amend any clause
property p
  every decision when big requires at least {needed} votes in favour in Board
"""

ALL_OF_IT = """
governance "A council and who is above it"
party Founder
parties {size} Member
body Council
  members Founder, Member
  quorum none
power council
  requires majority of members in Council
power founder
  requires consent of Founder by separate act
  may amend any clause
recusal conflict in Council limits council
  excludes interested from voting
decision
  substance interested : parties
property p
  Member together can block every decision under council
"""


def found(text: str) -> PropertyLoopholes:
    spec = load_text(text.strip() + "\n", "rules.policy")
    it = find_loopholes(Search(spec, Limits(60), most=10**6, changes=True), spec.properties[0])
    assert it is not None
    return it


@pytest.mark.parametrize(("size", "share", "needed"), [(7, "2/3", 5), (4, "1/2", 2), (5, "3/4", 4)])
def test_a_new_recusal_excludes_some_of_a_cohort(size: int, share: str, needed: int) -> None:
    it = found(SOME_EXCLUDED.format(size=size, share=share, needed=needed))
    assert it.undetermined is None
    (recusing,) = (
        each for each in it.sets if any("recusal" in opening.text for opening in each.openings)
    )
    assert recusing.scenario.outcome == "adopted"
    assert len(recusing.scenario.earlier) == 1


@pytest.mark.parametrize("size", [2, 16])
def test_a_holder_who_is_a_whole_cohort_does_not_go_by_itself(size: int) -> None:
    it = found(ALL_OF_IT.format(size=size))
    assert it.undetermined is None
    texts = [opening.text for each in it.sets for opening in each.openings]
    assert any("suspended" in text for text in texts)


def test_how_many_go_does_not_hang_on_the_answer_that_was_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of each answer another one is made, in which other numbers of a cohort are gone or excluded."""
    others = 0

    def also_of_others(problem: Bounded, made: Saturated, answer: Found) -> Found:
        nonlocal others
        best = fewest_gone(problem, made, answer)
        told = list(some_told_apart(problem, best))
        given = [*problem.bans(made.never(problem)), *problem.fixed]
        values = Values(answer.model)
        seats = problem.encoding.ballots.all_seats
        for term in (each for seat in seats for each in (seat.seats, seat.excluded)):
            if isinstance(term, int):
                continue
            other = [term != values.number(term)]
            answered = problem.vc.question.ask(problem.budget, extra=[*given, *other])
            if isinstance(answered, Found):
                others += 1
                again = fewest_gone(problem, made, answered)
                assert list(some_told_apart(problem, again)) == told
        return best

    monkeypatch.setattr(changes, "fewest_gone", also_of_others)
    assert found(SOME_EXCLUDED.format(size=7, share="2/3", needed=5)).undetermined is None
    assert others


def test_all_that_a_new_recusal_may_say_is_told_as_plainly_as_can_be() -> None:
    """Whom it excludes, where powers are judged, and out of what: none is left to whatever answer was found."""
    spec = load_text(
        SOME_EXCLUDED.format(size=5, share="2/3", needed=4).strip() + "\n", "rules.policy"
    )
    prop = spec.properties[0]
    ask = question_about(spec, prop, intervals_of(spec, prop)[-1].state)
    encoding = Bounded(replace(ask, on_powers=True), Budget(Limits(60))).encoding
    new = [clause for effect in encoding.change.new for clause in new_clauses(spec, effect)]
    (recusal,) = (clause for clause in new if isinstance(clause, Recusal))
    plain = {str(term) for term in plainly_recused(encoding, recusal)}
    read = [
        term
        for seats in encoding.ballots.last.seats.values()
        for seat in seats
        for term in (seat.open_on_powers, seat.open_counted_out)
        if not isinstance(term, bool)
    ]
    assert len(read) > 1
    assert {str(negation(term)) for term in read} <= plain
