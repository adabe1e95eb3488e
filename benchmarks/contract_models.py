"""The governor of `examples/governor` and its eight mistakes, as they count: for more questions than suit an EVM.

Where the contracts are built a test holds these to them.
"""

from __future__ import annotations

from collections.abc import Callable

from verifier.records.occasion import Occasion

TOKENS = {"Whale": 50, "Fund": 30, "Ann": 20, "Bob": 3, "Small": 1}
QUORUM = 4  # of 106 tokens, 4 % rounded down
UNDELEGATED = "undelegated"
System = Callable[[Occasion], bool]
Adopts = Callable[[int, int, int], bool]


def tokens(occasion: Occasion, all_of_them: bool = False) -> tuple[int, int, int]:
    """The tokens for, against and abstaining: those that are delegated, or all."""
    done = [0, 0, 0]
    named = occasion.decision.facts[UNDELEGATED]
    assert isinstance(named, frozenset)
    for (_, party), cells in occasion.ballots.votes.items():
        for cell, it in cells.items():
            if all_of_them or (party not in named and UNDELEGATED not in cell):
                for place, number in enumerate((it.in_favour, it.against, it.abstain)):
                    done[place] += number * TOKENS[party]
    return done[0], done[1], done[2]


def _contract(adopts: Adopts, all_of_them: bool = False) -> System:
    return lambda occasion: adopts(*tokens(occasion, all_of_them))


MODELS = {
    "ClubGovernor": _contract(lambda f, g, a: f > g and f + a >= QUORUM),
    "SupportSwapped": _contract(lambda f, g, a: g > f and g + a >= QUORUM),
    "TiePasses": _contract(lambda f, g, a: f >= g and f + a >= QUORUM),
    "AbstentionsAgainst": _contract(lambda f, g, a: f > g + a and f + a >= QUORUM),
    "QuorumCountsAgainst": _contract(lambda f, g, a: f > g and f + g + a >= QUORUM),
    "QuorumOfForOnly": _contract(lambda f, g, a: f > g and f >= QUORUM),
    "NumeratorOffByOne": _contract(lambda f, g, a: f > g and f + a >= QUORUM + 1),
    "MoreThanTheQuorum": _contract(lambda f, g, a: f > g and f + a > QUORUM),
    "UndelegatedWeight": _contract(lambda f, g, a: f > g and f + a >= QUORUM, True),
}
