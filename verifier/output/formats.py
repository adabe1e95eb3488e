"""Data in formats that programs read: each with what makes foreign text harmless in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from policy_dsl.records import dataclass
from policy_dsl.visible import HIDDEN, visible
from verifier.output.text import Printable

if TYPE_CHECKING:
    from xml.etree import ElementTree

__all__ = ["WorkflowCommand", "commands", "json_line", "json_text", "page", "table", "xml_text"]


class _Json(Printable):
    """JSON: what a code page lacks is written as JSON escapes it, so that no letter is lost."""

    __slots__ = ()

    def without_letters(self, encoding: str) -> str:
        """Only letters that every code page has."""
        return re.sub("[^\x00-\x7f]", lambda found: _escaped(found[0]), self)


class _Xml(Printable):
    """XML: what a code page lacks is written as a reference, whatever encoding the file names."""

    __slots__ = ()

    def without_letters(self, encoding: str) -> str:
        """Only letters that every code page has."""
        return self.encode("ascii", "xmlcharrefreplace").decode("ascii")


# In JSON a line end is always of the layout: those in texts are escaped already.
_IN_JSON = re.compile(rf"(?!\n)[{HIDDEN}]|(?<=:):|(?<=#)#(?=[A-Za-z]*\[)")


def _escaped(character: str) -> str:
    """A character as JSON escapes it: as one unit of UTF-16, or two."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def json_text(whole: Any) -> Printable:
    """An object as JSON. Nothing of it is lost: hidden signs, and what commands build servers, are escaped."""
    written = json.dumps(whole, ensure_ascii=False, indent=2)
    return _Json(_IN_JSON.sub(lambda found: _escaped(found[0]), written))


def json_line(whole: Any) -> Printable:
    """An object as JSON in one line."""
    written = json.dumps(whole, ensure_ascii=False)
    return _Json(_IN_JSON.sub(lambda found: _escaped(found[0]), written))


# What a spreadsheet takes for the beginning of a formula, in the letters of East Asia, too.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
# A sheet may divide at a semicolon or a tab instead of at the comma, unless the field is in quotation marks.
_TO_QUOTE = re.compile(r'[,"]|;\s*[-=+@＝＋－＠]')


def table(rows: Iterable[Sequence[str]]) -> Printable:
    """Rows as CSV. A field that a spreadsheet would take for a formula has an apostrophe before it."""
    return Printable("\n".join(",".join(map(_field, row)) for row in rows))


def _field(text: str) -> str:
    shown = visible(text)
    if text.lstrip(" ").startswith(_FORMULA):
        shown = f"'{shown}"
    return '"' + shown.replace('"', '""') + '"' if _TO_QUOTE.search(shown) else shown


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml_text(root: ElementTree.Element) -> Printable:
    """A file of XML, with its declaration. What no such file may hold, however it is written, is shown as an escape."""
    from xml.etree import ElementTree

    for element in root.iter():
        if element.text:
            element.text = "\n".join(map(visible, element.text.split("\n")))
        for name, value in element.items():
            element.set(name, visible(value))
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return _Xml(_DECLARATION + written)


def page(html: str) -> Printable:
    """A page of HTML, whose texts were escaped when it was made; a hidden sign that is left is a reference."""
    return _Xml(_IN_PAGE.sub(lambda found: f"&#{ord(found[0])};", html.rstrip("\n")))


_IN_PAGE = re.compile(rf"(?!\n)[{HIDDEN}]")


@dataclass(frozen=True)
class WorkflowCommand:
    """An annotation of GitHub's: `level` is error, warning or notice; `message` is its lines."""

    level: str
    properties: Mapping[str, str]
    message: Sequence[str]


def commands(them: Iterable[WorkflowCommand]) -> Printable:
    """Workflow commands, a line each: these are the only ones in it."""
    return Printable("\n".join(map(_command, them)))


def _command(it: WorkflowCommand) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in it.properties.items())
    message = "%0A".join(visible(line.replace("%", "%25")) for line in it.message)
    return f"::{it.level}{' ' if properties else ''}{properties}::{message}"


def _property(text: str) -> str:
    return visible(text.replace("%", "%25").replace(":", "%3A").replace(",", "%2C"))
