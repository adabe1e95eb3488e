"""Even after amendments, on the seeds: what fails, in how many meetings, and what a proof rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.change import Wording, nothing_asked, stops_everything
from policy_dsl.model import AnyClause, ExceptionTo, Power, Rule
from tests.cli.calling import call
from verifier import PropertyResult, Verdict, check
from verifier.words import changing_rules as words

SPECS = Path(__file__).parents[2] / "specs"


@cache
def results(name: str) -> dict[str, PropertyResult]:
    return {p.name: p for p in check(load(str(SPECS / name))).properties}


def test_the_veto_is_gone_in_two_meetings() -> None:
    result = results("nottinghamshire.policy")["policy_veto_endures"]
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    assert len(result.scenario.earlier) == 1
    first = result.scenario.earlier[0]
    assert first.effects == ("repeals unanimity",)
    assert first.replay.adopted
    assert result.scenario.replay.adopted
    assert "unanimity" not in result.scenario.state.in_force
    assert result.every_reading


def test_one_rule_more_makes_it_last() -> None:
    result = results("nottinghamshire_entrenched.policy")["policy_veto_endures"]
    assert result.verdict is Verdict.HOLDS
    said = " ".join(support.text for support in result.rests_on)
    assert "rule unanimity" in said
    assert "rule entrenchment" in said
    assert "City keeps its seat and its vote in Board" in said


def test_the_protection_protects_itself() -> None:
    result = results("nottinghamshire_entrenched.policy")["entrenchment_endures"]
    assert result.verdict is Verdict.HOLDS
    names = [support.name for support in result.rests_on]
    assert names == ["exception to entrenchment", "entrenchment"]


@pytest.mark.parametrize(
    ("name", "meetings"),
    [
        ("gallery/single_entrenchment.policy:single_entrenchment", 2),
        ("gallery/us_article_v.policy:suffrage_on_the_letter", 2),
        ("gallery/company_articles.policy:founder_stops_it_for_good", 2),
        ("gallery/un_charter_amendment.policy:by_not_ratifying", 2),
    ],
)
def test_gallery_stories_are_as_short_as_can_be(name: str, meetings: int) -> None:
    file, prop = name.split(":")
    result = results(file)[prop]
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    assert len(result.scenario.earlier) + 1 == meetings


@pytest.mark.parametrize(
    "name",
    [
        "gallery/single_entrenchment.policy:people_decide_for_good",
        "gallery/us_article_v.policy:suffrage_if_entrenched",
        "gallery/us_article_v.policy:thirteen_states_for_good",
        "gallery/company_articles.policy:statutory_floor",
        "gallery/un_charter_amendment.policy:permanent_veto_for_good",
        "gallery/un_charter_amendment.policy:assembly_for_good",
    ],
)
def test_gallery_proofs(name: str) -> None:
    file, prop = name.split(":")
    assert results(file)[prop].verdict is Verdict.HOLDS


def test_a_story_reads_as_meetings() -> None:
    scenario = results("nottinghamshire.policy")["policy_veto_endures"].scenario
    assert scenario is not None
    text = "\n".join(scenario.text)
    assert text.index("First meeting.") < text.index("repeals unanimity")
    assert text.index("repeals unanimity") < text.index("Second meeting.")


VACUOUS = """
governance "Board"
party A
party B
party C
body Board
  members A, B, C
  quorum none  fixed "the law"
  fixed membership
decision
  form kind : one of plan, loan, gift
power plans
  when kind is plan
  requires majority of votes cast in Board
  may amend quorum of Board, amend later, enact later
power loans
  when kind is loan
  requires majority of votes cast in Board
  status disputed
rule later limits plans
  when kind is loan
  requires consent of A in Board
  status proposed
"""


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("A and B together can block every decision when kind is plan and kind is loan", "vacuous"),
        ("A and B together can block every decision when amends quorum of Board", "vacuous"),
        ("every decision when amends plans requires consent of A in Board", "vacuous"),
        ("no decision when amends plans can pass", "holds"),
        ("no decision when kind is plan and kind is loan can pass", "vacuous"),
        (
            "any 2 of Board together can pass every decision when kind is gift and kind is plan",
            "vacuous",
        ),
        # Under one reading no power covers it, whatever is changed.
        ("A and B together can block every decision when kind is loan", "vacuous"),
        ("A and B together can block every decision when kind is gift", "vacuous"),
        # What is not in force cannot be amended; but it can be enacted first.
        ("every decision when amends later requires at least 1 votes in favour in Board", "holds"),
        # The two would have to help to enact it; but a new exception to it may come before it does.
        ("A and B together can block every decision when amends later", "holds"),
        ("A and B together can block every decision when enacts later", "holds"),
    ],
)
def test_a_claim_about_nothing_is_vacuous(claim: str, verdict: str) -> None:
    """Nothing refutes it at any state; but at none is there such a decision that could pass."""
    text = f"{VACUOUS}property claim {claim}\n  even after amendments\n"
    assert check(load_text(text, "board.policy")).properties[0].verdict.value == verdict


AMBIGUOUS = """
governance "Board"
party A
party B
body Board
  members A, B
  quorum none
  fixed membership
