"""Chapters and their blocks, written into a Word file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

import resvg_py
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Length, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from policy_dsl.records import dataclass
from verifier.rendering.document.blocks import (
    Assess,
    Badge,
    Block,
    Chapter,
    Code,
    Deleted,
    Folded,
    Heading,
    Inserted,
    Items,
    Kept,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Small,
    Strong,
    Table,
    Terms,
    TextLink,
    Verbatim,
    unfolded,
)
from verifier.rendering.docx.controls import text_box, tick_box
from verifier.rendering.docx.fields import (
    bookmark,
    described,
    heading_row,
    link,
    roomy,
    shade,
    whole,
)
from verifier.rendering.docx.tracked_changes import TrackedChanges
from verifier.words import report as say

_WIDTH = Cm(16.6)
_PICTURE = Cm(10)
# So that a picture has about 200 points an inch; drawing takes time for each point.
_ZOOM = 2
_COLOURS = {
    "good": RGBColor(0x00, 0x52, 0x8F),
    "bad": RGBColor(0xA6, 0x3C, 0x00),
    "open": RGBColor(0x4D, 0x4D, 0x00),
    "quiet": RGBColor(0x5C, 0x5C, 0x5C),
}
_GREY = "F2F2F2"
# What begins a page without what stands above it only where that is no paragraph.
_STAY_BELOW = (Items, Terms, Table, Quote, Verbatim, Picture, Assess)
# So many lines of a wording are not divided.
_ON_ONE_PAGE = 40
_ASSESS = (2.4, 2.0, 2.0, 6.2, 4.0)


def _columns(table: WordTable, widths: Sequence[Length]) -> None:
    """Room in a table's cells, and the widths of its columns for the programs that do not read those of cells."""
    roomy(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _styled(paragraph: WordParagraph, style: str) -> None:
    """A style by its mark in the file: by its name it is looked for at length."""
    paragraph._p.style = style.replace(" ", "")


def _no_row_alone(table: WordTable) -> None:
    """The first row stays with the headings, and the last with the one before it."""
    rows = table.rows
    for row in {0: rows[0], len(rows) - 2: rows[-2]}.values() if len(rows) > 1 else ():
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def plain(runs: Iterable[Run]) -> str:
    """Runs as text."""
    return "".join(run if isinstance(run, str) else run.text for run in runs).strip()


def write(paragraph: WordParagraph, runs: Runs, changes: TrackedChanges) -> None:
    """Runs, each with its own look; what is proposed as a change to accept or to reject."""
    for run in runs:
        match run:
            case str():
                paragraph.add_run(run)
            case Strong(text):
                paragraph.add_run(text).bold = True
            case Small(text):
                paragraph.add_run(text).font.size = Pt(8.5)
            case Code(text):
                paragraph.add_run(text).font.name = "Courier New"
            case Badge(text, look):
                made = paragraph.add_run(f"[{text}]")
                made.bold = True
                made.font.color.rgb = _COLOURS[look]
            case TextLink(text, to):
                link(paragraph, text, to)
            case Inserted(text):
                changes.inserted(paragraph, text)
            case Deleted(text):
                changes.deleted(paragraph, text)


@dataclass
class Writer:
    """The file being written, whether there is time to draw, and how many bookmarks and controls the file has."""

    word: Word
    time_to_draw: Callable[[], bool]
    changes: TrackedChanges
    bookmarks: int = 0
    controls: int = 0

    def chapter(self, number: int, it: Chapter) -> None:
        """A chapter with its heading."""
        heading = self._paragraph("Heading 1", f"{it.label or number}. {it.title}")
        if not it.begins:
            heading.paragraph_format.page_break_before = False
        self._mark(heading, it.mark)
        for block in it.blocks:
            before = len(self.word.element.body)
            for each in unfolded((block,)):
                if isinstance(each, _STAY_BELOW):
                    self._keep_with_next()
                self._block(each)
            if isinstance(block, Kept):
                self._keep_together(before - 1)

    def _paragraph(self, style: str, text: str = "") -> WordParagraph:
        made = self.word.add_paragraph(text)
        _styled(made, style)
        return made

    def _keep_with_next(self) -> None:
        """What was written last stays on the page of what follows, if it is a paragraph."""
        last = self.word.element.body[-2]  # before the section's properties
        if last.tag == qn("w:p"):
            WordParagraph(last, self.word._body).paragraph_format.keep_with_next = True

    def _keep_together(self, begin: int) -> None:
        """All from there on stays on one page, where it fits on one."""
        for part in self.word.element.body[begin:-2]:
            for each in part.iter(qn("w:p")):
                WordParagraph(each, self.word._body).paragraph_format.keep_with_next = True

    def _mark(self, paragraph: WordParagraph, mark: str) -> None:
        self.bookmarks += 1
        bookmark(paragraph, mark, self.bookmarks)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level, runs, mark):
                paragraph = self._paragraph(f"Heading {level - 1}")
                write(paragraph, runs, self.changes)
                self._mark(paragraph, mark)
            case Paragraph(runs, style):
                paragraph = self._paragraph("Small" if style == "small" else "Normal")
                write(paragraph, runs, self.changes)
            case Items(items, ordered):
                self._items(items, ordered)
            case Outline(entries, ordered):
                self._items([entry.runs for entry in entries], ordered)
                for below in (each for entry in entries for each in entry.under):
                    self._block(below)
            case Terms():
                self._terms(block)
            case Table():
                self._table(block)
            case Quote(text, source):
                paragraph = self._paragraph("Quote")
                paragraph.add_run(f"“{text}”\n")
                paragraph.add_run(source).italic = False
            case Verbatim(text, what):
                caption = self._paragraph("Small", what)
                caption.paragraph_format.keep_with_next = True
                lines = text.split("\n")
                for number, line in enumerate(lines, 1):
                    paragraph = self._paragraph("Wording", line)
                    if number < len(lines) <= _ON_ONE_PAGE:
                        paragraph.paragraph_format.keep_with_next = True
            case Picture():
                self._picture(block)
            case Assess():
                self._assess(block)
            case Kept(blocks):
                for each in unfolded(blocks):
                    self._block(each)
            case Folded():
                pass

    def _items(self, items: Iterable[Runs], ordered: bool) -> None:
        """A list; numbers are written out, so that each list begins with one."""
        for number, item in enumerate(items, 1):
            if not ordered:
                write(self._paragraph("List Bullet"), item, self.changes)
                continue
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.9)
            paragraph.paragraph_format.first_line_indent = Cm(-0.7)
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            paragraph.add_run(f"{number}.\t")
            write(paragraph, item, self.changes)

    def _terms(self, it: Terms) -> None:
        table = self.word.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        _columns(table, (Cm(3.8), Cm(12.8)))
        for term, said in it.items:
            row = table.add_row()
            whole(row)
            row.cells[0].width, row.cells[1].width = Cm(3.8), Cm(12.8)
            paragraph = row.cells[0].paragraphs[0]
            paragraph.add_run(plain(term)).bold = True
            shade(row.cells[0], _GREY)
            for index, runs in enumerate(said):
                cell = row.cells[1]
                write(
                    cell.paragraphs[0] if index == 0 else cell.add_paragraph(), runs, self.changes
                )
        self._after_table()

    def _table(self, it: Table) -> None:
        if not it.titled:
            caption = self.word.add_paragraph()
            caption.add_run(it.caption).bold = True
            caption.paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1, cols=len(it.header), style="Table Grid")
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        total = sum(it.widths)
        widths = [Emu(int(_WIDTH * width / total)) for width in it.widths]
        _columns(table, widths)
        for cell, name, width in zip(table.rows[0].cells, it.header, widths, strict=True):
            cell.width = width
            self._small(cell.paragraphs[0])
            cell.paragraphs[0].add_run(name).bold = True
            shade(cell, _GREY)
        heading_row(table.rows[0])
        for runs in it.rows:
            row = table.add_row()
            whole(row)
            for cell, each, width in zip(row.cells, runs, widths, strict=True):
                cell.width = width
                self._small(cell.paragraphs[0])
                write(cell.paragraphs[0], each, self.changes)
        _no_row_alone(table)
        self._after_table()

    def _small(self, paragraph: WordParagraph) -> None:
        _styled(paragraph, "Small")
        paragraph.paragraph_format.space_after = Pt(1)

    def _after_table(self) -> None:
        """A little room, so that the next table is not joined to this one."""
        paragraph = self._paragraph("Small")
        paragraph.paragraph_format.space_after = Pt(2)

    def _picture(self, it: Picture) -> None:
        if not self.time_to_draw():
            self._paragraph("Small", say.not_drawn(it.title, it.alternative))
            return
        drawn = resvg_py.svg_to_bytes(svg_string=it.svg, background="white", zoom=_ZOOM)
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(bytes(drawn)), width=_PICTURE)
        described(shape, it.title, it.alternative)
        self._paragraph("Small", it.title)

    def _assess(self, it: Assess) -> None:
        """The reviewer's columns, as controls that say by their tags what they are about."""
        table = self.word.add_table(rows=1, cols=len(_ASSESS), style="Table Grid")
        table.autofit = False
        row = table.rows[0]
        row.height = Cm(0.9)
        _columns(table, [Cm(width) for width in _ASSESS])
        whole(row)
        paragraphs = []
        for cell, width in zip(row.cells, _ASSESS, strict=True):
            cell.width = Cm(width)
            self._small(cell.paragraphs[0])
            paragraphs.append(cell.paragraphs[0])
        paragraphs[0].add_run(it.about).bold = True
        for paragraph, name, kind in zip(
            paragraphs[1:3], (say.ACCEPT, say.REJECT), ("accept", "reject"), strict=True
        ):
            self.controls += 1
            tick_box(paragraph, name, f"{it.key} {kind}", self.controls)
        for paragraph, name, kind in zip(
            paragraphs[3:], (say.COMMENT, say.OWNER), ("comment", "owner"), strict=True
        ):
            self.controls += 1
            text_box(paragraph, name, f"{it.key} {kind}", self.controls, kind == "comment")
        shade(row.cells[0], _GREY)
        self._after_table()
