"""Findings as text for people: a line each where all would be more than a screen, or in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policy_dsl.records import replace
from verifier.linting.results import Finding, LintResult
from verifier.output.text import Printable, blocks, one_line
from verifier.rendering.wrapping import (
    SCREEN,
    Line,
    Spell,
    Spellings,
    british,
    common,
    in_columns,
    located,
    printed,
    wrapped,
)
from verifier.words import lint_telling as say


def render_text(
    results: Sequence[LintResult],
    full: bool,
    spelt: Spellings | None = None,
    at: date | None = None,
) -> Printable:
    """All findings, a specification after the other, with a line at the end that counts them.

    If not in `full`, and where all of a specification would not fit a screen, a finding has a line.
    """
    spelt = spelt or {}
    told = [_specification(it, full, spelt.get(it.file, british), at) for it in results]
    found = [text for text, _ in told]
    if results and not (len(told) == 1 and told[0][1]):
        spell = common([result.file for result in results], spelt)
        found.append(one_line(spell(say.summary(results))))
    return blocks(found)


def render_found(
    name: str, results: Sequence[LintResult], spelt: Spellings, at: date | None
) -> Printable:
    """The findings of that name, in full."""
    return blocks(
        part
        for it in results
        for part in _in_full(
            replace(it, findings=it.called(name), open=(), coverage=None),
            spelt.get(it.file, british),
            at,
        )
        if it.called(name)
    )


def _specification(
    it: LintResult, full: bool, spell: Spell, at: date | None
) -> tuple[Printable, bool]:
    """What was found in a specification, and whether that begins with its numbers."""
    if full:
        return blocks(_in_full(it, spell, at)), False
    everything = blocks(_in_full(it, spell, at))
    # An empty line and the numbers are below it.
    if everything.count("\n") + 3 <= SCREEN:
        return everything, False
    parts = [printed(_head(it, at), spell)]
    if it.open:
        parts.append(printed(_open(it), spell))
    if it.findings:
        parts.append(printed(_in_lines(it, spell), spell))
    return blocks(parts), True


def _in_full(it: LintResult, spell: Spell, at: date | None) -> Iterator[Printable]:
    yield one_line(spell(say.heading(it, at)))
    for finding in it.findings:
        yield printed(_finding(finding), spell)
    if it.open or it.coverage is not None:
        yield printed(_rest(it), spell)


def _head(it: LintResult, at: date | None) -> Iterator[Line]:
    yield say.heading(it, at)
    yield from wrapped(say.summary([it]), 0)
    if it.coverage is not None:
        yield from wrapped(say.coverage(it.coverage), 0)


def _in_lines(it: LintResult, spell: Spell) -> Iterator[Line]:
    rows = [
        (name, _place(each, it.file), say.line(each))
        for name, each in zip(it.names, it.findings, strict=True)
    ]
    yield from in_columns([say.COLUMNS, *rows], wide=2, right=(1,), spell=spell)
    yield from wrapped(say.POINTERS, 0)


def _place(it: Finding, file: str) -> str:
    return f"{it.line}" if it.file == file else f"{it.file}:{it.line}"


def _finding(it: Finding) -> Iterator[Line]:
    yield f"{it.file}:{it.line}: {say.headline(it)}"
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
