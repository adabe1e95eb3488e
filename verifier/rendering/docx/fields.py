"""What Word files have that python-docx has no words for: fields, bookmarks, links, cells in colour."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

# What a field shows until it is updated: no number, rather than one that may be wrong.
NO_NUMBER = "–"


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field with what it shows until it is updated."""
    _character(paragraph, "begin")
    run = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run._r.append(instruction)
    _character(paragraph, "separate")
    paragraph.add_run(shown)
    _character(paragraph, "end")


def _character(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Something that links lead to, around the paragraph's text."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (start, end):
        each.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark_name(name))
    element: Any = paragraph._p
    position = 1 if element.pPr is not None else 0
    element.insert(position, start)
    element.append(end)


def bookmark_name(mark: str) -> str:
    """A mark as Word allows it: a letter, then letters, digits and underscores, 40 at most."""
    return ("_" + re.sub(r"\W", "_", mark))[:40]


def link(paragraph: Paragraph, text: str, to: str) -> None:
    """Words that lead to a bookmark."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), bookmark_name(to))
    run = paragraph.add_run(text)
    run.font.underline = True
    made.append(run._r)
    paragraph._p.append(made)


def shade(cell: _Cell, colour: str) -> None:
    """A cell's background."""
    made = OxmlElement("w:shd")
    made.set(qn("w:val"), "clear")
    made.set(qn("w:color"), "auto")
    made.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(made)


def roomy(table: Table) -> None:
    """A little room between the lines of a table and its words."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("start", 80), ("bottom", 20), ("end", 80)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def heading_row(row: _Row) -> None:
    """A row that is repeated on every page that its table reaches."""
    made = OxmlElement("w:tblHeader")
    made.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(made)


def whole(row: _Row) -> None:
    """A row that no page break divides."""
    made = OxmlElement("w:cantSplit")
    made.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(made)


def described(shape: Any, title: str, alternative: str) -> None:
    """What is said in place of a picture."""
    properties = shape._inline.docPr
    properties.set("title", title)
    properties.set("descr", alternative)
