"""Small rules at their edges, with verdicts argued by hand: where one more, or one who need not come, decides."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Decision, Vote, single
from policy_dsl.interpreter import Meeting, Numbers, decide
from policy_dsl.model import EffectKind, EffectPattern, IncludesCount
from policy_dsl.model.traverse import all_conditions
from policy_dsl.state import intervals
from verifier import check
from verifier.encoding.adoption import encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.encodings import alike

BOARD = """governance "Board"
party A
party B
party C
body Board members A, B, C quorum {quorum}
decision
  substance urgent : yes or no
"""
MORE = BOARD.format(quorum="none") + "power one requires more than 1 of members in Board\n"
ABSENT = (
    BOARD.format(quorum="at least 3 of members")
    + """power one requires majority of votes cast in Board
recusal own in Board when urgent excludes A from voting
"""
)
COHORT = """governance "Cohort"
party A
parties 3 Member
body Board members A, Member quorum none
decision substance gains : parties
power one requires majority of votes cast in Board
recusal own in Board excludes gains from voting
"""
LASTING = """governance "Lasting"
party A
party B
party C
body Board members A, B, C quorum {quorum} fixed membership
decision substance urgent : yes or no
power one may amend veto requires majority of votes cast in Board
  fixed "law"
rule veto limits one when urgent requires consent of A in Board
recusal own in Board excludes A from voting {counting}
  fixed "law"
"""
# Whoever is recused need not come, so where it makes the quorum nothing is amended without its help.
MAKES_QUORUM = LASTING.format(quorum="at least 3 of members", counting="")
COUNTED_OUT = LASTING.format(quorum="at least 2 of members", counting="and counting")
TIE = """governance "Tie"
party A
party B
party Chair
body Board members A, B chair Chair with casting vote quorum none
power one requires attendance of A in Board and no rejection by majority of votes cast in Board
"""
MAJORITY = BOARD.format(quorum="none") + "power one requires majority of votes cast in Board\n"
# Who is recused makes the quorum, if it comes: that is its own to choose, and not for whoever blocks.
COMES = (
    BOARD.format(quorum="at least 2 of members")
    + """power one requires at least 1 votes in favour in Board
recusal own in Board when urgent excludes B from voting
"""
)
ALL_LESS = """governance "All but some"
party A
party B
party C
body Board members A, B, C quorum none
decision substance gains : parties
power one requires consent of every one of Board except gains, C in Board
"""
# Of three who are alike, two that are named twice.
TWICE = """governance "Twice"
party A
party B
party C
group Pair is A, B
group Two is A, B
body Board members A, B, C quorum none
power one requires majority of members in Board
"""
# Where a first meeting is not quorate there is another, and what is asked at the last is asked there.
AGAIN = """governance "Again"
party A
party B
party C
body Board members A, B, C quorum at least 3 of members
power one requires at least 1 votes in favour in Board
  or at an adjourned meeting of Board at least 1 votes in favour in Board with quorum none
rule kept limits one at {at} meeting requires consent of A by separate act
"""
# Some of those who may be removed sit there, and one of them does not.
COMING = """governance "Coming"
party A
party B
party C
party D
body Board members A, B, C quorum none
power one requires unanimity of members in Board
power moving may admit members to Board, remove members of Board
  requires at least 1 votes in favour in Board
"""
# What is amended may limit any power.
AMENDED = (
    BOARD.format(quorum="none")
    + """power one requires at least 1 votes in favour in Board
power two may amend firm requires consent of A by separate act
rule firm limits two requires consent of C by separate act
"""
)
AMENDS = "B can pass every decision when not amends any clause under one even after amendments"
# What one power alone may do needs C; of that, what is fixed cannot be done, nor what a composition bars by itself.
ALONE = (
    BOARD.format(quorum="none")
    + """rule firm limits one requires consent of A in Board
  fixed "law"
power one {may} requires consent of A in Board and consent of C in Board
power two requires consent of A in Board
"""
)
FIXED_FIRST = ALONE.format(may="may amend any clause")
BARRED_FIRST = (
    ALONE.format(may="may remove members of Board")
    + """group Acme is B, C