decision
  substance risky : yes or no
power ordinary
  requires
    reading heads "of all": unanimity of members in Board
    reading ballots "of votes cast": unanimity of votes cast in Board
  may amend ordinary, amend strict
rule strict limits ordinary
  when risky
  requires
    reading both_of_them "both": at least 2 votes in favour in Board
    reading either_of_them "one": at least 1 votes in favour in Board
exception apart to strict
  requires
    reading both_of_them "both": at least 2 votes in favour in Board
    reading either_of_them "one": at least 1 votes in favour in Board
"""


@pytest.mark.parametrize("name", ["ordinary", "strict", "apart"])
@pytest.mark.parametrize("make", [nothing_asked, stops_everything])
def test_what_an_ambiguous_clause_comes_to_say_is_read_in_one_way(
    name: str, make: Callable[[AnyClause], Wording]
) -> None:
    now = make(load_text(AMBIGUOUS, "board.policy").clause[name]).clause
    assert isinstance(now, Power | Rule | ExceptionTo)
    assert not now.readings
    assert now.when.under(None) is not None
    assert now.requires is not None
    assert now.requires.under(None) is not None


ONE_MEETING = """\
governance "G"
party A
party B
party C
body Board
  members A, B, C
  quorum none
power p
  requires majority of votes cast in Board
  may amend any clause
property x A can block every decision even after amendments
"""


def test_a_single_meeting_is_not_numbered() -> None:
    found = check(load_text(ONE_MEETING)).properties[0].scenario
    assert found is not None
    assert found.earlier == ()
    assert not any("meeting" in line for line in found.text)


def test_meetings_are_numbered_as_one_speaks() -> None:
    said = [words.ordinal(index) for index in (0, 8, 9, 10, 20, 21, 22, 23, 110)]
    assert said == ["First", "Ninth", "10th", "11th", "21st", "22nd", "23rd", "24th", "111th"]


def test_a_title_that_is_the_name_is_not_said_twice(tmp_path: Path) -> None:
    rules = (
        ONE_MEETING
        + "rule r limits p requires consensus in Board\nrule s limits p requires consensus in Board\n"
    )
    path = tmp_path / "g.policy"
    path.write_text(rules, encoding="utf-8")
    for command in (["lint"], ["check", "--format", "github"], ["loopholes"]):
        said = call(command[0], str(path), *command[1:]).out
        assert said
        assert not re.search(r"\b(\w+) \(?“\1”", said), said


LATER = """
governance "Board"
party A
party B
body Board
  members A, B
  quorum none
  fixed membership
decision
  substance urgent : yes or no
power p requires unanimity of members in Board
timeline
  on 2020-01-02 p takes effect
"""


@pytest.mark.parametrize(
    ("when", "verdict"),
    [("throughout", "holds"), ("on 2020-01-01", "vacuous"), ("on 2020-01-02", "holds")],
)
def test_what_is_so_at_another_time_is_something_to_speak_of(when: str, verdict: str) -> None:
    """With `throughout` it is reached, like what decisions bring about."""
    text = f"{LATER}property claim A can block every decision {when} even after amendments\n"
    assert check(load_text(text, "board.policy")).properties[0].verdict.value == verdict


EXCEPTION = """
governance "Board"
party A
party B
body Board
  members A, B
  quorum none
  fixed membership "the law"
decision
  substance urgent : yes or no
power p requires majority of votes cast in Board
  may amend e
rule r limits p
  requires consent of A in Board
  fixed "the law"
exception e to r
  when urgent
"""


def test_an_amended_exception_may_demand_something() -> None:
    """As written it demands nothing; reworded, what stands in for the rule may be impossible to meet."""
    text = f"{EXCEPTION}property claim every decision can pass even after amendments\n"
    result = check(load_text(text, "board.policy")).properties[0]
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    assert "demands what cannot be met" in "\n".join(result.scenario.text)


MOVED = """\
governance "Two bodies"
party Ann
party Bob
party Max
body Board
  members Ann, Bob
  chair Max with casting vote
  quorum none
  fixed membership
