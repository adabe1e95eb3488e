"""What is said of a property is of the rules and of itself: the others say nothing of it, and cost it nothing."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from policy_dsl.model import Specification, traverse
from verifier import Limits, Options, check
from verifier.words.assumptions import standing

CLUB = """governance "Club"
party A
party B
body Board members A, B quorum none
decision
  form price : number
power board requires majority of votes cast in Board
"""
BLOCKS = "property q{} A can block every decision when price is {}\n"
ASKS = "power quiet requires no objection from B by separate act\n"
SILENT = "property other every decision requires no objection from B by separate act\n"


def rules(number: int, more: str = "") -> Specification:
    return load_text(CLUB + more + "".join(BLOCKS.format(n, n) for n in range(number)))


def test_what_another_claim_asks_for_is_no_assumption_of_this_one() -> None:
    def taken(it: Specification) -> list[str]:
        return list(standing(it, next(prop for prop in it.properties if prop.name == "q0")))

    assert taken(rules(1)) == taken(rules(1, SILENT))
    assert any("objects" in said for said in taken(rules(1, ASKS)))


def test_no_property_goes_through_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    truly = traverse.condition_of_claim

    def counted(claim: object) -> object:
        nonlocal read
        read += 1
        return truly(claim)  # type: ignore[arg-type]

    monkeypatch.setattr(traverse, "condition_of_claim", counted)
    reads = []
    for number in (10, 20, 40):
        read = 0
        options = Options(limits=Limits(seconds=None, steps=1), count_loopholes=True)
        check(rules(number), options)
        reads.append(read)
    # Twice as many properties take twice as much, and not four times.
    assert reads[2] - reads[1] <= 2.2 * (reads[1] - reads[0])
