"""A roll call of one body alone: did it pass there, whatever the others will do?"""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.decisions import Ballots, Counts
from policy_dsl.records import replace
from verifier.encoding.completing import completions
from verifier.records.occasion import Occasion
from verifier.results.open_votes import OpenVote, RollCall, Standing
from verifier.solving.answers import LimitReached, found_or_none
from verifier.solving.limits import Budget, Limits


def roll_call(
    body: str, answers: Sequence[Occasion], open_votes: Sequence[OpenVote], limits: Limits
) -> RollCall:
    """Whether it passed there, under every reading alike."""
    said = {_passed(body, *each, limits) for each in zip(answers, open_votes, strict=True)}
    return RollCall(body, said.pop() if len(said) == 1 else None)


def _passed(body: str, occasion: Occasion, stands: OpenVote, limits: Limits) -> bool | None:
    """Whether these votes leave it possible, which others in their place would not; or the other way round."""
    if stands.standing is Standing.UNKNOWN:
        return None
    passed = stands.standing is not Standing.LOST
    other = replace(occasion, ballots=_all(body, occasion.ballots, not passed))
    votes = {seat: it for seat, it in occasion.to_come.votes.items() if seat[0] != body}
    it = completions(
        other.specification,
        other.state,
        other.readings,
        other.decision,
        other.ballots,
        replace(other.to_come, votes=votes),
    )
    try:
        could = found_or_none(it.some(True).ask(Budget(limits))) is not None
    except LimitReached:
        return None
    return passed if could is not passed and it.whole else None


def _all(body: str, ballots: Ballots, in_favour: bool) -> Ballots:
    """The same ballots, but everybody in a body votes for, or against."""
    votes = {
        seat: {
            cell: Counts(in_favour=it.total) if in_favour else Counts(against=it.total)
            for cell, it in cells.items()
        }
        if seat[0] == body
        else cells
        for seat, cells in ballots.votes.items()
    }
    return replace(ballots, votes=votes)
