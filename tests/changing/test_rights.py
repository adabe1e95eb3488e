"""Rights are amended, repealed and fixed as clauses are."""

from __future__ import annotations

import pytest

from policy_dsl import load_text
from policy_dsl.change import after_decision, begin, belonging
from policy_dsl.state import holds_right, initial_state
from tests.semantics.building import effect
from verifier import Verdict, check
from verifier.changing.entrenchment import entrenchment
from verifier.results.entrenchment import Hold

RIGHTS = """
governance "Rights"
party Ann
party Bob
party Cleo
body Board
  members Ann, Bob
  quorum none
  fixed membership
body Club
  members Bob
  observers Ann
  quorum none
  fixed membership
power ordinary
  requires consent of Bob in Board
  may amend papers
power solemn
  requires unanimity of members in Board
  may amend keys
right papers held by members of Board
right keys held by members of Board
right stone held by members of Board fixed "the law"
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Ann holds papers", Verdict.FAILS),
        ("Ann holds keys", Verdict.FAILS),
        ("Ann holds stone", Verdict.HOLDS),
        ("Cleo does not hold papers", Verdict.HOLDS),
        ("Ann can block every decision when amends keys", Verdict.HOLDS),
        ("Ann can block every decision when amends papers", Verdict.FAILS),
        ("Ann can block every decision when amends any clause", Verdict.FAILS),
    ],
)
def test_even_after_amendments(claim: str, verdict: Verdict) -> None:
    text = f"{RIGHTS}property p {claim} even after amendments\n"
    assert check(load_text(text, "rights.policy")).properties[0].verdict is verdict


def test_a_right_may_come_to_belong_to_observers() -> None:
    text = RIGHTS.replace("members Ann, Bob", "members Bob").replace("Ann, Bob in", "Bob in")
    result = check(
        load_text(f"{text}property p Ann does not hold papers even after amendments\n", "r.policy")
    ).properties[0]
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    said = "\n".join(result.scenario.text)
    assert "As now worded, right papers belongs to members and observers of Board and Club." in said


def test_a_repealed_right_belongs_to_nobody_until_it_is_enacted() -> None:
    spec = load_text(RIGHTS, "rights.policy")
    world = begin(spec, initial_state(spec))
    amended = after_decision(world, [effect("amend", "papers")])
    now = amended.reading([belonging(spec.right["papers"], ())])
    assert not holds_right(now.specification, now.state, "Ann", "papers")
    gone = after_decision(now, [effect("lapse", "papers")])
    assert not holds_right(gone.specification, gone.state, "Bob", "papers")
    back = after_decision(gone, [effect("enact", "papers")])
    assert holds_right(back.specification, back.state, "Ann", "papers")
    with pytest.raises(ValueError, match="fixed"):
        after_decision(world, [effect("amend", "stone")])


def test_who_can_change_a_right() -> None:
    rows = {
        r.name: r
        for r in entrenchment(load_text(RIGHTS, "rights.policy")).rows
        if r.kind == "right"
    }
    assert [r.power for r in rows["papers"].routes] == ["ordinary"]
    assert "Bob" in rows["papers"].stopped(Hold.FOR_GOOD)
    assert rows["stone"].fixed == "the law"