body House
  members Bob
  quorum none
  fixed membership
decision
  substance gift : yes or no
  form urgent : yes or no
power ordinary
  requires unanimity of members in Board
power household
  when not gift
  requires consent of Bob in House
  may amend own
recusal own in House
  when urgent and not urgent
  excludes Bob from voting
property veto Ann can block every decision when gift even after amendments
"""


def test_a_recusal_may_come_to_be_about_another_body() -> None:
    """What Bob alone may reword keeps Ann from voting where she was needed."""
    result = check(load_text(MOVED, "board.policy")).properties[0]
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    assert len(result.scenario.earlier) == 1
    said = "\n".join(result.scenario.text)
    assert "excludes Ann from voting and counting, now in Board" in said


SEATS = """governance "G"
party Ann
party Bob
party Cem
body Board members Ann, Bob, Cem quorum none
power ordinary requires majority of votes cast in Board
power hers requires consent of Ann by separate act may remove members of Board
right papers held by members of Board
property claim """


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Ann is a member of Board even after amendments", Verdict.FAILS),  # she may leave
        ("Ann is a member of Board even after amendments unless it leaves", Verdict.HOLDS),
        ("Bob is a member of Board even after amendments unless it leaves", Verdict.FAILS),
        ("Ann holds papers even after amendments unless it leaves", Verdict.HOLDS),
        ("Bob holds papers even after amendments unless it leaves", Verdict.FAILS),
        ("Bob is not suspended from Board even after amendments", Verdict.FAILS),
        ("Bob is not suspended from Board even after amendments unless it leaves", Verdict.HOLDS),
    ],
)
def test_what_others_can_take_away(claim: str, verdict: Verdict) -> None:
    (result,) = check(load_text(SEATS + claim, "seats.policy")).properties
    assert result.verdict is verdict
    if "unless" in claim:
        said = " ".join(each.text for each in result.assumptions)
        assert "its own leaving is not counted" in said


ENACTING = """\
governance "Enacting"
party City
party County
party Trust
body Board
  members City, County, Trust
  quorum none
  fixed membership
decision
  substance sells : yes or no
power ordinary
  requires majority of votes cast in Board
  may amend any clause
  fixed "the law"
rule veto limits every power
  when sells or amends veto
  requires no objection from City in Board
property for_good City can block every decision when sells even after amendments
"""


def enacting(*changes: tuple[str, str]) -> PropertyResult:
    text = ENACTING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return check(load_text(text, "board.policy")).properties[0]


def test_a_recusal_that_nobody_declared_is_enacted() -> None:
    result = enacting()
    assert result.verdict is Verdict.FAILS
    assert result.scenario is not None
    (first,) = result.scenario.earlier
    assert first.effects == ("enacts a new recusal",)
    said = "\n".join(result.scenario.text)
    assert "recusal new_recusal_in_Board excludes City from voting" in said


def test_declared_clauses_are_amended_and_nothing_is_enacted() -> None:
    assert enacting(("any clause", "any declared clause")).verdict is Verdict.HOLDS


def test_a_new_clause_is_matched_by_any_clause_and_denied_by_no_clause() -> None:
    """What guards any amendment guards against new clauses, too."""
    kept = enacting(("amends veto", "amends any clause"))
    assert kept.verdict is Verdict.HOLDS
    assert "no new recusal is ever enacted" in {s.text for s in kept.rests_on}
    assert enacting(("amends veto", "not amends no clause")).verdict is Verdict.HOLDS
    assert enacting(("amends veto", "amends any declared clause")).verdict is Verdict.FAILS


def test_a_new_exception_to_a_clause_amends_it() -> None:
    narrow = ("may amend any clause", "may amend veto")
    result = enacting(narrow, ("sells or amends veto", "sells or enacts any power"))
    assert result.verdict is Verdict.FAILS
    assert enacting(narrow).verdict is Verdict.HOLDS
    fixed = ("in Board\nproperty", 'in Board\n  fixed "the law"\nproperty')
    alone = ("sells or amends veto", "sells")
    assert enacting(narrow, fixed, alone).verdict is Verdict.HOLDS


def test_what_may_be_enacted_later_counts() -> None:
    """A power that can be amended may come to allow what it does not allow now."""
    open_power = ('  fixed "the law"\n', "")
    result = enacting(("any clause", "any declared clause"), open_power)
    assert result.verdict is Verdict.FAILS
