"""Conditions on who sits where: of a time they are so of all decisions or of none; where rules change, that changes."""

from __future__ import annotations

from datetime import date

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Decision
from policy_dsl.interpreter import condition_holds, settled
from policy_dsl.model import ALWAYS, And, BodyHas, Comparison, Is, Not, Or, Specification
from policy_dsl.state import interval_on
from tests.semantics.building import one, sitting, some
from verifier import Verdict, check
from verifier.results.statement import Said, Statement
from verifier.statements.printing import declarations

TEXT = """
governance "Directors"
party A
party B
party C
parties 2 Worker
group Founders is A, B
body Directors
  members A, B, C, Worker
  seats 6
  quorum none
body Council
  members A, Worker
  quorum none
decision
  substance sells : yes or no
power plain
  when Directors has at least 2 members
  requires majority of members in Directors
  may suspend members of Directors
power sole "The one who is left decides"
  when Directors has exactly 1 member
  requires consent of any of Directors by separate act
recusal own in Directors
  when sells
  excludes A from voting
timeline
  on 2001-01-01  C is suspended from Directors
  on 2002-01-01  Worker leaves Directors
  on 2003-01-01  B, C leave Directors
""".replace("consent of any of Directors", "consent of every one of Directors")


def spec(more: str = "") -> Specification:
    found = examine_text(TEXT + more, "directors.policy")
    assert found.specification is not None, found
    return found.specification


@pytest.mark.parametrize(
    ("year", "members", "founders", "in_council", "vacant"),
    [(2000, 5, 2, 3, 1), (2001, 4, 2, 3, 1), (2002, 2, 2, 1, 3), (2003, 1, 1, 1, 5)],
)
def test_how_many_sit(year: int, members: int, founders: int, in_council: int, vacant: int) -> None:
    """Who is suspended is no member, and its seat not vacant; who is recused is one."""
    it = spec()
    state = interval_on(it, date(year, 6, 1)).state

    def so(among: object, number: int, comparison: Comparison, vacant: bool = False) -> bool:
        asked = BodyHas("Directors", comparison, number, vacant, among)  # type: ignore[arg-type]
        put = Decision({"sells": True})
        return condition_holds(it, state, put, asked, False)

    for among, number in (
        (None, members),
        (some("Founders", "A B"), founders),
        (sitting("Council"), in_council),
        (one("A"), 1),
    ):
        assert so(among, number, Comparison.EXACTLY)
        assert so(among, number, Comparison.AT_LEAST)
        assert so(among, number, Comparison.AT_MOST)
        assert not so(among, number, Comparison.ABOVE)
        assert not so(among, number, Comparison.BELOW)
        assert so(among, number + 1, Comparison.BELOW)
    assert so(None, vacant, Comparison.EXACTLY, True)
    assert not so(None, vacant + 1, Comparison.EXACTLY, True)


@pytest.mark.parametrize(
    ("claim", "verdicts"),
    [
        # Of the years in which more sit the claim says nothing.
        ("A can pass every decision when Directors has exactly 1 member throughout", "vvvh"),
        ("A can pass every decision when Directors has at most 2 members throughout", "vvfh"),
        (
            "A can pass every decision when Directors has exactly 1 member and sells"
            " or Directors has more than 9 members from 2000-01-01 to 2004-01-01",
            "vvvh",
        ),
        ("A can block every decision when Directors has no vacant seats throughout", "vvvv"),
    ],
)
def test_a_claim_is_about_the_times_at_which_it_is_so(claim: str, verdicts: str) -> None:
    (result,) = check(spec(f"property p {claim}")).properties
    assert "".join(state.verdict.value[0] for state in result.states) == verdicts
    of_all = {"v": Verdict.VACUOUS, "f": Verdict.FAILS, "h": Verdict.HOLDS}
    worst = next((v for v in "fh" if v in verdicts), "v")
    assert result.verdict is of_all[worst]


def test_what_is_asked_of_the_time_changes_with_the_rules() -> None:
    """The three who can be suspended are, one by one: then one is left, who can be suspended by nobody."""
    text = TEXT.split("timeline", maxsplit=1)[0]
    claims = (
        "A can block every decision when Directors has at least 3 members even after amendments",
        "no decision when Directors has exactly 1 member can pass even after amendments",
        "no decision when Directors has at least 6 members can pass even after amendments",
    )
    more = "\n".join(f"property p{n} {claim}" for n, claim in enumerate(claims))
    found = examine_text(text + more, "directors.policy").specification
    assert found is not None
    verdicts = [result.verdict for result in check(found).properties]
    assert verdicts == [Verdict.FAILS, Verdict.FAILS, Verdict.VACUOUS]


def test_what_is_left_once_the_time_is_known() -> None:
    it = spec()
    state = interval_on(it, date(2002, 6, 1)).state
    so = BodyHas("Directors", Comparison.EXACTLY, 2)
    not_so = BodyHas("Directors", Comparison.ABOVE, 2)
    sells, never = Is("sells", True), Or(())
    for given, left in (
        (so, ALWAYS),
        (not_so, never),
        (Not(so), never),
        (And((so, sells)), sells),
        (And((not_so, sells)), never),
        (Or((so, sells)), ALWAYS),
        (Or((not_so, Not(sells))), Not(sells)),
        (Not(And((so, sells))), Not(sells)),
    ):
        assert settled(it, state, given) == left


def test_a_property_that_is_printed_of_one_time_does_not_ask_about_it() -> None:
    it = spec(
        "property p A can block every decision when sells and Directors has at most 2 members throughout"
    )
    (text,) = declarations(it, "check", [Statement(Said.GOT_ROUND, it.properties[0].claim, False)])
    assert "when sells" in text
    assert "has" not in text
    assert examine_text(TEXT + text, "printed.policy").specification is not None
