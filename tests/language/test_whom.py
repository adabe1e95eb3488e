"""Who is meant where parties are named, and some of them are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_dsl import examine_text, load_text
from policy_dsl.decisions import Decision
from policy_dsl.formatter import format_text
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    ConsentVote,
    Effect,
    EffectKind,
    Includes,
    Not,
    Specification,
    Who,
)
from policy_dsl.state import intervals
from verifier import Verdict, check
from verifier.cli import main
from verifier.mutation.mutants import mutants

TEXT = """governance "A board"
party A
party B
party C
party Mayor
group Side is A, B
group Others is Board except A, Mayor
group More is Others, A
group Fewer is Side, C except B
body Board
  members A, B, C, Mayor
  quorum none
body Panel
  members A, C
  quorum none
decision
  substance affects : parties
power p
  requires consent of every one of WHO in Board
"""


def read(who: str) -> Specification:
    return load_text(TEXT.replace("WHO", who), "board.policy")


def meant(specification: Specification) -> Who:
    requirement = specification.powers[0].requires.under(None)
    assert isinstance(requirement, ConsentVote)
    return requirement.who


@pytest.mark.parametrize(
    ("said", "them"),
    [
        ("Board except A", "B C Mayor"),
        ("Board except Side, Mayor", "C"),
        ("Board except Panel", "B Mayor"),
        ("Others", "B C"),
        ("Others except B", "C"),
        ("More", "A B C"),
        ("More except Panel", "B"),
        ("Fewer", "A C"),
        ("Side except B", "A"),
    ],
)
def test_those_who_are_left(said: str, them: str) -> None:
    specification = read(said)
    seats = intervals(specification)[-1].state.seats
    who = meant(specification)
    assert sorted(who.everybody(seats)) == them.split()
    assert [p.name for p in specification.parties if who.means(p.name, seats)] == them.split()
    assert who.label == said


def test_whom_an_attribute_takes_out_is_certain_on_no_decision() -> None:
    specification = read("Board except affects")
    seats = intervals(specification)[-1].state.seats
    who = meant(specification)
    assert (who.attributes, who.seated_in, who.varies) == (("affects",), ("Board",), True)
    assert not list(who.everybody(seats))
    assert all(who.may_mean(party.name, seats) for party in specification.parties)


def test_no_one_of_them_is_not_any_of_them() -> None:
    text = TEXT.replace("power p\n", "power p when affects includes no one of Board except A\n")
    condition = load_text(text.replace("WHO", "Side"), "board.policy").powers[0].when.under(None)
    assert isinstance(condition, Not)
    assert isinstance(condition.part, Includes)
    assert (condition.part.who.label, condition.part.every) == ("Board except A", False)


@pytest.mark.parametrize("said", ["Board except A, B, C, Mayor", "Side except Board, Side"])
def test_somebody_has_to_be_left(said: str) -> None:
    found = examine_text(TEXT.replace("WHO", said), "board.policy")
    assert [each.code for each in found.diagnostics] == ["VP094"]


def test_whom_it_leaves_out_is_a_slip_to_be_noticed() -> None:
    for said, whole in (("Side except B", "Side"), ("Board except affects, A", "Board")):
        slips = [it for it in mutants(read(said)) if it.kind == "whom it leaves out"]
        assert [(it.before, it.after) for it in slips] == [(said, whole)]
        changed = meant(slips[0].specification)
        assert changed == meant(read(whole))


OWN = """governance "A council"
party A
party B
party C
parties 2 Crowd
body Council
  members A, B, C, Crowd
  quorum none
body Board
  members A, B
  quorum none
power ordinary
  requires majority of members in Council
  may change membership of Council, change membership of Board
recusal own in Council
  excludes whom it removes or suspends from voting and counting
