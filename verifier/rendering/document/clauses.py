"""Every clause, with its quotation, its reading in plain English, its standing, and the reviewer's columns."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Assess,
    Block,
    Heading,
    Paragraph,
    Quote,
    Runs,
    Table,
    Terms,
    TextLink,
    Verbatim,
)
from verifier.rendering.document.parts import finding_links, standings
from verifier.results.review import Review, ReviewedClause
from verifier.words import report as say


def blocks(review: Review) -> Iterator[Block]:
    """A register of all entries, then each."""
    rows = tuple(
        ((str(it.number),), _linked(it), standings(it.standings), (" ".join(it.reasons),))
        for it in review.entries
    )
    header = (say.NUMBER, say.CLAUSE, say.STANDING, say.WHY)
    yield Table(say.CLAUSES, header, rows, (6, 38, 18, 38))
    titles = {name: title for name, title, _ in review.cover.sources}
    for it in review.entries:
        yield from _entry(it, titles)


def called(it: ReviewedClause) -> str:
    """An entry by kind, name and title."""
    title = f": {it.title}" if it.title and it.title != it.name else ""
    return f"{it.kind.capitalize()} {it.name}{title}"


def _linked(it: ReviewedClause) -> Runs:
    return (TextLink(called(it), f"clause-{it.number}"),)


def _entry(it: ReviewedClause, titles: dict[str, str]) -> Iterator[Block]:
    heading: Runs = (f"{say.entry(it.number)}. {called(it)} ", *standings(it.standings))
    yield Heading(3, heading, f"clause-{it.number}")
    for cited in it.citations:
        source = titles.get(cited.document, cited.document)
        where = f"{source}, {cited.location}" if cited.location else source
        yield Quote(cited.quotation, where)
    if not it.citations:
        yield Paragraph((say.NO_QUOTATION,), "small")
    items: list[tuple[Runs, tuple[Runs, ...]]] = [
        ((say.IN_PLAIN_ENGLISH,), tuple((sentence,) for sentence in it.reading)),
        ((say.RELIANCE,), ((it.reliance,),)),
    ]
    if it.assumed:
        items.append(((say.ASSUMED,), ((it.assumed,),)))
    if it.note:
        items.append(((say.NOTE,), ((it.note,),)))
    reasons: list[Runs] = [(" ".join(it.reasons),)]
    if it.findings:
        reasons.append(finding_links(it.findings))
    items.append(((say.STANDING,), tuple(reasons)))
    items.append(((say.PLACE,), ((say.place(it.file, it.line),),)))
    yield Terms(called(it), tuple(items))
    if it.formal:
        yield Verbatim(it.formal, say.FORMAL)
    yield Assess(say.entry(it.number))
