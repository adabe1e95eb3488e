"""Would the answer change? Every such statement is checked against the full verifier."""

from dataclasses import replace

import pytest

from policy_dsl.change.wordings import nothing_asked, stops_everything
from policy_dsl.loading import examine, examine_text
from tests.report.conftest import ROOT, SEEDS
from verifier import Limits, check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.review.altering import Altering
from verifier.review.alternatives import issues
from verifier.words.alternatives import AMENDED, STANDING_RULES
from verifier.words.review import no_changes


@pytest.mark.parametrize("name", SEEDS)
def test_the_quick_verdict_is_the_full_one(reviews, name):
    specification = examine(ROOT / "specs" / f"{name}.policy").or_errors()
    encodings = Encodings(specification)
    results = [each.result for each in reviews[name].answers]
    for prop, result in zip(specification.properties, results, strict=True):
        assert verdict_of(encodings, prop, Limits()) is result.verdict


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_proved_to_stay_stays(reviews, name):
    """Whatever an assumption says: so also under each alternative that was tried for it."""
    specification = examine(ROOT / "specs" / f"{name}.policy").or_errors()
    properties = {prop.name: prop for prop in specification.properties}
    for point, issue in zip(reviews[name].points, issues(specification), strict=True):
        for tried in issue.tried:
            encodings = Encodings(tried.specification)
            for proved in point.proved:
                after = verdict_of(encodings, properties[proved], Limits())
                assert after in (Verdict.HOLDS, Verdict.VACUOUS), (
                    point.subject,
                    tried.text,
                    proved,
                )


COMMITTEE = """
governance "Committee"
party A
party B
party C
body Board
  members A, B, C  assumed "nobody says who sits"
  quorum {quorum}  assumed "nobody says when it is quorate"
power ordinary
  requires majority of votes cast in Board  assumed "nobody says how many votes"
property pair "Two carry everything"
  A and B together can pass every decision
property single "One alone cannot"
  A can pass every decision
  expected to be false because "the others may come"
"""


def points(specification, verdicts):
    it = Altering(specification, verdicts, {}, Limits())
    return [it.point(number) for number, _ in enumerate(it.issues, 1)]


def test_changes_are_those_of_a_full_check():
    """Each change that is reported is the verdict of the specification written out that way."""
    loaded = examine_text(COMMITTEE.format(quorum="at least 1/2 of members"))
    specification = loaded.or_errors()
    verdicts = {r.name: r.verdict for r in check(specification).properties}
    found = points(specification, verdicts)
    quorum = next(point for point in found if point.subject == "quorum of Board")
    texts = {
        "there is no quorum: however few attend": "none",
        "every member has to attend": "at least 100% of members",
    }
    for alternative in quorum.alternatives:
        other = examine_text(COMMITTEE.format(quorum=texts[alternative.text])).or_errors()
        after = {r.name: r.verdict for r in check(other).properties}
        changed = {c.property: c.after for c in alternative.changes}
        for name, verdict in verdicts.items():
            assert changed.get(name, verdict) is after[name]
    assert quorum.changes == ("pair",)


def test_alternatives_keep_the_specification_well_formed():
    """What is tried says something else, and about the same properties."""
    specification = examine_text(COMMITTEE.format(quorum="none")).or_errors()
    for issue in issues(specification):
        assert issue.tried
        for tried in issue.tried:
            assert tried.specification != specification
            assert [p.name for p in tried.specification.properties] == ["pair", "single"]
            check(replace(tried.specification, acceptances=()))


EACH_FORM = """
governance "Each form"
party A
party B
party C
body Board
  members A, B, C
  quorum none
decision
  substance big : yes or no
power ordinary
  requires majority of votes cast in Board  assumed "nobody says how many votes"
rule large limits ordinary
  when big
  requires consent of A in Board  assumed "nobody says who consents"
exception small to large
  when not big  assumed "nobody says what is small"
property some_one some 1 of Board together can block every decision when big
property some_two some 2 of Board together can block every decision
property some_pass some 2 of Board together can pass every decision when not big
property no_one no 1 of Board together can pass every decision when big
property each no one of Board alone can block every decision
property silent A and B together can pass every decision while the others stay away
property idle small never applies when big
property same small makes no difference
property alone the vote of C never matters to any decision when big and not big
property big_ones A can block every decision when big
property none_ no decision when big and not big can pass
property needed every decision when big requires consent of A in Board
"""


def test_whatever_a_clause_says_nothing_that_was_proved_not_to_become_false_does():
    """Of every form of claim, with clauses that ask for nothing, and that stop everything."""
    specification = examine_text(EACH_FORM).or_errors()
    verdicts = {r.name: r.verdict for r in check(specification).properties}
    proved = set()
    for point in points(specification, verdicts):
        for clause in specification.clauses:
            if f" {clause.name}" not in point.subject:
                continue
            for now in (nothing_asked(clause), stops_everything(clause)):
                clauses = tuple(now.clause if c is clause else c for c in specification.clauses)
                other = Encodings(replace(specification, clauses=clauses))
                for prop in specification.properties:
                    if prop.name in point.proved:
                        after = verdict_of(other, prop, Limits())
                        assert after is not Verdict.FAILS, (point.subject, now.text, prop.name)
                        proved.add(prop.name)
    assert proved


def test_what_cannot_be_asked_otherwise_is_not_said_to_stay():
    rules, _, _ = EACH_FORM.partition("property ")
    claim = "property one some 1 of Board together can block every decision when big\n"
    specification = examine_text(rules + claim).or_errors()
    verdicts = {r.name: r.verdict for r in check(specification).properties}
    found = points(specification, verdicts)
    changed = next(point for point in found if point.text == STANDING_RULES)
    assert [each.asked for each in changed.alternatives] == [0]
    said = no_changes([AMENDED], 0, 1)
    assert said == f"None of the questions can be asked otherwise if {AMENDED}."
    assert no_changes(["x"], 1, 2).startswith("The one answer that was asked for again")
    assert no_changes(["x"], 2, 2) == "No answer changes if x."
