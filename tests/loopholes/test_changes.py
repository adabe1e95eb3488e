"""Loopholes that change the rules or the seats first, among the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.model import Specification
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.results.loopholes import PropertyLoopholes
from verifier.solving.limits import Limits

SPECS = Path(__file__).parents[2] / "specs"
CHANGES = {"suspension", "removal", "packing", "amendment"}


def found(specification: Specification, name: str, changes: bool = True) -> PropertyLoopholes:
    prop = next(p for p in specification.properties if p.name == name)
    result = find_loopholes(Search(specification, Limits(), changes=changes), prop)
    assert result is not None
    assert result.undetermined is None
    return result


def sets(result: PropertyLoopholes) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((o.kind, o.name) for o in each.openings) for each in result.sets}


@pytest.fixture(scope="module")
def seed() -> PropertyLoopholes:
    return found(load(SPECS / "nottinghamshire.policy"), "policy_veto")


def test_the_veto_can_be_changed_away(seed: PropertyLoopholes) -> None:
    assert {
        frozenset({("amendment", "unanimity")}),
        frozenset({("amendment", "contracts")}),
        frozenset({("suspension", "City from Board")}),
        frozenset({("removal", "City from Board")}),
    } <= sets(seed)


def test_changes_are_told_meeting_by_meeting(seed: PropertyLoopholes) -> None:
    changing = [e for e in seed.loopholes if {o.kind for o in e.openings} & CHANGES]
    assert changing
    for each in changing:
        assert each.steps
        assert len(each.scenario.earlier) == len(each.steps)
        assert all(meeting.outcome == "adopted" for meeting in each.scenario.earlier)
        assert each.scenario.outcome == "adopted"


def test_the_others_are_found_without_them(seed: PropertyLoopholes) -> None:
    plain = found(load(SPECS / "nottinghamshire.policy"), "policy_veto", changes=False)
    without = {one for one in sets(seed) if not {kind for kind, _ in one} & CHANGES}
    assert sets(plain) == without


def test_entrenched_rules_are_no_way_round() -> None:
    entrenched = found(load(SPECS / "nottinghamshire_entrenched.policy"), "policy_veto")
    assert not any(kind in CHANGES for one in sets(entrenched) for kind, _ in one)


def test_a_change_can_be_accepted() -> None:
    text = (SPECS / "nottinghamshire.policy").read_text(encoding="utf-8")
    text += (
        '\naccepts amendment unanimity in policy_veto because "the council watches the agenda"\n'
    )
    result = found(load_text(text), "policy_veto")
    accepted = [e for e in result.loopholes if e.accepted is not None]
    assert [[o.name for o in e.openings] for e in accepted] == [["unanimity"]]
    assert not result.stale


def test_a_change_that_is_gone_is_said_to_be() -> None:
    specification = load(SPECS / "nottinghamshire_entrenched.policy")
    text = (SPECS / "nottinghamshire_entrenched.policy").read_text(encoding="utf-8")
    text += '\naccepts amendment unanimity in policy_veto because "once it was so"\n'
    result = found(replace(load_text(text), file=specification.file), "policy_veto")
    assert [each.kind for each in result.stale] == ["amendment"]


def test_each_meeting_says_who_suffices(seed: PropertyLoopholes) -> None:
    changing = [e for e in seed.loopholes if {o.kind for o in e.openings} & CHANGES]
    for each in changing:
        assert len(each.meetings) == len(each.scenario.earlier) + 1
        counted = [meeting.supporters for meeting in each.meetings]
        assert each.supporters is not None
        # The largest step, since each of them has to be taken.
        assert each.supporters.number == max(s.number for s in counted if s is not None)
        assert each.supporters in counted
    suspension = next(e for e in changing if e.openings[0].kind == "suspension")
    assert [m.supporters.number for m in suspension.meetings if m.supporters] == [5, 7]


def test_the_meeting_that_needs_most_counts() -> None:
    text = """governance "Easy to change"
party Ann "Ann"
party Ben "Ben"
party Cat "Cat"
body Board
  members Ann, Ben, Cat
  quorum none
decision
  substance big : yes or no
power plain
  requires majority of members in Board
rule both limits plain
  when big
  requires consent of Ann in Board
power secretary
  when not big
  requires consent of Ben in Board
  may amend both
property veto
  Ann can block every decision when big
"""
    result = found(load_text(text), "veto")
    (each,) = (e for e in result.loopholes if e.openings[0].kind == "amendment")
    needed = [m.supporters.who if m.supporters else None for m in each.meetings]
    assert needed == [("Ben",), ("Ben", "Cat")]
    assert each.supporters is not None
    assert each.supporters.number == 2
    assert [m.power for m in each.meetings] == ["secretary", "plain"]


def test_a_change_is_listed_beside_a_way_that_needs_none() -> None:
    known = sets(found(load(SPECS / "nottinghamshire.policy"), "outsourcing_veto"))
    assert frozenset({("exemption", "contracts")}) in known
    assert frozenset({("amendment", "unanimity")}) in known


def test_absence_and_suspension_together_at_the_united_nations() -> None:
    result = found(load(SPECS / "gallery" / "un_charter_amendment.policy"), "permanent_veto")
    known = {frozenset(o.kind for o in each.openings): each for each in result.loopholes}
    mixed = known[frozenset({"suspension", "absence"})]
    # By practice staying away is no veto in the Council; that is where the suspension is decided.
    (first,) = mixed.scenario.earlier
    assert any(line.body == "Council" and line.vote == "absent" for line in first.votes)
    assert first.power == "articles_5_and_6"
    assert mixed.power == "article_108"


GUARDED = """governance "Guarded"
party Ann "Ann"
party Ben "Ben"
party Cat "Cat"
body Board
  members Ann, Ben, Cat
  quorum none
