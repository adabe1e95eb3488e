"""Lines that fit a terminal, in the spelling that their specification asks for.

What renders text yields lines; `printed` spells and wraps them. A line is spelt before it is wrapped, so that names
and quotations, which keep their own spelling, are seen whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from policy_dsl.records import dataclass
from policy_dsl.visible import visible
from verifier.output.folding import fold
from verifier.output.text import Printable, blocks, highlighted, one_line, stacked
from verifier.results import Support
from verifier.words.verdicts import more_in_json

if TYPE_CHECKING:
    from policy_dsl.model import Specification

WIDTH = 100
# So many lines are one screen.
SCREEN = 30
# So many facts are listed; of more than that, some.
MOST_SUPPORTS, SOME_SUPPORTS = 30, 20


class Detail(Enum):
    """How much is printed: one screen; all, without stories; or all with them."""

    SCREEN = 0
    ALL = 1
    STORIES = 2


Spell = Callable[[str], str]
"""Writes a sentence in a spelling."""

Spellings = Mapping[str, Spell]
"""How files are spelt, those that are not spelt as the sentences are: in British."""


@dataclass(frozen=True)
class Wrapped:
    """A sentence in lines of at most WIDTH, after `bullet`, its further lines indented by as much."""

    text: str
    indent: int
    bullet: str = ""


@dataclass(frozen=True)
class AsWritten:
    """A line of somebody else's text."""

    text: str


@dataclass(frozen=True)
class Head:
    """A line that names what all below it is about: a specification (level 1), or something in it (2)."""

    text: str
    level: int = 1


class Look(Enum):
    """What a verdict looks like; the value is its colour on a terminal."""

    GOOD = "32"
    BAD = "31"
    EMPTY = "33"
    OPEN = "35"


@dataclass(frozen=True)
class Highlighted:
    """A line of an answer that begins with a word that stands out. `below`: more stands below it."""

    word: str
    look: Look
    rest: str
    below: bool = True


@dataclass(frozen=True)
class Columns:
    """A table with a heading; the column `wide` takes the room that all others leave, and as many lines as it needs.

    The columns of `right` end in line, all others begin so.
    """

    rows: tuple[tuple[str, ...], ...]
    wide: int
    right: tuple[int, ...] = ()


Line = str | Wrapped | AsWritten | Head | Highlighted | Columns
"""A line to print, or a table of some; a plain one is not wrapped."""


@dataclass(frozen=True)
class TextPart:
    """Lines that belong together, and how they are spelt. An answer is some parts, with an empty line between them."""

    lines: tuple[Line, ...]
    spell: Spell


def british(text: str) -> str:
    """A sentence as the tool has it."""
    return text


def spelling_of(specification: Specification) -> Spell:
    """The spelling that a specification asks for."""
    return spellings(specification).get(specification.file, british)


def spellings(*specifications: Specification) -> Spellings:
    """The spelling of each file that asks for another one than the tool's own."""
    american = [each for each in specifications if each.spelling == "American"]
    if not american:
        return {}
    from verifier.words.spelling import speller

    return {each.file: speller(each) for each in american}


def common(files: Sequence[str], spelt: Spellings) -> Spell:
    """The spelling of what is said of several files together: theirs, if they agree."""
    return spelt[files[0]] if files and all(file in spelt for file in files) else british


def part(lines: Iterable[Line], spell: Spell = british) -> TextPart:
    """Some lines as a part."""
    return TextPart(tuple(lines), spell)


def in_text(parts: Iterable[TextPart], colour: bool = False) -> Printable:
    """The parts as they are printed on a terminal, with colours or without."""
    return blocks(printed(each.lines, each.spell, colour) for each in parts)


def printed(lines: Iterable[Line], spell: Spell = british, colour: bool = False) -> Printable:
    """The lines as they are printed."""
    return stacked(each for line in lines for each in _printed(line, spell, colour))


def _printed(line: Line, spell: Spell, colour: bool) -> Sequence[Printable]:
    match line:
        case str():
            return (one_line(spell(line)),)
        case AsWritten(text):
            return (one_line(text),)
        case Head(text):
            return (one_line(spell(text)),)
        case Highlighted(word, look, rest) if colour:
            return (highlighted(spell(word), look.value, spell(rest)),)
        case Highlighted(word, _, rest):
            return (one_line(spell(f"{word}{rest}")),)
        case Columns():
            return [one_line(each) for each in _in_line(line, spell)]
        case Wrapped(text, indent, bullet):
            blank = " " * indent
            others = blank + " " * max(len(bullet), 2)
            in_lines = fold(visible(spell(text)), WIDTH, blank + bullet, others)
            return [one_line(each) for each in in_lines]
        case _:
            assert_never(line)


def wrapped(text: str, indent: int, bullet: str = "") -> Iterator[Line]:
    """A sentence that may take several lines."""
    yield Wrapped(text, indent, bullet)


def folded(text: str, width: int) -> list[str]:
    """A text in lines of a cell; none of them is begun by what is somebody else's."""
    return fold(visible(text), width) or [""]


def _in_line(table: Columns, spell: Spell) -> Iterator[str]:
    """A table with its columns in line."""
    rows, wide = table.rows, table.wide
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    left = sum(widths) - widths[wide] + 2 * (len(widths) - 1)
    widths[wide] = max(WIDTH - left, len(rows[0][wide]))
    indent = sum(width + 2 for width in widths[:wide])
    for row in rows:
        # Spelt before it is wrapped.
        first, *others = folded(spell(row[wide]), widths[wide])
        cells = [first if column == wide else cell for column, cell in enumerate(row)]
        in_line = [
            cell.rjust(width) if column in table.right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        yield spell("  ".join(in_line).rstrip())
        yield from (spell(f"{' ' * indent}{each}") for each in others)


def located(text: str, file: str | None, line: int | None) -> str:
    """A text with its place, where it has one."""
    return f"{text} ({file}:{line})" if file and line else text


def support_lines(heading: str, supports: Sequence[Support], indent: int = 2) -> Iterator[Line]:
    """What an answer rests on, under a heading; nothing where it rests on nothing."""
    if not supports:
        return
    yield " " * indent + heading
    shown = supports if len(supports) <= MOST_SUPPORTS else supports[:SOME_SUPPORTS]
    for support in shown:
        yield from wrapped(located(support.text, support.file, support.line), indent + 2, "- ")
    if len(shown) < len(supports):
        yield f"{' ' * (indent + 2)}- {more_in_json(len(supports) - len(shown))}"
