"""Findings as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.linting.results import Finding, LintResult
from verifier.output.text import Printable, blocks, one_line
from verifier.rendering.wrapping import (
    Line,
    Spellings,
    british,
    common,
    located,
    printed,
    wrapped,
)
from verifier.words import lint as say


def render_text(results: Sequence[LintResult], spelt: Spellings | None = None) -> Printable:
    """All findings, a specification after the other."""
    spelt = spelt or {}
    found: list[Printable] = []
    for result in results:
        spell = spelt.get(result.file, british)
        found.append(one_line(f"{result.title} ({result.file})"))
        found += [printed(_finding(finding), spell) for finding in result.findings]
        rest = printed(_rest(result), spell)
        if rest:
            found.append(rest)
    if results:
        spell = common([result.file for result in results], spelt)
        found.append(one_line(spell(say.summary(results))))
    return blocks(found)


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


def _rest(result: LintResult) -> Iterator[Line]:
    for each in result.open:
        yield from wrapped(say.not_decided(each.code, each.subject, each.reason), 0)
    if result.coverage is not None:
        yield from wrapped(say.covered(result.coverage), 0)
