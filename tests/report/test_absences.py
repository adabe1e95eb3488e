"""The last appendices: what absences and vacancies do, and where readings part, are those of the analyses."""

from __future__ import annotations

import re
from datetime import date

from policy_dsl.loading import examine_text
from tests.report.reading_back import read
from tests.statements.putting_back import put_back
from verifier.readings.pairs import readings
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.resilience.fewest_departures import resilience
from verifier.review.building import Asked, review
from verifier.review.statements import statements
from verifier.solving.limits import Limits, StepsOfRun
from verifier.words import readings as reading_words
from verifier.words import resilience as words

TEXT = """
governance "Small"
party A "Anna"
party B
party C
body Board
  members A, B, C
  quorum at least 2 of members
power ordinary requires
  reading cast "of those who vote": majority of votes cast in Board
  reading whole "of all": majority of members in Board
"""


def _of(limits):
    loaded = examine_text(TEXT, "small.policy")
    return loaded, review(loaded, Asked(date(2026, 1, 5), "0.1.0", limits))


def test_they_are_what_the_analyses_say_and_hold_by_check():
    loaded, made = _of(Limits())
    specification = loaded.or_errors()
    page = read(render_html(document(made))).text
    found = resilience(specification, fewest=False)
    assert made.resilience == found
    assert found.statements
    whole = resilience(specification)
    assert [each.silent for each in found.classes] == [each.silent for each in whole.classes]
    for each, other in zip(found.classes, whole.classes, strict=True):
        assert not any(body.fewest for body in each.bodies)
        stops = [body.standstills for body in each.bodies]
        assert stops == [body.standstills for body in other.bodies]
        assert set(map(str, each.statements)) <= set(map(str, other.statements))
        assert " ".join(words.sentences(each)) in page
    assert "nothing can pass once 2 have left, or 2 are suspended" in page
    assert made.parting == readings(specification)
    said = [
        reading_words.parting(pair.clause, each)
        for pair in made.parting.pairs
        for each in pair.partings
    ]
    assert len(said) == 2
    assert all(f"{text[0].upper()}{text[1:]}" in page for text in said)
    told = statements(specification, made)
    for each in (*found.statements, *made.parting.statements):
        assert each in told
    assert put_back(specification, "report", told, TEXT)[0] == []


def test_what_a_limit_leaves_open_is_said_in_place():
    _, made = _of(Limits(run=StepsOfRun(20)))
    page = read(render_html(document(made))).text
    assert made.resilience.undetermined
    assert re.search(r"Not all was looked for: .*the limit of 20 steps was reached", page)
    assert not re.search(r"\d+ kinds? of decision that can be taken", page)
