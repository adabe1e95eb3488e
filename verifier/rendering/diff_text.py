"""A comparison as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from verifier.diffing.said_together import (
    classes_together,
    has_day,
    joined,
    standings_together,
    within,
)
from verifier.rendering.wrapping import (
    SCREEN,
    Detail,
    Head,
    Line,
    Spell,
    TextPart,
    british,
    in_text,
    located,
    part,
    wrapped,
)
from verifier.results import Scenario
from verifier.results.diff import (
    ChangedClass,
    ComparedDecision,
    Side,
    SpecificationComparison,
    Stretch,
)
from verifier.words import diff_lines as in_lines
from verifier.words import diffing as say


def told(
    it: SpecificationComparison, detail: Detail, spell: Spell = british, at: date | None = None
) -> tuple[TextPart, ...]:
    """The answer first, then what changes, then what it rests on; `at` is the day that one screen begins with."""
    if detail is not Detail.SCREEN:
        return _in_parts(it, detail is Detail.ALL, spell)
    everything = _in_parts(it, False, spell)
    if at is None and in_text(everything).count("\n") < SCREEN:
        return everything
    return tuple(part(lines, spell) for lines in _screen(it, at))


def _in_parts(it: SpecificationComparison, brief: bool, spell: Spell) -> tuple[TextPart, ...]:
    """Each heading with what stands below it."""
    parts: list[list[Line]] = [[]]
    for line in _lines(it, brief):
        if line == "":
            parts.append([])
        else:
            parts[-1].append(line)
    return tuple(part(lines, spell) for lines in parts)


# --- one screen ------------------------------------------------------------------------------------


def _screen(it: SpecificationComparison, at: date | None) -> Iterator[Iterator[Line]]:
    yield _head(it)
    yield _at(it, at)
    yield _below(it)


def _head(it: SpecificationComparison) -> Iterator[Line]:
    for line in say.head(it):
        yield from wrapped(line, 0)
    yield from wrapped(f"{say.answer(it)} {in_lines.counts(it)}".strip(), 0)
    for what in it.undetermined:
        yield from wrapped(f"{in_lines.NOT_DECIDED}{what}", 0)
    for what in it.cut:
        yield from wrapped(f"{in_lines.NOT_ALL}{what}", 0)


def _at(it: SpecificationComparison, at: date | None) -> Iterator[Line]:
    """What changes at a time, with all times at which it does; and how much changes at other times only."""
    then = next(each for each in reversed(it.stretches) if at is None or has_day(each, at))
    yield in_lines.at_a_time(then, it.stretches, at)
    together = classes_together(it.classes)
    rows = [
        *((in_lines.decisions(row), row.stretches) for row in together),
        *((in_lines.standing(row), row.stretches) for row in standings_together(it.standings)),
        *((f"{say.seat(seat)}.", seat.stretches) for seat in it.seats),
    ]
    shown = [(said, when) for said, when in rows if within(then, when)]
    for said, when in shown:
        yield from wrapped(
            said if when == (then,) else say.during(said, when, it.stretches), 2, "- "
        )
        # Of several times an example may be of another one.
        if len(it.stretches) == 1 and together and said == rows[0][0] and together[0].first.shown:
            yield from _in_a_line(together[0].first.shown[0])
    if not shown:
        settled = not it.undetermined and not it.cut
        yield from wrapped(in_lines.nothing_then(settled, not it.one_sided), 2, "- ")
    for count in it.counts:
        if count.stretch == then:
            yield from wrapped(say.counted(count), 2, "- ")
    others = [when for _, when in rows if not within(then, when)]
    if others:
        times = joined(dict.fromkeys(each for when in others for each in when))
        yield from wrapped(in_lines.other_times(len(others), times), 0)


def _below(it: SpecificationComparison) -> Iterator[Line]:
    """What has no time of its own."""
    for heading, lines in (
        (say.QUORUMS, it.quorums),
        (say.PROPERTIES, tuple(in_lines.properties(it.properties))),
        (say.LOOPHOLES, tuple(in_lines.loopholes(it.loopholes))),
        (say.RENAMED, [say.renamed(each) for each in it.renamed]),
        (say.ONE_SIDED, [located(*each) for each in in_lines.one_sided(it.one_sided)]),
        (say.REDECLARED, [each.text for each in it.redeclared]),
    ):
        if lines:
            yield f"{heading}:"
            for line in lines:
                yield from wrapped(line, 2, "- ")
    yield from wrapped(in_lines.POINTERS, 0)


# --- one by one ------------------------------------------------------------------------------------


def _lines(it: SpecificationComparison, brief: bool) -> Iterator[Line]:
    yield from say.head(it)
    yield ""
    yield from wrapped(say.answer(it), 0)
    if it.classes:
        yield from _heading(say.DECISIONS)
        for each in it.classes:
            yield from _class(each, it.stretches, brief)
    if it.standings:
        yield from _heading(say.STANDINGS)
        for standing in it.standings:
            said = say.during(say.standing(standing), standing.stretches, it.stretches)
            yield from wrapped(said, 2, "- ")
    if it.counts:
        yield from _heading(say.COUNTS)
        for count in it.counts:
            yield from wrapped(
                say.during(say.counted(count), [count.stretch], it.stretches), 2, "- "
            )
    if it.seats:
        yield from _heading(say.SEATS)
        for seat in it.seats:
            said = say.during(f"{say.seat(seat)}.", seat.stretches, it.stretches)
            yield from wrapped(said, 2, "- ")
    yield from _list(say.QUORUMS, it.quorums)
    yield from _findings(it, brief)
    yield from _list(say.RENAMED, [say.renamed(each) for each in it.renamed])
    yield from _list(
        say.ONE_SIDED, [located(each.text, each.file, each.line) for each in it.one_sided]
    )
    yield from _list(say.REDECLARED, [each.text for each in it.redeclared])
    yield from _list(say.CUT, it.cut)
    yield from _list(say.OPEN, it.undetermined)


def _heading(text: str) -> Iterator[Line]:
    yield ""
    yield Head(text, level=2)


def _list(heading: str, lines: Sequence[str]) -> Iterator[Line]:
    if lines:
        yield from _heading(heading)
        for line in lines:
            yield from wrapped(line, 2, "- ")


def _class(it: ChangedClass, every: Sequence[Stretch], brief: bool) -> Iterator[Line]:
    yield from wrapped(say.during(say.fate(it), it.stretches, every), 2, "- ")
    for shown in () if brief else it.shown:
        yield from _shown(shown)


def _in_a_line(it: ComparedDecision) -> Iterator[Line]:
    """The votes on which both part, without what the rules make of them."""
    both = zip(it.old.text, it.new.text, strict=False)
    same = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both)]
    yield from wrapped(" ".join((say.example(it.passes is Side.NEW), *same)), 4)


def _shown(it: ComparedDecision) -> Iterator[Line]:
    yield from wrapped(say.example(it.passes is Side.NEW), 4)
    shared = set(it.said_of_both)
    yield from _story(it.said_of_both)
    for heading, scenario in ((say.OLD_STORY, it.old), (say.NEW_STORY, it.new)):
        yield f"      {heading}"
        yield from _story([line for line in scenario.text if line not in shared], 8)


def _story(lines: Sequence[str], indent: int = 6) -> Iterator[Line]:
    for line in lines:
        yield from wrapped(line, indent)


def _findings(it: SpecificationComparison, brief: bool) -> Iterator[Line]:
    if it.properties:
        yield from _heading(say.PROPERTIES)
        for prop in it.properties:
            yield from wrapped(located(say.prop(prop), prop.file, prop.line), 2, "- ")
            if not brief:
                yield from _scenario(say.ONLY_OLD_STORY, prop.old_scenario, prop.new_scenario)
                yield from _scenario(say.NEW_VERDICT_STORY, prop.new_scenario)
    if it.loopholes:
        yield from _heading(say.LOOPHOLES)
        for loophole in it.loopholes:
            said = located(say.loophole(loophole), loophole.file, loophole.line)
            yield from wrapped(said, 2, "- ")
            if not brief:
                yield from _story(loophole.scenario.text)


def _scenario(
    heading: str, scenario: Scenario | None, instead: Scenario | None = None
) -> Iterator[Line]:
    if scenario is not None and instead is None:
        yield f"    {heading}"
        yield from _story(scenario.text)
