"""Who sits where, the timeline, and how to read the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.rendering.document.blocks import (
    Block,
    Heading,
    Items,
    Paragraph,
    Picture,
    Runs,
    Strong,
    Table,
)
from verifier.rendering.document.parts import standings
from verifier.rendering.pictures.seats import room
from verifier.rendering.pictures.timeline import timeline
from verifier.results.review import ClauseStanding, Review
from verifier.words import front as front_words
from verifier.words import glossary, pictures
from verifier.words import report as say
from verifier.words import review as words
from verifier.words.verdicts import period

# More columns of lanes than these are too narrow on paper.
_COLUMNS = 3


def blocks(review: Review) -> Iterator[Block]:
    """The bodies, the timeline, the short names."""
    for it in review.rooms:
        yield Picture(room(it, f"room-{it.name}"), pictures.room_title(it), pictures.room_text(it))
    if review.lanes:
        yield Heading(3, (pictures.TIMELINE_TITLE,), "timeline")
        if len(review.stretches) > 1:
            yield Picture(
                timeline(review.stretches, review.lanes, "timeline-picture"),
                pictures.AS_A_PICTURE,
                pictures.timeline_text(review.stretches, review.lanes),
            )
        yield _timeline_table(review)
    yield Heading(3, (say.SHORT_NAMES,), "names")
    yield Paragraph((say.SHORT_NAMES_TEXT,))
    rows = [
        ((_named(p.name, p.number),), (p.title,))
        for p in review.people
        if p.title != p.name or p.number > 1
    ]
    rows += [((name,), (members,)) for name, members in review.groups]
    rows += [((name,), (meaning,)) for name, meaning in review.readings]
    rows += [((it.name,), (it.title,)) for it in review.rooms if it.title != it.name]
    yield Table(say.SHORT_NAMES, (say.NAME, say.STANDS_FOR), tuple(rows), (30, 70))


def _named(name: str, number: int) -> str:
    return name if number == 1 else f"{name} (× {number:,})"


def _timeline_table(review: Review) -> Table:
    """A column for each lane; where these are too many for a page, a line."""
    if len(review.lanes) > _COLUMNS:
        return _timeline_by_lanes(review)
    header = (say.DATE_COLUMN, say.HAPPENED, *(pictures.lane(lane) for lane in review.lanes))
    rows: list[tuple[Runs, ...]] = []
    for index, stretch in enumerate(review.stretches):
        cells: list[Runs] = [(period(stretch.start, stretch.end),)]
        cells.append(("; ".join(stretch.events),))
        for lane in review.lanes:
            cells.append((pictures.can_block(lane, index),))
        rows.append(tuple(cells))
    rest = 56 // max(1, len(review.lanes))
    caption = pictures.AS_A_TABLE if len(review.stretches) > 1 else pictures.TIMELINE_TITLE
    return Table(caption, header, tuple(rows), (20, 24, *(rest for _ in review.lanes)))


def _timeline_by_lanes(review: Review) -> Table:
    header = (say.WHO_BLOCKS_WHAT, *(period(each.start, each.end) for each in review.stretches))
    rows: list[tuple[Runs, ...]] = []
    if any(each.events for each in review.stretches):
        events = (("; ".join(each.events),) for each in review.stretches)
        rows.append(((say.HAPPENED,), *events))
    for lane in review.lanes:
        cells = ((pictures.can_block(lane, n),) for n in range(len(review.stretches)))
        rows.append(((pictures.lane(lane),), *cells))
    rest = 60 // len(review.stretches)
    caption = pictures.AS_A_TABLE if len(review.stretches) > 1 else pictures.TIMELINE_TITLE
    return Table(caption, header, tuple(rows), (40, *(rest for _ in review.stretches)))


def legend(review: Review, said: Sequence[str]) -> Iterator[Block]:
    """What the words and badges mean that this review uses."""
    answered = {front_words.answer(each.result, each.reading_fixed) for each in review.answers} | {
        words.VERDICTS[each.result.verdict] for each in review.answers
    }
    if answered:
        yield Heading(3, (say.VERDICT_HEADING,), "legend-answers")
        rules = [each for each in say.VERDICTS if each[0] in answered]
        yield Items(tuple((Strong(f"{name}: "), text) for name, text in rules))
        serious = {each.seriousness.name for each in review.answers}
        yield Heading(3, (say.SERIOUS_HEADING,), "legend-serious")
        yield Items(
            tuple(
                (Strong(f"{words.SERIOUS[key]}: "), rule)
                for key, rule in words.SERIOUS_RULES.items()
                if key in serious
            )
        )
    standing = {each for entry in review.entries for each in entry.standings}
    if standing:
        yield Heading(3, (say.STANDING_HEADING,), "legend-standing")
        yield Items(
            tuple(
                (*standings([ClauseStanding(key)]), " ", rule)
                for key, rule in words.STANDING_RULES.items()
                if ClauseStanding(key) in standing
            )
        )
    used = glossary.used(said)
    if used:
        yield Heading(3, (say.GLOSSARY,), "glossary")
        yield Items(tuple((Strong(f"{word}: "), meaning) for word, meaning in used))
