"""The reviewer's marks: kept, exported, imported, and found again in a later review of the same rules."""

import csv
import re

import pytest

from policy_dsl.records import replace
from tests.browser.tools import no_browser, run
from tests.report.conftest import SEEDS
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.words import report as words


def keys(page):
    """What is marked, by what it is called on a page: key, and what was said of it."""
    found = re.findall(r'data-key="([^"]*)" data-said="([^"]*)" data-about="([^"]*)"', page)
    return {about: (key, said) for key, said, about in found}


def later(review):
    """Another review: one clause fewer, one that says something else, everything else at other numbers and lines."""
    _, second, *rest = review.entries
    entries = (replace(second, reading=("It says something else.",)), *rest)
    findings = (*review.findings[1:], review.findings[0])
    return replace(
        review,
        entries=tuple(
            replace(each, number=number, line=each.line + 7)
            for number, each in enumerate(entries, 1)
        ),
        findings=tuple(replace(each, number=number) for number, each in enumerate(findings, 1)),
    )


@pytest.mark.parametrize("name", SEEDS)
def test_whatever_can_be_marked_has_a_key_of_its_own(pages, name):
    found = re.findall(r'data-key="([^"]*)" data-said="([^"]+)"', pages[name])
    assert len(found) > 20
    assert len({key for key, _ in found}) == len(found)
    assert all(
        re.fullmatch(r"(finding|clause|point|lint)-[0-9a-f]{16}(-\d+)?", k) for k, _ in found
    )


@pytest.mark.parametrize("name", SEEDS)
def test_a_later_review_calls_the_same_the_same(reviews, pages, name):
    before, after = keys(pages[name]), keys(render_html(document(later(reviews[name]))))
    assert after["Clause 1"][0] == before["Clause 2"][0]
    assert after["Clause 1"][1] != before["Clause 2"][1]
    assert after["Clause 2"] == before["Clause 3"]
    assert after["Finding 1"] == before["Finding 2"]
    assert after[f"Finding {len(reviews[name].findings)}"] == before["Finding 1"]
    assert before["Clause 1"][0] not in {key for key, _ in after.values()}


@pytest.mark.skipif(bool(no_browser()), reason=no_browser())
def test_marks_are_kept_and_exported_and_found_again(reviews, pages, tmp_path):
    page, second = tmp_path / "review.html", tmp_path / "later.html"
    page.write_text(pages["blmk_luton"], encoding="utf-8")
    second.write_text(render_html(document(later(reviews["blmk_luton"]))), encoding="utf-8")
    about = ("Clause 1", "Clause 2", "Finding 1")
    asked = {"page": str(page), "later": str(second), "folder": str(tmp_path), "about": about}
    told = {each["step"]: each for each in run("mark.mjs", tmp_path, asked)}
    marks = told["marked"]["marks"]
    by_name = {each["about"]: each for each in marks}
    first, other, finding = (by_name[each] for each in about)
    assert len(marks) == 3
    assert (first["accept"], first["reject"]) == (True, False)
    assert other["comment"] == '=1+1, "so"; and\non a second line'
    assert other["owner"] == "Ms Öz"
    assert finding["reject"]
    # Kept; exported, and the same again when cleared and imported.
    for step in ("opened again", "imported json", "imported csv"):
        assert told[step]["marks"] == marks
    assert told["cleared"]["marks"] == []
    # In a sheet nothing is a formula.
    with (tmp_path / "exported.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(row for row in csv.DictReader(file) if row["owner"])["comment"][:2] == "'="
    # In the later review: the first is gone, but not lost; the second says something else.
    again = told["later review"]
    changed = {each["key"]: each["changed"] for each in again["marks"]}
    assert changed == {other["key"]: words.MARKS_SAID["changed"], finding["key"]: ""}
    assert words.MARKS_SAID["elsewhere"].format(1) in again["said"]
