"""Loopholes as text for people: on one screen, claim by claim, or one in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.loopholes.together import together, unexpected
from verifier.rendering.wrapping import (
    Columns,
    Detail,
    Head,
    Line,
    Spell,
    TextPart,
    british,
    located,
    part,
    wrapped,
)
from verifier.results import SourceStrength
from verifier.results.loopholes import Loophole, PropertyLoopholes
from verifier.words import loophole_lines as in_lines
from verifier.words import loopholes as say
from verifier.words.searched import not_opened
from verifier.words.supporters import NOT_SETTLED, votes

# So many lines of the table are printed, if not more are about what is neither accepted nor expected.
ROWS = 20


def told(
    results: Sequence[PropertyLoopholes],
    detail: Detail,
    heading: str,
    spell: Spell = british,
    aside: Sequence[str] = (),
) -> tuple[TextPart, ...]:
    """The ways round each property, then what all of them take for granted; `heading` stands above one screen.

    `aside` are the claims that somebody can block round which no ways were looked for.
    """
    if not results:
        said = [say.left_aside(aside)] if aside else [say.NOTHING_PROTECTED]
        return (part([line for text in said for line in wrapped(text, 0)], spell),)
    if detail is Detail.SCREEN:
        return tuple(part(lines, spell) for lines in _screen(results, heading, aside))
    found = [part(_property(each, detail), spell) for each in results]
    if aside:
        found.append(part(wrapped(say.left_aside(aside), 0), spell))
    return (*found, part(_assumptions(results), spell))


def told_one(
    it: Loophole,
    result: PropertyLoopholes,
    others: Sequence[str],
    stories: bool,
    spell: Spell = british,
) -> tuple[TextPart, ...]:
    """One finding with all that is known of it; `others` are its names round other properties.

    `stories`: also those of its variants.
    """
    return (
        part(_one(it, result, others), spell),
        *(part(_variant(each, stories), spell) for each in it.variants),
        part(_assumptions([result]), spell),
    )


# --- one screen ------------------------------------------------------------------------------------


def _screen(
    results: Sequence[PropertyLoopholes], heading: str, aside: Sequence[str]
) -> Iterator[Iterator[Line]]:
    ways = together(results)
    yield _head(results, heading, ways, aside)
    left = [line for result in results for line in _left_open(result)]
    if left:
        yield iter(left)
    yield _below(results, ways)


def _below(
    results: Sequence[PropertyLoopholes], ways: Sequence[Sequence[Loophole]]
) -> Iterator[Line]:
    if ways:
        yield from _table(results, ways)
        yield from wrapped(in_lines.fewest_by_claim(results), 0)
    yield from wrapped(in_lines.ASSUMING_IN_BRIEF, 0)
    if ways:
        yield from wrapped(in_lines.POINTERS, 0)


def _head(
    results: Sequence[PropertyLoopholes],
    heading: str,
    ways: Sequence[Sequence[Loophole]],
    aside: Sequence[str],
) -> Iterator[Line]:
    yield Head(heading)
    yield from wrapped(in_lines.overview(results, ways), 0)
    if aside:
        yield from wrapped(say.left_aside(aside), 0)


def _table(
    results: Sequence[PropertyLoopholes], ways: Sequence[Sequence[Loophole]]
) -> Iterator[Line]:
    expected_false = {each.property for each in results if each.expected_false is not None}
    first = sum(unexpected(them, expected_false) for them in ways)
    shown = ways[: max(first, ROWS)] if len(ways) > ROWS + 1 else ways
    rows = (in_lines.COLUMNS, *(_row(them) for them in shown))
    sources = {row[in_lines.SOURCE] for row in rows[1:]}
    open_votes = any(NOT_SETTLED in row[in_lines.VOTES] for row in rows[1:])
    if len(sources) == 1:
        rows = tuple((*row[: in_lines.SOURCE], *row[in_lines.SOURCE + 1 :]) for row in rows)
    yield Columns(rows, wide=1, right=(len(rows[0]) - 1,))
    if len(shown) < len(ways):
        yield from wrapped(in_lines.not_listed(len(ways) - len(shown)), 0)
    source = sources.pop() if len(sources) == 1 else ""
    yield from wrapped(in_lines.what_columns_say(source, open_votes), 0)


def _row(them: Sequence[Loophole]) -> tuple[str, ...]:
    it = them[0]
    accepted = f" ({say.ACCEPTED.removesuffix(':').lower()})" if it.accepted is not None else ""
    sources = [each.weakest.source for each in them if each.weakest is not None]
    source = max(sources, key=list(SourceStrength).index).value if sources else ""
    return it.name, in_lines.brief(them) + accepted, votes(them), source, str(len(them))


def _left_open(result: PropertyLoopholes) -> Iterator[Line]:
    """What a limit kept open, and acceptances that have nothing left to accept."""
    if result.undetermined is not None or result.more:
        yield from wrapped(f"{result.property}: {say.counted(result)}", 0)
    for each in result.loopholes:
        open_ones = dict.fromkeys(reason for way in each.sets for reason in way.open)
        if open_ones:
            yield from wrapped(say.not_settled(each.name, list(open_ones)), 0)
    yield from _stale(result, 0)


# --- claim by claim --------------------------------------------------------------------------------


def _property(result: PropertyLoopholes, detail: Detail) -> Iterator[Line]:
    yield Head(_headed(result), level=2)
    yield from wrapped(say.protects(result.protected), 2)
    open_ones = [each for each in result.loopholes if each.accepted is None]
    accepted = [each for each in result.loopholes if each.accepted is not None]
    yield from wrapped(say.counted(result), 2)
    if result.shut:
        yield from wrapped(not_opened(result.shut), 2)
    if result.expected_false is not None and result.loopholes:
        yield from wrapped(say.only_expected(result.expected_false), 2)
    for loophole in open_ones:
        yield from _loophole(loophole, detail)
    if accepted:
        yield f"  {say.ACCEPTED}"
        for loophole in accepted:
            yield from _loophole(loophole, detail)
    yield from _stale(result, 2)


def _headed(result: PropertyLoopholes) -> str:
    title = f": {result.title}" if result.title not in ("", result.property) else ""
    return f"{result.property}{title} ({result.file}:{result.line})"


def _stale(result: PropertyLoopholes, indent: int) -> Iterator[Line]:
    for stale in result.stale:
        text = say.stale(stale.kind, stale.name or "", stale.reason)
        yield from wrapped(located(text, stale.file, stale.line), indent, "! ")


def _assumptions(results: Sequence[PropertyLoopholes]) -> Iterator[Line]:
    yield Head(say.ASSUMING, level=2)
    for assumption in dict.fromkeys(text for each in results for text in each.assumptions):
        yield from wrapped(assumption, 2, "- ")


def _loophole(it: Loophole, detail: Detail) -> Iterator[Line]:
    if detail is Detail.STORIES:
        yield ""
    yield from wrapped(f"{it.name}  {_openings(it)}", 2)
    if detail is Detail.STORIES:
        yield from _told(it, 5)


def _openings(it: Loophole) -> str:
    return say.finding(
        [[located(o.text, o.file, o.line) for o in each.openings] for each in it.sets]
    )


# --- one in full -----------------------------------------------------------------------------------


def _one(it: Loophole, result: PropertyLoopholes, others: Sequence[str]) -> Iterator[Line]:
    yield from wrapped(f"{it.name}  {_openings(it)}", 0)
    yield from wrapped(f"{say.round_what(result.protected)} ({_headed(result)})", 2)
    if result.expected_false is not None:
        yield from wrapped(say.only_expected(result.expected_false), 2)
    if others:
        yield from wrapped(say.also(others), 2)
    yield from _told(it, 2)


def _variant(it: Loophole, story: bool) -> Iterator[Line]:
    parts = [located(o.text, o.file, o.line) for o in it.openings]
    yield from wrapped(f"{say.OR_SO} {say.smallest(parts)}", 0)
    yield from _mechanism(it, 2)
    if story:
        yield from _story(it, 4)


def _told(it: Loophole, indent: int) -> Iterator[Line]:
    yield from _mechanism(it, indent)
    if it.weakest is not None:
        said = say.rests_on(located(it.weakest.what, it.weakest.file, it.weakest.line), it.weakest)
        yield from wrapped(said, indent)
    yield from _story(it, indent + 2)


def _mechanism(it: Loophole, indent: int) -> Iterator[Line]:
    yield from wrapped(say.mechanism(it), indent)
    if it.accepted is not None:
        text = say.accepted(it.accepted)
        yield from wrapped(located(text, it.accepted.file, it.accepted.line), indent)


def _story(it: Loophole, indent: int) -> Iterator[Line]:
    for sentence in it.scenario.text:
        yield from wrapped(sentence, indent)
