"""The cover, the table of contents, and what stands at the head and foot of each page."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Cm, Pt

from verifier.rendering.document.blocks import Badge, Heading, RenderedDocument
from verifier.rendering.docx.fields import (
    bookmark_name,
    closed,
    field,
    link,
    opened,
    shade,
)
from verifier.rendering.docx.writing import plain
from verifier.words import report as say

_LEVELS = (3,)


def cover(word: Word, document: RenderedDocument) -> None:
    """Title, facts, and what the review is and is not."""
    word.add_paragraph(document.title, style="Title")
    word.add_paragraph(document.subtitle, style="Subtitle")
    table = word.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (Cm(5), Cm(11.6)), strict=True):
        column.width = width
    for name, text in document.facts:
        row = table.add_row()
        row.cells[0].width, row.cells[1].width = Cm(5), Cm(11.6)
        row.cells[0].paragraphs[0].add_run(name).bold = True
        row.cells[1].paragraphs[0].add_run(text)
        shade(row.cells[0], "F2F2F2")
    for name, text in document.notices:
        heading = word.add_paragraph()
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(8)
        heading.add_run(name).bold = True
        word.add_paragraph(text)


def contents(word: Word, document: RenderedDocument) -> None:
    """A table of contents that reads without being updated; Word fills in the page numbers."""
    heading = word.add_paragraph()
    heading.paragraph_format.page_break_before = True
    heading.add_run(say.CONTENTS).bold = True
    entries: list[tuple[int, str, str]] = []
    for number, chapter in enumerate(document.chapters, 1):
        entries.append((1, f"{number}. {chapter.title}", chapter.mark))
        entries += [
            (2, plain(run for run in block.runs if not isinstance(run, Badge)), block.mark)
            for block in chapter.blocks
            if isinstance(block, Heading) and block.level in _LEVELS
        ]
    for index, (level, text, mark) in enumerate(entries):
        paragraph = word.add_paragraph(style=f"TOC {level}")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16.4))
        if index == 0:
            opened(paragraph, r'TOC \o "1-2" \h \z \u')
        link(paragraph, text, mark)
        paragraph.add_run("\t")
        field(paragraph, f"PAGEREF {bookmark_name(mark)} \\h", "–")
        if index == len(entries) - 1:
            closed(paragraph)


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
        field(paragraph, "PAGE", "1")
        paragraph.add_run(between)
        field(paragraph, "NUMPAGES", "1")
