"""Text of others that tries to forge output, and what may not leave; written apart from what prevents it."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

# What begins a line of its own, hides, turns round, colours or commands, wherever it stands.
SIGNS = (
    "\x1b[31m\x07\x08\x9b2J\x7f\x9d0;t\x9c\u202eevil\u202c\u2066\u2069\u200e\u200f\u061c\u2028FORGED\u2029FORGED"
    "\x85FORGED\x0cFORGED\x0bFORGED\x1eFORGED\u200b\ufeff\u2060\ufffe\uffff\ufdd0\U0001fffe\U000e0041"
    " ::error::FORGED ##[error]FORGED ##vso[task.x] %0A::warning::FORGED <script>alert(1)</script>"
    " |`_*[a](b)![c](d) ]]> &#27; é£“”漢字שלום👩\u200d👧"
)
# Each begins as a formula, a command, a mark of Markdown or a part of XML begins.
BEGINNINGS = (
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "\u202e=1",
    "::error::",
    "##[error]",
    "# ",
    "<b>",
    "FORGED",
)
LINES = "\nFORGED\r\nFORGED\rFORGED\t"

RULES = """\
governance "0 T~"
document source "1 T~" dated 2019-01-01
party Ann "2 T~"
party Bob "3 T~"
party Cem "4 T~"
body Committee "5 T~"
  members Ann, Bob  assumed "6 T~"
    cite source "7 T~" at "8 T~"
  members Cem
  quorum none  assumed "9 T~"
decision
  form price : number in EUR
  form secret : yes or no  judged by Cem  assumed "0 T~"
power ordinary "1 T~"
  requires majority of votes cast in Committee
  may amend any clause, change membership of Committee
  note "2 T~"
power other "=T~"
  when secret
  requires consent of Cem in Committee
rule dear "3 T~" limits ordinary
  when price is above 1_000
  requires
    reading whole   "4 T~": unanimity of members in Committee
    reading present "5 T~": unanimity of those present in Committee
  cite source "6 T~" at "7 T~"
exception small "8 T~" to dear
  when secret
  status disputed
timeline
  on 2024-02-01  dear takes effect  note "9 T~"
  on 2024-03-01  Ann is suspended from Committee
property holds_true "0 T~" Bob can block every decision when price is above 1_000 and not secret
property fails_as "1 T~" Bob can block every decision expected to be false because "2 T~"
property fails_truly "3 T~" Bob can block every decision when price is above 10
accepts exemption small in holds_true because "4 T~"
"""


def rules() -> str:
    """A specification whose every text tries to forge something."""
    beginnings = iter(BEGINNINGS * 10)
    return re.sub(
        r'"(\d |=)?T~"', lambda found: f'"{next(beginnings)} {found[1] or ""}{SIGNS}"', RULES
    )


def unseen(text: str, keep: str = "\n") -> list[str]:
    """The characters of a text that nobody sees, but for joiners within an emoji or a word."""
    found = []
    for at, character in enumerate(text):
        if character in keep:
            continue
        code = ord(character)
        if character in "\u200c\u200d" and not text[at - 1].isascii():
            continue
        if (
            unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
            or code & 0xFFFE == 0xFFFE
            or 0xFDD0 <= code <= 0xFDEF
        ):
            found.append(f"U+{code:04X} after {text[max(0, at - 20) : at]!a}")
    return found


def forged(text: str) -> list[str]:
    """The lines that others began, and the commands to build servers, in plain text."""
    found = [line for line in text.split("\n") if line.lstrip(" -|#").startswith("FORGED")]
    found += re.findall(r".{0,20}::.{0,20}", text)
    found += re.findall(r".{0,20}##[A-Za-z]*\[.{0,20}", text)
    return found


def _bars(row: str) -> int:
    """Bars of a table's row that are none of what its cells say."""
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", row))


def wrong_with(text: str, form: str) -> Iterator[str]:
    """What may not leave in this format, and does."""
    if form == "github":
        for line in text.splitlines():
            command = re.fullmatch(
                r"::(?:error|warning|notice)(?: ((?:[^:]|:(?!:))*))?::(.*)", line
            )
            if command is None:
                yield f"no annotation: {line[:80]!a}"
                continue
            message = command[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            yield from forged(message.split("\n", 1)[0])
            yield from unseen(message)
            yield from forged(command[1] or "")
        return
    yield from unseen(text)
    if form != "html":
        yield from (f"forged: {each!a}" for each in forged(text))
    if form in {"json", "sarif"}:
        json.loads(text)
    if form == "sarif":
        yield from _in_messages(json.loads(text))
    if form == "csv":
        for row in csv.reader(io.StringIO(text)):
            yield from (f"a formula: {cell[:20]!a}" for cell in row if re.match(r"\s*[-=+@]", cell))
    if form == "markdown":
        text = re.sub(r"^(`{3,})\n(?:(?!\1).*\n)*\1$", "", text, flags=re.MULTILINE)
        yield from re.findall(r"(?<!\\)<.{10}", text)
        yield from re.findall(r"(?<!\\)&.{10}", text)  # which names a sign, hidden ones too
        # Every row of a table has as many cells as the row before it.
        for before, line in pairwise(text.splitlines()):
            if line.startswith("|") and before.startswith("|") and _bars(line) != _bars(before):
                yield f"another number of cells: {line[:80]!a}"
    if form in {"junit", "xml"}:
        for element in ElementTree.fromstring(text).iter():
            for held in (element.text or "", element.tail or "", *element.attrib.values()):
                yield from unseen(held)
    if form == "html":
        yield from re.findall(r"<script.{20}", text)


def _in_messages(it: object) -> Iterator[str]:
    if isinstance(it, dict):
        for name, value in it.items():
            if name == "text" and isinstance(value, str):
                yield from unseen(value)
                yield from forged(value)
                # What reads SARIF makes links of these.
                yield from re.findall(r"\[[^\]]*\]\(.{0,10}", value)
            else:
                yield from _in_messages(value)
    elif isinstance(it, list):
        for value in it:
            yield from _in_messages(value)


def wrong_with_word(path: Path) -> Iterator[str]:
    """What a Word file holds, and may not."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    for held in (element.text or "", element.tail or "", *element.attrib.values()):
                        yield from unseen(held, keep="\n\t")
