"""What a reader of a Word file fills in: content controls."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def tick_box(paragraph: Paragraph, name: str, tag: str, number: int) -> None:
    """A box to tick, with what it says behind it."""
    control = _control(name, tag, number)
    box = parse_xml(
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    control.find(qn("w:sdtPr")).append(box)
    run = paragraph.add_run("☐")
    run.font.name = "MS Gothic"
    _put(paragraph, control, run._r)
    paragraph.add_run(f" {name}")


def text_box(paragraph: Paragraph, name: str, tag: str, number: int, lines: bool) -> None:
    """A place for a text, of several `lines` or of one; until there is one it says what belongs there."""
    control = _control(name, tag, number)
    properties = control.find(qn("w:sdtPr"))
    properties.append(OxmlElement("w:showingPlcHdr"))
    text = OxmlElement("w:text")
    if lines:
        text.set(qn("w:multiLine"), "1")
    properties.append(text)
    run = paragraph.add_run(f"{name} …")
    run._r.style = "PlaceholderText"
    _put(paragraph, control, run._r)


def _control(name: str, tag: str, number: int) -> Any:
    made = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:tag/><w:id/></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    properties = made.find(qn("w:sdtPr"))
    for kind, value in (("alias", name), ("tag", tag[:64]), ("id", str(number))):
        properties.find(qn(f"w:{kind}")).set(qn("w:val"), value)
    return made


def _put(paragraph: Paragraph, control: Any, run: Any) -> None:
    control.find(qn("w:sdtContent")).append(run)
    paragraph._p.append(control)
