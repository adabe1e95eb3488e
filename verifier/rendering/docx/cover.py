"""The cover, the table of contents, and what stands at the head and foot of each page."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Cm, Pt

from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.docx.fields import (
    NO_NUMBER,
    bookmark_name,
    field,
    link,
    roomy,
    shade,
)
from verifier.words import report as say


def cover(word: Word, document: RenderedDocument) -> None:
    """Title, facts, and what the review is and is not."""
    word.add_paragraph(document.title, style="Title")
    word.add_paragraph(document.subtitle, style="Subtitle")
    if document.facts:
        _facts(word, document)
    for name, text in document.notices:
        heading = word.add_paragraph()
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(8)
        heading.add_run(name).bold = True
        word.add_paragraph(text)


def _facts(word: Word, document: RenderedDocument) -> None:
    table = word.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    roomy(table)
    for column, width in zip(table.columns, (Cm(5), Cm(11.6)), strict=True):
        column.width = width
    for name, text in document.facts:
        row = table.add_row()
        row.cells[0].width, row.cells[1].width = Cm(5), Cm(11.6)
        row.cells[0].paragraphs[0].add_run(name).bold = True
        row.cells[1].paragraphs[0].add_run(text)
        shade(row.cells[0], "F2F2F2")


def contents(word: Word, document: RenderedDocument) -> None:
    """The contents: the chapters, each a link with a field for its page.

    No number stands there before the program that opens the file has worked it out: programs do so that lay out a file
    when they open it, and Word does once it is asked to.
    """
    heading = word.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(10)
    heading.add_run(say.CONTENTS).bold = True
    for number, chapter in enumerate(document.chapters, 1):
        paragraph = word.add_paragraph(style="TOC 1")
        link(paragraph, f"{chapter.label or number}. {chapter.title}", chapter.mark)
        paragraph.add_run("\t")
        field(paragraph, f"PAGEREF {bookmark_name(chapter.mark)} \\h", NO_NUMBER)


def head_and_foot(word: Word, document: RenderedDocument) -> None:
    """The title at the head, page numbers at the foot; the cover has the numbers only."""
    section = word.sections[0]
    section.header.paragraphs[0].text = document.running
    section.header.paragraphs[0].style = word.styles["Small"]
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = word.styles["Small"]
        before, between = say.PAGE
        paragraph.add_run(before)
        field(paragraph, "PAGE", NO_NUMBER)
        paragraph.add_run(between)
        field(paragraph, "NUMPAGES", NO_NUMBER)
