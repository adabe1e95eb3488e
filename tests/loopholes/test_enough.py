"""How many suffice: if the others are silent first, then whatever they do, and what that is relative to."""

from __future__ import annotations

import pytest

from policy_dsl.loading import load_text
from tests.loopholes.test_against_brute_force import searched
from verifier.answers.loopholes import way
from verifier.loopholes import supporting
from verifier.results.loopholes import Loophole, Supporters, Undetermined
from verifier.solving.answers import LimitReached
from verifier.solving.reasons import Reason, Why
from verifier.words import supporters as say


def only_way(rules: str) -> Loophole:
    spec = load_text(rules, "enough.policy")
    (found,) = searched(spec, spec.properties[0]).loopholes
    return found


CONSENSUS = """\
governance "Two approvals and no objection"
parties 8 Voter
body Committee
  members Voter
  quorum none
  fixed membership
power approval
  requires at least 2 votes in favour in Committee and consensus in Committee
property majority_needed
  every decision requires majority of members in Committee
"""


def test_two_are_enough_if_nobody_objects() -> None:
    it = only_way(CONSENSUS)
    assert it.enough.silent == Supporters(2, ("any 2 of Voter",))
    assert it.enough.opposed == Supporters(8, ("8 Voter",))
    assert it.enough.every is True
    assert say.enough(it.enough) == (
        "2 supporters suffice if the others are silent: any 2 of Voter; 8 whatever the others do: 8 Voter."
    )


def test_what_a_limit_keeps_open_of_every_decision_is_no_no(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two suffice for every decision there; not knowing it is told as open, in JSON and beside the way."""

    class Never:
        def ask(self, _: object) -> None:
            raise LimitReached(Reason(Why.STEPS, 7))

    monkeypatch.setattr(supporting, "fails_somewhere", lambda *_: Never())
    it = only_way(CONSENSUS)
    assert it.enough.silent == Supporters(2, ("any 2 of Voter",))
    assert it.enough.every == Undetermined("the limit of 7 steps was reached")
    assert any("every such decision (the limit of 7 steps was reached)" in each for each in it.open)
    assert way(it).supporters_for_every_decision == Undetermined("the limit of 7 steps was reached")
    assert say.enough(it.enough).startswith("For the decision shown, 2 supporters suffice")


PRESENCE = """\
governance "Its presence makes the quorum"
party A
party B
party C
party D
party E
group Councils is A, E
body G
  members A, B, C, D, E
  quorum at least 1 of members among Councils
  fixed membership
power ordinary requires majority of votes cast in G
property veto A can block every decision{manner}
"""


def test_it_is_said_what_the_holder_does_meanwhile() -> None:
    it = only_way(PRESENCE.format(manner=""))
    assert it.enough.acting == "with A voting against"
    assert isinstance(it.enough.silent, Supporters)
    assert it.enough.silent.number == 2
    assert isinstance(it.enough.opposed, Supporters)
    assert it.enough.opposed.number == 3


def test_of_a_holder_that_is_away_the_others_make_the_quorum() -> None:
    """Whatever the others do, then, only with the one who makes it."""
    it = only_way(PRESENCE.format(manner=" by staying away"))
    assert it.enough.acting == "with A staying away"
    assert it.enough.silent == Supporters(1, ("E",))
    assert isinstance(it.enough.opposed, Supporters)
    assert "E" in it.enough.opposed.who


PERMANENT = """\
governance "Permanent members"
party A
party B
party C
parties 6 Elected
group Permanent is A, B, C
body Council
  members Permanent, Elected
  quorum none
  fixed membership
power ordinary
  requires at least 5 votes in favour in Council and no objection from Permanent in Council
property veto "Each can stop everything by abstaining"
  every one of Permanent alone can block every decision by abstaining
"""


def test_those_named_are_others_than_the_holder() -> None:
    it = only_way(PERMANENT)
    assert it.enough.acting == f"with {it.scenario.coalition[0]} abstaining"
    assert isinstance(it.enough.opposed, Supporters)
    assert it.enough.opposed.number == 5
    others = sorted({"A", "B", "C"} - set(it.scenario.coalition))
    assert f"{others[0]} and {others[1]}" in it.enough.opposed.who
