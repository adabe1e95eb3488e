"""That abstaining helps, and that one vote passes a decision: against all ballots of small models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Counts, Vote
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.interpreter.counting import Floor
from policy_dsl.interpreter.requirements import check
from policy_dsl.model import Specification
from policy_dsl.records import replace
from tests.lint.test_against_brute_force import LIMITS, first_fitting, made
from tests.semantics.enumerating import all_ballots, all_readings
from verifier.encoding.treatment import effect_groups
from verifier.linting.coming import helpful_abstentions, helpful_objections
from verifier.linting.every_check import LintOptions, lint
from verifier.linting.few_votes import few_suffice
from verifier.linting.lint_context import LintContext
from verifier.results.lint import LintFinding
from verifier.solving.limits import Limits
from verifier.words import lint as words

TODAY = date(2026, 1, 1)


def meetings(spec: Specification) -> Iterator[Meeting]:
    """All decisions of the last state, so far as some power may have their effects."""
    state, decisions = made(spec, 24)
    never = set(effect_groups(spec, state).never)
    for readings in all_readings(spec, state, {}):
        for put in decisions:
            if not put.effects & never:
                yield Meeting(spec, state, readings, put)


def entitled(meeting: Meeting) -> Iterator[tuple[str, Seated]]:
    for body, them in meeting.rules.seated.items():
        for seated in them:
            if not seated.suspended and not seated.recused_by:
                yield body, seated


def doing(ballots: Ballots, body: str, seated: Seated) -> Counts:
    return ballots.votes[body, seated.party][seated.cell]


# --- abstaining helps ----------------------------------------------------------------------------


def coming_helps(meeting: Meeting, ballots: Ballots, vote: str) -> Iterator[tuple[str, bool]]:
    """The bodies in which somebody votes so without whom a decision that is adopted would not be.

    And whether it is adopted by an abstention in the place of that vote.
    """
    for body, seated in entitled(meeting):
        counts = doing(ballots, body, seated)
        number: int = getattr(counts, vote)
        chair = meeting.specification.body[body].chair
        presides = chair is not None and chair.party == seated.party
        if not number or (presides and ballots.casting.get(body) is Vote.FOR):
            continue
        less = replace(counts, **{vote: number - 1})

        def adopted(instead: Counts, body: str = body, seated: Seated = seated) -> bool:
            votes = {key: dict(cells) for key, cells in ballots.votes.items()}
            votes[body, seated.party][seated.cell] = instead
            return meeting.adopted(replace(ballots, votes=votes))

        if not adopted(replace(less, absent=less.absent + 1)):
            yield body, adopted(replace(less, abstain=less.abstain + 1))


def abstentions(spec: Specification) -> bool:
    abstaining: set[str] = set()
    against: set[tuple[str, bool]] = set()
    for meeting in meetings(spec):
        for ballots in all_ballots(meeting, 700):
            if meeting.adopted(ballots):
                abstaining.update(body for body, _ in coming_helps(meeting, ballots, "abstain"))
                against.update(coming_helps(meeting, ballots, "against"))
    either = {body for body, so_do_abstentions in against if so_do_abstentions}
    room = LintContext(spec, LIMITS)
    helpful_abstentions(room)
    assert {finding.subject for finding in room.findings} == abstaining - either
    room = LintContext(spec, LIMITS)
    helpful_objections(room)
    assert {finding.subject for finding in room.findings} == {body for body, _ in against}
    for finding in room.findings:
        assert ("To abstain helps it as well" in finding.why) is (finding.subject in either)
    assert not room.open
    return bool(abstaining or against)


@pytest.mark.parametrize("seed", range(10, 17))
def test_abstentions_that_help(seed: int) -> None:
    first_fitting(seed, abstentions)


# --- one vote passes it --------------------------------------------------------------------------


def adopted_by(meeting: Meeting, ballots: Ballots) -> Iterator[str]:
    for power, way in meeting.ways.items():
        floor = Floor(meeting.rules, ballots, power)
        if all(check(floor, requirement, False).met for requirement in way):
            yield power


def in_favour(meeting: Meeting, ballots: Ballots) -> list[tuple[str, str] | None]:
    """Whoever votes for, in which body; None for each consent and casting vote for."""
    found: list[tuple[str, str] | None] = []
    for body, seated in entitled(meeting):
        found += [(body, seated.party)] * doing(ballots, body, seated).in_favour
    found += [None for cells in ballots.consents.values() for _ in range(sum(cells.values()))]
    return found + [None for cast in ballots.casting.values() if cast is Vote.FOR]


def few(spec: Specification) -> bool:
    by_none: set[str] = set()
    by_one: set[tuple[str, str, str]] = set()
    for meeting in meetings(spec):
        for ballots in all_ballots(meeting, 700):
            them = in_favour(meeting, ballots)
            if len(them) > 1 or them == [None]:
                continue
            for power in adopted_by(meeting, ballots):
                if not them:
                    by_none.add(power)
                elif them[0] is not None:
                    by_one.add((power, *them[0]))
    expected = set(by_none)
    for power, body, party in by_one:
        others = [p for q, b, p in by_one if (q, b) == (power, body) and p != party]
        if others or spec.party[party].size > 1:
            expected.add(power)
    room = LintContext(spec, LIMITS)
    few_suffice(room)
    assert {finding.subject for finding in room.findings} == expected
    assert not room.open
    for finding in room.findings:
        assert ("that nobody votes for" in finding.why) is (finding.subject in by_none)
    return True


@pytest.mark.parametrize("seed", range(8))
def test_one_vote_or_none(seed: int) -> None:
    first_fitting(seed, few)


# --- known ones ----------------------------------------------------------------------------------


def found(text: str, *codes: str) -> list[LintFinding]:
    read = examine_text(text, "votes.policy")
    assert read.specification is not None, text
    result = lint(read.specification, LintOptions(TODAY, codes))
    assert not result.open
    return list(result.findings)


HOUSE = """governance "House"
parties 10 Delegate
body House members Delegate
  quorum {quorum}
