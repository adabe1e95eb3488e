"""Results as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from verifier.output.text import Printable
from verifier.rendering.wrapping import (
    SCREEN,
    WIDTH,
    Head,
    Highlighted,
    Line,
    Look,
    Spell,
    Spellings,
    TextPart,
    british,
    common,
    folded,
    in_text,
    located,
    part,
    support_lines,
    wrapped,
)
from verifier.results import (
    PropertyResult,
    Scenario,
    SpecificationResult,
    StateResult,
    Verdict,
)
from verifier.words import check as say
from verifier.words.assumptions import by_default
from verifier.words.verdicts import at_a_time, period, under_readings

_LOOKS = {
    Verdict.HOLDS: Look.GOOD,
    Verdict.FAILS: Look.BAD,
    Verdict.VACUOUS: Look.EMPTY,
    Verdict.UNDETERMINED: Look.OPEN,
}


# A property in full: its verdict, what was asked, what was answered, and a line between it and the next.
_LEAST = 4


def has_a_line_each(number: int) -> bool:
    """Whether so many properties surely have a line each, if they are as expected and it is not asked for more."""
    return number * _LEAST >= SCREEN


def render_text(
    results: Sequence[SpecificationResult],
    explain: bool,
    colour: bool,
    spelt: Spellings | None = None,
    full: bool = True,
) -> Printable:
    """All results, a specification after the other, with a line at the end that counts them.

    If not in `full`, and where all of a specification would not fit a screen, what is as expected has a line each.
    """
    return in_text(told(results, explain, spelt, full), colour)


def told(
    results: Sequence[SpecificationResult],
    explain: bool,
    spelt: Spellings | None = None,
    full: bool = True,
) -> tuple[TextPart, ...]:
    """The same in parts."""
    spelt = spelt or {}
    told = [
        _specification(result, explain, spelt.get(result.file, british), full) for result in results
    ]
    found = [each for parts, _ in told for each in parts]
    properties = [prop for result in results for prop in result.properties]
    if results and not (len(told) == 1 and told[0][1]):
        spell = common([result.file for result in results], spelt)
        found.append(part([say.summary(properties)], spell))
    return tuple(found)


def _specification(
    result: SpecificationResult, explain: bool, spell: Spell, full: bool
) -> tuple[Sequence[TextPart], bool]:
    """One specification's results, and whether they begin with their numbers."""
    head = Head(f"{result.title} ({result.file})")
    # Names and titles stay as they are written.
    first = part([head])
    if not result.properties:
        return (first, part([say.NO_PROPERTIES], spell)), False
    told = {prop.name: part(_lines(prop, explain), spell) for prop in result.properties}
    everything = (first, *told.values())
    plain = [prop for prop in result.properties if prop.as_expected and prop.settled]
    if full or not plain or in_text(everything).count("\n") < SCREEN:
        return everything, False
    top = [head, *wrapped(say.summary(result.properties), 0)]
    telling = [told[prop.name] for prop in result.properties if prop not in plain]
    if not telling:
        # With as many titles as there is room for.
        for titled, short in ((True, False), (False, False), (False, True)):
            screen = part([*top, *_in_lines(plain, titled, short)], spell)
            if in_text((screen,)).count("\n") < SCREEN:
                break
        return (screen,), True
    return (part(top, spell), *telling, part(_in_lines(plain), spell)), True


def _in_lines(
    them: Sequence[PropertyResult], titled: bool = False, short: bool = False
) -> Iterator[Line]:
    """Answers that are as expected, a line each, with what all of them take for granted.

    `titled`: what is not so has its title, too. `short`: of titles no more than fits.
    """
    width = max(len(prop.name) for prop in them)
    ways = [say.number_of_ways(prop) for prop in them]
    for prop, number in zip(them, ways, strict=True):
        verdict = say.VERDICTS[prop.verdict].upper()
        before = f"  {prop.name.ljust(width)}  "
        indent = len(verdict + before)
        room = WIDTH - indent
        text = say.in_a_line(prop, room - len(number) if short else None, titled)
        first, *others = folded(f"{text}{number}", room)
        yield Highlighted(verdict, _LOOKS[prop.verdict], before + first, below=False)
        blank = " " * indent
        yield from (f"{blank}{each}" for each in others)
    counted = Counter(a.text for prop in them for a in prop.assumptions if not a.name)
    shared = [text for text, number in counted.items() if number == len(them) or by_default(text)]
    declared = dict.fromkeys(say.assumed_of(a) for prop in them for a in prop.assumptions if a.name)
    yield from wrapped(say.assuming_in_brief(shared, list(declared)), 0)
    yield from wrapped(say.pointers(any(prop.loopholes is not None for prop in them)), 0)


