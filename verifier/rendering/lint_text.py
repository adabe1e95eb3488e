"""Findings as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.linting.results import Finding, LintResult
from verifier.rendering.wrapping import located, wrapped
from verifier.words import lint as say


def render_text(results: Sequence[LintResult]) -> str:
    """All findings, a specification after the other."""
    blocks: list[str] = []
    for result in results:
        blocks.append(f"{result.title} ({result.file})")
        blocks += ["\n".join(_finding(finding)) for finding in result.findings]
        rest = list(_rest(result))
        if rest:
            blocks.append("\n".join(rest))
    if results:
        blocks.append(say.summary(results))
    return "\n\n".join(blocks)


def _finding(it: Finding) -> Iterator[str]:
    yield f"{it.file}:{it.line}: {it.code} {it.subject}: {say.TITLES[it.code].lower()}"
    if it.waived is not None:
        yield from wrapped(say.because(it.waived), 2)
        return
    yield from wrapped(it.why, 2)
    for sentence in it.story:
        yield from wrapped(sentence, 4)
    for mention in it.mentions:
        yield from wrapped(located(mention.text, mention.file, mention.line), 4, "- ")
    yield from wrapped(f"Instead: {it.instead}", 2)


def _rest(result: LintResult) -> Iterator[str]:
    for each in result.open:
        yield from wrapped(say.not_decided(each.code, each.subject, each.reason), 0)
    if result.coverage is not None:
        yield from wrapped(say.covered(result.coverage), 0)
