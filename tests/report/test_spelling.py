"""American and British spelling: of the tool's sentences, never of what others wrote."""

import pytest

pytest.importorskip("jinja2")

from policy_dsl.loading import examine_text
from tests.report.conftest import ON
from tests.report.reading_back import read
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.review.building import Asked, review
from verifier.words.spelling import Speller

TEXT = """
governance "Centre for defence" version "1"{spelling}
document law "Programme of behaviour"
party A "Cancer Centre"
party B
body Board
  members A, B
  quorum none
power ordinary "Colour of favour"
  requires majority of votes cast in Board
  cite law "the members shall favour modelled behaviour"
property pair "Both can authorise anything"
  A and B together can pass every decision
property single "One can"
  A can pass every decision
"""


def _text(spelling):
    loaded = examine_text(TEXT.format(spelling=spelling))
    return read(render_html(document(review(loaded, Asked(ON, "0.1.0", quick=True))))).text


def test_american_sentences_and_untouched_quotations():
    british, american = _text(""), _text(" spelling American")
    for before, after in (("modelled", "modeled"), ("formalised", "formalized")):
        assert before in british
        assert after not in british
        assert after in american
    for kept in (
        "Centre for defence",
        "Programme of behaviour",
        "Cancer Centre",
        "Colour of favour",
        "the members shall favour modelled behaviour",
        "Both can authorise anything",
    ):
        assert kept in american


def test_names_and_quotations_are_no_words():
    spell = Speller("American", ("Centre",))
    assert spell("Favour the centre_a, “in favour” at Centre") == (
        "Favor the centre_a, “in favour” at Centre"
    )
    assert Speller(None)("in favour") == "in favour"