composition mix in Board allows at most 2/3 of members of Acme
"""
)
# Nobody can be removed who does not sit there, but once D does a power could, were it not prohibited.
ONCE_THERE = (
    BOARD.format(quorum="none")
    + """party D
power one requires majority of votes cast in Board
  may admit members to Board, remove members of Board
  fixed "law"
prohibition closed limits every power when removes D from Board
  fixed "law"
"""
)
# Whose members are those of two has whoever sits in one of them.
JOINT = (
    BOARD.format(quorum="none")
    + """party D
body Senate members D quorum none
body Joint members those of Board, Senate quorum none
power one requires majority of votes cast in Board may remove members of Senate
"""
)
# Who belongs to those who block rules as things are; C alone could let pass as no big one what is big.
RULED = (
    BOARD.format(quorum="none").replace("yes or no", "yes or no judged by C")
    + """
power one when not urgent requires at least 1 votes in favour in Board
power two when urgent requires consent of C in Board
group Pair is A, C
"""
)
NEVER = "the vote of C never matters to any decision"
CLAIMS = [
    # At a tie a casting vote against rejects, and a holder that acts by any means may cast it.
    (TIE, "A and Chair together can block every decision by any means", "holds"),
    (TIE, "B and Chair together can block every decision by any means", "holds"),
    (TIE, "B can block every decision by any means", "fails"),
    (MORE, "any 2 of Board together can pass every decision", "holds"),
    (MORE, "every one of Board alone can pass every decision", "fails"),
    (ABSENT, "A can block every decision when urgent by any means", "holds"),
    (ABSENT, "A can block every decision when urgent by staying away", "holds"),
    (ABSENT, "A can block every decision when urgent by voting against", "fails"),
    (ABSENT, "A can block every decision when not urgent by any means", "holds"),
    (MAJORITY, "every one of Board alone can block every decision by any means", "fails"),
    (MAJORITY, "any 2 of Board together can block every decision by any means", "holds"),
    (COMES, "C can block every decision when urgent by any means", "fails"),
    (COMES, "C can block every decision when not urgent by any means", "fails"),
    (ALL_LESS, "A can block every decision when not gains includes A", "holds"),
    (ALL_LESS, "A can block every decision when gains includes A", "fails"),
    (ALL_LESS, "C can block every decision when not gains includes C", "fails"),
    (TWICE, "some 1 of Pair and some 1 of Two together can block every decision", "holds"),
    (TWICE, "some 1 of Pair together can block every decision", "fails"),
    *(
        (AGAIN.format(at=at), "A can block every decision by any means at the first meeting", so)
        for at, so in (("the first", "holds"), ("the last", "fails"), ("every", "holds"))
    ),
    (COHORT, "some 3 of Member together can block every decision", "fails"),
    (
        COHORT,
        "some 3 of Member together can block every decision when not gains includes any of Member",
        "holds",
    ),
    (
        COHORT,
        "no 2 of Member together can block every decision when gains includes at most 1 of Member",
        "holds",
    ),
    (COMING, "A can block every decision under one", "holds"),
    (COMING, "A can block every decision under one even after amendments", "fails"),
    (AMENDED, AMENDS, "fails"),
    (AMENDED + '  fixed "law"\n', AMENDS, "holds"),
    (ONCE_THERE, "no decision when removes D from Board can pass even after amendments", "holds"),
    (JOINT, "A is a member of Joint even after amendments unless it leaves", "holds"),
    (JOINT, "A is not suspended from Joint even after amendments unless it leaves", "holds"),
    (JOINT, "D is a member of Joint even after amendments unless it leaves", "fails"),
    (
        RULED,
        "any 2 of Pair together can block every decision when urgent whatever C rules",
        "holds",
    ),
    (
        RULED,
        "any 1 of Board together can block every decision when urgent whatever C rules",
        "fails",
    ),
    (ONCE_THERE, "no decision when admits A to Board can pass even after amendments", "fails"),
    (FIXED_FIRST, NEVER, "fails"),
    (BARRED_FIRST, NEVER, "fails"),
    (ALONE.format(may=""), NEVER, "holds"),
    (MAKES_QUORUM, "A can block every decision when urgent even after amendments", "vacuous"),
    (COUNTED_OUT, "A can block every decision when urgent even after amendments", "fails"),
]


@pytest.mark.parametrize(("rules", "claim", "verdict"), CLAIMS)
def test_verdicts_at_the_edge(rules: str, claim: str, verdict: str) -> None:
    read = examine_text(f"{rules}property p {claim}\n", "edges.policy")
    assert read.specification is not None, read.diagnostics
    (found,) = check(read.specification).properties
    assert found.verdict.value == verdict


def test_a_judge_is_told_apart_from_whoever_else_is_like_it() -> None:
    """Whether it belongs to a coalition decides whether it rules as things are."""
    rules = BOARD.format(quorum="none").replace("yes or no", "yes or no judged by C")
    read = examine_text(f"{rules}power one requires consensus in Board\n", "judge.policy")
    assert read.specification is not None
    names = {tuple(p.name for p in each.parties) for each in voter_classes(read.specification)}
    assert names == {("A", "B"), ("C",)}


def test_whoever_joins_is_told_apart_by_whom_decisions_name() -> None:
    """Each part of the newcomers to a body is a number of its own."""
    rules = (
        COHORT
        + "rule named limits one when gains includes at least 2 of Board requires consent of A in Board\n"
    )
    read = examine_text(rules, "newcomers.policy")
    assert read.specification is not None
    spec = read.specification
    assert any(isinstance(each, IncludesCount) for each in all_conditions(spec))
    loose = encode(spec, intervals(spec)[-1].state, voter_classes(spec), loosened=True)
    news = loose.electorate.newcomers["Board"]
    assert {(cell.marks, cell.sits) for cell in news} == {
        (frozenset(), frozenset({"Board"})),
        (frozenset({"gains"}), frozenset({"Board"})),
    }
    assert len({str(cell.size) for cell in news}) == 2


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("needed", [0, 1, 3, Fraction(1, 2), Fraction(3, 2), Fraction(7, 3)])
def test_the_least_that_is_enough(needed: int | Fraction, strict: bool) -> None:
    least = Numbers(0, None, needed, strict, 0).least
    assert Numbers(least, None, needed, strict, 0).enough
    assert not Numbers(least - 1, None, needed, strict, 0).enough


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("clause", ["and urgent", "\nrule fast limits one requires urgent"])
def test_what_is_required_goes_by_the_ruling(clause: str, ruled: bool) -> None:
    """Of a power and of what limits it."""
    rules = BOARD.format(quorum="none").replace("yes or no", "yes or no judged by C")
    read = examine_text(
        f"{rules}power one requires consent of A in Board {clause}\n", "ruled.policy"
    )
    assert read.specification is not None
    put = Decision({"urgent": not ruled}, rulings={"urgent": ruled})
    ballots = Ballots({("Board", "A"): single(Vote.FOR)})
    state = intervals(read.specification)[-1].state
    outcome = decide(read.specification, state, {}, put, ballots)
    assert outcome.adopted is ruled
    assert Meeting(read.specification, state, {}, put).adopted(ballots) is ruled


def test_whom_a_power_names_is_alike_to_nobody() -> None:
    """Everybody else who sits alike is told apart by nothing."""
    rules = BOARD.format(quorum="none") + (
        "power one requires consensus in Board\nproperty p some decision can pass\n"
    )
    spec = examine_text(rules, "alike.policy").specification
    assert spec is not None
    (prop,), (one,) = spec.properties, spec.powers
    assert [names for names in alike(spec, prop) if names] == [["A", "B", "C"]]
    named = replace(one, grants=(EffectPattern(EffectKind.REMOVE, ("Board",), "C"),))
    found = [names for names in alike(replace(spec, clauses=(named,)), prop) if names]
    assert sorted(found) == [["A", "B"], ["C"]]
