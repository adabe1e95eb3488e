"""An answer as a document: what is printed on a terminal, by its headings, paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from policy_dsl.records import dataclass, field, replace
from policy_dsl.visible import visible
from verifier.rendering.document.blocks import (
    Badge,
    Block,
    Chapter,
    Heading,
    Items,
    Outline,
    OutlineEntry,
    Paragraph,
    RenderedDocument,
    Runs,
    Table,
    Verbatim,
)
from verifier.rendering.wrapping import (
    AsWritten,
    Columns,
    Head,
    Highlighted,
    Look,
    Spell,
    TextPart,
    Wrapped,
    british,
)

_LOOKS = {Look.GOOD: "good", Look.BAD: "bad", Look.EMPTY: "quiet", Look.OPEN: "open"}
_BULLETS = ("- ", "! ")


def document_of(parts: Sequence[TextPart], title: str) -> RenderedDocument:
    """The parts as a document; `title` is its name if it does not begin with one of its own."""
    chapters: list[Chapter] = []
    for each in parts:
        for block in _blocks(each):
            if isinstance(block, Chapter):
                chapters.append(block)
            else:
                last = chapters.pop() if chapters else Chapter("", "", ())
                chapters.append(replace(last, blocks=(*last.blocks, block)))
    named = [chapter for chapter in chapters if chapter.title]
    if len(named) == 1 and chapters[0] is named[0]:
        title, chapters[0] = named[0].title, replace(named[0], title="")
    return plain_document(title, chapters, any(each.spell is not british for each in parts))


def plain_document(
    title: str, chapters: Sequence[Chapter], american: bool = False
) -> RenderedDocument:
    """A document without a cover."""
    marked = tuple(
        replace(chapter, mark=f"part-{number}") for number, chapter in enumerate(chapters, 1)
    )
    language = "en-US" if american else "en-GB"
    return RenderedDocument(visible(title), "", (), (), visible(title), marked, "", language)


def of_rows(
    head: Sequence[str], rows: Sequence[Sequence[str]], spell: Spell, wide: int | None = None
) -> Table:
    """A table, of which one column may be three times as wide as the others."""
    width = 100 // (len(head) + (0 if wide is None else 2))
    return Table(
        "",
        tuple(visible(spell(name)) for name in head),
        tuple(tuple((visible(spell(cell)),) for cell in row) for row in rows),
        tuple(3 * width if n == wide else width for n in range(len(head))),
    )


def of_sentences(sentences: Iterable[str], spell: Spell) -> Items:
    """A list of sentences."""
    return Items(tuple((visible(spell(each)),) for each in sentences))


def of_table(
    title: str, table: Table | None, sentences: Iterable[str], spell: Spell
) -> RenderedDocument:
    """A document of a table, where there is one, and of what is said of all of it."""
    inside: list[Block] = [*([] if table is None else [table]), of_sentences(sentences, spell)]
    return plain_document(title, [Chapter("", "", tuple(inside))], spell is not british)


def together(documents: Sequence[RenderedDocument], title: str) -> RenderedDocument:
    """Documents as one, with a chapter for each if there are several."""
    if len(documents) == 1:
        return documents[0]
    chapters = [
        Chapter("", each.title, tuple(block for part in each.chapters for block in part.blocks))
        for each in documents
    ]
    made = plain_document(title, chapters)
    if not documents:
        return made
    return replace(made, language=documents[0].language, written=documents[-1].written)


# --- lines ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A line by how far it is indented; `text` is without that and without its bullet."""

    indent: int
    bullet: str
    text: str


@dataclass
class _Open:
    """A point of a list that more may stand below."""

    line: _Line
    below: list[_Open] = field(default_factory=list)


def _blocks(it: TextPart) -> Iterator[Block | Chapter]:
    lines: list[_Line] = []
    written: list[str] = []
    for line in it.lines:
        if not isinstance(line, AsWritten) and written:
            yield from _listed(lines)
            yield _as_written(written)
            lines, written = [], []
        match line:
            case "":
                continue
            case str() | Wrapped():
                lines.append(_plain(line, it.spell))
            case Highlighted(word, _, rest, below) if not below:
                lines.append(_Line(0, "- ", _shown(f"{word}{rest}", it.spell)))
            case AsWritten(text):
                written.append(visible(text))
            case Head() | Highlighted() | Columns():
                yield from _listed(lines)
                lines = []
                yield _standing_out(line, it.spell)
            case _:
                assert_never(line)
    yield from _listed(lines)
    if written:
        yield _as_written(written)


def _standing_out(line: Head | Highlighted | Columns, spell: Spell) -> Block | Chapter:
    match line:
        case Head(text, 1):
            return Chapter("", _shown(text, spell), ())
        case Head(text):
            return Heading(3, (_shown(text, spell),), "")
        case Highlighted(word, look, rest):
            badge = Badge(_shown(word, spell), _LOOKS[look])
            return Heading(3, (badge, " ", _shown(rest, spell)), "")
        case Columns(rows):
            return of_rows(rows[0], rows[1:], spell, line.wide)
        case _:
            assert_never(line)


def _shown(text: str, spell: Spell) -> str:
    return visible(spell(text)).strip()


def _plain(line: str | Wrapped, spell: Spell) -> _Line:
    match line:
        case Wrapped(text, indent, bullet):
            return _Line(indent, bullet, _shown(text, spell))
        case str():
            text = _shown(line, spell)
            bullet = next((each for each in _BULLETS if text.startswith(each)), "")
            indent = len(line) - len(line.lstrip())
            return _Line(indent, bullet, text.removeprefix(bullet))
        case _:
            assert_never(line)


def _as_written(lines: Sequence[str]) -> Verbatim:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return Verbatim("\n".join(line[indent:] for line in lines), "")


def _listed(lines: Sequence[_Line]) -> Iterator[Block]:
    """Lines that are not indented are paragraphs, all others points of lists, by how far they are."""
    if not lines:
        return
    least = min(line.indent for line in lines)
    points: list[_Open] = []
    at: list[_Open] = []
    for line in lines:
        if line.indent == least and not line.bullet:
            yield from _outline(points)
            points, at = [], []
            yield Paragraph((line.text,))
            continue
        while at and at[-1].line.indent >= line.indent:
            at.pop()
        point = _Open(line)
        (at[-1].below if at else points).append(point)
        at.append(point)
    yield from _outline(points)


def _outline(points: Sequence[_Open]) -> Iterator[Outline]:
    if points:
        ordered = all(point.line.bullet.rstrip(". ").isdigit() for point in points)
        yield Outline(tuple(map(_entry, points)), ordered)


def _entry(it: _Open) -> OutlineEntry:
    runs: Runs = (it.line.text,)
    if it.line.bullet == "! ":
        runs = ("! ", it.line.text)
    return OutlineEntry(runs, tuple(_outline(it.below)))
