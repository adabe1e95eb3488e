"""The page, read back: nothing of the specification is missing, and everybody can read it."""

import itertools
import re
from html import escape
from importlib.resources import files
from typing import get_args

import pytest

from policy_dsl.loading import examine
from tests.report.conftest import ON, ROOT, SEEDS
from tests.report.reading_back import read
from verifier.rendering.document.blocks import (
    Badge,
    Block,
    Chapter,
    Code,
    Deleted,
    Inserted,
    Paragraph,
    RenderedDocument,
    Run,
    Small,
    Strong,
    TextLink,
)
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.results import Verdict
from verifier.review.building import Asked, review
from verifier.words.alternatives import NO_MEMBER
from verifier.words.front import answer as answer_in_words
from verifier.words.review import STANDINGS, VERDICTS


@pytest.fixture(params=SEEDS)
def name(request):
    return request.param


@pytest.fixture
def page(pages, name):
    return read(pages[name])


def test_every_clause_is_there_with_its_quotations_and_standing(reviews, page, name):
    specification = examine(ROOT / "specs" / f"{name}.policy").or_errors()
    for clause in specification.clauses:
        entry = next(e for e in reviews[name].entries if e.name == clause.name)
        heading = next(
            line for line in page.text.split("\n") if line.startswith(f"Clause {entry.number}. ")
        )
        assert clause.name in heading
        assert all(STANDINGS[standing.value] in heading for standing in entry.standings)
        for citation in clause.notes.citations:
            assert f"“{citation.quotation}”" in page.text
        assert entry.reading
        if entry.kind != "provision":
            assert all(" ".join(sentence.split()) in page.text for sentence in entry.reading)
    for body in specification.bodies:
        for seat in body.members:
            assert specification.party[seat.party].title in page.text


def test_every_verdict_is_there(reviews, page, name):
    lines = page.text.split("\n")
    for answer in reviews[name].answers:
        verdict = VERDICTS[answer.result.verdict]
        row = next(
            line for line in lines if line.startswith(f"{answer.number} | {answer.question}")
        )
        assert f"| {answer_in_words(answer.result, answer.reading_fixed)} |" in row
        detail = next(line for line in lines if line.startswith(f"Answer {answer.number}. "))
        assert answer.result.name in detail
        assert detail.endswith(verdict)
        if not answer.findings:
            assert all(" ".join(each.split()) in page.text for each in answer.telling)
        for support in answer.result.rests_on:
            assert support.text in page.text or f"{support.kind} {support.name}" in page.text


def test_every_finding_and_every_point_is_there(reviews, page, name):
    for finding in reviews[name].findings:
        assert f"Finding {finding.number}: {finding.cause}" in page.text
        assert all(" ".join(each.split()) in page.text for each in finding.telling)
        if not finding.past:
            # Two that differ only in whether somebody is suspended or removed are told as one.
            shown = page.text.replace("suspends or removes", "removes").replace(
                "suspends", "removes"
            )
            causes = [each.cause[1:].replace("suspends", "removes") for each in finding.variants]
            assert all(each in shown for each in causes)
    for point in reviews[name].points:
        assert f"Point {point.number}. " in page.text
        for alternative in point.alternatives:
            assert alternative.text.removesuffix(NO_MEMBER) in page.text


def test_no_clause_is_passed_over_in_silence(reviews, name):
    for entry in reviews[name].entries:
        assert entry.standings
        assert entry.reasons
        assert all(reason.strip() for reason in entry.reasons)


def test_plain_words_only(page):
    for word in ("sat", "unsat", "model", "solver", "SMT", "satisfiable", "witness"):
        assert not re.search(rf"\b{word}\b", page.text, re.IGNORECASE), word


def test_links_lead_somewhere_and_marks_are_unique(page):
    marks = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(marks) == len(set(marks))
    for tag, attributes, _ in page.elements:
        if tag == "a":
            assert attributes["href"].startswith("#")
            assert attributes["href"][1:] in marks
        for named in attributes.get("aria-labelledby", "").split():
            assert named in marks


def test_landmarks_headings_tables_and_language(page):
    tags = [tag for tag, _, _ in page.elements]
    for landmark in ("header", "nav", "main", "footer"):
        assert landmark in tags
    assert dict(page.elements[0][1])["lang"] == "en-GB"
    assert tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for tag, attributes, stack in page.elements:
        if tag == "th":
            assert attributes.get("scope") in ("col", "row")
        if tag == "table":
            assert "table" not in stack
    assert tags.count("caption") == tags.count("table")


def test_pictures_have_text_alternatives(page):
    drawn = [attributes for tag, attributes, _ in page.elements if tag == "svg"]
    assert drawn
    assert all(each["role"] == "img" and each["aria-labelledby"] for each in drawn)
    tags = [tag for tag, _, stack in page.elements if stack and stack[-1] == "svg"]
    assert tags.count("title") == tags.count("desc") == len(drawn)


def test_self_contained_and_readable_without_its_script(pages, name):
    html = pages[name]
    script = files("verifier.rendering").joinpath("templates/marks.js").read_text("utf-8")
    assert html.count("<script") == html.count(f"<script>\n{script}</script>") == 1
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|sendBeacon|innerHTML|eval", script)
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert "@import" not in html
    assert "url(" not in html


def test_what_people_write_is_never_markup():
    text = (ROOT / "specs" / "nottinghamshire.policy").read_text(encoding="utf-8")
    bad = "<script>alert('&')</script>"
    hostile = text.replace("Nottingham City Council", bad).replace("Individual contracts", bad)
    hostile = hostile.replace("the report gives no quorum", bad)
    hostile = re.sub(
        r"(?s)property .*", f'property p "{bad}"\n  City is a member of Board\n', hostile
    )
    from policy_dsl.loading import examine_text

    found = review(examine_text(hostile, "hostile.policy"), Asked(ON, "0.1.0", quick=True))
    html = render_html(document(found))
    assert html.count("<script") == 1  # the page's own
    assert escape(bad, quote=False).replace("'", "&#39;") in html
    read(html)


def test_the_same_review_is_the_same_page(reviews, pages, name):
    assert render_html(document(reviews[name])) == pages[name]


def test_a_verdict_that_stays_open_is_never_shown_as_holding(reviews, name):
    from dataclasses import replace

    first, *rest = reviews[name].answers
    result = replace(first.result, verdict=Verdict.UNDETERMINED, reason="a limit was reached")
    from verifier.review.findings import seriousness
    from verifier.words.review import serious, short

    assert serious(seriousness(result, None, [], undecided=False)) == "Not determined"
    assert short(result, False).startswith("Not determined")
    assert rest


def test_every_kind_of_block_and_of_words_is_on_the_page() -> None:
    """One that the template does not name is a fault, and not left out."""
    kinds = {each.__name__ for each in (*get_args(Run), *get_args(Block))}
    template = files("verifier.rendering").joinpath("templates/review.html.j2").read_text("utf-8")
    assert set(re.findall(r'kind == "(\w+)"', template)) == kinds
    words = (Strong("one"), Small("two"), Code("three"), Badge("four", ""), TextLink("five", "a"))
    words = (*words, Inserted("six"), Deleted("seven"))
    chapters = (Chapter("a", "A", (Paragraph(words),)),)
    page = render_html(RenderedDocument("T", "", (), (), "", chapters, "", "en"))
    for word in ("one", "two", "three", "four", "five", "six", "seven"):
        assert f">{word}<" in page
