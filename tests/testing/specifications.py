"""Small specifications that the tests of strategies and conformance share."""

from pathlib import Path

from policy_dsl import load_text
from policy_dsl.model import Specification

ROOT = Path(__file__).parents[2]

COMMITTEE = """
governance "A committee"
party Chair
party Ann
party Bob
parties 6 Councillor
group Named is Ann, Bob
body Committee
  members Chair, Named, Councillor
  chair Chair with casting vote
  quorum at least 1/3 of members
body Owners
  members Named
  quorum none
decision
  form kind : one of policy, contract
  substance cost : number in GBP
  substance urgent : yes or no judged by Chair
  substance affects : parties
power ordinary
  requires majority of votes cast in Committee
  may change membership of Committee
power owners when kind is contract
  requires unanimity of members in Owners and consent of Chair by separate act
rule large limits ordinary
  when cost is at least 1_000
  requires at least 2/3 of members in Committee
exception small_or_urgent to large
  when urgent or cost is below 2_000 and affects includes any of Named
recusal interested in Committee
  when affects includes Chair
  excludes affects from voting
prohibition never limits owners when affects includes every one of Named
timeline
  on 2020-01-01 Ann is suspended from Committee
  on 2020-02-01 Ann is restored to Committee
"""


def committee() -> Specification:
    return load_text(COMMITTEE, "committee.policy")
