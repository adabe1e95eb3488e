"""Assumptions and silent points: would the answer change?"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Assess,
    Badge,
    Block,
    Heading,
    Items,
    Paragraph,
    Runs,
    Table,
    TextLink,
)
from verifier.results.review import OpenPoint, Review
from verifier.words import alternatives
from verifier.words import report as say
from verifier.words import review as words


def blocks(review: Review) -> Iterator[Block]:
    """A table of all points, then what was tried for each."""
    if review.quick:
        yield Paragraph((say.NOT_ASKED_AGAIN,))
        return
    if not review.points:
        yield Paragraph((say.NO_POINTS,))
        return
    yield Paragraph((say.ANSWERED_AGAIN,))
    header = (say.NUMBER, say.POINT, say.TEXT, say.CHANGES_ANSWER)
    rows = tuple(_row(each) for each in review.points)
    yield Table(say.ASSUMPTIONS, header, rows, (6, 30, 40, 24))
    for each in review.points:
        yield from _point(each, len(review.answers))


def _row(it: OpenPoint) -> tuple[Runs, ...]:
    kind = alternatives.KINDS[it.kind]
    return (
        (str(it.number),),
        (TextLink(f"{it.subject or kind}", f"point-{it.number}"),),
        (it.text if it.kind in ("assumed", "standing") else f"{kind}: {it.text}",),
        (_verdict(it),),
    )


def _verdict(it: OpenPoint) -> Badge:
    tried = sum(each.asked for each in it.alternatives)
    open_ones = any(each.open for each in it.alternatives)
    said = words.verdict_on_point(it.changes, tried, open_ones)
    look = "bad" if it.changes else "open" if open_ones or not tried else "good"
    return Badge(said, look)


def _point(it: OpenPoint, total: int) -> Iterator[Block]:
    kind = alternatives.KINDS[it.kind]
    subject = f"{it.subject} ({kind})" if it.subject else kind
    yield Heading(3, (f"{say.point(it.number)}. {subject} ", _verdict(it)), f"point-{it.number}")
    yield Paragraph((it.text,))
    items: list[Runs] = []
    if it.proved:
        items.append((words.proved_whatever(it.proved, total),))
    if it.proved_open:
        items.append((words.proved_open(it.proved_open),))
    for each in it.alternatives:
        if each.changes:
            changes = [words.change(c.property, c.before, c.after) for c in each.changes]
            items.append((words.alternative_changes(each.text, changes),))
        if each.open:
            items.append((words.left_open(each.text, each.open),))
    same: dict[int, list[str]] = {}
    for each in it.alternatives:
        if not each.changes and not each.open:
            same.setdefault(each.asked, []).append(each.text)
    items += [(words.no_changes(texts, asked, total),) for asked, texts in same.items()]
    if items:
        yield Items(tuple(items))
    else:
        yield Paragraph((words.WITHOUT_ALTERNATIVES,))
    yield Assess(say.point(it.number))
