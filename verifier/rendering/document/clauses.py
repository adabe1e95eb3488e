"""Every clause, with its quotation, its reading in plain English, its standing, and the reviewer's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import (
    Assess,
    Block,
    Heading,
    Kept,
    Paragraph,
    Quote,
    Runs,
    Strong,
)
from verifier.rendering.document.parts import standings
from verifier.results.review import ClauseStanding, Review, ReviewedClause
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.sentences import capitalised


def blocks(review: Review) -> Iterator[Block]:
    """Each entry of the specification, in the order of its text."""
    titles = {name: title for name, title, _ in review.cover.sources}
    before: list[ReviewedClause] = []
    for it in review.entries:
        yield Kept(tuple(_entry(it, titles, review.quick, before)))
        before.append(it)


def called(it: ReviewedClause) -> str:
    """An entry by kind, name and title."""
    title = f": {it.title}" if it.title and it.title != it.name else ""
    return f"{capitalised(it.kind)} {it.name}{title}"


def _reading(it: ReviewedClause, before: Sequence[ReviewedClause]) -> str:
    """What it says in plain English; of a clause that says nearly the same as one before it, what it says otherwise."""
    for other in before:
        if other.kind != it.kind or len(other.reading) != len(it.reading):
            continue
        pairs = list(zip(it.reading, other.reading, strict=True))
        same = [mine for mine, theirs in pairs if mine == theirs]
        own = [mine for mine, theirs in pairs if mine != theirs]
        begin = all(mine.split()[:_BEGIN] == theirs.split()[:_BEGIN] for mine, theirs in pairs)
        if begin and len(" ".join(same).split()) >= _WORTH:
            return say.as_clause(other.number, " ".join(own))
    return " ".join(it.reading)


# Sentences that begin with the same words are about the same; fewer words are said again.
_BEGIN = 3
_WORTH = 16


def _entry(
    it: ReviewedClause, titles: dict[str, str], quick: bool, before: Sequence[ReviewedClause]
) -> Iterator[Block]:
    """What is assumed is told in its own chapter, unless that is left out."""
    heading: Runs = (f"{say.entry(it.number)}. {called(it)} ", *standings(it.standings))
    yield Heading(3, heading, f"clause-{it.number}")
    places: list[str] = []
    for cited in it.citations:
        source = titles.get(cited.document, cited.document)
        where = f"{source}, {cited.location}" if cited.location else source
        if len(titles) == 1:
            where = cited.location or source
        if not cited.quotation:
            places.append(where)
            continue
        yield Quote(cited.quotation, where)
    said: list[str | Strong] = []
    if places:
        said += [Strong(f"{say.SEE}: "), f"{'; '.join(places)}. "]
    if ClauseStanding.NOT_MODELLED not in it.standings:
        said += [Strong(f"{say.IN_PLAIN_ENGLISH}: "), _reading(it, before), " "]
    said += [Strong(f"{say.RELIANCE}: "), f"{words.in_short(it.reliance)}."]
    if it.assumed and quick:
        said += [Strong(f" {say.ASSUMED}: "), f"{it.assumed.rstrip('.')}."]
    if it.note:
        said += [Strong(f" {say.NOTE}: "), f"{it.note.rstrip('.')}."]
    if it.reasons and it.standings != (ClauseStanding.CLEARED,):
        said += [Strong(f" {say.STANDING}: "), " ".join(it.reasons)]
    said.append(f" ({say.line(it.line)})")
    yield Paragraph(tuple(said))
    yield Assess(say.entry(it.number))