decision
  substance big : yes or no
  form memo : yes or no
power plain
  requires majority of votes cast in Board
  may amend guard
rule guard limits plain
  when big
  requires consent of Ann in Board
{entrenched}
property veto
  Ann can block every decision when big and not memo
"""


def guarded(entrenched: str) -> set[frozenset[tuple[str, str]]]:
    return sets(found(load_text(GUARDED.format(entrenched=entrenched)), "veto"))


def test_how_the_holder_acts_goes_for_every_meeting() -> None:
    known = guarded(
        "rule lock limits plain\n  when amends guard\n  requires no objection from Ann in Board"
    )
    # At the last meeting Ann may well vote against: what counts is that it does not at the first.
    assert known == {
        frozenset({("amendment", "guard"), ("absence", "Ann")}),
        frozenset({("amendment", "guard"), ("abstention", "Ann")}),
    }


def test_a_reading_goes_for_every_meeting() -> None:
    known = guarded(
        "rule lock limits plain\n  when amends guard\n  requires\n"
        "    reading strict: consent of Ann in Board  intended\n"
        "    reading mild: majority of votes cast in Board"
    )
    assert known == {frozenset({("amendment", "guard"), ("reading", "mild of lock")})}


def test_a_change_and_an_exemption_together() -> None:
    known = guarded(
        "rule second limits plain\n  when big\n  requires consent of Ann in Board\n"
        "exception memos to second\n  when memo"
    )
    # The exception lifts one of two rules, and memos are another form of the same substance.
    assert known == {frozenset({("amendment", "guard"), ("exemption", "memos")})}


def test_others_who_leave_are_an_opening_too() -> None:
    text = """governance "Leaving"
party Ann "Ann"
party Ben "Ben"
body Board
  members Ann, Ben
  quorum none
decision
  substance big : yes or no
power plain
  requires unanimity of members in Board
property two_votes
  every decision requires at least 2 votes in favour in Board
"""
    result = found(load_text(text), "two_votes")
    assert sets(result) == {
        frozenset({("suspension", "others from Board")}),
        frozenset({("removal", "others from Board")}),
    }
    for each in result.loopholes:
        assert each.steps[0].endswith("by itself.")
        # Nobody votes on that, so there is one meeting.
        assert len(each.meetings) == 1
        assert each.supporters == each.meetings[0].supporters


def test_a_part_of_a_cohort_may_go() -> None:
    specification = load(SPECS / "gallery" / "us_legislation.policy")
    prop = next(p for p in specification.properties if p.name == "override_needs_290_of_all")
    result = find_loopholes(Search(specification, Limits(), changes=True), prop)
    assert result is not None
    # Half of the House stays away for good.
    assert result.undetermined is None
    assert ("suspension", "others from House") in set().union(*sets(result))


def test_newcomers_whom_a_decision_may_name_are_followed() -> None:
    specification = load(SPECS / "gallery" / "un_security_council.policy")
    prop = next(p for p in specification.properties if p.name == "seven_elected_block")
    result = find_loopholes(Search(specification, Limits(), changes=True), prop)
    assert result is not None
    assert result.loopholes
    assert result.undetermined is None


def test_no_more_are_looked_for_than_asked_for() -> None:
    specification = load(SPECS / "nottinghamshire.policy")
    prop = next(p for p in specification.properties if p.name == "policy_veto")
    result = find_loopholes(Search(specification, Limits(), most=4, changes=True), prop)
    assert result is not None
    assert len(result.sets) == 8
    assert result.more
    # A number would say something else than it does where all are known.
    assert all(each.name == f"policy_veto/x{each.content[:8]}" for each in result.loopholes)


MEMBERS = """\
governance "Four members"
{parties}
body Board
  members {members}
  quorum none
power ordinary
  requires {requirement}
property needed
  every decision requires {needed}
"""


@pytest.mark.parametrize(
    ("requirement", "needed"),
    [
        ("majority of members in Board", "at least 3 votes in favour in Board"),
        ("at least 2/3 of members in Board", "at least 2 votes in favour in Board"),
        ("unanimity of members in Board", "at least 4 votes in favour in Board"),
    ],
)
def test_a_cohort_is_told_as_named_parties_are(requirement: str, needed: str) -> None:
    """That some of it leave, and others stay, is a story of both."""
    cohort = MEMBERS.format(
        parties="parties 4 Member", members="Member", requirement=requirement, needed=needed
    )
    named = MEMBERS.format(
        parties="party A\nparty B\nparty C\nparty D",
        members="A, B, C, D",
        requirement=requirement,
        needed=needed,
    )
    told = []
    for rules in (cohort, named):
        result = found(load_text(rules, "members.policy"), "needed")
        assert result.undetermined is None
        told.append(
            [
                ([o.kind for o in each.openings], each.power, len(each.scenario.earlier))
                for each in result.sets
            ]
        )
    assert told[0] == told[1]
    assert ["suspension"] in [kinds for kinds, _, _ in told[0]]
