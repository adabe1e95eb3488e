"""The fewest who block are found by halving: if some do, so do more, also where to come can be worse than not to."""

from __future__ import annotations

from itertools import product

import pytest

from policy_dsl import examine_text
from policy_dsl.model.atoms import adjournments
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.resilience.claims_asked import asks_the_same
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

MEETINGS = ("the first meeting", "the last meeting", "every meeting")
NEEDED = "at least 2 votes in favour in Board with quorum none"
NAMINGS = (" and who includes no one of Board", " and not who includes every one of A, C, Member")


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


@pytest.mark.parametrize(("adjourned", "same"), [(ADJOURNED[0], True), (ADJOURNED[1], False)])
def test_if_some_pass_among_the_silent_so_do_more(adjourned: str, same: bool) -> None:
    """Where a first meeting asks nothing but what the adjourned one does; elsewhere it may be otherwise."""
    turns, falls = 0, 0
    demands = ["", *(f"rule r limits first at {at} requires {NEEDED}" for at in MEETINGS)]
    for share, rule in (("majority", each) for each in demands):
        rules = RULES.replace(" limits {limited}", "").format(share=share, adjourned=adjourned)
        claims = [
            f"property p{index}_{n} {choice} {n} of Board together can pass every decision when not"
            f" sale{naming} while the others stay away\n"
            for index, (naming, choice) in enumerate(product(NAMINGS, ("any", "some")))
            for n in range(1, 7)
        ]
        text = f"{rules}{rule}\n{''.join(claims)}"
        specification = examine_text(text, "club.policy").or_errors()
        encodings = Encodings(specification)
        so = [
            verdict_of(encodings, prop, Limits(seconds=20)) is Verdict.HOLDS
            for prop in specification.properties
        ]
        for start in range(0, len(so), 6):
            part = so[start : start + 6]
            turns += any(part) and not all(part)
            falls += part != sorted(part)
        every = [one for power in specification.powers for one in power.requires.all()]
        (found,) = (made for one in every for made in adjournments(one))
        assert asks_the_same(found) is same
    assert turns > 4
    assert not (same and falls), falls
