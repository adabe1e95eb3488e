"""Results as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from verifier.results import (
    PropertyResult,
    Scenario,
    SpecificationResult,
    StateResult,
    Support,
    Verdict,
)
from verifier.words import check as say
from verifier.words.verdicts import period, under_readings

WIDTH = 100
_COLOURS = {
    Verdict.HOLDS: "32",
    Verdict.FAILS: "31",
    Verdict.VACUOUS: "33",
    Verdict.UNDETERMINED: "35",
}


def render_text(results: Sequence[SpecificationResult], explain: bool, colour: bool) -> str:
    """All results, a specification after the other, with a line at the end that counts them."""
    blocks = [_specification(result, explain, colour) for result in results]
    properties = [prop for result in results for prop in result.properties]
    if results:
        blocks.append(say.summary(properties))
    return "\n\n".join(blocks)


def _specification(result: SpecificationResult, explain: bool, colour: bool) -> str:
    head = f"{result.title} ({result.file})"
    if not result.properties:
        return f"{head}\n\n{say.NO_PROPERTIES}"
    return "\n\n".join([head, *(_property(prop, explain, colour) for prop in result.properties)])


def _property(prop: PropertyResult, explain: bool, colour: bool) -> str:
    return "\n".join(_lines(prop, explain, colour))


def _lines(prop: PropertyResult, explain: bool, colour: bool) -> Iterator[str]:
    verdict = prop.verdict.value.upper()
    if colour:
        verdict = f"\x1b[1;{_COLOURS[prop.verdict]}m{verdict}\x1b[0m"
    title = f": {prop.title}" if prop.title else ""
    yield f"{verdict}  {prop.name}{title}"
    yield from _wrapped(f"Asked: {prop.claim}.", 2)
    yield from _wrapped(say.verdict_sentence(prop), 2)
    if prop.scenario is not None:
        yield from _story(prop.scenario)
    yield from _supports(say.RESTS_ON, prop.rests_on)
    yield from _supports(say.IN_THE_WAY, prop.in_the_way)
    if prop.readings:
        yield from _wrapped(say.fails_under(prop), 2)
    if len(prop.states) > 1:
        yield from _states(prop.states)
    if prop.assumptions:
        yield f"  {say.ASSUMING}"
        for assumption in prop.assumptions:
            where = f" ({assumption.file}:{assumption.line})" if assumption.file else ""
            written = f"{assumption.kind} {assumption.name}: " if assumption.name else ""
            yield from _wrapped(f"{written}{assumption.text}{where}", 4, bullet="- ")
    if explain:
        yield from _explained(prop)


def _story(scenario: Scenario) -> Iterator[str]:
    for sentence in scenario.text:
        yield from _wrapped(sentence, 4)


def _supports(heading: str, supports: Sequence[Support]) -> Iterator[str]:
    if not supports:
        return
    yield f"  {heading}"
    for support in supports:
        where = f" ({support.file}:{support.line})" if support.file else ""
        yield from _wrapped(f"{support.text}{where}", 4, bullet="- ")


def _states(states: Sequence[StateResult]) -> Iterator[str]:
    yield f"  {say.BY_DATE}"
    for state in states:
        line = f"{period(state.start, state.end)}: {state.verdict.value}"
        if state.readings:
            line += f" (under {under_readings(state.readings)})"
        if state.reason:
            line += f" ({state.reason})"
        yield from _wrapped(line, 4, bullet="- ")


def _explained(prop: PropertyResult) -> Iterator[str]:
    """Every clause: in the scenario, or for the proof."""
    yield f"  {say.EVERY_CLAUSE}"
    for line in prop.clauses:
        title = f" “{line.title}”" if line.title else ""
        said = say.applied(line.applied) if prop.scenario else say.needed(line.applied)
        text = f"{line.kind} {line.name}{title} {said}: {line.why} ({line.file}:{line.line})"
        yield from _wrapped(text, 4, bullet="- ")


def _wrapped(text: str, indent: int, bullet: str = "") -> Iterable[str]:
    blank = " " * indent
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=blank + bullet,
        subsequent_indent=blank + " " * max(len(bullet), 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
