"""A comparison as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.diffing.results import Comparison, DecisionClass, Shown, Side, Stretch
from verifier.output.text import Printable
from verifier.rendering.wrapping import Line, Spell, british, located, printed, wrapped
from verifier.results import Scenario
from verifier.words import diffing as say


def render_text(it: Comparison, brief: bool = False, spell: Spell = british) -> Printable:
    """The answer first, then what changes, then what it rests on."""
    return printed(_lines(it, brief), spell)


def _lines(it: Comparison, brief: bool) -> Iterator[Line]:
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
    yield text


def _list(heading: str, lines: Sequence[str]) -> Iterator[Line]:
    if lines:
        yield from _heading(heading)
        for line in lines:
            yield from wrapped(line, 2, "- ")


def _class(it: DecisionClass, every: Sequence[Stretch], brief: bool) -> Iterator[Line]:
    yield from wrapped(say.during(say.fate(it), it.stretches, every), 2, "- ")
    for shown in () if brief else it.shown:
        yield from _shown(shown)


def _shown(it: Shown) -> Iterator[Line]:
    yield from wrapped(say.example(it.passes is Side.NEW), 4)
    shared = set(it.old.text) & set(it.new.text)
    yield from _story([line for line in it.new.text if line in shared])
    for heading, scenario in ((say.OLD_STORY, it.old), (say.NEW_STORY, it.new)):
        yield f"      {heading}"
        yield from _story([line for line in scenario.text if line not in shared], 8)


def _story(lines: Sequence[str], indent: int = 6) -> Iterator[Line]:
    for line in lines:
        yield from wrapped(line, indent)


def _findings(it: Comparison, brief: bool) -> Iterator[Line]:
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
