"""Assumptions and silent points: would the answer change?"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.rendering.document.blocks import (
    Assess,
    Badge,
    Block,
    Heading,
    Items,
    Kept,
    Paragraph,
    Runs,
)
from verifier.results.review import AnswerChange, OpenPoint, Review
from verifier.words import alternatives
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.sentences import capitalised, sentence


def blocks(review: Review) -> Iterator[Block]:
    """Each point with what was tried for it; what is not modelled is told with what the review covers."""
    if review.quick:
        yield Paragraph((say.NOT_ASKED_AGAIN,))
    elif not review.points:
        yield Paragraph((say.NO_POINTS,))
    else:
        yield Paragraph((say.ANSWERED_AGAIN,))
    numbers = {each.result.name: each.number for each in review.answers}
    for each in () if review.quick else review.points:
        yield Kept(tuple(_point(each, numbers)))


def _verdict(it: OpenPoint) -> Badge:
    tried = sum(each.asked for each in it.alternatives)
    open_ones = any(each.open for each in it.alternatives)
    said = words.verdict_on_point(it.changes, tried, open_ones)
    look = "bad" if it.changes else "open" if open_ones or not tried else "good"
    return Badge(said, look)


def _point(it: OpenPoint, numbers: dict[str, int]) -> Iterator[Block]:
    kind = alternatives.KINDS[it.kind]
    subject = f"{it.called} ({kind})" if it.called else kind
    subject = capitalised(subject)
    yield Heading(3, (f"{say.point(it.number)}. {subject} ", _verdict(it)), f"point-{it.number}")
    if it.text and it.text not in it.called:
        yield Paragraph((sentence(it.text.rstrip(".")),))
    items: list[Runs] = []
    if it.proved:
        items.append((words.proved_whatever(it.proved, numbers),))
    if it.proved_open:
        items.append((words.proved_open(it.proved_open, numbers),))
    changed: dict[tuple[AnswerChange, ...], list[str]] = {}
    for each in it.alternatives:
        if each.changes:
            changed.setdefault(each.changes, []).append(each.text)
    items += [
        (words.alternative_changes(texts, changes, numbers),) for changes, texts in changed.items()
    ]
    for each in it.alternatives:
        if each.open:
            items.append((words.left_open(each.text, each.open, numbers),))
    same: dict[int, list[str]] = {}
    for each in it.alternatives:
        if not each.changes and not each.open:
            same.setdefault(each.asked, []).append(each.text)
    items += [(words.no_changes(texts, asked, len(numbers)),) for asked, texts in same.items()]
    if items:
        yield Items(tuple(items))
    else:
        yield Paragraph((words.WITHOUT_ALTERNATIVES,))
    yield Assess(say.point(it.number))
