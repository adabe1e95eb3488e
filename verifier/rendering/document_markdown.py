"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from verifier.output import markdown
from verifier.output.text import Printable, blocks, stacked
from verifier.rendering.document.blocks import (
    Assess,
    Badge,
    Block,
    Folded,
    Heading,
    Items,
    Kept,
    Outline,
    Paragraph,
    Picture,
    Quote,
    RenderedDocument,
    Run,
    Strong,
    Table,
    Terms,
    Verbatim,
)


def printed(documents: Sequence[RenderedDocument], title: str) -> Printable:
    """Documents one after the other; `title` is for formats that make one of them."""
    return blocks(map(render_markdown, documents))


def render_markdown(it: RenderedDocument) -> Printable:
    """The whole document."""
    return blocks(_parts(it))


def _parts(it: RenderedDocument) -> Iterator[Printable]:
    yield markdown.heading(it.title)
    if it.subtitle:
        yield markdown.paragraph(it.subtitle)
    if it.facts:
        yield stacked(markdown.item(f"{name}: {text}") for name, text in it.facts)
    for name, text in it.notices:
        yield markdown.heading(name, 2)
        yield markdown.paragraph(text)
    for chapter in it.chapters:
        if chapter.title:
            yield markdown.heading(chapter.title, 2)
        for block in chapter.blocks:
            yield from _block(block)
    if it.written:
        yield markdown.paragraph(it.written)


def _block(it: Block) -> Iterator[Printable]:
    match it:
        case Heading(level, runs, _):
            yield markdown.heading(_marked(runs), level)
        case Paragraph(runs):
            yield markdown.paragraph(_marked(runs))
        case Items(items, ordered):
            yield stacked(
                markdown.item(_marked(runs), 0, number if ordered else None)
                for number, runs in enumerate(items, 1)
            )
        case Outline():
            yield stacked(_points(it, 0))
        case Terms(_, items):
            yield stacked(
                markdown.item(f"{_plain(term)}: {'; '.join(map(_plain, said))}")
                for term, said in items
            )
        case Table(_, header, rows, _):
            yield stacked(markdown.rows(header, [[_plain(cell) for cell in row] for row in rows]))
        case Quote(text, source):
            yield markdown.quoted(f"“{text}”", source)
        case Verbatim(text, what):
            if what:
                yield markdown.paragraph(what)
            yield markdown.verbatim(text)
        case Picture(_, title, alternative):
            yield markdown.paragraph(f"{title}: {alternative}")
        case Kept(kept):
            for each in kept:
                yield from _block(each)
        case Assess() | Folded():
            return
        case _:
            assert_never(it)


def _points(it: Outline, depth: int) -> Iterator[Printable]:
    for number, entry in enumerate(it.entries, 1):
        yield markdown.item(_marked(entry.runs), depth, number if it.ordered else None)
        for below in entry.under:
            yield from _points(below, depth + 1)


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in runs).strip()


def _marked(runs: Iterable[Run]) -> markdown.Marked:
    """Runs with those in bold that stand out."""
    return tuple(
        (run, False) if isinstance(run, str) else (run.text, isinstance(run, Strong | Badge))
        for run in runs
    )
