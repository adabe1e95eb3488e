"""All is clear only where all was looked for: a review under limits against the same one without."""

import random
from datetime import date

import pytest

from policy_dsl.loading import Loaded, examine_text
from policy_dsl.model import EffectKind
from verifier import Limits, check
from verifier.checking.specifications import Options
from verifier.results.lint import LintResult, OpenQuestion
from verifier.results.review import ClauseStanding, WaysLookedFor
from verifier.review.entries import Known, entries
from verifier.review.findings import (
    asked_whether_they_last,
    changed_first,
    findings,
    looked_for,
)
from verifier.review.parts import ReviewWork
from verifier.words import report as words
from verifier.words.review import CLEARED

TODAY = date(2026, 1, 5)
CLEAN = (ClauseStanding.CLEARED,)


def _text(rng):
    """Rules with ways round them by another power, an exception, a repeal or an emptied seat, as it comes."""
    parts = [
        "power basic when kind is plain requires majority of votes cast in Board",
        rng.choice(
            (
                "power grave when kind is grave requires unanimity of members in Board",
                "power grave when kind is grave requires majority of votes cast in Board and consent of A in Board",
            )
        ),
        "rule asked limits basic requires consent of A in Board",
    ]
    if rng.random() < 0.6:
        parts.append("exception urgent to asked when hasty")
    if rng.random() < 0.6:
        parts.append("prohibition never limits every power when hasty and kind is grave")
    if rng.random() < 0.7:
        parts.append(
            "power revising when kind is revision requires at least 2/3 of members in Board\n"
            f"  may {rng.choice(('amend asked', 'amend any clause', 'remove members of Board'))}"
        )
    if rng.random() < 0.4:
        parts.append("recusal own in Board when hasty excludes A from voting")
    accepted = ""
    if "urgent" in "".join(parts) and rng.random() < 0.5:
        accepted = 'accepts exemption urgent in veto because "it is meant"'
    body = "\n".join(parts)
    return f"""
governance "G"
party A
party B
party C
party D
body Board
  members A, B, C, D
  quorum none
decision
  substance kind : one of plain, grave, revision
  form hasty : yes or no
{body}
property veto
  A can block every decision when kind is plain
property none_grave
  no decision when kind is grave and hasty can pass
{accepted}
"""


def _reviewed(specification, limits, open_=()):
    results = {each.name: each for each in check(specification).properties}
    if limits.steps is not None:
        results = {
            each.name: each for each in check(specification, Options(limits=limits)).properties
        }
    work = ReviewWork(Loaded(specification, (), {}), limits, TODAY)
    ways = {each.property: each for each in work.ways_round(specification.properties)}
    asked = asked_whether_they_last(specification, results, ways)
    lasting = {prop.name: work.lasting(prop) for prop in asked}
    changed = changed_first(specification, results, ways, lasting)
    found = findings(specification, ways, changed.stories, TODAY)
    looked = looked_for(specification, ways, changed.undecided)
    known = Known(found, looked, (), True, {}, LintResult("", "", (), None, open_))
    return found, looked, entries(specification, {}, known)


def _gone_through(finding):
    """The clauses that its story tells of, straight from the replayed meetings."""
    for meeting in (*finding.scenario.earlier, finding.scenario):
        yield meeting.power
        for line in meeting.clauses:
            if line.applied and line.matters:
                yield line.name
        for effect in meeting.decision.effects:
            if effect.kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.REMOVE):
                yield effect.target


@pytest.mark.parametrize("seed", range(3))
def test_clear_is_only_said_where_all_was_looked_for(seed):
    rng = random.Random(seed)
    specification = examine_text(_text(rng)).or_errors()
    every, all_looked, settled = _reviewed(specification, Limits())
    assert not all_looked.not_all
    for finding in every:
        through = {entry.name for entry in settled if finding.number in entry.findings}
        assert set(_gone_through(finding)) <= through
        assert {each.name for each in finding.clauses} == through
    for entry in settled:
        assert (entry.standings == CLEAN) == (not entry.findings)
    for limits in (Limits(steps=1), Limits(steps=rng.randint(2_000, 60_000))):
        some, looked, partly = _reviewed(specification, limits)
        for entry, whole in zip(partly, settled, strict=True):
            if entry.standings == CLEAN:
                assert whole.standings == CLEAN, entry.name
            if set(entry.findings) and looked.not_all:
                assert CLEARED not in entry.reasons
        numbers = {p.name: n for n, p in enumerate(specification.properties, 1)}
        if not some and words.no_findings(looked, numbers) == words.NO_FINDINGS:
            assert not every
        if len(some) < len(every):
            assert "not all ways round claim" in words.more_findings(looked, numbers)


def test_where_nothing_is_protected_nothing_is_clear():
    text = """
governance "G"
party A
body Board
  members A
  quorum none
decision
  form big : yes or no
power p requires majority of votes cast in Board
property possible
  some decision can pass
"""
    specification = examine_text(text).or_errors()
    found, looked, listed = _reviewed(specification, Limits())
    assert (found, looked) == ((), WaysLookedFor((), ()))
    assert {each.standings for each in listed} == {(ClauseStanding.NOT_LOOKED_AT,)}
    assert words.no_findings(looked, {"possible": 1}) == words.NOTHING_PROTECTED


def test_what_lint_left_open_of_a_clause_is_said_of_it():
    text = """
governance "G"
party A
party B
body Board
  members A, B
  quorum none
decision
  form big : yes or no
power p requires unanimity of members in Board
property veto
  A can block every decision
"""
    specification = examine_text(text).or_errors()
    open_ = (OpenQuestion("VL13", "p", "a limit"),)
    _, _, listed = _reviewed(specification, Limits(), open_)
    standings = {each.name: each.standings for each in listed}
    assert standings["p"] == (ClauseStanding.NOT_SETTLED,)
    assert standings["Board"] == CLEAN


def test_what_an_earlier_decision_repeals_and_who_repeals_it_is_gone_through():
    text = """
governance "G"
party A
party B
body Board
  members A, B
  quorum none
decision
  substance kind : one of plain, grave, revision
power ordinary when kind is plain or kind is grave requires majority of votes cast in Board
power revising when kind is revision requires majority of votes cast in Board
  may amend ban
prohibition ban limits every power when kind is grave
prohibition idle limits every power when kind is grave and kind is plain
property none_grave
  no decision when kind is grave can pass
"""
    specification = examine_text(text).or_errors()
    (finding,), _, listed = _reviewed(specification, Limits())
    through = {"ordinary", "revising", "ban"}
    assert {each.name for each in finding.clauses} == through
    assert {each.name for each in listed if each.findings == (finding.number,)} == through
    assert {each.name for each in listed if each.standings == CLEAN} == {"Board", "kind", "idle"}
