"""The fewest who block are found by halving: if some do, so do more, also where to come can be worse than not to."""

from __future__ import annotations

from itertools import product

import pytest

from policy_dsl import examine_text
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.solving.limits import Limits

RULES = """governance "Club"
party A
party C
parties 4 Member
decision
  substance who : parties
  substance sale : yes or no
body Board
  members A, C, Member
  quorum at least 4 of members
power first "Ordinary"
  when not sale
  requires {share} of votes cast in Board
      or at an adjourned meeting {adjourned}
power second "Sale"
  requires {share} of those present in Board
recusal own in Board limits {limited}
  excludes who from voting
"""
ADJOURNED = (
    "majority of votes cast in Board with quorum none",
    "at least 2 votes in favour in Board with quorum none",
)


@pytest.mark.parametrize("adjourned", ADJOURNED)
def test_if_some_block_so_do_more(adjourned: str) -> None:
    turns = 0
    for share, limited in product(("majority", "at least 2/3"), ("first", "second")):
        rules = RULES.format(share=share, limited=limited, adjourned=adjourned)
        for choice, manner in product(("any", "some"), ("", " by staying away")):
            claims = [
                f"property p{n} {choice} {n} of Board together can block every decision{manner}\n"
                for n in range(1, 7)
            ]
            specification = examine_text(rules + "".join(claims), "club.policy").or_errors()
            encodings = Encodings(specification)
            so = [
                verdict_of(encodings, prop, Limits(seconds=20)) is Verdict.HOLDS
                for prop in specification.properties
            ]
            assert so == sorted(so), (rules, choice, manner)
            turns += so[0] is not so[-1]
    assert turns > 4
