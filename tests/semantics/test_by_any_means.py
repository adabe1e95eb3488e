"""Whoever acts by any means chooses for itself alone: that others come, or stay away, is theirs to choose."""

from __future__ import annotations

from policy_dsl import load_text
from verifier import Verdict, check

LIMITED = """governance "Gus may not vote where one power decides"
party Elise
party Gus
body Board members Gus quorum none
power power0 requires consent of every one of Board by separate act
power power1 requires at least 1 votes in favour in Board
rule rule0 limits every power requires at least 55% of those present in Board
recusal recusal0 in Board limits power1 excludes Gus from voting
property claim Elise cannot block any decision by any means
"""
EVERY_POWER = """governance "Dov may never vote"
party Dov
party Ada
party Luk
body Board members Ada, Dov quorum none
decision form x : yes or no
power power0 requires all but 0 of members in Board
power power1 when x requires at least 1 votes in favour in Board
recusal recusal0 in Board excludes Dov from voting
property claim Luk cannot block any decision by any means
"""
# Against where the others are enough to meet, away where they are not: neither everywhere.
HERE_AND_THERE = """governance "Two bodies, each of which can decide"
party Ada
party Ben
body Senate members Ada, Ben quorum none
body Board members Ada, Ben quorum at least 2 of members
power senate requires majority of votes cast in Senate
power board requires at least 1 votes in favour in Board
property claim Ada can block every decision by any means
"""
# One against and one away: neither both against nor both away would do.
ONE_EACH = """governance "Two who are alike"
party Ada
parties 2 Farmer
body Board members Ada, Farmer quorum none
power silent requires consensus in Board
power whole requires attendance of every one of Board in Board and at least 1 votes in favour in Board
property claim Farmer can block every decision by any means
"""


def test_those_who_come_to_vote_are_not_kept_away_by_whoever_blocks() -> None:
    for text in (LIMITED, EVERY_POWER, HERE_AND_THERE, ONE_EACH):
        (result,) = check(load_text(text, "board.policy")).properties
        assert result.verdict is Verdict.HOLDS
