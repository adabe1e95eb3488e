"""Findings as text for people: a line each where all would be more than a screen, or in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policy_dsl.records import replace
from verifier.rendering.wrapping import (
    SCREEN,
    Columns,
    Head,
    Line,
    Spell,
    Spellings,
    TextPart,
    british,
    common,
    in_text,
    located,
    part,
    wrapped,
)
from verifier.results.lint import LintFinding, LintResult
from verifier.words import lint_telling as say


def told(
    results: Sequence[LintResult],
    full: bool,
    spelt: Spellings | None = None,
    at: date | None = None,
) -> tuple[TextPart, ...]:
    """All findings, a specification after the other, with a line at the end that counts them.

    If not in `full`, and where all of a specification would not fit a screen, a finding has a line.
    """
    spelt = spelt or {}
    told = [_specification(it, full, spelt.get(it.file, british), at) for it in results]
    found = [each for parts, _ in told for each in parts]
    if results and not (len(told) == 1 and told[0][1]):
        spell = common([result.file for result in results], spelt)
        found.append(part([say.summary(results)], spell))
    return tuple(found)


def told_one(
    name: str, results: Sequence[LintResult], spelt: Spellings, at: date | None
) -> tuple[TextPart, ...]:
    """The findings of that name, in full."""
    return tuple(
        each
        for it in results
        for each in _in_full(
            replace(it, findings=it.called(name), open=(), coverage=None),
            spelt.get(it.file, british),
            at,
        )
        if it.called(name)
    )


def _specification(
    it: LintResult, full: bool, spell: Spell, at: date | None
) -> tuple[Sequence[TextPart], bool]:
    """What was found in a specification, and whether that begins with its numbers."""
    everything = tuple(_in_full(it, spell, at))
    # An empty line and the numbers are below it.
    if full or in_text(everything).count("\n") + 3 <= SCREEN:
        return everything, False
    parts = [part(_head(it, at), spell)]
    if it.open:
        parts.append(part(_open(it), spell))
    if it.findings:
        parts.append(part(_in_lines(it), spell))
    return parts, True


def _in_full(it: LintResult, spell: Spell, at: date | None) -> Iterator[TextPart]:
    yield part([Head(say.heading(it, at))], spell)
    for finding in it.findings:
        yield part(_finding(finding), spell)
    if it.open or it.coverage is not None:
        yield part(_rest(it), spell)


def _head(it: LintResult, at: date | None) -> Iterator[Line]:
    yield Head(say.heading(it, at))
    yield from wrapped(say.summary([it]), 0)
    if it.coverage is not None:
        yield from wrapped(say.coverage(it.coverage), 0)


def _in_lines(it: LintResult) -> Iterator[Line]:
    # Of which a line says the same at each time, several are one line.
    alike: dict[object, list[tuple[str, LintFinding]]] = {}
    for name, each in zip(it.names, it.findings, strict=True):
        alike.setdefault((each.code, each.file, each.line, each.brief, each.waived), []).append(
            (name, each)
        )
    rows = [
        (
            say.names_in_a_line([name for name, _ in them]),
            _place(them[0][1], it.file),
            say.line([each for _, each in them]),
        )
        for them in alike.values()
    ]
    yield Columns((say.COLUMNS, *rows), wide=2, right=(1,))
    yield from wrapped(say.POINTERS, 0)


def _place(it: LintFinding, file: str) -> str:
    return f"{it.line}" if it.file == file else f"{it.file}:{it.line}"


def _finding(it: LintFinding) -> Iterator[Line]:
    yield Head(f"{it.file}:{it.line}: {say.headline(it)}", level=2)
    if it.waived is not None:
        yield from wrapped(say.because(it.waived), 2)
        return
    yield from wrapped(it.why, 2)
    if it.everywhere is not True:
        yield from wrapped(say.at_times(it.times, it.everywhere is not None), 2)
    for sentence in it.story:
        yield from wrapped(sentence, 4)
    for mention in it.mentions:
        yield from wrapped(located(mention.text, mention.file, mention.line), 4, "- ")
    yield from wrapped(say.instead(it.instead), 2)


def _open(it: LintResult) -> Iterator[Line]:
    for each in it.open:
        yield from wrapped(say.not_decided(each.code, each.subject, each.reason), 0)


def _rest(it: LintResult) -> Iterator[Line]:
    yield from _open(it)
    if it.coverage is not None:
        yield from wrapped(say.covered(it.coverage), 0)
