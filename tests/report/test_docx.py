"""The Word file: it opens, says what the page says, and becomes a PDF without loss."""

import io
import re
import shutil
import subprocess

import pytest

pytest.importorskip("docx")
pytest.importorskip("resvg_py")

import docx

from policy_dsl.records import fields, is_dataclass
from tests.report.conftest import ON, SEEDS
from verifier.rendering.document.blocks import (
    Deleted,
    Folded,
    Heading,
    Inserted,
    Picture,
    unfolded,
)
from verifier.rendering.document.making import document
from verifier.rendering.report_docx import render_docx
from verifier.rendering.report_html import render_html
from verifier.words.review import STANDINGS, VERDICTS


@pytest.fixture(scope="module", params=SEEDS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def file(reviews, name):
    return render_docx(document(reviews[name]), ON)


@pytest.fixture(scope="module")
def word(file):
    return docx.Document(io.BytesIO(file))


def _text(word):
    """All text in order, tables and links included."""
    spaces = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    parts = []
    for paragraph in word.element.body.iter(f"{spaces}p"):
        parts.append("".join(node.text or "" for node in paragraph.iter(f"{spaces}t")))
    return "\n".join(parts)


def test_every_clause_verdict_and_finding(reviews, word, name):
    text = _text(word)
    review = reviews[name]
    for entry in review.entries:
        heading = next(
            line
            for line in text.split("\n")
            if line.startswith(f"Clause {entry.number}. ") and "[" in line
        )
        assert entry.name in heading
        assert all(f"[{STANDINGS[standing.value]}]" in heading for standing in entry.standings)
        assert all(citation.quotation in text for citation in entry.citations)
        assert entry.kind == "provision" or all(sentence in text for sentence in entry.reading)
    for answer in review.answers:
        verdict = VERDICTS[answer.result.verdict]
        assert f"Answer {answer.number}. {answer.result.name} [{verdict}]" in text
    for finding in review.findings:
        assert f"Finding {finding.number}: {finding.cause}" in text
        assert all(sentence in text for sentence in finding.telling)


def test_headings_contents_and_page_numbers(reviews, word, name):
    chapters = document(reviews[name]).chapters
    styles = [p.style.name for p in word.paragraphs]
    assert styles.count("Heading 1") == len(chapters)
    threes = sum(
        isinstance(block, Heading) and block.level == 3
        for chapter in chapters
        for block in unfolded(chapter.blocks)
    )
    assert styles.count("Heading 2") == threes
    xml = word.element.xml
    for chapter in chapters:
        assert xml.count(f" PAGEREF _{chapter.mark} ") == 1
    footer = word.sections[0].footer._element.xml
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert reviews[name].cover.title in word.sections[0].header.paragraphs[0].text
    # Until the program that opens the file has worked them out there are no numbers, rather than wrong ones.
    shown = re.findall(
        r'w:fldCharType="separate"/>(.*?)w:fldCharType="end"', xml + footer, re.DOTALL
    )
    assert shown
    assert {text for each in shown for text in re.findall(r"<w:t[^>]*>([^<]*)<", each)} == {"–"}
    # Each entry of the contents leads to a bookmark that is there.
    marks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) <= marks


def test_pictures_have_text_alternatives(reviews, word, name):
    pictures = [
        block
        for chapter in document(reviews[name]).chapters
        for block in unfolded(chapter.blocks)
        if isinstance(block, Picture)
    ]
    shapes = word.inline_shapes
    assert len(shapes) == len(pictures)
    said = [shape._inline.docPr.get("descr") for shape in shapes]
    assert said == [picture.alternative for picture in pictures]


def test_the_reviewers_columns_are_controls_with_names_of_their_own(reviews, word, name):
    spaces = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    controls = list(word.element.body.iter(f"{spaces}sdt"))
    tags = [each.find(f"{spaces}sdtPr/{spaces}tag").get(f"{spaces}val") for each in controls]
    page = render_html(document(reviews[name]))
    keys = re.findall(r'data-key="([^"]+)"', page)
    kinds = ("accept", "reject", "comment", "owner")
    assert tags == [f"{key} {kind}" for key in keys for kind in kinds]
    assert len(set(tags)) == len(tags)
    of_kind = [{child.tag.rpartition("}")[2] for child in each[0]} for each in controls]
    assert sum("checkbox" in each for each in of_kind) == 2 * len(keys)
    assert sum({"text", "showingPlcHdr"} <= each for each in of_kind) == 2 * len(keys)


def _runs(it, kind):
    """All words of a kind in a document, in order, but for what is folded."""
    if isinstance(it, kind):
        return [it.text]
    if isinstance(it, tuple):
        return [text for each in it for text in _runs(each, kind)]
    if isinstance(it, Folded) or not is_dataclass(it):
        return []
    return [text for each in fields(it) for text in _runs(getattr(it, each.name), kind)]


def test_proposed_words_are_changes_to_accept_or_reject(reviews, word, name):
    spaces = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    numbers = []
    for kind, tag, holds in ((Inserted, "ins", "t"), (Deleted, "del", "delText")):
        found = list(word.element.body.iter(f"{spaces}{tag}"))
        texts = ["".join(t.text for t in each.iter(f"{spaces}{holds}")) for each in found]
        assert texts == _runs(document(reviews[name]).chapters, kind)
        assert {each.get(f"{spaces}date") for each in found} <= {f"{ON.isoformat()}T00:00:00Z"}
        numbers += [each.get(f"{spaces}id") for each in found]
    assert numbers
    assert len(set(numbers)) == len(numbers)
    assert not list(word.element.body.iter(f"{spaces}strike"))


def test_table_headings_are_repeated(word):
    headed = [t for t in word.tables if "tblHeader" in t.rows[0]._tr.xml]
    assert len(headed) >= 4


def test_the_same_review_is_the_same_file(reviews, file, name):
    assert render_docx(document(reviews[name]), ON) == file


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_pdf_without_loss(reviews, file, name, tmp_path):
    source = tmp_path / f"{name}.docx"
    source.write_bytes(file)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    pdf = tmp_path / f"{name}.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout
    pages = text.decode("utf-8").split("\f")
    squeezed = "".join("".join(pages).split())
    whole = " ".join(" ".join(pages).split())
    # The contents have the right numbers as soon as the file is opened.
    for number, chapter in enumerate(document(reviews[name]).chapters, 1):
        heading = f"{chapter.label or number}. {chapter.title}"
        listed = re.search(rf"{re.escape(heading)} *\.{{4,}} *(\d+)", whole)
        assert heading in " ".join(pages[int(listed[1]) - 1].split())
    for entry in reviews[name].entries:
        for citation in entry.citations:
            assert "".join(citation.quotation.split()) in squeezed
    for answer in reviews[name].answers:
        line = f"Answer {answer.number}. {answer.result.name} [{VERDICTS[answer.result.verdict]}]"
        assert "".join(line.split()) in squeezed
    for finding in reviews[name].findings:
        assert "".join(f"Finding {finding.number}: {finding.cause}".split()) in squeezed
