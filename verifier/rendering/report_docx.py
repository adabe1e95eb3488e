"""The review as a Word file: real headings, lists, tables and fields, so that Word can number, search and update it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

from docx import Document as new_document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

from verifier.rendering.document.blocks import RenderedDocument
from verifier.rendering.docx.cover import contents, cover, head_and_foot
from verifier.rendering.docx.tracked_changes import TrackedChanges
from verifier.rendering.docx.writing import Writer

_INK = RGBColor(0x1A, 0x1A, 0x1A)
_GREY = RGBColor(0x5C, 0x5C, 0x5C)
# The first moment that a zip file can name: the same file for the same review.
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def _always() -> bool:
    return True


def render_docx(
    document: RenderedDocument, on: date, time_to_draw: Callable[[], bool] = _always
) -> bytes:
    """The file's bytes, the same for the same review; words stand for pictures for which there is no time."""
    word = new_document()
    _page(word)
    _styles(word)
    _properties(word, document, on)
    head_and_foot(word, document)
    cover(word, document)
    writer = Writer(word, time_to_draw, TrackedChanges(on))
    for number, chapter in enumerate(document.chapters, 1):
        writer.chapter(number, chapter)
        if number == 1:  # the answer comes before them
            contents(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    return _timeless(buffer.getvalue())


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.different_first_page_header_footer = True


def _styles(word: Word) -> None:
    styles = word.styles
    normal = styles["Normal"]
    normal.font.name = "Liberation Sans"
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(which), "Arial")
    sizes = {"Title": 24, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 10.5}
    for name, size in sizes.items():
        style = styles[name]
        style.font.size = Pt(size)
        style.font.bold = True
        style.font.italic = False
        style.font.color.rgb = _INK
        own = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            own.attrib.pop(qn(which), None)
        for which in ("w:ascii", "w:hAnsi", "w:cs"):
            own.set(qn(which), "Arial")
        style.paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    _without_ornaments(styles["Title"], styles["Subtitle"])
    for name, size in (("Small", 8.5), ("Wording", 8.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(size)
    placeholder = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    placeholder.font.color.rgb = _GREY
    styles["Wording"].font.name = "Courier New"
    styles["Wording"].paragraph_format.space_after = Pt(0)
    contents = styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH).paragraph_format
    styles["TOC 1"].base_style = normal
    contents.right_indent = Cm(1.2)
    contents.tab_stops.add_tab_stop(Cm(16.4), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    contents.space_after = Pt(2)


def _without_ornaments(title: BaseStyle, subtitle: BaseStyle) -> None:
    """A title and a subtitle as plain as all else."""
    for style in (title, subtitle):
        assert isinstance(style, ParagraphStyle)
        for each in ("w:pBdr", "w:spacing"):
            for properties in (style.element.pPr, style.element.rPr):
                for found in properties.findall(qn(each)) if properties is not None else ():
                    properties.remove(found)
        style.font.italic = False
        style.paragraph_format.space_after = Pt(6)
    assert isinstance(subtitle, ParagraphStyle)
    subtitle.font.color.rgb = _GREY
    subtitle.font.size = Pt(12)
    subtitle.font.bold = False


def _properties(word: Word, document: RenderedDocument, on: date) -> None:
    core = word.core_properties
    core.title = _short(document.running)
    core.subject = _short(document.subtitle)
    core.author = "vetoproof"
    core.last_modified_by = "vetoproof"
    core.comments = document.written
    core.language = document.language
    core.created = core.modified = datetime(on.year, on.month, on.day)
    core.revision = 1
    languages = OxmlElement("w:lang")
    languages.set(qn("w:val"), document.language)
    word.styles["Normal"].element.get_or_add_rPr().append(languages)
    # Page numbers in the table of contents are worked out by Word when it opens the file.
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    word.settings.element.append(update)


def _short(text: str) -> str:
    """A text as a property of a Word file holds it: no more than 255 characters."""
    return text if len(text) <= 255 else f"{text[:254]}…"


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return made.getvalue()
