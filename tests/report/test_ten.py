"""Reviews of ten texts: short enough, little said twice, and every printed claim put through `check`."""

import pytest

from policy_dsl.loading import examine
from tests.once import shared_by_processes
from tests.report.conftest import ROOT, SEEDS, made
from tests.report.measuring import (
    CHROMIUM,
    PDFTOTEXT,
    before_the_appendices,
    letters,
    printed,
    repeated,
)
from tests.report.printed import answers, kind, timeline
from tests.report.reading_back import read
from tests.report.test_what_is_said import PAGES, SAID_AGAIN
from tests.statements.putting_back import put_back
from verifier import check
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.results import Verdict
from verifier.review.statements import statements
from verifier.solving.limits import Limits

GALLERY = (
    "apache",
    "company_articles",
    "debian",
    "eec_1958",
    "eu_council",
    "un_security_council",
    "us_article_v",
    "us_legislation",
)
TEN = (*SEEDS, *(f"gallery/{name}" for name in GALLERY))
# Before the appendices, and in all; of others than the seeds.
MOST_PAGES = (10, 25)


@pytest.fixture(scope="module")
def review(request, tmp_path_factory):
    return made(request.param, shared_by_processes(tmp_path_factory))


@pytest.fixture(scope="module")
def page(review):
    return render_html(document(review))


def of(names):
    return pytest.mark.parametrize("review", names, ids=lambda it: it.split("/")[-1], indirect=True)


def the_file(review):
    file = ROOT / review.cover.file
    return file, file.read_text(encoding="utf-8")


def lines_of(page):
    """The lines below the contents."""
    lines = [line for line in read(page).text.split("\n") if line.strip()]
    return lines[lines.index("1. The answer", lines.index("1. The answer") + 1) :]


@of(SEEDS)
def test_each_printed_line_is_a_claim_or_of_a_kind_that_is_held(review, page):
    """A claim of the review's data or of the printed words; or on the list, with the test that holds it."""
    _, written = the_file(review)
    held = {line: kind(line, written) for line in lines_of(page)}
    assert [line for line, by in held.items() if by is None] == []
    tests = {by for by in held.values() if by.startswith("tests/")}
    assert [by for by in tests if not (ROOT / by).exists()] == []


@of(SEEDS)
def test_the_printed_answers_are_those_of_the_data(review, page):
    told = answers(lines_of(page))
    assert told == {each.number: {each.result.verdict} for each in review.answers}


@pytest.mark.campaign
@of(TEN)
def test_no_statement_of_ten_reviews_is_refuted(review):
    file, text = the_file(review)
    specification = examine(file).or_errors()
    said = statements(specification, review)
    assert put_back(specification, "report", said, text, str(file.parent))[0] == []


@pytest.mark.campaign
@of(TEN)
def test_what_is_printed_is_what_check_says(review, page):
    """Read out of the printed words alone: each answer, and each cell of the timeline."""
    file, text = the_file(review)
    lines = lines_of(page)
    assert [line for line in lines if kind(line, text) is None] == []
    told = answers(lines)
    for number, result in enumerate(check(examine(file).or_errors()).properties, 1):
        assert told.get(number, set()) <= {result.verdict}
    for specification, prop, holds in timeline(lines, text, str(file.parent)):
        verdict = verdict_of(Encodings(specification), prop, Limits())
        assert verdict is (Verdict.HOLDS if holds else Verdict.FAILS), prop.claim


# Of these the names are so long, or the kinds of decision so many, that more of them stands twice.
MORE_SAID_AGAIN = {
    "gallery/chaoss": 0.22,
    "gallery/osgeo_gdal": 0.22,
    "gallery/un_charter_amendment": 0.23,
}
EVERY = (*SEEDS, *sorted(f"gallery/{each.stem}" for each in (ROOT / "specs" / "gallery").iterdir()))


@pytest.mark.campaign
@of(EVERY)
def test_little_of_any_review_is_said_more_than_once(review, page):
    share, most = repeated(read(page).text)
    name = review.cover.file.removeprefix("specs/").removesuffix(".policy")
    assert share <= MORE_SAID_AGAIN.get(name, SAID_AGAIN), most


@pytest.mark.campaign
@pytest.mark.skipif(not (CHROMIUM and PDFTOTEXT), reason="needs Chromium and pdftotext")
@of(TEN)
def test_ten_reviews_are_no_longer_than_readers_bear(review, page, tmp_path):
    told = printed(page, tmp_path, "review")
    name = review.cover.file.rpartition("/")[2].removesuffix(".policy")
    first, all_of_it = PAGES.get(name, MOST_PAGES)
    assert before_the_appendices(told) <= first
    assert len(told) <= all_of_it
    assert letters(tmp_path / "review.pdf") > 9.9
