"""Would the answer change? Every such statement is checked against the full verifier."""

from dataclasses import replace

import pytest

from policy_dsl.loading import examine, examine_text
from tests.report.conftest import ROOT, SEEDS
from verifier import Limits, check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.review.altering import points
from verifier.review.alternatives import issues


@pytest.mark.parametrize("name", SEEDS)
def test_the_quick_verdict_is_the_full_one(name):
    specification = examine(ROOT / "specs" / f"{name}.policy").or_errors()
    encodings = Encodings(specification)
    results = check(specification).properties
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


def test_changes_are_those_of_a_full_check():
    """Each change that is reported is the verdict of the specification written out that way."""
    loaded = examine_text(COMMITTEE.format(quorum="at least 1/2 of members"))
    specification = loaded.or_errors()
    verdicts = {r.name: r.verdict for r in check(specification).properties}
    found = points(specification, verdicts, Limits(), lambda _: None)
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
