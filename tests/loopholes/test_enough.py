"""How many suffice: if the others are silent first, then whatever they do, and what that is relative to."""

from __future__ import annotations

import itertools

import pytest

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Counts
from policy_dsl.interpreter import decide
from policy_dsl.loading import load_text
from policy_dsl.model import Specification
from policy_dsl.state import initial_state
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


RECUSED = """\
governance "Who comes without a vote"
parties 3 Founder
party X
party Y
body Board
  members Founder, X, Y
  quorum at least {quorum} of members
decision
  substance conflict : parties
power p requires at least 1 votes in favour in Board and no objection from any of {who} in Board
recusal c in Board excludes conflict from voting {counting}
property each {claim} can block every decision
"""


def fewest_by_hand(spec: Specification, it: Loophole) -> int | None:
    """So few of the others have to do something, all besides the holder staying away, the holder as in the story."""
    decision, holders = it.scenario.decision, it.scenario.coalition
    named = decision.facts["conflict"]
    assert isinstance(named, frozenset)
    cells = decision.cells_of("Founder", 3)
    held = {cell: int(bool(cell) and "1 Founder" in holders) for cell in cells}
    numbers = []
    for chosen in itertools.product(*(range(n - held[cell] + 1) for cell, n in cells.items())):
        mine = dict(zip(cells, chosen, strict=True))
        founders = {cell: _there(cell, n + held[cell], cells[cell]) for cell, n in mine.items()}
        for number in range(3):
            for them in itertools.combinations([n for n in "XY" if n not in holders], number):
                votes = {("Board", "Founder"): founders}
                for name in (*them, *(n for n in "XY" if n in holders)):
                    recused = frozenset({"conflict"}) if name in named else NO_ATTRIBUTE
                    votes["Board", name] = {NO_ATTRIBUTE: _there(recused, 1, 1)}
                if decide(spec, initial_state(spec), {}, decision, Ballots(votes)).adopted:
                    numbers.append(sum(chosen) + number)
    return min(numbers, default=None)


def _there(cell: frozenset[str], number: int, size: int) -> Counts:
    """So many come, and vote for where they may vote."""
    return Counts(0 if cell else number, 0, number if cell else 0, size - number)


@pytest.mark.parametrize("counting", ["", "and counting"])
@pytest.mark.parametrize(
    ("who", "claim"), [("Founder", "every one of Founder alone"), ("Board", "Y")]
)
def test_who_is_silent_does_not_attend_without_a_vote(who: str, claim: str, counting: str) -> None:
    """Of those recused only supporters come, and the holder as far as it is said to."""
    for quorum in (1, 3, 4):
        rules = RECUSED.format(quorum=quorum, who=who, claim=claim, counting=counting)
        spec = load_text(rules, "recused.policy")
        for it in searched(spec, spec.properties[0]).loopholes:
            if it.openings[0].kind != "route":
                continue
            silent, opposed = it.enough.silent, it.enough.opposed
            assert isinstance(silent, Supporters)
            assert silent.number == fewest_by_hand(spec, it)
            surely = isinstance(opposed, Supporters) and opposed.number == silent.number
            told = "attending without a vote" in say.enough(it.enough)
            assert told is (it.enough.every is not True and not surely)