"""


@pytest.mark.parametrize(
    ("effects", "recused"),
    [
        ([], ""),
        ([("remove", "Council", "A")], "A"),
        ([("remove", "Board", "B")], "B"),
        ([("suspend", "Council", "A"), ("remove", "Board", "A")], "A"),
        ([("suspend", "Council", "A"), ("remove", "Council", "Crowd")], "A Crowd"),
        ([("admit", "Board", "C")], ""),
    ],
)
def test_whom_a_decision_is_about_may_not_vote_on_it(
    effects: list[tuple[str, str, str]], recused: str
) -> None:
    specification = load_text(OWN, "council.policy")
    kinds = {"remove": EffectKind.REMOVE, "suspend": EffectKind.SUSPEND, "admit": EffectKind.ADMIT}
    does = frozenset(Effect(kinds[kind], body, party) for kind, body, party in effects)
    state = intervals(specification)[-1].state
    meeting = Meeting(specification, state, {}, Decision({}, effects=does))
    kept = [seat.party for seat in meeting.rules.seated["Council"] if not seat.entitled]
    assert kept == recused.split()


CLAIMS = """
property alone "One who is to go has no say in it"
  A can block every decision when removes A from Council
  expected to be false because "it may not vote on its own removal"
property crowd "Of those who may still vote one is needed"
  every decision when removes Crowd from Council requires consent of at least 1 of Council except Crowd in Council
property all_but_one "One of five can only be in the way of what concerns others"
  some 3 of Council together can block every decision when changes nothing
property two "Who is to go elsewhere does not vote here"
  every decision when removes B from Board passes with consent of every one of Council except B in Council
"""


def test_claims_about_those_who_may_not_vote_on_themselves() -> None:
    specification = load_text(OWN + CLAIMS, "council.policy")
    verdicts = {it.name: it.verdict for it in check(specification).properties}
    assert verdicts == {
        "alone": Verdict.FAILS,
        "crowd": Verdict.HOLDS,
        "all_but_one": Verdict.HOLDS,
        "two": Verdict.HOLDS,
    }


def test_the_matrix_says_by_how_many_a_decision_is_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "council.policy"
    file.write_text(OWN.replace("A, B, C, Crowd", "Crowd, A"), encoding="utf-8")
    assert main(["matrix", str(file)]) == 0
    assert "whom it" not in (text := capsys.readouterr().out)
    assert "in some cases" in text
    assert main(["lint", str(file)]) in (0, 1)
    assert "it removes or suspends" in " ".join(capsys.readouterr().out.split())


FACTS = """governance "A committee"
party A with employer Acme, tons 3
party B with tons 2, employer Beta
party C with employer Acme
party D
parties 3 Crowd with employer Acme
group Some is A, B, D
group Everywhere is those with employer Acme
group Here is those of Committee with employer Acme
group Few is those of Some with employer Acme
group Rest is Committee except Here
body Committee
  members A, B, Crowd
  quorum none
power p
  requires majority of members among Here in Committee weighted by tons
timeline
  on 2024-01-01 C joins Committee, A leaves Committee
"""


def test_of_whom_a_fact_is_so_is_told_as_they_come_and_go() -> None:
    text = FACTS.replace(" weighted by tons", "")
    specification = load_text(text, "committee.policy")
    before, after = (each.state.seats for each in intervals(specification))
    groups = {group.name: group.who for group in specification.groups}
    assert groups["Everywhere"].parties == ("A", "C", "Crowd")
    assert [*groups["Few"].everybody(before)] == ["A"]
    assert [*groups["Here"].everybody(before)] == ["A", "Crowd"]
    assert [*groups["Here"].everybody(after)] == ["C", "Crowd"]
    assert [*groups["Rest"].everybody(before)] == ["B"]
    assert specification.party["A"].weights == {"tons": 3}
    assert not examine_text(format_text(text), "committee.policy").diagnostics


def test_what_is_no_weight_is_not_counted_by() -> None:
    found = examine_text(FACTS.replace("by tons", "by employer"), "committee.policy")
    assert [each.code for each in found.diagnostics] == ["VP047"]


def test_a_composition_is_about_those_of_its_body_of_whom_a_fact_is_so() -> None:
    text = FACTS.replace(" weighted by tons", "")
    clause = "composition employers in Committee allows at most NUMBER of GROUP\n"
    said = text + clause.replace("NUMBER", "9").replace("GROUP", "Here")
    (found,) = load_text(said, "committee.policy").compositions
    assert found.who.parties == ("A", "C", "Crowd")
    assert found.who.plain
    # Who joins is counted, too; whoever is none of them has no name here.
    for number, group in (("2", "Here"), ("9", "Rest")):
        said = text + clause.replace("NUMBER", number).replace("GROUP", group)
        assert [each.code for each in examine_text(said, "c.policy").diagnostics] == ["VP099"]