def _lines(prop: PropertyResult, explain: bool) -> Iterator[Line]:
    verdict = say.VERDICTS[prop.verdict].upper()
    title = f": {prop.title}" if prop.title not in ("", prop.name) else ""
    rest = f"  {prop.name}{title}"
    yield Highlighted(verdict, _LOOKS[prop.verdict], rest)
    yield from wrapped(say.asked(prop.claim), 2)
    yield from wrapped(say.verdict_sentence(prop), 2)
    for sentence in say.chosen(prop):
        yield from wrapped(sentence, 2)
    if prop.scenario is not None:
        yield from _story(prop.scenario)
    yield from support_lines(say.RESTS_ON, prop.rests_on)
    yield from _bases(prop)
    yield from support_lines(say.in_the_way(prop), prop.in_the_way)
    if prop.readings:
        yield from wrapped(say.fails_under(prop), 2)
    if len(prop.states) > 1:
        yield from _states(prop.states)
    for sentence in say.still_open(prop):
        yield from wrapped(sentence, 2)
    if prop.loopholes is not None:
        yield from wrapped(say.loopholes(prop.loopholes), 2)
    if prop.second_opinion is not None:
        yield from wrapped(say.second_opinion(prop.second_opinion), 2)
    if prop.assumptions:
        yield f"  {say.ASSUMING}"
        for assumption in prop.assumptions:
            written = f"{assumption.kind} {assumption.name}: " if assumption.name else ""
            text = f"{written}{assumption.text}"
            yield from wrapped(located(text, assumption.file, assumption.line), 4, "- ")
    if explain:
        yield from _explained(prop)


def _story(scenario: Scenario) -> Iterator[Line]:
    for sentence in scenario.text:
        yield from wrapped(sentence, 4)


def _bases(prop: PropertyResult) -> Iterator[Line]:
    """All that a proof can rest on, where asked for."""
    for state in prop.states:
        if not state.bases:
            continue
        when = f" ({period(state.start, state.end)})" if len(prop.states) > 1 else ""
        yield from wrapped(say.bases(len(state.bases), state.bases_complete) + when, 2)
        for number, base in enumerate(state.bases, 1):
            names = "; ".join(located(s.text, s.file, s.line) for s in base)
            yield from wrapped(names, 4, f"{number}. ")
        if state.in_every_basis:
            yield from support_lines(say.SINGLE_POINTS, state.in_every_basis)
        elif state.bases_complete:
            yield f"  {say.DEFENCE_IN_DEPTH}"


def _states(states: Sequence[StateResult]) -> Iterator[Line]:
    yield f"  {say.BY_DATE}"
    for state in states:
        when = period(state.start, state.end)
        read = "" if state.every_reading else under_readings(state.readings)
        yield from wrapped(
            at_a_time(when, say.VERDICTS[state.verdict], read, state.reason), 4, "- "
        )


def _explained(prop: PropertyResult) -> Iterator[Line]:
    """Every clause: in the scenario, or for the proof."""
    if not prop.clauses:
        yield from wrapped(f"{say.EVERY_CLAUSE} {say.NEEDS_UNKNOWN}", 2)
        return
    yield f"  {say.EVERY_CLAUSE}"
    for line in prop.clauses:
        title = f" “{line.title}”" if line.title not in ("", line.name) else ""
        said = say.applied(line.applied) if prop.scenario else say.used(line.applied)
        text = f"{line.kind} {line.name}{title} {said}: {line.why} ({line.file}:{line.line})"
        yield from wrapped(text, 4, "- ")