power proposal requires {requires}
"""
COUNTING = "at least 30% of members in House counting abstentions"


@pytest.mark.parametrize(
    ("quorum", "requires", "helps"),
    [
        ("none", f"more than 1/2 of votes cast in House and {COUNTING}", True),
        ("at least 3 of members", "majority of votes cast in House", False),  # so do votes against
        ("none", "at least 1/2 of members not abstaining in House", True),
        ("none", f"at least 3 votes in favour in House or {COUNTING}", True),
        ("none", "majority of votes cast in House", False),
        ("none", "majority of those present in House", False),
        ("turnout of at least 3 of members", "majority of votes cast in House", False),
    ],
)
def test_what_abstaining_does(quorum: str, requires: str, helps: bool) -> None:
    findings = found(HOUSE.format(quorum=quorum, requires=requires), words.ABSTAINING)
    assert [finding.subject for finding in findings] == (["House"] if helps else [])


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        ("majority of votes cast in House", "one vote in favour: that of one Delegate, one of 10"),
        ("at least 2 votes in favour in House and consensus in House", None),
        ("at least 10% of members in House", "one vote in favour"),
        ("at least 11% of members in House", None),
        ("consensus in House", "that nobody votes for"),
        ("no objection from any of Delegate by separate act", "that nobody votes for"),
        # Only one can be the one whose vote it is, and only one consents: they are meant to decide.
        ("consent of at least 1 of Delegate by separate act", None),
    ],
)
def test_how_few_suffice(requires: str, said: str | None) -> None:
    findings = found(HOUSE.format(quorum="none", requires=requires), words.FEW)
    assert len(findings) == (said is not None)
    assert said is None or said in findings[0].why


def test_one_who_decides_alone_is_meant_to() -> None:
    text = """governance "Club"
party Ann party Bob party Cleo group Others is Bob, Cleo
body Board members Ann, Bob, Cleo
  quorum none
power president requires consent of Ann in Board
power others requires consent of at least 1 of Others in Board
"""
    assert [finding.subject for finding in found(text, words.FEW)] == ["others"]


def test_a_limit_leaves_it_open() -> None:
    read = examine_text(HOUSE.format(quorum="none", requires="majority of votes cast in House"))
    assert read.specification is not None
    limits = Limits(steps=1)
    result = lint(read.specification, LintOptions(TODAY, (words.FEW, words.ABSTAINING), limits))
    assert not result.findings
    assert {each.code for each in result.open} == {words.FEW, words.ABSTAINING}
