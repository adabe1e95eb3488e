"""What the review says of a tally in plain English: a casting vote is named exactly where one can carry it."""

import itertools

import pytest

from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import Meeting
from policy_dsl.loading import examine_text
from policy_dsl.records import replace
from policy_dsl.state import intervals
from verifier import check
from verifier.results import VoteLine
from verifier.words import plain_requirements, telling

TALLIES = (
    "majority of votes cast in Board",
    "more than 1/2 of votes cast in Board",
    "more than 50% of votes cast in Board",
    "at least 1/2 of votes cast in Board",
    "at least 2/3 of votes cast in Board",
    "majority of members in Board",
    "majority of those present in Board",
    "majority of votes cast among Some in Board",
    "majority of members in Board counting abstentions",
    "no rejection by majority of votes cast in Board",
    "turnout of majority of members in Board",
    "majority of votes cast in Board with quorum none",
    "at least 2 votes in favour in Board",
)


def _text(requirement, chair):
    return f"""
governance "G"
party A "the clerk"
party B
party C
party D
group Some is A, B, C, D
body Board
  members A, B, C, D
  {chair}
  quorum none
decision
  form big : yes or no
power p requires {requirement}
"""


@pytest.mark.parametrize(
    "requirement",
    [
        "consensus in Board",
        "no objection from A in Board",
        "no rejection by majority of votes cast in Board",
    ],
)
def test_what_needs_no_vote_for_is_met_in_an_empty_room(requirement):
    specification = examine_text(_text(requirement, "")).or_errors()
    state = intervals(specification)[-1].state
    meeting = Meeting(specification, state, {}, Decision({"big": False}))
    assert meeting.outcome(Ballots()).adopted


def _adopted(specification, casting):
    votes = {
        ("Board", who): single(vote)
        for who, vote in zip("ABCD", (Vote.FOR, Vote.FOR, Vote.AGAINST, Vote.AGAINST), strict=True)
    }
    ballots = Ballots(votes, casting={} if casting is None else {"Board": casting})
    state = intervals(specification)[-1].state
    meeting = Meeting(specification, state, {}, Decision({"big": False}))
    return meeting.outcome(ballots).adopted


@pytest.mark.parametrize("requirement", TALLIES)
def test_a_casting_vote_is_named_where_it_decides_a_tie(requirement):
    chaired = examine_text(_text(requirement, "chair A with casting vote")).or_errors()
    said = plain_requirements.requirement(chaired, chaired.clause["p"].requires.under(None))
    decides = _adopted(chaired, Vote.FOR) != _adopted(chaired, Vote.AGAINST)
    assert ("the casting vote of the clerk decides" in said) == decides
    without = examine_text(_text(requirement, "chair A")).or_errors()
    asked = without.clause["p"].requires.under(None)
    assert "casting" not in plain_requirements.requirement(without, asked)


WEIGHTED = (
    "majority of votes cast in Board weighted by shares",
    "majority of votes cast in Board",
    "casting vote of A",
)


@pytest.mark.parametrize("requirement", WEIGHTED)
def test_a_story_tells_of_a_casting_vote_exactly_where_it_decides(requirement):
    """Whatever is counted, heads or weights: by the interpreter, with it cast otherwise the decision is not adopted."""
    text = _text(requirement, "chair A with casting vote")
    text = text.replace('party A "the clerk"', 'party A "the clerk" with shares 2')
    text = text.replace("party B", "party B with shares 2").replace(
        "party C", "party C with shares 1"
    )
    text = text.replace("party D", "party D with shares 1")
    specification = examine_text(f"{text}\nproperty passable some decision can pass").or_errors()
    (result,) = check(specification).properties
    meeting = Meeting(
        specification, intervals(specification)[-1].state, {}, Decision({"big": False})
    )
    told = []
    # Who votes against casts against.
    for others in itertools.product((Vote.FOR, Vote.AGAINST), repeat=3):
        each = (Vote.FOR, *others)
        votes = {("Board", who): single(vote) for who, vote in zip("ABCD", each, strict=True)}
        outcome, otherwise = (
            meeting.outcome(Ballots(votes, casting={"Board": casting}))
            for casting in (Vote.FOR, Vote.AGAINST)
        )
        lines = tuple(
            VoteLine("Board", (who,), vote.value, 1) for who, vote in zip("ABCD", each, strict=True)
        )
        story = replace(result.scenario, votes=lines, casting={"Board": "for"}, replay=outcome)
        said = " ".join(telling.story(specification, story))
        decides = outcome.adopted != otherwise.adopted
        assert ("The casting vote in the Board is cast for it." in said) == decides, each
        told.append(decides)
    assert any(told)
